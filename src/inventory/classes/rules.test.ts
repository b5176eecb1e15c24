import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ENDPOINT_CLASSES } from '../../model/index.ts';
import { classesOf } from './classify.ts';
import { CLASS_RULES } from './registry.ts';

test('every file is registered under its name and every class has a rule', () => {
  const files = readdirSync(path.join(import.meta.dirname, 'rules')).map((file) => file.replace(/\.ts$/, ''));
  expect(CLASS_RULES.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
  expect(CLASS_RULES).toHaveLength(16);
  expect([...new Set(CLASS_RULES.map((rule) => rule.class))].toSorted()).toEqual(ENDPOINT_CLASSES.toSorted());
});

test.each(CLASS_RULES)('$id proves itself', (rule) => {
  expect(rule.examples.is.length).toBeGreaterThan(0);
  expect(rule.examples.isNot.length).toBeGreaterThan(0);
  for (const facts of rule.examples.is) {
    expect(rule.ask(facts)?.length, JSON.stringify(facts)).toBeGreaterThan(0);
    expect(classesOf(facts).map((found) => found.rule)).toContain(rule.id);
  }
  for (const facts of rule.examples.isNot) expect(rule.ask(facts), JSON.stringify(facts)).toBeUndefined();
});

test('no endpoint is of two classes that exclude each other', () => {
  const all = CLASS_RULES.flatMap(({ examples }) => [...examples.is, ...examples.isNot]);
  for (const facts of all) {
    const found = new Set(classesOf(facts).map((one) => one.class));
    for (const [one, other] of [
      ['managed', 'unmanaged'],
      ['managed', 'shadow'],
      ['internal', 'external'],
      ['third-party', 'managed'],
      ['third-party', 'internal'],
    ] as const)
      expect(found.has(one) && found.has(other), `${one} and ${other}: ${JSON.stringify(facts)}`).toBe(false);
  }
  expect(all.length).toBeGreaterThan(50);
});
