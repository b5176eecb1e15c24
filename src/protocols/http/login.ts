import { createAutomaton } from '../../lib/text/automaton.ts';
import { walkBody, type Tally } from '../../lib/leaves/index.ts';
import type { DecodedBody, JsonValue, TransactionRequest } from '../../model/index.ts';
import { readBasicPair } from './credentials.ts';
import { fieldRole, isSecondPassword, PASSWORD_STEMS } from './field-names.ts';
import { graphqlArguments } from './graphql-arguments.ts';

/** A login name and the secret tried with it, as sent. Both are secrets: reduce them to pseudonyms at once. */
export interface LoginAttempt {
  readonly name: string;
  readonly secret: string;
}

/** Login bodies are small; larger ones are read only where the path speaks of logins. A captcha token may take 2 KB. */
const LOGIN_BYTES = 1_024;
const LOGIN_BYTES_ON_PATH = 16_384;
/** More fields than this fill in a form, not a login. */
const LOGIN_FIELDS = 12;

const LOGIN_PATH =
  /log-?_?[io]n|sign-?_?in|auth|session|token|sso|credential|anmeld|einlogg|connexion|entrar|ingres|acces+o|accedi|inlog|prijav|kirjau|giris|acceder/i;
const OTHER_PATH = /regist|sign-?_?up|enrol|join|reset|forgot|recover|change|confirm|verif|invit|onboard|activat/i;
/** The same for a GraphQL mutation's name; names in its selection (`verified`) say nothing. */
const OTHER_OPERATION =
  /(?:regist|sign_?up|enrol|join|create|reset|forgot|recover|change|confirm|verif|invit|activat)\w{0,40}\s{0,8}\(/i;
/** Where a POST by REST custom creates the account. */
const CREATES_ACCOUNT = /\/(?:users?|accounts?|customers?|members?|clients?|people|employees?)\/?$/i;

/**
 * The login attempt a request makes, if it makes one: a POST or PUT with a password-like and a user-like field (JSON,
 * form, multipart, XML, GraphQL variables or arguments), or Basic credentials sent to a login path. Registrations and
 * password changes are none. Cheap for everything that is clearly no login.
 */
export function readLogin(request: TransactionRequest): LoginAttempt | undefined {
  const { method } = request.head;
  if (method !== 'POST' && method !== 'PUT') return undefined;
  const onPath = LOGIN_PATH.test(request.path);
  if (OTHER_PATH.test(request.path)) return undefined;
  const { bytes } = request.rawBody;
  if (bytes.length > (onPath ? LOGIN_BYTES_ON_PATH : LOGIN_BYTES)) return undefined;
  const fromBody = bytes.length > 0 && mentionsPassword(request) ? readBodyLogin(request, onPath) : undefined;
  return fromBody ?? (onPath ? readBasicLogin(request) : undefined);
}

/** Any of the stems, an escape that could hide one, or a letter beyond ASCII. */
const stems = createAutomaton([[...PASSWORD_STEMS, 'pw', 'mdp', '\\u']]);

function mentionsPassword(request: TransactionRequest): boolean {
  const { bytes } = request.rawBody;
  if (request.header('content-encoding') !== undefined || stems.inBytes(bytes)) return true;
  return bytes.some((byte) => byte > 127);
}

function readBodyLogin(request: TransactionRequest, onPath: boolean): LoginAttempt | undefined {
  const fields: (readonly [string, string])[] = [];
  const document = documentIn(request.body);
  const tally: Tally = { judged: 0, skipped: 0 };
  walkBody(request, tally, (value, place) => {
    if (place.isName || fields.length > LOGIN_FIELDS) return;
    const name = place.name();
    // Strings of the document are read below, with the names of their arguments.
    if (document === '' || !/(?:^|\.)query(?:\(|$)/.test(name)) fields.push([name, value]);
  });
  if (document !== '') {
    if (OTHER_OPERATION.test(document)) return undefined;
    fields.push(...graphqlArguments(document));
    return pick(
      fields.filter(([name]) => name !== 'operationName'),
      true,
    );
  }
  return !onPath && CREATES_ACCOUNT.test(request.path) ? undefined : pick(fields, onPath);
}

/** The GraphQL document of a call, or of one in a batch; '' where there is none. */
function documentIn(body: DecodedBody): string {
  if (body.kind !== 'json') return '';
  for (const call of Array.isArray(body.value) ? (body.value as readonly JsonValue[]) : [body.value]) {
    if (typeof call !== 'object' || call === null || Array.isArray(call)) continue;
    const { query } = call as { readonly [key: string]: JsonValue };
    if (typeof query === 'string' && query.includes('{')) return query;
  }
  return '';
}

function pick(fields: readonly (readonly [string, string])[], onPath: boolean): LoginAttempt | undefined {
  if (fields.length > LOGIN_FIELDS) return undefined;
  let name: string | undefined;
  let secret: string | undefined;
  for (const [field, value] of fields) {
    const { role, vague } = fieldRole(field);
    if (vague && !onPath) continue;
    if (isSecondPassword(field)) return undefined;
    if (role === 'password') {
      if (secret !== undefined) return undefined;
      secret = value;
    } else if (role === 'user') name ??= value;
  }
  return name !== undefined && secret !== undefined ? { name, secret } : undefined;
}

function readBasicLogin(request: TransactionRequest): LoginAttempt | undefined {
  const value = request.header('authorization');
  if (value === undefined || !/^basic /i.test(value)) return undefined;
  const pair = readBasicPair(value.slice(6).trim());
  return pair && { name: pair.user, secret: pair.password };
}
