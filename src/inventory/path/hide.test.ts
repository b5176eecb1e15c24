import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pseudonymOf } from './hide.ts';
import { maskValue } from './mask-value.ts';
import { isPseudonym } from './pseudonym.ts';
import { decodeSegment, splitPath } from './segments.ts';
import { valueHash } from './value-sketch.ts';
import { readWord, shareOfParts } from './word-form.ts';

test('a pseudonym is compared and judged as its word is, and is no segment', () => {
  let ran = 0;
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ minLength: 1, maxLength: 60 }),
        fc.stringMatching(/^[a-z]{2,8}([-_.][a-z]{2,8}){0,3}\d{0,3}(\.json)?$/),
        fc.string({ minLength: 1, maxLength: 12 }).map(encodeURIComponent),
      ),
      fc.integer(),
      (text, seed) => {
        const [segment] = splitPath(`/${text}`);
        if (segment === undefined) return;
        ran++;
        const decoded = decodeSegment(segment);
        expect(isPseudonym(segment) || isPseudonym(decoded)).toBe(false);
        const name = pseudonymOf(segment, seed);
        expect(isPseudonym(name)).toBe(true);
        expect(pseudonymOf(name, seed)).toBe(name);
        expect(valueHash(name, seed)).toBe(valueHash(decoded, seed));
        expect(maskValue(name)).toBe(maskValue(segment));
        const { form, known, extension, parts } = readWord(decoded);
        const hidden = readWord(name);
        expect(hidden).toMatchObject({ form, known, extension });
        const even = (hash: number): boolean => hash % 2 === 0;
        const singular = (part: string): string => (part.length > 3 && part.endsWith('s') ? part.slice(0, -1) : part);
        expect(shareOfParts(hidden.parts, (part) => even(valueHash(part, seed)))).toBe(
          shareOfParts(parts, (part) => even(valueHash(singular(part), seed))),
        );
      },
    ),
    { numRuns: 400 },
  );
  expect(ran).toBeGreaterThan(300);
});
