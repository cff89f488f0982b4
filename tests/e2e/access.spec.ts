import type { Page } from '@playwright/test';
import { presets } from '@/tests/simulator/index';
import { expectAccessible } from './support/accessible';
import { expect, test } from './support/fixtures';
import { accountOf, begin, check, clientId, providerId, queued, rowOf, waitingCount } from './support/scenes';

// Each look takes axe one or two seconds on a slow machine.
test.describe.configure({ timeout: 120_000 });

const menuOf = (popup: Page, button: RegExp | string) => popup.getByRole('button', { name: button, exact: true });

test('axe finds nothing: before there is an account', async ({ desk }) => {
  const popup = await desk.popup();
  await expect(popup.getByRole('button', { name: 'Add your account' })).toBeVisible();
  await expectAccessible(popup, 'first run');
  await menuOf(popup, 'More').click();
  await expect(popup.getByRole('menu')).toBeVisible();
  await expectAccessible(popup, 'first run, menu');
  const options = await desk.options();
  await expect(options.getByRole('button', { name: 'Test and save' })).toBeVisible();
  await expectAccessible(options, 'options, first run');
  await options.getByText('Own server', { exact: true }).click();
  await options.getByRole('button', { name: 'Test and save' }).click();
  await expect(options.getByRole('alert').filter({ hasText: 'full address' })).toBeVisible();
  await expectAccessible(options, 'options, error');
});

test('axe finds nothing: the popup with its list, drawer and menus', async ({ sim, desk }) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  await expect(waitingCount(popup)).toHaveText('3');
  await expectAccessible(popup, 'list');
  await rowOf(popup, 'Brightwater Dental Group').getByRole('button').click();
  await expect(popup.getByRole('button', { name: 'Event log' })).toBeVisible();
  await expectAccessible(popup, 'drawer');
  for (const name of [/Switch provider$/, 'Pause notifications', 'More']) {
    await popup.getByRole('button', { name, exact: true }).click();
    await expect(popup.getByRole('menu')).toBeVisible();
    await expectAccessible(popup, `menu ${name}`);
    await popup.keyboard.press('Escape');
    await expect(popup.getByRole('menu')).toHaveCount(0);
  }
});

test('axe finds nothing: the popup while somebody searches, and its keys', async ({ sim, desk }) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  const search = popup.getByRole('searchbox');
  await search.fill('tide');
  await expect(popup.locator('[data-client] mark')).toHaveText('Tide');
  await expectAccessible(popup, 'search');
  await search.fill('zzz');
  await expect(popup.locator('main').getByText('Nothing matches “zzz”.')).toBeVisible();
  await expectAccessible(popup, 'nothing found');
  await search.fill('');
  await expect(rowOf(popup, 'Alder & Finch Solicitors')).toBeVisible();
  await search.blur();
  await popup.keyboard.press('?');
  await expect(popup.getByRole('dialog', { name: 'Keyboard keys' })).toBeVisible();
  await expectAccessible(popup, 'keys');
});

test('axe finds nothing: the popup in trouble, paused, all clear, empty', async ({ sim, desk }) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  await expect(waitingCount(popup)).toHaveText('3');
  sim.control.addFault({ kind: 'malformed', path: '/providers/*/organizations', count: 1 });
  sim.control.addFault({ kind: 'status', status: 500, path: '/providers/*/users', count: 1 });
  await check(popup);
  await popup.getByRole('button', { name: 'and 1 more' }).click();
  await popup.getByRole('button', { name: 'Details' }).click();
  await expect(popup.locator('.banner')).toHaveCount(2);
  await expectAccessible(popup, 'banners');

  await desk.context.setOffline(true);
  await expect(popup.locator('footer')).toHaveText('Offline');
  await expectAccessible(popup, 'offline');
  await desk.context.setOffline(false);

  for (const { memberId } of sim.control.truth.waiting(accountOf(sim, 'provider admin').userId))
    sim.control.confirmElsewhere({ memberId });
  await popup.getByRole('button', { name: /^(Check|Try) now$/ }).click();
  await expect(popup.getByText('Nobody is waiting')).toBeVisible();
  await popup.getByRole('button', { name: 'Pause notifications' }).click();
  await popup.getByRole('menuitem', { name: /^1 hour/ }).click();
  await expect(popup.locator('footer')).toContainText('notifications paused');
  await expectAccessible(popup, 'all clear, paused');

  for (const { organizationId } of sim.control.truth.clients(accountOf(sim, 'provider admin').userId))
    sim.control.removeClient({ organizationId });
  await check(popup);
  await expect(popup.getByText('Harbour IT has no clients yet.')).toBeVisible();
  await expectAccessible(popup, 'empty');
});

test('axe finds nothing: a long list of which only a part is in the page', async ({ startSim, desk }) => {
  const sim = await startSim({ world: presets.clients(300) });
  await begin(desk, sim);
  const popup = await desk.popup();
  await expect(popup.locator('[data-client]').first()).toBeVisible();
  await popup.locator('main').evaluate((main) => {
    main.scrollTop = 4000;
  });
  await expectAccessible(popup, 'many');
});

test('axe finds nothing: the options with an account, its forms and dialogs', async ({ sim, desk }) => {
  const options = await begin(desk, sim);
  await expectAccessible(options, 'options');
  await options.getByRole('button', { name: 'Rename' }).click();
  await options.getByRole('button', { name: 'Enter new key' }).click();
  await options.getByRole('button', { name: 'Test and save' }).click();
  await expect(options.getByRole('alert').filter({ hasText: 'The client_secret is missing.' })).toBeVisible();
  await expectAccessible(options, 'rename and key');
  await options.getByRole('button', { name: 'Forget' }).click();
  await expect(options.getByRole('dialog', { name: /^Forget/ })).toBeVisible();
  await expectAccessible(options, 'forget');
  await options.keyboard.press('Escape');
  await expect(options.getByRole('dialog')).toHaveCount(0);
  await options.getByRole('button', { name: 'Choose' }).click();
  await expect(options.getByRole('dialog', { name: 'Muted clients' })).toBeVisible();
  await expectAccessible(options, 'mute');
  await options.keyboard.press('Escape');
  await expect(options.getByRole('dialog')).toHaveCount(0);
  await options.getByRole('button', { name: 'Erase…' }).click();
  await expect(options.getByRole('button', { name: 'Erase everything' })).toBeVisible();
  await expectAccessible(options, 'erase');
});

test('the whole popup by keyboard: find, walk, open, act, and back step by step', async ({ sim, desk }) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  const keys = popup.keyboard;
  const search = popup.getByRole('searchbox');
  const button = (name: string) => rowOf(popup, name).getByRole('button').first();
  await expect(search).toBeFocused();

  // Down through the queue into the list, and up again.
  await keys.press('ArrowDown');
  await expect(queued(popup).nth(0).getByRole('button')).toBeFocused();
  for (let step = 0; step < 3; step += 1) await keys.press('ArrowDown');
  await expect(button('Tideway Marine Supplies')).toBeFocused();
  await keys.press('ArrowDown');
  await expect(button('Verhoeven')).toBeFocused();
  await keys.press('ArrowUp');
  await keys.press('End');
  await expect(popup.locator('[data-client]').last().getByRole('button')).toBeFocused();
  await keys.press('Home');
  await expect(button('Tideway Marine Supplies')).toBeFocused();
  await keys.press('PageDown');
  await expect(popup.locator('[data-client]').nth(8).getByRole('button')).toBeFocused();

  // Search, open, go on to the web vault.
  await keys.press('/');
  await expect(search).toBeFocused();
  await keys.type('fjord');
  await expect(popup.locator('[data-client]')).toHaveCount(1);
  await keys.press('ArrowDown');
  await expect(button('Fjord Logistics')).toBeFocused();
  await keys.press('Enter');
  await expect(button('Fjord Logistics')).toHaveAttribute('aria-expanded', 'true');
  await expect(popup.getByRole('button', { name: 'Open in web vault' })).toBeFocused();
  const opening = desk.context.waitForEvent('page');
  await keys.press('Enter');
  const vault = await opening;
  const page = (route: string) => `${sim.origin}/#/organizations/${clientId(sim, 'Fjord Logistics')}/${route}`;
  await expect(vault).toHaveURL(page('vault'));
  await popup.bringToFront();
  for (const [key, route] of [
    ['m', 'members'],
    ['e', 'reporting/events'],
    ['r', 'reporting/reports'],
    ['b', 'billing/subscription'],
    ['Control+Enter', 'vault'],
  ] as const) {
    await keys.press(key);
    await expect(vault).toHaveURL(page(route));
    await popup.bringToFront();
  }

  // Escape: the drawer, the search, the field.
  await keys.press('Escape');
  await expect(button('Fjord Logistics')).toHaveAttribute('aria-expanded', 'false');
  await expect(button('Fjord Logistics')).toBeFocused();
  await keys.press('Escape');
  await expect(search).toHaveValue('');
  await expect(search).toBeFocused();
  await keys.press('Escape');
  await expect(search).not.toBeFocused();

  // A person, and a check.
  await keys.press('ArrowDown');
  await keys.press('m');
  await expect(vault).toHaveURL(`${sim.origin}/#/providers/${providerId(sim)}/manage/members`);
  await popup.bringToFront();
  const comparing = desk.context.waitForEvent('page');
  await keys.press('c');
  await expect(await comparing).toHaveURL(/desk\.html#\/confirm\?who=[^&]+$/);
  await popup.bringToFront();
  await keys.press('Shift+C');
  // Everybody needs no names.
  await expect(await comparing).toHaveURL(/desk\.html#\/confirm$/);
  await popup.bringToFront();
  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  await keys.press('n');
  await expect(waitingCount(popup)).toHaveText('4');

  // A menu: in by Enter, through by arrows, out by Escape, back at its button.
  const pause = popup.getByRole('button', { name: 'Pause notifications' });
  await pause.focus();
  await keys.press('Enter');
  await expect(popup.getByRole('menuitem', { name: /^1 hour/ })).toBeFocused();
  await keys.press('ArrowDown');
  await expect(popup.getByRole('menuitem', { name: /^Until tomorrow/ })).toBeFocused();
  await keys.press('Escape');
  await expect(popup.getByRole('menu')).toHaveCount(0);
  await expect(pause).toBeFocused();
});

test('Tab reaches every part of the popup once, and a list only once', async ({ sim, desk }) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  await expect(waitingCount(popup)).toHaveText('3');
  await expect(popup.getByRole('searchbox')).toBeFocused();
  const stops: string[] = [];
  await popup.evaluate(() => (document.activeElement as HTMLElement).blur());
  await popup.getByRole('button', { name: /Switch provider$/ }).focus();
  for (let step = 0; step < 13; step += 1) {
    stops.push(
      await popup.evaluate(() => {
        const element = document.activeElement;
        const name = element?.getAttribute('aria-label') ?? element?.textContent ?? '';
        return name.split(',')[0]?.split('. ').at(-1)?.trim() ?? '';
      }),
    );
    await popup.keyboard.press('Tab');
  }
  expect(stops.slice(0, 12)).toEqual([
    'Switch provider',
    'Pause notifications',
    'Open the desk',
    'More',
    'Find a client or person',
    'Compare all 3',
    'Compare phrase of Priya Nair',
    'Client',
    'Assigned',
    'Used',
    'Remaining',
    'Tideway Marine Supplies',
  ]);
  expect(stops[12]).toBe('Check now');
});

test('single letters can be switched off', async ({ sim, desk }) => {
  const options = await begin(desk, sim);
  await options.getByRole('switch', { name: 'Single-letter keys' }).click();
  await expect(options.getByRole('switch', { name: 'Single-letter keys' })).not.toBeChecked();
  const popup = await desk.popup();
  await expect(waitingCount(popup)).toHaveText('3');
  await expect(popup.getByRole('searchbox')).toBeFocused();
  await popup.keyboard.press('Escape');
  await expect(popup.getByRole('searchbox')).not.toBeFocused();
  const tabs = desk.context.pages().length;
  await popup.keyboard.press('ArrowDown');
  await expect(queued(popup).nth(0).getByRole('button')).toBeFocused();
  const mark = sim.log.mark();
  for (const key of ['c', 'n', '?', '/']) await popup.keyboard.press(key);
  await expect(queued(popup).nth(0).getByRole('button')).toBeFocused();
  await expect(popup.getByRole('dialog')).toHaveCount(0);
  // What needs no letter still works, and comes after all of them.
  await check(popup);
  expect(sim.log.count({ path: '/providers/*/organizations' }, mark)).toBe(1);
  expect(desk.context.pages()).toHaveLength(tabs);
});
