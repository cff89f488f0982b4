import type { Page } from '@playwright/test';
import { keyOf, openCompare, unlock } from './support/confirm-page';
import { expect, test } from './support/fixtures';
import { accountOf, begin, clientId } from './support/scenes';

/** What has the focus, and whether something lies over it; null: nothing has it. */
const focused = (page: Page): Promise<{ name: string; covered: boolean; last: boolean } | null> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null;
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const points = [
      [(left + right) / 2, (top + bottom) / 2],
      [(left + right) / 2, top + 2],
      [(left + right) / 2, bottom - 2],
    ] as const;
    const isSeen = ([x, y]: readonly [number, number]): boolean => {
      const found = document.elementFromPoint(x, y);
      return found !== null && (element.contains(found) || found.contains(element));
    };
    const name = element.getAttribute('aria-label') ?? (element.textContent || element.id);
    return { name, covered: !points.every(isSeen), last: element.matches('[data-confirm]') };
  });

test('whatever the keyboard comes to while comparing is in sight, at every size and with large text', async ({
  desk,
  sim,
}) => {
  const organizationId = clientId(sim, 'Fjord Logistics');
  sim.control.setSeats({ organizationId, seats: null });
  const crowd = sim.control.addWaiting({ organizationId, count: 20 });
  await (await begin(desk, sim)).close();
  const [first] = crowd;
  const key = await keyOf(desk, first?.memberId ?? '');
  const page = await openCompare(
    desk,
    crowd.map(({ memberId }) => key.replace(first?.memberId ?? '', memberId)),
  );
  await unlock(page, accountOf(sim, 'provider admin').masterPassword);
  await expect(page.locator('.words')).toHaveCount(20);

  for (const [width, height, text] of [
    [1280, 800, 16],
    [900, 700, 16],
    [360, 700, 16],
    [1280, 800, 24],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.evaluate((size) => {
      document.documentElement.style.fontSize = `${size}px`;
    }, text);
    for (const direction of ['Tab', 'Shift+Tab']) {
      const covered: string[] = [];
      let stops = 0;
      await page.locator(direction === 'Tab' ? 'h1' : '[data-confirm]').focus();
      while (stops < 80) {
        await page.keyboard.press(direction);
        const now = await focused(page);
        if (now === null) break;
        stops += 1;
        if (now.covered) covered.push(now.name);
        if (now.last) break;
      }
      expect(covered, `${width} × ${height}, ${text} px, ${direction}`).toEqual([]);
      expect(stops).toBeGreaterThan(40);
    }
  }
});
