import type { Page } from '@playwright/test';
import { asked, lines, openDesk, part, person, search, tab } from './support/desk-page';
import { expect, test } from './support/fixtures';
import { begin, check, queued, rowOf, standing, waitingCount } from './support/scenes';

/** Checks by key, so that the focus stays where it is. */
async function checkByKey(page: Page): Promise<void> {
  // A press during a check joins that one.
  await expect(page.locator('[data-status="fresh"]')).toBeVisible();
  await page.keyboard.press('n');
}

test('the queue has who popup and badge have, under their places, and follows what happens', async ({ sim, desk }) => {
  await begin(desk, sim);
  const page = await openDesk(desk);
  await expect(person(page, 'Tom Okafor')).toBeVisible();
  expect(await lines(page)).toEqual([
    'Your own team',
    'Priya Nair',
    'Brightwater Dental Group',
    'Tom Okafor',
    'Coöperatie Noorderlicht U.A.',
    'sanne.devries@noorderlicht.example',
  ]);
  await expect(person(page, 'Priya Nair')).toContainText('priya.nair@harbour-it.example');
  await expect(person(page, 'Priya Nair')).toContainText('Service user');
  await expect(page.getByRole('row', { name: /^Your own team/ })).toContainText('Provider admins may confirm');
  await expect(person(page, 'Tom Okafor').locator('time')).toHaveAttribute('title', /20\d\d/);

  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  await check(page);
  await expect(person(page, 'Luca Moretti')).toBeVisible();
  await expect(tab(page)).toHaveText('Waiting4');
  expect((await desk.badge()).text).toBe('4');
  const popup = await desk.popup();
  await expect(waitingCount(popup)).toHaveText('4');
  await rowOf(popup, 'Brightwater Dental Group').getByRole('button').click();
  await popup.getByRole('button', { name: 'Mute this client' }).click();
  await expect(person(page, 'Tom Okafor')).toHaveCount(0);
  await expect(tab(page)).toHaveText('Waiting3');
  await expect.poll(async () => (await desk.badge()).text).toBe('3');
  // Not counted, and not forgotten.
  await page.getByRole('button', { name: '1 person at a muted client' }).click();
  await expect(person(page, 'Tom Okafor')).toBeVisible();
});

test('from the popup to the comparison: one, all, and the desk itself, always in the same tab', async ({
  sim,
  desk,
}) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  await expect(queued(popup)).toHaveCount(3);
  const opening = desk.context.waitForEvent('page');
  await queued(popup)
    .filter({ hasText: 'Tom Okafor' })
    .getByRole('button', { name: /^Compare phrase of Tom/ })
    .click();
  const page = await opening;
  await expect(page).toHaveURL(/desk\.html#\/confirm\?who=/);
  expect(asked(page.url())).toHaveLength(1);
  await expect(page.getByRole('heading', { name: 'Enter your master password' })).toBeVisible();
  const tabs = desk.context.pages().length;

  await popup.bringToFront();
  await popup.getByRole('button', { name: 'Compare all 3' }).click();
  // Everybody: nobody has to be named.
  await expect(page).toHaveURL(/desk\.html#\/confirm$/);
  await popup.bringToFront();
  await popup.getByRole('button', { name: 'Open the desk' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Clients' })).toBeFocused();
  await expect(page).toHaveURL(/desk\.html#\/clients$/);
  await popup.bringToFront();
  await popup.getByRole('button', { name: 'More', exact: true }).click();
  await popup.getByRole('menuitem', { name: 'Invite members' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Members of Harbour IT' })).toBeFocused();
  await popup.bringToFront();
  await popup.getByRole('button', { name: 'More', exact: true }).click();
  await popup.getByRole('menuitem', { name: 'Activity' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeFocused();
  expect(desk.context.pages()).toHaveLength(tabs);
});

test('a notice leads to the comparison with its people', async ({ sim, desk }) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  const luca = sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  await check(popup);
  const opening = desk.context.waitForEvent('page');
  await desk.clickNotification((await standing(desk, 'waiting'))[0]!);
  const page = await opening;
  await expect.poll(() => asked(page.url())).toEqual([luca.memberId]);
  await expect(page.getByRole('heading', { name: 'Enter your master password' })).toBeVisible();
  // Seen is seen: the notice goes.
  await expect.poll(() => standing(desk, 'waiting')).toEqual([]);

  const tabs = desk.context.pages().length;
  const two = ['aoife.brennan@brightwater.example', 'noah@harbour-it.example'].map(
    (email) => sim.control.acceptInvitation({ email }).memberId,
  );
  await check(popup);
  await desk.clickNotification((await standing(desk, 'waiting'))[0]!, 0);
  await expect.poll(() => asked(page.url()).sort()).toEqual(two.sort());
  expect(desk.context.pages()).toHaveLength(tabs);
});

test('search, filter, tick and compare by keyboard alone', async ({ sim, desk }) => {
  await begin(desk, sim);
  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  sim.control.acceptInvitation({ email: 'nina.kowalczyk@fjord.example' });
  const page = await openDesk(desk);
  const keys = page.keyboard;
  await expect(person(page, 'Priya Nair')).toBeVisible();
  await keys.press('n');
  await expect(tab(page)).toHaveText('Waiting5');

  await keys.press('/');
  await expect(search(page)).toBeFocused();
  await keys.type('COOPERATIE');
  await expect(page.locator('[data-person]')).toHaveText([/sanne\.devries/]);
  await expect(page.getByRole('button', { name: 'Compare this one' })).toBeVisible();
  await keys.press('Escape');
  await expect(search(page)).toHaveValue('');
  await keys.type('zzz');
  await expect(page.getByText('Nothing matches “zzz”.').first()).toBeVisible();
  await keys.press('Escape');
  await expect(search(page)).toHaveValue('');

  await keys.press('Shift+Tab');
  await expect(page.getByRole('combobox', { name: 'Show' })).toBeFocused();
  await keys.type('Fjord');
  await expect(page.locator('[data-person]')).toHaveText([/Luca Moretti/, /Nina Kowalczyk/]);

  // Into the rows, and from one to the next in the same column.
  await keys.press('Tab');
  await keys.press('ArrowDown');
  await expect(part(page, 'Luca Moretti', 'compare')).toBeFocused();
  await keys.press('Shift+Tab');
  await expect(part(page, 'Luca Moretti', 'tick')).toBeFocused();
  await keys.press('Space');
  await keys.press('ArrowDown');
  await expect(part(page, 'Nina Kowalczyk', 'tick')).toBeFocused();
  await keys.press('Space');
  await expect(page.getByRole('button', { name: 'Compare 2 people' })).toBeVisible();
  // Tab comes to one row only.
  await keys.press('Tab');
  await expect(part(page, 'Nina Kowalczyk', 'compare')).toBeFocused();
  await keys.press('Tab');
  await expect(part(page, 'Nina Kowalczyk', 'vault')).toBeFocused();
  await keys.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('[data-person]'))).toBeNull();
  await part(page, 'Luca Moretti', 'compare').focus();

  await keys.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard keys' })).toBeVisible();
  await keys.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await keys.press('g');
  await keys.press('a');
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeFocused();
  await keys.press('g');
  await keys.press('w');
  await expect(page.getByRole('heading', { level: 1, name: 'Waiting for confirmation' })).toBeFocused();
  // Filter and ticks were not forgotten on the way.
  await expect(page.getByRole('button', { name: 'Compare 2 people' })).toBeVisible();
  await keys.press('Shift+C');
  await expect.poll(() => asked(page.url())).toHaveLength(2);
  await page.goBack();
  // The page takes the focus to its heading; whatever was focused before that would lose it.
  await expect(page.getByRole('heading', { level: 1, name: 'Waiting for confirmation' })).toBeFocused();
  await keys.press('/');
  await expect(search(page)).toBeFocused();
  await keys.press('ArrowDown');
  await expect(part(page, 'Luca Moretti', 'compare')).toBeFocused();
  await keys.press('c');
  await expect.poll(() => asked(page.url())).toHaveLength(1);
});

test('whoever is confirmed elsewhere leaves, and the focus goes on to the next, at last to the heading', async ({
  sim,
  desk,
}) => {
  await begin(desk, sim);
  const page = await openDesk(desk);
  await expect(person(page, 'Tom Okafor')).toBeVisible();
  await part(page, 'Sanne', 'compare')
    .or(part(page, 'sanne.devries', 'compare'))
    .focus();
  // Somebody above leaves: the focus stays on whom it was.
  sim.control.confirmElsewhere({ email: 'priya.nair@harbour-it.example' });
  await checkByKey(page);
  await expect(page.locator('[data-person]')).toHaveCount(2);
  await expect(part(page, 'sanne.devries', 'compare')).toBeFocused();

  await part(page, 'Tom Okafor', 'tick').focus();
  sim.control.confirmElsewhere({ email: 'tom.okafor@brightwater.example' });
  await checkByKey(page);
  await expect(page.locator('[data-person]')).toHaveCount(1);
  await expect(part(page, 'sanne.devries', 'tick')).toBeFocused();
  await expect(page.locator('[data-live="polite"]')).toContainText('One person is no longer waiting.');

  sim.control.withdraw({ email: 'sanne.devries@noorderlicht.example' });
  await checkByKey(page);
  await expect(page.locator('[data-person]')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.locator('[data-clear]')).toHaveText('Nobody is waiting');
});

test('who comes while one is about to click comes last, and moves nobody', async ({ sim, desk }) => {
  await begin(desk, sim);
  const page = await openDesk(desk);
  await person(page, 'Tom Okafor').hover();
  const before = await lines(page);
  sim.control.acceptInvitation({ email: 'eva.roth@harbour-it.example' });
  await checkByKey(page);
  await expect(person(page, 'Eva Roth')).toBeVisible();
  expect(await lines(page)).toEqual([...before, 'Your own team', 'Eva Roth']);
  await page.getByRole('heading', { level: 1 }).hover();
  await expect.poll(async () => (await lines(page)).slice(0, 3)).toEqual(['Your own team', 'Priya Nair', 'Eva Roth']);
});
