import type { JsonValue, TransactionRequest, TransactionResponse } from '../../model/index.ts';
import { readLogin } from './login.ts';

/**
 * Whether a login attempt succeeded, read from the answer: status, token or session cookie, error words, errors inside
 * a 200 (GraphQL, and APIs that answer 200 to everything). Undefined when the request is no login attempt, or the answer
 * does not say (429, 5xx, unreadable).
 */
export function readLoginResult(
  request: TransactionRequest,
  response: TransactionResponse,
): 'success' | 'failure' | undefined {
  if (readLogin(request) === undefined) return undefined;
  const { status } = response.head;
  if (status === 429 || status >= 500 || status < 200) return undefined;
  if (status >= 400) return 'failure';
  if (status >= 300) return redirectResult(response);
  const fromBody = bodyResult(response);
  if (fromBody !== undefined) return fromBody;
  return 'success';
}

function redirectResult(response: TransactionResponse): 'success' | 'failure' {
  const location = response.header('location') ?? '';
  return /error|fail|invalid|denied|log-?_?in|sign-?_?in/i.test(location) ? 'failure' : 'success';
}

function bodyResult(response: TransactionResponse): 'success' | 'failure' | undefined {
  const { body } = response;
  if (body.kind === 'json') return jsonResult(body.value, 0);
  if (body.kind !== 'text' && body.kind !== 'xml') return undefined;
  // A page that shows the password field again, or says so.
  return /type=["']?password/i.test(body.text) || FAILURE_WORDS.test(body.text.slice(0, 16_384))
    ? 'failure'
    : undefined;
}

const TOKEN_NAME =
  /^(?:(?:access|id|auth|refresh|session|bearer|api)?_?(?:token|jwt)|jwt|bearer|session(?:_?id|_?key)?|sid|ticket|mfa_?(?:token|required)|challenge(?:_?id)?)$/i;
const FAILURE_WORDS =
  /\b(?:invalid|incorrect|wrong|bad|unknown|mismatch|denied|unauthori[sz]ed|fail(?:ed|ure)?|not (?:found|valid|match|recogni[sz]ed|exist)|locked|disabled|ung(?:ü|ue)ltig|falsch|fehlgeschlagen|incorrecta?|inv(?:á|a)lid[ao]s?|erron(?:é|e)e?|errat[ao]|onjuist|ongeldig|felaktigt?|virheellinen|nieprawid(?:ł|l)ow\w*|невер\w*|ошибк\w*)\b|错误|無効|잘못/iu;
/** Members that carry the answer of an envelope. */
const ENVELOPES = ['data', 'result', 'response', 'payload', 'body', 'user', 'login', 'signIn', 'auth', 'tokens'];

function jsonResult(value: JsonValue, depth: number): 'success' | 'failure' | undefined {
  if (typeof value === 'string') return FAILURE_WORDS.test(value) ? 'failure' : undefined;
  if (typeof value !== 'object' || value === null) return value === false || value === null ? 'failure' : undefined;
  if (Array.isArray(value))
    return value.length > 0 ? jsonResult((value as readonly JsonValue[])[0] ?? null, depth + 1) : undefined;
  const members = value as { readonly [key: string]: JsonValue };
  let said: 'success' | 'failure' | undefined;
  for (const name of Object.keys(members).slice(0, 50)) {
    const member = members[name] ?? null;
    if (TOKEN_NAME.test(name) && member !== null && member !== false && member !== '') return 'success';
    if (saysFailure(name, member)) said = 'failure';
  }
  if (said !== undefined || depth >= 4) return said;
  return inEnvelope(members, depth);
}

/** GraphQL puts the mutation's own name between `data` and the token, so one member of any name is looked into. */
function inEnvelope(members: { readonly [key: string]: JsonValue }, depth: number): 'success' | 'failure' | undefined {
  const names = Object.keys(members);
  for (const name of names.slice(0, 50)) {
    const member = members[name] ?? null;
    if (typeof member !== 'object' && names.length > 1) continue;
    if (!ENVELOPES.includes(name) && names.length > 1) continue;
    if (member === null && names.length > 1) continue;
    const inside = jsonResult(member, depth + 1);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function saysFailure(name: string, member: JsonValue): boolean {
  switch (name.toLowerCase()) {
    case 'error':
    case 'errors':
    case 'errorcode':
    case 'error_code':
    case 'error_description':
      return Array.isArray(member) ? member.length > 0 : Boolean(member) && member !== '0';
    case 'success':
    case 'ok':
    case 'authenticated':
    case 'valid':
    case 'loggedin':
    case 'isauthenticated':
      return member === false || member === 'false' || member === 0;
    case 'status':
    case 'result':
    case 'code':
    case 'state':
      return typeof member === 'number'
        ? member >= 400 && member < 500
        : typeof member === 'string' && /^(?:error|fail|ko\b|denied|unauthori|invalid)/i.test(member);
    case 'message':
    case 'msg':
    case 'detail':
    case 'reason':
    case 'title':
      return typeof member === 'string' && FAILURE_WORDS.test(member);
    default:
      return false;
  }
}
