import { asList, asObject, asScalar, asText } from '../loose.ts';

/** What a way of signing in adds to a request. */
export interface AuthParts {
  readonly headers: readonly string[];
  /** Query pairs, name and value. */
  readonly query: readonly (readonly [name: string, value: string])[];
}

const NOTHING: AuthParts = { headers: [], query: [] };
const authorization = (value: string): AuthParts => ({ headers: ['Authorization', value], query: [] });

type Attributes = (name: string) => string;

/** v2.1 lists pairs of key and value, v2.0 has an object. */
function attributesOf(value: unknown, show: (text: string) => string): Attributes {
  const pairs = asList(value).map(asObject);
  if (pairs.length > 0) return (name) => show(asScalar(pairs.find((pair) => pair['key'] === name)?.['value']));
  return (name) => show(asScalar(asObject(value)[name]));
}

function tokenParts(attribute: Attributes, name: string, fallback: string): AuthParts {
  const token = attribute(name) || fallback;
  if (attribute('addTokenTo') === 'queryParams') return { headers: [], query: [['access_token', token]] };
  return authorization(`${attribute('headerPrefix').trim() || 'Bearer'} ${token}`);
}

const KINDS: Readonly<Record<string, (attribute: Attributes) => AuthParts>> = {
  bearer: (attribute) => authorization(`Bearer ${attribute('token') || '{token}'}`),
  oauth2: (attribute) => tokenParts(attribute, 'accessToken', '{accessToken}'),
  jwt: (attribute) => authorization(`${attribute('headerPrefix').trim() || 'Bearer'} {jwt}`),
  basic: (attribute) =>
    authorization(`Basic ${Buffer.from(`${attribute('username')}:${attribute('password')}`).toString('base64')}`),
  digest: (attribute) => authorization(`Digest username="${attribute('username')}"`),
  hawk: (attribute) => authorization(`Hawk id="${attribute('authId')}"`),
  ntlm: () => authorization('NTLM {ntlm}'),
  oauth1: (attribute) => authorization(`OAuth oauth_consumer_key="${attribute('consumerKey')}"`),
  awsv4: (attribute) => authorization(`AWS4-HMAC-SHA256 Credential=${attribute('accessKey')}`),
  edgegrid: (attribute) => authorization(`EG1-HMAC-SHA256 client_token=${attribute('clientToken')}`),
  apikey(attribute) {
    const name = attribute('key') || 'X-API-Key';
    const value = attribute('value') || `{${name}}`;
    return attribute('in') === 'query'
      ? { headers: [], query: [[name, value]] }
      : { headers: [name, value], query: [] };
  },
};

/** What the `auth` of a request, or of the folder it takes it from, adds to it; `show` fills its variables. */
export function authParts(auth: unknown, show: (text: string) => string): AuthParts {
  const kind = asText(asObject(auth)['type']);
  const parts = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  return parts?.(attributesOf(asObject(auth)[kind], show)) ?? NOTHING;
}
