/** The review app in a real browser, on a real `leukoscope serve`: from an empty folder to a signed and exported case. */
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeModelFile } from '../../packages/leukoscope/src/models/model-file.ts';
import { tinyCard, tinyTrainer, tinyType } from '../../packages/leukoscope/test/tiny-model.ts';
import { CHROMIUM, CHROMIUM_FLAGS } from '../../scripts/testing/chromium.ts';
import { type RunningServer, runServer } from './running-server.ts';

const CELLS = 60;

describe.skipIf(CHROMIUM === null)('the review app (needs chromium)', { timeout: 180_000 }, () => {
  let server: RunningServer;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let casePath: string;
  const faults: string[] = [];

  beforeAll(async () => {
    server = await runServer();
    browser = await chromium.launch({ executablePath: CHROMIUM!, args: [...CHROMIUM_FLAGS] });
    context = await browser.newContext({
      viewport: { width: 1300, height: 850 },
      locale: 'en',
      baseURL: server.address,
    });
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  /** What axe finds against WCAG 2.2 AA, as `rule: element`. */
  async function accessFaults(): Promise<string[]> {
    // By the debugger's world, which the page's security policy does not bind.
    await page.evaluate(axe.source);
    return await page.evaluate<string[]>(`axe
      .run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
      .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 160))))`);
  }

  const focusedNumber = () => page.evaluate<string | null>("document.activeElement?.getAttribute('data-number')");
  const focusedLabel = () => page.evaluate<string | null>("document.activeElement?.getAttribute('aria-label')");

  test('says that no model is installed and how to get one, and takes one in', async () => {
    await page.goto('/');
    await page.getByText('No model is installed').waitFor();
    expect(await page.getByText('Research use, not for diagnosis.').isVisible()).toBe(true);
    await page.getByRole('link', { name: 'To the models' }).click();
    const types = [tinyType('NGS'), tinyType('MYO', 'atypical')];
    const bytes = await writeModelFile(tinyCard({ types }), await tinyTrainer(1, types).state());
    const file = { name: 'tiny.onnx', mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('link', { name: 'tiny' }).waitFor();
    expect(await page.getByText('in use').isVisible()).toBe(true);
  });

  test('creates a case, imports generated cells and classifies them, with the progress told', async () => {
    await page.goto('/');
    await page.getByRole('button', { name: 'New case' }).first().click();
    await page.getByLabel('Patient').fill('P-17');
    await page.getByLabel('Title of the case').fill('First smear');
    await page.getByRole('button', { name: 'Create case' }).click();
    await page.getByRole('heading', { name: 'First smear' }).waitFor();
    casePath = new URL(page.url()).pathname;
    await page.getByText('Other ways').click();
    await page.getByLabel('Data set').fill(`synthetic:1,patients=1,cells=${CELLS},size=32`);
    await page.getByLabel('Data set').press('Enter');
    await page.getByText(`${CELLS} cells, 0 classified`).waitFor({ timeout: 120_000 });
    await page.getByRole('button', { name: 'Classify', exact: true }).click();
    await page.getByText(`${CELLS} cells, ${CELLS} classified, 0 reviewed`).waitFor({ timeout: 120_000 });
    await page.getByRole('heading', { name: 'Differential count' }).waitFor();
    expect(await page.locator('svg.lk-plot').count()).toBeGreaterThanOrEqual(2);
  });

  test('refuses what is no image with a reason on the page, and takes the images beside it', async () => {
    const file = { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no picture') };
    await page.locator('input[type=file]').first().setInputFiles([file]);
    await page.getByRole('row', { name: /notes\.png/ }).waitFor();
    expect(await page.getByText('1 file could not be used').isVisible()).toBe(true);
    expect(await page.getByText('0 images added').isVisible()).toBe(true);
  });

  test('is reviewed by the keyboard alone: moved in, relabelled, undone, done again', async () => {
    await page.getByRole('link', { name: 'Review cells' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('gridcell').first().waitFor();
    for (let presses = 0; presses < 40 && (await focusedNumber()) === null; presses++) await page.keyboard.press('Tab');
    const first = await focusedNumber();
    expect(first).not.toBeNull();
    expect(await focusedLabel()).toMatch(/^Cell \d+, .*by the model.*atypical [\d.]+%/);
    await page.keyboard.press('ArrowRight');
    const second = await focusedNumber();
    expect(second).not.toBe(first);
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByText('2 selected').waitFor();
    const key = await page.locator('[data-drop="MYO"] kbd').textContent();
    await page.keyboard.press(key!.toLowerCase());
    await page.getByText(`2 of ${CELLS} reviewed`).waitFor();
    await page.getByText('All saved').waitFor();
    expect(await page.locator(`#cell-${second}`).getAttribute('aria-label')).toContain('decided by a person');
    expect(await focusedNumber()).not.toBeNull();
    await page.keyboard.press('Control+z');
    await page.getByText(`0 of ${CELLS} reviewed`).waitFor();
    await page.keyboard.press('Control+y');
    await page.getByText(`2 of ${CELLS} reviewed`).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(`3 of ${CELLS} reviewed`).waitFor();
    await page.getByText('All saved').waitFor();
  });

  test('keeps every decision over a new load of the page', async () => {
    await page.reload();
    await page.getByText(`3 of ${CELLS} reviewed`).waitFor();
  });

  test('relabels by a drag onto a group, and shows the details of a cell', async () => {
    const cell = page.getByRole('gridcell').first();
    await cell.click();
    const number = await cell.getAttribute('data-number');
    const from = (await cell.boundingBox())!;
    const to = (await page.locator('nav [data-drop="unidentified"]').boundingBox())!;
    await page.mouse.move(from.x + 20, from.y + 20);
    await page.mouse.down();
    await page.mouse.move(from.x + 60, from.y + 60, { steps: 4 });
    await page.mouse.move(to.x + 20, to.y + 10, { steps: 4 });
    await page.mouse.up();
    await page.locator('[role=status]', { hasText: 'unidentified' }).waitFor();
    await page.getByText('All saved').waitFor();
    await page.getByRole('button', { name: 'Details' }).click();
    await page.getByRole('complementary', { name: 'Details' }).getByText('File').waitFor();
    await page.goto(casePath);
    await page.getByRole('button', { name: 'Sign' }).click();
    await page.getByRole('dialog').getByText('1 cells are unidentified').waitFor();
    expect(await page.getByRole('dialog').getByRole('button', { name: 'Sign' }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await page.goto(`${casePath}/review`);
    await page.locator('nav [data-drop="unidentified"]').click();
    await page.locator(`#cell-${number}`).waitFor();
    await page.locator(`#cell-${number}`).click();
    await page.keyboard.press('Enter');
    await page.getByText('All saved').waitFor();
  });

  test('is signed, locked, and exported with the decisions', async () => {
    await page.goto(casePath);
    await page.getByRole('button', { name: 'Sign' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign' }).click();
    await page.getByText('The case is locked.').waitFor();
    expect(await page.getByText('Drop images').count()).toBe(0);
    const csv = await (await context.request.get(`/api/v1${casePath}/export.csv`)).text();
    const decided = csv.split('\n').filter((row) => /,MYO,,,MYO$/.test(row.trim()));
    expect(decided.length).toBeGreaterThanOrEqual(2);
    await page.goto(`${casePath}/review`);
    await page.getByText('The case is signed.').waitFor();
  });

  test('has an audit trail that is whole', async () => {
    await page.goto('/audit');
    await page.getByRole('button', { name: 'Check the chain' }).click();
    await page.getByText('The chain is whole').waitFor();
    expect(await page.getByText('P-17').count()).toBe(0);
  });

  test.each(['light', 'dark'] as const)('keeps WCAG 2.2 AA by axe on every page, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    const found: Record<string, string[]> = {};
    for (const path of ['/', casePath, `${casePath}/review`, '/models', '/learn', '/audit', '/none']) {
      await page.goto(path);
      await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined);
      await page.locator('h1').first().waitFor();
      const here = await accessFaults();
      if (here.length > 0) found[path] = here;
    }
    expect(found).toEqual({});
  });

  test('speaks Spanish when asked, and sticks out nowhere at 820 px', async () => {
    await page.setViewportSize({ width: 820, height: 1100 });
    await page.goto('/');
    await page.getByLabel('Language').selectOption('es');
    await page.getByRole('heading', { name: 'Casos' }).waitFor();
    for (const path of ['/', casePath, `${casePath}/review`, '/models', '/learn', '/audit']) {
      await page.goto(path);
      await page.locator('h1').first().waitFor();
      expect([path, await page.evaluate<number>('document.documentElement.scrollWidth')]).toEqual([path, 820]);
    }
  });

  test('broke no rule of its security policy, and said nothing in the console', () => {
    expect(faults.filter((fault) => !/status of 4\d\d/.test(fault))).toEqual([]);
  });
});
