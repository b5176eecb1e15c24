import type { SensorName } from '../../model/index.ts';

/** Everything a sensor cannot use or mends, by name. `lost`: an exchange there was is missing. */
const KINDS = {
  malformed: { title: 'events that could not be read', kind: 'lost' },
  'too-large': { title: 'messages over the limit', kind: 'lost' },
  busy: { title: 'messages sent away because too many were arriving', kind: 'lost' },
  interrupted: { title: 'messages that ended early', kind: 'lost' },
  'dropped-by-sender': { title: 'exchanges that the sender could not keep', kind: 'lost' },
  unauthorized: { title: 'messages without the right token', kind: 'swallowed' },
  'bad-request': { title: 'requests that the sensor does not know', kind: 'swallowed' },
  'not-http': { title: 'events that are no HTTP exchange', kind: 'swallowed' },
  'time-corrected': { title: 'events whose time was far off', kind: 'swallowed' },
  'answer-untold': { title: 'requests of whose answer no word came', kind: 'swallowed' },
  'answer-unmatched': { title: 'answers to requests that were not seen', kind: 'swallowed' },
} as const;
export type SensorCountName = keyof typeof KINDS;

export interface SensorCount {
  readonly name: SensorCountName;
  readonly title: string;
  readonly kind: 'lost' | 'swallowed';
  readonly value: number;
}

export class SensorCounts {
  readonly #values = new Map<SensorCountName, number>();
  readonly #lost = new Map<SensorName, number>();

  /** `sensor` is charged with what is lost. */
  count(name: SensorCountName, sensor: SensorName, by = 1): void {
    this.#values.set(name, (this.#values.get(name) ?? 0) + by);
    if (KINDS[name].kind === 'lost') this.#lost.set(sensor, (this.#lost.get(sensor) ?? 0) + by);
  }

  lost(sensor: SensorName): number {
    return this.#lost.get(sensor) ?? 0;
  }

  list(): readonly SensorCount[] {
    return [...this.#values].map(([name, value]) => ({ name, value, ...KINDS[name] }));
  }
}
