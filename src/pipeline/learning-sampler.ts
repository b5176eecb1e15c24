import { LRUCache } from 'lru-cache';
import { LIMITS } from '../model/index.ts';

/**
 * Decides which exchanges are handed over with their bodies for learning. New endpoints are learned from in full; known
 * ones by a thinning sample, each standing for the ones passed over, so that counts stay right. Deterministic.
 */
export interface LearningSampler {
  /** Weight of this exchange in learning: 0 means passed over. `time` is the request's, in milliseconds. */
  weigh(endpoint: string, status: number, time: number): number;
}

interface Seen {
  count: number;
  skipped: number;
}

/**
 * Of each endpoint and status class the first `LIMITS.learnAtOnce` exchanges always; up to `LIMITS.learnInFull` as long
 * as all together stay below `LIMITS.learnPerSecond`; beyond either, 1 in `LIMITS.learnEvery`.
 */
export function createLearningSampler(): LearningSampler {
  const seen = new LRUCache<string, Seen>({ max: LIMITS.endpoints });
  const allowance = createAllowance();
  return {
    weigh(endpoint, status, time) {
      const key = `${endpoint} ${Math.trunc(status / 100)}`;
      let state = seen.get(key);
      if (state === undefined) seen.set(key, (state = { count: 0, skipped: 0 }));
      state.count++;
      if (isTaken(state, time, allowance)) {
        const weight = 1 + state.skipped;
        state.skipped = 0;
        return weight;
      }
      state.skipped++;
      return 0;
    },
  };
}

function isTaken({ count, skipped }: Seen, time: number, allowance: Allowance): boolean {
  if (count <= LIMITS.learnAtOnce || skipped >= LIMITS.learnEvery - 1) return true;
  return count <= LIMITS.learnInFull && allowance.take(time);
}

interface Allowance {
  take(time: number): boolean;
}

/** So many a second by the requests' own time; a second's worth can be saved up. */
function createAllowance(): Allowance {
  let left: number = LIMITS.learnPerSecond;
  let last = -Infinity;
  return {
    take(time) {
      if (time > last) {
        left = Math.min(LIMITS.learnPerSecond, left + ((time - last) / 1_000) * LIMITS.learnPerSecond);
        last = time;
      }
      if (left < 1) return false;
      left--;
      return true;
    },
  };
}
