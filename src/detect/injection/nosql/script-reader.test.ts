import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readScript, SCRIPT, type ScriptEnding } from './script-reader.ts';
import { ScriptScanner } from './script-scanner.ts';

const read = (text: string) => readScript(new ScriptScanner(text, 0), true, true);

describe('what follows a closed string', () => {
  const cases: readonly (readonly [text: string, ending: ScriptEnding, added: number])[] = [
    [" || '1'=='1", 'open-string', SCRIPT.logic | SCRIPT.constantComparison],
    [' || 1==1 //', 'comment', SCRIPT.logic | SCRIPT.constantComparison],
    [' || true/* x', 'comment', SCRIPT.logic | SCRIPT.constantTerm],
    [' && this.a.match(/b.*/)', 'end', SCRIPT.logic | SCRIPT.record | SCRIPT.call],
    ['; return a', 'end', SCRIPT.statement | SCRIPT.returns],
    [";var a='", 'open-string', SCRIPT.statement],
    ['; while(1){}', 'end', SCRIPT.statement | SCRIPT.waits | SCRIPT.call],
    ["+sleep(3)+'", 'open-string', SCRIPT.joined | SCRIPT.call | SCRIPT.waits],
    ['});db.a.drop();//', 'comment', SCRIPT.call | SCRIPT.statement | SCRIPT.database],
    ['; if (a) return 1; else return 2', 'end', SCRIPT.statement | SCRIPT.returns | SCRIPT.call],
    ['\0', 'comment', 0],
    ['//', 'comment', 0],
    [' s a dog', 'broken', 0],
    [' = 3', 'broken', 0],
    [' : a', 'broken', 0],
    [' ||', 'broken', SCRIPT.logic],
    ['; the rest of it', 'broken', 0],
  ];
  let ran = 0;
  test.each(cases)('%s', (text, ending, added) => {
    ran++;
    expect([read(text).ending, read(text).added]).toEqual([ending, added]);
  });
  test('all ran', () => expect(ran).toBe(cases.length));
});

test('any text: never throws, ends within the text', () => {
  const words = fc.constantFrom(
    "'",
    '"',
    '(',
    ')',
    '{',
    '}',
    ';',
    '||',
    '==',
    'this.a',
    '1',
    '/',
    '/*',
    '*/',
    '//',
    '\\',
    '\n',
    ' ',
    'if',
    'function',
    '?',
    ':',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(words).map((parts) => parts.join('')),
      ),
      fc.boolean(),
      (text, operator) => {
        const scanner = new ScriptScanner(text, 0);
        expect(readScript(scanner, operator, true).to).toBeLessThanOrEqual(text.length);
        expect(scanner.steps).toBeLessThanOrEqual(text.length + 2);
      },
    ),
  );
});

test('scanning passes every character once', () => {
  for (const part of ['a', '/*', "'", '(', '\\', 'a.', '/a', '<!'])
    for (const length of [1_000, 4_000]) {
      const text = part.repeat(length);
      const scanner = new ScriptScanner(text, 0);
      for (let kind = scanner.next(true); kind !== 'end' && kind !== 'comment'; kind = scanner.next(true));
      expect(scanner.steps).toBeLessThanOrEqual(text.length + 1);
    }
});
