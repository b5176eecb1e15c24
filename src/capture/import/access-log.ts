import type { Exchange } from '../../model/index.ts';
import { readAddress } from './client.ts';
import { loggedExchange, readRequestLine } from './log-line.ts';
import type { SkipReason } from './report.ts';
import { readLogTime } from './time.ts';

interface Token {
  readonly kind: 'bare' | 'quoted' | 'bracketed';
  readonly text: string;
}

/** Undoes `\"`, `\\`, `\t` … and `\xHH` (Apache and nginx write bytes so); the byte becomes a percent escape. */
function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:x([\da-f]{2})|(.))/gi, (_all, hex: string | undefined, char: string) => {
    if (hex === undefined) return char;
    const code = Number.parseInt(hex, 16);
    return code > 0x20 && code < 0x7f ? String.fromCharCode(code) : `%${hex.toUpperCase()}`;
  });
}

/** End of a quoted token that begins after `from`: the next quote without a backslash before it, or the end of the line. */
function quoteEnd(line: string, from: number): number {
  for (let at = from; at < line.length; at++) {
    if (line[at] === '\\') at++;
    else if (line[at] === '"') return at;
  }
  return line.length;
}

/** Words, "quoted" and [bracketed] fields of a line, each character looked at once. */
function tokens(line: string): Token[] {
  const found: Token[] = [];
  for (let at = 0; at < line.length; at++) {
    const char = line[at] as string;
    if (char === ' ' || char === '\t') continue;
    const closing = char === '[' ? line.indexOf(']', at) : -1;
    if (char === '"') {
      const end = quoteEnd(line, at + 1);
      found.push({ kind: 'quoted', text: unescape(line.slice(at + 1, end)) });
      at = end;
    } else if (closing >= 0) {
      found.push({ kind: 'bracketed', text: line.slice(at + 1, closing) });
      at = closing;
    } else {
      const space = line.indexOf(' ', at);
      const end = space < 0 ? line.length : space;
      found.push({ kind: 'bare', text: line.slice(at, end) });
      at = end;
    }
  }
  return found;
}

/** What stands before the time: [host] client ident user. The host is told by its place before the client's address. */
function readOrigin(words: readonly string[]): { host: string; client: string } | undefined {
  const [first = '', second = ''] = words;
  if (words.length < 3) return undefined;
  const named =
    readAddress(first) === undefined && words.length > 3 && (readAddress(second) !== undefined || first.includes('.'));
  if (!named) return { host: '', client: first };
  return {
    host: first === '-' || first === '_' ? '' : first.toLowerCase().replace(/:(?:80|443)$/, ''),
    client: second,
  };
}

const MEDIA_TYPE = /^(?:application|audio|font|image|message|model|multipart|text|video)\/[\w.+-]+/i;
const isListOfAddresses = (text: string): boolean => readAddress(text.split(',', 1)[0]) !== undefined;

/** Quoted fields after the size: referrer and user agent (combined), then lists of addresses; a media type is the answer's. */
function readExtras(extras: readonly string[]): { request: string[]; response: string[] } {
  const told = extras.filter((text) => text !== '' && text !== '-');
  const response = told
    .filter((text) => MEDIA_TYPE.test(text))
    .slice(0, 1)
    .flatMap((text) => ['Content-Type', text]);
  const forwarded = told
    .filter(isListOfAddresses)
    .slice(0, 1)
    .flatMap((text) => ['X-Forwarded-For', text]);
  const [referrer = '', agent = ''] = extras;
  const isAgent = (text: string): boolean =>
    text !== '' && text !== '-' && !MEDIA_TYPE.test(text) && !isListOfAddresses(text);
  const request = [
    ...(isAgent(agent) ? ['User-Agent', agent] : []),
    ...(/^https?:/i.test(referrer) ? ['Referer', referrer] : []),
  ];
  return { request: [...request, ...forwarded], response };
}

/**
 * A line of the common or combined log format, with or without the virtual host in front and with or without fields
 * behind, as Apache httpd, nginx and their kin write it; the time in their format or ISO 8601.
 */
export function readAccessLogLine(line: string, id: string, defaultHost: string): Exchange | SkipReason {
  const found = tokens(line);
  const timeAt = found.findIndex((token) => token.kind === 'bracketed' && readLogTime(token.text) !== undefined);
  const request = found[timeAt + 1];
  const origin = timeAt < 0 ? undefined : readOrigin(found.slice(0, timeAt).map((token) => token.text));
  const status = found[timeAt + 2];
  if (!origin || request?.kind !== 'quoted' || status?.kind !== 'bare' || !/^(?:\d{3}|0|-)$/.test(status.text))
    return 'malformed';
  const { method = '', target = '', version = '' } = readRequestLine(request.text) ?? {};
  const extras = readExtras(
    found
      .slice(timeAt + 3)
      .filter((token) => token.kind === 'quoted')
      .map((token) => token.text),
  );
  return loggedExchange({
    id,
    time: readLogTime(found[timeAt]?.text ?? '') ?? NaN,
    method,
    target,
    httpVersion: version,
    host: origin.host || defaultHost,
    scheme: 'http',
    client: [origin.client],
    requestHeaders: extras.request,
    responseHeaders: extras.response,
    status: Number(status.text),
    durationMs: 0,
  });
}
