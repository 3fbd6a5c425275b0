/** Several people: who may do what is what their pages offer, and what one decided is not lost when the session ends. */
import type { Page } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM } from '../../scripts/testing/chromium.ts';
import { appInBrowser } from './app-in-browser.ts';
import { addClassifiedCase, addUsers, inStore } from './filled-store.ts';
import { signIn } from './sign-in.ts';

const CELLS = 12;

describe.skipIf(CHROMIUM === null)('users (needs chromium)', { timeout: 180_000 }, () => {
  let casePath: string;
  const app = appInBrowser({
    fill: (folder) =>
      inStore(folder, async (store) => {
        await addUsers(store, { ana: 'admin', eva: 'reviewer', ben: 'viewer' });
        casePath = `/cases/${await addClassifiedCase(store, CELLS)}`;
      }),
  });
  let ana: Page;
  let eva: Page;
  beforeAll(async () => {
    [ana, eva] = [await app.person(), await app.person()];
  });

  test('sign in with name and password, and are told what was wrong', async () => {
    await ana.goto('/');
    await signIn(ana, 'ana', 'not the password');
    await ana.getByRole('alert').getByText('name or password is wrong').waitFor();
    await signIn(ana, 'ana');
    await ana.getByRole('heading', { name: 'Cases' }).waitFor();
    await ana.getByTitle('Signed in as ana').waitFor();
  });

  test('who only looks is offered nothing that changes anything', async () => {
    const ben = await app.person();
    await ben.goto(casePath);
    await signIn(ben, 'ben');
    await ben.getByRole('link', { name: 'Review cells' }).waitFor();
    const offered = await ben.getByRole('main').getByRole('button').allTextContents();
    expect(offered.filter((text) => !text.startsWith('Export'))).toEqual([]);
    expect(await ben.getByRole('navigation', { name: 'Pages' }).getByRole('link').allTextContents()).toEqual([
      'Cases',
      'Models',
      'Learn',
    ]);
    await ben.getByRole('link', { name: 'Review cells' }).click();
    await ben.getByText('You may look at the cells, not decide on them.').waitFor();
    await ben.getByRole('gridcell').first().click();
    await ben.keyboard.press('Enter');
    await ben.getByText(`0 of ${CELLS} reviewed`).waitFor();
    await ben.goto('/audit');
    await ben.getByRole('alert').first().waitFor();
    await ben.close();
  });

  test('are added on the page, given another role, and shut out', async () => {
    await ana.getByRole('link', { name: 'Users' }).click();
    await ana.getByRole('button', { name: 'Add user' }).click();
    const dialog = ana.getByRole('dialog');
    await dialog.getByLabel('Name').fill('new');
    await dialog.getByLabel('Password').fill('a long password');
    await dialog.getByRole('button', { name: 'Add user' }).click();
    await ana.getByRole('row', { name: /new reviewer.*may sign in/ }).waitFor();
    await ana.getByRole('button', { name: 'Change new' }).click();
    await dialog.getByLabel('Role').selectOption('viewer');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await ana.getByRole('row', { name: /new viewer/ }).waitFor();
    await ana.getByRole('button', { name: 'Change new' }).click();
    await dialog.getByLabel('Disabled').check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await ana.getByRole('row', { name: /new viewer.*disabled/ }).waitFor();
    const shut = await app.person();
    await shut.goto('/');
    await signIn(shut, 'new', 'a long password');
    await shut.getByRole('alert').getByText('name or password is wrong').waitFor();
    await shut.close();
  });

  test('keep what they decided when their session ends, for themselves alone', async () => {
    await eva.goto(`${casePath}/review`);
    await signIn(eva, 'eva');
    await eva.getByRole('gridcell').first().click();
    // The session ends elsewhere: the cookie is gone, and the page does not know.
    await eva.context().clearCookies();
    await eva.keyboard.press('Enter');
    await eva.getByText('1 decision is not saved yet').waitFor();
    await eva.reload();
    await signIn(eva, 'ana');
    await eva.getByText(`0 of ${CELLS} reviewed`).waitFor();
    await eva.getByText('All saved').waitFor();
    await eva.getByRole('button', { name: 'Sign out' }).click();
    await eva.getByText('1 decision is not saved yet').waitFor();
    const kept = await eva.evaluate<string>("sessionStorage.getItem('leukoscope.unsaved')");
    expect(kept).not.toMatch(/eva|P-1|Smear/);
    await signIn(eva, 'eva');
    await eva.getByText(`1 of ${CELLS} reviewed`).waitFor();
    await eva.getByText('All saved').waitFor();
    await eva.reload();
    await eva.getByText(`1 of ${CELLS} reviewed`).waitFor();
    expect(await eva.evaluate<string | null>("sessionStorage.getItem('leukoscope.unsaved')")).toBeNull();
  });

  test('nothing was said in the console', () => {
    expect(app.faults).toEqual([]);
  });
});
