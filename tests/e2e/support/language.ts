/** Which language stands on a page, held against the catalogues; and whether all of it can be read. */
import { expect, type Page } from '@playwright/test';
import { catalogueOf } from '@/lib/locales/catalogue';

type Language = 'en' | 'nl';

/**
 * What a message looks like on a page, with anything in place of its placeholders; null where there is no word in it that
 * could tell: "of" is one in both languages.
 */
function patternOf(message: string): string | null {
  if (!/\p{L}{3}/u.test(message.replace(/\{\w+\}/g, ''))) return null;
  const escaped = message.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.+');
  return `^${escaped}$`;
}

/** Messages of a language that the other says in other words. */
function patternsOf(language: Language): string[] {
  const other = catalogueOf(language === 'en' ? 'nl' : 'en');
  const theirs = new Set(Object.values(other).map(({ message }) => message));
  return Object.values(catalogueOf(language)).flatMap(({ message }) => {
    const pattern = theirs.has(message) ? null : patternOf(message);
    return pattern === null ? [] : [pattern];
  });
}

const english = patternsOf('en');
const dutch = patternsOf('nl');

/** Texts and labels of the page that are messages of the first language and not of the second. */
const leftIn = (page: Page, patterns: readonly string[], others: readonly string[]): Promise<string[]> =>
  page.evaluate(
    ([wrong, right]) => {
      const isOne = (from: readonly string[]) => {
        const pattern = new RegExp(from.map((one) => `(?:${one})`).join('|'), 'u');
        return (text: string): boolean => pattern.test(text);
      };
      const isWrong = isOne(wrong);
      const isRight = isOne(right);
      const texts = new Set<string>([document.title]);
      for (const element of document.querySelectorAll('body *')) {
        // What is just being read out may be several sentences in one, which no message looks like.
        if (element.closest('[data-live]') !== null) continue;
        // Words of a phrase and texts to pass on have languages of their own.
        if (element.closest('[lang], script, style') !== null && element.closest('[lang]') !== document.documentElement)
          continue;
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) texts.add(element.getAttribute(name) ?? '');
        for (const node of element.childNodes) if (node instanceof Text) texts.add(node.data.trim());
      }
      return [...texts].filter((text) => text !== '' && isWrong(text) && !isRight(text));
    },
    [patterns, others] as const,
  );

/** The page says its language, and nothing of it is left in the other one. */
export async function expectLanguage(page: Page, language: Language): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  const left = language === 'nl' ? await leftIn(page, english, dutch) : await leftIn(page, dutch, english);
  expect(left, `not in ${language}, on ${page.url()}`).toEqual([]);
}

/** Buttons, links, heads and labels that are wider than their place, or pages that are wider than the window. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const found = scrollWidth > clientWidth ? [`the page: ${scrollWidth} in ${clientWidth}`] : [];
    const parts =
      'button, a, nav, h1, h2, h3, legend, label, select, summary, [role="columnheader"], [role="menuitem"]';
    for (const element of document.querySelectorAll<HTMLElement>(parts)) {
      if (!element.checkVisibility() || element.closest('.sr') !== null) continue;
      // Parts of a line have no width of their own, and names that are too long end in dots on purpose.
      if (element.clientWidth === 0 || element.querySelector('.cut') !== null) continue;
      if (element.scrollWidth > element.clientWidth + 1) found.push(element.textContent ?? '');
    }
    // What stands in a table ends where the table does.
    for (const table of document.querySelectorAll('table, [role="table"]')) {
      const end = table.getBoundingClientRect().right;
      for (const part of table.querySelectorAll<HTMLElement>('button, a'))
        if (part.checkVisibility() && part.closest('.menu') === null && part.getBoundingClientRect().right > end + 1)
          found.push(`beside its table: ${part.getAttribute('aria-label') ?? part.textContent}`);
    }
    return found;
  });

/** Nothing is cut off: in windows of these widths, with text of these sizes in pixels. */
export async function expectRoom(
  page: Page,
  sizes: readonly (readonly [width: number, text: number])[],
): Promise<void> {
  const before = page.viewportSize();
  for (const [width, text] of sizes) {
    await page.setViewportSize({ width, height: before?.height ?? 800 });
    await page.evaluate((size) => {
      document.documentElement.style.fontSize = `${size}px`;
    }, text);
    expect(await tooWide(page), `${page.url()}, ${width} px, text of ${text} px`).toEqual([]);
  }
  if (before !== null) await page.setViewportSize(before);
  await page.evaluate(() => document.documentElement.removeAttribute('style'));
}
