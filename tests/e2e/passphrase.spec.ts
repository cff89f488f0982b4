import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import type { Desk } from './support/desk';
import { expect, test } from './support/fixtures';
import { findInProfile } from './support/profile-search';
import {
  accountOf,
  banner,
  begin,
  filledTables,
  later,
  ring,
  rowOf,
  shown,
  stored,
  waitingCount,
} from './support/scenes';

const passphrase = 'vier blauwe fietsen in de regen';
const another = 'een heel andere zin met woorden';

// Each derivation takes about half a second, and a browser that starts again takes more.
test.describe.configure({ timeout: 120_000 });

const toggle = (options: Page) => options.getByRole('switch', { name: 'Ask for a passphrase' });
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const locked = (page: Page) => page.getByRole('heading', { name: 'Provider Desk is locked' });

/** Sets the passphrase on the options page, as a person does. */
async function setPassphrase(options: Page, text = passphrase): Promise<void> {
  await toggle(options).click();
  await field(options, 'Passphrase').fill(text);
  await field(options, 'The same once more').fill(text);
  await press(options, 'Set passphrase');
  await expect(options.getByText('Your keys are sealed with the passphrase.')).toBeVisible();
  await expect(toggle(options)).toBeChecked();
}

async function unlock(page: Page, text = passphrase): Promise<void> {
  await field(page, 'Passphrase').fill(text);
  await press(page, 'Unlock');
}

/** What the session storage holds of key and tokens. */
async function inMemory(desk: Desk): Promise<{ tokens: number; key: string | null }> {
  const { session } = await stored(desk);
  const key = session['passphrase|key'];
  return {
    tokens: Object.keys(session).filter((name) => name.startsWith('token|')).length,
    key: typeof key === 'string' ? key : null,
  };
}

test('asked after each start of the browser: until then nothing is asked, told or shown', async ({
  sim,
  launch,
}, testInfo) => {
  const profileDir = testInfo.outputPath('profile');
  const first = await launch({ profileDir });
  const options = await begin(first, sim);
  // A picture for the next first frame is there before.
  const before = await first.popup();
  await expect(rowOf(before, 'Tideway Marine Supplies')).toBeVisible();
  const picture = () => before.evaluate(() => localStorage.getItem('popup-screen'));
  await expect.poll(picture).toContain('Tideway');
  await setPassphrase(options);
  await expect.poll(picture).toBeNull();

  // A worker that dies and wakes is not locked: the key lies in the browser's memory.
  await first.killWorker();
  await ring(first);
  await expect.poll(async () => (await first.badge()).text).toBe('3');
  expect((await inMemory(first)).tokens).toBe(1);
  await first.close();

  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  const mark = sim.log.mark();
  const second = await launch({ profileDir });
  await expect.poll(async () => (await second.badge()).title).toBe('Locked');
  expect((await second.badge()).text).toBe('');
  const popup = await second.popup();
  await expect(locked(popup)).toBeVisible();
  await expect(
    popup.getByText(/^Checking stopped at .+, when the browser closed\. Enter your passphrase/),
  ).toBeVisible();
  await expect(popup.locator('footer')).toHaveText('Not checking while locked');
  await expect(field(popup, 'Passphrase')).toBeFocused();
  expect(await popup.locator('body').textContent()).not.toMatch(/Tideway|Priya|Fjord/);
  await later(second, 10 * 60_000);
  await expect.poll(async () => (await second.badge()).title).toBe('Locked');
  const settings = await second.options('#lock');
  await expect(locked(settings)).toBeVisible();
  await expect(settings.getByRole('button', { name: 'Test and save' })).toHaveCount(0);
  expect(await settings.locator('body').textContent()).not.toContain('ada@');
  expect(sim.log.count({}, mark)).toBe(0);
  expect(await second.noticeCalls()).toEqual([]);

  // Wrong: nothing is sent, and nothing is open.
  await unlock(popup, 'not this one, I think');
  await expect(popup.getByRole('alert').filter({ hasText: 'That is not the passphrase.' })).toBeVisible();
  await expect(field(popup, 'Passphrase')).toBeFocused();
  await expect(field(popup, 'Passphrase')).toHaveAttribute('aria-invalid', 'true');
  expect(await inMemory(second)).toEqual({ tokens: 0, key: null });
  expect(sim.log.count({}, mark)).toBe(0);

  // Right: open everywhere, and what was due is checked at once.
  await unlock(popup);
  await expect(waitingCount(popup)).toHaveText('4');
  await expect(rowOf(popup, 'Tideway Marine Supplies')).toBeVisible();
  await expect(settings.getByRole('listitem').filter({ hasText: 'ada@harbour-it.example' })).toBeVisible();
  await expect.poll(() => shown(second, 'Luca Moretti is waiting')).toHaveLength(1);
  await expect.poll(async () => (await second.badge()).text).toBe('4');
  expect(sim.log.count({ host: 'identity', status: 200 }, mark)).toBe(1);
  // No account was taken for one that lost its key.
  await expect(popup.locator('.banner')).toHaveCount(0);
  await expect(banner(popup, 'key-lost')).toHaveCount(0);
  expect(await popup.evaluate(() => localStorage.getItem('popup-screen'))).toBeNull();
});

test('locked at once: the key and the tokens go, everywhere, and adding an account asks first', async ({
  sim,
  desk,
}) => {
  const options = await begin(desk, sim);
  await setPassphrase(options);
  expect((await inMemory(desk)).key).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  const popup = await desk.popup();
  await expect(waitingCount(popup)).toHaveText('3');
  const page = await desk.context.newPage();
  await page.goto(`${desk.origin}/desk.html#/waiting`);
  await expect(page.getByText('Priya Nair')).toBeVisible();
  await popup.bringToFront();
  await popup.getByRole('button', { name: 'More', exact: true }).click();
  await popup.getByRole('menuitem', { name: 'Lock now' }).click();
  for (const one of [popup, options, page]) {
    await expect(locked(one)).toBeVisible();
    await expect(one.getByText(/^Checking stopped at .+, when it was locked\./)).toBeVisible();
    expect(await one.locator('body').textContent()).not.toMatch(/Tideway|Priya/);
  }
  expect(await inMemory(desk)).toEqual({ tokens: 0, key: null });
  expect((await desk.badge()).title).toBe('Locked');
  const mark = sim.log.mark();
  for (const key of ['n', 'c', '/', '?']) await popup.locator('body').press(key);
  await ring(desk);
  await expect.poll(async () => (await desk.badge()).title).toBe('Locked');
  expect(sim.log.count({}, mark)).toBe(0);

  // Open in one page is open in all.
  await unlock(page);
  await expect(page.getByText('Priya Nair')).toBeVisible();
  await expect(waitingCount(popup)).toHaveText('3');
  await expect(toggle(options)).toBeChecked();
  await options.bringToFront();
  await options.getByRole('button', { name: 'Lock now' }).click();
  await expect(locked(options)).toBeVisible();
});

test('changed and taken away by whoever knows it, and by nobody else', async ({ sim, launch }, testInfo) => {
  const profileDir = testInfo.outputPath('profile');
  const desk = await launch({ profileDir });
  const options = await begin(desk, sim);

  // What cannot be a passphrase is said before anything is sealed.
  await toggle(options).click();
  await expect(field(options, 'Passphrase')).toBeFocused();
  await field(options, 'Passphrase').fill('too short');
  await expect(options.getByText('Short', { exact: true })).toBeVisible();
  await press(options, 'Set passphrase');
  await expect(options.getByRole('alert').filter({ hasText: 'Use at least 12 characters.' })).toBeVisible();
  await expect(field(options, 'Passphrase')).toBeFocused();
  await field(options, 'Passphrase').fill(passphrase);
  await expect(options.getByText('Good', { exact: true })).toBeVisible();
  await field(options, 'The same once more').fill(`${passphrase}.`);
  await press(options, 'Set passphrase');
  await expect(options.getByRole('alert').filter({ hasText: 'The two are not the same.' })).toBeVisible();
  await expect(field(options, 'The same once more')).toBeFocused();
  await press(options, 'Cancel');
  await expect(toggle(options)).not.toBeChecked();
  expect(await filledTables(desk)).not.toContain('passphrase');

  await setPassphrase(options);
  await press(options, 'Change');
  await field(options, 'Present passphrase').fill(another);
  await field(options, 'New passphrase').fill(another);
  await field(options, 'The same once more').fill(another);
  await press(options, 'Change passphrase');
  await expect(options.getByRole('alert').filter({ hasText: 'That is not the passphrase.' })).toBeVisible();
  await field(options, 'Present passphrase').fill(passphrase);
  await press(options, 'Change passphrase');
  await expect(options.getByText('The new passphrase counts from now on.')).toBeVisible();
  await desk.close();

  const second = await launch({ profileDir });
  const settings = await second.options('#lock');
  await unlock(settings);
  await expect(settings.getByRole('alert').filter({ hasText: 'That is not the passphrase.' })).toBeVisible();
  await unlock(settings, another);
  await expect(toggle(settings)).toBeChecked();
  await toggle(settings).click();
  await field(settings, 'Present passphrase').fill(passphrase);
  await press(settings, 'Remove passphrase');
  await expect(settings.getByRole('alert').filter({ hasText: 'That is not the passphrase.' })).toBeVisible();
  await field(settings, 'Present passphrase').fill(another);
  await press(settings, 'Remove passphrase');
  await expect(settings.getByText('The passphrase is removed.')).toBeVisible();
  await expect(toggle(settings)).not.toBeChecked();
  expect(await filledTables(second)).not.toContain('passphrase');
  expect((await inMemory(second)).key).toBeNull();
  await second.close();

  const mark = sim.log.mark();
  const third = await launch({ profileDir });
  await ring(third);
  await expect.poll(async () => (await third.badge()).text).toBe('3');
  const popup = await third.popup();
  await expect(waitingCount(popup)).toHaveText('3');
  // The key still opens the account.
  await press(popup, 'Check now');
  await expect.poll(() => sim.log.count({ host: 'identity', status: 200 }, mark)).toBe(1);
});

test('forgotten: after a question, keys and accounts go, and nothing else', async ({ sim, desk }) => {
  const options = await begin(desk, sim);
  await options.getByRole('switch', { name: 'Show names' }).click();
  await expect(options.getByRole('switch', { name: 'Show names' })).not.toBeChecked();
  await setPassphrase(options);
  await press(options, 'Lock now');
  const popup = await desk.popup();
  await press(popup, 'Forgot it?');
  await expect(popup.getByRole('heading', { name: 'Start over?' })).toBeFocused();
  await expect(popup.getByText('It cannot be recovered. Erase the stored keys')).toBeVisible();
  await press(popup, 'Cancel');
  await expect(locked(popup)).toBeVisible();
  expect(await filledTables(desk)).toContain('secrets');
  await press(popup, 'Forgot it?');
  const mark = sim.log.mark();
  await press(popup, 'Erase keys');
  await expect(popup.getByRole('button', { name: 'Add your account' })).toBeVisible();
  await expect.poll(() => filledTables(desk)).toEqual(['budgets', 'preferences']);
  expect((await desk.badge()).title).toBe('Set up Provider Desk');
  expect(sim.log.count({}, mark)).toBe(0);
  await expect(options.getByRole('switch', { name: 'Show names' })).not.toBeChecked();

  // Nothing of the passphrase is left in the way of a new account.
  const again = await begin(desk, sim);
  await expect(toggle(again)).not.toBeChecked();
});

test('neither passphrase nor key stands readable anywhere in the profile', async ({ sim, launch }, testInfo) => {
  const profileDir = testInfo.outputPath('profile');
  const desk = await launch({ profileDir });
  const options = await begin(desk, sim);
  await setPassphrase(options);
  await press(options, 'Lock now');
  await unlock(options, another);
  await expect(options.getByRole('alert').filter({ hasText: 'That is not the passphrase.' })).toBeVisible();
  await options.getByRole('button', { name: 'Show passphrase' }).click();
  await unlock(options);
  await expect(toggle(options)).toBeChecked();
  const { key } = await inMemory(desk);
  expect(key).not.toBeNull();
  const secrets = {
    passphrase,
    wrong: another,
    derived: key ?? '',
    bytes: Buffer.from(key ?? '', 'base64').toString('hex'),
    api: accountOf(sim, 'provider admin').clientSecret,
  };
  const search = (): void => {
    for (const [name, secret] of Object.entries(secrets)) expect(findInProfile(profileDir, secret), name).toEqual([]);
  };
  search();
  const { tables, local } = await stored(desk);
  for (const secret of Object.values(secrets)) expect(JSON.stringify({ tables, local })).not.toContain(secret);
  await desk.close();
  search();
  expect(findInProfile(profileDir, accountOf(sim, 'provider admin').email)).not.toEqual([]);
});

test('axe finds nothing: the lock, set, asked, wrong and forgotten', async ({ sim, desk }) => {
  // Every state twice, in both schemes, and Argon2id between them.
  test.setTimeout(120_000);
  const options = await begin(desk, sim);
  await toggle(options).click();
  await field(options, 'Passphrase').fill('short');
  await press(options, 'Set passphrase');
  await expectAccessible(options, 'set, short');
  await press(options, 'Cancel');
  await setPassphrase(options);
  await press(options, 'Change');
  await expectAccessible(options, 'change');
  const popup = await desk.popup();
  await popup.getByRole('button', { name: 'More', exact: true }).click();
  await expect(popup.getByRole('menuitem', { name: 'Lock now' })).toBeVisible();
  await expectAccessible(popup, 'menu');
  await popup.getByRole('menuitem', { name: 'Lock now' }).click();
  await expect(locked(popup)).toBeVisible();
  await expectAccessible(popup, 'locked');
  await unlock(popup, another);
  await expect(popup.getByRole('alert').filter({ hasText: 'That is not the passphrase.' })).toBeVisible();
  await expectAccessible(popup, 'wrong');
  await press(popup, 'Forgot it?');
  await expectAccessible(popup, 'forgotten');
  await expect(locked(options)).toBeVisible();
  await expectAccessible(options, 'options, locked');
});
