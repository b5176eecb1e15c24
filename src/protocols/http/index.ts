export { readCredentials, type Credentials } from './credentials.ts';
export { decodeRequest, decodeResponse } from './decode.ts';
export { headerValue } from './headers.ts';
export { readLogin, type LoginAttempt } from './login.ts';
export { readLoginResult } from './login-result.ts';
export { readTokens } from './tokens.ts';
export { walkLeaves, type LeafPlace, type LeafVisitor, type Tally } from '../../lib/leaves/index.ts';
