/** Two readers of a blinded case: neither sees the model nor the other, until they are compared and a third word is had. */
import type { Page } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM } from '../../scripts/testing/chromium.ts';
import { appInBrowser } from './app-in-browser.ts';
import { addClassifiedCase, addUsers, inStore } from './filled-store.ts';
import { signIn } from './sign-in.ts';

const CELLS = 6;
/** What each reader says of the cells in their order, by the key's type. */
const FIRST = ['NGS', 'NGS', 'NGS', 'MYO', 'MYO', 'MYO'];
const SECOND = ['NGS', 'NGS', 'NGS', 'MYO', 'MYO', 'NGS'];

describe.skipIf(CHROMIUM === null)('a second reader (needs chromium)', { timeout: 180_000 }, () => {
  let casePath: string;
  const app = appInBrowser({
    fill: (folder) =>
      inStore(folder, async (store) => {
        await addUsers(store, { ana: 'admin', eva: 'reviewer' });
        casePath = `/cases/${await addClassifiedCase(store, CELLS)}`;
      }),
  });
  let ana: Page;
  let eva: Page;
  beforeAll(async () => {
    [ana, eva] = [await app.person(), await app.person()];
  });

  const labels = (page: Page) =>
    page.evaluate<string[]>("[...document.querySelectorAll('[role=gridcell]')].map((cell) => cell.ariaLabel)");

  /** Goes through the cells in their order by the keyboard. */
  async function read(page: Page, said: readonly string[]): Promise<void> {
    await page.getByLabel('By type').uncheck();
    await page.getByLabel('Sort').selectOption('as added');
    await page.getByRole('gridcell').first().click();
    for (const code of said) {
      const key = (await page.locator(`nav [data-drop="${code}"] kbd`).textContent())!;
      await page.keyboard.press(key.toLowerCase());
    }
    await page.getByText(`${CELLS} of ${CELLS} reviewed`).waitFor();
    await page.getByText('All saved').waitFor();
  }

  test('is named for a case that is then blinded', async () => {
    await ana.goto(casePath);
    await signIn(ana, 'ana');
    await ana.getByRole('button', { name: 'More' }).click();
    await ana.getByRole('menuitem', { name: 'Second reader' }).click();
    await ana.getByRole('dialog').getByLabel('Second reader').selectOption('eva');
    await ana.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await ana.getByText('Second reader: eva').waitFor();
    await ana.getByRole('button', { name: 'More' }).click();
    await ana.getByRole('menuitem', { name: 'Hide predictions' }).click();
    await ana.getByText('Blinded: what the model says is hidden').waitFor();
    await ana.getByText('The two readers are compared when predictions are shown again').waitFor();
    expect(await ana.getByText('By the model').count()).toBe(0);
  });

  test('sees neither the model nor the first reader, and is not seen', async () => {
    await ana.getByRole('link', { name: 'Review cells' }).click();
    await ana.getByRole('gridcell').first().waitFor();
    expect((await labels(ana)).join()).not.toMatch(/model|atypical \d|in doubt/);
    await read(ana, FIRST);
    await eva.goto(`${casePath}/review`);
    await signIn(eva, 'eva');
    await eva.getByText(`0 of ${CELLS} reviewed`).waitFor();
    expect(await eva.getByLabel('Reading').inputValue()).toBe('second');
    expect((await labels(eva)).join()).not.toMatch(/model|person|atypical \d|in doubt/);
    await read(eva, SECOND);
    await ana.reload();
    await ana.getByText(`${CELLS} of ${CELLS} reviewed`).waitFor();
    expect((await labels(ana)).filter((label) => label.includes('MYO'))).toHaveLength(3);
  });

  test('agrees with the first by kappa, and the case is not signed while they differ', async () => {
    await ana.goto(casePath);
    await ana.getByRole('button', { name: 'More' }).click();
    await ana.getByRole('menuitem', { name: 'Show predictions' }).click();
    await ana.getByText(`${CELLS} cells were decided by both.`).waitFor();
    // Observed 5 of 6; by chance 3/6 · 4/6 + 3/6 · 2/6 = 1/2; (5/6 − 1/2) / (1/2) = 2/3.
    await ana.getByText(/^0\.667 \(/).waitFor();
    await ana.getByText('They disagree on 1 cell ').waitFor();
    await ana.getByRole('button', { name: 'Sign', exact: true }).click();
    await ana.getByRole('dialog').getByRole('button', { name: 'Sign', exact: true }).click();
    await ana.getByRole('alert').getByText('the two readers differ on 1 cell').waitFor();
    await ana.keyboard.press('Escape');
  });

  test('is adjudicated where the two differ, and the case signed', async () => {
    await ana.getByRole('link', { name: 'Review cells' }).click();
    await ana.getByLabel('Reading').selectOption('Adjudication');
    await ana.getByRole('gridcell').first().click();
    expect(await ana.getByRole('gridcell').count()).toBe(1);
    await ana.keyboard.press((await ana.locator('nav [data-drop="NGS"] kbd').textContent())!.toLowerCase());
    await ana.getByText('All saved').waitFor();
    await ana.getByRole('link', { name: 'To the case' }).click();
    await ana.getByText('No disagreement is open.').waitFor();
    await ana.getByRole('button', { name: 'Sign', exact: true }).click();
    await ana.getByRole('dialog').getByRole('button', { name: 'Sign', exact: true }).click();
    await ana.getByText('The case is locked.').waitFor();
    const csv = await (await ana.request.get(`/api/v1${casePath}/export.csv`)).text();
    expect(csv.trim().split(/\r?\n/).at(-1)).toMatch(/,NGS$/);
  });

  test('nothing was said in the console', () => {
    expect(app.faults).toEqual([]);
  });
});
