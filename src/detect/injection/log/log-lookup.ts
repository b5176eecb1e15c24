import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { readLookups } from './lookups.ts';
import { fires, silent } from './log-lookup.examples.ts';

const JNDI = /^\s*j\s*n\s*d\s*i\s*:/i;
/** Other lookups of Log4j 2, which tell of the machine: the environment, properties, containers. */
const OTHER =
  /^\s*(?:env|sys|java|main|docker|k8s|kubernetes|spring|bundle|date|ctx|lower|upper|base64|log4j|map|marker|web|event|sd|jvmrunargs|script|url|dns|file|xml|const)\s*:/i;
const REMOTE = /:\s*\/?\/|^\s*(?:script|url|dns|file)\s*:/i;

export const logLookup = defineValueRule({
  id: 'log-lookup',
  version: 1,
  title: 'Lookup in a log (JNDI)',
  severity: 'critical',
  references: ['CWE-917', 'CWE-502', 'CWE-400', 'API8:2023', 'CAPEC-242'],
  explanation:
    'Log4j 2 and its like put in what `${…}` in a logged text asks for; `${jndi:ldap://host/a}` makes the server fetch and run a program (CVE-2021-44228), others send out the environment. Attackers hide the word by lookups inside the lookup, `${${lower:j}ndi:…}`. ' +
    'The rule puts the inner lookups in as the library does and asks whether what comes out is a lookup of JNDI, one that runs or fetches something, or one that only who hides something would have written so. Placeholders such as `${name}` are no lookups.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: ['${'],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: askLookups,
  examples: { fires, silent },
});

function askLookups(value: string): ValueAnswer | undefined {
  let best: ValueAnswer | undefined;
  for (const { text, from, to, nested } of readLookups(value)) {
    const mark: readonly [number, number] = [from, to];
    if (JNDI.test(text))
      return { confidence: 0.97, statement: 'value is a lookup of JNDI, which fetches and runs a program', mark };
    if (!OTHER.test(text)) continue;
    const confidence = nested ? 0.85 : REMOTE.test(text) ? 0.8 : value.trim().length === to - from ? 0.7 : 0.55;
    if (confidence > (best?.confidence ?? 0))
      best = { confidence, statement: 'value is a lookup that a logging library puts in', mark };
  }
  return best;
}
