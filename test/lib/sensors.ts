import { onTestFinished } from 'vitest';
import type { Bound, SensorListener, SensorParts } from '../../src/capture/index.ts';
import type { Exchange } from '../../src/model/index.ts';

/** What a sensor under test delivered. */
export interface Seen {
  readonly exchanges: readonly Exchange[];
  /** Resolves when so many were delivered; fails after ten seconds. */
  until(count: number): Promise<readonly Exchange[]>;
}

export interface Listening {
  readonly listener: SensorListener;
  readonly seen: Seen;
  readonly bound: Bound;
  readonly url: string;
  /** Name → value of everything it counted. */
  counted(): Readonly<Record<string, number>>;
}

/** Starts a sensor on a free port of 127.0.0.1; it is closed when the test is over. */
export async function listenTo(make: (parts: SensorParts) => SensorListener, clock = Date.now): Promise<Listening> {
  const exchanges: Exchange[] = [];
  let ids = 0;
  const listener = make({
    listen: { host: '127.0.0.1', port: 0 },
    deliver: (exchange) => void exchanges.push(exchange),
    newId: () => `t-${++ids}`,
    clock,
  });
  const bound = await listener.listen();
  let open = true;
  const close = async (): Promise<void> => {
    if (open) await listener.close();
    open = false;
  };
  onTestFinished(close);
  return {
    listener: { ...listener, counts: listener.counts, close },
    bound,
    url: `http://127.0.0.1:${bound.port}`,
    counted: () => Object.fromEntries(listener.counts.list().map(({ name, value }) => [name, value])),
    seen: {
      exchanges,
      async until(count) {
        await eventually(
          () => exchanges.length >= count,
          () => `${exchanges.length} of ${count} exchanges`,
        );
        return exchanges;
      },
    },
  };
}

/** Waits until something holds; fails after ten seconds with what `state` tells. */
export async function eventually(holds: () => boolean, state: () => string): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries >= 500) throw new Error(`did not happen: ${state()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
