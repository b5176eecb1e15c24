// `npm run check`: everything that can be said about the code without running it. Ends at the first step that fails.
import path from 'node:path';
import { checkBudget, checkLicences, checkLock } from '../lib/packages.ts';
import { root, runBin, type StepResult } from '../lib/steps.ts';

const lock = path.join(root, 'package-lock.json');
const tsc = (project: string) => runBin('typescript', 'bin/tsc', ['-p', project]);

const steps: readonly (readonly [name: string, run: () => StepResult])[] = [
  ['types of the program', () => tsc('.')],
  ['types of the pages', () => tsc('web')],
  ['lint', () => runBin('oxlint', 'bin/oxlint', [])],
  ['format', () => runBin('oxfmt', 'bin/oxfmt', ['--check'])],
  ['dead code', () => runBin('knip', 'bin/knip.js', ['--no-progress'])],
  [
    'lock files',
    () =>
      [lock, path.join(root, 'runtime/package-lock.json'), path.join(root, 'test/peers/package-lock.json')]
        .map(checkLock)
        .find(Boolean),
  ],
  ['licences of production packages', () => checkLicences(lock)],
  ['weight of production packages', () => checkBudget(lock, { packages: 210, megabytes: 140 })],
];

for (const [name, run] of steps) {
  const began = performance.now();
  const failure = run();
  process.stdout.write(
    `${failure === undefined ? 'ok  ' : 'FAIL'} ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)\n`,
  );
  if (failure === undefined) continue;
  process.stdout.write(`${failure}\n`);
  process.exit(1);
}
