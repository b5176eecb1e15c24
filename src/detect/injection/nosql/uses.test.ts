import { describe, expect, test } from 'vitest';
import type { JsonValue, TransactionRequest } from '../../../model/index.ts';
import { weigh } from './operators.ts';
import { operandOf, useInBody, useInName } from './uses.ts';

const requestOf = (part: Partial<TransactionRequest>): TransactionRequest =>
  ({ body: { kind: 'none' }, queryPairs: [], ...part }) as TransactionRequest;
const json = (value: JsonValue): TransactionRequest => requestOf({ body: { kind: 'json', value } });
const weighed = (operator: string, value: JsonValue): number => {
  const use = useInBody(operator, json(value));
  return use === undefined ? 0 : weigh(use);
};

describe('operators in a JSON body', () => {
  test('what everything passes fires, ordinary operands are logged', () => {
    expect(weighed('$gt', { size: { $gt: '' } })).toBeGreaterThanOrEqual(0.7);
    expect(weighed('$gte', { size: { $gte: 0 } })).toBeGreaterThanOrEqual(0.7);
    expect(weighed('$gt', { size: { $gt: null } })).toBeGreaterThanOrEqual(0.7);
    expect(weighed('$gte', { size: { $gte: 18, $lt: 65 } })).toBeLessThan(0.7);
    expect(weighed('$in', { shelf: { $in: ['a', 'b'] } })).toBeLessThan(0.7);
    expect(weighed('$eq', { shelf: { $eq: 'a' } })).toBeLessThan(0.7);
    expect(weighed('$and', { $and: [{ a: 1 }, { b: 2 }] })).toBeLessThan(0.7);
    expect(weighed('$or', { $or: [{}, { b: 2 }] })).toBeGreaterThanOrEqual(0.7);
  });
  test('at a password or a login every operator fires', () => {
    expect(weighed('$gte', { password: { $gte: 18 } })).toBeGreaterThanOrEqual(0.7);
    expect(weighed('$in', { username: { $in: ['a'] } })).toBeGreaterThanOrEqual(0.7);
  });
  test('the worst of several uses counts', () => {
    expect(weighed('$gt', [{ size: { $gt: 18 } }, { size: { $gt: '' } }])).toBeGreaterThanOrEqual(0.7);
  });
  test('a body without the key says nothing; one that is no JSON leaves the operand open', () => {
    expect(useInBody('$ne', json({ a: 1 }))).toBeUndefined();
    expect(useInBody('$ne', requestOf({}))).toEqual({ operator: '$ne', field: '', operand: undefined });
  });
});

test('operators in names have the field before them', () => {
  expect(useInName('a[b][$ne]')).toMatchObject({ operator: '$ne', field: 'b' });
  expect(useInName('$or[0][pin][$gt]', '1')).toMatchObject({ operator: '$gt', field: 'pin' });
  expect(useInName('a[b]')).toBeUndefined();
});

test('the operand of a name is the value sent under it', () => {
  const pairs = [
    ['a[$gt]', '18'],
    ['a[$gt]', '19'],
  ] as const;
  const leaf = { part: 'query', name: 'a[$gt]', value: 'a[$gt]' } as const;
  expect(operandOf(leaf, requestOf({ queryPairs: pairs }))).toBe('18');
  expect(operandOf({ ...leaf, part: 'body' }, requestOf({ body: { kind: 'form', pairs } }))).toBe('18');
  expect(operandOf({ ...leaf, part: 'header' }, requestOf({ queryPairs: pairs }))).toBeUndefined();
});
