import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CONSOLES } from './consoles.ts';
import { DEBUGGING } from './debugging.ts';
import type { ProbeGroup } from './probe.ts';
import { PRODUCTS } from './products.ts';
import { SECRETS } from './secrets.ts';
import { createProbeTrie } from './trie.ts';

const GROUPS: readonly ProbeGroup[] = [...SECRETS, ...CONSOLES, ...DEBUGGING, ...PRODUCTS];
const segments = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '');

const small = createProbeTrie([
  { what: 'low', confidence: 0.5, paths: ['/a/', 'x.*', 'm/*/n'] },
  { what: 'high', confidence: 0.9, paths: ['a/b', 'c/', 'x.1'] },
]);
const cases: readonly (readonly [string, string | undefined])[] = [
  ['/a', 'low'],
  ['/a/z', 'low'],
  ['/z/a', undefined],
  ['/a/b', 'high'],
  ['/z/a/b', 'high'],
  ['/a/b/z', 'low'],
  ['/z/c/z', 'high'],
  ['/x.2', 'low'],
  ['/x.', undefined],
  ['/x.1', 'high'],
  ['/m/q/n', 'low'],
  ['/m/n', undefined],
  ['/', undefined],
];
let ran = 0;
test.each(cases)('%s', (path, what) => {
  ran++;
  expect(small.find(segments(path))?.group.what).toBe(what);
});
test('all ran', () => expect(ran).toBe(cases.length));

test('every entry is found, in lower case, once, and its reason reads as a sentence goes on', () => {
  const trie = createProbeTrie(GROUPS);
  let found = 0;
  for (const { what, confidence, paths } of GROUPS) {
    expect(what).toMatch(/^(?:an? |the |how |what |keys |settings |lists |libraries |ways )/);
    expect(new Set(paths).size).toBe(paths.length);
    for (const path of paths) {
      expect(path).toBe(path.toLowerCase());
      const asked = segments(path).map((segment) => segment.replace('*', 'x'));
      if ((trie.find(asked)?.group.confidence ?? 0) >= confidence) found++;
    }
  }
  expect(found).toBe(trie.entries);
});

test('any segments are looked up without error', () => {
  const trie = createProbeTrie(GROUPS);
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('.git', 'wp-admin', 'a', 'solr', '', '.env.x', 'x'.repeat(500)), { maxLength: 60 }),
      (path) => {
        expect(trie.find(path)?.at ?? 0).toBeLessThan(32);
      },
    ),
  );
});
