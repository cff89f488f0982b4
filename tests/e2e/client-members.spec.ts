import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { openDesk } from './support/desk-page';
import { expect, test } from './support/fixtures';
import { begin, clientId } from './support/scenes';

const name = 'Gable Architects';
const member = (page: Page, text: string) => page.locator('[data-member]').filter({ hasText: text });

test('a client’s members: invite two, change a role, revoke, restore, and a line that breaks', async ({
  sim,
  desk,
}) => {
  test.setTimeout(180_000);
  await begin(desk, sim);
  const organizationId = clientId(sim, name);
  const page = await openDesk(desk, `#/clients/${organizationId}/members`);
  await expect(page.locator('[data-member]')).toHaveCount(11);
  await expect(page.locator('[data-two-step]')).toContainText('confirmed members have it.');

  // More than there are seats, then as many as there are.
  const field = page.getByLabel('E-mail addresses');
  await field.fill(Array.from({ length: 8 }, (_, at) => `n${at}@gable.example`).join(' '));
  await expect(page.getByText('8 invitations, 7 seats left.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Invite 8 people' })).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByRole('button', { name: 'Change seats' })).toBeVisible();
  await field.fill('n0@gable.example n1@gable.example');
  await expect(page.getByText('Takes 2 seats; 5 remain.')).toBeVisible();
  await page.getByRole('radio', { name: /^Admin/ }).check();
  await page.getByRole('button', { name: 'Invite 2 people' }).click();
  await expect(page.locator('[data-invited]')).toContainText('2 invitations sent. They end on ');
  await expect(member(page, 'n0@gable.example')).toContainText('Admin');
  await expect(field).toHaveValue('');
  // The seats are read again.
  await field.fill('n2@gable.example');
  await expect(page.getByText('Takes 1 seat; 4 remain.')).toBeVisible();

  const list = sim.world.membersOf(organizationId);
  const user = list.find(({ type, status }) => type === 2 && status === 2)!;
  const email = sim.world.users.get(user.userId ?? '')!.email;
  Object.assign(user, { accessPam: true });
  const role = member(page, email).getByRole('button', { name: /^Role of/ });
  await role.click();
  await page.getByRole('menuitemradio', { name: 'Admin' }).click();
  const question = page.getByRole('dialog').getByRole('button', { name: 'Change role' });
  await expect(question).toBeVisible();
  // A colleague is faster: nothing is overwritten.
  Object.assign(user, { type: 0 });
  await question.click();
  await expect(page.locator('[data-result="overtaken"]')).toContainText('Now: Owner. A colleague changed it');
  await expect(role).toHaveText('Owner');
  expect(user).toMatchObject({ type: 0 });
  await role.click();
  await page.getByRole('menuitemradio', { name: 'Admin' }).click();
  await expect(role).toHaveText('Admin');
  expect(user, 'nothing else of the record is taken away').toMatchObject({ type: 1, accessPam: true });

  const more = member(page, email).getByRole('button', { name: /^More for/ });
  await more.click();
  await page.getByRole('menuitem', { name: 'Revoke access' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke access' }).click();
  await expect(member(page, email)).toContainText('Revoked');
  await expect(member(page, email)).toContainText('by an admin');
  await more.click();
  await page.getByRole('menuitem', { name: 'Restore access' }).click();
  await expect(member(page, email)).toContainText('Confirmed');

  // The server does it, and its answer never comes: the list tells.
  // A browser may send a request again by itself when a line that it used before is cut.
  sim.control.addFault({ kind: 'drop', after: true, method: 'POST', path: '/organizations/*/users/remove', count: 3 });
  await more.click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(`They lose access to everything ${name} shares, at once.`);
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(page.locator('[data-result="found"]')).toContainText(
    'No answer came, but the list shows that it was done.',
  );
  await expect(member(page, email)).toHaveCount(0);
  // What lies half under the bar that sticks would count as too small.
  await page.evaluate(() => scrollTo({ top: 0 }));
  await expectAccessible(page, 'a result in doubt');
});
