import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** What tests of the console's pages in a real browser share. */

export const WEB = path.resolve(import.meta.dirname, '../../web');

/** Builds the pages if nobody did. Built aside and moved, since two test files may find nothing at the same time. */
export function buildPages(): void {
  const dist = path.join(WEB, 'dist');
  if (existsSync(path.join(dist, 'index.html'))) return;
  const aside = mkdtempSync(path.join(WEB, '.dist-'));
  const vite = path.join(WEB, '../node_modules/vite/bin/vite.js');
  // The test runner's own NODE_ENV would bring the libraries' development builds in.
  const env = { ...process.env, NODE_ENV: 'production' };
  execFileSync(process.execPath, [vite, 'build', '--outDir', aside, '--emptyOutDir'], {
    cwd: WEB,
    stdio: 'ignore',
    env,
  });
  try {
    renameSync(aside, dist);
  } catch (problem) {
    rmSync(aside, { recursive: true });
    if (!existsSync(path.join(dist, 'index.html'))) throw problem;
  }
}

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launch = (executablePath: string): Promise<Browser> => chromium.launch({ executablePath, args: ARGS });

/** Waits until the page has drawn and nothing loads any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main > *').first().waitFor();
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  await expect
    .poll(() => page.locator('main').getByText('Loading', { exact: true }).count(), { interval: 20, timeout: 10_000 })
    .toBe(0);
}

/** The checker that @axe-core/playwright brings, put in once: its own way in puts it in anew for each look, which takes longer than the look. */
const axe = createRequire(import.meta.resolve('@axe-core/playwright'))('axe-core') as { readonly source: string };
interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

/** What the accessibility checker finds wrong, by rule and place. */
export async function violations(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe.source);
  const options = JSON.stringify({
    resultTypes: ['violations'],
    ...(rules === undefined ? {} : { runOnly: { type: 'rule', values: rules } }),
  });
  const found = await page.evaluate<readonly Violation[]>(`axe.run(${options}).then(({ violations }) => violations)`);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}
