/** What axe has to say about a page. */
import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

/** Everything, and what alone can differ between two schemes of the same page. */
const looks = {
  whole: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  colours: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
} as const satisfies Record<string, axe.RunOnly>;

type Scheme = 'light' | 'dark';

declare global {
  interface Window {
    axe?: typeof axe;
  }
}

/** What axe finds in a page as it is now: rule and places. */
async function violations(page: Page, look: keyof typeof looks): Promise<string[]> {
  // The script weighs as much as all pages of the product; it stays in the page until that is left.
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(axe.source);
  return page.evaluate(async ({ type, values }) => {
    // No page of the product has frames. What is no violation is not written down: that takes longer than finding it.
    const found = await window.axe?.run(document, {
      runOnly: { type, values: [...values] },
      resultTypes: ['violations'],
    });
    if (found === undefined) throw new Error('axe is not in the page');
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }, looks[look]);
}

/**
 * Has axe look at a page as it is now, in both colour schemes unless only some are asked for. After the first, only at
 * the colours: nothing else of a page depends on the scheme.
 */
export async function expectAccessible(
  page: Page,
  state: string,
  schemes: readonly Scheme[] = ['light', 'dark'],
): Promise<void> {
  for (const [at, colorScheme] of schemes.entries()) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await violations(page, at === 0 ? 'whole' : 'colours'), `${state}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
}
