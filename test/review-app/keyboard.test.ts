/** From an empty folder to a signed case without a pointer: what is not reached by the keyboard is not there. */
import type { Page } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM } from '../../scripts/testing/chromium.ts';
import { appInBrowser } from './app-in-browser.ts';
import { addTinyModel, addUsers, inStore, PASSWORD } from './filled-store.ts';

const CELLS = 24;
/** More stops of the Tab key has no page. */
const MOST_STOPS = 80;

describe.skipIf(CHROMIUM === null)('the keyboard alone (needs chromium)', { timeout: 180_000 }, () => {
  const app = appInBrowser({
    fill: (folder) =>
      inStore(folder, async (store) => {
        await addUsers(store, { ana: 'admin' });
        await addTinyModel(store);
      }),
  });
  let page: Page;
  beforeAll(async () => {
    page = await app.person();
  });

  /** What has the focus, by its name, and whether one sees that it has it. */
  const focused = () =>
    page.evaluate<{ name: string; isMarked: boolean }>(`(() => {
      const element = document.activeElement;
      const label = element.labels?.[0] ?? element;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return {
        name: element.getAttribute('aria-label') ?? label.textContent.trim(),
        isMarked: element.matches('[role=gridcell]') || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2),
      };
    })()`);

  /** Presses Tab until what begins with this name has the focus, which can be seen at every stop. */
  async function tabTo(name: string): Promise<void> {
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      await page.keyboard.press('Tab');
      const now = await focused();
      if (now.name.startsWith(name)) {
        expect([name, now.isMarked]).toEqual([name, true]);
        return;
      }
    }
    throw new Error(`the Tab key does not reach '${name}'`);
  }

  async function fillIn(name: string, text: string): Promise<void> {
    await tabTo(name);
    await page.keyboard.type(text);
  }

  test('signs in, and skips to the content', async () => {
    await page.goto('/');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await fillIn('Name', 'ana');
    await fillIn('Password', PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Cases' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Cases' }).waitFor();
    await page.keyboard.press('Tab');
    expect((await focused()).name).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await tabTo('New case');
  });

  test('creates a case, imports cells and classifies them', async () => {
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    // The focus is in the dialog, at its first field.
    expect((await focused()).name).toBe('Patient');
    await page.keyboard.type('P-1');
    await fillIn('Title of the case', 'By keyboard');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'By keyboard' }).waitFor();
    await tabTo('Other ways');
    await page.keyboard.press('Enter');
    await fillIn('Data set', `synthetic:1,patients=1,cells=${CELLS},size=32`);
    await page.keyboard.press('Enter');
    await page.getByText(`${CELLS} cells, 0 classified`).waitFor({ timeout: 120_000 });
    await tabTo('Classify');
    await page.keyboard.press('Enter');
    await page.getByText(`${CELLS} classified`).waitFor({ timeout: 120_000 });
  });

  test('reviews: the queue, a group, undo, details, and all the rest at once', async () => {
    await tabTo('Review cells');
    await page.keyboard.press('Enter');
    await page.getByRole('gridcell').first().waitFor();
    await tabTo('Least sure');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Details' }).waitFor();
    await tabTo('Cell ');
    const first = await page.evaluate<string>("document.activeElement.getAttribute('data-number')");
    await page.keyboard.press((await page.locator('nav [data-drop="MYO"] kbd').textContent())!.toLowerCase());
    await page.getByText(`1 of ${CELLS} reviewed`).waitFor();
    // The queue goes on with the next one.
    await page.waitForFunction(
      `document.activeElement.matches('[role=gridcell]') && document.activeElement.dataset.number !== '${first}'`,
    );
    await page.keyboard.press('Control+z');
    await page.getByText(`0 of ${CELLS} reviewed`).waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Enter');
    await page.getByText(`${CELLS} of ${CELLS} reviewed`).waitFor();
    await page.getByText('All saved').waitFor();
  });

  test('signs', async () => {
    await tabTo('To the case');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'By keyboard' }).waitFor();
    await tabTo('Sign');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo('Sign');
    await page.keyboard.press('Enter');
    await page.getByText('The case is locked.').waitFor();
  });

  test('nothing was said in the console', () => {
    expect(app.faults).toEqual([]);
  });
});
