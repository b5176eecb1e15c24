import { setTimeout as wait } from 'node:timers/promises';
import { CodedError, LIMITS } from '../model/index.ts';
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
  let gathered: Captured[] = [];
  let timer: NodeJS.Timeout | undefined;
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

  // A commit rewrites the pages that every index grows in, whatever their number of rows: gathering a fifth of a second
  // of traffic makes recording three times as cheap as a commit a batch.
  const gather = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (gathered.length === 0) return;
    const batch = gathered;
    gathered = [];
    enqueue(() => ingest(batch));
  };

  return {
    add(batch) {
      gathered.push(...batch);
      if (gathered.length >= LIMITS.journalBatch) gather();
      else timer ??= setTimeout(gather, LIMITS.journalGatherMs);
    },
    run: (work) => enqueue(work),
    finish() {
      gather();
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
