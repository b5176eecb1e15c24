import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ADDED, type Ending } from './added.ts';
import { readContinuation } from './continuation.ts';
import { SqlScanner } from './scanner.ts';

const tokens = (text: string): string[] => {
  const scanner = new SqlScanner(text, 0);
  const found: string[] = [];
  for (let kind = scanner.next(); kind !== 'end'; kind = scanner.next()) {
    found.push(`${kind}:${text.slice(scanner.from, scanner.to)}`);
    if (kind === 'comment') break;
  }
  return found;
};

describe('tokens', () => {
  const cases: readonly (readonly [text: string, expected: readonly string[]])[] = [
    ['a.b=1.5e3', ['word:a.b', 'operator:=', 'number:1.5e3']],
    ["'it''s' N'x' 'open", ["string:'it''s'", "string:N'x'", "open-string:'open"]],
    ['1/**/or/* x */2', ['number:1', 'word:or', 'number:2']],
    ['/*!50000union*/ all', ['word:union', 'word:all']],
    ['1 -- rest', ['number:1', 'comment:-- rest']],
    ['1 --x\nor 2', ['number:1', 'word:or', 'number:2']],
    ['1--1', ['number:1', 'operator:-', 'operator:-', 'number:1']],
    ['@@version,@a:=0x1F', ['variable:@@version', 'comma:,', 'variable:@a', 'operator::=', 'number:0x1F']],
    ['`a b` [c d] $$x$$', ['word:`a b`', 'word:[c d]', 'string:$$x$$']],
    [
      '(a)||b::int;',
      ['open:(', 'word:a', 'close:)', 'operator:||', 'word:b', 'operator:::', 'word:int', 'semicolon:;'],
    ],
    ['{x}', ['other:{', 'word:x', 'other:}']],
    ['a /* open', ['word:a', 'comment:/* open']],
  ];
  let ran = 0;
  test.each(cases)('%s', (text, expected) => {
    ran++;
    expect(tokens(text)).toEqual(expected);
  });
  test('all ran', () => expect(ran).toBe(cases.length));
});

describe('what follows a closed string', () => {
  const cases: readonly (readonly [text: string, ending: Ending, added: number])[] = [
    [' or 1=1-- ', 'comment', ADDED.logic | ADDED.constantComparison],
    [" or 'a'='a", 'open-string', ADDED.logic | ADDED.constantComparison],
    [' or name=2', 'end', ADDED.logic | ADDED.comparison],
    [' or 1#', 'comment', ADDED.logic | ADDED.constantTerm],
    [' and 1 between 0 and 2', 'end', ADDED.logic | ADDED.constantComparison],
    [' order by 3', 'end', ADDED.sorting],
    [' union all select 1,2', 'end', ADDED.union | ADDED.list],
    [' and exists(select 1)', 'end', ADDED.logic | ADDED.comparison | ADDED.subquery | ADDED.list],
    ["='", 'open-string', ADDED.firstComparison],
    [';drop table a', 'end', ADDED.statement],
    [')-- ', 'comment', ADDED.parenthesis],
    [' or', 'broken', ADDED.logic],
    [' s a dog', 'broken', 0],
    [' or else we go', 'broken', ADDED.logic],
  ];
  let ran = 0;
  test.each(cases)('%s', (text, ending, added) => {
    ran++;
    expect(readContinuation(new SqlScanner(text, 0), 'operator', true)).toMatchObject({ ending, added });
  });
  test('all ran', () => expect(ran).toBe(cases.length));
});

test('the scanner moves on with every token: steps never exceed the characters', () => {
  const unit = fc.constantFrom(
    "'",
    '"',
    '`',
    '(',
    '/*',
    '*/',
    '/*!',
    '--',
    '#',
    '\n',
    ';',
    '\0',
    '\\',
    '.',
    'a',
    'select ',
    '1',
    '0x',
    '@',
    '$',
    '$$',
    '[',
    ' ',
    '\ud800',
    ':',
    '=',
    '|',
    ',',
  );
  let runs = 0;
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 200 }), (text) => {
      runs++;
      const scanner = new SqlScanner(text, 0);
      let last = 0;
      for (let kind = scanner.next(); kind !== 'end' && kind !== 'comment'; kind = scanner.next()) {
        expect(scanner.from).toBeGreaterThanOrEqual(last);
        expect(scanner.to).toBeGreaterThan(scanner.from);
        last = scanner.to;
      }
      expect(scanner.steps).toBeLessThanOrEqual(text.length + 1);
    }),
    { numRuns: 500 },
  );
  expect(runs).toBe(500);
});

test('reading stops after a bounded number of tokens, however long the SQL', () => {
  const scanner = new SqlScanner('+1'.repeat(30_000), 0);
  expect(readContinuation(scanner, 'operator', true).ending).toBe('broken');
  expect(scanner.steps).toBeLessThanOrEqual(401);
});
