import { percentDecode } from '../text/percent.ts';
import {
  LIMITS,
  type CarriedToken,
  type DecodedBody,
  type TransactionRequest,
  type TransactionResponse,
} from '../../model/index.ts';
import { walkGraphql } from './graphql.ts';
import { walkJson, walkStringLiterals } from './json.ts';
import type { LeafVisitor, Tally } from './place.ts';
import { Walk } from './visit.ts';
import { walkXml } from './xml.ts';

/**
 * Every leaf value of a request with its place: path segments (decoded) and the whole path, query pairs, header values,
 * cookies, body leaves; names too. Within the limits of `LIMITS.leafValues` and `LIMITS.leafChars`; what was left out is
 * counted. Numbers, booleans and null are counted, not visited: they carry no text.
 */
export function walkLeaves(request: TransactionRequest, visit: LeafVisitor): Tally {
  const tally: Tally = { judged: 0, skipped: 0 };
  walkPath(request, tally, visit);
  walkQuery(request, tally, visit);
  walkHeaders(request, tally, visit);
  walkCookies(request, tally, visit);
  walkBody(request, tally, visit);
  return tally;
}

/** Segments by position (`[0]`), then the whole path (named ''), since a value may hold a slash. */
export function walkPath(request: TransactionRequest, tally: Tally, visit: LeafVisitor): void {
  const walk = new Walk('path', tally, visit);
  const { path } = request;
  let index = 0;
  let from = path.startsWith('/') ? 1 : 0;
  while (from < path.length && index < LIMITS.leafValues) {
    const slash = path.indexOf('/', from);
    const to = slash < 0 ? path.length : slash;
    if (to > from) walk.value(percentDecode(path.slice(from, to)), `[${index++}]`);
    from = to + 1;
  }
  walk.value(percentDecode(path), '');
}

export function walkQuery(request: TransactionRequest, tally: Tally, visit: LeafVisitor): void {
  walkPairs(request.queryPairs, new Walk('query', tally, visit));
  if (request.queryPairs.length >= LIMITS.queryPairs) tally.skipped++;
}

export function walkCookies(request: TransactionRequest, tally: Tally, visit: LeafVisitor): void {
  walkPairs(request.cookies, new Walk('cookie', tally, visit));
  if (request.cookies.length >= LIMITS.cookies) tally.skipped++;
}

export function walkHeaders(request: TransactionRequest, tally: Tally, visit: LeafVisitor): void {
  const walk = new Walk('header', tally, visit);
  const { headers } = request.head;
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i] ?? '';
    if (isInspectedHeader(name)) walk.value(headers[i + 1] ?? '', name);
  }
}

export function walkBody(request: TransactionRequest, tally: Tally, visit: LeafVisitor): void {
  if (request.rawBody.size === 0) return;
  if (!request.rawBody.complete) tally.skipped++;
  walkDecoded(request.body, new Walk('body', tally, visit));
}

/** The leaf values of an answer's body. */
export function walkAnswer(response: TransactionResponse, tally: Tally, visit: LeafVisitor): void {
  if (response.rawBody.size === 0) return;
  if (!response.rawBody.complete) tally.skipped++;
  walkDecoded(response.body, new Walk('response', tally, visit));
}

/** Header and claims of a token: `Authorization(jwt header).kid`. */
export function walkToken({ part, name, header, claims }: CarriedToken, tally: Tally, visit: LeafVisitor): void {
  const walk = new Walk(part, tally, visit);
  walkJson(header, walk, `${name}(jwt header)`);
  if (claims !== undefined) walkJson(claims, walk, `${name}(jwt claims)`);
}

function walkDecoded(body: DecodedBody, walk: Walk): void {
  switch (body.kind) {
    case 'none':
      return;
    case 'json':
      return walkJson(body.value, walk);
    case 'form':
      return walkPairs(body.pairs, walk);
    case 'multipart':
      walkPairs(body.pairs, walk);
      for (const file of body.files) {
        walk.value(file.fileName, `${file.name}(filename)`);
        walk.tally.skipped++;
      }
      return;
    case 'xml':
      return walkXml(body.text, walk);
    case 'text':
      if (body.text.startsWith('{"')) walkStringLiterals(body.text, walk);
      return walkText(body.text, walk);
    case 'binary':
      walk.tally.skipped++;
      return;
    case 'unread':
      walk.tally.skipped++;
      if (body.text === undefined) return;
      if (body.text.includes('"')) return walkStringLiterals(body.text, walk);
      return walk.value(body.text, '');
  }
}

/** Characters that names of parameters do not have, and that markup, code and queries do. */
const ODD_NAME = /[<>"'`(){};|\s]/;

/** Text is one value, except a GraphQL document, and a form under a wrong type: `name=value`. */
function walkText(text: string, walk: Walk): void {
  if (walkGraphql(text, '', walk)) return;
  const equals = text.indexOf('=');
  if (equals > 0 && equals <= 100 && FORM_NAME.test(text.slice(0, equals)))
    walk.value(text.slice(equals + 1), text.slice(0, equals));
  walk.value(text, '');
}

const FORM_NAME = /^[\w.[\]%~$-]+$/;

function walkPairs(pairs: readonly (readonly [string, string])[], walk: Walk): void {
  for (const [name, value] of pairs) {
    walk.key(name);
    // Cut at an equals sign that belongs to what is said: servers that read the query themselves see it whole.
    if (ODD_NAME.test(name)) walk.value(`${name}=${value}`, '');
    if (name !== 'query' || !walkGraphql(value, name, walk)) walk.value(value, name);
  }
}

/**
 * Headers that steer the transport or the browser and that applications do not store or look up, and those decoded apart
 * (Authorization, Cookie). Everything else, User-Agent and X-Forwarded-For included, is a value like any other.
 */
const NOT_INSPECTED = new Set([
  'accept',
  'accept-encoding',
  'authorization',
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'cookie',
  'date',
  'dnt',
  'expect',
  'host',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-unmodified-since',
  'keep-alive',
  'pragma',
  'priority',
  'proxy-authorization',
  'range',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'upgrade-insecure-requests',
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-extensions',
  'sec-ch-ua',
  'sec-ch-ua-full-version-list',
  'sec-ch-ua-mobile',
  'sec-ch-ua-platform',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
  'sec-fetch-user',
]);
/** Names repeat in every spelling a client uses; remembered as sent. Bounded: invented names must not fill it. */
const inspected = new Map<string, boolean>();
const MOST_NAMES = 1_000;

export function isInspectedHeader(name: string): boolean {
  const known = inspected.get(name);
  if (known !== undefined) return known;
  const answer = !NOT_INSPECTED.has(name.toLowerCase());
  if (inspected.size < MOST_NAMES && name.length < 64) inspected.set(name, answer);
  return answer;
}
