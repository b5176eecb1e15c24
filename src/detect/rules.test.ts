import { describe, expect, test } from 'vitest';
import { decodeRequest } from '../protocols/http/index.ts';
import { readings } from '../lib/text/decodings.ts';
import { PARTS, type Leaf, type TransactionRequest } from '../model/index.ts';
import type { ValueRule } from './define.ts';
import { createPrefilter } from './prefilter.ts';
import { valueRules } from './registry.ts';

/** The policy's default: signals below it are only logged. */
const DECIDES = 0.7;

const request: TransactionRequest = decodeRequest(
  {
    id: 't',
    time: 0,
    method: 'GET',
    scheme: 'http',
    host: 'api.example',
    target: '/',
    httpVersion: '1.1',
    headers: [],
    client: { address: '192.0.2.1', peer: '192.0.2.1' },
  },
  null,
);

const leafOf = (example: string | Partial<Leaf>): Leaf =>
  typeof example === 'string'
    ? { part: 'body', name: 'value', value: example }
    : { part: 'body', name: 'value', value: '', ...example };

const prefilters = new Map(valueRules.map((rule) => [rule, createPrefilter([rule])]));

/** What the inspector would make of one value: the prefilter, then the value and its readings. */
function confidence(rule: ValueRule, leaf: Leaf): number {
  const prefilter = prefilters.get(rule) ?? createPrefilter([rule]);
  if (!rule.parts.includes(leaf.part) || prefilter.value(leaf.value) === undefined) return 0;
  const answers = [leaf.value, ...readings(leaf.value)].map((value) =>
    prefilter.value(value)?.rule(0) ? (rule.ask(value, leaf, request)?.confidence ?? 0) : 0,
  );
  return Math.max(...answers);
}

describe('value rules', () => {
  test('every rule proves itself with at least 25 examples each way', () => {
    expect(valueRules.length).toBeGreaterThanOrEqual(2);
    for (const rule of valueRules) {
      expect(rule.examples.fires.length, rule.id).toBeGreaterThanOrEqual(25);
      expect(rule.examples.silent.length, rule.id).toBeGreaterThanOrEqual(25);
    }
  });

  test('what must fire fires', () => {
    const missed: string[] = [];
    let ran = 0;
    for (const rule of valueRules) {
      for (const example of rule.examples.fires) {
        ran++;
        const value = confidence(rule, leafOf(example));
        if (value < DECIDES) missed.push(`${rule.id} ${value}: ${leafOf(example).value}`);
      }
    }
    expect(missed).toEqual([]);
    expect(ran).toBe(valueRules.reduce((sum, rule) => sum + rule.examples.fires.length, 0));
  });

  test('what must be silent is silent in every rule', () => {
    const wrong: string[] = [];
    let ran = 0;
    for (const source of valueRules) {
      for (const example of source.examples.silent) {
        for (const rule of valueRules) {
          ran++;
          const value = confidence(rule, leafOf(example));
          if (value > 0) wrong.push(`${rule.id} ${value}: ${leafOf(example).value}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(ran).toBe(valueRules.length * valueRules.reduce((sum, rule) => sum + rule.examples.silent.length, 0));
  });

  test('ids are unique and kebab-case, literals are lower-case ASCII, parts exist', () => {
    expect(new Set(valueRules.map((rule) => rule.id)).size).toBe(valueRules.length);
    for (const rule of valueRules) {
      expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      for (const literal of rule.literals) expect(literal).toMatch(/^[\0-\x40\x5b-\x7f]+$/);
      for (const part of rule.parts) expect(PARTS).toContain(part);
    }
  });
});
