import { describe, expect, test } from 'vitest';
import { readWord } from './word-form.ts';

test.each([
  ['v2', 'version'],
  ['12', 'small-number'],
  ['GBR', 'code'],
  ['AB-1234', 'code'],
  ['kestrel88', 'handle'],
  ['ann.lee', 'handle'],
  ['oak-desk-14', 'numbered-slug'],
  ['getReport', 'camel-case'],
  ['oak-desk-large', 'long-slug'],
  ['order-items', 'two-words'],
  ['orders', 'plural'],
  ['search', 'word'],
  ['a b', 'encoded'],
])('%s is written as %s', (segment, form) => expect(readWord(segment).form).toBe(form));

describe('the vocabulary', () => {
  test.each([
    'orders',
    'order-items',
    'getUserProfile',
    'categories',
    'unsubscribed',
    'pricing',
    'datasets',
    'reindex',
    'accounts.json',
  ])('knows %s', (segment) => expect(readWord(segment).known).toBe(1));
  test.each(['kestrel', 'ann-lee', 'oakwood', 'zanzibar', 'qwfp'])('does not know %s', (segment) =>
    expect(readWord(segment).known).toBe(0),
  );
});
