import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFrame, readTrace } from './frames.ts';

test.each([
  ['\tat shop.Basket.add(Basket.java:88)', 'Java', true],
  ['  at app//shop.Basket.add(Basket.java:88) ~[shop-1.2.jar:1.2]', 'Java', true],
  ['at java.lang.Thread.run(Native Method)', 'Java', false],
  ['   at Shop.Basket.Total(Int32 count)', '.NET', false],
  ['   bei Shop.Basket.Total() in D:\\shop\\Basket.cs:Zeile 31.', '.NET', true],
  ['    at /srv/shop/run.js:8:1', 'JavaScript', true],
  ['    at Object.<anonymous> (C:\\shop\\run.js:8:1)', 'JavaScript', true],
  ['    at async Promise.all (index 0)', 'JavaScript', false],
  ['<li>at total (/srv/shop/lib/basket.js:14:27)</li>', 'JavaScript', true],
  ['  File "<frozen importlib._bootstrap>", line 241, in _call', 'Python', true],
  ['#3 {main}', 'PHP', false],
  ["/srv/shop/a.rb:3:in 'Basket#total'", 'Ruby', true],
  ['/build/shop/main.go:57 +0x1d', 'Go', true],
])('%s is a frame of %s', (line, language, placed) => {
  expect(readFrame(line)).toMatchObject({ language, placed });
});

test.each(['', 'at home', 'at 10:30:15', '#1 best seller', 'basket: total', 'at System.Hall', '/shop/list:3'])(
  '%j is none',
  (line) => expect(readFrame(line)).toBeUndefined(),
);

test('of a line only what names code is shown', () => {
  const shown = (line: string): string => line.slice(...(readFrame(line)?.shown ?? [0, 0]));
  expect(shown("#0 /srv/shop/login.php(9): login('anna@example.com', 'hunter2')")).toBe('#0 /srv/shop/login.php(9)');
  expect(shown('No account for anna@example.com in /srv/shop/login.php on line 9')).toBe(
    'in /srv/shop/login.php on line 9',
  );
});

test('frames are counted over plain, HTML and escaped line ends', () => {
  for (const end of ['\n', '\r\n', '<br>', '<br />', '\\n'])
    expect(readTrace(['Error: x', 'at a (/s/a.js:1:2)', 'code', 'at b (/s/b.js:3:4)'].join(end))).toMatchObject({
      frames: 2,
      placed: 2,
      between: 1,
    });
});

test('whatever comes, positions lie inside the text and nothing is thrown', () => {
  const piece = fc.constantFrom(
    'at ',
    '(',
    ')',
    ':1',
    ':2:3',
    '.js',
    '/a',
    '\n',
    '<br>',
    '"',
    'File "',
    ', line 3',
    '#0 ',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
      const text = pieces.join('');
      const trace = readTrace(text);
      if (trace === undefined) return;
      expect(trace.from).toBeGreaterThanOrEqual(0);
      expect(trace.to).toBeLessThanOrEqual(text.length);
      expect(trace.shown[0]).toBeLessThanOrEqual(trace.shown[1]);
      expect(trace.shown[1]).toBeLessThanOrEqual(text.length);
    }),
  );
});
