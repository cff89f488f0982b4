import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { compare, confirmButton, keyOf, openCompare, openPeople, unlock, waiting } from './support/confirm-page';
import { entry, openDesk, person, record } from './support/desk-page';
import { expect, test } from './support/fixtures';
import { accountOf, begin, clientId } from './support/scenes';

const tom = 'tom.okafor@brightwater.example';
const sanne = 'sanne.devries@noorderlicht.example';

/** What a narrow window, or large text, makes hard to read: texts that are cut, words that are broken, a page too wide. */
const hardToRead = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} wide`);
    for (const element of document.querySelectorAll<HTMLElement>('main *')) {
      if (!element.checkVisibility() || element.closest('.sr') !== null) continue;
      if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX === 'hidden')
        found.push(`cut: ${element.textContent}`);
      for (const node of element.childNodes) {
        if (!(node instanceof Text)) continue;
        for (const { index, 0: word } of node.data.matchAll(/[\p{L}\p{N}]{2,}/gu)) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
          if (lines.size > 1) found.push(`broken: ${word}`);
        }
      }
    }
    return found;
  });

const sizes = [
  [1280, 16],
  [900, 16],
  [700, 16],
  [360, 16],
  [1280, 24],
  [900, 24],
] as const;

/** Looks at a page in windows of several widths, and with text of the common size and of half as much again. */
async function expectReadable(page: Page): Promise<void> {
  for (const [width, text] of sizes) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate((size) => {
      document.documentElement.style.fontSize = `${size}px`;
    }, text);
    expect(await hardToRead(page), `${width} px, text of ${text} px`).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.evaluate(() => document.documentElement.removeAttribute('style'));
}

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
      expect(stops).toBeGreaterThan(20);
    }
  }
});

test('queue, comparison and record are read whole in narrow windows and with large text', async ({ desk, sim }) => {
  await (await begin(desk, sim)).close();
  await record(desk, [entry('1', { account: 'ada.of.a.long.name@harbour-it.example' })]);
  const page = await openDesk(desk);
  await expect(page.locator('[data-person]')).toHaveCount(3);
  await expectReadable(page);
  await page.getByRole('combobox').selectOption({ label: 'Brightwater Dental Group (1)' });
  await expect(page.locator('[data-person]')).toHaveCount(1);
  await page.reload();
  await expect(page.locator('[data-person]')).toHaveCount(1);
  await expect(page.getByRole('combobox')).toHaveValue(/\/.+\//);
  await page.goto(`${desk.origin}/desk.html#/activity`);
  await expect(page.locator('[data-activity]:not([data-activity="noticed"])')).toHaveCount(1);
  await expectReadable(page);
  await page.goto(`${desk.origin}/desk.html#/confirm`);
  await unlock(page, accountOf(sim, 'provider admin').masterPassword);
  await expect(page.locator('.words')).toHaveCount(3);
  await expectReadable(page);
  const one = await openCompare(desk, [await keyOf(desk, waiting(sim, sanne).memberId)]);
  await unlock(one, accountOf(sim, 'provider admin').masterPassword);
  await expect(one.locator('.phrase')).toBeVisible();
  await expectReadable(one);

  // The header of a narrow window: what can be done stands beside how current everything is.
  await page.setViewportSize({ width: 360, height: 700 });
  const middleOf = async (name: string): Promise<number> => {
    const box = await page.getByRole('banner').getByRole('button', { name, exact: true }).boundingBox();
    return box === null ? -1 : Math.round(box.y + box.height / 2);
  };
  expect(await middleOf('More')).toBe(await middleOf('Check now'));
});

test('from the question for the password to the result, everything begins at the same height; the way on stays in sight', async ({
  desk,
  sim,
}) => {
  const page = await openPeople(desk, sim, [tom, sanne]);
  await page.setViewportSize({ width: 1280, height: 480 });
  const heading = page.getByRole('heading', { level: 1 });
  const top = async (): Promise<number | undefined> => (await heading.boundingBox())?.y;
  await expect(heading).toBeVisible();
  const begun = await top();
  await unlock(page, accountOf(sim, 'provider admin').masterPassword);
  await expect(page.locator('.words')).toHaveCount(2);
  expect(await top()).toBe(begun);
  await page.setViewportSize({ width: 1280, height: 800 });
  await compare(sim, page, waiting(sim, tom));
  await confirmButton(page).click();
  const done = page.getByRole('button', { name: 'Done' });
  await expect(done).toBeVisible();
  expect(await top()).toBe(begun);
  await expect(heading).toBeFocused();
  // A ring around the words, not across the card.
  const card = await page.locator('.confirm').boundingBox();
  expect((await heading.boundingBox())?.width).toBeLessThan((card?.width ?? 0) / 2);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Copy result' })).toBeFocused();
  await expect(done).toHaveCSS('cursor', 'pointer');
  await expect(page.locator('.confirm > footer')).toHaveCSS('position', 'sticky');
});

test('the queue does not forget whose words differed, until they are confirmed', async ({ desk, sim }) => {
  await (await begin(desk, sim)).close();
  const { memberId, userId } = waiting(sim, tom);
  const at = Date.now() - 3_600_000;
  const who = { id: memberId, userId, name: 'Tom Okafor', email: tom, role: 'user' } as const;
  const { what, way, state, ...common } = { ...entry('1', { at, person: who }), way: '', state: '' };
  await record(desk, [{ ...common, what: 'mismatch' }]);
  const page = await openDesk(desk);
  const tag = person(page, 'Tom Okafor').locator('[data-differed]');
  await expect(tag).toContainText('words differed');
  await expect(tag).toHaveAttribute('title', /\d{4}/);
  await expect(page.locator('[data-differed]')).toHaveCount(1);
  await expectAccessible(page, 'words differed');
  await record(desk, [entry('2', { at: at + 1_000, person: who })]);
  await page.reload();
  await expect(person(page, 'Tom Okafor')).toBeVisible();
  await expect(tag).toHaveCount(0);
});
