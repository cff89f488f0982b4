import { expectAccessible } from './support/accessible';
import { entry, openDesk, part, person, record, search, tab } from './support/desk-page';
import { expect, test } from './support/fixtures';
import { accountOf, banner, begin, check, clientId, later, providerId } from './support/scenes';

const minuteMs = 60_000;

test('a service user is told about the team, and opens the place in the web vault', async ({ sim, desk }) => {
  await begin(desk, sim, accountOf(sim, 'service user'));
  const page = await openDesk(desk);
  await expect(page.getByText('As a service user you do not see your own team.')).toBeVisible();
  await expect(page.locator('[data-person]')).toHaveCount(2);
  const opening = desk.context.waitForEvent('page');
  await part(page, 'Tom Okafor', 'vault').click();
  await expect(await opening).toHaveURL(
    `${sim.origin}/#/organizations/${clientId(sim, 'Brightwater Dental Group')}/members`,
  );
});

test('whoever may not confirm is told why, and who can', async ({ sim, desk }) => {
  const provider = sim.world.providers.get(providerId(sim));
  if (provider !== undefined) Object.assign(provider, { type: 1 });
  await begin(desk, sim);
  const page = await openDesk(desk);
  const place = page.getByRole('row', { name: /^Brightwater Dental Group/ });
  await expect(place).toContainText('This provider is a reseller');
  await expect(place).toContainText('The client’s own owners and admins can');
  await expect(part(page, 'Tom Okafor', 'compare')).toHaveAttribute('aria-disabled', 'true');
  await expect(part(page, 'Tom Okafor', 'compare')).toHaveAccessibleDescription(/reseller/);
  await expect(part(page, 'Tom Okafor', 'tick')).toHaveCount(0);
  // A button that cannot work can be pressed all the same.
  await part(page, 'Tom Okafor', 'compare').click({ force: true });
  await expect(page).toHaveURL(/desk\.html#\/waiting$/);
  await expect(page.getByRole('button', { name: 'Compare all 1' })).toBeVisible();
  await expectAccessible(page, 'reseller');

  const popup = await desk.popup();
  const tom = popup.locator('[data-person]').filter({ hasText: 'Tom Okafor' });
  await expect(tom.getByRole('button')).toHaveAttribute('aria-disabled', 'true');
  await expect(tom.getByRole('button')).toHaveAccessibleDescription(/reseller.*The client’s own owners and admins can/);
  await expect(popup.getByText(/reseller/)).toHaveCount(1);
  await expect(popup.getByRole('button', { name: /^Compare all/ })).toHaveCount(0);
  await tom.getByRole('button').focus();
  await popup.keyboard.press('c');
  await popup.keyboard.press('m');
  await expect.poll(() => desk.context.pages().at(-1)?.url()).toMatch(/members$/);
  expect(desk.context.pages().filter((one) => one.url().includes('#/confirm'))).toEqual([]);
  await expectAccessible(popup, 'popup of a reseller');
});

test('trouble is said as in the popup, and places that could not be read say of when they are', async ({
  sim,
  desk,
}) => {
  await begin(desk, sim);
  sim.control.addFault({
    kind: 'status',
    status: 500,
    path: `/organizations/${clientId(sim, 'Brightwater Dental Group')}/users/*`,
  });
  await later(desk, 3 * minuteMs);
  const page = await openDesk(desk);
  await expect(banner(page, 'partly-read')).toBeVisible();
  await expect(page.getByRole('row', { name: /^Brightwater Dental Group/ }).locator('[data-as-of]')).toContainText(
    'as of',
  );
  await expect(page.getByRole('row', { name: /^Your own team/ }).locator('[data-as-of]')).toHaveCount(0);
  await expectAccessible(page, 'partly read');
});

test('1,000 who wait: few rows in the page, all of them within reach', async ({ sim, desk }) => {
  test.setTimeout(120_000);
  const organizationId = clientId(sim, 'Fjord Logistics');
  sim.control.addWaiting({ organizationId, count: 997, version: 1 });
  await begin(desk, sim);
  const page = await openDesk(desk);
  await expect(tab(page)).toHaveText('Waiting1,000');
  expect((await desk.badge()).text).toBe('99+');
  const rows = page.locator('[data-person]');
  expect(await rows.count()).toBeLessThan(120);
  // Head, places, people.
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', '1005');

  await part(page, 'Priya Nair', 'compare').focus();
  await page.keyboard.press('End');
  const last = rows.last();
  await expect(last.locator('[data-part="compare"]')).toBeFocused();
  await expect(last).toBeInViewport();
  await expect(last).toHaveAttribute('aria-rowindex', '1005');
  // The row that has the focus stays, wherever one looks.
  await page.evaluate(() => scrollTo(0, 0));
  await expect(person(page, 'Priya Nair')).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('[data-person]:has(:focus)')).toHaveAttribute('aria-rowindex', '1004');

  await page.keyboard.press('/');
  await expect(search(page)).toBeFocused();
  await page.keyboard.type('.997@', { delay: 0 });
  await expect(page.getByText('Nothing matches').first()).toBeVisible();
  await search(page).fill('newcomer1.900@');
  await expect(rows).toHaveCount(1);
  await search(page).fill('');
  await page.getByRole('button', { name: 'Compare all 1,000' }).click();
  await expect(page).toHaveURL(/#\/confirm/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('axe finds nothing in any state of the desk', async ({ sim, desk }) => {
  test.setTimeout(240_000);
  const first = await openDesk(desk);
  await expect(first.getByRole('button', { name: 'Add your account' })).toBeVisible();
  await expectAccessible(first, 'first run');
  await first.close();

  await begin(desk, sim);
  const page = await openDesk(desk);
  await part(page, 'Tom Okafor', 'tick').check();
  await expectAccessible(page, 'queue, one ticked');
  await page.setViewportSize({ width: 360, height: 700 });
  await expectAccessible(page, 'narrow');
  // Nothing is cut off at the side.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const name of ['Pause notifications', 'More']) {
    await page.getByRole('button', { name, exact: true }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await expectAccessible(page, name);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
  }
  await search(page).fill('tom');
  await expect(page.locator('[data-person]')).toHaveCount(1);
  await expectAccessible(page, 'search');
  await search(page).fill('zzz');
  await expect(page.getByText('Nothing matches “zzz”.').first()).toBeVisible();
  await expectAccessible(page, 'nothing found');
  await search(page).fill('');
  await expect(person(page, 'Tom Okafor')).toBeVisible();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard keys' })).toBeVisible();
  await expectAccessible(page, 'keys');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.getByRole('link', { name: 'Activity' }).click();
  await expect(page.locator('[data-activity="noticed"]').first()).toBeVisible();
  await page.getByRole('button', { name: 'Erase' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
  await expect(page.getByText('Nothing yet.')).toBeVisible();
  await expectAccessible(page, 'empty record');
  await record(desk, [entry('1'), entry('2', { state: 'sending' }), entry('3', { state: 'not-confirmed' })]);
  await page.reload();
  await expect(page.locator('[data-activity]')).toHaveCount(3);
  await expectAccessible(page, 'record');
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expectAccessible(page, 'export');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await page.getByRole('button', { name: 'Erase' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page, 'erase');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  for (const email of [
    'priya.nair@harbour-it.example',
    'tom.okafor@brightwater.example',
    'sanne.devries@noorderlicht.example',
  ])
    sim.control.withdraw({ email });
  await page.getByRole('link', { name: /^Waiting/ }).click();
  await check(page);
  await expect(page.locator('[data-clear]')).toBeVisible();
  await expectAccessible(page, 'all clear');
});
