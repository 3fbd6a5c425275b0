import { describe, expect, test } from 'vitest';
import { CHROMIUM } from '../scripts/testing/chromium.ts';

// Without a browser vitest.config.ts leaves the *.browser.test.ts out; this says so in their place.
describe.skipIf(CHROMIUM === null)('tests in a web page (needs chromium)', () => {
  test('are run', () => expect(CHROMIUM).toMatch(/chromium$/));
});
