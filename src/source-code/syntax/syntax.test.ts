import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseGo } from './go.ts';
import { parseJava, parseKotlin } from './java.ts';
import { parseJavaScript } from './javascript.ts';
import { lexGo, lexJava, lexJavaScript, lexKotlin, lexPython } from './lexers.ts';
import { parsePython } from './python.ts';

const LANGUAGES = {
  javascript: [lexJavaScript, parseJavaScript],
  python: [lexPython, parsePython],
  java: [lexJava, parseJava],
  kotlin: [lexKotlin, parseKotlin],
  go: [lexGo, parseGo],
} as const;

const PIECES = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '<',
  '>',
  '=>',
  ':',
  ';',
  ',',
  '.',
  '?.',
  '=',
  ':=',
  '+',
  '@',
  '`',
  '${',
  "'",
  '"',
  '"""',
  'f"',
  '//',
  '/*',
  '*/',
  '#',
  '\n',
  '\n  ',
  ' ',
  '\\',
  '/',
  '<a>',
  '</a>',
  'class',
  'func',
  'function',
  'def',
  'import',
  'from',
  'export',
  'default',
  'const',
  'for',
  'if',
  'return',
  'async',
  'x',
  'a.b',
  '1',
  '"/x"',
  '\0',
  '😀',
];

describe.each(Object.entries(LANGUAGES))('%s', (_, [lex, parse]) => {
  test('anything is read to its end, with places that are in the text', () => {
    let ran = 0;
    const source = fc.oneof(
      fc.array(fc.constantFrom(...PIECES), { maxLength: 120 }).map((all) => all.join('')),
      fc.string({ unit: 'binary', maxLength: 200 }),
    );
    fc.assert(
      fc.property(source, (text) => {
        ran++;
        expect(Array.isArray(parse(text))).toBe(true);
        const lines = text.split('\n').length;
        for (const token of lex(text)) {
          expect(token.line).toBeGreaterThanOrEqual(1);
          expect(token.line).toBeLessThanOrEqual(lines);
          expect(token.column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 400 },
    );
    expect(ran).toBeGreaterThanOrEqual(400);
  });

  test('deep nesting ends at the bound, not in the stack', () => {
    let ran = 0;
    for (const [open, close] of [
      ['(', ')'],
      ['[', ']'],
      ['{', '}'],
      ['f(', ')'],
      ['{a:', '}'],
      ['<a>{', '}</a>'],
      ['`${', '}`'],
      ['f"{', '}"'],
      ['x => (', ')'],
      ['!', ''],
      ['a ? ', ': b'],
      ['class A {', '}'],
    ] as const) {
      expect(Array.isArray(parse(open.repeat(4_000) + close.repeat(4_000)))).toBe(true);
      ran++;
    }
    expect(ran).toBe(12);
  });
});

test('strings, comments, regular expressions and JSX are not code', () => {
  const words = (text: string): readonly string[] =>
    lexJavaScript(text).flatMap(({ kind, text: name }) => (kind === 'name' ? [name] : []));
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['a /* b */ c // d', ['a', 'c']],
    ["a('b(\\'c')", ['a']],
    ['a = b / c / d', ['a', 'b', 'c', 'd']],
    ['a = /b"c/g; d', ['a', 'd']],
    ["return <p title='x'>it's {b ? <i>c'</i> : 'd'} // no</p>; e", ['return', 'e']],
    ['const f = <T,>(a: T) => a < b', ['const', 'f', 'T', 'a', 'T', 'a', 'b']],
    ['`a ${b + `c ${d}`} e` + f', ['f']],
  ];
  for (const [text, expected] of cases) expect(words(text), text).toEqual(expected);
  expect(cases).toHaveLength(7);
});

test('Python: layout, prefixes, continued lines, docstrings', () => {
  const kinds = lexPython('def a():\n    """x\n# no\n"""\n    b = (1,\n  2)\n\n# c\nd = r"\\d" \\\n  f"{e}"\n').map(
    ({ kind, text }) => (kind === 'mark' || kind === 'name' ? text : kind),
  );
  expect(kinds).toEqual([
    'def',
    'a',
    '(',
    ')',
    ':',
    'line',
    'indent',
    'text',
    'line',
    'b',
    '=',
    '(',
    'number',
    ',',
    'number',
    ')',
    'line',
    'dedent',
    'd',
    '=',
    'text',
    'text',
    'line',
    'line',
  ]);
});
