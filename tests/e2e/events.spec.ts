import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Simulator } from '@/tests/simulator/index';
import { expectAccessible } from './support/accessible';
import { openDesk } from './support/desk-page';
import { expect, test } from './support/fixtures';
import { expectLanguage, expectRoom } from './support/language';
import { accountOf, begin, clientId, providerId } from './support/scenes';

const minuteMs = 60_000;
/** Widths of windows and sizes of text, in pixels. */
const sizes = [
  [1280, 16],
  [700, 16],
  [360, 16],
  [360, 24],
] as const;
const brightwater = 'Brightwater Dental Group';

const rows = (page: Page) => page.locator('[data-event]');
const counts = (page: Page) => page.locator('[data-loaded]');

/** So many events at a client, one a minute, the newest now: logins of Tom, and items that he viewed. */
function write(sim: Simulator, count: number): void {
  const organizationId = clientId(sim, brightwater);
  const tom = [...sim.world.users.values()].find(({ name }) => name === 'Tom Okafor');
  for (let number = count - 1; number >= 0; number -= 1)
    sim.world.events.push({
      type: number % 10 === 0 ? 1000 : 1107,
      at: Date.now() - number * minuteMs,
      organizationId,
      ...(number % 10 === 0 ? { userId: tom?.id ?? null } : {}),
      actingUserId: tom?.id ?? null,
      deviceType: 2,
      ipAddress: '203.0.113.9',
    });
}

test('the event log of a client: sentences, older pages, kinds, search, and how much of it is here', async ({
  sim,
  desk,
}) => {
  await begin(desk, sim);
  write(sim, 120);
  sim.world.events.push({ type: 2999, at: Date.now(), organizationId: clientId(sim, brightwater), systemUser: 5 });
  sim.control.setSwitches({ emptyEventPages: 3 });
  const page = await openDesk(desk, `#/clients/${clientId(sim, brightwater)}/events`);
  await expect(rows(page)).toHaveCount(50);
  await expect(rows(page).first()).toContainText('Event 2999 by Bitwarden');
  await expect(rows(page).nth(1)).toContainText('Tom Okafor logged in');
  await expect(rows(page).nth(2)).toContainText('An item was viewed by Tom Okafor');
  await expect(rows(page).nth(2)).toContainText('Chrome extension203.0.113.9');
  await expect(counts(page)).toHaveText('50 events loaded, more on the server');
  await expectAccessible(page, 'events of a client');

  // Empty pages lie before each older one; they are passed over.
  await page.getByRole('button', { name: 'Load older' }).click();
  await expect(counts(page)).toHaveText(/^1\d\d events, all of this period$/);
  await expect(page.getByRole('button', { name: 'Load older' })).toHaveCount(0);

  await page.getByRole('button', { name: /^Logins and accounts/ }).click();
  await expect(rows(page)).toHaveCount(12);
  const search = page.getByRole('searchbox', { name: 'Find in what is loaded' });
  await page.getByRole('button', { name: /^Logins and accounts/ }).focus();
  await page.keyboard.press('/');
  await expect(search).toBeFocused();
  await page.keyboard.type('nobody at all');
  await expect(page.getByText('Everything of this period was looked through.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(rows(page)).toHaveCount(12);
  await search.fill('nobody');
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(search).toHaveValue('');

  await page.getByRole('button', { name: /^Other/ }).click();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  const text = await readFile(await (await saving).path(), 'utf8');
  expect(text).toContain(',Event 2999,by Bitwarden,Other,2999,,');
  await expect(page.locator('.desk > .toast')).toHaveText(/^Saved events-.*\.csv, 1 row\.$/);

  // Another period, and dates that cannot be.
  await page.getByRole('combobox', { name: 'Period' }).selectOption({ label: 'Other dates' });
  await page.getByLabel('From').fill('2026-02-02');
  await page.getByLabel('To', { exact: true }).fill('2026-02-01');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.locator('.events').getByRole('alert')).toHaveText('The first date is after the last one.');
  await page.getByLabel('From').fill('2026-01-30');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByText('Nothing in this period.')).toBeVisible();

  // A line that breaks midway keeps what is here, and goes on from there.
  await page.getByRole('combobox', { name: 'Period' }).selectOption({ label: 'Last 7 days' });
  await expect(counts(page)).toHaveText(/^50 events loaded, more/);
  sim.control.addFault({ path: '/organizations/*/events', kind: 'status', status: 503 });
  await page.getByRole('button', { name: 'Load older' }).click();
  await expect(page.locator('.events').getByRole('alert')).toContainText('Not everything of this period is here.');
  await expect(counts(page)).toHaveText(/^50 events loaded, more/);
  sim.control.clearFaults({});
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(counts(page)).toHaveText(/^1\d\d events, all of this period$/);
});

test('the provider’s event log is read by admins, and a service user reads why not', async ({ sim, desk, launch }) => {
  const options = await begin(desk, sim);
  const page = await openDesk(desk, '#/events');
  await expect(page.getByRole('heading', { level: 1, name: 'Event log' })).toBeVisible();
  await expect(rows(page).first()).toContainText('logged in');
  await page.getByRole('button', { name: /^People/ }).click();
  const vault = desk.context.waitForEvent('page');
  await page.getByRole('button', { name: 'Open in web vault' }).click();
  await expect.poll(async () => (await vault).url()).toContain(`/#/providers/${providerId(sim)}/manage/events`);
  await expectAccessible(page, 'events of the provider');

  await options.getByRole('combobox', { name: 'Language', exact: true }).selectOption('nl');
  await expect(page.getByRole('heading', { level: 1, name: 'Gebeurtenislogboek' })).toBeVisible();
  // What it was narrowed to was not forgotten over that.
  await page.getByRole('button', { name: 'Alles tonen' }).click();
  await expect(rows(page).first()).toContainText('heeft ingelogd');
  await page.getByRole('combobox', { name: 'Periode' }).selectOption('own');
  await expectLanguage(page, 'nl');
  await expectRoom(page, sizes);
  await page.goto(`${desk.origin}/desk.html#/activity`);
  await expect(page.locator('[data-activity]').first()).toBeVisible();
  await expectLanguage(page, 'nl');
  await expectRoom(page, sizes);

  const other = await launch();
  await begin(other, sim, accountOf(sim, 'service user'));
  const theirs = await openDesk(other, '#/events');
  await expect(theirs.getByText('Only provider admins may read the provider’s event log.')).toBeVisible();
  expect(sim.log.count({ path: '/providers/*/events', userId: accountOf(sim, 'service user').userId })).toBe(0);
});
