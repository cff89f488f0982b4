import { expect, test } from './support/fixtures';

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
