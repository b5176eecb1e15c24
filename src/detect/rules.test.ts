import { describe, expect, test } from 'vitest';
import { createContext } from '../pipeline/context.ts';
import { decodeRequest, decodeResponse } from '../protocols/http/index.ts';
import { readings } from '../lib/text/decodings.ts';
import { PARTS, type Leaf, type TransactionRequest } from '../model/index.ts';
import type { MessageExample, MessageRule, ResponseRule, ValueRule } from './define.ts';
import { createPrefilter } from './prefilter.ts';
import { messageRules, responseRules, valueRules } from './registry.ts';

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

/** A request as an example describes it. */
function requestOf({ method, target, headers, body }: MessageExample): TransactionRequest {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return decodeRequest(
    {
      id: 't',
      time: Date.UTC(2026, 0, 5, 9),
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      scheme: 'https',
      host: 'api.example',
      target: target ?? '/',
      httpVersion: '1.1',
      headers: (headers ?? []).flat(),
      client: { address: '192.0.2.1', peer: '192.0.2.1' },
    },
    bytes === undefined ? null : { bytes, size: bytes.length, complete: true },
  );
}

const messageConfidence = (rule: MessageRule, example: MessageExample): number => {
  const asked = requestOf(example);
  return rule.ask(asked, createContext(asked), rule.limits)?.confidence ?? 0;
};

describe('message rules', () => {
  test('what must fire fires, what must be silent is silent in every rule', () => {
    const wrong: string[] = [];
    let ran = 0;
    for (const source of messageRules) {
      expect(source.examples.fires.length, source.id).toBeGreaterThanOrEqual(5);
      expect(source.examples.silent.length, source.id).toBeGreaterThanOrEqual(5);
      for (const example of source.examples.fires) {
        ran++;
        if (messageConfidence(source, example) < DECIDES && source.action !== 'log')
          wrong.push(`${source.id} does not fire: ${example.name}`);
        if (messageConfidence(source, example) === 0) wrong.push(`${source.id} is silent: ${example.name}`);
      }
      for (const example of source.examples.silent)
        for (const rule of messageRules) {
          ran++;
          if (messageConfidence(rule, example) > 0) wrong.push(`${rule.id} fires on ${source.id}: ${example.name}`);
        }
    }
    expect(wrong).toEqual([]);
    expect(ran).toBe(
      messageRules.reduce(
        (sum, { examples }) => sum + examples.fires.length + examples.silent.length * messageRules.length,
        0,
      ),
    );
  });
});

/** What a response rule makes of one text of an answer. */
function answerConfidence(rule: ResponseRule, example: string | Partial<Leaf>): number {
  const leaf: Leaf = { ...leafOf(example), part: 'response' };
  if (createPrefilter([rule]).value(leaf.value)?.rule(0) !== true) return 0;
  const head = { status: 500, headers: ['content-type', 'text/plain'], time: 0 };
  return rule.ask(leaf.value, leaf, { request, response: decodeResponse(head, null) })?.confidence ?? 0;
}

describe('response rules', () => {
  test('what must fire fires, what must be silent is silent in every rule', () => {
    const wrong: string[] = [];
    let ran = 0;
    for (const source of responseRules) {
      expect(source.examples.fires.length, source.id).toBeGreaterThanOrEqual(15);
      expect(source.examples.silent.length, source.id).toBeGreaterThanOrEqual(15);
      for (const example of source.examples.fires) {
        ran++;
        if (answerConfidence(source, example) < DECIDES) wrong.push(`${source.id} misses ${leafOf(example).value}`);
      }
      for (const example of source.examples.silent)
        for (const rule of responseRules) {
          ran++;
          if (answerConfidence(rule, example) > 0) wrong.push(`${rule.id} fires on ${leafOf(example).value}`);
        }
    }
    expect(wrong).toEqual([]);
    expect(ran).toBe(
      responseRules.reduce(
        (sum, { examples }) => sum + examples.fires.length + examples.silent.length * responseRules.length,
        0,
      ),
    );
  });
});
