import type { Leaf } from '../../../model/index.ts';
import { defineValueRule, type ValueAnswer } from '../../define.ts';
import { fires, silent } from './header-injection.examples.ts';

/** Header fields that steer browsers, caches, sessions and framing; a line that sets one of them is no line of prose. */
const STEERING =
  /^(?:set-cookie2?|location|refresh|content-(?:length|type|encoding|disposition|location|security-policy)|transfer-encoding|access-control-[a-z-]{3,30}|x-(?:xss-protection|frame-options|content-type-options|forwarded-(?:for|host|proto)|original-url|rewrite-url|http-method-override)|host|cookie|authorization|proxy-[a-z-]{3,30}|cache-control|expires|last-modified|etag|vary|connection|keep-alive|server|status|link|www-authenticate|strict-transport-security|clear-site-data|remote-addr)$/i;
const FIELD = /^([!#$%&'*+.^_`|~0-9a-z-]{1,64})[ \t]{0,4}:/i;
const STATUS_LINE = /^HTTP\/\d(?:\.\d)? ?\d{3}\b/i;
const REQUEST_LINE =
  /^(?:GET|POST|PUT|DELETE|HEAD|PATCH|OPTIONS|TRACE|CONNECT|PROPFIND|MOVE|COPY)[ \t]+\S{1,2000}(?:[ \t]+HTTP\/\d|$)/;

/** Lines of a value that are looked at. */
const MOST_LINES = 50;
/** Lines beyond which a body field is a text that people wrote. */
const PROSE_LINES = 6;

export const headerInjection = defineValueRule({
  id: 'header-injection',
  version: 1,
  title: 'Header injection and response splitting',
  severity: 'high',
  references: ['CWE-113', 'CWE-93', 'CWE-444', 'API8:2023', 'CAPEC-33', 'CAPEC-34', 'CAPEC-105'],
  explanation:
    'A server that copies a value into a header lets a line break in it begin a header, or a whole message, of the sender’s own. The rule takes the value apart at its line breaks and asks whether what follows one is a header field that steers a browser, a cache or a session, a status line, or a request line. ' +
    'In a path, a query, a header or a cookie a line break before any header field is enough, for honest values there are single lines; in bodies, where people write letters with lines such as “Subject: …”, only steering fields and whole messages count.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: ['\r', '\n', '%0a', '%0d'],
  parts: ['path', 'query', 'header', 'cookie', 'body'],
  ask: askLines,
  examples: { fires, silent },
});

function askLines(value: string, leaf: Leaf): ValueAnswer | undefined {
  const isBody = leaf.part === 'body';
  let lines = 0;
  let best: ValueAnswer | undefined;
  for (let at = value.search(/[\r\n]/); at >= 0 && lines < MOST_LINES; lines++) {
    let from = at;
    while (value[from] === '\r' || value[from] === '\n') from++;
    if (from >= value.length) break;
    const next = value.slice(from).search(/[\r\n]/);
    const to = next < 0 ? value.length : from + next;
    const answer = askLine(value.slice(from, Math.min(to, from + 2_100)).trimStart(), isBody);
    if (answer !== undefined && answer.confidence > (best?.confidence ?? 0))
      best = { ...answer, mark: [at, Math.min(to, value.length)] };
    at = next < 0 ? -1 : to;
  }
  if (best === undefined) return askBreak(value, leaf);
  // A text of many lines may quote a message; a value seldom has more than a few.
  return isBody && lines > PROSE_LINES && !STATUS_LINE.test(value)
    ? { ...best, confidence: Math.min(best.confidence, 0.6) }
    : best;
}

/** Paths and names are single lines: nobody who is honest puts a break in one. */
function askBreak(value: string, { part, isName }: Leaf): ValueAnswer | undefined {
  if (part !== 'path' && isName !== true) return undefined;
  const at = value.search(/[\r\n]/);
  if (at < 0 || (part === 'body' && value.length > 100)) return undefined;
  return { confidence: 0.75, statement: `line break in a ${part === 'path' ? 'path' : 'name'}`, mark: [at, at + 1] };
}

function askLine(line: string, isBody: boolean): Omit<ValueAnswer, 'mark'> | undefined {
  if (STATUS_LINE.test(line))
    return { confidence: 0.95, statement: 'a line of the value begins a response of its own' };
  if (REQUEST_LINE.test(line)) return { confidence: 0.9, statement: 'a line of the value begins a request of its own' };
  const name = FIELD.exec(line)?.[1];
  if (name === undefined) return undefined;
  if (STEERING.test(name))
    return { confidence: 0.9, statement: `a line of the value sets the header ${name.toLowerCase()}` };
  return isBody
    ? undefined
    : {
        // Fields of one word are what searches and lists have as well.
        confidence: name.includes('-') ? 0.75 : 0.6,
        statement: `a line of the value looks like the header ${name.toLowerCase()}`,
      };
}
