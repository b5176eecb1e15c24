import { expect, test } from 'vitest';
import { LIMITS } from '../model/index.ts';
import type { Captured } from './captured.ts';
import { createRecorder } from './recorder.ts';
import { unpack } from './wire.ts';

const transaction = (): Captured => ({
  type: 'transaction',
  transaction: {
    record: { objects: [], requestSignals: [], responseSignals: [], stateSignals: [] },
    weight: 0,
    started: [],
  } as unknown as Extract<Captured, { type: 'transaction' }>['transaction'],
});
const control = (): Captured => ({
  type: 'control',
  record: {} as unknown as Extract<Captured, { type: 'control' }>['record'],
});

test('a full batch is sent at once, a partly filled one after the flush time', async () => {
  const sent: number[] = [];
  const recorder = createRecorder((batch) => sent.push(unpack(batch).length));
  for (let count = 0; count < LIMITS.recordBatch + 3; count++) recorder.push(transaction());
  expect(sent).toEqual([LIMITS.recordBatch]);
  await new Promise((resolve) => setTimeout(resolve, LIMITS.recordFlushMs * 3));
  expect(sent).toEqual([LIMITS.recordBatch, 3]);
  recorder.close();
});

test('beyond the queue transactions are dropped and counted, control records never; an acknowledgement makes room', () => {
  let sent = 0;
  let drops = 0;
  const recorder = createRecorder(
    (batch) => (sent += unpack(batch).length),
    () => drops++,
  );
  for (let count = 0; count < LIMITS.recordQueue + 10; count++) recorder.push(transaction());
  recorder.push(control());
  recorder.flush();
  expect([recorder.dropped, drops, sent]).toEqual([10, 1, LIMITS.recordQueue + 1]);
  recorder.acknowledged(sent);
  expect(recorder.inFlight).toBe(0);
  recorder.push(transaction());
  recorder.close();
  expect(sent).toBe(LIMITS.recordQueue + 2);
});
