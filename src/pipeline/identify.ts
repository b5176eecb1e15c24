import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { LIMITS, UNKNOWN_ADDRESS, type ActorRef, type TransactionRequest } from '../model/index.ts';
import { readCredentials } from '../protocols/http/index.ts';

/** Recognises the actor of a request. The same credential or address always gives the same id under one key. */
export interface Identifier {
  actor(request: TransactionRequest): ActorRef;
  /** Keyed pseudonym of a login name or secret: equality survives, the value does not. */
  pseudonym(kind: 'login' | 'secret', value: string): string;
}

/** `key` is the installation's key (32 bytes); without it the pseudonyms cannot be recomputed. */
export function createIdentifier(key: Uint8Array): Identifier {
  const cache = new LRUCache<string, ActorRef>({ max: LIMITS.principalCache });
  const keyed = (kind: string, value: string, digits: number): string =>
    createHmac('sha256', key).update(kind).update('\0').update(value).digest('hex').slice(0, digits);

  const remember = (cacheKey: string, make: () => ActorRef): ActorRef => {
    const known = cache.get(cacheKey);
    if (known !== undefined) return known;
    const actor = make();
    cache.set(cacheKey, actor);
    return actor;
  };

  const recognise = (request: TransactionRequest, address: string): ActorRef => {
    const credentials = readCredentials(request);
    if (credentials === undefined) {
      return remember(`a ${address}`, () => ({
        id: `A-${keyed('address', address, 10)}`,
        kind: 'address',
        label: address === UNKNOWN_ADDRESS ? 'client not named' : address,
      }));
    }
    return remember(`${credentials.scheme} ${credentials.principal}`, () => ({
      id: `A-${keyed(credentials.scheme, credentials.principal, 10)}`,
      kind: credentials.scheme === 'cookie' ? 'session' : 'principal',
      label: credentials.label,
    }));
  };

  return {
    actor(request) {
      // Most authenticated requests repeat an Authorization value: one look-up instead of decoding the token again.
      const authorization = rawAuthorization(request.head.headers);
      if (authorization === undefined) return recognise(request, request.head.client.address);
      return remember(`h ${authorization}`, () => recognise(request, request.head.client.address));
    },
    pseudonym: (kind, value) => keyed(kind, kind === 'login' ? value.trim().toLowerCase() : value, 12),
  };
}

function rawAuthorization(headers: readonly string[]): string | undefined {
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index] ?? '';
    if (name.length === 13 && name.toLowerCase() === 'authorization') return headers[index + 1];
  }
  return undefined;
}
