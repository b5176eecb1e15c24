/** Flows on the pages of the inventory, in a real browser with invented data behind them. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../web/dev/fixtures/inventory.ts';
import { startFixtureServer, type FixtureServer } from '../../web/dev/server.ts';
import { buildPages, launch, settled, violations } from '../lib/pages.ts';
import { requires } from '../lib/require.ts';

const browserPart = requires('chromium');

describe.skipIf(!browserPart.available)(`pages of the inventory ${browserPart.reason}`, () => {
  let browser: Browser;
  let server: FixtureServer;
  const open = async (address: string): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 720 }, reducedMotion: 'reduce' });
    await page.goto(`${server.url}${address}`);
    await settled(page);
    return page;
  };

  beforeAll(async () => {
    buildPages();
    browser = await launch(browserPart.path);
    server = await startFixtureServer('filled');
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  test('the tree of endpoints is walked by keyboard and opens what it names', async () => {
    const page = await open('/inventory?as=tree');
    const lines = page.getByRole('treeitem');
    expect(await lines.count()).toBe(3);
    await lines.first().focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('treeitem', { name: '/orders' }).first().waitFor();
    expect(await violations(page)).toEqual([]);
    const opened = await lines.count();
    expect(opened).toBeGreaterThan(ENDPOINTS.length);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => lines.count()).toBeLessThan(opened);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const focused = page.locator('[role=treeitem]:focus');
    expect(await focused.getAttribute('aria-level')).toBe('3');
    expect(await focused.getAttribute('aria-posinset')).toBe('1');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/endpoints\//);
  });

  test('a figure of the inventory opens the list that has exactly so many rows', async () => {
    const page = await open('/inventory');
    const titles = ['Undocumented', 'Without sign-in', 'With sensitive data', 'Nobody’s', 'New in 7 days'];
    for (const title of titles) {
      const figure = page.getByRole('group', { name: 'Figures' }).getByRole('link', { name: title });
      await expect.poll(() => figure.textContent()).toMatch(/^\d/);
      const value = /^\d+/.exec((await figure.textContent()) ?? '')?.[0] ?? '';
      await figure.click();
      await page.getByText(new RegExp(`^${value} endpoints? · exact`)).waitFor();
      await page.goBack();
    }
    expect(titles).toHaveLength(5);
  });

  test('a template is corrected by typing and by the button beside dragging, after its preview, with a reason', async () => {
    const page = await open(`/endpoints/${ENDPOINTS[4]?.id ?? ''}?tab=template`);
    await page.getByRole('button', { name: 'Merge with /v1/register' }).click();
    const field = page.getByRole('textbox', { name: 'Segment 2, login, shall be' });
    expect(await field.inputValue()).toBe('{value}');
    await field.fill('{action}');
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText('Merges endpoints into one.').waitFor();
    await page.getByRole('table', { name: 'Then' }).getByText('2\u2009330').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'Reason' }).fill('one form for all');
    await page.getByRole('button', { name: 'Save correction' }).click();
    await page.getByText('/v1/{action} is set; the inventory follows in a moment.').waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByText(/the correction is undone/).waitFor();
  });

  test('a segment dragged onto an endpoint merges the two', async () => {
    const page = await open(`/endpoints/${ENDPOINTS[4]?.id ?? ''}?tab=template`);
    await page
      .getByTitle(/^Drag onto/)
      .nth(1)
      .dragTo(page.getByRole('listitem').filter({ hasText: '/v1/register' }));
    expect(await page.getByRole('textbox', { name: 'Segment 2, login, shall be' }).inputValue()).toBe('{value}');
  });
});
