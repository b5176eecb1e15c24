import type { RequestHead, TransactionRequest } from '../../model/index.ts';
import { defineMessageRule, type MessageAnswer } from '../define.ts';
import { fires, silent } from './route-override.examples.ts';
import { askConnection } from './routing/connection.ts';
import { askOrigin, isAddressHeader } from './routing/origin.ts';
import { askHost, askMethod, askMethodParameter, askPath, askPrefix } from './routing/override.ts';

type Pair = readonly [string, string];

/** Headers that change what a request is about, by what they change. */
const KINDS: ReadonlyMap<string, 'connection' | 'method' | 'path' | 'prefix' | 'host'> = new Map([
  ['connection', 'connection'],
  ['x-http-method-override', 'method'],
  ['x-http-method', 'method'],
  ['x-method-override', 'method'],
  ['x-original-url', 'path'],
  ['x-rewrite-url', 'path'],
  ['x-override-url', 'path'],
  ['x-original-path', 'path'],
  ['x-forwarded-prefix', 'prefix'],
  ['x-script-name', 'prefix'],
  ['x-forwarded-path', 'prefix'],
  ['x-forwarded-host', 'host'],
  ['x-host', 'host'],
  ['x-original-host', 'host'],
  ['x-forwarded-server', 'host'],
  ['x-http-host-override', 'host'],
]);

export const routeOverride = defineMessageRule({
  id: 'route-override',
  version: 1,
  title: 'Headers that change what is asked for',
  severity: 'high',
  references: ['CWE-436', 'CWE-650', 'CWE-348', 'CWE-290', 'API5:2023', 'API8:2023', 'CAPEC-274', 'CAPEC-39'],
  explanation:
    'Whoever guards an API judges the method and path of the request line. Headers let some servers act on another: X-Original-URL names another path, X-HTTP-Method-Override another method, Connection makes proxies remove a header that the API trusts, and headers about the client’s address claim to be the server itself. ' +
    'The rule compares them with the request line: a path that differs, a reading request that asks to be run as a writing one, an end-to-end header named as hop-by-hop, three and more headers with the server’s own address. POST that stands for PUT, PATCH or DELETE is common and stays silent. Not seen: a forged X-Forwarded-For or X-Forwarded-Host that looks like a true one; name the trusted proxies in the configuration.',
  limits: {},
  action: 'block-request',
  blockMs: 0,
  ask: askRoute,
  examples: { fires, silent },
});

function askRoute({ head, path, query }: TransactionRequest): MessageAnswer | undefined {
  const found = collect(head);
  for (const [name, value] of found.others) {
    const answer = askOne(path, name, value);
    if (answer !== undefined) return answer;
  }
  return (
    askMethod(head.method, found.methods) ??
    (found.addresses.length > 0 ? askOrigin(found.addresses) : undefined) ??
    (query.includes('ethod') || query.includes('ETHOD') ? askMethodParameter(head.method, query) : undefined)
  );
}

function askOne(path: string, name: string, value: string): MessageAnswer | undefined {
  switch (KINDS.get(name)) {
    case 'connection':
      return askConnection(value);
    case 'path':
      return askPath(path, name, value);
    case 'prefix':
      return askPrefix(name, value);
    case 'host':
      return askHost(name, value);
    case 'method':
    case undefined:
      return undefined;
  }
}

const NONE: Pair[] = [];

function collect({ headers }: RequestHead): { methods: Pair[]; addresses: Pair[]; others: Pair[] } {
  const found = { methods: NONE, addresses: NONE, others: NONE };
  const add = (list: keyof typeof found, pair: Pair): void => {
    if (found[list] === NONE) found[list] = [pair];
    else found[list].push(pair);
  };
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const initial = headers[i]!.charCodeAt(0) | 0x20;
    // Most names begin otherwise: connection, x-…, client-ip, true-client-ip, remote-addr, forwarded-for and the like.
    if (!INITIALS.has(initial)) continue;
    const name = headers[i]!.toLowerCase();
    const kind = KINDS.get(name);
    if (kind === 'method') add('methods', [name, headers[i + 1]!]);
    else if (kind !== undefined) add('others', [name, headers[i + 1]!]);
    else if (isAddressHeader(name)) add('addresses', [name, headers[i + 1]!]);
  }
  return found;
}

const INITIALS = new Set(['c', 'x', 't', 'r', 'f'].map((letter) => letter.charCodeAt(0)));
