import { percentDecode } from '../../../lib/text/percent.ts';
import type { MessageAnswer } from '../../define.ts';

/** Methods that read; a cross-site link or a rule about paths lets them pass. */
const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'MERGE', 'MOVE', 'COPY', 'MKCOL']);
/** What no application asks for by such a header. */
const ABUSED = new Set(['TRACE', 'TRACK', 'CONNECT', 'DEBUG', 'PURGE', 'BAN']);

const found = (
  confidence: number,
  statement: string,
  name: string,
  value: string,
  part: 'header' | 'query' = 'header',
): MessageAnswer => ({ confidence, statement, part, name, value, mark: [0, value.length] });

/**
 * The method asked for instead of the one on the request line. Clients that know only POST say PUT, PATCH or DELETE so, and
 * a search too long for a URL says GET; a GET that says DELETE gets past whoever looked at the GET.
 */
export function askMethod(method: string, values: readonly (readonly [string, string])[]): MessageAnswer | undefined {
  const [first] = values;
  if (first === undefined) return undefined;
  const other = values.find(([, value]) => value.toUpperCase() !== first[1].toUpperCase());
  if (other !== undefined)
    return found(0.8, `headers ask for the methods ${first[1].slice(0, 20)} and ${other[1].slice(0, 20)}`, ...other);
  const [name, value] = first;
  const asked = value.trim().toUpperCase();
  if (asked === method) return undefined;
  if (ABUSED.has(asked)) return found(0.85, `header asks for the method ${asked}`, name, value);
  if (READS.has(method) && WRITES.has(asked))
    return found(0.75, `a ${method} that asks to be run as ${asked}`, name, value);
  return /^[A-Z]{3,10}$/.test(asked) ? undefined : found(0.75, 'the method asked for is none', name, value);
}

/** `_method` in the query of a request that reads. */
export function askMethodParameter(method: string, query: string): MessageAnswer | undefined {
  if (!READS.has(method)) return undefined;
  const asked = /(?:^|&)(_method|__method|_http_method|x-http-method-override)=([a-z]{3,10})(?:&|$)/i.exec(query);
  const value = asked?.[2] ?? '';
  if (asked === null || !(WRITES.has(value.toUpperCase()) || ABUSED.has(value.toUpperCase()))) return undefined;
  return found(0.65, `a ${method} that asks to be run as ${value.toUpperCase()}`, asked[1]!, value, 'query');
}

/** Headers by which IIS and some frameworks route instead of by the path, so that whoever looked at the path is passed. */
export function askPath(path: string, name: string, value: string): MessageAnswer | undefined {
  const decoded = percentDecode(value).trim();
  // nginx tells its authentication service the whole address.
  if (/^https?:\/\//i.test(decoded)) return undefined;
  const asked = decoded.split('?', 1)[0]!;
  if (asked === percentDecode(path) || decoded === '') return undefined;
  if (/^[/\\]/.test(asked)) return found(0.85, 'header names another path than the request line', name, value);
  return found(0.6, 'header that names a path names none', name, value);
}

/** A gateway in front may say `/api`; what leads elsewhere was put there by somebody else. */
export function askPrefix(name: string, value: string): MessageAnswer | undefined {
  const decoded = percentDecode(value).trim();
  if (!/^(?:[/\\]{2}|[a-z][a-z+.-]*:)|\.\.[/\\;]|[\r\n<>"'{}]|@/i.test(decoded)) return undefined;
  return found(0.8, 'path prefix that leads to another server or out of its folder', name, value);
}

/** Host and port of a forwarding header; addresses of pages are built of it. */
export function askHost(name: string, value: string): MessageAnswer | undefined {
  return /^[\w.:[\], %-]*$/.test(value) || /^https?:\/\/[\w.:-]+\/?$/.test(value)
    ? undefined
    : found(/[/\\@<>"'`#?]/.test(value) ? 0.75 : 0.5, 'header that names a host holds more than a host', name, value);
}
