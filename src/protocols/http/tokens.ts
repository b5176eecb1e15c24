import { LRUCache } from 'lru-cache';
import type { CarriedToken, TransactionRequest } from '../../model/index.ts';
import { readLooseJwt } from './jwt.ts';

/** Clients send the same token with every request; decoding one costs as much as all the rest of a small request. */
const known = new LRUCache<string, CarriedToken>({ max: 5_000 });
const REMEMBERED_CHARS = 8_192;
/** More tokens in one request are a list to be worked through, not a client's. */
const MOST = 8;

/**
 * The JSON Web Tokens of a request: in Authorization and other headers, cookies, query parameters, and as members of a JSON or
 * form body. A bad signature, a missing payload or an algorithm nobody knows does not matter: what a server might try to read
 * is read. At most 8.
 */
export function readTokens(request: TransactionRequest): readonly CarriedToken[] {
  const found: CarriedToken[] = [];
  const { headers } = request.head;
  for (let i = 0; i + 1 < headers.length && found.length < MOST; i += 2) {
    const name = headers[i] ?? '';
    const value = headers[i + 1] ?? '';
    if (!value.includes('eyJ')) continue;
    if (name.length === 6 && name.toLowerCase() === 'cookie') addPairs(found, 'cookie', request.cookies);
    else add(found, 'header', name, value);
  }
  if (request.query.includes('eyJ')) addPairs(found, 'query', request.queryPairs);
  if (holdsToken(request.rawBody.bytes)) addBody(found, request);
  return found.length === 0 ? NONE : found;
}

const NONE: readonly CarriedToken[] = [];
const START = Buffer.from('eyJ');

const holdsToken = (bytes: Uint8Array): boolean =>
  bytes.length > START.length && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(START);

function addBody(found: CarriedToken[], { body }: TransactionRequest): void {
  if (body.kind === 'form' || body.kind === 'multipart') return addPairs(found, 'body', body.pairs);
  if (body.kind !== 'json' || typeof body.value !== 'object' || body.value === null || Array.isArray(body.value))
    return;
  const members = body.value as Readonly<Record<string, unknown>>;
  for (const name in members) {
    const value = members[name];
    if (typeof value === 'string' && value.startsWith('eyJ')) add(found, 'body', name, value);
  }
}

function addPairs(
  found: CarriedToken[],
  part: CarriedToken['part'],
  pairs: readonly (readonly [string, string])[],
): void {
  for (const [name, value] of pairs) if (value.includes('eyJ')) add(found, part, name, value);
}

/** A scheme may stand before the token: `Bearer eyJ…`. */
function add(found: CarriedToken[], part: CarriedToken['part'], name: string, value: string): void {
  if (found.length >= MOST) return;
  const at = value.lastIndexOf(' ') + 1;
  const raw = at === 0 ? value : value.slice(at);
  const key = `${part} ${name} ${raw}`;
  let token = raw.length <= REMEMBERED_CHARS ? known.get(key) : undefined;
  if (token === undefined) {
    const read = readLooseJwt(raw);
    if (read === undefined) return;
    token = { part, name, raw, ...read };
    if (raw.length <= REMEMBERED_CHARS) known.set(key, token);
  }
  found.push(token);
}
