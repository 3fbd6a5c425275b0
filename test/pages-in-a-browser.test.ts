/** Pages in a real browser: what a click and a key do, that nothing is fetched or run, and that nothing sticks out. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_SCHEME } from '../packages/leukoscope/src/cells/scheme.ts';
import { judgeEvaluation } from '../packages/leukoscope/src/classify/judge-evaluation.ts';
import { evaluate } from '../packages/leukoscope/src/evaluation/evaluate.ts';
import { LookTally } from '../packages/leukoscope/src/evaluation/promises/cell-look.ts';
import { evaluationPage } from '../packages/leukoscope/src/reports/evaluation-page.ts';
import { modelPageHtml } from '../packages/leukoscope/src/reports/model-page/model-page.ts';
import { picturedCells } from '../packages/leukoscope/src/reports/testing/pictured-cells.ts';
import { scoredCells, THRESHOLD } from '../packages/leukoscope/src/reports/testing/scored-cells.ts';
import { tinyCard } from '../packages/leukoscope/test/tiny-model.ts';
import { CHROMIUM, CHROMIUM_FLAGS } from '../scripts/testing/chromium.ts';

/** One pixel. */
const PICTURE = 'data:image/webp;base64,UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA';
const HOSTILE = '<img src=x onerror=alert(1)>';
const CODES = ['MYO', 'PMO', 'EBO', 'NGS', 'LYT'];
const ORIGIN = { version: '1.2.3', madeOn: new Date('2026-05-04T12:00:00Z'), argv: ['evaluate', HOSTILE] };

/** With fields of both matrices, and names that would be markup. */
function testPage(): string {
  const scored = scoredCells(300).map((cell, at) => ({
    ...{ ...cell, calledType: CODES[(at * 3) % CODES.length]! },
    patient: at % 6 === 0 ? HOSTILE : cell.patient,
  }));
  const types = CODES.map((code, at) => ({ code, group: at < 3 ? ('atypical' as const) : ('typical' as const) }));
  return evaluationPage({
    language: 'en',
    evaluation: evaluate(scored, { threshold: THRESHOLD, rejected: [], seed: 1, draws: 20, types }),
    judged: judgeEvaluation(scored, { card: tinyCard(), threshold: THRESHOLD, looks: new LookTally() }),
    about: {
      dataset: { name: HOSTILE, dataHash: 'f'.repeat(64), scheme: 'default', excluded: 0 },
      ...{ model: HOSTILE, part: 'test', choseModel: false, trainingCellsAllowed: false },
    },
    ...{ card: tinyCard(), scheme: DEFAULT_SCHEME, scored, subgroups: null, comparison: null, learningCurves: null },
    ...picturedCells(scored, { threshold: THRESHOLD, types: CODES, pictureOf: () => PICTURE }),
    ...{ synthetic: { data: false, model: false }, origin: ORIGIN },
  });
}

function modelPage(): string {
  const card = tinyCard();
  const dataset = { ...card.training.dataset, name: HOSTILE };
  return modelPageHtml({
    language: 'es',
    file: { path: HOSTILE, bytes: 1_000_000, sha256: 'a'.repeat(64) },
    card: { ...card, training: { ...card.training, dataset } },
    ...{ run: null, learningCurves: null, test: null, origin: ORIGIN },
  });
}

describe.skipIf(CHROMIUM === null)('pages in a browser (needs chromium)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leukoscope-pages-'));
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM!, args: [...CHROMIUM_FLAGS] });
    writeFileSync(join(folder, 'test.html'), testPage());
    writeFileSync(join(folder, 'model.html'), modelPage());
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** The page, and what it should not have done. */
  async function open(name: string, widthPx: number): Promise<{ page: Page; faults: string[] }> {
    const page = await browser.newPage({ viewport: { width: widthPx, height: 900 } });
    const faults: string[] = [];
    page.on('dialog', (dialog) => {
      faults.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => faults.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith('data:image/') && !request.isNavigationRequest()) faults.push(request.url());
    });
    await page.goto(pathToFileURL(join(folder, name)).href);
    return { page, faults };
  }

  test('a click on a field shows its cells, and one on another field those instead', async () => {
    const { page, faults } = await open('test.html', 1000);
    const shown = () =>
      page.locator('.field').evaluateAll((all) => all.filter((one) => one.checkVisibility()).map(({ id }) => id));
    expect(await shown()).toEqual([]);
    await page.locator('.wide a[href="#field-missed"]').click();
    expect(await shown()).toEqual(['field-missed']);
    const picture = await page.locator('#field-missed svg').first().boundingBox();
    expect(picture?.width).toBeGreaterThan(80);
    await page.locator('.wide a[href="#field-0-3"]').click();
    expect(await shown()).toEqual(['field-0-3']);
    await page.getByRole('link', { name: 'Back to the matrix' }).click();
    expect(await shown()).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('a field is reached by Tab, named, and opened by Enter', async () => {
    const { page } = await open('test.html', 1000);
    const focused = () => page.evaluate<string>("document.activeElement?.getAttribute('href')");
    for (let presses = 0; presses < 60 && (await focused()) !== '#field-missed'; presses++)
      await page.keyboard.press('Tab');
    expect(await page.evaluate<string>("document.activeElement?.getAttribute('aria-label')")).toMatch(
      /Missed: .* of \d+\)$/,
    );
    await page.keyboard.press('Enter');
    expect(await page.locator('#field-missed').isVisible()).toBe(true);
  });

  test.each(['test.html', 'model.html'])('%s fetches nothing, runs nothing, and sticks out nowhere', async (name) => {
    for (const widthPx of [390, 800, 1600]) {
      const { page, faults } = await open(name, widthPx);
      expect([widthPx, await page.evaluate<number>('document.documentElement.scrollWidth')]).toEqual([
        widthPx,
        widthPx,
      ]);
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.locator('h1').textContent()).toContain(HOSTILE);
      expect(faults).toEqual([]);
      await page.close();
    }
  });
});
