/** The review app in a real browser, on a real `leukoscope serve`: from an empty folder to a signed and exported case. */
import type { Page } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM } from '../../scripts/testing/chromium.ts';
import { appInBrowser } from './app-in-browser.ts';
import { tinyModelFile } from './filled-store.ts';

const CELLS = 60;

describe.skipIf(CHROMIUM === null)('the review app (needs chromium)', { timeout: 180_000 }, () => {
  const app = appInBrowser();
  let page: Page;
  let casePath: string;
  beforeAll(async () => {
    page = await app.person();
  });

  const focusedNumber = () => page.evaluate<string | null>("document.activeElement?.getAttribute('data-number')");
  const focusedLabel = () => page.evaluate<string | null>("document.activeElement?.getAttribute('aria-label')");

  test('says that no model is installed and how to get one, and takes one in', async () => {
    await page.goto('/');
    await page.getByText('No model is installed').waitFor();
    expect(await page.getByText('Research use, not for diagnosis.').isVisible()).toBe(true);
    await page.getByRole('link', { name: 'To the models' }).click();
    const buffer = Buffer.from(await tinyModelFile());
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'tiny.onnx', mimeType: 'application/octet-stream', buffer });
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
    await page.getByRole('dialog').getByText('1 cell is unidentified').waitFor();
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
    const csv = await (await page.request.get(`/api/v1${casePath}/export.csv`)).text();
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

  test('speaks Spanish when asked', async () => {
    await page.goto('/');
    await page.getByLabel('Language').selectOption('es');
    await page.getByRole('heading', { name: 'Casos' }).waitFor();
  });

  test('broke no rule of its security policy, and said nothing in the console', () => {
    expect(app.faults).toEqual([]);
  });
});
