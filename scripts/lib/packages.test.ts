import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkBudget, checkLicences, checkLock, licenceAllowed } from './packages.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'sallyport-packages-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function lockOf(packages: Record<string, object>): string {
  const file = path.join(folder, 'package-lock.json');
  writeFileSync(
    file,
    JSON.stringify({ lockfileVersion: 3, packages: { '': { name: 'x' }, web: { name: 'y' }, ...packages } }),
  );
  return file;
}

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND BSD-3-Clause', true],
  ['MIT AND GPL-3.0-only', false],
  ['AGPL-3.0-only', false],
  ['SEE LICENSE IN LICENSE.md', false],
  [undefined, false],
])('licence %s: %s', (expression, allowed) => {
  expect(licenceAllowed(expression)).toBe(allowed);
});

describe('licences of a lock file', () => {
  test('production packages are judged, development packages and links are not', () => {
    const fine = {
      'node_modules/a': { license: 'ISC' },
      'node_modules/b': { license: 'GPL-2.0', dev: true },
      'node_modules/y': { link: true },
    };
    expect(checkLicences(lockOf(fine))).toBeUndefined();
    expect(checkLicences(lockOf({ ...fine, 'node_modules/a/node_modules/c': { license: 'GPL-2.0' } }))).toBe(
      'node_modules/a/node_modules/c: GPL-2.0',
    );
    expect(checkLicences(lockOf({ 'node_modules/a': {} }))).toBe('node_modules/a: no licence named');
  });

  test('the exception is for lightningcss and its binaries alone', () => {
    const mpl = { license: 'MPL-2.0' };
    const named = { 'node_modules/lightningcss': mpl, 'node_modules/lightningcss-linux-x64-gnu': mpl };
    expect(checkLicences(lockOf(named))).toBeUndefined();
    expect(checkLicences(lockOf({ ...named, 'node_modules/other': mpl }))).toBe('node_modules/other: MPL-2.0');
  });
});

test('a lock file must have hashes and name no other host', () => {
  const integrity = 'sha512-x';
  expect(
    checkLock(
      lockOf({
        'node_modules/a': { integrity },
        'node_modules/b': { integrity, resolved: 'https://registry.npmjs.org/b/-/b-1.tgz' },
      }),
    ),
  ).toBeUndefined();
  expect(checkLock(lockOf({ 'node_modules/a': { integrity, resolved: 'http://proxy.internal/a.tgz' } }))).toContain(
    'proxy.internal',
  );
  expect(checkLock(lockOf({ 'node_modules/a': {} }))).toContain('node_modules/a has no integrity hash');
});

test('the budget weighs what the project leads to and what is on the disk', () => {
  const lock = lockOf({
    '': { dependencies: { a: '1', 'other-platform': '1' } },
    web: { dependencies: { vite: '1' } },
    'node_modules/a': { dependencies: { b: '2' }, peerDependencies: { c: '1', absent: '1' } },
    'node_modules/a/node_modules/b': { dependencies: { c: '1' } },
    'node_modules/b': {},
    'node_modules/c': {},
    'node_modules/other-platform': {},
    'node_modules/vite': {},
  });
  const weights = { a: 1, 'a/node_modules/b': 2, b: 9, c: 3, vite: 9 };
  for (const [name, megabytes] of Object.entries(weights)) {
    mkdirSync(path.join(folder, 'node_modules', name), { recursive: true });
    writeFileSync(path.join(folder, 'node_modules', name, 'index.js'), 'x'.repeat(megabytes * 1e6));
  }
  expect(checkBudget(lock, { packages: 3, megabytes: 7 })).toBeUndefined();
  expect(checkBudget(lock, { packages: 2, megabytes: 7 })).toBe('3 packages, 6 MB of 2 packages, 7 MB');
  expect(checkBudget(lock, { packages: 3, megabytes: 5 })).toBe('3 packages, 6 MB of 3 packages, 5 MB');
});
