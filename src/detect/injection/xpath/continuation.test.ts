import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readXPath, XPATH, type XPathEnding } from './continuation.ts';
import { XPathScanner } from './scanner.ts';

const tokens = (text: string): string[] => {
  const scanner = new XPathScanner(text, 0);
  const found: string[] = [];
  for (let kind = scanner.next(); kind !== 'end'; kind = scanner.next()) {
    found.push(`${kind}:${text.slice(scanner.from, scanner.to)}`);
    if (kind === 'comment') break;
  }
  return found;
};

describe('tokens', () => {
  const cases: readonly (readonly [text: string, expected: readonly string[]])[] = [
    ['//a/@b', ['step://', 'name:a', 'step:/', 'operator:@', 'name:b']],
    ['parent::node()', ['axis:parent::', 'name:node', 'open:(', 'close:)']],
    ['string-length(.)', ['name:string-length', 'open:(', 'operator:.', 'close:)']],
    ["'it''s' = \"x", ["string:'it''s'", 'operator:=', 'open-string:"x']],
    ['1.5(: a :)or $b', ['number:1.5', 'name:or', 'variable:$b']],
    ['a (: open', ['name:a', 'comment:(: open']],
    ['fn:doc(..)', ['name:fn:doc', 'open:(', 'operator:..', 'close:)']],
  ];
  let ran = 0;
  test.each(cases)('%s', (text, expected) => {
    ran++;
    expect(tokens(text)).toEqual(expected);
  });
  test('all ran', () => expect(ran).toBe(cases.length));
});

describe('what follows a closed string', () => {
  const cases: readonly (readonly [text: string, ending: XPathEnding, added: number])[] = [
    [" or '1'='1", 'open-string', XPATH.logic | XPATH.constantComparison],
    [" or true() or '", 'open-string', XPATH.logic | XPATH.constantTerm | XPATH.call],
    ['] | //a', 'end', XPATH.predicate | XPATH.union | XPATH.path],
    [' or count(//a)>1', 'end', XPATH.logic | XPATH.call | XPATH.path | XPATH.comparison],
    [" or doc('a')/b (:", 'comment', XPATH.logic | XPATH.call | XPATH.farCall | XPATH.path],
    [' or a', 'end', XPATH.logic],
    ['/..', 'end', XPATH.path],
    [' or else we go', 'broken', XPATH.logic],
    [' s lamp', 'broken', 0],
    [' or // a', 'broken', XPATH.logic],
  ];
  let ran = 0;
  test.each(cases)('%s', (text, ending, added) => {
    ran++;
    const read = readXPath(new XPathScanner(text, 0), true, true);
    expect([read.ending, read.added]).toEqual([ending, added]);
  });
  test('all ran', () => expect(ran).toBe(cases.length));
});

test('any text: never throws, each token passes a character', () => {
  const words = fc.constantFrom(
    "'",
    '"',
    '(',
    ')',
    '[',
    ']',
    '/',
    '//',
    '|',
    'or ',
    'count(',
    '(:',
    ':)',
    '::',
    '*',
    '.',
    '@',
    '$a',
    '1',
    ' ',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(words).map((parts) => parts.join('')),
      ),
      fc.boolean(),
      (text, operator) => {
        const scanner = new XPathScanner(text, 0);
        expect(readXPath(scanner, operator, true).to).toBeLessThanOrEqual(text.length);
        expect(scanner.steps).toBeLessThanOrEqual(text.length + 2);
      },
    ),
  );
});

test('scanning passes every character once', () => {
  for (const part of ['a', '(:', '(::)', "'", "''", 'a:', '/', '1.'])
    for (const length of [1_000, 4_000]) {
      const text = part.repeat(length);
      const scanner = new XPathScanner(text, 0);
      for (let kind = scanner.next(); kind !== 'end' && kind !== 'comment'; kind = scanner.next());
      expect(scanner.steps).toBeLessThanOrEqual(text.length + 1);
    }
});
