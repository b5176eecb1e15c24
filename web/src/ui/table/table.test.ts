import { describe, expect, test } from 'vitest';
import { fittingColumns, nextSort, parseSort, trackList, type Column } from './column.ts';
import { toCsv } from './export.ts';

type Row = { readonly name: string };
const column = (id: string, min: number, priority: 1 | 2 | 3 | 4, grow?: number): Column<Row> => ({
  id,
  title: id,
  min,
  priority,
  ...(grow === undefined ? {} : { grow }),
  cell: (row) => row.name,
  text: (row) => row.name,
});
const columns = [
  column('a', 200, 1, 2),
  column('b', 100, 1),
  column('c', 100, 2),
  column('d', 100, 3),
  column('e', 100, 3),
];
const ids = (width: number, chosen?: readonly string[]): string =>
  fittingColumns(columns, width, chosen)
    .map(({ id }) => id)
    .join('');

describe('columns by width', () => {
  test.each([
    [600, 'abcde'],
    [599, 'abcd'],
    [420, 'abc'],
    [310, 'ab'],
    [100, 'ab'],
  ])('%i px shows %s', (width, expected) => {
    expect(ids(width)).toBe(expected);
  });
  test('chosen columns stay whatever the width, the first always', () => {
    expect(ids(100, ['d', 'e'])).toBe('ade');
  });
  test('tracks', () => {
    expect(trackList(columns.slice(0, 2))).toBe('minmax(200px, 2fr) 100px');
  });
});

test('sort goes descending, ascending, off', () => {
  expect(nextSort(undefined, 'time')).toBe('-time');
  expect(nextSort('-time', 'time')).toBe('time');
  expect(nextSort('time', 'time')).toBeUndefined();
  expect(nextSort('-time', 'path')).toBe('-path');
  expect(parseSort('-time')).toEqual({ by: 'time', descending: true });
  expect(parseSort('')).toBeUndefined();
});

test('exported cells are quoted and never run as formulas', () => {
  expect(toCsv(columns.slice(0, 1), [{ name: 'a "b"' }, { name: '=cmd|x' }])).toBe(
    '"a"\r\n"a ""b"""\r\n"\'=cmd|x"\r\n',
  );
});
