import type { Leaf } from '../../model/index.ts';
import { defineValueRule, type ValueAnswer } from '../define.ts';
import { fires, silent } from './overlong-encoding.examples.ts';

/** Characters that end a name, a string or a tag: hidden ones change the structure of something. */
const DELIMITER = /[\0-\x1f/\\.'"`<>;%&|:]/;

/** Overlong forms of UTF-8 (RFC 3629 §3): a lead of C0 or C1, or a longer lead with an empty byte behind it. */
const OVERLONG = /%c[01]%[89ab][0-9a-f]|%e0%80%[89ab][0-9a-f]|%f0%80%80%[89ab][0-9a-f]/gi;
/** JavaScript's escape() writes these only above U+00FF. */
const SMALL_U = /%u00([0-9a-f]{2})/gi;
const WIDE_U = /%uff0[ef]|%uff3c|%uff07|%uff02|%uff1c|%uff1e|%u221[56]|%u2044|%u02b[9c]|%u2024/gi;

/** Escapes looked at; one is enough to tell. */
const MOST = 64;

export const overlongEncoding = defineValueRule({
  id: 'overlong-encoding',
  version: 1,
  title: 'Characters hidden in odd encodings',
  severity: 'medium',
  references: [
    'CWE-173',
    'CWE-174',
    'CWE-176',
    'CWE-158',
    'API8:2023',
    'CAPEC-80',
    'CAPEC-120',
    'CAPEC-64',
    'CAPEC-52',
  ],
  explanation:
    'Nobody who is honest writes a slash or a quote in a form that the standards forbid: in more bytes of UTF-8 than it needs, as %u002f, or escaped twice; it is done so that a filter sees letters and a later decoder the character. NUL in a path or a name cuts it off where C strings end. ' +
    'The rule asks whether such a form hides a character that changes the structure of something; hidden letters are odd and say little. Pairs of bytes that are text of an old Chinese or Cyrillic encoding stay silent, as do slashes escaped twice in a path and addresses escaped within addresses. What is hidden is judged by the other rules, with which this one’s signal counts together. Not seen: bytes that are no UTF-8 at all.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: ['%c0', '%c1', '%e0%80', '%f0%80', '%u', '%2e', '%5c', '%25', '%00', '\0'],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  // Readings have lost the encoding that is asked about.
  ask: (value, leaf) => (value === leaf.value ? askEncoding(value, leaf) : undefined),
  examples: { fires, silent },
});

function askEncoding(value: string, leaf: Leaf): ValueAnswer | undefined {
  return (
    askOverlong(value, leaf) ??
    askUnicode(value) ??
    (leaf.part === 'path' ? askTwice(value) : undefined) ??
    askNul(value, leaf)
  );
}

function askOverlong(value: string, { part }: Leaf): ValueAnswer | undefined {
  let seen = 0;
  for (const found of value.matchAll(OVERLONG)) {
    if (++seen > MOST) return undefined;
    const [text] = found;
    const from = found.index;
    const to = from + text.length;
    const hidden = String.fromCharCode(hiddenCode(text));
    if (!DELIMITER.test(hidden) || (text.length === 6 && amongOthers(value, from, to))) continue;
    // In text that people wrote, an encoding is what they write about.
    const quoted = part === 'body' && / \S+ /.test(value);
    return {
      confidence: quoted ? 0.5 : 0.8,
      statement: `${describe(hidden)} is hidden in overlong UTF-8`,
      mark: [from, to],
    };
  }
  return undefined;
}

function hiddenCode(escapes: string): number {
  const bytes = escapes
    .split('%')
    .slice(1)
    .map((pair) => Number.parseInt(pair, 16));
  const last = bytes.at(-1)! & 0x3f;
  return escapes.length === 6 ? ((bytes[0]! & 1) << 6) | last : last;
}

/** Escaped bytes above ASCII on either side: a pair of GBK or Windows-1251 within text. */
const amongOthers = (value: string, from: number, to: number): boolean =>
  /%[89a-f][0-9a-f]$/i.test(value.slice(Math.max(0, from - 3), from)) ||
  /^%[89a-f][0-9a-f]/i.test(value.slice(to, to + 3));

function askUnicode(value: string): ValueAnswer | undefined {
  let seen = 0;
  for (const found of value.matchAll(SMALL_U)) {
    if (++seen > MOST) return undefined;
    const hidden = String.fromCharCode(Number.parseInt(found[1]!, 16));
    if (DELIMITER.test(hidden))
      return {
        confidence: / \S+ /.test(value) ? 0.5 : 0.75,
        statement: `${describe(hidden)} is written as ${found[0]}, which no client writes`,
        mark: [found.index, found.index + found[0].length],
      };
  }
  WIDE_U.lastIndex = 0;
  const wide = WIDE_U.exec(value);
  return wide === null
    ? undefined
    : {
        confidence: 0.55,
        statement: `${wide[0]} becomes a delimiter where characters are folded`,
        mark: [wide.index, wide.index + wide[0].length],
      };
}

/** In a path that was decoded once: dots escaped twice, backslashes, or a third time. */
function askTwice(value: string): ValueAnswer | undefined {
  const found = /%25(?:25)*(?:2[ef]|5c|00)|(?:%2e){2}|\.%2e|%2e\.|%5c|%00/i.exec(value);
  if (found === null) return undefined;
  return {
    confidence: found[0].toLowerCase() === '%5c' ? 0.6 : 0.75,
    statement: 'path with delimiters escaped more than once',
    mark: [found.index, found.index + found[0].length],
  };
}

/** Letters around it: not the bytes of an identifier, as trackers send. */
function askNul(value: string, { part, isName }: Leaf): ValueAnswer | undefined {
  const at = value.indexOf('\0');
  if (at < 0 || !/^[\x20-\x7e\0]*$/.test(value.slice(0, 2_000))) return undefined;
  const place = part === 'path' || isName === true;
  const many = value.split('\0', 6).length > 5;
  if (!place && (part === 'body' || many)) return undefined;
  return {
    confidence: place ? 0.85 : 0.7,
    statement: `NUL in a ${part === 'path' ? 'path' : isName ? 'name' : 'value'}, where C strings end`,
    mark: [at, at + 1],
  };
}

const describe = (hidden: string): string =>
  /[\0-\x20]/.test(hidden) ? 'a control character' : `the character ${hidden}`;
