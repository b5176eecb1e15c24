import { expect, test } from 'vitest';
import { endpointAt } from '../../../dev/fixtures/inventory.ts';
import { mergedSegment, segmentsOf, siblingsOf, suggestedParameter, templateOf } from './template-model.ts';

test.each([
  ['/users/alice', 1, '{user}'],
  ['/companies/acme', 1, '{company}'],
  ['/address/home', 1, '{address}'],
  ['/v1/alice', 1, '{value}'],
  ['/alice', 0, '{value}'],
  ['/users/{id}/alice', 2, '{value}'],
  ['/gift-cards/a', 1, '{giftcard}'],
])('in %s segment %i would be %s', (template, at, name) => {
  expect(suggestedParameter(segmentsOf(template), at)).toBe(name);
});

test.each(['/', '/a', '/a/', '/a/{b}/c', '//'])('the parts of %s make it again', (template) => {
  expect(templateOf(segmentsOf(template))).toBe(template);
});

test('a parameter on either side gives its name', () => {
  expect(mergedSegment(['users', '{id}'], 1, 'alice')).toBe('{id}');
  expect(mergedSegment(['users', 'alice'], 1, '{id}')).toBe('{id}');
  expect(mergedSegment(['users', 'alice'], 1, 'bob')).toBe('{user}');
});

test('siblings differ in one segment, on the same host, each template once', () => {
  const row = endpointAt(0);
  const rows = ['/a/x', '/a/y', '/a/y', '/b/y', '/a/x/z', '/a/{id}', '/b/x'].map((template) => ({ ...row, template }));
  const foreign = { ...row, host: 'other.example', template: '/a/q' };
  expect(siblingsOf('/a/x', row.host, [...rows, foreign]).map(({ at, segment }) => [at, segment])).toEqual([
    [1, 'y'],
    [1, '{id}'],
    [0, 'b'],
  ]);
});
