import type { AuthScheme, AuthUse, TransactionRequest } from '../../model/index.ts';
import { jwtSubject, readJwt } from './jwt.ts';

/** What a request carries to say who sends it. Nothing is verified: that is the API's task. */
export interface Credentials {
  readonly scheme: Exclude<AuthScheme, 'none' | 'mtls'>;
  readonly location: Exclude<AuthUse['location'], 'tls' | '-'>;
  /** Header, query parameter or cookie that carries it, as sent. */
  readonly name: string;
  /** The credential as sent: a secret. */
  readonly token: string;
  /** What stays the same over the principal's requests: token subject (with its issuer), user name, or the token: a secret. */
  readonly principal: string;
  /** Readable and free of secrets: `token sub 5512`, `user anna`, `api key …c41f`. */
  readonly label: string;
}

/** The strongest credential of a request: Authorization, then API key, then session cookie. Cheap when there is none. */
export function readCredentials(request: TransactionRequest): Credentials | undefined {
  const { headers } = request.head;
  let apiKey: Credentials | undefined;
  let hasCookies = false;
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i] ?? '';
    const value = headers[i + 1] ?? '';
    if (name.length === 13 && name.toLowerCase() === 'authorization') {
      const found = readAuthorization(name, value);
      if (found !== undefined) return found;
    } else if (name.length === 6 && name.toLowerCase() === 'cookie') hasCookies = true;
    else if (apiKey === undefined && value !== '' && isKeyHeader(name))
      apiKey = fromToken('api-key', 'header', name, value);
  }
  return apiKey ?? keyInQuery(request) ?? (hasCookies ? sessionCookie(request) : undefined);
}

function readAuthorization(name: string, value: string): Credentials | undefined {
  const space = value.indexOf(' ');
  const scheme = space < 0 ? '' : value.slice(0, space).toLowerCase();
  const token = value.slice(space + 1).trim();
  if (token === '') return undefined;
  if (scheme === 'basic') return readBasic(name, token);
  if (scheme === 'bearer' || scheme === 'token' || scheme === 'jwt' || scheme === '')
    return fromToken('bearer', 'header', name, token);
  if (scheme === 'apikey' || scheme === 'api-key') return fromToken('api-key', 'header', name, token);
  // Digest, AWS4-HMAC-SHA256, Hawk …: the signature changes with each request, the user or key id does not.
  const user = /(?:username|credential|id|keyid)="?([^",/\s]{1,256})/i.exec(token)?.[1];
  return {
    scheme: 'other',
    location: 'header',
    name,
    token,
    principal: `${scheme} ${user ?? token}`,
    label: user === undefined ? scheme : `${scheme} ${masked(user)}`,
  };
}

function readBasic(name: string, token: string): Credentials | undefined {
  const pair = readBasicPair(token);
  if (pair === undefined) return undefined;
  return { scheme: 'basic', location: 'header', name, token, principal: pair.user, label: `user ${masked(pair.user)}` };
}

/** User and password of a Basic credential (RFC 7617). */
export function readBasicPair(token: string): { readonly user: string; readonly password: string } | undefined {
  const text = Buffer.from(token.slice(0, 4_096), 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

function fromToken(
  scheme: 'bearer' | 'api-key' | 'cookie',
  location: Credentials['location'],
  name: string,
  token: string,
): Credentials {
  const jwt = readJwt(token);
  const subject = jwt && jwtSubject(jwt.claims);
  if (jwt !== undefined && subject !== undefined) {
    const issuer = typeof jwt.claims['iss'] === 'string' ? jwt.claims['iss'].slice(0, 256) : '';
    return {
      scheme: 'jwt',
      location,
      name,
      token,
      principal: `${issuer} ${subject}`,
      label: `token sub ${masked(subject)}`,
    };
  }
  const kind = scheme === 'bearer' ? 'token' : scheme === 'api-key' ? 'api key' : 'session';
  return { scheme: jwt ? 'jwt' : scheme, location, name, token, principal: token, label: `${kind} ${tail(token)}` };
}

/** The last four characters where enough remain unseen to keep the rest secret. */
const tail = (token: string): string => (token.length >= 20 ? `…${token.slice(-4)}` : '…');

/** Names of persons are cut: `anna@example.com` becomes `a…@example.com`. */
function masked(subject: string): string {
  const at = subject.indexOf('@');
  const shown = at > 0 ? `${subject.slice(0, 1)}…${subject.slice(at)}` : subject;
  return shown.length > 40 ? `${shown.slice(0, 39)}…` : shown;
}

const KEY_HEADER =
  /^(?:x-)?(?:api-?key|apikey|access-?key|auth-?token|access-?token|auth-?key|app-?key|client-?key|session-?token|functions-key|subscription-key|token)$|-(?:api-?key|access-?token|auth-?token|subscription-key)$/i;
/** Header names repeat, so each is judged once. Bounded: a client that invents names must not fill it. */
const keyHeaders = new Map<string, boolean>();
const MOST_NAMES = 1_000;

function isKeyHeader(name: string): boolean {
  const known = keyHeaders.get(name);
  if (known !== undefined) return known;
  const answer = KEY_HEADER.test(name);
  if (keyHeaders.size < MOST_NAMES && name.length < 64) keyHeaders.set(name, answer);
  return answer;
}

const KEY_PARAMETER =
  /^(?:api[_-]?key|apikey|access[_-]?token|auth[_-]?token|token|key|appid|app[_-]?key|subscription-key)$/i;

function keyInQuery(request: TransactionRequest): Credentials | undefined {
  if (request.query === '') return undefined;
  for (const [name, value] of request.queryPairs) {
    // A short `key` or `token` is a page token or a lookup, no credential.
    if (value.length >= 16 && KEY_PARAMETER.test(name)) return fromToken('api-key', 'query', name, value);
  }
  return undefined;
}

const SESSION_COOKIE =
  /^(?:__(?:host|secure)-)?(?:.*[._-])?(?:sess(?:ion)?(?:[._-]?(?:id|token|key))?|sid|ssid|jsessionid|phpsessid|asp\.net_sessionid|aspsessionid\w*|auth(?:[._-]?token)?|access[._-]?token|id[._-]?token|jwt|token|login|remember[._-]?me(?:[._-]?token)?|connect\.sid)$/i;
const NOT_A_SESSION = /csrf|xsrf|consent|analytics|^_ga|device/i;

function sessionCookie(request: TransactionRequest): Credentials | undefined {
  for (const [name, value] of request.cookies) {
    if (value.length >= 8 && SESSION_COOKIE.test(name) && !NOT_A_SESSION.test(name))
      return fromToken('cookie', 'cookie', name, value);
  }
  return undefined;
}
