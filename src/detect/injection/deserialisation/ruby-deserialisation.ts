import { defineValueRule } from '../../define.ts';
import { askPatterns, type Question } from '../../patterns.ts';
import { fires, silent } from './ruby-deserialisation.examples.ts';

/** What each pattern finds. */
const QUESTIONS: readonly Question[] = [
  [
    /(?:!ruby\/|tag:ruby\.yaml\.org,2002:)(?:object|hash|struct|class|module|regexp|sym|symbol|exception|array|string|range|method)\b/i,
    0.93,
    'YAML document makes an object of Ruby',
  ],
  [/^BAh(?:bC[A-Za-z0-9+/]|v|V|T|c)[A-Za-z0-9+/_-]{2,}={0,2}$/, 0.75, 'value is a Marshal stream in base64'],
];

export const rubyDeserialisation = defineValueRule({
  id: 'ruby-deserialisation',
  version: 1,
  title: 'Ruby deserialisation',
  severity: 'critical',
  references: ['CWE-502', 'API8:2023', 'CAPEC-586'],
  explanation:
    'Marshal and the full loader of YAML make objects of the classes that a document names, also of those that run programs when made. The rule looks for YAML tags of Ruby objects and for Marshal streams, plain or in base64, that hold one.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: ['!ruby/', 'tag:ruby', 'bah', 'baho', 'gem::', 'erb'],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: (value) => askPatterns(value, QUESTIONS),
  examples: { fires, silent },
});
