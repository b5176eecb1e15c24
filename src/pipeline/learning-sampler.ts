import { LRUCache } from 'lru-cache';
import { LIMITS } from '../model/index.ts';

/**
 * Decides which exchanges are handed over with their bodies for learning. New endpoints are learned from in full; known
 * ones by a thinning sample, each standing for the ones passed over, so that counts stay right. Deterministic.
 */
export interface LearningSampler {
  /** Weight of this exchange in learning: 0 means passed over. */
  weigh(endpoint: string, status: number): number;
}

/** In full for the first `LIMITS.learnInFull` exchanges of an endpoint and status class, then 1 in `LIMITS.learnEvery`. */
export function createLearningSampler(): LearningSampler {
  const seen = new LRUCache<string, { count: number; skipped: number }>({ max: LIMITS.endpoints });
  return {
    weigh(endpoint, status) {
      const key = `${endpoint} ${Math.trunc(status / 100)}`;
      const state = seen.get(key);
      if (state === undefined) {
        seen.set(key, { count: 1, skipped: 0 });
        return 1;
      }
      state.count++;
      if (state.count <= LIMITS.learnInFull || state.count % LIMITS.learnEvery === 0) {
        const weight = 1 + state.skipped;
        state.skipped = 0;
        return weight;
      }
      state.skipped++;
      return 0;
    },
  };
}
