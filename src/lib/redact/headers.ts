import { redactPairs } from './pairs.ts';
import type { Redaction } from './redactor.ts';

/** Headers whose value is a credential or proves an identity, whatever it looks like. */
const SECRET =
  /^(?:proxy-)?authorization$|(?:^|-)(?:api-?key|apikey|auth|authentication|token|secret|session|credentials?|password|signature|jwt|identity|assertion|client-cert|client-certificate|subscription-key|access-key|functions-key)(?:$|-)/;
/** Look alike and are none; addresses of clients are recorded on purpose, since a response is aimed at them. */
const PLAIN =
  /^(?:sec-(?:fetch|ch|websocket)-.*|x-forwarded-(?:for|host|proto|port)|forwarded|x-real-ip|www-authenticate|proxy-authenticate|host|content-.*|accept.*|date|etag|if-.*|last-modified|user-agent|server|vary|cache-control|connection|expires|age|via)$/;

/** A flat list name, value, name, value … with secrets replaced; names, order and count stay. */
export function redactHeaders(headers: readonly string[], redaction: Redaction): readonly string[] {
  return headers.map((value, index) =>
    index % 2 === 0 ? value : redactHeader((headers[index - 1] ?? '').toLowerCase(), value, redaction),
  );
}

function redactHeader(name: string, value: string, redaction: Redaction): string {
  if (name === 'cookie') return redactCookies(value, redaction);
  if (name === 'set-cookie') return redactSetCookie(value, redaction);
  if (PLAIN.test(name)) return name === 'user-agent' ? redaction.text(value) : value;
  if (SECRET.test(name)) return redactSecret(value, redaction);
  const kind = redaction.kindOf(name, value);
  if (kind !== undefined) return redaction.pseudonym(kind, value);
  const query = value.indexOf('?');
  return query === -1
    ? redaction.text(value)
    : `${redaction.text(value.slice(0, query))}?${redactPairs(value.slice(query + 1), redaction)}`;
}

/** The scheme before a credential tells nothing and explains much. */
function redactSecret(value: string, redaction: Redaction): string {
  const scheme =
    /^(?:Basic|Bearer|Digest|Negotiate|NTLM|Token|ApiKey|Hawk|OAuth|DPoP|AWS4-HMAC-SHA256|Signature) +/i.exec(
      value,
    )?.[0] ?? '';
  const secret = value.slice(scheme.length);
  return secret === '' ? value : `${scheme}${redaction.pseudonym('token', secret)}`;
}

const redactCookies = (value: string, redaction: Redaction): string =>
  value
    .split(';')
    .map((part) => redactCookie(part, redaction))
    .join(';');

function redactSetCookie(value: string, redaction: Redaction): string {
  const end = value.indexOf(';');
  return end === -1 ? redactCookie(value, redaction) : redactCookie(value.slice(0, end), redaction) + value.slice(end);
}

/** Every cookie value: a session is not always called one. */
function redactCookie(part: string, redaction: Redaction): string {
  const equals = part.indexOf('=');
  const value = part.slice(equals + 1).trim();
  if (value === '') return part;
  return `${equals === -1 ? '' : part.slice(0, equals + 1)}${redaction.pseudonym('cookie', value)}`;
}
