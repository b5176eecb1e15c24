import { setTimeout as wait } from 'node:timers/promises';
import { CodedError } from '../model/index.ts';
import type { Analysis } from '../analysis/index.ts';
import type { Captured } from '../pipeline/index.ts';

/** Takes batches one after the other. A batch that cannot be written is tried again until it can: nothing is lost. */
export interface Intake {
  add(batch: readonly Captured[]): void;
  /** Runs maintenance between batches. */
  run(work: () => Promise<void>): void;
  /** Resolves when all that came is stored, or given up because the disk stayed full while stopping. */
  finish(): Promise<void>;
}

const RETRY_MS = 1_000;
const LAST_TRIES = 3;

export function createIntake(
  analysis: Analysis,
  tell: { stored(count: number): void; notice(text: string): void },
): Intake {
  let chain: Promise<void> = Promise.resolve();
  let finishing = false;
  let troubled = false;

  const ingest = async (batch: readonly Captured[]): Promise<void> => {
    for (let tries = 1; ; tries++) {
      try {
        await analysis.ingest(batch);
        if (troubled) tell.notice('recording goes on');
        troubled = false;
        return tell.stored(batch.length);
      } catch (error) {
        if (!troubled) tell.notice(describe(error));
        troubled = true;
        if (!(error instanceof CodedError) || error.code !== 'SP5004') return tell.stored(batch.length);
        if (finishing && tries >= LAST_TRIES) return tell.notice(`${batch.length} transactions could not be written`);
        await wait(RETRY_MS);
      }
    }
  };
  const enqueue = (work: () => Promise<void>): void => {
    chain = chain.then(work).catch((error: unknown) => tell.notice(describe(error)));
  };

  return {
    add: (batch) => enqueue(() => ingest(batch)),
    run: (work) => enqueue(work),
    finish() {
      finishing = true;
      return chain;
    },
  };
}

const describe = (error: unknown): string =>
  error instanceof CodedError
    ? `${error.message}. ${error.mend}`
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
