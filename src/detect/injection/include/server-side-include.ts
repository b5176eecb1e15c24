import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { wordCount } from '../../../lib/text/word-count.ts';
import { fires, silent } from './server-side-include.examples.ts';

/** Words around a directive that still look like a value and not like a manual. */
const VALUE_WORDS = 6;

/** Directives of Apache's mod_include and NGINX's ssi module; those of `exec` and `include` reach beyond the page. */
const SSI = /<!--#\s{0,8}(exec|include|config|echo|fsize|flastmod|printenv|set|if|elif)\b([^>]{0,400}?)(?:(?:--)?>|$)/i;
/** Elements of the ESI language (W3C note), as caches and edge servers run them. */
const ESI = /<(?:esi:)(include|inline|eval|vars|remove|try|choose|assign|debug|function)\b([^>]{0,400})>/i;
const ATTRIBUTE = /\b(?:cmd|cgi|file|virtual|var|src|stub|url|value|errmsg|timefmt|expr|name)\s{0,4}=/i;
const SURE = new Set(['exec', 'include', 'printenv', 'inline', 'eval']);

export const serverSideInclude = defineValueRule({
  id: 'server-side-include',
  version: 1,
  title: 'Server-side include',
  severity: 'high',
  references: ['CWE-97', 'CWE-96', 'API8:2023', 'CAPEC-101'],
  explanation:
    'Servers and caches that put pages together run directives they find in them: `<!--#exec cmd="…"-->` starts a program, `<!--#include virtual="…"-->` and `<esi:include src="…"/>` fetch other documents. A value with one of them becomes a command where it is stored in a page. ' +
    'The rule asks whether the value holds a directive of these languages with an attribute that it needs, also one that is not ended as it should be. A directive quoted in a longer text is only logged.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: ['<!--#', '<esi:'],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: askInclude,
  examples: { fires, silent },
});

function askInclude(value: string): ValueAnswer | undefined {
  const found = SSI.exec(value) ?? ESI.exec(value);
  if (found === null) return undefined;
  const [directive, name = '', attributes = ''] = found;
  if (name.toLowerCase() !== 'printenv' && !ATTRIBUTE.test(attributes)) return undefined;
  const around = wordCount(value.slice(0, found.index)) + wordCount(value.slice(found.index + directive.length));
  const sure = SURE.has(name.toLowerCase()) ? 0.95 : 0.85;
  return {
    confidence: around <= VALUE_WORDS ? sure : 0.55,
    statement: `value holds the directive “${name.toLowerCase()}” that a server runs when it puts a page together`,
    mark: [found.index, found.index + directive.length],
  };
}
