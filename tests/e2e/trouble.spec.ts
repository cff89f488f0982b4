import type { Page } from '@playwright/test';
import { presets, type Simulator } from '@/tests/simulator/index';
import type { ExtensionChrome } from './support/chrome';
import type { Desk } from './support/desk';
import { expect, test } from './support/fixtures';
import {
  accountOf,
  banner,
  begin,
  check,
  clientId,
  later,
  providerId,
  queued,
  ring,
  rowOf,
  shown,
  standing,
  waitingCount,
} from './support/scenes';

declare const chrome: ExtensionChrome;

const minuteMs = 60_000;
const brick = '#c23a2a';
const amber = '#965b00';

/** The page of the options that shows an account to which somebody was led. */
async function accountPage(desk: Desk): Promise<Page> {
  const found = () => desk.context.pages().find((page) => page.url().includes('options.html#account='));
  await expect.poll(() => found()?.url()).toBeDefined();
  return found()!;
}

async function networkReturns(desk: Desk, sim: Simulator): Promise<void> {
  await desk.context.setOffline(false);
  const worker = await desk.worker();
  // The browser says that it has a network a moment before anything gets through.
  const getsThrough = () =>
    worker.evaluate(
      (address) =>
        fetch(address).then(
          () => true,
          () => false,
        ),
      sim.origin,
    );
  await expect.poll(getsThrough).toBe(true);
  // The switch changes what a worker sees of the network, but does not tell it that something changed.
  await worker.evaluate(() => dispatchEvent(new Event('online')));
}

const badgeText = async (desk: Desk): Promise<string> => (await desk.badge()).text;

test('no answer: said with its age, the figures stay, and it is over when the server is back', async ({
  sim,
  desk,
}) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  sim.control.addFault({ kind: 'drop' });
  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  await check(popup);
  await expect(banner(popup, 'no-answer')).toContainText(`No answer from ${new URL(sim.origin).host} since`);
  await expect(banner(popup, 'no-answer')).toContainText('You see the figures of');
  await expect(rowOf(popup, 'Tideway Marine Supplies')).toBeVisible();
  await expect(queued(popup)).toHaveCount(3);
  expect(await desk.badge()).toMatchObject({ text: '3', color: amber });
  // The server's trouble is nobody's task.
  expect(await standing(desk, 'account')).toEqual([]);

  sim.control.clearFaults({});
  await popup.getByRole('button', { name: 'Try now' }).click();
  await expect(waitingCount(popup)).toHaveText('4');
  await expect(banner(popup, 'no-answer')).toHaveCount(0);
  await expect.poll(() => shown(desk, 'Luca Moretti is waiting')).toHaveLength(1);
});

test('offline and back: no request meanwhile, and checked at once when the network returns', async ({ sim, desk }) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  await expect(waitingCount(popup)).toHaveText('3');
  await desk.context.setOffline(true);
  await expect(banner(popup, 'offline')).toContainText('You are offline');
  await expect(popup.locator('footer')).toHaveText('Offline');
  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  const mark = sim.log.mark();
  await ring(desk);
  await expect
    .poll(() => desk.badge())
    .toMatchObject({ text: '3', title: expect.stringMatching(/^Offline\. Last checked at /) });
  expect(sim.log.count({}, mark)).toBe(0);

  await networkReturns(desk, sim);
  await expect(waitingCount(popup)).toHaveText('4');
  await expect(banner(popup, 'offline')).toHaveCount(0);
  await expect.poll(() => desk.badge()).toMatchObject({ text: '4', title: '4 people wait for confirmation' });
});

test('a worker that wakes offline says so, keeps what it knows, and goes on by itself', async ({ sim, desk }) => {
  await begin(desk, sim);
  await desk.context.setOffline(true);
  await later(desk, 40 * minuteMs);
  // Too old to be claimed.
  await expect
    .poll(() => desk.badge())
    .toMatchObject({ text: '3', title: expect.stringMatching(/^Not checked since/) });
  const popup = await desk.popup();
  await expect(banner(popup, 'offline')).toContainText('Checking goes on when you are back.');
  await expect(rowOf(popup, 'Tideway Marine Supplies')).toBeVisible();
  await popup.close();
  await networkReturns(desk, sim);
  await expect.poll(() => desk.badge()).toMatchObject({ text: '3', title: '3 people wait for confirmation' });
});

test('a revoked key: one notice, the badge says so, no more sign-ins, and a new key mends it', async ({
  sim,
  desk,
}) => {
  await begin(desk, sim);
  const admin = accountOf(sim, 'provider admin');
  const { clientSecret } = sim.control.rotateApiKey({ userId: admin.userId });
  sim.control.expireTokens();
  await later(desk, 10 * minuteMs);
  const title = '3 people wait. ada@harbour-it.example: API key refused';
  await expect.poll(() => desk.badge()).toMatchObject({ text: '3', title, color: brick });
  const told = async () => (await shown(desk, 'Bitwarden refused a key')).length;
  expect(await told()).toBe(1);

  const mark = sim.log.mark();
  await later(desk, 20 * minuteMs);
  const popup = await desk.popup();
  await expect(banner(popup, 'key-refused')).toContainText('Bitwarden refused your API key');
  expect(sim.log.count({}, mark)).toBe(0);
  expect(await told()).toBe(1);

  await banner(popup, 'key-refused').getByRole('button', { name: 'Enter key' }).click();
  const options = await accountPage(desk);
  await options.getByRole('button', { name: 'Enter new key' }).click();
  const form = options.getByRole('region', { name: 'New key for ada@harbour-it.example' });
  await form.getByLabel('client_secret', { exact: true }).fill(clientSecret);
  await form.getByRole('button', { name: 'Test and save' }).click();
  await expect(options.getByText(/^Connected: Harbour IT/).first()).toBeVisible();
  await expect(banner(popup, 'key-refused')).toHaveCount(0);
  await expect.poll(() => desk.badge()).toMatchObject({ text: '3', color: amber });
  expect(await standing(desk, 'account')).toEqual([]);
});

test('trouble while nobody waits: an exclamation mark, and a click on the notice leads to the account', async ({
  startSim,
  desk,
}) => {
  const sim = await startSim({ world: presets.clients(5, { outstanding: 0, waitingTeam: 0 }) });
  await begin(desk, sim);
  expect(await badgeText(desk)).toBe('');
  sim.control.rotateApiKey({ userId: accountOf(sim, 'provider admin').userId });
  sim.control.expireTokens();
  await later(desk, 10 * minuteMs);
  await expect.poll(() => desk.badge()).toMatchObject({ text: '!', color: brick });
  await desk.clickNotification((await standing(desk, 'account'))[0]!);
  await accountPage(desk);
  // Seen, but not mended.
  await expect.poll(() => standing(desk, 'account')).toEqual([]);
  expect(await badgeText(desk)).toBe('!');
});

test('a token that ended early is renewed once, and nobody is bothered', async ({ sim, desk }) => {
  await begin(desk, sim);
  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  sim.control.expireTokens();
  const mark = sim.log.mark();
  await later(desk, 3 * minuteMs);
  await expect.poll(() => badgeText(desk)).toBe('4');
  expect(sim.log.count({ host: 'identity' }, mark)).toBe(1);
  expect(await standing(desk, 'account')).toEqual([]);
});

test('asked to slow down: says until when, is silent until then, and goes on afterwards', async ({ sim, desk }) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  const lists = '/providers/*/organizations';
  sim.control.addFault({ kind: 'tooManyRequests', retryAfterSeconds: 90, path: lists, count: 1 });
  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  await check(popup);
  await expect(banner(popup, 'rate-limited')).toContainText('The server asks us to slow down');
  await expect(banner(popup, 'rate-limited')).toContainText(/Next check at \d/);
  const mark = sim.log.mark();
  await check(popup);
  await desk.killWorker();
  await check(popup);
  expect(sim.log.count({}, mark)).toBe(0);
  expect(await badgeText(desk)).toBe('3');

  await later(desk, 3 * minuteMs);
  await expect.poll(() => badgeText(desk)).toBe('4');
  await expect(banner(popup, 'rate-limited')).toHaveCount(0);
});

test('the permission for the server withdrawn: told, nothing sent, and good again once allowed', async ({
  sim,
  desk,
}) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  await expect(waitingCount(popup)).toHaveText('3');
  await desk.backstage.evaluate(() => chrome.permissions.remove({ origins: ['http://127.0.0.1/*'] }));
  const mark = sim.log.mark();
  await check(popup);
  const host = new URL(sim.origin).host;
  await expect(banner(popup, 'no-permission')).toContainText(`The browser no longer lets us reach ${host}`);
  expect(await desk.badge()).toMatchObject({ text: '3', color: brick });
  expect(await shown(desk, `The browser no longer lets us reach ${host}`)).toHaveLength(1);
  expect(sim.log.count({}, mark)).toBe(0);

  await banner(popup, 'no-permission').getByRole('button', { name: 'Allow' }).click();
  const row = (await accountPage(desk)).getByRole('listitem').filter({ hasText: 'ada@harbour-it.example' });
  await row.getByRole('button', { name: 'Allow again' }).click();
  await expect(row.getByText(/^Connected: Harbour IT/)).toBeVisible();
  await expect(banner(popup, 'no-permission')).toHaveCount(0);
  await expect.poll(() => desk.badge()).toMatchObject({ text: '3', color: amber });
  expect(await standing(desk, 'account')).toEqual([]);
});

test('a suspended provider: told once, with the way to billing; resumed, all is quiet', async ({ sim, desk }) => {
  await begin(desk, sim);
  sim.control.suspendProvider({ providerId: providerId(sim) });
  await later(desk, 10 * minuteMs);
  await expect.poll(() => shown(desk, 'Bitwarden has suspended Harbour IT')).toHaveLength(1);
  await expect.poll(() => desk.badge()).toMatchObject({ text: '3', color: brick });
  const popup = await desk.popup();
  const opening = desk.context.waitForEvent('page');
  await banner(popup, 'suspended').getByRole('button', { name: 'Billing' }).click();
  await expect(await opening).toHaveURL(`${sim.origin}/#/providers/${providerId(sim)}/billing/subscription`);
  await expect(rowOf(popup, 'Tideway Marine Supplies')).toBeVisible();

  sim.control.suspendProvider({ providerId: providerId(sim), enabled: true });
  await later(desk, 10 * minuteMs);
  await expect(banner(popup, 'suspended')).toHaveCount(0);
  await expect.poll(() => standing(desk, 'provider')).toEqual([]);
  await expect.poll(() => desk.badge()).toMatchObject({ text: '3', color: amber });
  expect(await shown(desk, 'Bitwarden has suspended Harbour IT')).toHaveLength(1);
});

test('removed from one of two providers: its clients go, the other stays, until somebody has read so', async ({
  sim,
  desk,
}) => {
  const lena = accountOf(sim, 'two providers, Argon2id');
  await begin(desk, sim, lena);
  sim.control.removeProviderMember({ email: lena.email, providerId: providerId(sim) });
  await later(desk, 10 * minuteMs);
  await expect.poll(() => shown(desk, 'You are no longer a member of Harbour IT')).toHaveLength(1);
  const popup = await desk.popup();
  await expect(banner(popup, 'removed')).toContainText('You are no longer a member of Harbour IT');
  await expect(popup.locator('[data-client]')).toHaveCount(3);
  await expect(queued(popup)).toHaveCount(0);
  expect(await desk.badge()).toMatchObject({ text: '!', title: expect.stringMatching(/^Harbour IT: /), color: brick });
  await banner(popup, 'removed').getByRole('button', { name: 'Dismiss' }).click();
  await expect(banner(popup, 'removed')).toHaveCount(0);
  await expect.poll(() => badgeText(desk)).toBe('');
});

test('removed from the only provider: the account is in trouble, and its people no longer count', async ({
  sim,
  desk,
}) => {
  await begin(desk, sim);
  sim.control.removeProviderMember({ email: 'ada@harbour-it.example', providerId: providerId(sim) });
  await later(desk, 10 * minuteMs);
  await expect.poll(() => desk.badge()).toMatchObject({ text: '!', color: brick });
  const popup = await desk.popup();
  await expect(banner(popup, 'no-provider')).toContainText('ada@harbour-it.example belongs to no provider');
  await expect(popup.locator('[data-client]')).toHaveCount(0);
});

test('made a service user: told, and the own team is no longer asked for', async ({ sim, desk }) => {
  await begin(desk, sim);
  sim.control.changeRole({ email: 'ada@harbour-it.example', providerId: providerId(sim), role: 'service-user' });
  await later(desk, 10 * minuteMs);
  await expect.poll(() => shown(desk, 'You are now a service user at Harbour IT')).toHaveLength(1);
  // Priya Nair waits in the own team.
  await expect.poll(() => badgeText(desk)).toBe('2');
  const mark = sim.log.mark();
  const popup = await desk.popup();
  await expect(popup.getByText('As a service user you do not see your own team.')).toBeVisible();
  await check(popup);
  expect(sim.log.count({ path: '/providers/*/organizations' }, mark)).toBeGreaterThan(0);
  expect(sim.log.count({ path: '/providers/*/users' }, mark)).toBe(0);
  await expect(queued(popup)).toHaveCount(2);
  await expect(popup.locator('.banner')).toHaveCount(0);
});

test('made a provider admin: a new token is fetched, and the own team appears', async ({ sim, desk }) => {
  const bram = accountOf(sim, 'service user');
  await begin(desk, sim, bram);
  expect(await badgeText(desk)).toBe('2');
  sim.control.changeRole({ email: bram.email, providerId: providerId(sim), role: 'provider-admin' });
  const mark = sim.log.mark();
  await later(desk, 10 * minuteMs);
  await expect.poll(() => badgeText(desk)).toBe('3');
  expect(await shown(desk, 'You are now a provider admin at Harbour IT')).toHaveLength(1);
  expect(sim.log.count({ host: 'identity' }, mark)).toBe(1);
  expect(sim.log.count({ status: 403 }, mark)).toBe(0);
});

test('answers that cannot be read: the old figures stay and say how old they are', async ({ sim, desk }) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  const path = '/providers/*/organizations';
  const row = rowOf(popup, 'Alder & Finch Solicitors');
  for (const kind of ['malformed', 'wrongShape', 'html'] as const) {
    sim.control.addFault({ kind, path, count: 1 });
    await check(popup);
    await expect(banner(popup, 'unreadable')).toContainText('The server sent something unexpected');
    await expect(row).toContainText(/as of \d/);
    await expect(row).toContainText('19');
    await banner(popup, 'unreadable').getByRole('button', { name: 'Details' }).click();
    await expect(banner(popup, 'unreadable')).toContainText('GET /providers/{p}/organizations');
    await check(popup);
    await expect(banner(popup, 'unreadable')).toHaveCount(0);
    await expect(row).not.toContainText('as of');
  }
});

test('a proxy, a cut line, a redirect: each said for what it is, and none of them loses a figure', async ({
  sim,
  desk,
}) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  const path = '/providers/*/organizations';
  const host = new URL(sim.origin).host;
  const faults = [
    [{ kind: 'html', status: 502, path, count: 1 }, 'server-error', `${host} has a problem (error 502)`],
    [{ kind: 'truncate', path, count: 1 }, 'no-answer', `No answer from ${host}`],
    [
      { kind: 'redirect', to: 'https://login.example.org/', path, count: 1 },
      'not-bitwarden',
      `${host} does not answer`,
    ],
  ] as const;
  for (const [fault, kind, says] of faults) {
    sim.control.addFault(fault);
    await check(popup);
    await expect(banner(popup, kind)).toContainText(says);
    await expect(queued(popup)).toHaveCount(3);
    await expect(popup.locator('[data-client]')).toHaveCount(29);
    await check(popup);
    await expect(popup.locator('.banner')).toHaveCount(0);
  }
  expect(await desk.badge()).toMatchObject({ text: '3', color: amber });
});

test('one client cannot be read: the others are, and its row says so', async ({ sim, desk }) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  const path = `/organizations/${clientId(sim, 'Brightwater Dental Group')}/users/mini-details`;
  sim.control.addFault({ kind: 'status', status: 500, path });
  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  await check(popup);
  await expect(banner(popup, 'partly-read')).toContainText('1 of 29 clients could not be read');
  await expect(rowOf(popup, 'Brightwater Dental Group')).toContainText('people as of');
  // Tom Okafor stays known, and the others were read.
  await expect(waitingCount(popup)).toHaveText('4');
  sim.control.clearFaults({});
  await banner(popup, 'partly-read').getByRole('button', { name: 'Try again' }).click();
  await expect(banner(popup, 'partly-read')).toHaveCount(0);
});
