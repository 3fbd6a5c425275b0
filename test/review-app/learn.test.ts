/**
 * The whole way through the page, on a real server: generated cells are imported, classified, corrected, signed and
 * exported, become a data set and a model with live curves, which is compared, promoted and given up again.
 * `npm run test:full` does it with 2,000 cells.
 */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM } from '../../scripts/testing/chromium.ts';
import { accessFaults } from './access-faults.ts';
import { appInBrowser } from './app-in-browser.ts';
import { tinyModelFile } from './filled-store.ts';

const CELLS = process.env.LEUKOSCOPE_FULL === '1' ? 2000 : 160;
const CORRECTED = 20;
/** So many that the page tells of one before the last on a busy machine too: an epoch of some hundred cells takes half a second. */
const EPOCHS = process.env.LEUKOSCOPE_FULL === '1' ? 5 : 14;
const LONG_MS = 240_000;
/** Two of them fit into one step. */
const WAIT_MS = 110_000;
/** A step of the page, on a busy machine. */
const STEP_MS = 60_000;

describe.skipIf(CHROMIUM === null)('from cells to a better model (needs chromium)', { timeout: LONG_MS }, () => {
  const app = appInBrowser();
  let page: Page;
  /** What the untrained model calls hardly any cell. */
  let rare: string;
  beforeAll(async () => {
    page = await app.person();
    page.setDefaultTimeout(STEP_MS);
  });

  const inDialog = () => page.getByRole('dialog');

  test('a model is installed, a case made, cells imported and classified', async () => {
    await page.goto('/models');
    const buffer = Buffer.from(await tinyModelFile());
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'first.onnx', mimeType: 'application/octet-stream', buffer });
    await page.getByRole('row', { name: /first.*in use/ }).waitFor();
    await page.getByRole('link', { name: 'Cases' }).click();
    await page.getByRole('button', { name: 'New case' }).first().click();
    await inDialog().getByLabel('Patient').fill('Doe-4711');
    await inDialog().getByLabel('Title of the case').fill('To learn from');
    await inDialog().getByRole('button', { name: 'Create case' }).click();
    await page.getByRole('heading', { name: 'To learn from' }).waitFor();
    await page.getByText('Other ways').click();
    await page.getByLabel('Data set').fill(`synthetic:1,patients=1,cells=${CELLS},size=32`);
    await page.getByLabel('Data set').press('Enter');
    await page.getByText(`${CELLS} cells, 0 classified`).waitFor({ timeout: WAIT_MS });
    await page.getByRole('button', { name: 'Classify', exact: true }).click();
    await page.getByText(`${CELLS} cells, ${CELLS} classified, 0 reviewed`).waitFor({ timeout: WAIT_MS });
  });

  test(`${CORRECTED} cells are corrected, and the model taken at its word for the rest`, async () => {
    await page.getByRole('link', { name: 'Review cells' }).click();
    await page.getByRole('gridcell').first().waitFor();
    const group = (code: string) => page.locator(`nav [data-drop="${code}"]`);
    const counted = async (code: string) => Number(/\d+$/.exec((await group(code).textContent())!));
    rare = (await counted('NGS')) < (await counted('MYO')) ? 'NGS' : 'MYO';
    await page.getByLabel('By type').uncheck();
    await page.getByLabel('Sort').selectOption(rare === 'MYO' ? 'most typical first' : 'most atypical first');
    await page.getByRole('gridcell').first().click();
    for (let more = 1; more < CORRECTED; more++) await page.keyboard.press('Shift+ArrowRight');
    await page.getByText(`${CORRECTED} selected`).waitFor();
    await page.keyboard.press((await group(rare).locator('kbd').textContent())!.toLowerCase());
    await page.getByText(`${CORRECTED} of ${CELLS} reviewed`).waitFor();
    // All cells are selected, the corrected ones too: these stay as they are.
    await page.getByRole('gridcell').first().click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Enter');
    await page.getByText(`${CELLS} of ${CELLS} reviewed`).waitFor();
    await page.getByLabel('Show').selectOption('not reviewed');
    await page.getByText('Every cell has been reviewed.').waitFor();
    await page.getByText('All saved').waitFor();
  });

  test('the case is signed, and exported with every decision', async () => {
    await page.getByRole('link', { name: 'To the case' }).click();
    await page.getByRole('button', { name: 'Sign' }).click();
    await inDialog().getByRole('button', { name: 'Sign' }).click();
    await page.getByText('The case is locked.').waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Cells (CSV)' }).click(),
    ]);
    const rows = readFileSync(await download.path(), 'utf8')
      .trim()
      .split(/\r?\n/);
    expect(rows).toHaveLength(CELLS + 1);
    expect(rows.filter((row) => row.endsWith(`,${rare}`)).length).toBeGreaterThanOrEqual(CORRECTED);
  });

  test('the labels become a data set, from which a model learns with curves that grow, stops and goes on', async () => {
    await page.getByRole('link', { name: 'Learn' }).click();
    await page.getByRole('button', { name: 'Make a data set' }).click();
    await inDialog().getByLabel(`To learn from · Doe-4711 (${CELLS})`).waitFor();
    await inDialog().getByRole('button', { name: 'Make a data set' }).click();
    await page.getByRole('row', { name: new RegExp(`${rare} \\d+`) }).waitFor();
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await inDialog().getByLabel('Recipe').selectOption('fast');
    await inDialog().getByLabel('Tells apart').selectOption('types');
    await inDialog().getByLabel('Epochs').fill(String(EPOCHS));
    await inDialog().getByRole('button', { name: 'Start training' }).click();
    await page
      .getByText(new RegExp(`^epoch (?!0 |${EPOCHS} )\\d+ of ${EPOCHS} · .+ per second`))
      .waitFor({ timeout: WAIT_MS });
    const curve = page.locator('svg.lk-plot path').first();
    await curve.waitFor({ state: 'attached' });
    expect(await page.getByText('running').first().isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('stopped').first().waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText(`epoch ${EPOCHS} of ${EPOCHS}`).waitFor({ timeout: WAIT_MS });
    await page.getByRole('heading', { name: 'Compared on the same held-out' }).waitFor({ timeout: WAIT_MS });
  });

  test('the new model is compared with the one in use, promoted, and given up again', async () => {
    await page.getByText('Trained less in use').waitFor();
    await page.getByRole('button', { name: 'Put to use' }).click();
    await inDialog().getByRole('button', { name: 'Put to use' }).click();
    await page.getByRole('link', { name: 'To the model' }).click();
    await page.getByText('in use').waitFor();
    await page.getByRole('row', { name: /ROC AUC/ }).waitFor();
    for (const name of ['Model card', 'Evaluation report', 'Map of cells']) {
      const [opened] = await Promise.all([
        page.context().waitForEvent('page'),
        page.getByRole('link', { name }).click(),
      ]);
      await opened.getByRole('heading', { level: 1 }).waitFor();
      await opened.close();
    }
    await page.getByRole('link', { name: 'Models' }).click();
    await page.getByRole('row', { name: /fast · .*in use.*2 types/ }).waitFor();
    await page.getByRole('button', { name: 'Roll back' }).click();
    await inDialog().getByRole('button', { name: 'Roll back' }).click();
    await page.getByRole('row', { name: /first.*in use/ }).waitFor();
  });

  test.each(['light', 'dark'] as const)('both pages keep WCAG 2.2 AA by axe, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.getByRole('link', { name: /^fast · / }).click();
    await page.getByRole('row', { name: /ROC AUC/ }).waitFor();
    expect(await accessFaults(page)).toEqual([]);
    await page.getByRole('link', { name: 'Learn' }).click();
    await page.getByText('Trained less in use').waitFor();
    expect(await accessFaults(page)).toEqual([]);
    await page.getByRole('link', { name: 'Models' }).click();
  });

  test('a backup is made, and the audit trail tells all of it in words, and is whole', async () => {
    await page.getByRole('link', { name: 'Audit' }).click();
    await page.getByRole('button', { name: 'Make a backup' }).click();
    await page.getByRole('region', { name: 'Backups' }).getByRole('row').nth(1).waitFor();
    await page.getByRole('row', { name: /backup made/ }).waitFor();
    await page.getByRole('button', { name: 'Check the chain' }).click();
    await page.getByText('The chain is whole').waitFor();
    const codes = await page.evaluate<[code: string, words: string][]>(
      `[...document.querySelectorAll('section[aria-label="Audit trail"] tbody tr')].map(({ children }) => [
        children[3].firstChild.title,
        children[3].textContent,
      ])`,
    );
    expect(codes.map(([code]) => code)).toEqual(
      expect.arrayContaining([
        'model.roll-back',
        'model.promote',
        'training.create',
        'dataset-version.create',
        'case.sign',
      ]),
    );
    expect(codes.filter(([code, words]) => words === code || !code.includes('.'))).toEqual([]);
    expect(await page.getByText('Doe-4711').count()).toBe(0);
  });

  test('nothing was said in the console', () => {
    expect(app.faults).toEqual([]);
  });
});
