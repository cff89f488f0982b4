import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { openDesk } from './support/desk-page';
import { expect, test } from './support/fixtures';
import { accountOf, begin, providerId } from './support/scenes';

const dayMs = 86_400_000;
const member = (page: Page, name: string) => page.locator('[data-member]').filter({ hasText: name });
const filter = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name} \\d+$`) });
const heading = (page: Page) => page.getByRole('heading', { level: 1, name: 'Members of Harbour IT' });

test('an admin’s morning: invite twenty, send five again that ended, change a role, remove somebody', async ({
  sim,
  desk,
}) => {
  test.setTimeout(180_000);
  // Six days ago, five were invited who never accepted; the event log has it.
  sim.control.advance({ ms: -6 * dayMs });
  const late = Array.from({ length: 5 }, (_, at) => `late${at}@harbour-it.example`);
  for (const email of late) sim.control.invite({ email, providerId: providerId(sim) });
  sim.control.advance({ ms: 6 * dayMs });
  await begin(desk, sim);
  const page = await openDesk(desk, '#/members');
  await expect(heading(page)).toBeVisible();
  await expect(member(page, 'Ada Holm')).toContainText('ada@harbour-it.example, you');
  await expect(member(page, 'late0@')).toContainText('Invitation ended');

  // Twenty of 22, with one that is no address; the field keeps the rest.
  const field = page.getByLabel('E-mail addresses');
  const wanted = Array.from({ length: 22 }, (_, at) => `new${at}@harbour-it.example`);
  await field.fill(`${wanted.join(', ')}, hugo@harbour-it, eva.roth@harbour-it.example`);
  await page.getByRole('button', { name: 'Invite 20 people' }).click();
  await expect(page.getByText('“hugo@harbour-it” is not a full address.')).toBeVisible();
  await expect(field).toBeFocused();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('hugo@harbour-it');
  await member(page, 'Bram Jansen').getByRole('checkbox').check();
  await expectAccessible(page, 'the team, somebody ticked, problems of an invitation');
  await page.getByRole('button', { name: 'Clear' }).first().click();
  await page.getByRole('button', { name: 'Take out hugo@harbour-it' }).click();
  await page.getByRole('button', { name: 'Invite 20 people' }).click();
  await expect(page.locator('[data-invited]')).toContainText('20 invitations sent. They end on ');
  await expect(field).toHaveValue('new20@harbour-it.example\nnew21@harbour-it.example\neva.roth@harbour-it.example');
  expect(sim.mailbox.filter(({ kind, to }) => kind === 'invitation' && to.startsWith('new'))).toHaveLength(20);
  await expect(member(page, 'new0@')).toContainText('Invited just now');
  await expect(member(page, 'new0@')).toContainText('Ends in 5 days');
  await expect(filter(page, 'Invited')).toHaveText('Invited 22');

  // Five that ended, in one go.
  await filter(page, 'Ended').click();
  await expect(page.locator('[data-member]')).toHaveCount(5);
  await page.getByRole('checkbox', { name: 'Tick everybody shown' }).check();
  const selection = page.locator('[data-selection]');
  await expect(selection).toContainText('5 selected');
  await selection.getByRole('button', { name: 'Send 5 again' }).click();
  const report = page.locator('[data-report]');
  await expect(report.getByRole('heading')).toHaveText('5 of 5 invitations sent again');
  await expect(report.locator('[data-result="done"]')).toHaveCount(5);
  // Nobody's invitation has ended any more, so everybody is shown.
  await expect(filter(page, 'All')).toHaveAttribute('aria-pressed', 'true');
  await expect(member(page, 'late0@')).toContainText('Ends in 5 days');
  await report.getByRole('button', { name: 'Done' }).click();

  // By the end of the invitation, at every width: where there are no columns the heads stay.
  for (const width of [1280, 700]) {
    await page.setViewportSize({ width, height: 800 });
    const until = page.getByRole('columnheader', { name: 'Until' });
    await until.getByRole('button').click();
    await expect(until).toHaveAttribute('aria-sort', 'ascending');
    await until.getByRole('button').click();
    await expect(until).toHaveAttribute('aria-sort', 'descending');
    // What has no end comes first, then what ends last.
    await expect(page.locator('[data-member]').first()).toContainText('Confirmed');
    // Back to the order of what is needed first.
    await until.getByRole('button').click();
    await expect(until).not.toHaveAttribute('aria-sort');
  }
  await page.setViewportSize({ width: 1280, height: 800 });

  // A role, by keyboard: from the search into the rows, along a column, and the question.
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox', { name: 'Find a member' });
  await expect(search).toBeFocused();
  await search.fill('harbour-it');
  const first = page.locator('[data-member] [data-part="tick"]').first();
  await first.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(member(page, 'Bram Jansen').locator('[data-part="tick"]')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Role of Bram Jansen: Service user' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitemradio', { name: 'Service user' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'Make Bram Jansen a provider admin?' });
  await expect(question).toContainText('They can then buy seats and invite staff.');
  await expectAccessible(page, 'a question', ['dark']);
  await question.getByRole('button', { name: 'Change role' }).click();
  await expect(page.getByText('New role of Bram Jansen: Provider admin.')).toBeVisible();
  await expect(member(page, 'Bram Jansen')).toContainText('Provider admin');

  // A colleague is faster with one of two; nothing is called done that we did not do.
  await search.fill('');
  for (const name of ['Chidi Eze', 'noah@']) await member(page, name).getByRole('checkbox').check();
  sim.control.withdraw({ email: 'noah@harbour-it.example' });
  await selection.getByRole('button', { name: 'Remove 2' }).click();
  const removal = page.getByRole('dialog', { name: 'Remove 2 people from Harbour IT?' });
  await expect(removal).toContainText('They lose access to all 29 clients at once.');
  await removal.getByRole('button', { name: 'Remove' }).click();
  await expect(report.getByRole('heading')).toHaveText('1 of 2 removed');
  await expect(report.locator('[data-result="already"]')).toHaveText(/noah@.* Already removed by somebody else\./);
  await expect(member(page, 'Chidi Eze')).toHaveCount(0);
  await expect(page.locator('[data-member]')).toHaveCount(35);
  // The tab counts them, too.
  await expect(page.locator('.tabs [aria-current="page"]')).toHaveText('Members35');

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toMatch(/^members-\d{4}-\d\d-\d\d\.csv$/);
  const rows = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  expect(rows).toHaveLength(36);
  expect(rows[1]).toMatch(/^Priya Nair,priya\.nair@harbour-it\.example,Service user,Needs confirmation,,,$/);
});

test('a service user is told why there is no team; the only admin is warned, and cannot go', async ({ sim, desk }) => {
  test.setTimeout(120_000);
  const ada = accountOf(sim, 'provider admin');
  for (const row of sim.world.teamOf(providerId(sim)))
    if (row.type === 0 && row.userId !== ada.userId) sim.control.withdraw({ memberId: row.id });
  await begin(desk, sim);
  const page = await openDesk(desk, '#/members');
  const note = page.getByText('You are the only provider admin.');
  await expect(note).toBeVisible();
  await page.getByRole('button', { name: 'More for Ada Holm' }).click();
  await expect(page.getByRole('menu')).toContainText('Make someone else a provider admin first.');
  await expectAccessible(page, 'a menu', ['light']);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Dismiss for 90 days' }).click();
  await expect(note).toHaveCount(0);
  await page.reload();
  await expect(member(page, 'Ada Holm')).toBeVisible();
  await expect(note).toHaveCount(0);

  // Demoted by somebody else: what was read stays, and it is said why it is not read again.
  sim.control.changeRole({ email: ada.email, role: 'service-user' });
  sim.control.expireTokens();
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect(page.getByText('The server did not show this list to your account.')).toBeVisible();
  await expect(member(page, 'Ada Holm')).toBeVisible();

  // A second account: the page asks whose team; a service user is told whose rule it is.
  await begin(desk, sim, accountOf(sim, 'service user'));
  await expect(page.getByText('Which team?')).toBeVisible();
  await page.getByRole('button', { name: 'Harbour IT, bram@harbour-it.example' }).click();
  await expect(page.getByText('Only provider admins see this list.')).toBeVisible();
  await expect(page.getByText('That is Bitwarden’s rule, not a fault.')).toBeVisible();
});
