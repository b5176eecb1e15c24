import { isDeepStrictEqual } from 'node:util';
import { createEngine } from '../decide/index.ts';
import { actorRules } from '../detect/index.ts';
import { replay } from '../pipeline/index.ts';
import type { Journal } from '../storage/index.ts';
import { openSqliteJournal } from '../storage/sqlite/index.ts';

export interface JournalVerification {
  readonly transactions: number;
  readonly runs: number;
  readonly different: number;
  /** Ids of the first that differ. */
  readonly examples: readonly string[];
  readonly ms: number;
}

/** Replays a journal through fresh engines and compares every verdict and every signal of state. */
export async function verifyReplay(journal: Journal): Promise<JournalVerification> {
  const began = performance.now();
  const examples: string[] = [];
  let transactions = 0;
  let different = 0;
  let runs = 0;
  const replayed = replay({
    batches: journal.replay({ from: 0, to: Number.MAX_SAFE_INTEGER }),
    engineFor(start) {
      runs++;
      if (start.change.type !== 'run-started') throw new TypeError('a run begins with run-started');
      return createEngine({
        rules: actorRules,
        policy: start.change.policy,
        mitigations: start.change.mitigations,
        run: start.run,
      });
    },
  });
  for await (const { record, verdict, signals } of replayed) {
    transactions++;
    if (isDeepStrictEqual(verdict, record.verdict) && isDeepStrictEqual(signals, record.stateSignals)) continue;
    different++;
    if (examples.length < 5) examples.push(record.id);
  }
  return { transactions, runs, different, examples, ms: performance.now() - began };
}

/** The same for a data folder that no server uses. Errors: SP5001 to SP5003. */
export async function verifyJournal(folder: string): Promise<JournalVerification> {
  const journal = await openSqliteJournal(folder);
  try {
    return await verifyReplay(journal);
  } finally {
    await journal.close();
  }
}
