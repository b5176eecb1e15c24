import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { conformancePair } from './conformance/define.ts';
import { CONFORMANCE_RULES } from './conformance/registry.ts';
import { pairOf } from './differences/pair.ts';
import { DIFFERENCE_RULES } from './differences/registry.ts';

const files = (folder: string): readonly string[] =>
  readdirSync(path.join(import.meta.dirname, folder, 'rules'))
    .map((file) => file.replace(/\.ts$/, ''))
    .toSorted();

describe('rules of differences', () => {
  test('every file is registered under its name', () => {
    expect(DIFFERENCE_RULES.map(({ id }) => id).toSorted()).toEqual(files('differences'));
    expect(DIFFERENCE_RULES).toHaveLength(20);
  });

  test.each(DIFFERENCE_RULES)('$id proves itself', ({ find, examples }) => {
    expect(examples.found.length).toBeGreaterThan(0);
    expect(examples.notFound.length).toBeGreaterThan(0);
    for (const [before, after] of examples.found)
      expect(find(pairOf(before, after)), JSON.stringify([before, after])).not.toEqual([]);
    for (const [before, after] of examples.notFound)
      expect(find(pairOf(before, after)), JSON.stringify([before, after])).toEqual([]);
  });

  test('nothing differs from itself', () => {
    let states = 0;
    for (const { examples } of DIFFERENCE_RULES) {
      for (const state of [...examples.found, ...examples.notFound].flat()) {
        if (state === undefined) continue;
        states++;
        for (const rule of DIFFERENCE_RULES) expect(rule.find(pairOf(state, state)), rule.id).toEqual([]);
      }
    }
    expect(states).toBeGreaterThan(80);
  });
});

describe('rules of conformance', () => {
  test('every file is registered under its name', () => {
    expect(CONFORMANCE_RULES.map(({ id }) => id).toSorted()).toEqual(files('conformance'));
    expect(CONFORMANCE_RULES).toHaveLength(9);
  });

  test.each(CONFORMANCE_RULES)('$id proves itself', ({ find, examples }) => {
    expect(examples.found.length).toBeGreaterThan(0);
    expect(examples.notFound.length).toBeGreaterThan(0);
    for (const [documented, seen] of examples.found)
      expect(find(conformancePair(documented, seen)), JSON.stringify([documented, seen])).not.toEqual([]);
    for (const [documented, seen] of examples.notFound)
      expect(find(conformancePair(documented, seen)), JSON.stringify([documented, seen])).toEqual([]);
  });
});
