import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTemplateIndex } from './template-index.ts';
import { coversTemplate, sameTemplate, shapeKey } from './template.ts';

describe('the same template', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['/users/{id}', '/users/{name}/', true],
    ['/users/{id}', 'users/{}', true],
    ['/a/{x}.json', '/a/{y}.json', true],
    ['/a/{lat},{lon}', '/a/{x},{y}', true],
    ['/a/{path*}', '/a/*', true],
    ['/a/{path+}', '/a/**', true],
    ['/', '', true],
    ['/users/{id}', '/users/me', false],
    ['/users/{id}', '/Users/{id}', false],
    ['/a/{x}.json', '/a/{x}.xml', false],
    ['/a/{x}', '/a/{x}/b', false],
    ['/a/{x}', '/a/{x*}', false],
  ];
  test.each(cases)('%s and %s: %s', (a, b, same) => {
    expect(sameTemplate(a, b)).toBe(same);
    expect(sameTemplate(b, a)).toBe(same);
  });
});

describe('covering', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['/users/{id}', '/users/me', true],
    ['/users/{id}', '/users/{id}.json', true],
    ['/users/{id}.json', '/users/me.json', true],
    ['/users/{id}.json', '/users/.json', false],
    ['/a/{lat},{lon}', '/a/1,2', true],
    ['/a/{lat},{lon}', '/a/1', false],
    ['/files/{path*}', '/files/a/b/c', true],
    ['/files/{path*}', '/files', false],
    ['/users/me', '/users/{id}', false],
    ['/users/{id}', '/users/me/orders', false],
    ['/users/{id}', '/groups/me', false],
  ];
  test.each(cases)('%s covers %s: %s', (wide, narrow, covers) => {
    expect(coversTemplate(wide, narrow)).toBe(covers);
  });

  test('holds for itself and goes with the index', () => {
    const segment = fc.constantFrom('a', 'b', '{x}', '{y}', '{x}.json', 'c.json', '{a}:{b}', '1:2');
    const template = fc.array(segment, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`);
    fc.assert(
      fc.property(fc.uniqueArray(template, { maxLength: 12 }), template, (held, asked) => {
        expect(coversTemplate(asked, asked)).toBe(true);
        const index = createTemplateIndex<string>();
        for (const one of held) index.add(one, one);
        const others = held.filter((one) => !sameTemplate(one, asked));
        expect(index.same(asked).toSorted()).toEqual(held.filter((one) => sameTemplate(one, asked)).toSorted());
        expect(index.covering(asked).toSorted()).toEqual(others.filter((one) => coversTemplate(one, asked)).toSorted());
        expect(index.coveredBy(asked).toSorted()).toEqual(
          others.filter((one) => coversTemplate(asked, one)).toSorted(),
        );
      }),
      { numRuns: 300 },
    );
  });
});

test('hostile templates stay cheap', () => {
  const index = createTemplateIndex<number>();
  for (let n = 0; n < 2_000; n++) index.add(`/${'{x}/'.repeat(8)}v${n}`, n);
  expect(index.covering(`/${'a/'.repeat(8)}v7`)).toEqual([7]);
  expect(index.coveredBy(`/${'{a}/'.repeat(8)}{b}`).length).toBeLessThanOrEqual(200);
  expect(shapeKey('a//{x}/{')).toBe('/a/{}/{');
});
