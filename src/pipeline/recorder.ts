import { LIMITS } from '../model/index.ts';
import type { Captured } from './captured.ts';
import { pack, type Packed } from './wire.ts';

/** Bounded buffer between the hot path and the control thread. It never waits: what does not fit is dropped and counted. */
export interface Recorder {
  push(item: Captured): void;
  /** Sends what is waiting. */
  flush(): void;
  /** The receiver has stored so many items: their room is free again. */
  acknowledged(count: number): void;
  readonly dropped: number;
  /** Sent or waiting, not yet acknowledged. */
  readonly inFlight: number;
  close(): void;
}

/** `send` must not block; `onDrop` is told the first drop of a series. */
export function createRecorder(send: (batch: Packed) => void, onDrop: () => void = () => {}): Recorder {
  let batch: Packed = [];
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  let dropped = 0;
  let inFlight = 0;
  let overflowing = false;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (count === 0) return;
    const full = batch;
    batch = [];
    count = 0;
    send(full);
  };

  return {
    push(item) {
      // Control records change what a replay decides: they are never dropped, and are too few to matter.
      if (inFlight >= LIMITS.recordQueue && item.type !== 'control') {
        dropped++;
        if (!overflowing) onDrop();
        overflowing = true;
        return;
      }
      overflowing = false;
      inFlight++;
      pack(item, batch);
      count++;
      if (count >= LIMITS.recordBatch) flush();
      else timer ??= setTimeout(flush, LIMITS.recordFlushMs);
    },
    flush,
    acknowledged(count) {
      inFlight = Math.max(0, inFlight - count);
    },
    get dropped() {
      return dropped;
    },
    get inFlight() {
      return inFlight;
    },
    close() {
      flush();
      clearTimeout(timer);
    },
  };
}
