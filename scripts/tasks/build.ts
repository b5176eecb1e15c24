// `npm run build`: dist/ as it is installed: compiled program, pages, policies.
import { cpSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildPagesIfStale } from '../lib/pages.ts';

const root = path.resolve(import.meta.dirname, '../..');
const dist = path.join(root, 'dist');
rmSync(dist, { recursive: true, force: true });
buildPagesIfStale((text) => process.stderr.write(`${text}\n`));
const compiled = spawnSync(
  process.execPath,
  [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', path.join(root, 'tsconfig.build.json')],
  { stdio: 'inherit' },
);
if (compiled.status !== 0) process.exit(compiled.status ?? 1);
cpSync(path.join(root, 'web/dist'), path.join(dist, 'web'), { recursive: true });
