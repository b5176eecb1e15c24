import { expect } from 'vitest';
import type { SharedState } from '../index.ts';
import { NOON } from './samples.ts';
import { runCases } from './cases.ts';

type Case = (state: SharedState) => Promise<void>;

const MINUTE = 60_000;
const WINDOW = Math.floor(NOON / MINUTE) * MINUTE;

const cases: Record<string, Case> = {
  'deltas add up within a window': async (state) => {
    expect(
      await state.add(
        [
          { key: 'a', by: 2, windowMs: MINUTE },
          { key: 'b', by: 1, windowMs: MINUTE },
          { key: 'a', by: 3, windowMs: MINUTE },
        ],
        WINDOW,
      ),
    ).toEqual([2, 1, 5]);
    expect(await state.add([{ key: 'a', by: 0, windowMs: MINUTE }], WINDOW + MINUTE - 1)).toEqual([5]);
  },
  'a new window starts from nothing': async (state) => {
    await state.add([{ key: 'a', by: 9, windowMs: MINUTE }], WINDOW + MINUTE - 1);
    expect(await state.add([{ key: 'a', by: 1, windowMs: MINUTE }], WINDOW + MINUTE)).toEqual([1]);
  },
  'windows of different lengths are different counters': async (state) => {
    await state.add([{ key: 'a', by: 4, windowMs: MINUTE }], WINDOW);
    expect(await state.add([{ key: 'a', by: 1, windowMs: 2 * MINUTE }], WINDOW)).toEqual([1]);
  },
  'a key lives until it expires': async (state) => {
    await state.set(
      [
        { key: 'k', value: 'v', expires: NOON + 10 },
        { key: 'e', value: '', expires: NOON + 10 },
      ],
      NOON,
    );
    expect(await state.get(['k', 'none', 'e'], NOON + 9)).toEqual(['v', undefined, '']);
    expect(await state.get(['k'], NOON + 10)).toEqual([undefined]);
  },
  'setting replaces value and expiry': async (state) => {
    await state.set([{ key: 'k', value: 'old', expires: NOON + 10 }], NOON);
    await state.set([{ key: 'k', value: 'new', expires: NOON + 100 }], NOON);
    expect(await state.get(['k'], NOON + 50)).toEqual(['new']);
    await state.set([{ key: 'k', value: 'gone', expires: NOON }], NOON);
    expect(await state.get(['k'], NOON)).toEqual([undefined]);
  },
  'messages reach the subscribers of the topic, in order': async (state) => {
    const heard: string[] = [];
    await state.subscribe('policy', (message) => heard.push(`1:${message}`));
    await state.subscribe('policy', (message) => heard.push(`2:${message}`));
    await state.subscribe('other', (message) => heard.push(`other:${message}`));
    await state.publish('policy', 'a');
    await state.publish('policy', 'b');
    expect(heard.filter((line) => line.startsWith('1:'))).toEqual(['1:a', '1:b']);
    expect(heard.filter((line) => line.startsWith('2:'))).toEqual(['2:a', '2:b']);
    expect(heard).toHaveLength(4);
  },
  'an ended subscription hears nothing more, others do': async (state) => {
    const heard: string[] = [];
    const listener = (message: string) => void heard.push(message);
    const end = await state.subscribe('t', listener);
    await state.subscribe('t', listener);
    await end();
    await end();
    await state.publish('t', 'x');
    await state.publish('nobody', 'y');
    expect(heard).toEqual(['x']);
  },
  'one holder has a lease until it expires or is released': async (state) => {
    expect(await state.lease('learn', 'a', 1_000, NOON)).toBe(true);
    expect(await state.lease('learn', 'b', 1_000, NOON + 999)).toBe(false);
    expect(await state.lease('other', 'b', 1_000, NOON)).toBe(true);
    expect(await state.lease('learn', 'b', 1_000, NOON + 1_000)).toBe(true);
    expect(await state.lease('learn', 'a', 1_000, NOON + 1_001)).toBe(false);
    await state.release('learn', 'a');
    expect(await state.lease('learn', 'a', 1_000, NOON + 1_001)).toBe(false);
    await state.release('learn', 'b');
    expect(await state.lease('learn', 'a', 1_000, NOON + 1_001)).toBe(true);
  },
  'the holder renews its lease': async (state) => {
    await state.lease('learn', 'a', 1_000, NOON);
    expect(await state.lease('learn', 'a', 1_000, NOON + 900)).toBe(true);
    expect(await state.lease('learn', 'b', 1_000, NOON + 1_500)).toBe(false);
  },
};

/** The suite every SharedState must pass. `make` gives one that nobody else uses. */
export function sharedStateConformance(name: string, make: () => Promise<SharedState>): void {
  runCases(`${name}: SharedState`, make, cases, 9);
}
