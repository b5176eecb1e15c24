import { setTimeout as wait } from 'node:timers/promises';
import type { Analysis } from '../analysis/index.ts';
import { CodedError } from '../model/index.ts';
import type { Captured } from '../pipeline/index.ts';

/** Takes batches one after the other. A batch that cannot be written is tried again until it can: nothing is lost. */
export interface Intake {
  add(batch: readonly Captured[]): void;
  /** Runs maintenance between batches. */
  run(work: () => Promise<void>): void;
  /** Resolves when all that came is stored, or given up because the disk stayed full while stopping. */
  finish(): Promise<void>;
}

export interface IntakeListener {
  /** Room for so many is free again; `lost` of them could not be recorded. */
  settled(count: number, lost: number): void;
  notice(text: string): void;
}

const RETRY_MS = 1_000;
const LAST_TRIES = 3;

export function createIntake(analysis: Analysis, tell: IntakeListener): Intake {
  let chain: Promise<void> = Promise.resolve();
  let finishing = false;
  let troubled = false;

  const ingest = async (batch: readonly Captured[]): Promise<void> => {
    for (let tries = 1; ; tries++) {
      try {
        await analysis.ingest(batch);
        if (troubled) tell.notice('recording goes on');
        troubled = false;
        return tell.settled(batch.length, 0);
      } catch (error) {
        if (!troubled) tell.notice(describe(error));
        troubled = true;
        // Only a full disk mends itself; the same failure twice would hold up everything behind it.
        const passing = error instanceof CodedError && error.code === 'SP5004';
        if (!passing || (finishing && tries >= LAST_TRIES)) return tell.settled(batch.length, batch.length);
        await wait(RETRY_MS);
      }
    }
  };
  const enqueue = (work: () => Promise<void>): void => {
    chain = chain.then(work).catch((error: unknown) => tell.notice(describe(error)));
  };

  return {
    add: (batch) => enqueue(() => ingest(batch)),
    run: enqueue,
    finish() {
      finishing = true;
      return chain;
    },
  };
}

function describe(error: unknown): string {
  if (error instanceof CodedError) return `${error.message}. ${error.mend}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
