import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, consoleBench, NOON, TOKEN } from '../../test/lib/console.ts';
import { LIMITS } from '../model/index.ts';
import { type LiveChange, mergeChanges } from './live.ts';

const change = (more: Partial<LiveChange>): LiveChange => ({
  at: NOON,
  requests: 1,
  refused: 0,
  signals: 0,
  findings: [],
  endpoints: [],
  actors: [],
  mitigations: [],
  policy: false,
  more: false,
  ...more,
});

describe('changes told as one', () => {
  test('add up and name each object once', () => {
    const both = mergeChanges(
      change({ findings: ['F-1'], policy: true }),
      change({ at: NOON + 5, requests: 4, findings: ['F-2', 'F-1'] }),
    );
    expect(both).toEqual(change({ at: NOON + 5, requests: 5, findings: ['F-1', 'F-2'], policy: true }));
  });

  test('are bounded and say when they are cut', () => {
    const ids = (from: number, count: number) => Array.from({ length: count }, (_, n) => `A-${from + n}`);
    const both = mergeChanges(change({ actors: ids(0, 40) }), change({ actors: ids(40, 40) }));
    expect(both.actors).toHaveLength(LIMITS.liveIds);
    expect(both.more).toBe(true);
    expect(mergeChanges(both, change({})).more).toBe(true);
  });
});

describe('the stream', () => {
  let bench: Bench;
  let base: string;
  beforeEach(async () => {
    bench = await consoleBench();
    await bench.console.admit(TOKEN);
    const { host, port } = await bench.console.listen({ host: '127.0.0.1', port: 0 });
    base = `http://${host}:${port}`;
  });
  afterEach(() => bench.console.close());

  const open = async (signal?: AbortSignal) =>
    fetch(`${base}/api/v1/live`, {
      headers: { authorization: `Bearer ${TOKEN}` },
      ...(signal === undefined ? {} : { signal }),
    });

  async function* chunks(response: Response): AsyncGenerator<string> {
    const decoder = new TextDecoder();
    if (response.body === null) return;
    for await (const bytes of response.body) yield decoder.decode(bytes as Uint8Array);
  }

  test('tells what changed, merged, in one event', async () => {
    const response = await open();
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    let text = '';
    for await (const chunk of chunks(response)) {
      text += chunk;
      if (text === 'retry: 2000\n\n') {
        bench.tell(change({ requests: 3, findings: ['F-1'] }));
        bench.tell(change({ requests: 2, findings: ['F-2'] }));
      }
      if (text.includes('data:')) break;
    }
    const [, data = ''] = /^retry: 2000\n\nevent: change\ndata: (.+)\n\n$/.exec(text) ?? [];
    expect(JSON.parse(data)).toEqual(change({ requests: 5, findings: ['F-1', 'F-2'] }));
  });

  test('ends when the console closes', async () => {
    const response = await open();
    const reading = response.text();
    await bench.console.close();
    expect(await reading).toBe('retry: 2000\n\n');
  });

  test('is refused beyond the bound and free again when somebody leaves', async () => {
    const leave = new AbortController();
    const streams = await Promise.all(Array.from({ length: LIMITS.liveClients }, () => open(leave.signal)));
    expect(new Set(streams.map((stream) => stream.status))).toEqual(new Set([200]));
    expect((await open()).status).toBe(429);
    leave.abort();
    let status = 429;
    while (status === 429) status = (await open()).status;
    expect(status).toBe(200);
  });
});
