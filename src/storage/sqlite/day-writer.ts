import type { StatementSync } from 'node:sqlite';
import type { JournalRecord, Rollup, TransactionRecord } from '../../model/index.ts';
import { ALL_ENDPOINTS, rollUp } from '../index.ts';
import type { Buckets } from './buckets.ts';
import { ADD_BOUNDS, ADD_ROLLUP, ADD_TOTAL } from './day-schema.ts';
import { createRowEncoder, RECORD_INSERT } from './row.ts';
import type { Texts } from './texts.ts';

type Write = (records: readonly JournalRecord[], firstSeq: number) => void;

/** Writes batches into a day's tables; each call inside one transaction. */
export function createDayWriter(prepare: (sql: string) => StatementSync, texts: Texts, buckets: Buckets): Write {
  const encode = createRowEncoder(texts);
  const insert = prepare(RECORD_INSERT);
  const addHit = prepare('INSERT OR IGNORE INTO hit VALUES (?, ?, ?)');
  const addSample = prepare('INSERT INTO sample VALUES (?, ?)');
  const addRun = prepare('INSERT OR IGNORE INTO run VALUES (?, ?)');
  const addRollup = prepare(ADD_ROLLUP);
  const addTotal = prepare(ADD_TOTAL);
  const addBounds = prepare(ADD_BOUNDS);

  const addExtras = (record: TransactionRecord, seq: number): void => {
    for (const signals of [record.requestSignals, record.responseSignals, record.stateSignals]) {
      for (const { rule } of signals) addHit.run(texts.intern(rule), record.time, seq);
    }
    if (record.sample) addSample.run(seq, JSON.stringify(record.sample));
  };
  const addTotals = (rollup: Rollup): void => {
    const { requests, refused, errors4xx, errors5xx, signals, durationMsSum, requestBytes, responseBytes } = rollup;
    const counts = [requests, refused, errors4xx, errors5xx, signals, durationMsSum, requestBytes, responseBytes];
    if (rollup.endpoint === ALL_ENDPOINTS) addTotal.run(rollup.minute, ...counts);
    else addRollup.run(rollup.minute, rollup.endpoint, ...counts);
  };

  return (records, firstSeq) => {
    let seq = firstSeq;
    let run: string | undefined;
    let firstTime = Infinity;
    let lastTime = -Infinity;
    for (const record of records) {
      if (record.run !== run) addRun.run(texts.intern((run = record.run)), seq);
      insert.run(...encode(seq, buckets.place(record.time), record));
      if (record.kind === 'transaction') addExtras(record, seq);
      firstTime = Math.min(firstTime, record.time);
      lastTime = Math.max(lastTime, record.time);
      seq++;
    }
    for (const rollup of rollUp(records)) addTotals(rollup);
    buckets.save();
    addBounds.run(records.length, firstSeq, seq - 1, firstTime, lastTime);
  };
}
