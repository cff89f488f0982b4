import type { Page } from '@playwright/test';
import type { Simulator } from '@/tests/simulator/index';
import { expectAccessible } from './support/accessible';
import {
  compare,
  confirmButton,
  fieldOf,
  give,
  openPeople,
  openUnlocked,
  personIn,
  phraseOf,
  unlock,
  waiting,
} from './support/confirm-page';
import { expect, test } from './support/fixtures';
import { accountOf, providerId } from './support/scenes';

const priya = 'priya.nair@harbour-it.example';
const tom = 'tom.okafor@brightwater.example';
const sanne = 'sanne.devries@noorderlicht.example';

/** The people of a list, from the first to the last. */
async function inOrder(sim: Simulator, page: Page, emails: readonly string[]) {
  const keys = await page
    .locator('[data-check-person]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-check-person') ?? ''));
  return emails
    .map((email) => waiting(sim, email))
    .sort(
      (a, b) =>
        keys.findIndex((key) => key.endsWith(`/${a.memberId}`)) -
        keys.findIndex((key) => key.endsWith(`/${b.memberId}`)),
    );
}

test('many: the focus stays with whom something happened to, or goes on to the next', async ({ desk, sim }) => {
  const page = await openUnlocked(desk, sim, [priya, tom, sanne]);
  await expect(page.locator('.words')).toHaveCount(3);
  const [first, second, third] = await inOrder(sim, page, [priya, tom, sanne]);
  if (first === undefined || second === undefined || third === undefined) throw new Error('three wait');
  const [one, two, three] = [first, second, third].map((who) => personIn(page, who));
  if (one === undefined || two === undefined || three === undefined) throw new Error('three wait');
  await expect(fieldOf(one)).toBeFocused();

  // From field to field; what else can be done with somebody is one key away.
  await page.keyboard.press('Tab');
  await expect(fieldOf(two)).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(fieldOf(one)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(one.getByRole('button', { name: /^More for/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);

  // "Leave out" → the next field; "Compare after all" → their own.
  await one.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: 'Leave out' }).click();
  await expect(fieldOf(two)).toBeFocused();
  await expect(one).toContainText(/Left out\. \S+ stays in the queue\./);
  await one.getByRole('button', { name: 'Compare after all' }).click();
  await expect(fieldOf(one)).toBeFocused();

  // "Undo" → their field.
  await compare(sim, page, first);
  await expect(fieldOf(two)).toBeFocused();
  await one.getByRole('button', { name: /^Undo/ }).click();
  await expect(fieldOf(one)).toBeFocused();

  // "Does not match" → what is said about it; so too after the third wrong word.
  await one.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: 'Does not match' }).click();
  await expect(one.locator('[data-advice]')).toBeFocused();
  for (const word of ['marble', 'granite', 'quartz']) await give(two, word);
  await expect(two.locator('[data-advice]')).toBeFocused();

  // The first who can be compared begins, though those before are closed.
  await page.getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeFocused();
  await page.goBack();
  await expect(fieldOf(three)).toBeFocused();
});

test('one: closed, begun again, and undone', async ({ desk, sim }) => {
  const page = await openUnlocked(desk, sim, [tom]);
  const who = waiting(sim, tom);
  const person = personIn(page, who);
  await compare(sim, page, who);
  await expect(confirmButton(page)).toBeFocused();
  await person.getByRole('button', { name: /^Undo/ }).click();
  await expect(fieldOf(person)).toBeFocused();
  await page.getByRole('button', { name: 'Does not match' }).click();
  await expect(person.locator('[data-advice]')).toBeFocused();
  await page.getByRole('button', { name: 'Compare again from the start' }).click();
  await page.getByRole('button', { name: 'Compare again', exact: true }).click();
  await expect(fieldOf(person)).toBeFocused();
});

test('nobody knows what became of them: "Check" says that it looks, what it found, and keeps the focus', async ({
  desk,
  sim,
}) => {
  const who = waiting(sim, tom);
  const page = await openUnlocked(desk, sim, [tom]);
  await compare(sim, page, who);
  sim.control.cutNextConfirm({ after: true, times: 6 });
  sim.control.addFault({ kind: 'drop', host: 'api', method: 'GET' });
  await confirmButton(page).click();
  const check = page.getByRole('button', { name: /^Check: / });
  await expect(check).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('heading', { name: '1 not known yet' })).toBeFocused();
  await check.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Still no answer, \d/).first()).toBeVisible({ timeout: 60_000 });
  await expect(check).toBeFocused();
  await expect(check).not.toHaveAttribute('aria-disabled');
});

test('a part of a phrase is told as such, and is no other word', async ({ desk, sim }) => {
  const who = waiting(sim, tom);
  const page = await openUnlocked(desk, sim, [tom]);
  const person = personIn(page, who);
  const four = phraseOf(sim, tom).slice(1).join(' ');
  for (const text of [four, `${four} marble granite`, four]) await give(person, text);
  await expect(person.getByText('4 words; a phrase has five.')).toBeVisible();
  await expect(fieldOf(person)).toBeFocused();
  await expect(page.getByText('Not the same word.')).toHaveCount(0);
  await expectAccessible(page, 'one, part of a phrase');
  await compare(sim, page, who);
});

test('nobody can be confirmed here: why, for each, and one way on', async ({ desk, sim }) => {
  const provider = sim.world.providers.get(providerId(sim));
  if (provider !== undefined) Object.assign(provider, { type: 1 });
  const page = await openPeople(desk, sim, [tom, sanne]);
  await expect(page.getByRole('heading', { name: 'Cannot be confirmed here' })).toBeFocused();
  await expect(page.getByText('This provider is a reseller')).toHaveCount(2);
  await expect(page.getByText('How do they find theirs?')).toHaveCount(0);
  await expect(confirmButton(page)).toHaveCount(0);
  await expectAccessible(page, 'nobody can be confirmed');
  await page.getByRole('button', { name: 'To the queue' }).click();
  await expect(page).toHaveURL(/#\/waiting$/);
});

test('an empty field, and a server that is not there, are no wrong password', async ({ desk, sim }) => {
  const page = await openPeople(desk, sim, [tom]);
  const field = page.getByLabel(/^Master password of/);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await expect(page.getByText('Enter your master password.', { exact: true })).toBeVisible();
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await desk.context.setOffline(true);
  sim.control.addFault({ kind: 'drop', host: 'api' });
  sim.control.addFault({ kind: 'drop', host: 'identity' });
  await unlock(page, accountOf(sim, 'provider admin').masterPassword);
  await expect(page.getByText(/^Your password was not tried\./)).toBeVisible({ timeout: 30_000 });
  await expect(field).not.toHaveAttribute('aria-invalid');
  await expect(field).toHaveValue('');
});

test('what was compared is there for whoever looked at another page; copying is seen', async ({ desk, sim }) => {
  const page = await openUnlocked(desk, sim, [priya, tom]);
  await desk.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await compare(sim, page, waiting(sim, tom));
  await page.getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeFocused();
  await page.goBack();
  await expect(personIn(page, waiting(sim, tom)).getByText('Same words')).toBeVisible();
  await expect(confirmButton(page)).toHaveText('Confirm 1 person');
  await page.getByText('How do they find theirs?').click();
  await page.getByRole('button', { name: 'Copy text: In Dutch' }).click();
  await expect(page.locator('.toast', { hasText: 'Copied.' })).toBeVisible();
});
