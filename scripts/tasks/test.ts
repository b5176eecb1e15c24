// `npm test`: what the machine lacks is installed if it can be, then the checks and every suite run. With arguments
// (`npm test -- src/detect`) only those suites run. SALLYPORT_NO_SKIP=1 turns a skipped test into a failure.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildPagesIfStale } from '../lib/pages.ts';
import { ensurePeers } from '../lib/peers.ts';
import { root } from '../lib/steps.ts';
import { summarise } from '../lib/test-summary.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const only = process.argv.slice(2);
const noSkip = process.env['SALLYPORT_NO_SKIP'] === '1';

ensurePeers(say);
const built = buildPages();
const checked = only.length > 0 || runNode([path.join(root, 'scripts/tasks/check.ts')], process.env) === 0;

const notesFolder = mkdtempSync(path.join(os.tmpdir(), 'sallyport-test-'));
const notes = path.join(notesFolder, 'skips.txt');
const report = path.join(notesFolder, 'report.json');
const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const status = runNode([vitest, 'run', '--root', root, ...reporters, ...only], {
  ...process.env,
  SALLYPORT_SKIP_NOTES: notes,
});

const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const summary = summarise(read(report), read(notes), { status, noSkip });
rmSync(notesFolder, { recursive: true, force: true });
if (!built) say("The console's pages could not be built: see above.");
if (!checked) say('The checks failed: see above; the suites ran nevertheless.');
for (const line of summary.lines) say(line);
process.exit(built && checked && summary.good ? 0 : 1);

function buildPages(): boolean {
  try {
    buildPagesIfStale(say);
    return true;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return false;
  }
}

function runNode(args: readonly string[], env: NodeJS.ProcessEnv): number {
  const result = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return result.status ?? 1;
}
