import { setImmediate as nextTurn } from 'node:timers/promises';
import { LIMITS } from '../../model/index.ts';

/** Hands each item on, and lets other work of this thread go first now and then: a large message must not hold it up. */
export async function inTurns<T>(items: Iterable<T>, use: (item: T) => void): Promise<void> {
  let count = 0;
  for (const item of items) {
    use(item);
    if (++count % LIMITS.sensorTurn === 0) await nextTurn();
  }
}
