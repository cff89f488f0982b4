/** A server that asks for a pause: the page sits it out and goes on, or offers to try all again at once. */
import { expectAccessible } from './support/accessible';
import { compare, confirmButton, openPeople, openUnlocked, unlock, waiting } from './support/confirm-page';
import { expect, test } from './support/fixtures';
import { accountOf } from './support/scenes';

const priya = 'priya.nair@harbour-it.example';
const tom = 'tom.okafor@brightwater.example';
const sanne = 'sanne.devries@noorderlicht.example';

const goingOn = /^Going on at \d?\d:\d\d:\d\d( [AP]M)?, so as not to crowd the server\.$/;

test('a pause in reading keys and in sending is told and sat out, and nobody is asked to try again', async ({
  desk,
  sim,
}) => {
  const who = waiting(sim, tom);
  const page = await openPeople(desk, sim, [tom]);
  sim.control.addFault({
    kind: 'tooManyRequests',
    retryAfterSeconds: 4,
    method: 'POST',
    path: '*/public-keys',
    count: 1,
  });
  await unlock(page, accountOf(sim, 'provider admin').masterPassword);
  await expect(page.getByText('Reading the key…')).toBeVisible();
  await expect(page.getByText(goingOn).first()).toBeVisible();
  await expectAccessible(page, 'one, reading pauses');
  await compare(sim, page, who);
  await expect(page.locator('.going-on')).toHaveCount(0);

  sim.control.addFault({ kind: 'tooManyRequests', retryAfterSeconds: 4, method: 'POST', path: '*/confirm', count: 1 });
  await confirmButton(page).click();
  await expect(page.getByRole('heading', { name: 'Confirming 1 of 1' })).toBeVisible();
  await expect(page.locator('.going-on')).toHaveText(goingOn);
  await expectAccessible(page, 'sending pauses');
  await expect(page.getByRole('heading', { name: '1 confirmed' })).toBeVisible();
  expect(sim.control.openSealed({ memberId: who.memberId })).toMatchObject({ right: true });
});

test('"Stop after this one" ends a pause, and all who are left are tried again at once', async ({ desk, sim }) => {
  const people = [tom, priya, sanne].map((email) => waiting(sim, email));
  const page = await openUnlocked(desk, sim, [tom, priya, sanne]);
  for (const who of people) await compare(sim, page, who);
  sim.control.addFault({ kind: 'tooManyRequests', retryAfterSeconds: 90, method: 'POST', path: '*/confirm', count: 1 });
  await confirmButton(page).click();
  await expect(page.locator('.going-on')).toHaveText(goingOn);
  await page.getByRole('button', { name: 'Stop after this one' }).click();
  await expect(page.getByRole('heading', { name: 'Nobody confirmed' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Try again: / })).toHaveCount(3);
  await expectAccessible(page, 'result, all can be tried again');
  await page.getByRole('button', { name: 'Try all again' }).click();
  await expect(page.locator('.going-on')).toHaveText(goingOn);
});
