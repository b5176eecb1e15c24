import { decodeEntities } from '../../../../lib/text/decodings.ts';
import { percentDecode } from '../../../../lib/text/percent.ts';
import { MOST_DEPTH, type Danger, type MarkupJudge } from '../danger.ts';
import { readExpression, strengthOfScript } from '../script/judge.ts';

/** Data of a data: address that is read. */
const DATA_CHARS = 32_768;

/** A scheme's letters with what browsers drop between them: tabs and line ends (WHATWG URL §4.4), once all controls. */
const spread = (scheme: string): string => scheme.split('').join('[\\0-\\x1f\\xad]{0,8}');

const SCRIPT_SCHEME = ['javascript', 'vbscript', 'livescript', 'mocha', 'jscript'].map(spread).join('|');
const LEADING = '[\\0-\\x20\\x7f\\xa0`]{0,64}';
const WRAPPER = '(?:(?:feed|view-source|jar|wyciwyg|url)\\s{0,4}:\\s{0,4}){0,2}';
const COLON = '[\\0-\\x20]{0,8}:';

const RUNS = new RegExp(`^${LEADING}${WRAPPER}(?:${SCRIPT_SCHEME})${COLON}`, 'i');
const DATA = new RegExp(`^${LEADING}${WRAPPER}${spread('data')}${COLON}([^,]{0,160}),`, 'i');

/** Documents that run scripts of their own. */
const DOCUMENT_TYPE =
  /^\s*(?:text\/html|application\/xhtml\+xml|image\/svg(?:\+| )xml|text\/xml|application\/xml|text\/xsl)/i;
const SCRIPT_TYPE = /^\s*(?:(?:text|application)\/(?:x-)?(?:java|ecma|j|live)script|text\/vbscript)/i;

/** Entities that stand in addresses to hide them and that no other reader here needs. */
const NAMED =
  /&(NewLine|Tab|colon|lpar|rpar|grave|DiacriticalGrave|ZeroWidthSpace|lowbar|dollar|sol|bsol|period|comma);/gi;
const CHARACTERS: Readonly<Record<string, string>> = {
  newline: '\n',
  tab: '\t',
  colon: ':',
  lpar: '(',
  rpar: ')',
  grave: '`',
  diacriticalgrave: '`',
  zerowidthspace: '',
  lowbar: '_',
  dollar: '$',
  sol: '/',
  bsol: '\\',
  period: '.',
  comma: ',',
};

/** An attribute's value with its character references read (WHATWG HTML §13.2.5.72). */
export const attributeText = (value: string): string =>
  value.includes('&')
    ? decodeEntities(value.replaceAll(NAMED, (match, name: string) => CHARACTERS[name.toLowerCase()] ?? match))
    : value;

/** What an address does that is followed or loaded: runs script, or opens a document that does. Positions are the address's. */
export function judgeAddress(address: string, depth: number, markup: MarkupJudge): Danger | undefined {
  const scheme = RUNS.exec(address);
  if (scheme !== null) return judgeScript(address, scheme[0].length);
  const data = DATA.exec(address);
  return data === null ? undefined : judgeData(address, data[1] ?? '', data[0].length, depth, markup);
}

function judgeScript(address: string, from: number): Danger | undefined {
  const rest = address.slice(from);
  // Escapes of the address are read before it runs.
  const script = rest.includes('%') ? percentDecode(rest) : rest;
  if (script.length < 80 && HARMLESS.test(script.replaceAll(/\s/g, ''))) return undefined;
  const strength = strengthOfScript(script);
  if (strength === 'none' && !/<[a-z/!]/i.test(script)) return undefined;
  return {
    score: strength === 'strong' ? 0.96 : strength === 'weak' ? 0.85 : 0.6,
    what: 'brings an address that runs script when it is followed',
    from: 0,
    to: address.length,
  };
}

/** What links carry that only keep a page where it is. */
const HARMLESS = /^(?:(?:void|return)?\(?(?:0|false|true|null|undefined|''|"")?\)?;?){0,2}$/;

function judgeData(
  address: string,
  type: string,
  from: number,
  depth: number,
  markup: MarkupJudge,
): Danger | undefined {
  const script = SCRIPT_TYPE.test(type);
  if ((!script && !DOCUMENT_TYPE.test(type)) || depth >= MOST_DEPTH) return undefined;
  const raw = address.slice(from, from + DATA_CHARS);
  const body = /;\s*base64\s*$/i.test(type)
    ? Buffer.from(percentDecode(raw).replaceAll(/\s/g, ''), 'base64').toString('utf8')
    : percentDecode(raw);
  const runs = script ? strengthOfScript(body) !== 'none' : (markup(body, depth + 1)?.score ?? 0) >= 0.7;
  if (!runs) return undefined;
  const what = script
    ? 'brings a script as a data address'
    : 'brings a document as a data address, and that runs script';
  return { score: 0.9, what, from: 0, to: address.length };
}

/** Places in a text where an address is looked for; more say nothing new. */
const MOST_PLACES = 8;
const ANYWHERE = new RegExp(`(?:^|[\\s(=<>"'\`:/\\]|,;])(?=(?:${SCRIPT_SCHEME})${COLON})`, 'gi');

/**
 * An address inside other text, as in `[x](javascript:alert(1))`, `url=javascript:…`, or the value itself. The script must
 * stand alone to its end: text about addresses goes on with words.
 */
export function findAddress(value: string, markup: MarkupJudge): Danger | undefined {
  const whole = judgeAddress(attributeText(value), 0, markup);
  if (whole !== undefined && whole.score >= 0.85 && standsAlone(value)) return { ...whole, to: value.length };
  ANYWHERE.lastIndex = 0;
  for (let place = 0; place < MOST_PLACES; place++) {
    const found = ANYWHERE.exec(value);
    if (found === null) return undefined;
    const at = found.index + found[0].length;
    const colon = value.indexOf(':', at) + 1;
    const rest = value.slice(colon);
    const text = rest.includes('%') ? percentDecode(rest) : rest;
    const read = readExpression(text, 0);
    if (read !== undefined)
      return {
        score: 0.92,
        what: 'holds an address that runs script when it is followed',
        from: at,
        to: text === rest ? Math.min(value.length, colon + read.to) : value.length,
      };
    if (ANYWHERE.lastIndex === found.index) ANYWHERE.lastIndex++;
  }
  return undefined;
}

/** An address that is the whole value: data: holds no blanks, and a script is one to its end. */
function standsAlone(value: string): boolean {
  const text = attributeText(value);
  const scheme = RUNS.exec(text);
  if (scheme === null) return true;
  const script = percentDecode(text.slice(scheme[0].length));
  return readExpression(script, 0) !== undefined;
}
