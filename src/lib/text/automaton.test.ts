import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAutomaton, ODD } from './automaton.ts';

/** Which groups are found in the text, and whether the two quick questions agree with that. */
function search(
  groups: readonly (readonly string[])[],
  text: string,
): { found: boolean[]; inText: boolean; inBytes: boolean } {
  const automaton = createAutomaton(groups);
  const found = new Uint32Array(automaton.words);
  automaton.scan(text, found);
  return {
    found: groups.map((_, group) => ((found[group >> 5]! >>> (group & 31)) & 1) === 1),
    inText: automaton.inText(text),
    inBytes: automaton.inBytes(Buffer.from(text, 'utf8')),
  };
}

describe('automaton', () => {
  test('finds exactly what indexOf finds, in text and in bytes', () => {
    const literal = fc.string({ unit: fc.constantFrom('a', 'b', 'c', "'", ' '), minLength: 1, maxLength: 5 });
    let runs = 0;
    fc.assert(
      fc.property(
        fc.array(fc.array(literal, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 70 }),
        fc.string({ unit: fc.constantFrom('a', 'B', 'b', 'c', "'", ' ', 'é', '\t', '+', 'x') }),
        (groups, text) => {
          runs++;
          const folded = text.toLowerCase().replaceAll(/[\t+]/g, ' ');
          const expected = groups.map((literals) => literals.some((one) => folded.includes(one)));
          const any = expected.includes(true);
          expect(search(groups, text)).toEqual({ found: expected, inText: any, inBytes: any });
        },
      ),
      { numRuns: 200 },
    );
    expect(runs).toBe(200);
  });

  test('knows the characters that decoders fold to ASCII', () => {
    for (const text of ['a\uff07b', 'a\u02bcb'])
      expect(search([[ODD]], text)).toEqual({ found: [true], inText: true, inBytes: true });
    expect(search([[ODD]], 'Grüße, 你好, д')).toEqual({ found: [false], inText: false, inBytes: false });
  });

  test('refuses a literal it could never find', () => {
    expect(() => createAutomaton([['ü']])).toThrow(RangeError);
  });
});
