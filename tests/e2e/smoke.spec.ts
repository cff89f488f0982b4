import type { ExtensionChrome } from './support/chrome';
import { expect, test } from './support/fixtures';
import { begin, filledTables, stored } from './support/scenes';
import { signIn } from './support/sign-in';

declare const chrome: ExtensionChrome;

test('an empty profile: the popup leads to the first account', async ({ desk }) => {
  const popup = await desk.popup();
  await expect(popup.getByText('See who is waiting, and which clients run short of seats.')).toBeVisible();
  await expect(popup.getByRole('button', { name: 'Add your account' })).toBeVisible();
  await expect.poll(desk.badge).toMatchObject({ text: '', title: 'Set up Provider Desk' });
  expect(await desk.notifications()).toEqual([]);
});

test('the options page opens on the accounts', async ({ desk }) => {
  const options = await desk.options();
  await expect(options.getByRole('heading', { name: 'Accounts' })).toBeVisible();
});

test('the worker ends when it is killed, and an alarm wakes it', async ({ desk }) => {
  await desk.worker();
  await desk.killWorker();
  expect(desk.isWorkerRunning()).toBe(false);
  await desk.fireAlarm();
  await expect.poll(() => desk.isWorkerRunning()).toBe(true);
});

test('sign in, be killed, be woken: somebody who accepted meanwhile is announced once', async ({ sim, desk }) => {
  const [account] = sim.world.accounts;
  await signIn(desk, sim.origin, account!);
  await expect.poll(async () => (await desk.badge()).text).toBe('3');

  await desk.letTimePass(3 * 60_000);
  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  await desk.fireAlarm();
  await expect.poll(async () => (await desk.badge()).text).toBe('4');

  const about = async () => (await desk.noticeCalls()).filter(({ title }) => title.includes('Luca Moretti'));
  await expect.poll(about).toHaveLength(1);
  const [notice] = await about();
  const opened = desk.context.waitForEvent('page');
  await desk.clickNotification(notice!.id);
  await expect(await opened).toHaveURL(/\/desk\.html#\/confirm\?who=/);
});

test('the same profile, opened again, knows its account', async ({ sim, launch }, testInfo) => {
  const profileDir = testInfo.outputPath('profile');
  const first = await launch({ profileDir });
  await signIn(first, sim.origin, sim.world.accounts[0]!);
  await expect.poll(async () => (await first.badge()).text).toBe('3');
  await first.close();

  const second = await launch({ profileDir });
  await expect.poll(async () => (await second.badge()).text).toBe('3');
  await expect((await second.popup()).getByRole('row', { name: 'Tideway Marine Supplies' })).toBeVisible();
});

test('a browser that was used is as good as new for the next test, or is not used again', async ({
  kept,
  desk,
  sim,
}) => {
  const rights = () => desk.backstage.evaluate(() => chrome.permissions.getAll());
  const before = await rights();
  const options = await begin(desk, sim);
  await options.getByRole('switch', { name: 'Show names' }).click();
  await expect(options.getByRole('switch', { name: 'Show names' })).not.toBeChecked();
  await (await desk.popup()).evaluate(() => localStorage.setItem('left', 'behind'));
  await desk.context.setOffline(true);
  expect(await kept.current?.renew()).toBe(true);
  expect(desk.context.pages()).toEqual([desk.backstage]);
  expect(await filledTables(desk)).toEqual([]);
  expect(await stored(desk)).toMatchObject({ session: {}, local: {} });
  expect(await rights()).toEqual(before);
  expect(await desk.noticeCalls()).toEqual([]);
  expect(await desk.notifications()).toEqual([]);
  expect(await desk.backstage.evaluate(() => navigator.onLine)).toBe(true);
  expect((await desk.badge()).text).toBe('');

  await desk.context.addInitScript(() => undefined);
  expect(await kept.current?.renew()).toBe(false);
});
