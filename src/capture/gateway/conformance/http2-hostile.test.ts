import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FLAG, block, frame, framesIn, GET, headers, hello, PREFACE, send, TYPE } from './frames.ts';
import { answeringUpstream, dial, ok, startGateway, until, type TestGateway, type Wire } from './harness.ts';
import { ask, askOn, session } from './pairs.ts';
import type { GatewayOptions } from '../index.ts';

interface Place extends TestGateway {
  readonly reached: readonly { readonly head: string; readonly body: string }[];
  readonly client: Wire;
}

async function place(options: Partial<GatewayOptions> = {}): Promise<Place> {
  const { seen: reached, url } = await answeringUpstream(ok('fine'));
  const gateway = await startGateway(url, { forwardedHeaders: false, ...options });
  return { ...gateway, reached, client: await dial(gateway.port) };
}

const total = ({ gateway }: TestGateway): number => Object.values(gateway.stats().counters).reduce((sum, n) => sum + n);
const alive = async ({ port }: TestGateway): Promise<void> => {
  expect((await ask('h2c', port)).body.toString()).toBe('fine');
  expect((await ask('http1', port)).body.toString()).toBe('fine');
};

describe('heads that are not to be believed', () => {
  const without = (name: string): (readonly [string, string])[] => GET.filter(([field]) => field !== name);
  const path = (value: string): (readonly [string, string])[] => [...without(':path'), [':path', value]];
  const cases: [string, readonly (readonly [string, string])[]][] = [
    ['no method', without(':method')],
    ['no path', without(':path')],
    ['no scheme', without(':scheme')],
    ['no authority', without(':authority')],
    ['an empty authority', [...without(':authority'), [':authority', '']]],
    ['an authority with user information', [...without(':authority'), [':authority', 'a@b']]],
    ['an authority with a path', [...without(':authority'), [':authority', 'a/b']]],
    ['a second path', [...GET, [':path', '/other']]],
    ['an unknown pseudo-header', [...GET, [':protocol', 'websocket']]],
    ['an answer pseudo-header', [...GET, [':status', '200']]],
    ['a pseudo-header behind a field', [['x-a', '1'], ...GET]],
    ['an empty path', path('')],
    ['a path without a slash', path('a')],
    ['an absolute path', path('http://other.example/')],
    ['a path with a space', path('/ HTTP/1.1')],
    ['a path with a line break', path('/ HTTP/1.1\r\nx: y')],
    ['* for GET', path('*')],
    ['a method with a line break', [...without(':method'), [':method', 'GET / HTTP/1.1\r\nx: y']]],
    ['a method with a space', [...without(':method'), [':method', 'GET /']]],
    ['connection', [...GET, ['connection', 'close']]],
    ['keep-alive', [...GET, ['keep-alive', '1']]],
    ['proxy-connection', [...GET, ['proxy-connection', 'x']]],
    ['upgrade', [...GET, ['upgrade', 'websocket']]],
    ['transfer-encoding', [...GET, ['transfer-encoding', 'chunked']]],
    ['te with another coding', [...GET, ['te', 'gzip']]],
    ['a capital letter', [...GET, ['X-Thing', '1']]],
    ['two lengths', [...GET, ['content-length', '0'], ['content-length', '0']]],
    ['a signed length', [...GET, ['content-length', '+0']]],
    ['a length and no body', [...GET, ['content-length', '5']]],
    ['another Host', [...GET, ['host', 'other.example']]],
    ['two Hosts', [...GET, ['host', 'api.example'], ['host', 'api.example']]],
    [
      'CONNECT',
      [
        [':method', 'CONNECT'],
        [':authority', 'b:443'],
      ],
    ],
  ];

  test.each(cases)('%s', async (_name, fields) => {
    const at = await place();
    send(at.client, hello(), headers(1, fields));
    await until(
      () =>
        framesIn(at.client).some(
          ({ type, stream }) => (type === TYPE.reset || type === TYPE.headers) && stream === 1,
        ) ||
        at.client.socket.destroyed ||
        framesIn(at.client).some(({ type }) => type === TYPE.goaway),
    );
    expect(at.seen).toEqual([]);
    expect(at.reached).toEqual([]);
    await alive(at);
  });

  test('all of them ran', () => expect(cases).toHaveLength(32));

  test.each([
    ['a name with a colon', [['x:y', '1']]],
    ['a name with a line break', [['x\r\ny', '1']]],
    ['an empty name', [['', '1']]],
    ['a value with a line break', [['x', 'a\r\ntransfer-encoding: chunked']]],
    ['a value with a bare LF', [['x', 'a\nb: c']]],
    ['a value with NUL', [['x', 'a\0b']]],
  ] as [string, [string, string][]][])(
    '%s: the library leaves the field out, and nothing of it arrives',
    async (_name, fields) => {
      const at = await place();
      send(at.client, hello(), headers(1, [...GET, ['x-good', '1'], ...fields]));
      await until(() => at.client.received.includes('fine'));
      expect(at.reached.map(({ head }) => head)).toEqual(['GET / HTTP/1.1\r\nhost: api.example\r\nx-good: 1\r\n\r\n']);
      expect(at.seen.map(({ head }) => head.headers)).toEqual([['x-good', '1']]);
    },
  );

  test('a length that the body does not keep never becomes a request of its own', async () => {
    for (const [length, body] of [
      ['5', 'GET /smuggled HTTP/1.1\r\nhost: x\r\n\r\n'],
      ['500', 'short'],
    ] as const) {
      const at = await place();
      const post = [[':method', 'POST'], ...GET.slice(1), ['content-length', length]] as const;
      send(at.client, hello(), headers(1, post, false), frame(TYPE.data, FLAG.endStream, 1, Buffer.from(body)));
      await until(() => framesIn(at.client).some(({ type }) => type === TYPE.reset || type === TYPE.goaway));
      expect(at.reached).toEqual([]);
    }
  });

  test('what is refused by the gateway itself says so and is counted', async () => {
    const { port, gateway, seen } = await place();
    const client = session('h2c', port);
    const status = async (fields: Record<string, string>): Promise<number> =>
      (await askOn(client, { headers: fields })).status;
    expect(await status({ host: 'other.example' })).toBe(400);
    expect(await status({ expect: 'miracles' })).toBe(417);
    const many = Object.fromEntries(Array.from({ length: 511 }, (_, n) => [`x-${n}`, '1']));
    expect(await status(many)).toBe(431);
    expect(gateway.stats().counters).toMatchObject({
      'bad-request': 1,
      'unknown-expectation': 1,
      'too-many-header-lines': 1,
    });
    expect(seen).toEqual([]);
  });
});

describe('bytes that are no HTTP/2', () => {
  test('a preface in pieces is one', async () => {
    const at = await place();
    for (const part of [PREFACE.slice(0, 1), PREFACE.slice(1, 17), PREFACE.slice(17)]) {
      at.client.send(part);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    send(at.client, frame(TYPE.settings, 0, 0), headers(1, GET));
    await until(() => at.client.received.includes('fine'));
    expect(at.reached).toHaveLength(1);
  });

  test('half a preface is waited for no longer than a head', async () => {
    const at = await place({ limits: { clientHeaderMs: 50 } });
    at.client.send(PREFACE.slice(0, 10));
    await at.client.take(/^HTTP\/1\.1 408 /);
    await at.client.closed;
    expect(at.gateway.stats().counters['client-too-slow']).toBe(1);
  });

  test('rubbish ends its connection and nothing else', async () => {
    const at = await place();
    at.client.send(`${PREFACE}this is not a frame, it is a sentence`);
    await at.client.closed;
    expect(at.gateway.stats().counters['http2-failed']).toBe(1);
    await alive(at);
  });

  test('random frames never end the gateway, and the upstream sees no request that the gate did not', async () => {
    const at = await place();
    const { port } = at;
    const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array));
    const any = fc
      .tuple(fc.nat(10), fc.nat(255), fc.nat(8), bytes)
      .map(([type, flags, stream, payload]) => frame(type, flags, stream, payload));
    const request = fc.nat(4).map((n) => headers(n * 2 + 1, GET));
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(any, request), { minLength: 1, maxLength: 12 }), async (frames) => {
        runs++;
        const client = await dial(port);
        client.socket.end(Buffer.concat([hello(), ...frames]));
        await client.closed;
      }),
      { numRuns: 150 },
    );
    expect(runs).toBe(150);
    await until(() => at.gateway.stats().activeExchanges === 0);
    expect(at.reached.length).toBeLessThanOrEqual(at.seen.length);
    expect(at.seen.length).toBeGreaterThan(10);
    await alive(at);
  });
});

describe('floods', () => {
  const QUICK = { streamResets: 50, streamResetsPerSecond: 1, controlFramesPerSecond: 200 };
  const reset = (stream: number): Buffer => frame(TYPE.reset, 0, stream, Buffer.from([0, 0, 0, 8]));

  test('streams opened and taken back at once (CVE-2023-44487) end the connection', async () => {
    const at = await place({ limits: QUICK });
    send(at.client, hello());
    for (let n = 0; n < 400 && !at.client.socket.destroyed; n++) {
      send(at.client, headers(n * 2 + 1, GET), reset(n * 2 + 1));
      if (n % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await at.client.closed;
    expect(at.gateway.stats().counters['connection-flooded']).toBe(1);
    await until(() => at.gateway.stats().activeExchanges === 0);
    await alive(at);
  });

  test.each([
    ['PING', (): Buffer => frame(TYPE.ping, 0, 0, Buffer.alloc(8))],
    ['SETTINGS', (): Buffer => frame(TYPE.settings, 0, 0)],
    ['empty DATA', (): Buffer => frame(TYPE.data, 0, 1)],
  ])('%s frames without end end the connection', async (_name, one) => {
    const at = await place({ limits: QUICK });
    const post = [[':method', 'POST'], ...GET.slice(1)] as const;
    send(at.client, hello(), headers(1, post, false));
    for (let n = 0; n < 5_000 && !at.client.socket.destroyed; n++) {
      send(at.client, one());
      if (n % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await at.client.closed;
    expect(total(at)).toBeGreaterThan(0);
    await alive(at);
  });

  test('CONTINUATION frames without end (CVE-2024-27983) end the connection', async () => {
    const at = await place();
    send(at.client, hello(), frame(TYPE.headers, 0, 1, block(...GET)));
    for (let n = 0; n < 2_000 && !at.client.socket.destroyed; n++) {
      send(at.client, frame(TYPE.continuation, 0, 1, block([`x-${n}`, 'y'.repeat(1_000)])));
      if (n % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await at.client.closed;
    expect(at.seen).toEqual([]);
    await alive(at);
  });

  test('a head over the limit is refused for itself, and the connection goes on', async () => {
    const at = await place();
    const large = block(...GET, ...Array.from({ length: 50 }, (_, n) => [`x-${n}`, 'y'.repeat(2_000)] as const));
    const parts = [0, 1, 2, 3, 4, 5, 6].map((n) => large.subarray(n * 16_000, (n + 1) * 16_000));
    const [first, ...rest] = parts.map((part, n) =>
      frame(
        n === 0 ? TYPE.headers : TYPE.continuation,
        (n === 0 ? FLAG.endStream : 0) | (n === 6 ? FLAG.endHeaders : 0),
        1,
        part,
      ),
    );
    send(at.client, hello(), first ?? Buffer.alloc(0), ...rest, headers(3, GET));
    await until(() => at.client.received.includes('fine'));
    expect(at.client.received).toContain('Request Header Fields Too Large');
    expect(at.gateway.stats().counters['head-too-large']).toBe(1);
    expect(at.seen).toHaveLength(1);
    await alive(at);
  });

  test('more streams than all connections may have are refused, unprocessed', async () => {
    const at = await place({ limits: { clientStreams: 0 } });
    send(at.client, hello(), headers(1, GET));
    await until(() => framesIn(at.client).some(({ type }) => type === TYPE.reset));
    const [refusal] = framesIn(at.client).filter(({ type }) => type === TYPE.reset);
    expect(refusal?.payload.readUInt32BE()).toBe(7);
    expect(at.gateway.stats().counters['streams-refused']).toBe(1);
  });
});

describe('at leisure', () => {
  test('a connection without streams is ended after the keep-alive time', async () => {
    const at = await place({ limits: { keepAliveMs: 40 } });
    send(at.client, hello(), headers(1, GET));
    await at.client.closed;
    expect(framesIn(at.client).some(({ type }) => type === TYPE.goaway)).toBe(true);
    expect(at.seen[0]?.ends).toMatchObject([{ end: 'answered' }]);
  });

  test('a body that stops is 408', async () => {
    const { port, ended } = await place({ limits: { clientIdleMs: 40 } });
    const stream = session('h2c', port).request({ ':method': 'POST', ':path': '/' }, { endStream: false });
    stream.write('half');
    const [fields] = await new Promise<[Record<string, unknown>]>((resolve) =>
      stream.on('response', (answer) => resolve([answer])),
    );
    expect(fields[':status']).toBe(408);
    expect((await ended(1))[0]?.ends).toMatchObject([{ end: 'client-gone', status: 408, requestBytes: 4 }]);
  });

  test('an answer that nobody takes does not stay', async () => {
    const at = await place({ limits: { clientIdleMs: 40 } });
    // A window of nothing: the answer cannot leave.
    const none = Buffer.from([0, 4, 0, 0, 0, 0]);
    send(at.client, Buffer.from(PREFACE), frame(TYPE.settings, 0, 0, none), headers(1, GET));
    await until(() => framesIn(at.client).some(({ type, stream }) => type === TYPE.reset && stream === 1));
    await until(() => at.gateway.stats().activeExchanges === 0);
    expect(at.seen[0]?.ends).toHaveLength(1);
  });
});
