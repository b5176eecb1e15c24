import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DATABASE_LITERALS, readDatabaseError } from './read.ts';

test('the message that says most about the query wins, wherever it stands', () => {
  const text =
    'PDOException: SQLSTATE[42000]: Syntax error or access violation: 1064 You have an error in your SQL syntax; check the manual';
  expect(readDatabaseError(text)).toMatchObject({ engine: 'MySQL', kind: 'syntax', first: 0 });
});

test('a value that did not fit is told', () => {
  expect(readDatabaseError('ERROR:  invalid input syntax for type integer: "7 lamps"')?.value).toBe('7 lamps');
  expect(readDatabaseError("Conversion failed when converting the varchar value 'lamp' to data type int.")?.value).toBe(
    'lamp',
  );
  expect(readDatabaseError('relation "lamp" does not exist')?.value).toBeUndefined();
});

test('prose has none', () => {
  expect(readDatabaseError('no such basket: it does not exist')).toBeUndefined();
});

test('whatever comes, positions lie inside the text and nothing is thrown', () => {
  const piece = fc.oneof(
    fc.constantFrom(...DATABASE_LITERALS),
    fc.constantFrom("'", '"', ': ', '(', ')', '\n'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      const found = readDatabaseError(text);
      if (found === undefined) return;
      expect(found.first).toBeLessThanOrEqual(found.from);
      expect(found.from).toBeLessThan(found.to);
      expect(found.to).toBeLessThanOrEqual(text.length);
    }),
  );
});

test('texts of nothing but literals are read to their end', () => {
  // Each literal over and over, without what its pattern asks for behind it.
  for (const literal of DATABASE_LITERALS) {
    const text = `${literal} `.repeat(Math.ceil(65_536 / (literal.length + 1)));
    expect(() => readDatabaseError(text)).not.toThrow();
  }
});
