import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../model/index.ts';
import type { PacketPlan } from './capture.fixtures.ts';
import { connection, packets, pcap, pcapng, START_MS } from './capture.fixtures.ts';
import type { Read } from './read.fixtures.ts';
import { answer, ask, file, post, read, short, talk, TALK } from './read.fixtures.ts';

describe('files', () => {
  const writers = { pcap, pcapng };
  const links = [0, 1, 101, 108, 113, 276];
  const rows = Object.keys(writers).flatMap((writer) =>
    [true, false].flatMap((little) =>
      [true, false].flatMap((nanoseconds) => links.map((link) => ({ writer, little, nanoseconds, link }))),
    ),
  );
  test.each(rows)(
    '$writer, little endian $little, nanoseconds $nanoseconds, link type $link',
    ({ writer, ...plan }) => {
      for (const ipv6 of [false, true]) {
        const bytes = writers[writer as keyof typeof writers](packets(talk, { link: plan.link, ipv6 }), plan);
        const whole = read(bytes);
        expect([short(whole), whole.skipped]).toEqual([TALK, []]);
        expect(whole.exchanges[0]).toMatchObject({
          request: {
            id: 'i-0',
            time: START_MS + 2,
            scheme: 'http',
            host: 'api.example',
            httpVersion: '1.1',
            headers: ['Host', 'API.example'],
            client: { address: ipv6 ? '2001:db8::7' : '192.0.2.7' },
          },
          response: { time: START_MS + 3 },
          end: 'answered',
          endTime: START_MS + 3,
        });
        expect(read(bytes, 7)).toEqual(whole);
      }
    },
  );
  test('all rows ran', () => expect(rows).toHaveLength(48));

  test('that end within a packet say so', () => {
    expect(read(file(talk).subarray(0, -1)).skipped).toEqual(['truncated']);
    expect(short(read(file(talk).subarray(0, -1)))).toEqual(TALK);
  });

  test('with a packet of impossible size are read up to it', () => {
    const broken = Buffer.concat([file(talk), Buffer.alloc(16, 0xff), Buffer.alloc(50)]);
    expect([short(read(broken)), read(broken).skipped]).toEqual([TALK, ['malformed']]);
  });

  test('of networks that are not read, and fragments, are counted', () => {
    expect(read(pcap(packets(talk.slice(0, 2)), { link: 147 })).skipped).toEqual(['link-type', 'link-type']);
    const fragments = packets(talk.slice(2, 3)).map(({ bytes, timeMs }) => {
      bytes.writeUInt16BE(0x2000, 18 + 6);
      return { bytes, timeMs };
    });
    expect(read(pcap(fragments)).skipped).toEqual(['ip-fragment']);
  });

  test('a block without a time takes that of the packet before', () => {
    const list = packets(talk);
    const bytes = pcapng(list);
    expect(read(bytes).exchanges[1]?.endTime).toBe(START_MS + 5);
  });
});

describe('segments', () => {
  const body = Array.from({ length: 600 }, (_, n) => `${n},`).join('');
  const long = connection(
    [
      [true, post('/up', body)],
      [false, answer(body)],
      [true, ask('/next')],
      [false, answer('end')],
    ],
    100,
  );
  const WHOLE = [`POST /up ${body} 200 ${body}`, 'GET /next  200 end'];

  test('in order', () => expect(short(read(file(long)))).toEqual(WHOLE));

  test('out of order within a window, twice, or overlapping', () => {
    let ran = 0;
    fc.assert(
      fc.property(fc.array(fc.nat(4), { minLength: long.length, maxLength: long.length }), fc.nat(), (jumps, seed) => {
        ran++;
        // Acknowledgements that come before what they acknowledge would be those of a capture that lost it.
        const plain = long.map((plan, n) => ({
          plan: { ...plan, ack: 0 },
          key: n + (plan.data ? (jumps[n] ?? 0) : 0),
        }));
        const shuffled = plain.toSorted((a, b) => a.key - b.key).map(({ plan }) => plan);
        // Turns are not reordered against each other: a request is answered after it.
        const turns = [true, false, true, false].flatMap((fromClient, turn) =>
          shuffled.filter((plan) => plan.data && plan.fromClient === fromClient && turnOf(plan) === turn),
        );
        const again = turns.flatMap((plan, n) =>
          n % 3 === seed % 3 && plan.at !== undefined && plan.at >= 30 && plan.data
            ? [plan, { ...plan, at: plan.at - 30, data: before(plan, 30) }]
            : [plan],
        );
        expect(short(read(file([...long.slice(0, 2), ...again, ...long.slice(-2)])))).toEqual(WHOLE);
      }),
      { numRuns: 50 },
    );
    expect(ran).toBe(50);
  });

  const clientBytes = Buffer.concat(long.filter((plan) => plan.fromClient).map((plan) => Buffer.from(plan.data ?? '')));
  const serverBytes = Buffer.concat(
    long.filter((plan) => !plan.fromClient).map((plan) => Buffer.from(plan.data ?? '')),
  );
  const firstAsk = clientBytes.indexOf('GET /next');
  const firstAnswer = serverBytes.indexOf('HTTP/1.1', 10);
  const turnOf = ({ fromClient, at = 0 }: PacketPlan): number =>
    fromClient ? (at < firstAsk ? 0 : 2) : at < firstAnswer ? 1 : 3;
  const before = ({ fromClient, at = 0, data }: PacketPlan, size: number): Buffer =>
    Buffer.concat([(fromClient ? clientBytes : serverBytes).subarray(at - size, at), Buffer.from(data ?? '')]);

  test('one that is missing in a body of known length costs its bytes only', () => {
    const lost = long.filter((plan) => plan.fromClient || plan.at !== 500);
    const result = read(file(lost));
    expect(result.skipped).toEqual([]);
    expect(result.exchanges.map(({ responseBody }) => [responseBody?.size, responseBody?.complete])).toEqual([
      [body.length, false],
      [3, true],
    ]);
  });

  test('a request that is missing costs itself, and the next is read', () => {
    const three = connection([
      [true, ask('/1')],
      [false, answer('1')],
      [true, ask('/2')],
      [false, answer('2')],
      [true, ask('/3')],
      [false, answer('3')],
    ]);
    const without = (n: number): Read => read(file(three.filter((_, index) => index !== n)));
    expect([short(without(4)), without(4).skipped]).toEqual([
      ['GET /1  200 1', 'GET /3  200 3'],
      ['no-request', 'packets-missing'],
    ]);
    expect([short(without(5)), without(5).skipped]).toEqual([
      ['GET /1  200 1', 'GET /2   ', 'GET /3  200 3'],
      ['packets-missing'],
    ]);
  });

  test('of a connection whose beginning was not seen are read from the next message on', () => {
    const result = read(file(long.slice(4)));
    expect(short(result)).toEqual(['GET /next  200 end']);
    const fromAnswer = long.findIndex((plan) => !plan.fromClient && plan.at === 0 && plan.data);
    expect(short(read(file(long.slice(fromAnswer + 1))))).toEqual(['GET /next  200 end']);
  });

  test('of a connection first seen from the server, with sequence numbers that wrap around', () => {
    const turned = talk.slice(1);
    expect(read(pcap(packets(turned, { isn: 0xfffffff0 }))).exchanges[0]?.request.client.address).toBe('192.0.2.7');
    expect(short(read(pcap(packets(talk, { isn: 0xfffffff0 }))))).toEqual(TALK);
  });

  test('cut by the capture still tell method, path and status', () => {
    const cut = packets(talk).map(({ bytes, timeMs }) => ({ bytes: bytes.subarray(0, 18 + 40 + 30), timeMs }));
    expect(short(read(pcap(cut))).map((line) => line.trim())).toEqual(['GET /a  200', 'POST /b  201']);
  });

  test('between the same ports as before are another connection', () => {
    const again = connection([
      [true, ask('/again')],
      [false, answer('x')],
    ]);
    const list = [...packets(talk.slice(0, -2)), ...packets(again, { isn: 77_000 })];
    expect(short(read(pcap(list)))).toEqual([...TALK, 'GET /again  200 x']);
  });
});

describe('HTTP/1.1', () => {
  const rows: readonly (readonly [what: string, said: Parameters<typeof connection>[0], found: readonly string[]])[] = [
    [
      'pipelining',
      [
        [true, ask('/1') + ask('/2')],
        [false, answer('1') + answer('2')],
      ],
      ['GET /1  200 1', 'GET /2  200 2'],
    ],
    [
      'chunks both ways, with extensions and trailers',
      [
        [true, 'POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nab\r\n1\r\nc\r\n0\r\n\r\n'],
        [false, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\n0\r\nX-Sum: 1\r\n\r\n'],
      ],
      ['POST /c abc 200 0123456789'],
    ],
    [
      'an answer that ends with the connection',
      [
        [true, ask('/e')],
        [false, 'HTTP/1.0 200 OK\r\n\r\nall of it'],
      ],
      ['GET /e  200 all of it'],
    ],
    [
      '100 Continue before the body',
      [
        [true, 'PUT /u HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n'],
        [false, 'HTTP/1.1 100 Continue\r\n\r\n'],
        [true, 'ok'],
        [false, answer('', '204 No Content')],
      ],
      ['PUT /u ok 204 '],
    ],
    [
      'HEAD and 304, which have no body whatever they say',
      [
        [true, 'HEAD /h HTTP/1.1\r\nHost: h\r\n\r\n'],
        [false, 'HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n'],
        [true, ask('/n')],
        [false, 'HTTP/1.1 304 Not Modified\r\nContent-Length: 900\r\n\r\n'],
        [true, ask('/last')],
        [false, answer('z')],
      ],
      ['HEAD /h  200 ', 'GET /n  304 ', 'GET /last  200 z'],
    ],
    ['a request without an answer', [[true, ask('/lonely')]], ['GET /lonely   ']],
    [
      'a proxy',
      [
        [true, 'GET http://other.example:81/p?q HTTP/1.1\r\n\r\n'],
        [false, answer('p')],
      ],
      ['GET /p?q  200 p'],
    ],
    [
      'an early answer, while the body is still coming',
      [
        [true, 'POST /big HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\nabc'],
        [false, answer('no', '413 Content Too Large')],
        [true, 'def'],
        [true, ask('/then')],
        [false, answer('t')],
      ],
      ['POST /big abcdef 413 no', 'GET /then  200 t'],
    ],
    [
      'a tunnel with HTTP in it',
      [
        [true, 'CONNECT h:80 HTTP/1.1\r\n\r\n'],
        [false, 'HTTP/1.1 200 OK\r\n\r\n'],
        [true, ask('/in')],
        [false, answer('t')],
      ],
      ['GET /in  200 t'],
    ],
    [
      'folded lines and bare line feeds',
      [
        [true, 'GET /f HTTP/1.1\nHost: h\nX: a\n b\n\n'],
        [false, 'HTTP/1.1 200 OK\nContent-Length: 1\n\nx'],
      ],
      ['GET /f  200 x'],
    ],
  ];
  test.each(rows)('%s', (_what, said, found) => {
    for (const size of [1_400, 1]) {
      const result = read(file(connection(said, size)));
      expect([short(result), result.skipped]).toEqual([found, []]);
    }
  });
  test('all of the table ran', () => expect(rows).toHaveLength(10));

  test('bodies are cut at the inspection limit and counted to the end', () => {
    const size = LIMITS.inspectedBodyBytes + 5_000;
    const [exchange] = read(
      file(
        connection([
          [true, ask('/')],
          [false, answer('x'.repeat(size))],
        ]),
      ),
    ).exchanges;
    expect([
      exchange?.responseBody?.bytes.length,
      exchange?.responseBody?.size,
      exchange?.responseBody?.complete,
    ]).toEqual([LIMITS.inspectedBodyBytes, size, false]);
  });

  test('what waits for answers is bounded', () => {
    const many = connection([
      [true, Array.from({ length: LIMITS.captureWaiting + 10 }, (_, n) => ask(`/${n}`)).join('')],
    ]);
    expect(read(file(many)).exchanges).toHaveLength(LIMITS.captureWaiting + 10);
  });
});
