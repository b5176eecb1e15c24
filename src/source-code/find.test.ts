import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LIMITS } from '../model/index.ts';
import { findDeclaredRoutes } from './find.ts';
import { lines, searchTree } from './tree.fixtures.ts';

const APP = `const app = require('express')();\napp.get('/a', h);\n`;

let root: string;
beforeEach(() => void (root = mkdtempSync(path.join(tmpdir(), 'sallyport-source-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('what is left out is counted: large, minified, links out of the folder, tests', async () => {
  const inside = path.join(root, 'inside');
  mkdirSync(path.join(inside, 'sub'), { recursive: true });
  writeFileSync(path.join(root, 'outside.js'), APP.replace('/a', '/outside'));
  writeFileSync(path.join(inside, 'app.js'), APP);
  writeFileSync(path.join(inside, 'large.js'), APP + ' '.repeat(LIMITS.sourceFileBytes));
  writeFileSync(path.join(inside, 'bundle.js'), `${APP.replaceAll('\n', ' ')}${'x();'.repeat(5_000)}`);
  writeFileSync(path.join(inside, 'app.test.js'), APP.replace('/a', '/test'));
  symlinkSync(path.join(root, 'outside.js'), path.join(inside, 'link.js'));
  symlinkSync(root, path.join(inside, 'sub', 'loop'));
  writeFileSync(path.join(inside, 'asks.js'), `require('express'); require('../outside.js'); require('./link.js');\n`);
  const report = await findDeclaredRoutes(inside);
  expect(lines(report)).toEqual(['GET /a app.js:2 h']);
  expect(report.skipped).toEqual({ 'too-large': 1, minified: 1, outside: 1, test: 1 });
  const withTests = await findDeclaredRoutes(inside, { tests: true });
  expect(lines(withTests)).toEqual(['GET /a app.js:2 h', 'GET /test app.test.js:2 h']);
});

test('no folder, an empty one, and one of rubbish', async () => {
  await expect(findDeclaredRoutes(path.join(root, 'none'))).rejects.toThrow(/SP4001/);
  expect(await findDeclaredRoutes(root)).toMatchObject({ routes: [], files: 0, skipped: {} });
  const bytes = String.fromCharCode(...Array.from({ length: 3_000 }, (_, index) => (index * 7_919) % 65_536));
  const report = await searchTree({
    'a.js': `'express' ${bytes}`,
    'b.py': `flask ${bytes}`,
    'c.go': `net/http ${bytes}`,
    'D.java': `org.springframework ${bytes}`,
  });
  expect(report).toMatchObject({ routes: [], files: 4, traced: 4 });
});

test('circles of imports, calls and mounts end', async () => {
  const report = await searchTree({
    'a.js': `const express = require('express');\nconst a = module.exports = express.Router();\na.use('/b', require('./b'));\na.get('/a', h);\n`,
    'b.js': `const express = require('express');\nconst b = module.exports = express.Router();\nb.use('/a', require('./a'));\nb.get('/b', h);\n`,
    'c.js': `const app = require('express')();\napp.use('/x', require('./a'));\nfunction f(r, n) { r.get('/f', h); g(r, n); }\nfunction g(r, n) { f(r, n + 1); f(r, n + 2); }\nf(app, 1);\n`,
  });
  expect(lines(report)).toEqual(['GET /x/a a.js:4 h', 'GET /x/b/b b.js:4 h', 'GET /f c.js:3 h']);
});

test('what looks like a route on something unknown is counted with its place', async () => {
  const report = await searchTree({
    'app.js': `const express = require('express');\nconst api = require('@acme/server')();\napi.get('/unknown', (req, res) => {});\napi.get('/no-handler');\n`,
  });
  expect(report.routes).toEqual([]);
  expect(report.unfollowed).toEqual({ count: 1, places: [{ file: 'app.js', line: 3, column: 5 }] });
});

test('it can be interrupted', async () => {
  const files = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`f${index}.js`, APP]));
  expect((await searchTree(files, { signal: AbortSignal.abort() })).stopped).toBe('interrupted');
});
