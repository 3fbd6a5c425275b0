/** Every page and every dialog by axe against WCAG 2.2 AA, in both themes; no page sticks out of a narrow window. */
import type { Page } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM } from '../../scripts/testing/chromium.ts';
import { accessFaults } from './access-faults.ts';
import { appInBrowser } from './app-in-browser.ts';
import { addClassifiedCase, addUsers, inStore } from './filled-store.ts';
import { signIn } from './sign-in.ts';

const CELLS = 40;
const NOBODY = { userId: null };

describe.skipIf(CHROMIUM === null)('every page (needs chromium)', { timeout: 240_000 }, () => {
  let casePath: string;
  const app = appInBrowser({
    fill: (folder) =>
      inStore(folder, async (store) => {
        await addUsers(store, { ana: 'admin', eva: 'reviewer' });
        const id = await addClassifiedCase(store, CELLS);
        await store.comments.add(NOBODY, id, { number: 3, text: 'An Auer rod?' });
        await store.reviews.add(NOBODY, id, { reading: 'first', changes: [{ number: 3, typeCode: 'MYO' }] });
        casePath = `/cases/${id}`;
      }),
  });
  let page: Page;
  beforeAll(async () => {
    page = await app.person();
    await page.goto('/');
  });

  /** Each page, and what shows that it is complete. */
  const pages = (): [path: string, sign: string][] => [
    ['/', 'Smear'],
    [casePath, 'An Auer rod?'],
    [`${casePath}/review`, 'By type'],
    ['/models', 'Install a model'],
    ['/learn', 'No data set has been made yet.'],
    ['/audit', 'Head of the chain'],
    ['/users', 'may sign in'],
    ['/none', 'There is no such page'],
  ];

  test.each(['light', 'dark'] as const)('keeps WCAG 2.2 AA, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    const found: Record<string, string[]> = {};
    const look = async (where: string) => {
      const faults = await accessFaults(page);
      if (faults.length > 0) found[where] = faults;
    };
    if (colorScheme === 'light') {
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await look('/sign-in');
      await signIn(page, 'ana');
      await page.getByRole('link', { name: 'Smear' }).waitFor();
    }
    for (const [path, sign] of pages()) {
      await page.goto(path);
      await page.getByText(sign).first().waitFor();
      await look(path);
    }
    expect(found).toEqual({});
  });

  test.each<[string, () => string, (page: Page) => Promise<void>]>([
    ['a new case', () => '/', (at) => at.getByRole('button', { name: 'New case' }).click()],
    ['signing', () => casePath, (at) => at.getByRole('button', { name: 'Sign', exact: true }).click()],
    ['the second reader', () => casePath, (at) => choose(at, 'Second reader')],
    ['deleting a patient', () => casePath, (at) => choose(at, 'Delete patient')],
    ['the keys', () => `${casePath}/review`, (at) => at.getByRole('button', { name: 'Keys' }).click()],
    ['a user', () => '/users', (at) => at.getByRole('button', { name: 'Change eva' }).click()],
  ])('keeps it in the dialog of %s, which takes the focus and gives it back', async (_, path, open) => {
    await page.goto(path());
    await open(page);
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await page.waitForFunction("document.querySelector('[role=dialog]').contains(document.activeElement)");
    expect(await accessFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.waitForFunction("document.activeElement.matches('button')");
  });

  async function choose(at: Page, name: string): Promise<void> {
    await at.getByRole('button', { name: 'More' }).click();
    await at.getByRole('menuitem', { name }).click();
  }

  test('keeps it with the details of a cell beside the gallery', async () => {
    await page.goto(`${casePath}/review`);
    await page.getByRole('gridcell').first().click();
    await page.keyboard.press('/');
    await page.getByRole('complementary', { name: 'Details' }).getByText('File').waitFor();
    expect(await accessFaults(page)).toEqual([]);
  });

  test.each([820, 400])('sticks out nowhere of a window of %d px, in Spanish', async (width) => {
    await page.setViewportSize({ width, height: 1000 });
    await page.goto('/');
    await page.locator('header select').first().selectOption('es');
    for (const [path] of pages()) {
      await page.goto(path);
      await page.locator('h1').first().waitFor();
      expect([path, await page.evaluate<number>('document.documentElement.scrollWidth')]).toEqual([path, width]);
    }
  });

  test('has its toolbar of the review page in one line of a window of 1300 px, in Spanish', async () => {
    await page.setViewportSize({ width: 1300, height: 850 });
    await page.goto(`${casePath}/review`);
    const queue = page.getByRole('button', { name: 'Más dudosas' });
    await queue.waitFor();
    const [first, last] = [await queue.boundingBox(), await page.getByRole('button', { name: 'Teclas' }).boundingBox()];
    expect(last!.y).toBe(first!.y);
  });

  test('nothing was said in the console', () => {
    expect(app.faults).toEqual([]);
  });
});
