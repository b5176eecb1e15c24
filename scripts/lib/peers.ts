import { existsSync } from 'node:fs';
import path from 'node:path';
import { readPackages, root, runNpm } from './steps.ts';

const INSTALL_MS = 240_000;

/** Installs the real servers that some suites put behind the gateway. Without a connection those suites are skipped. */
export function ensurePeers(say: (text: string) => void): void {
  const folder = path.join(root, 'test/peers');
  if (isInstalled(folder)) return;
  say('Installing the servers that the suites put behind the gateway (once) …');
  const failure = runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder, INSTALL_MS);
  if (failure !== undefined) say(`They could not be installed: ${failure.split('\n')[0]}`);
}

/** npm leaves beside the packages a lock file of what it installed. */
function isInstalled(folder: string): boolean {
  const installed = path.join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const versions = (file: string) => JSON.stringify(readPackages(file).map(([name, entry]) => [name, entry.version]));
  return versions(installed) === versions(path.join(folder, 'package-lock.json'));
}
