import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { expect, onTestFinished, test } from 'vitest';
import { notesClient, startService, type Note } from '../../src/capture/gateway/conformance/grpc-service.ts';
import { scratch, sallyport, start } from '../lib/cli.ts';

const ATTACK = "x' OR '1'='1' UNION SELECT login, password FROM users --";

/** The real program in enforce mode between a real gRPC client and a real service. */
test('gRPC calls pass as they are, an attack is refused in the words of gRPC, and the console knows of both', async () => {
  const place = scratch();
  const service = await startService(false);
  const running = start([
    'protect',
    `http://127.0.0.1:${service.port}`,
    '--upstream-protocol',
    'h2c',
    '--listen',
    '127.0.0.1:0',
    '--console',
    '127.0.0.1:0',
    '--data',
    place.folder,
    '--mode',
    'enforce',
  ]);
  onTestFinished(async () => {
    await running.stop();
    place.dispose();
  });
  const port = Number((await running.seen(/gateway\s+http:\/\/[\d.]+:(\d+)/))[1]);
  const client = notesClient(port, false);
  const put = (text: string, metadata = new Metadata()): Promise<{ error: ServiceError | null; note?: Note }> =>
    new Promise((resolve) => {
      client.put({ text }, metadata, {}, (error, note) =>
        resolve({ error: error as ServiceError | null, ...(note && { note }) }),
      );
    });

  expect(await put('hello')).toMatchObject({ error: null, note: { text: 'hello' } });
  const talk = client.talk(new Metadata(), {});
  talk.write({ text: 'one' });
  expect(await new Promise((resolve) => talk.once('data', resolve))).toMatchObject({ text: 're one' });
  talk.end();

  const hostile = new Metadata();
  hostile.set('x-in', ATTACK);
  const { error } = await put('hello', hostile);
  expect(error?.code).toBe(status.PERMISSION_DENIED);
  const id = /^request refused, id (\S+)$/.exec(error?.details ?? '')?.[1] ?? '';
  expect(id).not.toBe('');
  expect((await put('still there')).error).toBeNull();

  const explained = async (): Promise<string> => (await sallyport(['explain', id, '--data', place.folder])).stdout;
  let story = '';
  for (let tries = 0; tries < 40 && !story.includes('sql-injection'); tries++) {
    story = await explained();
    if (!story.includes('sql-injection')) await new Promise((resolve) => setTimeout(resolve, 250));
  }
  expect(story).toContain('/sallyport.test.Notes/Put');
  expect(story).toContain('sql-injection');
}, 60_000);
