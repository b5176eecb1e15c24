import type { RequestHead } from '../../../model/index.ts';
import type { MessageAnswer } from '../../define.ts';

/** What of a head decides where the message ends. */
interface Framing {
  readonly lengths: string[];
  readonly codings: string[];
  hosts: number;
  lookAlike: LookAlike | undefined;
}

interface LookAlike {
  readonly name: string;
  readonly value: string;
  readonly of: 'content-length' | 'transfer-encoding';
}

/**
 * Spelt with another separator, or with something around it. CGI and its kin (RFC 3875 §4.1.18) make `_` of `-`, PHP of
 * `.` and blanks too, and some parsers pass over what stands around a name.
 */
const LOOK_ALIKE = /^[^a-z0-9]{0,4}(?:content[^a-z0-9]{1,3}length|transfer[^a-z0-9]{1,3}encoding)[^a-z0-9]{0,4}$/i;
const SHORTEST = 'content-length'.length;
const LONGEST = 32;

/** Codings of RFC 9112 §7 and its registry. */
const CODINGS = new Set(['chunked', 'gzip', 'x-gzip', 'deflate', 'compress', 'x-compress', 'identity', 'trailers']);
/** A method behind the last bytes of another message: `GPOST`. */
const LEFT_OVER = /^[0-9A-Z]{1,8}(?:GET|POST|PUT|DELETE|HEAD|OPTIONS)$/;
const KNOWN_METHODS = new Set(['BUDGET', 'WIDGET', 'TARGET']);

/** What the head says about its message's end that two servers may read in two ways. `bodyBytes`: what was received. */
export function askHead(head: RequestHead, bodyBytes: number): MessageAnswer | undefined {
  const framing = readFraming(head.headers);
  return (
    (framing.lookAlike && askLookAlike(framing.lookAlike, framing, bodyBytes)) ??
    askLines(framing, head.httpVersion) ??
    askMethod(head.method)
  );
}

function readFraming(headers: readonly string[]): Framing {
  const framing: Framing = { lengths: [], codings: [], hosts: 0, lookAlike: undefined };
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i]!;
    const value = headers[i + 1]!;
    if (name.length === 4 && name.toLowerCase() === 'host') framing.hosts++;
    if (name.length < SHORTEST || name.length > LONGEST || !LOOK_ALIKE.test(name)) continue;
    const lower = name.toLowerCase();
    if (lower === 'content-length') framing.lengths.push(value);
    else if (lower === 'transfer-encoding') framing.codings.push(value);
    else framing.lookAlike = { name, value, of: lower.includes('length') ? 'content-length' : 'transfer-encoding' };
  }
  return framing;
}

function askLookAlike(found: LookAlike, framing: Framing, bodyBytes: number): MessageAnswer | undefined {
  const { name, value, of } = found;
  const shown = { part: 'header' as const, name, value, mark: [0, value.length] as const };
  if (of === 'content-length') {
    // A client's own copy of the true length changes nothing.
    if (Number(value) === bodyBytes || framing.lengths.includes(value.trim())) return undefined;
    return { ...shown, confidence: 0.8, statement: `header ${name} reads as another Content-Length to some servers` };
  }
  const chunked = /chunk/i.test(value);
  return {
    ...shown,
    confidence: chunked ? 0.9 : 0.75,
    statement: `header ${name} reads as Transfer-Encoding to some servers and not to others`,
  };
}

/** The gateway refuses these before; captures, logs and proxies may have seen them all the same. */
function askLines({ lengths, codings, hosts }: Framing, version: string): MessageAnswer | undefined {
  if (hosts > 1)
    return { confidence: 0.85, statement: 'several Host lines: servers may choose differently', part: 'header' };
  if (lengths.length > 0 && codings.length > 0)
    return { confidence: 0.9, statement: 'both Content-Length and Transfer-Encoding', part: 'header' };
  if (lengths.length > 0 && !isOneLength(lengths))
    return shown(0.9, 'Content-Length is no single number', 'content-length', lengths.join(', '));
  if (codings.length === 0) return undefined;
  const value = codings.join(', ');
  if (version === '1.0') return shown(0.8, 'Transfer-Encoding in HTTP/1.0', 'transfer-encoding', value);
  return isPlainCoding(value)
    ? undefined
    : shown(0.85, 'Transfer-Encoding that servers read in different ways', 'transfer-encoding', value);
}

const isOneLength = ([first = '', ...others]: readonly string[]): boolean =>
  /^\d{0,15}$/.test(first) && others.every((other) => other === first);

function isPlainCoding(value: string): boolean {
  const codings = value.split(',').map((coding) => coding.replaceAll(/^[ \t]+|[ \t]+$/g, '').toLowerCase());
  return (
    codings.every((coding) => CODINGS.has(coding)) &&
    codings.indexOf('chunked') === codings.length - 1 &&
    !codings.includes('identity')
  );
}

function askMethod(method: string): MessageAnswer | undefined {
  if (!LEFT_OVER.test(method) || KNOWN_METHODS.has(method)) return undefined;
  return { confidence: 0.8, statement: `method ${method} is one behind the end of another message` };
}

const shown = (confidence: number, statement: string, name: string, value: string): MessageAnswer => ({
  confidence,
  statement,
  part: 'header',
  name,
  value,
  mark: [0, value.length],
});
