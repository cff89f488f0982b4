import { expectAccessible } from './support/accessible';
import type { ExtensionChrome } from './support/chrome';
import {
  compare,
  confirmButton,
  confirmByKey,
  coveredOf,
  fieldOf,
  give,
  keyOf,
  openCompare,
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

declare const chrome: ExtensionChrome;

const priya = 'priya.nair@harbour-it.example';
const tom = 'tom.okafor@brightwater.example';
const sanne = 'sanne.devries@noorderlicht.example';

test.describe('locking', () => {
  test('after ten minutes without use, with what was compared; a computer that slept locks before anything else', async ({
    launch,
    sim,
  }) => {
    const ada = accountOf(sim, 'provider admin');
    // A browser whose clock was taken in hand is of no use to other tests.
    const desk = await launch();
    await (await begin(desk, sim)).close();
    const page = await desk.context.newPage();
    await page.clock.install();
    await page.goto(`${desk.origin}/desk.html#/confirm`);
    await unlock(page, ada.masterPassword);
    const who = waiting(sim, tom);
    await compare(sim, page, who);
    await expect(confirmButton(page)).toHaveText('Confirm 1 person');
    await page.clock.runFor('09:30');
    await expect(confirmButton(page)).toHaveText('Confirm 1 person');
    // Any use counts.
    await page.keyboard.press('Shift');
    await page.clock.runFor('09:30');
    await expect(confirmButton(page)).toHaveText('Confirm 1 person');
    await page.clock.runFor('00:40');
    await expect(page.getByRole('heading', { name: 'Enter your master password' })).toBeVisible();
    await expect(page.locator('.confirm__locked')).toContainText('Locked after 10 minutes without use.');
    await unlock(page, ada.masterPassword);
    await expect(personIn(page, who).getByRole('img', { name: /covered/ })).toBeVisible();

    await compare(sim, page, who);
    // A week passes in which no timer runs; then somebody presses "Confirm".
    const now = await page.evaluate(() => Date.now());
    await page.clock.pauseAt(now + 1_000);
    await page.clock.setSystemTime(now + 7 * 86_400_000);
    await expect(confirmButton(page)).toHaveText('Confirm 1 person');
    await confirmButton(page).dispatchEvent('pointerdown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Enter your master password' })).toBeVisible();
    expect(sim.log.count({ method: 'POST', path: '*/confirm' })).toBe(0);
  });

  test('by the button, by leaving the page, and when the account is forgotten', async ({ desk, sim }) => {
    const ada = accountOf(sim, 'provider admin');
    const page = await openUnlocked(desk, sim, [priya, tom]);
    await page.getByRole('button', { name: 'Lock', exact: true }).click();
    await expect(page.locator('.confirm__locked')).toContainText('Locked. What you had compared was dropped');
    await unlock(page, ada.masterPassword);
    await expect(page.locator('.words')).toHaveCount(2);
    // To the queue and back the tab stays unlocked; to another page and back it does not.
    await page.getByRole('button', { name: 'Not now' }).click();
    await expect(page).toHaveURL(/#\/waiting$/);
    await page.goBack();
    await expect(page.locator('.words')).toHaveCount(2);
    await page.goto(`${desk.origin}/options.html`);
    await page.goBack();
    await expect(page.getByRole('heading', { name: 'Enter your master password' })).toBeVisible();

    await unlock(page, ada.masterPassword);
    await expect(page.locator('.words')).toHaveCount(2);
    expect(Object.keys((await stored(desk)).session).filter((name) => name.startsWith('cover'))).toHaveLength(2);
    const options = await desk.options('#accounts');
    // What another account has compared too is also that account's.
    const id = await keyOf(desk, waiting(sim, tom).memberId).then((key) => key.split('/').slice(0, 2).join('/'));
    await options.evaluate(async (accountId) => {
      const cover = { position: 3, wrong: 1, shownAll: false, closed: false, noted: false };
      await chrome.storage.session.set({ 'cover|shared': { cover, accounts: [accountId, 'other'] } });
    }, id);
    await options
      .getByRole('button', { name: /^Forget/ })
      .first()
      .click();
    await options.getByRole('dialog').getByRole('button', { name: 'Forget', exact: true }).click();
    await expect(page.locator('.words')).toHaveCount(0);
    await expect(page.getByText('Unlocked in this tab')).toHaveCount(0);
    // Nor is it remembered whose words were covered.
    await expect
      .poll(async () => Object.entries((await stored(desk)).session).filter(([name]) => name.includes('cover')))
      .toEqual([['cover|shared', { cover: expect.objectContaining({ position: 3, wrong: 1 }), accounts: ['other'] }]]);
  });
});

test('words that differ: told, closed at the third, opened by a question alone, and in the record', async ({
  desk,
  sim,
}) => {
  const who = waiting(sim, tom);
  const page = await openUnlocked(desk, sim, [tom]);
  const person = personIn(page, who);
  await give(person, 'marble');
  await expect(page.getByText('Not the same word.')).toBeVisible();
  await expect(page.getByText('Tell your security lead.')).toHaveCount(0);
  // Leaving the field with the same word is not another try.
  await fieldOf(person).blur();
  await give(person, 'granite');
  await expect(page.getByText('Tell your security lead.')).toBeVisible();
  await expect.poll(async () => (await stored(desk)).tables.activity).toMatchObject([{ what: 'mismatch' }]);
  await expectAccessible(page, 'one, differs twice');
  await give(person, 'quartz');
  await expect(page.getByText('Tom cannot be confirmed')).toBeVisible();
  await expect(fieldOf(person)).toHaveCount(0);
  await expect(confirmButton(page)).toHaveAttribute('aria-disabled', 'true');
  await expectAccessible(page, 'one, closed');

  // Neither another tab nor starting the browser again, which forgets covers, is a way around it.
  await page.evaluate(async () => {
    const names = Object.keys(await chrome.storage.session.get(null)).filter((name) => name.startsWith('cover'));
    await chrome.storage.session.set(Object.fromEntries(names.map((name) => [name, null])));
  });
  const again = await openCompare(desk, [await keyOf(desk, who.memberId)]);
  await unlock(again, accountOf(sim, 'provider admin').masterPassword);
  await expect(again.getByText('Tom cannot be confirmed')).toBeVisible();
  await again.getByRole('button', { name: 'Compare again from the start' }).click();
  const question = again.getByRole('dialog', { name: 'Compare Tom again from the start?' });
  await question.getByRole('button', { name: 'Leave it closed' }).click();
  await expect(again.getByText('Tom cannot be confirmed')).toBeVisible();
  await again.getByRole('button', { name: 'Compare again from the start' }).click();
  await question.getByRole('button', { name: 'Compare again', exact: true }).click();
  await compare(sim, again, who);
  await confirmButton(again).click();
  await expect(again.getByRole('heading', { name: '1 confirmed' })).toBeVisible();
  const { activity } = (await stored(desk)).tables;
  expect(activity).toHaveLength(2);
});

test('a word that waits in its field, while somebody looks elsewhere, differs from nothing', async ({ desk, sim }) => {
  const page = await openUnlocked(desk, sim, [tom]);
  const person = personIn(page, waiting(sim, tom));
  const field = fieldOf(person);
  const differs = page.getByText('Not the same word.');
  // The test's browser holds the focus in every tab; here one tab has it, as with people.
  const session = await page.context().newCDPSession(page);
  const holdFocus = (enabled: boolean) => session.send('Emulation.setFocusEmulationEnabled', { enabled });
  const elsewhere = await desk.context.newPage();
  await page.bringToFront();
  for (const word of ['abacus', 'zoology']) {
    await field.fill(word);
    await holdFocus(false);
    await elsewhere.bringToFront();
    await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(false);
    await page.bringToFront();
    await holdFocus(true);
    await expect(field).toBeFocused();
    await expect(field).toHaveValue(word);
  }
  await expect(differs).toHaveCount(0);
  // Nor half a word, wherever on the page one goes.
  const half = (phraseOf(sim, tom)[await coveredOf(person)] ?? '').slice(0, 2);
  for (const text of [half, half.slice(0, 1)]) {
    await field.fill(text);
    await page.keyboard.press('Tab');
    await expect(field).not.toBeFocused();
  }
  await expect(differs).toHaveCount(0);
  // A word does.
  await field.fill('abdomen');
  await page.keyboard.press('Tab');
  await expect(differs).toBeVisible();
  await expect(page.getByText('Tell your security lead.')).toHaveCount(0);
  expect((await stored(desk)).tables.activity).toEqual([]);
});

test('hearing all five: a tick for each person, and none for all', async ({ desk, sim }) => {
  const page = await openUnlocked(desk, sim, [priya, tom]);
  for (const email of [priya, tom]) {
    const person = personIn(page, waiting(sim, email));
    await person.getByRole('button', { name: /^More for/ }).click();
    await page.getByRole('menuitem', { name: 'Show all five' }).click();
    for (const word of phraseOf(sim, email)) await expect(person.getByText(word, { exact: true })).toBeVisible();
  }
  await expect(page.getByRole('checkbox')).toHaveCount(2);
  await expect(confirmButton(page)).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel('I heard all five words from Tom, in this order.').check();
  await expectAccessible(page, 'many, all five shown');
  await expect(confirmButton(page)).toHaveText('Confirm 1 person');
  await confirmButton(page).click();
  await expect(page.getByRole('heading', { name: '1 confirmed' })).toBeVisible();
  expect((await stored(desk)).tables.activity).toMatchObject([{ way: 'all-five', person: { email: tom } }]);
  await page.getByRole('button', { name: 'Compare 1 more' }).click();
  await expect(page.getByRole('heading', { name: 'Is this really Priya Nair?' })).toBeVisible();
});

test('by the keyboard alone: unlock, compare three, confirm, done', async ({ desk, sim }) => {
  const page = await openPeople(desk, sim, [priya, tom, sanne]);
  await expect(page.getByLabel(/^Master password of/)).toBeFocused();
  await page.keyboard.type(accountOf(sim, 'provider admin').masterPassword);
  await page.keyboard.press('Enter');
  await expect(page.locator('.words')).toHaveCount(3);
  const order = await page
    .locator('[data-check-person]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-check-person')?.split('/').at(-1) ?? ''));
  for (const memberId of order) {
    const who = [priya, tom, sanne].map((email) => waiting(sim, email)).find((one) => one.memberId === memberId);
    if (who === undefined) throw new Error('somebody else');
    const person = personIn(page, who);
    await expect(fieldOf(person)).toBeFocused();
    await page.keyboard.type(phraseOf(sim, who.email)[await coveredOf(person)] ?? '');
    await page.keyboard.press('Enter');
  }
  await confirmByKey(page);
  await expect(page.getByRole('heading', { name: '3 confirmed' })).toBeFocused();
  for (const line of await outcomes(page)) expect(line).toContain('Confirmed');
});

test('the whole phrase, pasted, and the texts that help the other side', async ({ desk, sim }) => {
  const page = await openUnlocked(desk, sim, [tom]);
  await desk.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByText('How do they find theirs?').click();
  await expect(page.locator('blockquote[lang="nl"]')).toContainText('vingerafdrukzin');
  await page.getByRole('button', { name: 'Copy text: In Dutch' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('vijf Engelse woorden');
  await page.getByRole('button', { name: 'Copy phrase' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('vijf Engelse woorden');
  await page.evaluate((text) => navigator.clipboard.writeText(text), phraseOf(sim, tom).join('\n'));
  const person = personIn(page, waiting(sim, tom));
  await fieldOf(person).focus();
  await page.keyboard.press('Control+V');
  await expect(person.getByText('Same words')).toBeVisible();
  await page.getByRole('button', { name: 'Copy phrase' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(phraseOf(sim, tom).join('-'));
  await confirmButton(page).click();
  await expect(page.getByRole('heading', { name: '1 confirmed' })).toBeVisible();
  expect((await stored(desk)).tables.activity).toMatchObject([{ way: 'whole-phrase' }]);
});

test('nothing that a screen reader or an eye would miss, in any state', async ({ desk, sim }) => {
  test.setTimeout(120_000);
  const page = await openPeople(desk, sim, [priya, tom, sanne]);
  await expect(page.getByRole('button', { name: 'Unlock', exact: true })).toBeVisible();
  await expectAccessible(page, 'unlock');
  await unlock(page, 'no');
  await expect(page.getByText('does not open this account')).toBeVisible();
  await expectAccessible(page, 'unlock, wrong');
  await unlock(page, accountOf(sim, 'provider admin').masterPassword);
  await expect(page.locator('.words')).toHaveCount(3);
  await compare(sim, page, waiting(sim, priya));
  await give(personIn(page, waiting(sim, tom)), 'marble');
  await expect(page.getByText('Not the same word.')).toBeVisible();
  await personIn(page, waiting(sim, sanne))
    .getByRole('button', { name: /^More for/ })
    .click();
  await expectAccessible(page, 'many, menu open');
  await page.getByRole('menuitem', { name: 'Does not match' }).click();
  await expect(page.getByText('cannot be confirmed.')).toBeVisible();
  await expectAccessible(page, 'many');
  sim.control.addFault({ kind: 'slow', ms: 60_000, method: 'POST', path: '*/users/confirm', count: 1 });
  await confirmButton(page).click();
  await expect(page.getByRole('progressbar', { name: 'Confirming 1 of 1' })).toBeVisible();
  await expectAccessible(page, 'sending');
  sim.control.clearFaults({});
  await expect(page.getByRole('heading', { name: '1 confirmed' })).toBeVisible();
  await expectAccessible(page, 'result');
  const one = await openCompare(desk, [await keyOf(desk, waiting(sim, tom).memberId)]);
  await unlock(one, accountOf(sim, 'provider admin').masterPassword);
  await expect(one.getByRole('heading', { name: 'Is this really Tom Okafor?' })).toBeVisible();
  await one.getByText('How do they find theirs?').click();
  await expectAccessible(one, 'one');
  const nobody = await openCompare(desk, ['nobody']);
  await expect(nobody.getByRole('heading', { name: 'Nobody to compare' })).toBeVisible();
  await expectAccessible(nobody, 'nobody');
});
