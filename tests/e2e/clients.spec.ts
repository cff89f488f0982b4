import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { presets } from '@/tests/simulator/presets';
import { expectAccessible } from './support/accessible';
import { openDesk } from './support/desk-page';
import { expect, test } from './support/fixtures';
import { rememberSeats } from './support/past';
import { accountOf, begin, clientId, providerId, stored } from './support/scenes';

const hourMs = 3_600_000;

const row = (page: Page, name: string) => page.locator('[data-client]').filter({ hasText: name });
const search = (page: Page) => page.getByRole('searchbox', { name: 'Find a client or person' });
const filter = (page: Page, name: string) => page.locator(`[data-filter="${name}"]`);
const fresh = (page: Page) => page.locator('[data-status="fresh"]');
const sums = (page: Page) => page.locator('[data-sums]');
const focusedRow = (page: Page) => page.locator('[data-client]:focus-within');
/** Names of the rows in the page and the headings between them, from top to bottom. */
const lines = (page: Page): Promise<string[]> =>
  page
    .locator('[data-line]')
    .evaluateAll((all) => all.map((one) => (one.querySelector('[data-part="name"]') ?? one).textContent ?? ''));

test('all clients at a glance: groups, figures, filters, search, the pool, an invitation sent again, a table to save', async ({
  desk,
  sim,
}) => {
  await (await begin(desk, sim)).close();
  await desk.letTimePass(100 * hourMs);
  await rememberSeats(desk.backstage, clientId(sim, 'Brightwater Dental Group'), [
    [40, 60, 48],
    [0, 60, 52],
  ]);
  sim.control.invite({ email: 'zoe@alder.example', organizationId: clientId(sim, 'Alder & Finch Solicitors') });
  const page = await openDesk(desk, '#/clients');
  await expect(page.getByRole('heading', { level: 1, name: 'Clients' })).toBeVisible();
  await expect(row(page, 'Alder & Finch')).toContainText('1 invited');
  await expect(fresh(page)).toBeVisible();
  expect((await lines(page)).slice(0, 5)).toEqual([
    'Low on seats 2',
    'Tideway Marine Supplies',
    'Verhoeven & Zonen Installatietechniek B.V.',
    'All others 27',
    'Alder & Finch Solicitors',
  ]);
  await expect(row(page, 'Brightwater').getByRole('cell').nth(4)).toHaveText(/^\+4/);
  await expect(row(page, 'Brightwater')).toContainText('4 seats more used than 30 days ago');
  await expect(row(page, 'Tideway').getByRole('cell').nth(4)).toHaveAttribute(
    'title',
    /^History starts on [A-Z][a-z]{2} \d{1,2}$/,
  );
  // The client without a limit uses seats, and has none remaining: the line says so.
  await expect(sums(page)).toHaveText(/^All 29 clients1,0628772161 without seat limit2 waiting7 invited$/);

  // Where the meters have a column of their own for the first time, names have their room all the same.
  await page.setViewportSize({ width: 1389, height: 800 });
  const cut = (names: (HTMLElement | SVGElement)[]) =>
    names.filter((name) => name.scrollWidth > name.clientWidth).map(({ textContent }) => textContent);
  expect(await page.locator('.ct-name > a').evaluateAll(cut)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });

  // The pool, as the server has it and as it is after a colleague took ten seats.
  const pool = page.locator('[data-plan="Teams (Monthly)"]');
  await expect(pool).toContainText('25 of 338 unassigned');
  sim.control.setSeats({ organizationId: clientId(sim, 'Tideway Marine Supplies'), seats: 30 });
  await page.locator('h1').focus();
  await page.keyboard.press('n');
  await expect(pool).toContainText('15 of 338 unassigned');
  await expect(row(page, 'Tideway').getByRole('cell').nth(3)).toHaveText('10');

  // Everybody who was invited before has a day left.
  await filter(page, 'ending').click();
  await expect(page).toHaveURL(/#\/clients\?only=ending$/);
  await expect(filter(page, 'ending')).toHaveText('Invitations ending 5');
  expect(await lines(page)).toHaveLength(5);
  await page.reload();
  await expect(filter(page, 'ending')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('[data-client]')).toHaveCount(5);
  const card = page.getByRole('region', { name: 'Invitations ending soon' });
  await card.getByRole('button', { name: 'Show 4 more' }).click();
  await expect(card.locator('[data-invitation]')).toHaveCount(8);
  const mails = sim.world.mailbox.length;
  const luca = card.locator('[data-invitation]').filter({ hasText: 'luca.moretti@fjord.example' });
  await expect(luca).toContainText(/Fjord Logistics, ends .* at the latest/);
  await luca.getByRole('button').click();
  await expect(luca).toContainText(/Sent again\. Ends /);
  await expect(luca.getByRole('button', { name: 'Sent again to luca.moretti@fjord.example.' })).toBeFocused();
  const eva = card.locator('[data-invitation]').filter({ hasText: 'eva.roth@harbour-it.example' });
  await expect(eva).toContainText('Your own team');
  await eva.getByRole('button').click();
  await expect(eva).toContainText(/Sent again\. Ends /);
  expect(sim.world.mailbox.slice(mails).map(({ to }) => to)).toEqual([
    'luca.moretti@fjord.example',
    'eva.roth@harbour-it.example',
  ]);
  await expectAccessible(page, 'clients, invitations ending');
  await filter(page, 'all').click();

  // A person who waits leads to their client.
  await page.locator('h1').focus();
  await page.keyboard.press('/');
  await expect(search(page)).toBeFocused();
  await page.keyboard.type('okafor');
  await expect(page.locator('[data-client]')).toHaveCount(1);
  await expect(row(page, 'Brightwater').locator('mark')).toHaveText('Okafor');
  await expect(page.locator('[data-live="polite"]')).toHaveText('1 of 29 clients matches “okafor”');
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-client]')).toHaveCount(29);
  await search(page).fill('nothing of that kind');
  await expect(page.getByText('Nothing matches “nothing of that kind”.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear search' }).click();

  await filter(page, 'low').click();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save what is shown as CSV' }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toMatch(/^clients-\d{4}-\d\d-\d\d\.csv$/);
  const saved = (await readFile(await file.path(), 'utf8')).split('\r\n');
  expect(saved).toHaveLength(3);
  expect(saved[0]).toMatch(/^\uFEFFProvider,Client,Client id,Plan,Assigned,/);
  expect(saved[1]).toMatch(
    /^Harbour IT,Verhoeven & Zonen Installatietechniek B\.V\.,[\w-]{36},Enterprise \(Monthly\),50,48,2,0,0,,20/,
  );
  await expect(page.locator('.toast')).toHaveText(/^Saved clients-.*\.csv, 1 row\.$/);
});

test('by keyboard through the table, its menus and its orders', async ({ desk, sim }) => {
  await (await begin(desk, sim)).close();
  const page = await openDesk(desk, '#/clients');
  await expect(page.locator('[data-client]')).toHaveCount(29);
  await expect(fresh(page)).toBeVisible();
  await search(page).focus();
  await page.keyboard.press('ArrowDown');
  await expect(focusedRow(page)).toContainText('Tideway');
  await page.keyboard.press('ArrowDown');
  await expect(focusedRow(page)).toContainText('Verhoeven');
  await page.keyboard.press('End');
  await expect(page.locator('[data-client]').last().locator('[data-part="name"]')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(focusedRow(page)).toContainText('Tideway');
  await page.keyboard.press('PageDown');
  await expect(focusedRow(page)).toContainText('Iris Opticians');
  // Tab goes through the controls of this row, and arrows keep to the same control.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'More for Iris Opticians' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: 'More for Juniper Accountants' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Details and seats' })).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.getByRole('menuitem', { name: 'Mute this client' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('.toast')).toHaveText('Juniper Accountants is muted.');
  await expect(filter(page, 'muted')).toHaveText('Muted 1');
  await expect(page.getByRole('button', { name: 'More for Juniper Accountants' })).toBeFocused();

  const opening = desk.context.waitForEvent('page');
  await page.keyboard.press('Control+Enter');
  const juniper = clientId(sim, 'Juniper Accountants');
  await expect(await opening).toHaveURL(`${sim.origin}/#/organizations/${juniper}/vault`);
  await page.bringToFront();
  await page.keyboard.press('m');
  await expect(page).toHaveURL(new RegExp(`#/clients/${juniper}/members$`));
  await expect(page.locator('h1')).toBeFocused();
  await page.goBack();
  await expect(page.locator('h1')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(focusedRow(page)).toContainText('Tideway');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`#/clients/${clientId(sim, 'Tideway Marine Supplies')}$`));
  await expect(page.locator('h1')).toBeFocused();
  await page.goBack();
  await expect(page.locator('[data-client]')).toHaveCount(29);

  const used = page.getByRole('columnheader', { name: 'Used' });
  await used.getByRole('button').click();
  await used.getByRole('button').click();
  await expect(used).toHaveAttribute('aria-sort', 'descending');
  await page.reload();
  await expect(page.locator('[data-client]').first()).toContainText('Fjord Logistics');
  await expect(used).toHaveAttribute('aria-sort', 'descending');
  await used.getByRole('button').click();
  await expect(used).toHaveAttribute('aria-sort', 'none');
  await expect(page.locator('[data-client]').first()).toContainText('Tideway');
  expect((await stored(desk)).local['desk-clients']).toBeUndefined();
  // No window is too narrow for it.
  for (const [width, size] of [
    [1280, 24],
    [1000, 16],
    [700, 16],
    [360, 16],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate((px) => {
      document.documentElement.style.fontSize = `${px}px`;
    }, size);
    const wider = await page.evaluate(() => {
      const { clientWidth, scrollWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(wider, `${width} px, text of ${size} px`).toBe(0);
    const beyond = await page.locator('main *').evaluateAll((all) => {
      const edge = document.documentElement.clientWidth;
      return all
        .filter(
          (one) => one.checkVisibility() && one.closest('.sr') === null && one.getBoundingClientRect().right > edge + 1,
        )
        .map((one) => one.className);
    });
    expect(beyond, `${width} px`).toEqual([]);
  }
  await expectAccessible(page, 'clients in a narrow window');
});

test('a thousand clients for a service user: only what is in sight is in the page, and what is not theirs is said', async ({
  launch,
  startSim,
}) => {
  const desk = await launch();
  const sim = await startSim({ world: presets.clients(1000) });
  const account = accountOf(sim, 'service user');
  await (await begin(desk, sim, account)).close();
  sim.control.addFault({ kind: 'status', path: '/providers/*/billing/subscription', status: 401, body: true });
  const page = await openDesk(desk, '#/clients');
  const table = page.getByRole('table', { name: 'Clients' });
  await expect(sums(page)).toContainText('All 1,000 clients');
  await expect(fresh(page)).toBeVisible();
  const rows = Number(await table.getAttribute('aria-rowcount'));
  expect(rows).toBeGreaterThanOrEqual(1002);
  expect(await page.locator('[data-client]').count()).toBeLessThan(100);
  await page.locator('h1').focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[data-client]').first().locator('[data-part="name"]')).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.locator(`[aria-rowindex="${rows}"] [data-part="name"]`)).toBeFocused();
  await expect(page.locator(`[aria-rowindex="${rows}"]`)).toBeInViewport();
  await page.keyboard.press('Home');
  await expect(page.locator('[data-client]').first().locator('[data-part="name"]')).toBeFocused();
  await expect(page.locator('[data-client]').first()).toBeInViewport();
  await page.keyboard.press('Control+f');
  await expect(search(page)).toBeFocused();
  await expect(page.getByRole('button', { name: 'Add client' })).toHaveCount(0);
  await expect(page.getByText('As a service user you do not see your own team.')).toBeVisible();
  await expect(page.locator('[data-pool="none"]')).toHaveText(/no seat pool .*that can be read\.$/);

  // Suspended meanwhile: nothing can be sent, and the reason stands next to the buttons.
  sim.control.suspendProvider({ providerId: providerId(sim), enabled: false });
  await desk.letTimePass(100 * hourMs);
  await page.reload();
  await expect(page.locator('[data-banner="suspended"]')).toBeVisible();
  const card = page.getByRole('region', { name: 'Invitations ending soon' });
  await expect(card).toContainText('Bitwarden has suspended this provider, so nothing can be sent.');
  await expect(card.getByRole('button', { name: /^Send the invitation/ }).first()).toHaveAttribute(
    'aria-disabled',
    'true',
  );
});
