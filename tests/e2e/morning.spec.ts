/** A technician's morning, from the popup to the last text: one story over every page that it takes. */
import { compare, confirmButton, outcomes, phraseOf, unlock, waiting } from './support/confirm-page';
import { expect, test } from './support/fixtures';
import { accountOf, begin, clientId } from './support/scenes';

const tideway = 'Tideway Marine Supplies';

test('a technician’s morning: who waits, three confirmed, seats raised, two invited, a text sent', async ({
  sim,
  desk,
}) => {
  const bram = accountOf(sim, 'service user');
  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  await begin(desk, sim, bram);
  const popup = await desk.popup();
  await expect(popup.getByText('Tom Okafor')).toBeVisible();
  // Team members are not shown to service users.
  await expect(popup.getByText('Priya Nair')).toHaveCount(0);

  const opening = desk.context.waitForEvent('page');
  await popup.getByRole('button', { name: 'Compare all 3' }).click();
  const page = await opening;
  await page.setViewportSize({ width: 1280, height: 900 });
  await unlock(page, bram.masterPassword);
  const three = [
    'tom.okafor@brightwater.example',
    'sanne.devries@noorderlicht.example',
    'luca.moretti@fjord.example',
  ].map((email) => waiting(sim, email));
  for (const person of three) await compare(sim, page, person);
  expect(phraseOf(sim, three[0]?.email ?? '')).toHaveLength(5);
  await expect(confirmButton(page)).toHaveText('Confirm 3 people');
  await expect(confirmButton(page)).not.toHaveAttribute('data-fresh');
  await confirmButton(page).click();
  await expect(page.getByRole('heading', { name: '3 confirmed' })).toBeVisible();
  expect(await outcomes(page)).toHaveLength(3);
  for (const { scope, memberId } of three) expect(sim.world.member(scope, memberId)?.status).toBe(2);

  // A client that is full: from the table to its page, two seats more out of the pool.
  await page.getByRole('link', { name: /^Clients/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Clients' })).toBeFocused();
  await page.getByRole('button', { name: /^Low on seats/ }).click();
  await page.getByRole('link', { name: tideway }).click();
  await expect(page.getByRole('heading', { level: 1, name: tideway })).toBeFocused();
  await page.getByRole('spinbutton', { name: 'Assigned seats' }).fill('22');
  await page.getByRole('button', { name: 'Add 2 seats' }).click();
  await expect(page.locator('[data-figure="assigned"]')).toHaveText('22');
  const here = () => sim.control.truth.clients(bram.userId).find(({ name }) => name === tideway);
  expect(here()?.seats).toBe(22);

  // Two newcomers take them.
  await page
    .getByRole('link', { name: /^Members/ })
    .last()
    .click();
  const field = page.getByLabel('E-mail addresses');
  await field.fill('finn@tideway.example; greta@tideway.example');
  await page.getByRole('button', { name: 'Invite 2 people' }).click();
  await expect(page.locator('[data-invited]')).toContainText('2 invitations sent.');
  const invited = sim.world.membersOf(clientId(sim, tideway)).filter(({ status }) => status === 0);
  expect(invited.map(({ email }) => email)).toEqual(
    expect.arrayContaining(['finn@tideway.example', 'greta@tideway.example']),
  );

  // The first of them gets the text on how to begin.
  await page.getByRole('link', { name: 'Seats and tasks' }).click();
  await expect(page.locator('[data-figure="remaining"]')).toHaveText('0');
  await desk.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy “Create an account”' }).click();
  await expect(page.getByText('Copied. Paste it into a message to your user.').first()).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(tideway);

  // All of it stands in the record.
  await page.getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeFocused();
  for (const text of ['Tom Okafor', 'finn@tideway.example', tideway])
    await expect(page.locator('[data-activity]').filter({ hasText: text }).first()).toBeVisible();
});
