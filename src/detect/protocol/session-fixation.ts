import type { Leaf, TransactionRequest } from '../../model/index.ts';
import { defineValueRule, type ValueAnswer } from '../define.ts';
import { SESSION_COOKIES } from './session/cookie-names.ts';
import { fires, silent } from './session-fixation.examples.ts';

const NAMES = new Set(SESSION_COOKIES);
/** ASP appends letters to the name, Jenkins and others a suffix. */
const SUFFIXED = /^(?:aspsessionid[a-z]{8}|jsessionid\.[0-9a-f]{6,12}|wordpress_logged_in_[0-9a-f]{32})$/;

/** A script that sets a cookie with its attributes, as a value and not as a program. */
const SETS_COOKIE = /\.cookie\s{0,8}[=;][^\n]{0,120}?\b(?:expires|domain|path|max-age)\s{0,8}=/i;
const META = /<meta\b[^>]{0,80}http-equiv\s{0,8}=\s{0,8}["']?\s{0,8}set-cookie/i;
const LONGEST = 400;

export const sessionFixation = defineValueRule({
  id: 'session-fixation',
  version: 1,
  title: 'Session handed over by its name',
  severity: 'medium',
  references: ['CWE-384', 'CWE-598', 'API2:2023', 'CAPEC-61', 'CAPEC-31'],
  explanation:
    'Servers that take a session’s number from a parameter as well as from the cookie let an attacker send a link with a number of his own; whoever signs in by it does so in the attacker’s session. ' +
    'The rule asks whether a parameter of the query or of a form bears the name of a framework’s session cookie (PHPSESSID, connect.sid, …) with another value than the cookie that came along, and whether a value is a script or a tag that sets a cookie. In JSON, and as the path parameter that Java servers write themselves, it is only logged. ' +
    'General names (sid, session_id) are parameters of honest APIs. Not seen: applications with a name of their own, and cookies set from a neighbouring domain.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  literals: [...SESSION_COOKIES, '.cookie', 'set-cookie'],
  parts: ['path', 'query', 'body'],
  ask: (value, leaf, request) => (leaf.isName === true ? askName(value, leaf, request) : askValue(value, leaf)),
  examples: { fires, silent },
});

function askName(name: string, { part, value }: Leaf, request: TransactionRequest): ValueAnswer | undefined {
  const lower = name.toLowerCase();
  if (name !== value || (!NAMES.has(lower) && !SUFFIXED.test(lower))) return undefined;
  const given = part === 'query' ? request.queryPairs.find(([key]) => key.toLowerCase() === lower)?.[1] : undefined;
  if (given === '' || (given !== undefined && isCookie(request, lower, given))) return undefined;
  const json = part === 'body' && request.contentType.endsWith('json');
  return {
    confidence: json ? 0.6 : 0.75,
    statement: `parameter ${lower} sets a session, which a cookie does for honest clients`,
    mark: [0, name.length],
  };
}

/** Clients without cookies are told the number in links; it is the one they know. */
const isCookie = ({ cookies }: TransactionRequest, lower: string, value: string): boolean =>
  cookies.some(([name, known]) => name.toLowerCase() === lower && known === value);

function askValue(value: string, leaf: Leaf): ValueAnswer | undefined {
  if (value.length > LONGEST) return undefined;
  const meta = META.exec(value);
  if (meta !== null) return found(0.85, 'value is a tag that sets a cookie', meta);
  if (leaf.part === 'body') return undefined;
  const script = SETS_COOKIE.exec(value);
  if (script !== null) return found(0.8, 'value is a script that sets a cookie', script);
  const parameter = leaf.part === 'path' ? /;(?:jsessionid|phpsessid)=[\w.!-]+/i.exec(value) : null;
  return parameter === null ? undefined : found(0.5, 'path hands a session over', parameter);
}

const found = (confidence: number, statement: string, { 0: text, index }: RegExpExecArray): ValueAnswer => ({
  confidence,
  statement,
  mark: [index, index + text.length],
});
