import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LIMITS } from '../../../model/index.ts';
import { isRefusal } from '../request-head.ts';
import { readHead, type Http2Head } from './head.ts';

const PSEUDO = [':method', 'POST', ':scheme', 'https', ':authority', 'API.example:8443', ':path', '/a?b'];

function read(fields: readonly string[], open = true): Http2Head {
  const head = readHead([...PSEUDO, ...fields], open, LIMITS);
  if (isRefusal(head)) throw new Error(head.detail);
  return head;
}

test('pseudo-headers become the line and the Host of HTTP/1.1, and stay out of the fields', () => {
  const head = read(['x-a', '1', 'te', 'trailers', 'x-a', '2']);
  expect(head).toMatchObject({
    method: 'POST',
    httpVersion: '2.0',
    rawHeaders: ['x-a', '1', 'te', 'trailers', 'x-a', '2'],
  });
  expect(head.plan).toMatchObject({
    host: 'api.example:8443',
    target: '/a?b',
    headers: ['host', 'API.example:8443', 'x-a', '1', 'te', 'trailers', 'x-a', '2'],
    framing: 'open',
    length: -1,
  });
});

test('a body without a length is open, with one it is not, without one it is none', () => {
  expect(read(['content-length', '7']).plan).toMatchObject({ framing: 'length', length: 7 });
  expect(read([], false).plan).toMatchObject({ framing: 'none', length: 0 });
});

test("cookie crumbs are one line again, and the console's session is not among them", () => {
  const head = read(['cookie', 'a=1', 'x', 'y', 'cookie', 'sallyport-session=secret', 'cookie', 'b=2']);
  expect(head.rawHeaders).toEqual(['cookie', 'a=1; sallyport-session=secret; b=2', 'x', 'y']);
  expect(head.plan.headers.slice(2)).toEqual(['cookie', 'a=1; b=2', 'x', 'y']);
});

test('Expect is asked for and not passed on', () => {
  const head = read(['expect', '100-Continue']);
  expect([head.expect, head.plan.headers]).toEqual(['100-continue', ['host', 'API.example:8443']]);
});

test('whatever is in a head, no line of HTTP/1.1 is made of more than one', () => {
  const name = fc.oneof(
    fc.string(),
    fc.constantFrom(
      ':path',
      ':method',
      ':authority',
      ':scheme',
      'host',
      'cookie',
      'te',
      'content-length',
      'connection',
      'x',
    ),
  );
  const value = fc.oneof(fc.string(), fc.constantFrom('/', 'GET', 'a.example', '5', 'a\r\nb: c', '\0', 'chunked'));
  let [runs, passed] = [0, 0];
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value), { maxLength: 8 }), fc.boolean(), fc.boolean(), (pairs, open, whole) => {
      runs++;
      const head = readHead([...(whole ? PSEUDO : []), ...pairs.flat()], open, LIMITS);
      if (isRefusal(head)) return;
      passed++;
      const lines = [head.method, head.plan.target, ...head.plan.headers];
      expect(lines.filter((text) => /[\r\n\0]/.test(text))).toEqual([]);
      expect([head.method, head.plan.target].filter((text) => text.includes(' '))).toEqual([]);
      expect(
        head.rawHeaders.filter((text, i) => i % 2 === 0 && (text.startsWith(':') || text === 'transfer-encoding')),
      ).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
  expect(runs).toBe(2_000);
  expect(passed).toBeGreaterThan(50);
});
