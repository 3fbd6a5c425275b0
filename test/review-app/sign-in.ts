import type { Page } from 'playwright';
import { PASSWORD } from './filled-store.ts';

/** Signs in on the page that asks for it. */
export async function signIn(page: Page, name: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
