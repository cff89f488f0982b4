import type { Simulator } from '@/tests/simulator/index';
import { expectAccessible } from './support/accessible';
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
import { accountOf, begin, clientId, providerId, stored } from './support/scenes';
import { moveRecord } from './support/time';

const priya = 'priya.nair@harbour-it.example';
const tom = 'tom.okafor@brightwater.example';
const sanne = 'sanne.devries@noorderlicht.example';

test('unlock, compare and confirm one: the newcomer gets exactly the right key, and everything follows at once', async ({
  desk,
  sim,
}) => {
  const who = waiting(sim, priya);
  const page = await openPeople(desk, sim, [priya]);
  await expect.poll(async () => (await desk.badge()).text).toBe('3');
  await unlock(page, 'this is not it');
  await expect(
    page.getByText('That password does not open this account. Check Caps Lock and try again.'),
  ).toBeVisible();
  await expect(page.getByLabel(/^Master password of ada@/)).toHaveValue('');
  await unlock(page, accountOf(sim, 'provider admin').masterPassword);

  await expect(page.getByRole('heading', { name: 'Is this really Priya Nair?' })).toBeVisible();
  const person = personIn(page, who);
  // Type at once: the field has the focus.
  await expect(fieldOf(person)).toBeFocused();
  const phrase = phraseOf(sim, priya);
  const covered = await coveredOf(person);
  await expect(confirmButton(page)).toHaveAttribute('aria-disabled', 'true');
  // It keeps its place and can be pressed, and does nothing.
  await confirmButton(page).click({ force: true });
  expect(sim.log.count({ method: 'POST', path: '*/confirm' })).toBe(0);
  await expect(person.getByRole('listitem').filter({ hasText: phrase[(covered + 1) % 5] ?? '' })).toBeVisible();
  await give(person, ` ${phrase[covered]?.toUpperCase()} `);
  await expect(person.getByText('Same words')).toBeVisible();
  await confirmByKey(page);

  await expect(page.getByRole('heading', { name: '1 confirmed' })).toBeVisible();
  expect(await outcomes(page)).toEqual(['Priya Nair Harbour IT, service user Confirmed as service user.']);
  expect(sim.control.openSealed({ memberId: who.memberId })).toMatchObject({ right: true });
  await expect.poll(async () => (await desk.badge()).text).toBe('2');
  const { activity = [] } = (await stored(desk)).tables;
  expect(activity).toMatchObject([{ what: 'confirm', way: 'covered-word', state: 'confirmed' }]);
  for (const word of phrase) expect(JSON.stringify(activity)).not.toContain(word);
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page).toHaveURL(/#\/waiting$/);
  expect(sim.crashes).toEqual([]);
});

test('the covered word is nowhere in the page until it was given', async ({ desk, sim }) => {
  const page = await openUnlocked(desk, sim, [priya, tom, sanne]);
  await expect(page.locator('.words')).toHaveCount(3);
  const everything = () =>
    page.evaluate(() =>
      [document.documentElement.outerHTML, ...[...document.querySelectorAll('input')].map(({ value }) => value)].join(
        '\n',
      ),
    );
  for (const email of [priya, tom, sanne]) {
    const who = waiting(sim, email);
    const phrase = phraseOf(sim, email);
    const covered = await coveredOf(personIn(page, who));
    const before = await everything();
    for (const [at, word] of phrase.entries())
      expect(before.includes(`>${word}<`), `${email} ${at}`).toBe(at !== covered);
    // Names of elements and classes are no words: "figure" is both.
    expect(before.replace(/<\/?[\w-]+| class="[^"]*"/g, '')).not.toMatch(new RegExp(`\\b${phrase[covered]}\\b`));
    await compare(sim, page, who);
    expect(await everything()).toContain(`>${phrase[covered]}<`);
  }
  // Opened again, the same words are covered, and nothing is remembered as compared.
  const again = await openCompare(
    desk,
    await Promise.all([priya, tom].map((email) => keyOf(desk, waiting(sim, email).memberId))),
  );
  await unlock(again, accountOf(sim, 'provider admin').masterPassword);
  for (const email of [priya, tom]) {
    const person = personIn(again, waiting(sim, email));
    await expect(person.getByRole('img', { name: /covered/ })).toBeVisible();
    const html = await again.evaluate(() => document.documentElement.outerHTML);
    expect(html).not.toContain(`>${phraseOf(sim, email)[await coveredOf(person)]}<`);
  }
});

test('a hundred of one client with three refused, in three requests', async ({ desk, startSim }) => {
  test.setTimeout(180_000);
  const sim = await startSim();
  const organizationId = clientId(sim, 'Brightwater Dental Group');
  sim.control.setSeats({ organizationId, seats: null });
  const refused = ['two-step', 'other-organization', 'single-organization'] as const;
  const crowd = sim.control.addWaiting({ organizationId, count: 100, refused: [...refused] });
  await (await begin(desk, sim)).close();
  const first = crowd[0]?.memberId ?? '';
  const prefix = (await keyOf(desk, first)).slice(0, -first.length);
  const page = await openCompare(
    desk,
    crowd.map(({ memberId }) => `${prefix}${memberId}`),
  );
  await page.setViewportSize({ width: 1300, height: 900 });
  const mark = sim.log.mark();
  await unlock(page, accountOf(sim, 'provider admin').masterPassword);
  await expect(page.getByRole('heading', { name: 'Compare 100 people' })).toBeVisible();

  for (const half of [0, 1]) {
    await expect(page.locator('.words')).toHaveCount(50);
    const here = await page
      .locator('[data-check-person]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-check-person')?.split('/').at(-1) ?? ''));
    for (const memberId of here) {
      const who = crowd.find((one) => one.memberId === memberId);
      if (who === undefined) throw new Error('somebody else');
      await compare(sim, page, who);
    }
    if (half === 0) await page.getByRole('button', { name: 'Next 50' }).click();
  }
  await expect(page.getByText('All 100 compared.')).toBeVisible();
  await confirmButton(page).click();
  await expect(page.getByRole('heading', { name: '97 confirmed, 3 not' })).toBeVisible({ timeout: 30_000 });

  const posts = sim.log.filter({ host: 'api', method: 'POST' }, mark).map(({ path }) => path.split('/').at(-1));
  expect(posts).toEqual(['public-keys', 'public-keys', 'confirm']);
  const lines = await outcomes(page);
  expect(lines).toHaveLength(100);
  for (const line of lines.slice(0, 3)) expect(line).toMatch(/The client’s rules refuse this person: “.+”/);
  for (const line of lines.slice(3)) expect(line).toContain('Confirmed.');
  for (const { memberId, refused: reason } of crowd) {
    expect(sim.control.openSealed({ memberId }).right, memberId).toBe(reason === null);
  }
  expect(
    sim.control.truth.waiting(accountOf(sim, 'provider admin').userId).filter(({ scope }) => scope === organizationId),
  ).toHaveLength(4);
});

test('somebody is confirmed meanwhile by another admin: before sending the row says so, at sending the result does', async ({
  desk,
  sim,
}) => {
  const page = await openUnlocked(desk, sim, [priya, tom]);
  await compare(sim, page, waiting(sim, priya));
  await compare(sim, page, waiting(sim, tom));
  await expect(confirmButton(page)).toHaveText('Confirm 2 people');
  const { memberId } = waiting(sim, priya);
  sim.control.confirmElsewhere({ email: tom });
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByText('Tom Okafor waits no longer')).toBeVisible();
  await expect(confirmButton(page)).toHaveText('Confirm 1 person');

  const sealed = sim.control.confirmElsewhere({ email: priya, providerId: providerId(sim) });
  expect(sealed.memberId).toBe(memberId);
  await confirmButton(page).click();
  await expect(page.getByRole('heading', { name: '1 already confirmed' })).toBeVisible();
  expect((await outcomes(page))[0]).toMatch(
    /^Priya Nair Harbour IT, service user Already confirmed by .+ at .+\. Nothing to do\.$/,
  );
  expect(sim.control.openSealed({ memberId })).toMatchObject({ right: true });
});

test('a key that is rotated between showing and sending stops that person, and shows the new phrase', async ({
  desk,
  sim,
}) => {
  const page = await openUnlocked(desk, sim, [priya, tom]);
  const { memberId, userId } = waiting(sim, tom);
  await compare(sim, page, waiting(sim, priya));
  await compare(sim, page, waiting(sim, tom));
  const before = phraseOf(sim, tom);
  sim.control.rotateUserKeyPair({ userId });
  await confirmButton(page).click();
  await expect(page.getByRole('heading', { name: '1 confirmed, 1 not' })).toBeVisible();
  expect((await outcomes(page))[0]).toContain(
    'The phrase changed after you compared it, so we stopped. Ask Tom to read it again.',
  );
  expect(sim.world.membersOf(waiting(sim, tom).scope).find(({ id }) => id === memberId)?.status).toBe(1);

  await page.getByRole('button', { name: 'Compare again: Tom Okafor' }).click();
  const person = personIn(page, { memberId });
  await expect(page.getByRole('heading', { name: 'Is this really Tom Okafor?' })).toBeVisible();
  await give(person, before.join('-'));
  await expect(page.getByText('Not the same word.')).toBeVisible();
  await fieldOf(person).fill('');
  await compare(sim, page, { memberId, email: tom });
  await confirmButton(page).click();
  await expect(page.getByRole('heading', { name: '2 confirmed' })).toBeVisible();
  expect(sim.control.openSealed({ memberId })).toMatchObject({ right: true });
});

/**
 * Cuts the line at every confirmation until the faults are cleared: a browser sends a request again by itself when a line
 * that it used before is cut, as often as it has such lines.
 */
const cut = (sim: Simulator, after: boolean) =>
  sim.control.addFault({ kind: 'drop', host: 'api', method: 'POST', path: '*/confirm', after });

test.describe('the network is lost', () => {
  test('before the confirmation is sent: not known until no slow server can be at it, then kept and tried again', async ({
    desk,
    sim,
  }) => {
    const page = await openUnlocked(desk, sim, [tom]);
    const who = waiting(sim, tom);
    await compare(sim, page, who);
    cut(sim, false);
    await confirmButton(page).click();
    await expect(page.getByText('No answer, so we do not know.')).toBeVisible({ timeout: 30_000 });
    sim.control.clearFaults({});
    const check = page.getByRole('button', { name: 'Check: Tom Okafor' });
    await check.click();
    await expect(page.getByRole('listitem').getByText(/^Still no answer, /)).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('button', { name: /Try again|Compare again/ })).toHaveCount(0);
    await moveRecord(page, 120_000);
    await check.click();
    await expect(page.getByRole('heading', { name: 'Nobody confirmed' })).toBeVisible({ timeout: 30_000 });
    expect((await outcomes(page))[0]).toContain('Your comparison is kept for 10 minutes.');
    await page.getByRole('button', { name: 'Try again: Tom Okafor' }).click();
    await expect(page.getByRole('heading', { name: '1 confirmed' })).toBeVisible();
    expect(sim.control.openSealed({ memberId: who.memberId })).toMatchObject({ right: true });
  });

  test('after the server did it: the list is read, and says that it is done', async ({ desk, sim }) => {
    const page = await openUnlocked(desk, sim, [tom]);
    const who = waiting(sim, tom);
    await compare(sim, page, who);
    cut(sim, true);
    await confirmButton(page).click();
    await expect(page.getByRole('heading', { name: '1 confirmed' })).toBeVisible({ timeout: 30_000 });
    expect(await outcomes(page)).toEqual(['Tom Okafor Brightwater Dental Group Confirmed.']);
    expect(sim.control.openSealed({ memberId: who.memberId })).toMatchObject({ right: true });
  });

  test('for good: nothing is known, nothing is offered but to look, and looking finds out', async ({ desk, sim }) => {
    const page = await openUnlocked(desk, sim, [tom]);
    const who = waiting(sim, tom);
    await compare(sim, page, who);
    cut(sim, true);
    sim.control.addFault({ kind: 'drop', host: 'api', method: 'GET' });
    await confirmButton(page).click();
    await expect(page.getByText('No answer, so we do not know.')).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('button', { name: /Try again|Compare again/ })).toHaveCount(0);
    sim.control.clearFaults({});
    const mark = sim.log.mark();
    await page.getByRole('button', { name: 'Check: Tom Okafor' }).click();
    await expect(page.getByRole('heading', { name: '1 confirmed' })).toBeVisible({ timeout: 30_000 });
    expect(sim.log.count({ method: 'POST' }, mark)).toBe(0);
  });
});

test('a service user confirms a client’s member, and never sees the own team', async ({ desk, sim }) => {
  const bram = accountOf(sim, 'service user');
  await (await begin(desk, sim, bram)).close();
  const who = waiting(sim, tom);
  const page = await openCompare(desk, [await keyOf(desk, who.memberId)]);
  await unlock(page, bram.masterPassword);
  await compare(sim, page, who);
  await confirmButton(page).click();
  await expect(page.getByRole('heading', { name: '1 confirmed' })).toBeVisible();
  expect(sim.control.openSealed({ memberId: who.memberId })).toMatchObject({ right: true });
  const everybody = await openCompare(desk);
  await expect(
    everybody
      .locator('[data-check-person]')
      .or(everybody.getByLabel(/^Master password/))
      .first(),
  ).toBeVisible();
  await expect(everybody.getByText('Priya Nair')).toHaveCount(0);
});

test('a worker that dies in the middle leaves no doubt', async ({ desk, sim }) => {
  const page = await openUnlocked(desk, sim, [tom]);
  const who = waiting(sim, tom);
  await compare(sim, page, who);
  sim.control.addFault({ kind: 'slow', ms: 60_000, method: 'POST', path: '*/users/confirm', count: 1 });
  await confirmButton(page).click();
  await expect.poll(() => sim.log.count({ method: 'POST', path: '*/users/confirm' })).toBe(1);
  await desk.killWorker();
  await expect(page.getByRole('heading', { name: /confirmed|Nobody/ })).toBeVisible({ timeout: 30_000 });
  const [line] = await outcomes(page);
  const truth = sim.control.openSealed({ memberId: who.memberId }).right;
  expect(line).toMatch(truth ? /Confirmed\.|Already confirmed/ : /kept for 10 minutes|do not know/);
  await expect.poll(async () => JSON.stringify((await stored(desk)).tables.activity)).not.toContain('"sending"');
});

for (const label of ['provider admin, second version', 'provider admin, second version, Argon2id']) {
  test(`an account of another kind hands on the same keys: ${label}`, async ({ desk, sim }) => {
    const page = await openUnlocked(desk, sim, [priya, tom], label);
    const people = [priya, tom].map((email) => waiting(sim, email));
    for (const who of people) await compare(sim, page, who);
    await confirmButton(page).click();
    await expect(page.getByRole('heading', { name: '2 confirmed' })).toBeVisible();
    for (const { memberId } of people) expect(sim.control.openSealed({ memberId })).toMatchObject({ right: true });
  });
}

for (const [label, says, asksOn] of [
  ['provider admin, no master password', 'This account has no master password (your company signs you in).', false],
  ['provider admin, weak key derivation', 'The server asked for unsafe key settings, so we stopped.', true],
] as const) {
  test(`an account that is not unlocked here says why, and the web vault is a click away: ${label}`, async ({
    desk,
    sim,
  }) => {
    const page = await openPeople(desk, sim, [tom], label);
    await unlock(page, 'whatever it is');
    await expect(page.getByText(says)).toBeVisible();
    const button = page.getByRole('button', { name: 'Unlock', exact: true });
    if (asksOn) await expect(button).toHaveAttribute('aria-disabled', 'true');
    else await expect(button).toHaveCount(0);
    await expect(page.getByLabel(/^Master password of/)).toHaveCount(asksOn ? 1 : 0);
    await expectAccessible(page, label);
    const opening = desk.context.waitForEvent('page');
    await page.getByRole('button', { name: 'Confirm in the web vault instead' }).click();
    await expect(await opening).toHaveURL(`${sim.origin}/#/organizations/${waiting(sim, tom).scope}/members`);
  });
}
