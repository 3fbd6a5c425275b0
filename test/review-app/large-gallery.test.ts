/**
 * The gallery of a large case in a real browser: only what is in sight are elements, and the keyboard reaches every cell.
 * `npm run test:full` fills it with 100,000 cells and holds it to its times, which a busy machine would not keep.
 */
import type { Page } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM } from '../../scripts/testing/chromium.ts';
import { appInBrowser } from './app-in-browser.ts';
import { addClassifiedCase, inStore } from './filled-store.ts';

const FULL = process.env.LEUKOSCOPE_FULL === '1';
const CELLS = FULL ? 100_000 : 3000;
const MOST_FIRST_PAINT_MS = 1500;
const LONGEST_TASK_MS = 100;

describe.skipIf(CHROMIUM === null)('a large gallery (needs chromium)', { timeout: 900_000 }, () => {
  let caseId: string;
  const app = appInBrowser({
    fill: async (folder) => {
      caseId = await inStore(folder, (store) => addClassifiedCase(store, CELLS));
    },
  });
  let page: Page;
  let firstPaintMs: number;

  beforeAll(async () => {
    page = await app.person();
    await page.addInitScript(`
      window.longTasks = [];
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) window.longTasks.push(duration);
      }).observe({ type: 'longtask', buffered: true });
    `);
    await page.goto(`/cases/${caseId}`);
    const review = page.getByRole('link', { name: 'Review cells' });
    await review.waitFor();
    // From the click to the first cells as elements, asked at each frame.
    firstPaintMs = await page.evaluate<number>(`new Promise((done) => {
      const start = performance.now();
      [...document.querySelectorAll('main a')].find((link) => link.href.endsWith('/review')).click();
      const look = () => (document.querySelector('[role=gridcell]') ? done(performance.now() - start) : requestAnimationFrame(look));
      look();
    })`);
  }, 900_000);

  const elements = () => page.getByRole('gridcell').count();
  const place = () => page.evaluate<number>("document.querySelector('[role=grid]').scrollTop");

  test('has only what is in sight as elements, wherever it is scrolled to', async () => {
    for (const share of [0, 0.3, 0.999]) {
      await page.evaluate(`(() => {
        const grid = document.querySelector('[role=grid]');
        grid.scrollTop = grid.scrollHeight * ${share};
      })()`);
      await page.waitForFunction("document.querySelectorAll('[role=gridcell]').length > 40");
      expect(await elements()).toBeLessThan(400);
    }
    await page.getByText(`0 of ${CELLS} reviewed`).waitFor();
  });

  test('is walked from the first to the last cell by the keyboard', async () => {
    await page.evaluate("document.querySelector('[role=grid]').scrollTop = 0");
    await page.getByRole('gridcell').first().click();
    await page.keyboard.press('Control+End');
    await page.waitForFunction("document.activeElement.matches('[role=gridcell]')");
    expect(await place()).toBeGreaterThan(CELLS * 5);
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toContain('MYO');
    await page.keyboard.press('Control+Home');
    await page.waitForFunction("document.querySelector('[role=grid]').scrollTop < 100");
  });

  if (!FULL) return;
  test('is seen soon, and scrolls without long tasks', async () => {
    await page.evaluate('window.longTasks.length = 0');
    await page.evaluate(`(async () => {
      const grid = document.querySelector('[role=grid]');
      for (let step = 0; step < 240; step++) {
        grid.scrollTop += step < 120 ? 300 : 9000;
        await new Promise(requestAnimationFrame);
      }
    })()`);
    const longTasks = await page.evaluate<number[]>('window.longTasks');
    expect(Math.max(0, ...longTasks)).toBeLessThanOrEqual(LONGEST_TASK_MS);
    expect(firstPaintMs).toBeLessThanOrEqual(MOST_FIRST_PAINT_MS);
  });
});
