import { describe, expect, test } from 'vitest';
import type { JsonValue, TransactionResponse } from '../model/index.ts';
import { addAnswer, anonymousUse, mergeAnswers, newAnswersByCredential } from './answers.ts';

function answer(value: JsonValue | undefined, status = 200): TransactionResponse {
  return {
    head: { status, headers: [], time: 0 },
    rawBody: { bytes: new Uint8Array(0), size: 0, complete: true },
    contentType: 'application/json',
    header: () => undefined,
    body: value === undefined ? { kind: 'unread', reason: 'too-large' } : { kind: 'json', value },
  };
}

type Case = readonly [status: number, value: JsonValue | undefined];
function compare(known: Case, anonymous: Case, each = 10) {
  const answers = newAnswersByCredential();
  for (let index = 0; index < each; index++) {
    addAnswer(answers.with, known[0], answer(known[1]), 1);
    addAnswer(answers.without, anonymous[0], answer(anonymous[1]), 1);
  }
  return anonymousUse(answers);
}

describe('anonymous requests are answered', () => {
  test.each<readonly [string, Case, Case, string]>([
    ['alike', [200, { id: 1, name: 'a' }], [200, { name: 'b', id: 2 }], 'same'],
    ['with a refusal', [200, { id: 1 }], [401, { error: 'x' }], 'different'],
    ['with less', [200, { id: 1, email: 'x' }], [200, { id: 1 }], 'different'],
    ['alike, lists', [200, [{ id: 1 }]], [200, [{ id: 2 }]], 'same'],
    ['with a list for an object', [200, [{ id: 1 }]], [200, { id: 1 }], 'different'],
    ['refused both', [403, {}], [403, {}], 'same'],
    ['nobody knows how', [200, undefined], [200, undefined], 'unknown'],
  ])('%s', (_, known, anonymous, expected) => {
    expect(compare(known, anonymous)?.answers).toBe(expected);
    expect(compare(known, anonymous, 3)?.answers).toBe('unknown');
  });
});

test('optional members are no difference', () => {
  const answers = newAnswersByCredential();
  for (let index = 0; index < 40; index++) {
    const value = { id: 1, ...(index % 2 === 0 && { note: 'x' }), ...(index % 3 === 0 && { tag: 'x' }) };
    addAnswer(answers[index % 4 < 2 ? 'with' : 'without'], 200, answer(value), 1);
  }
  expect(anonymousUse(answers)).toEqual({ requests: 20, accepted: 20, answers: 'same' });
});

test('none when every request had credentials; merging adds up', () => {
  const one = newAnswersByCredential();
  addAnswer(one.with, 200, answer({ id: 1 }), 1);
  expect(anonymousUse(one)).toBeUndefined();
  const two = newAnswersByCredential();
  addAnswer(two.without, 404, answer({}), 3);
  mergeAnswers(one, two);
  expect(anonymousUse(one)).toEqual({ requests: 3, accepted: 0, answers: 'unknown' });
});

test('members are bounded', () => {
  const answers = newAnswersByCredential();
  for (let index = 0; index < 500; index++) addAnswer(answers.with, 200, answer({ [`key${index}`]: 1 }), 1);
  expect(answers.with.members.size).toBeLessThanOrEqual(64);
});
