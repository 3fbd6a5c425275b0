import axe from 'axe-core';
import type { Page } from 'playwright';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds against WCAG 2.2 AA in what is shown, as `rule: element`. */
export async function accessFaults(page: Page): Promise<string[]> {
  // By the debugger's world, which the page's security policy does not bind.
  await page.evaluate(axe.source);
  return await page.evaluate<string[]>(`axe
    .run(document, { runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 160))))`);
}
