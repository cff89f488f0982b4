/** Hands that are faster than the page, and eyes that are elsewhere: nothing is confirmed, closed or lost by a slip. */
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import {
  compare,
  confirmButton,
  coveredOf,
  fieldOf,
  openPeople,
  openUnlocked,
  outcomes,
  personIn,
  phraseOf,
  unlock,
  waiting,
} from './support/confirm-page';
import { expect, test } from './support/fixtures';
import { accountOf, begin, stored } from './support/scenes';

const priya = 'priya.nair@harbour-it.example';
const tom = 'tom.okafor@brightwater.example';
const sanne = 'sanne.devries@noorderlicht.example';

/** Takes the page’s clock in hand, before the page looks at it: one that jumps makes it forget what was typed. */
const stoppable = (page: Page): Promise<void> => page.clock.install();

for (const width of [1100, 760, 420]) {
  test(`a double click on "Show all five instead" shows all five and no more, ${width} pixels wide`, async ({
    desk,
    sim,
  }) => {
    const page = await openUnlocked(desk, sim, [tom]);
    await page.setViewportSize({ width, height: 900 });
    const button = page.getByRole('button', { name: 'Show all five instead' });
    await button.scrollIntoViewIfNeeded();
    await button.dblclick({ delay: 60 });
    const tick = page.getByLabel('I heard all five words from Tom, in this order.');
    await expect(tick).toBeVisible();
    await expect(page.locator('#confirm-why')).toHaveText('Tick that you heard all five words first.');
    await expect(tick).not.toBeChecked();
    // A click of its own works.
    await page.getByRole('button', { name: 'Does not match' }).click();
    await expect(page.getByText('Tom cannot be confirmed')).toBeVisible();
  });
}

test('nor does it do more where "Does not match" comes to stand in the same place', async ({ desk, sim }) => {
  const page = await openUnlocked(desk, sim, [tom]);
  await page.addStyleTag({
    content: `.check-field + .button, .compare > .button--stop { position: fixed; inset: 100px auto auto 100px; z-index: 98 }
      .compare > .check-field + .button { z-index: 99 }`,
  });
  const button = page.getByRole('button', { name: 'Show all five instead' });
  const differs = page.getByRole('button', { name: 'Does not match' });
  await button.dblclick({ delay: 60, position: { x: 9, y: 9 } });
  await expect(page.getByLabel('I heard all five words from Tom, in this order.')).toBeVisible();
  await expect(page.locator('#confirm-why')).toHaveText('Tick that you heard all five words first.');
  // What was clicked twice is that button by now.
  await differs.click({ position: { x: 9, y: 9 } });
  await expect(page.getByText('Tom cannot be confirmed')).toBeVisible();
});

test('a double click on "Confirm" neither stops the sending nor leaves its result', async ({ desk, sim }) => {
  const page = await openUnlocked(desk, sim, [tom, priya]);
  for (const email of [tom, priya]) await compare(sim, page, waiting(sim, email));
  await confirmButton(page).dblclick({ delay: 60 });
  await expect(page.getByRole('heading', { name: '2 confirmed' })).toBeVisible();
});

test('Enter, pressed twice on the last word, gives the word and confirms nobody', async ({ launch, sim }) => {
  const desk = await launch();
  const page = await openPeople(desk, sim, [tom], 'provider admin', stoppable);
  await unlock(page, accountOf(sim, 'provider admin').masterPassword);
  const person = personIn(page, waiting(sim, tom));
  // Not before the phrase is there: what the page does later would never come.
  const word = phraseOf(sim, tom)[await coveredOf(person)] ?? '';
  await page.clock.pauseAt(Date.now() + 60_000);
  await fieldOf(person).fill(word);
  await page.keyboard.press('Enter');
  await expect(confirmButton(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await page.clock.runFor(400);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Is this really Tom Okafor?' })).toBeVisible();
  expect(sim.log.count({ method: 'POST', path: '*/public-keys' })).toBe(1);
  await page.clock.runFor(200);
  await page.keyboard.press('Enter');
  await page.clock.resume();
  await expect(page.getByRole('heading', { name: '1 confirmed' })).toBeVisible();
});

test('results wait for whoever looked at another page of the desk, and closing the tab is asked about there too', async ({
  desk,
  sim,
}) => {
  const page = await openUnlocked(desk, sim, [tom]);
  await compare(sim, page, waiting(sim, tom));
  const asked = (): Promise<boolean> =>
    page.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
  expect(await asked()).toBe(false);
  sim.control.addFault({ kind: 'slow', ms: 60_000, method: 'POST', path: '*/users/confirm', count: 1 });
  await confirmButton(page).click();
  await expect(page.getByRole('heading', { name: 'Confirming 1 of 1' })).toBeVisible();
  await page.getByRole('link', { name: 'Activity' }).click();
  await expect(page).toHaveURL(/#\/activity/);
  expect(await asked()).toBe(true);
  sim.control.clearFaults({});
  await expect.poll(asked).toBe(false);
  await page.goBack();
  await expect(page.getByRole('heading', { name: '1 confirmed' })).toBeVisible();
  expect(await outcomes(page)).toEqual(['Tom Okafor Brightwater Dental Group Confirmed.']);
});

test('a typed password does not stand in a page that nobody uses', async ({ launch, sim }) => {
  const desk = await launch();
  await (await begin(desk, sim)).close();
  const page = await desk.context.newPage();
  await page.clock.install();
  await page.goto(`${desk.origin}/desk.html#/confirm`);
  const field = page.getByLabel(/^Master password of /);
  await field.fill('typed and left');
  await page.clock.runFor('04:50');
  await expect(field).toHaveValue('typed and left');
  await page.keyboard.press('End');
  await page.clock.runFor('04:50');
  await expect(field).toHaveValue('typed and left');
  await page.clock.runFor('00:20');
  await expect(field).toHaveValue('');
});

test('after unlocking, the first field has the focus, though its key came last; with nobody compared the button says no number', async ({
  desk,
  sim,
}) => {
  const page = await openPeople(desk, sim, [priya, tom, sanne]);
  const order = [priya, tom, sanne].map((email) => waiting(sim, email));
  sim.control.addFault({ kind: 'slow', ms: 60_000, method: 'POST', path: '*/public-keys', count: 1 });
  await unlock(page, accountOf(sim, 'provider admin').masterPassword);
  await expect(page.locator('.words')).toHaveCount(2);
  await expect(page.getByRole('heading', { name: 'Compare 3 people' })).toBeFocused();
  sim.control.clearFaults({});
  await expect(page.locator('.words')).toHaveCount(3);
  const ids = await page
    .locator('[data-check-person]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-check-person')?.split('/').at(-1) ?? ''));
  const first = order.find(({ memberId }) => memberId === ids[0]);
  if (first === undefined) throw new Error('somebody else');
  await expect(fieldOf(personIn(page, first))).toBeFocused();
  await expect(confirmButton(page)).toHaveText('Confirm');
  await expectAccessible(page, 'many, nobody compared');
  expect((await stored(desk)).tables.activity).toEqual([]);
});
