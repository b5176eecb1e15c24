import { describe, expect, test } from 'vitest';
import { decodeRequest, decodeResponse } from '../../protocols/http/index.ts';
import type { Signal } from '../../model/index.ts';
import type { JoinExample, JoinRule, JoinedExchange } from '../define.ts';
import { exploitSucceeded } from './exploit-succeeded.ts';
import { hints } from './exploit-succeeded.examples.ts';
import { joinRules } from '../registry.ts';
import { PROOFS } from './join/proofs.ts';

const RULES: readonly JoinRule[] = joinRules;
/** What blocks an actor. */
const PROVEN = 0.9;

function exchangeOf({ request: asked, ...example }: JoinExample): JoinedExchange {
  const sent = Buffer.from(asked.body ?? '');
  const request = decodeRequest(
    {
      id: 't',
      time: 0,
      method: asked.method ?? (asked.body === undefined ? 'GET' : 'POST'),
      scheme: 'https',
      host: 'api.example',
      target: asked.target ?? '/',
      httpVersion: '1.1',
      headers: (asked.headers ?? []).flat(),
      client: { address: '192.0.2.1', peer: '192.0.2.1' },
    },
    { bytes: sent, size: sent.length, complete: true },
  );
  const type = example.contentType ?? 'text/html';
  const bytes = Buffer.from(example.body ?? '');
  const head = { status: example.status ?? 200, headers: type === '' ? [] : ['content-type', type], time: 0 };
  const [part, name] = example.at ?? ['query', 'q'];
  const signal = (entry: string | readonly [string, number]): Signal => ({
    rule: typeof entry === 'string' ? entry : entry[0],
    version: 1,
    confidence: typeof entry === 'string' ? 0.95 : entry[1],
    about: 'request',
    evidence: { part, name, statement: 'seen' },
  });
  return {
    request,
    response: decodeResponse(head, { bytes, size: bytes.length, complete: true }),
    asked: example.asked.map(signal),
    answered: (example.answered ?? []).map(signal),
  };
}

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  test.each(rule.examples.fires.map((example) => [example.name, example] as const))('fires: %s', (_name, example) => {
    expect(rule.ask(exchangeOf(example))?.confidence).toBeGreaterThanOrEqual(PROVEN);
  });

  test.each(rule.examples.silent.map((example) => [example.name, example] as const))(
    'is silent: %s',
    (_name, example) => {
      expect(rule.ask(exchangeOf(example))).toBeUndefined();
    },
  );

  test('proves itself with enough examples', () => {
    expect(rule.examples.fires.length).toBeGreaterThanOrEqual(10);
    expect(rule.examples.silent.length).toBeGreaterThanOrEqual(7);
  });
});

test.each(hints.map((example) => [example.name, example] as const))('a hint blocks nobody: %s', (_name, example) => {
  expect(exploitSucceeded.ask(exchangeOf(example))?.confidence).toBe(0.6);
});

test('the statement names both sides, and the place is that of the attempt', () => {
  const [example] = exploitSucceeded.examples.fires;
  if (example === undefined) throw new Error('no example');
  expect(exploitSucceeded.ask(exchangeOf(example))?.evidence).toMatchObject({
    part: 'query',
    name: 'q',
    statement: 'a file that the request named was read; request, path-traversal: seen; answer: seen (q)',
  });
});

test('rows of the table are proofs or hints, never in between', () => {
  for (const { sure } of PROOFS) expect(sure >= PROVEN || sure === 0.6).toBe(true);
});
