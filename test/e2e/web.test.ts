/** The console's pages in a real browser, with invented data behind them: every page, both themes, filled, empty and failing. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { State } from '../../web/dev/answers.ts';
import { ACTORS } from '../../web/dev/fixtures/actors.ts';
import { specificationAt } from '../../web/dev/fixtures/catalogue.ts';
import { ENDPOINTS } from '../../web/dev/fixtures/inventory.ts';
import { attackRow } from '../../web/dev/fixtures/transactions.ts';
import { startFixtureServer, type FixtureServer } from '../../web/dev/server.ts';
import { buildPages, launch, settled, violations, WEB } from '../lib/pages.ts';
import { requires } from '../lib/require.ts';

const browserPart = requires('chromium');
const PAGES: readonly (readonly [string, string])[] = [
  ['Now', '/'],
  ['Inventory', '/inventory'],
  ['Tree', '/inventory?as=tree'],
  ['APIs', '/inventory?tab=apis'],
  ['Data', '/inventory?tab=data&data=email'],
  ['Changes', '/inventory?tab=changes'],
  ['Specifications', '/inventory?tab=specifications'],
  ['Never called', '/inventory?tab=uncalled'],
  ['Corrections', '/inventory?tab=corrections'],
  ['API', '/apis/api-v1'],
  ['Specification', `/specifications/${specificationAt(0).id}?other=${specificationAt(1).id}`],
  ['Endpoint', `/endpoints/${ENDPOINTS[8]?.id ?? ''}`],
  ['Schema', `/endpoints/${ENDPOINTS[8]?.id ?? ''}?tab=schema`],
  ['Sign-in', `/endpoints/${ENDPOINTS[8]?.id ?? ''}?tab=auth`],
  ['Template', `/endpoints/${ENDPOINTS[8]?.id ?? ''}?tab=template`],
  ['Endpoint changes', `/endpoints/${ENDPOINTS[8]?.id ?? ''}?tab=changes`],
  ['Tools', `/endpoints/${ENDPOINTS[8]?.id ?? ''}?tab=tools`],
  ['Findings', '/findings?state=open'],
  ['Finding', '/findings/F-1'],
  ['Threats', '/threats'],
  ['Actor', `/actors/${ACTORS[0]?.id ?? ''}`],
  ['Explore', '/explore'],
  ['Request', `/requests/${attackRow().id}`],
  ['Protect', '/protect'],
  ['Responses', '/protect?tab=responses'],
  ['Response', '/responses/M-a41c'],
  ['Rule', '/rules/object-enumeration'],
  ['System', '/system'],
  ['Audit', '/system?tab=audit'],
];

/** The browser reports each failed call as an error of its own; with failing calls as the very subject they are expected. */
const EXPECTED: Readonly<Record<State, RegExp | undefined>> = {
  filled: undefined,
  empty: undefined,
  error: /status of 500/,
  'signed-out': /status of 401/,
};

/** Collects what must not be: errors on the console (violations of the policy come there too) and thrown errors. */
function watch(page: Page, state: State): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && EXPECTED[state]?.test(message.text()) !== true) complaints.push(message.text());
  });
  page.on('pageerror', (problem) => complaints.push(problem.message));
  return complaints;
}

/** Goes to another page as a link does, without loading the program again. */
async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate(`history.pushState(null, '', ${JSON.stringify(address)})`);
  await settled(page);
}

/** Colour is all that differs between the themes, so the second look asks about colour alone. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** The pages follow the system's theme while they stand. */
/** What a second look still finds: on a busy machine the first can fall between two themes. */
async function lasting(page: Page, rules: readonly string[]): Promise<readonly string[]> {
  if ((await violations(page, rules)).length === 0) return [];
  await page.waitForTimeout(500);
  return violations(page, rules);
}

async function switchTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.locator(`html[data-mantine-color-scheme=${theme}]`).waitFor({ state: 'attached' });
  await settled(page);
}

const SIDEWAYS =
  "document.documentElement.scrollWidth > window.innerWidth || document.querySelector('main').scrollWidth > document.querySelector('main').clientWidth";

describe.skipIf(!browserPart.available)(`pages in a browser ${browserPart.reason}`, () => {
  let browser: Browser;
  const servers = new Map<State, FixtureServer>();
  const contexts: BrowserContext[] = [];
  const urlOf = (state: State): string => servers.get(state)?.url ?? '';
  const open = async (width: number, theme: 'light' | 'dark' = 'light'): Promise<Page> => {
    const context = await browser.newContext({
      viewport: { width, height: 720 },
      colorScheme: theme,
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
    });
    contexts.push(context);
    return context.newPage();
  };

  beforeAll(async () => {
    buildPages();
    browser = await launch(browserPart.path);
    for (const state of ['filled', 'empty', 'error', 'signed-out'] as const)
      servers.set(state, await startFixtureServer(state));
  }, 60_000);
  afterAll(async () => {
    for (const context of contexts) await context.close();
    await browser.close();
    for (const server of servers.values()) server.close();
  });

  test.each(['filled', 'empty', 'error'] as const)(
    '%s: no accessibility violation in either theme, no complaint on the console',
    async (state) => {
      const page = await open(1_280);
      const complaints = watch(page, state);
      const wrong: string[] = [];
      await page.goto(urlOf(state));
      for (const [name, address] of PAGES) {
        await goTo(page, address);
        wrong.push(...(await violations(page)).map((violation) => `${name}, light: ${violation}`));
        await switchTheme(page, 'dark');
        wrong.push(...(await lasting(page, COLOUR_RULES)).map((violation) => `${name}, dark: ${violation}`));
        await switchTheme(page, 'light');
      }
      expect(wrong).toEqual([]);
      expect(complaints).toEqual([]);
    },
    180_000,
  );

  test('narrow: no page scrolls sideways at 390 and at 320 px', async () => {
    const page = await open(390);
    const wide: string[] = [];
    await page.goto(urlOf('filled'));
    for (const [name, address] of PAGES) {
      await goTo(page, address);
      for (const width of [390, 320]) {
        await page.setViewportSize({ width, height: 844 });
        if (await page.evaluate<boolean>(SIDEWAYS)) wide.push(`${name} at ${width}`);
      }
    }
    expect(wide).toEqual([]);
  });

  test('every page prints its question and the effective mode', async () => {
    const page = await open(1_280);
    await page.goto(urlOf('filled'));
    await page.locator('header').first().getByText('✓').waitFor();
    expect(PAGES.length).toBe(29);
    for (const [, address] of PAGES) {
      await goTo(page, address);
      expect(await page.locator('header').first().textContent()).toMatch(/\?.*Enforce.*✓/s);
    }
  });

  test('a finding is suppressed by keyboard alone, with reason and end, and taken back', async () => {
    const page = await open(1_280);
    await page.goto(urlOf('filled'));
    await settled(page);
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await page.getByRole('grid', { name: 'Findings' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Space');
    expect(await page.getByRole('complementary', { name: 'Peek' }).textContent()).toContain('F-2');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'SQL injection in product id' }).waitFor();
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await page.keyboard.type('a test of our own, s and j are letters here');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('1 finding suppressed.').waitFor();
    await page.keyboard.press('u');
    await page.getByText('Taken back on 1 finding.').waitFor();
  });

  test('an actor is blocked after the preview, with an end', async () => {
    const page = await open(1_280);
    await page.goto(`${urlOf('filled')}/actors/${ACTORS[5]?.id ?? ''}`);
    await settled(page);
    await page.keyboard.press('b');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Who is hit, by the last').waitFor();
    expect(await dialog.textContent()).toMatch(/Ends by itself at \d{4}-\d\d-\d\d/);
    expect(await violations(page)).toEqual([]);
    await dialog.getByLabel('Reason').fill('tries stolen cards');
    await dialog.getByRole('button', { name: /^Block for 1/ }).click();
    await page.getByText(/is blocked for 1/).waitFor();
  });

  test('the URL holds the view: reload keeps it, Back undoes one filter', async () => {
    const page = await open(1_280);
    await page.goto(`${urlOf('filled')}/explore`);
    await settled(page);
    const count = async (): Promise<string> =>
      (await page
        .getByText(/· exact/)
        .first()
        .locator('..')
        .textContent()) ?? '';
    const all = await count();
    await page
      .getByRole('textbox', { name: /^Filter/ })
      .or(page.getByRole('combobox', { name: /^Filter/ }))
      .fill('conclusion:block method:GET');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Drop filter Verdict: Blocked' }).waitFor();
    await expect.poll(count, { timeout: 10_000 }).not.toBe(all);
    const filtered = await count();
    await page.reload();
    await settled(page);
    await page.getByText(filtered).waitFor();
    expect(await count()).toBe(filtered);
    await page.goBack();
    await page.getByText(all).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  test('new rows wait behind a pill and the table stands still', async () => {
    const page = await open(1_280);
    await page.goto(`${urlOf('filled')}/explore`);
    await settled(page);
    const first = (): Promise<string | null> => page.getByRole('row').nth(1).textContent();
    const before = await first();
    await expect
      .poll(
        async () => {
          servers.get('filled')?.emit({ requests: 7 });
          return page.getByRole('button', { name: /new, show/ }).count();
        },
        { timeout: 10_000 },
      )
      .toBe(1);
    expect(await first()).toBe(before);
  });

  test('assistive technology is told of all rows, not of the drawn ones only', async () => {
    const page = await open(1_280);
    await page.goto(`${urlOf('filled')}/explore`);
    await settled(page);
    const grid = page.getByRole('grid');
    expect(await grid.getAttribute('aria-rowcount')).toBe('1241');
    await grid.focus();
    await page.keyboard.press('End');
    await expect.poll(() => page.locator('[aria-rowindex="201"]').count(), { timeout: 10_000 }).toBe(1);
    expect(await page.getByRole('row').count()).toBeLessThan(60);
  });

  test('the three empty texts differ: nothing yet, nothing matches, nothing wrong', async () => {
    const page = await open(1_280);
    const textOf = async (state: State, address: string): Promise<string> => {
      await page.goto(urlOf(state) + address);
      await settled(page);
      return (await page.locator('main').textContent()) ?? '';
    };
    expect(await textOf('empty', '/inventory')).toMatch(/No endpoint seen yet\..*npm start -- protect/s);
    expect(await textOf('empty', '/findings?state=open')).toMatch(/No open findings\..*judged by every rule/s);
    await page.goto(`${urlOf('filled')}/inventory?method=POST&q=products`);
    await page.getByRole('button', { name: 'Drop Method: POST (3)' }).click();
    await page.getByRole('grid', { name: 'Endpoints' }).waitFor();
  });

  test('signing in: the token leaves the address at once; without one the way to a link is shown', async () => {
    const page = await open(1_280);
    const complaints = watch(page, 'signed-out');
    await page.goto(`${urlOf('signed-out')}/findings`);
    await page.getByRole('heading', { name: 'Sign in to Sallyport' }).waitFor();
    expect(await page.locator('main').textContent()).toContain('npm start -- auth link');
    expect(await page.locator('input[type=password]').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.goto(`${urlOf('filled')}/findings?state=open#t=0123456789abcdef0123`);
    await page.getByRole('grid', { name: 'Findings' }).waitFor();
    expect(page.url()).toBe(`${urlOf('filled')}/findings?state=open`);
    expect(complaints).toEqual([]);
  });

  test('dialogs, menus and the palette: no violation of the policy or of accessibility', async () => {
    const page = await open(1_280, 'dark');
    const complaints = watch(page, 'filled');
    await page.goto(`${urlOf('filled')}/protect`);
    await settled(page);
    const wrong: string[] = [];
    const look = async (what: string): Promise<void> => {
      wrong.push(...(await violations(page)).map((violation) => `${what}: ${violation}`));
      await page.keyboard.press('Escape');
    };
    await page.keyboard.press('/');
    await page.getByRole('combobox', { name: /^Search/ }).fill('orders');
    await page
      .getByRole('option', { name: /orders/ })
      .first()
      .waitFor();
    await look('palette');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys on this page' }).waitFor();
    await look('keys');
    await page.getByRole('button', { name: 'Switch mode' }).click();
    await page.getByRole('dialog').getByText('Monitor').click();
    expect(await page.getByRole('button', { name: 'Switch to monitor' }).isDisabled()).toBe(true);
    await look('mode');
    await page.getByRole('button', { name: 'View, keys, account' }).click();
    await page.getByRole('menuitemradio', { name: 'Light' }).waitFor();
    await look('menu');
    expect(wrong).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('the first page weighs no more than its budget, and nothing comes from elsewhere', async () => {
    const page = await open(1_280);
    const bytes = { script: 0, stylesheet: 0 };
    const elsewhere: string[] = [];
    const weighing: Promise<void>[] = [];
    page.on('response', (response) => {
      const kind = response.request().resourceType();
      if (!response.url().startsWith(urlOf('filled'))) elsewhere.push(response.url());
      if (kind === 'script' || kind === 'stylesheet')
        weighing.push(response.body().then((body) => void (bytes[kind] += brotliCompressSync(body).length)));
    });
    await page.goto(urlOf('filled'));
    await settled(page);
    await Promise.all(weighing);
    expect(elsewhere).toEqual([]);
    expect(weighing.length).toBeGreaterThan(4);
    expect(bytes.script).toBeLessThan(190_000);
    expect(bytes.stylesheet).toBeLessThan(20_000);
    const all = readdirSync(path.join(WEB, 'dist/assets')).reduce(
      (sum, file) => sum + brotliCompressSync(readFileSync(path.join(WEB, 'dist/assets', file))).length,
      0,
    );
    expect(all).toBeLessThan(450_000);
  });
});
