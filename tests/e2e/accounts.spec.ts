import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import {
  accountOf,
  begin,
  check,
  filledTables,
  later,
  listed,
  providerId,
  queued,
  rowOf,
  shown,
  standing,
  stored,
} from './support/scenes';

const minuteMs = 60_000;

const switcher = (popup: Page) => popup.getByRole('button', { name: /Switch provider$/ });

test('two accounts side by side, and a switcher between their providers', async ({ sim, desk }) => {
  await begin(desk, sim);
  await begin(desk, sim, accountOf(sim, 'service user'));
  const popup = await desk.popup();
  await switcher(popup).click();
  const menu = popup.getByRole('menu', { name: 'All providers' });
  await expect(menu.getByText('ada@harbour-it.example')).toBeVisible();
  await expect(menu.getByText('bram@harbour-it.example')).toBeVisible();
  await expect(menu.getByRole('menuitemradio')).toHaveText([
    /^All providers/,
    /^Harbour IT.*29 clients, provider admin/,
    /^Harbour IT.*29 clients, service user/,
  ]);
  await menu.getByRole('menuitemradio', { name: /service user/ }).click();
  await expect(queued(popup)).toHaveCount(2);
  await expect(popup.getByText('As a service user you do not see your own team.')).toBeVisible();
  await expect(popup.locator('[data-client]')).toHaveCount(29);

  await switcher(popup).click();
  await popup.getByRole('menuitemradio', { name: /provider admin/ }).click();
  await expect(queued(popup)).toHaveCount(3);
  await expect(popup.getByText('As a service user you do not see your own team.')).toHaveCount(0);
  // What was chosen is chosen still.
  await popup.reload();
  await expect(switcher(popup)).toContainText('Harbour IT');
  await expect(queued(popup)).toHaveCount(3);
});

test('a service user: the own team is never asked for, clients are watched', async ({ sim, desk }) => {
  const bram = accountOf(sim, 'service user');
  const options = await begin(desk, sim, bram);
  await expect(options.getByText('Connected: Harbour IT, 29 clients, service user').first()).toBeVisible();
  sim.control.acceptInvitation({ email: 'eva.roth@harbour-it.example' });
  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  const popup = await desk.popup();
  await check(popup);
  await expect(queued(popup)).toHaveText([/Tom Okafor/, /sanne\.devries/, /Luca Moretti/]);
  expect(await shown(desk, 'Luca Moretti is waiting')).toHaveLength(1);
  expect(sim.log.count({ path: '/providers/*/users' })).toBe(0);
  await popup.getByRole('button', { name: 'More', exact: true }).click();
  await expect(popup.getByRole('menuitem')).toHaveText([
    'Clients in the web vault',
    'Activity',
    'Keyboard keys',
    'Options',
  ]);
});

test('one account with two providers, in a different role at each', async ({ sim, desk }) => {
  const lena = accountOf(sim, 'two providers, Argon2id');
  const options = await begin(desk, sim, lena);
  const answer = options.getByRole('region', { name: 'Add an account' });
  await expect(answer.getByText('Connected: Harbour IT, 29 clients, service user')).toBeVisible();
  await expect(answer.getByText('Connected: Polder & Dijk Beheer, 3 clients, provider admin')).toBeVisible();
  expect(sim.log.count({ host: 'identity' })).toBe(1);

  const popup = await desk.popup();
  await expect(popup.locator('[data-client]')).toHaveCount(32);
  await expect(rowOf(popup, 'Dijkgraaf Techniek')).toContainText('Polder & Dijk Beheer');
  await switcher(popup).click();
  await popup.getByRole('menuitemradio', { name: /^Polder & Dijk Beheer/ }).click();
  await expect.poll(() => listed(popup)).toEqual(['Dijkgraaf Techniek', 'Kwelder Zeilen', 'Sluiswachter Catering']);
  await expect(popup.getByText('Nobody is waiting')).toBeVisible();
  expect((await desk.badge()).text).toBe('2');

  const second = lena.providers.find(({ role }) => role === 'provider-admin')!;
  sim.control.invite({ email: 'ruben.vos@polder.example', providerId: second.id });
  sim.control.acceptInvitation({ email: 'ruben.vos@polder.example' });
  await check(popup);
  await expect(queued(popup)).toHaveText([/Ruben Vos/]);
  expect((await desk.badge()).text).toBe('3');
  expect(await shown(desk, 'Your own team at Polder & Dijk Beheer, as service user.')).toHaveLength(1);
  expect(sim.log.count({ path: `/providers/${providerId(sim)}/users` })).toBe(0);
});

test('an account gets a name of its own, and loses it again', async ({ sim, desk }) => {
  const options = await begin(desk, sim);
  const popup = await desk.popup();
  const row = options.getByRole('listitem').filter({ hasText: 'ada@harbour-it.example' });
  const name = async (text: string) => {
    await options.bringToFront();
    await options.getByRole('button', { name: 'Rename' }).click();
    await options.getByLabel('Name of this account').fill(text);
    await options.getByRole('button', { name: 'Save', exact: true }).click();
  };
  await name('Work');
  await expect(row.locator('b')).toHaveText('Work');
  await popup.bringToFront();
  await switcher(popup).click();
  await expect(popup.getByRole('menu').getByText('Work')).toBeVisible();
  await name('');
  await expect(row.locator('b')).toHaveText('ada@harbour-it.example');
});

test('the same key again is the same account', async ({ sim, desk }) => {
  const options = await begin(desk, sim);
  await options.reload();
  const account = accountOf(sim, 'provider admin');
  await options.getByText('Own server', { exact: true }).click();
  await options.getByLabel('Address of your web vault').fill(`${sim.origin}/`);
  await options.getByLabel('client_id').fill(` ${account.clientId.replace('user.', 'USER.').toLowerCase()} `);
  await options.getByLabel('client_secret', { exact: true }).fill(account.clientSecret);
  await options.getByRole('button', { name: 'Test and save' }).click();
  await expect(options.getByText(/^Connected: Harbour IT/).first()).toBeVisible();
  expect((await stored(desk)).tables.accounts).toHaveLength(1);
  expect((await desk.badge()).text).toBe('3');
});

test('a forgotten account leaves nothing behind, and the other one stays', async ({ sim, desk }) => {
  const options = await begin(desk, sim);
  const lena = accountOf(sim, 'two providers, Argon2id');
  await begin(desk, sim, lena);
  const popup = await desk.popup();
  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  await check(popup);
  await rowOf(popup, 'Sluiswachter Catering').getByRole('button').click();
  await popup.getByRole('button', { name: 'Mute this client' }).click();
  await expect(rowOf(popup, 'Sluiswachter Catering')).toContainText('muted');
  await popup.close();

  await options.bringToFront();
  const forget = async (email: string) => {
    await options
      .getByRole('group', { name: `Account ${email}` })
      .getByRole('button', { name: 'Forget' })
      .click();
    const dialog = options.getByRole('dialog', { name: `Forget ${email}?` });
    await dialog.getByRole('button', { name: 'Forget' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(options.getByRole('listitem').filter({ hasText: email })).toHaveCount(0);
  };
  await forget(lena.email);
  const left = JSON.stringify(await stored(desk));
  for (const trace of [lena.email, lena.userId, 'Polder', 'Sluiswachter']) expect(left).not.toContain(trace);
  expect(left).toContain('ada@harbour-it.example');
  await expect.poll(async () => (await desk.badge()).text).toBe('4');

  await forget('ada@harbour-it.example');
  const rest = await stored(desk);
  for (const trace of ['harbour', 'Harbour', 'Tideway', 'Luca', sim.world.accounts[0]!.userId])
    expect(JSON.stringify(rest)).not.toContain(trace);
  expect(Object.keys(rest.session).filter((key) => key.startsWith('token'))).toEqual([]);
  expect(rest.local).toEqual({});
  expect(await standing(desk, '')).toEqual([]);
  expect(await desk.notifications()).toEqual([]);
  await expect.poll(() => desk.badge()).toMatchObject({ text: '', title: 'Set up Provider Desk' });
  const empty = await desk.popup();
  await expect(empty.getByRole('button', { name: 'Add your account' })).toBeVisible();

  // And nobody goes on asking.
  const mark = sim.log.mark();
  await later(desk, 10 * minuteMs);
  await expect.poll(() => desk.isWorkerRunning()).toBe(true);
  await expect.poll(() => desk.badge()).toMatchObject({ title: 'Set up Provider Desk' });
  expect(sim.log.count({}, mark)).toBe(0);
});

test('everything erased: no table holds anything', async ({ sim, desk }) => {
  const options = await begin(desk, sim);
  await options.getByRole('switch', { name: 'Show names' }).click();
  await options.getByRole('button', { name: 'Erase…' }).click();
  await options.getByRole('dialog').getByRole('button', { name: 'Erase everything' }).click();
  await expect(options.getByRole('dialog')).toHaveCount(0);
  expect(await filledTables(desk)).toEqual([]);
  await expect.poll(() => desk.badge()).toMatchObject({ text: '', title: 'Set up Provider Desk' });
  expect(await standing(desk, '')).toEqual([]);
});
