import { Metadata, status, type ServiceError, type StatusObject } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import type { Direction } from '../../gate.ts';
import { notesClient, startService, type Note, type NotesClient, type Service } from './grpc-service.ts';
import { certificateFiles, CERTIFICATE } from './pairs.ts';
import { startGateway, until, type TestGateway } from './harness.ts';

/** What `respond` gives a gRPC client. */
const REFUSAL: Direction = {
  type: 'answer',
  status: 200,
  headers: ['content-type', 'application/grpc', 'grpc-status', '7', 'grpc-message', 'request refused, id t1'],
  body: Buffer.alloc(0),
};

interface Setup extends TestGateway {
  readonly service: Service;
  readonly direct: NotesClient;
  readonly client: NotesClient;
}

/** A gate that refuses what says so in its first message. */
async function setup(tls: boolean): Promise<Setup> {
  const service = await startService(tls);
  const gateway = await startGateway(
    `${tls ? 'https' : 'http'}://127.0.0.1:${service.port}`,
    {
      forwardedHeaders: false,
      upstreamProtocol: tls ? 'auto' : 'h2c',
      upstreamTls: { ca: CERTIFICATE.cert },
      ...(tls && { tls: { certificates: [certificateFiles()] } }),
    },
    {
      wanted: 65_536,
      judge: ({ body }) => (Buffer.from(body?.bytes ?? []).includes('attack') ? REFUSAL : { type: 'forward' }),
    },
  );
  return { ...gateway, service, direct: notesClient(service.port, tls), client: notesClient(gateway.port, tls) };
}

const metadata = (fields: Record<string, string | Buffer> = {}): Metadata => {
  const made = new Metadata();
  made.set('x-in', 'hello');
  made.set('x-blob-bin', Buffer.from([0, 200, 255]));
  for (const [name, value] of Object.entries(fields)) made.set(name, value);
  return made;
};

/** All a client can see of a call. */
interface Call {
  readonly head: unknown;
  readonly notes: readonly Note[];
  readonly status: Pick<StatusObject, 'code' | 'details'> & { readonly trailers: unknown };
}

interface Eventful {
  on(event: 'metadata', listener: (metadata: Metadata) => void): unknown;
  on(event: 'status', listener: (status: StatusObject) => void): unknown;
  on(event: 'error', listener: (error: ServiceError) => void): unknown;
}

/** Metadata that differ from call to call, and the list of names, which holds nothing else. */
function plain(fields: Metadata): unknown {
  const map = { ...fields.getMap() };
  delete map['date'];
  return map;
}

async function outcome(call: Eventful, notes: Note[]): Promise<Call> {
  let head: unknown = null;
  call.on('metadata', (fields) => (head = plain(fields)));
  call.on('error', () => {});
  const end = await new Promise<StatusObject>((resolve) => call.on('status', resolve));
  return { head, notes, status: { code: end.code, details: end.details, trailers: plain(end.metadata) } };
}

const unary = (client: NotesClient, note: Note, fields: Metadata, options = {}): Promise<Call> => {
  const notes: Note[] = [];
  return outcome(
    client.put(note, fields, options, (_error, answer) => answer && notes.push(answer)),
    notes,
  );
};

const collect = (client: NotesClient, sent: readonly Note[], fields: Metadata): Promise<Call> => {
  const notes: Note[] = [];
  const call = client.collect(fields, {}, (_error, answer) => answer && notes.push(answer));
  for (const note of sent) call.write(note);
  call.end();
  return outcome(call, notes);
};

const list = (client: NotesClient, note: Note, fields: Metadata): Promise<Call> => {
  const notes: Note[] = [];
  const call = client.list(note, fields, {});
  call.on('data', (answer: Note) => notes.push(answer));
  return outcome(call, notes);
};

/** Each message waits for the answer to the one before: nothing may be held back on the way. */
const talk = async (client: NotesClient, texts: readonly string[], fields: Metadata): Promise<Call> => {
  const notes: Note[] = [];
  const call = client.talk(fields, {});
  const left = [...texts];
  const next = (): void => {
    const text = left.shift();
    if (text === undefined) call.end();
    else call.write({ text });
  };
  // Says nothing until the server's head has come.
  call.on('metadata', next);
  call.on('data', (answer: Note) => {
    notes.push(answer);
    next();
  });
  return await outcome(call, notes);
};

describe.each([false, true])('gRPC, TLS %s', (tls) => {
  test('all four kinds of call are as they are without the gateway', async () => {
    const { direct, client, ended } = await setup(tls);
    const kinds: readonly ((through: NotesClient) => Promise<Call>)[] = [
      (through) => unary(through, { text: 'one', load: Buffer.alloc(1_000, 7) }, metadata()),
      (through) => unary(through, { text: 'two' }, metadata({ 'x-fail': '1' })),
      (through) => collect(through, [{ text: 'a' }, { text: 'b' }, { text: 'c' }], metadata()),
      (through) => collect(through, [], metadata()),
      (through) => list(through, { text: 'n', count: 20 }, metadata()),
      (through) => list(through, { text: 'n', count: 0 }, metadata({ 'x-fail': '1' })),
      (through) => list(through, { text: 'n', count: 3 }, metadata({ 'x-fail': '1' })),
      (through) => talk(through, ['a', 'b', 'c', 'd'], metadata()),
      (through) => talk(through, [], metadata()),
    ];
    for (const kind of kinds) {
      const wanted = await kind(direct);
      expect(wanted.status.code === status.OK || wanted.status.code === status.FAILED_PRECONDITION).toBe(true);
      expect(await kind(client)).toEqual(wanted);
    }
    const seen = await ended(kinds.length);
    expect(seen).toHaveLength(9);
    expect(seen.map(({ ends }) => ends[0]?.end)).toEqual(kinds.map(() => 'answered'));
    expect(seen[0]?.head).toMatchObject({ method: 'POST', target: '/sallyport.test.Notes/Put', httpVersion: '2.0' });
    expect(seen[0]?.body).toMatchObject({ complete: true });
    expect(seen[0]?.ends[0]?.trailers).toEqual(expect.arrayContaining(['grpc-status', '0', 'x-trailer', 'end']));
  });

  test('messages of megabytes pass both ways', async () => {
    const { client, direct } = await setup(tls);
    const load = Buffer.alloc(6_000_000, 'sallyport');
    const through = await unary(client, { text: 'big', load }, metadata());
    expect(through.notes[0]).toMatchObject({ text: 'big', count: load.length });
    expect(through.notes[0]?.load?.equals(load)).toBe(true);
    expect(through.status).toEqual((await unary(direct, { text: 'big', load }, metadata())).status);
  });

  test('a deadline ends the call on both sides', async () => {
    const { client, service, ended } = await setup(tls);
    // On a connection that is open already: the time is for the call alone.
    await unary(client, { text: 'first' }, metadata());
    const { status: end } = await unary(client, { text: 'never' }, metadata(), { deadline: Date.now() + 1_500 });
    expect(end.code).toBe(status.DEADLINE_EXCEEDED);
    await until(() => service.cancelled.includes('Put'));
    expect((await ended(2))[1]?.head.headers).toContain('grpc-timeout');
  });

  test('a client that gives up is told to the service, in every kind of stream', async () => {
    const { client, service, gateway, ended } = await setup(tls);
    const open = client.list({ text: 'open', count: 1 }, metadata(), {});
    const spoken = client.talk(metadata(), {});
    const collected = client.collect(metadata(), {}, () => {});
    for (const call of [open, spoken, collected]) call.on('error', () => {});
    await new Promise((resolve) => open.once('data', resolve));
    spoken.write({ text: 'x' });
    await new Promise((resolve) => spoken.once('data', resolve));
    collected.write({ text: 'x' });
    await until(() => gateway.stats().activeExchanges === 3);
    for (const call of [open, spoken, collected]) call.cancel();
    await until(() => service.cancelled.length === 3);
    expect((await ended(3)).map(({ ends }) => ends[0]?.end)).toEqual(['client-gone', 'client-gone', 'client-gone']);
    await until(() => gateway.stats().activeExchanges === 0);
  });

  test('a refusal is PERMISSION_DENIED, in every kind of call, and nothing reaches the service', async () => {
    const { client, seen } = await setup(tls);
    const calls = [
      await unary(client, { text: 'attack' }, metadata()),
      await collect(client, [{ text: 'attack' }, { text: 'more' }], metadata()),
      await list(client, { text: 'attack', count: 3 }, metadata()),
    ];
    const stream = client.talk(metadata(), {});
    stream.write({ text: 'attack' });
    calls.push(await outcome(stream, []));
    for (const { status: end, notes } of calls) {
      expect([end.code, end.details, notes.length]).toEqual([status.PERMISSION_DENIED, 'request refused, id t1', 0]);
    }
    expect(seen.map(({ answer }) => answer)).toEqual([undefined, undefined, undefined, undefined]);
    // The connection goes on.
    expect((await unary(client, { text: 'fine' }, metadata())).status.code).toBe(status.OK);
  });

  test('a stream is judged on its first message, not on its end', async () => {
    const { client, seen } = await setup(tls);
    const call = client.talk(metadata(), {});
    call.on('error', () => {});
    call.write({ text: 'first words' });
    await new Promise((resolve) => call.once('data', resolve));
    expect(Buffer.from(seen[0]?.body?.bytes ?? []).toString()).toContain('first words');
    expect(seen[0]?.body).toMatchObject({ complete: false });
    call.end();
  });
});
