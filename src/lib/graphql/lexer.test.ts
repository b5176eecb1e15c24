import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDocument } from '../../protocols/graphql/document.ts';
import { GraphqlLexer, looksLikeGraphql, type Token } from './lexer.ts';

function tokensOf(text: string): { readonly tokens: readonly Token[]; readonly broken: boolean } {
  const lexer = new GraphqlLexer(text);
  const tokens: Token[] = [];
  for (let token = lexer.next(); token !== undefined; token = lexer.next()) tokens.push(token);
  return { tokens, broken: lexer.broken };
}

test('tokens of every kind, with what is ignored between them', () => {
  const { tokens, broken } = tokensOf(
    '\ufeff# note {\nquery Q($a: [Int!] = -1.5e3), {\n ...F @x(s: "a\\"b", t: """c\n"d""") }#',
  );
  expect(tokens.map(({ text }) => text).join(' ')).toBe(
    'query Q ( $ a : [ Int ! ] = -1.5e3 ) { ... F @ x ( s : a\\"b t : c\n"d ) }',
  );
  expect(broken).toBe(false);
});

test('a comment ends with its line and no sooner', () => {
  expect(tokensOf('#abc\n%')).toEqual({ tokens: [], broken: true });
  expect(tokensOf('#abc')).toEqual({ tokens: [], broken: false });
  expect(looksLikeGraphql('# { a }')).toBe(false);
  expect(readDocument('# { a }')).toEqual([]);
});

// Each took time exponential in the number of marks, on the gateway's thread.
test.each(['#', '##', '# ', '#,', '#\r', '#\n', ',#'])('a long row of %j before anything else', (piece) => {
  const row = piece.repeat(20_000);
  for (const end of ['', '!', '\n!', '\n%{', '\n"'])
    expect([looksLikeGraphql(row + end), readDocument(row + end)]).toEqual([false, []]);
  expect(looksLikeGraphql(`${row}\n{ a }`)).toBe(true);
  expect(readDocument(`${row}\n{ a }`)).toMatchObject([{ kind: 'query', roots: ['a'] }]);
  expect(tokensOf(`${row}\n%`).broken).toBe(true);
});

test('any text is read to its end or to what is no token, one token at a time', () => {
  const unit = fc.constantFrom(
    '#',
    '"',
    '"""',
    '\\',
    '{',
    '}',
    '(',
    ')',
    ':',
    '@',
    '...',
    '.',
    'a',
    '1',
    '-',
    ' ',
    '\n',
    ',',
    '%',
    '\ufeff',
    'é',
  );
  let read = 0;
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 80 }), (text) => {
      const { tokens } = tokensOf(text);
      read += tokens.length;
      expect(tokens.length).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 2_000 },
  );
  expect(read).toBeGreaterThan(500);
});
