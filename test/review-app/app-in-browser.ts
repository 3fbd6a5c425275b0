import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { CHROMIUM, CHROMIUM_FLAGS } from '../../scripts/testing/chromium.ts';
import { type RunningServer, runServer, type ServerOptions } from './running-server.ts';

/**
 * What the browser tests of a file share: one server, and people at browsers of their own. They are steps of one way: after
 * one that failed none is tried.
 */
export interface AppInBrowser {
  /** A new person, with cookies and storage of their own. The page is at no address yet; its paths begin with `/`. */
  person(): Promise<Page>;
  /** What broke a rule of the page's security policy, or was said in a console; refusals of the server left out. */
  readonly faults: readonly string[];
}

/** Also where the server's folder is filled with 100,000 cells. */
const STARTS_MS = 600_000;
/** As large as a laboratory's older screens. */
const WINDOW = { width: 1300, height: 850 };

/** Called outside of the tests, and ready when the first of them begins. */
export function appInBrowser(options: ServerOptions = {}): AppInBrowser {
  let server: RunningServer;
  let browser: Browser;
  const faults: string[] = [];
  beforeAll(async () => {
    server = await runServer(options);
    browser = await chromium.launch({ executablePath: CHROMIUM!, args: [...CHROMIUM_FLAGS] });
  }, STARTS_MS);
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });
  const pages: Page[] = [];
  let hasFailed = false;
  beforeEach(() => {
    if (hasFailed) throw new Error('a step before this one failed');
  });
  afterEach(async ({ task }) => {
    if (hasFailed || task.result?.state !== 'fail') return;
    hasFailed = true;
    // What people saw then: a step that waited in vain says no more by itself.
    for (const page of pages) {
      process.stderr.write(`${page.url()}\n${await page.locator('body').ariaSnapshot()}\n`);
    }
  });
  return {
    faults,
    async person() {
      const page = await browser.newPage({ viewport: WINDOW, locale: 'en', baseURL: server.address });
      page.on('console', (message) => {
        const isFault = message.type() === 'error' || message.type() === 'warning';
        if (isFault && !/status of 4\d\d/.test(message.text())) faults.push(message.text());
      });
      page.on('pageerror', (error) => faults.push(error.message));
      pages.push(page);
      return page;
    },
  };
}
