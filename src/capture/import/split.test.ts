import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHarSplitter } from './split-har.ts';
import type { Piece, Splitter } from './split.ts';
import { createLineSplitter } from './split.ts';

/** Feeds bytes in chunks that end at the given places. */
function split(splitter: Splitter, bytes: Buffer, cuts: readonly number[] = []): string[] {
  const ends = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  let from = 0;
  for (const end of ends) {
    pieces.push(...splitter.push(bytes.subarray(from, end)));
    from = end;
  }
  return [...pieces, ...splitter.end()].map((piece) =>
    typeof piece === 'string' ? `skip ${piece}` : piece.toString(),
  );
}

const har = (text: string, most = 10_000): string[] => split(createHarSplitter(most), Buffer.from(text));
const lines = (text: string, most = 10_000): string[] => split(createLineSplitter(most), Buffer.from(text));

describe('entries of a HAR', () => {
  const cases: Readonly<Record<string, readonly [text: string, entries: readonly string[]]>> = {
    'the plain form': ['{"log":{"entries":[{"a":1},{"b":[{}]}]}}', ['{"a":1}', '{"b":[{}]}']],
    'space everywhere': ['\u{feff} {\n "log" :\r\n{ "entries"\t: [ \n {"a": 1}\n ,\n {} ] } }', ['{"a": 1}', '{}']],
    'keys before and after': [
      '{"x":{"entries":[{"no":1}]},"log":{"pages":[{"entries":[{"no":2}]}],"version":"1.2","entries":[{}],"z":[{"no":3}]},"y":[{}]}',
      ['{}'],
    ],
    'the words as values': ['{"log":{"a":"entries","b":["entries"],"entries":[{"c":1}]}}', ['{"c":1}']],
    'braces, quotes and backslashes in strings': [
      '{"log":{"comment":"\\"}]","entries":[{"a":"}]\\\\"},{"b":"\\\\\\"{"}]}}',
      ['{"a":"}]\\\\"}', '{"b":"\\\\\\"{"}'],
    ],
    'no entries': ['{"log":{"entries":[]}}', []],
    'no list of entries': ['{"log":{"entries":{"a":1}}}', []],
    'entries of something else': ['{"entries":[{"a":1}],"data":{"entries":[{}]}}', []],
    'scalars among them': [
      '{"log":{"entries":[1,{"a":1},null,"x"]}}',
      ['skip malformed', '{"a":1}', 'skip malformed', 'skip malformed'],
    ],
    'a file cut within an entry': ['{"log":{"entries":[{"a":1},{"b":"', ['{"a":1}', 'skip truncated']],
    'a file cut between entries': ['{"log":{"entries":[{"a":1},', ['{"a":1}', 'skip truncated']],
    'a file cut before the entries': ['{"log":{"ent', []],
    'an entry longer than the bound, and the next': [
      `{"log":{"entries":[{"a":"${'x'.repeat(10_000)}"},{"b":1}]}}`,
      ['skip too-large', '{"b":1}'],
    ],
  };
  test.each(Object.entries(cases))('%s', (_name, [text, entries]) => expect(har(text)).toEqual(entries));
  test('the same when every byte comes alone', () => {
    for (const [text] of Object.values(cases).filter(([one]) => one.length < 1_000)) {
      const bytes = Buffer.from(text);
      const everywhere = Array.from({ length: bytes.length }, (_, at) => at);
      expect(split(createHarSplitter(10_000), bytes, everywhere)).toEqual(har(text));
    }
  });
  test('all of the table ran', () => expect(Object.keys(cases)).toHaveLength(13));

  test('are those a whole parse finds, wherever chunks end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 6 }),
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.array(fc.nat(), { maxLength: 8 }),
        fc.constantFrom(0, 1, 2),
        (entries, around, cuts, indent) => {
          const { entries: _entries, log: _log, ...rest } = around;
          const text = JSON.stringify({ ...rest, log: { ...rest, entries, after: around } }, null, indent);
          expect(
            split(createHarSplitter(1e6), Buffer.from(text), cuts).map((piece) => JSON.parse(piece) as unknown),
          ).toEqual(entries.map((entry) => JSON.parse(JSON.stringify(entry)) as unknown));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('lines', () => {
  test('end at line feeds, and the last may lack one', () => {
    expect(lines('a\n\nb\r\nc')).toEqual(['a', '', 'b\r', 'c']);
    expect(lines('a\n')).toEqual(['a']);
    expect(lines('')).toEqual([]);
  });

  test('longer than the bound are skipped, the next is read', () => {
    expect(lines(`${'x'.repeat(11)}\nshort\n${'y'.repeat(10)}\n${'z'.repeat(12)}`, 10)).toEqual([
      'skip too-large',
      'short',
      'y'.repeat(10),
      'skip too-large',
    ]);
  });

  test('do not depend on where chunks end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zé\r]{0,30}$/), { minLength: 1 }),
        fc.array(fc.nat(), { maxLength: 8 }),
        (given, cuts) => {
          const bytes = Buffer.from(given.join('\n'));
          const most = 20;
          expect(split(createLineSplitter(most), bytes, cuts)).toEqual(split(createLineSplitter(most), bytes));
        },
      ),
      { numRuns: 300 },
    );
  });
});
