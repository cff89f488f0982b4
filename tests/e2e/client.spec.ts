import type { Page } from '@playwright/test';
import type { Simulator } from '@/tests/simulator/index';
import { expectAccessible } from './support/accessible';
import { openDesk } from './support/desk-page';
import { expect, test } from './support/fixtures';
import { expectLanguage, expectRoom } from './support/language';
import { rememberSeats } from './support/past';
import { accountOf, begin, clientId } from './support/scenes';

const tideway = 'Tideway Marine Supplies';

const field = (page: Page, name = 'Assigned seats') => page.getByRole('spinbutton', { name });
const panel = (page: Page) => page.getByRole('region', { name: 'Change seats' });
const button = (page: Page, name: string | RegExp) => panel(page).getByRole('button', { name });
const result = (page: Page) => page.locator('[data-seat-result]');
const toast = (page: Page) => page.locator('.seat-toast');
const assigned = (page: Page) => page.locator('[data-figure="assigned"]');
const seatsOf = (sim: Simulator, name: string) =>
  sim.control.truth.clients(accountOf(sim, 'provider admin').userId).find((one) => one.name === name)?.seats;
/** Changes of seats that reached the server. */
const sent = (sim: Simulator) => sim.log.filter({ method: 'PUT', path: '/providers/*/clients/*' });

test('seats of a client: how they went, within the pool and back, bought with a tick, never below what is used', async ({
  sim,
  desk,
}) => {
  test.setTimeout(120_000);
  await begin(desk, sim);
  const id = clientId(sim, tideway);
  const past = [120, 75, 50, 25, 6].map((ago, at) => [ago, at < 3 ? 18 : 20, 16 + at] as const);
  await rememberSeats(desk.backstage, id, past);
  const page = await openDesk(desk, `#/clients/${id}`);
  await expect(page.getByRole('heading', { level: 1, name: tideway })).toBeVisible();
  await expect(page.locator('[data-tag="full"]')).toHaveText('No seats left');
  await expect(page.locator('[data-story]')).toContainText(
    /^Full since .+\. The next invitation will be refused\. At the pace/,
  );
  await expect(page.getByRole('img', { name: /used went from 16 to 20, assigned from 18 to 20/ })).toBeVisible();
  await expect(page.locator('.chart__full')).toHaveText('full');
  await page.getByRole('button', { name: 'Show as table' }).click();
  await expect(page.getByRole('table', { name: 'Seats over time, newest first' }).getByRole('row')).toHaveCount(6);
  await expect(page.getByText('Inviting is off: no seats left. Add seats first.')).toBeVisible();

  // Within the pool, by keys alone.
  await expect(panel(page)).toContainText('25 Teams (Monthly) seats are unassigned.');
  await field(page).focus();
  for (const key of ['ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp']) await page.keyboard.press(key);
  await expect(field(page)).toHaveValue('24');
  await expect(panel(page)).toContainText('From the Teams (Monthly) pool (25 unassigned)4');
  await page.keyboard.press('Enter');
  await expect(toast(page)).toContainText(`${tideway} now has 24 seats.`);
  expect(seatsOf(sim, tideway)).toBe(24);
  await toast(page).getByRole('button', { name: 'Undo' }).click();
  await expect(toast(page)).toContainText(`${tideway} now has 20 seats.`);
  expect(seatsOf(sim, tideway)).toBe(20);

  // Below what is used: said, and not sent.
  await field(page).fill('19');
  await expect(panel(page)).toContainText('20 people use seats. Remove members first.');
  await expect(button(page, 'Save')).toHaveAttribute('aria-disabled', 'true');

  // Beyond the pool: only with the tick.
  await field(page).fill('50');
  await expect(panel(page)).toContainText('To be bought5 seats');
  await expect(panel(page)).toContainText('At present that is 4 for each seat and month');
  await expect(button(page, 'Add 30 seats')).toHaveAttribute('aria-disabled', 'true');
  await expectAccessible(page, 'buying');
  await page.getByRole('checkbox', { name: 'I want to buy 5 seats' }).check();
  await button(page, 'Add 30 seats').click();
  await expect(toast(page)).toHaveText(`${tideway} now has 50 seats.`);
  await expect(assigned(page)).toHaveText('50');
  await expect(page.locator('[data-tag="full"]')).toHaveCount(0);
  await expect(page.locator('.chart__full')).toHaveCount(0);
  const teams = () =>
    [...sim.world.providers.values()][0]?.plans.find(({ planType }) => planType === 17)?.purchasedSeats;
  expect(teams()).toBe(5);
  expect(sim.crashes).toEqual([]);
});

test('a colleague, a broken line and a fault midway: nothing is sent blindly, and the truth is said', async ({
  sim,
  desk,
}) => {
  test.setTimeout(120_000);
  await begin(desk, sim);
  const id = clientId(sim, tideway);
  const page = await openDesk(desk, `#/clients/${id}`);
  await expect(panel(page)).toContainText('25 Teams (Monthly) seats are unassigned.');

  sim.control.setSeats({ organizationId: id, seats: 25 });
  await field(page).fill('22');
  await button(page, 'Add 2 seats').click();
  await expect(result(page)).toContainText('A colleague changed this client to 25 seats a moment ago.');
  await expect(assigned(page)).toHaveText('25');
  await expect(panel(page)).toContainText('Taken from this client3');
  expect(sent(sim)).toEqual([]);

  // The answer is lost, what was asked for happened.
  await field(page).fill('27');
  sim.control.addFault({ kind: 'malformed', method: 'PUT', path: '/providers/*/clients/*', count: 1 });
  await button(page, 'Add 2 seats').click();
  await expect(result(page)).toContainText(`No clear answer came, but it worked. ${tideway} now has 27 seats.`);
  expect(seatsOf(sim, tideway)).toBe(27);

  // A fault midway, and no look afterwards: nobody knows, until somebody looks again.
  await field(page).fill('28');
  sim.control.addFault({ kind: 'status', status: 500, method: 'PUT', path: '/providers/*/clients/*', count: 1 });
  sim.control.addFault({
    kind: 'status',
    status: 503,
    method: 'GET',
    path: '/providers/*/organizations',
    skip: 1,
  });
  await button(page, 'Add 1 seat').click();
  await expect(result(page)).toContainText('No answer, so we do not know.');
  sim.control.clearFaults({});
  await result(page).getByRole('button', { name: 'Check again' }).click();
  await expect(result(page)).toContainText(`It was not changed. ${tideway} now has 27 seats.`);

  // Told to slow down midway: it waits, looks again, and goes on.
  sim.control.addFault({
    kind: 'tooManyRequests',
    retryAfterSeconds: 2,
    method: 'PUT',
    path: '/providers/*/clients/*',
    count: 1,
  });
  await button(page, 'Add 1 seat').click();
  await expect(panel(page)).toContainText('Going on at');
  await expect(toast(page)).toContainText(`${tideway} now has 28 seats.`);

  // Somebody who was invited: again, and then not at all.
  const ingrid = page.locator('[data-pending-person]').filter({ hasText: 'ingrid.solberg@tideway.example' });
  await ingrid.getByRole('button', { name: /^Send the invitation to ingrid/ }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Sent again to ingrid' })).toBeVisible();
  await ingrid.getByRole('button', { name: /^Remove/ }).click();
  await expect(page.getByRole('heading', { name: /^Remove ingrid.* from Tideway/ })).toBeFocused();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(ingrid).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'People not in yet' })).toBeFocused();
  await expect(page.locator('[data-figure="used"]')).toHaveText('19');
});

test('a service user moves seats within the pool, is stopped at its end, and is not signed out by a refusal', async ({
  sim,
  desk,
}) => {
  const options = await begin(desk, sim, accountOf(sim, 'service user'));
  const id = clientId(sim, tideway);
  const page = await openDesk(desk, `#/clients/${id}`);
  await expect(panel(page)).toContainText('25 Teams (Monthly) seats are unassigned.');
  await field(page).fill('46');
  await expect(panel(page)).toContainText('Only a provider admin can buy seats. You can add up to 25.');
  await field(page).fill('44');
  await button(page, 'One more').click();
  await expect(field(page)).toHaveValue('45');
  await expect(button(page, 'One more')).toHaveAttribute('aria-disabled', 'true');
  await button(page, 'Cancel').click();
  await expect(field(page)).toHaveValue('20');
  await expect(field(page)).toBeFocused();

  // Without a pool to look at, the server is the one that says no.
  sim.control.addFault({
    kind: 'status',
    status: 500,
    body: true,
    method: 'GET',
    path: '/providers/*/billing/subscription',
  });
  await page.reload();
  await field(page).fill('60');
  await expect(panel(page)).toContainText('The seat pool could not be read');
  await page.getByRole('checkbox', { name: 'I know that this may buy seats' }).check();
  await button(page, 'Add 40 seats').click();
  await expect(result(page)).toContainText('Bitwarden refused: “Service users cannot purchase additional seats”.');
  await expect(result(page)).toContainText(`${tideway} now has 20 seats.`);
  await expect(page.locator('[data-status="fresh"]')).toBeVisible();
  expect(seatsOf(sim, tideway)).toBe(20);

  await page.goto(`${desk.origin}/desk.html#/clients/nobody-knows-it`);
  await expect(page.locator('[data-absent="unknown"]')).toContainText('There is no client at this address');

  await options.getByRole('combobox', { name: 'Language' }).selectOption('nl');
  await page.goto(`${desk.origin}/desk.html#/clients/${id}`);
  await expect(page.getByRole('heading', { name: 'Plaatsen wijzigen' })).toBeVisible();
  await field(page, 'Toegewezen plaatsen').fill('19');
  await expectLanguage(page, 'nl');
  await expectRoom(page, [
    [1280, 16],
    [700, 16],
    [360, 16],
    [360, 24],
  ]);
});
