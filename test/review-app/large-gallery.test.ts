/**
 * The gallery of a large case in a real browser: only what is in sight are elements, and the keyboard reaches every cell.
 * `npm run test:full` fills it with 100,000 cells and holds it to its times, which a busy machine would not keep.
 */
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodePng } from '../../packages/leukoscope/src/images/codec.node.ts';
import { openStore } from '../../packages/leukoscope/src/store/store.ts';
import { tinyCard, tinyType } from '../../packages/leukoscope/test/tiny-model.ts';
import { CHROMIUM, CHROMIUM_FLAGS } from '../../scripts/testing/chromium.ts';
import { type RunningServer, runServer } from './running-server.ts';

const FULL = process.env.LEUKOSCOPE_FULL === '1';
const CELLS = FULL ? 100_000 : 3000;
const MOST_FIRST_PAINT_MS = 1500;
const LONGEST_TASK_MS = 100;
const NOBODY = { userId: null };
const BATCH = 1000;
const SIDE_PX = 64;

/** A case of so many classified cells, each with bytes of its own: what stands behind a picture's end is not read. */
async function fill(folder: string): Promise<string> {
  const store = await openStore({ folder, command: 'a test' });
  const types = [tinyType('NGS'), tinyType('MYO', 'atypical')];
  const card = JSON.parse(JSON.stringify(tinyCard({ types })));
  const codes = types.map(({ code }) => code);
  const model = await store.models.add(NOBODY, { name: 'tiny', bytes: Buffer.from('model'), card, types: codes });
  const patient = await store.patients.create(NOBODY, { name: 'P-1' });
  const { id } = await store.cases.create(NOBODY, { patientId: patient.id, title: 'Large', note: '' });
  const data = new Uint8Array(SIDE_PX * SIDE_PX * 3).map((_, at) => (at * 7) % 256);
  const picture = await encodePng({ widthPx: SIDE_PX, heightPx: SIDE_PX, data });
  const size = { width: SIDE_PX, height: SIDE_PX, format: 'png' };
  for (let from = 0; from < CELLS; from += BATCH) {
    const numbers = Array.from({ length: BATCH }, (_, at) => from + at + 1);
    const images = numbers.map((number) => ({
      ...{ fileName: `${number}.png`, ...size },
      bytes: Buffer.concat([picture, Buffer.from(String(number))]),
    }));
    await store.cells.add(NOBODY, id, images);
    const rows = numbers.map((number) => {
      const probability = ((number * 7919) % 1000) / 1000;
      return {
        ...{ number, probability, strangeness: null, typeIndex: probability < 0.7 ? 0 : 1 },
        called: probability < 0.7 ? ('typical' as const) : ('atypical' as const),
        typeProbabilities: Float32Array.of(1 - probability, probability),
      };
    });
    await store.predictions.put(id, model.id, rows);
  }
  await store.cases.showModel(NOBODY, id, model.id);
  await store.close();
  return id;
}

describe.skipIf(CHROMIUM === null)('a large gallery (needs chromium)', { timeout: 900_000 }, () => {
  let server: RunningServer;
  let browser: Browser;
  let page: Page;
  let firstPaintMs: number;

  beforeAll(async () => {
    let caseId = '';
    server = await runServer(async (folder) => {
      caseId = await fill(folder);
    });
    browser = await chromium.launch({ executablePath: CHROMIUM!, args: [...CHROMIUM_FLAGS] });
    page = await browser.newPage({ viewport: { width: 1400, height: 900 }, locale: 'en' });
    await page.addInitScript(`
      window.longTasks = [];
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) window.longTasks.push(duration);
      }).observe({ type: 'longtask', buffered: true });
    `);
    await page.goto(`${server.address}/cases/${caseId}`);
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
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

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
