import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import type { ExtensionChrome } from './support/chrome';
import type { Desk } from './support/desk';
import { expect, test } from './support/fixtures';
import { accountOf, filledTables, providerId, stored } from './support/scenes';
import { fillAccountForm, signIn } from './support/sign-in';

declare const chrome: ExtensionChrome;

const press = (page: Page) => page.getByRole('button', { name: 'Test and save' }).click();

/** Nothing of an account is kept: no account, no key, no token. */
async function expectNothingStored(desk: Desk): Promise<void> {
  const { session } = await stored(desk);
  expect(Object.keys(session).filter((key) => key.startsWith('token'))).toEqual([]);
  const filled = await filledTables(desk);
  // What was asked of whom counts for the budget, whoever asked.
  expect(filled.filter((table) => table !== 'budgets')).toEqual([]);
}

test('a key that works: connected, stored sealed, and its fields emptied', async ({ sim, launch }) => {
  // Where no host was ever allowed.
  const desk = await launch();
  const account = accountOf(sim, 'provider admin');
  const page = await signIn(desk, sim.origin, account);
  await expect(page.getByText('Connected: Harbour IT, 29 clients, provider admin')).toBeVisible();
  await expect(page.getByLabel('client_id')).toHaveValue('');
  await expect(page.getByLabel('client_secret', { exact: true })).toHaveValue('');
  await expect(page.getByRole('listitem').filter({ hasText: account.email })).toContainText(
    'Harbour IT (provider admin)',
  );

  expect(sim.log.count({ host: 'identity', path: '/connect/token' })).toBe(1);
  const { tables, local } = await stored(desk);
  expect(tables.secrets).toHaveLength(1);
  expect(JSON.stringify({ tables, local })).not.toContain(account.clientSecret);
  expect(await page.content()).not.toContain(account.clientSecret);
});

test('what is wrong with the entry is said before anything is sent', async ({ sim, desk }) => {
  const account = accountOf(sim, 'provider admin');
  const page = await desk.options('#accounts');
  const wrong: readonly {
    readonly address?: string;
    readonly clientId?: string;
    readonly clientSecret?: string;
    readonly says: string;
    readonly field: string;
  }[] = [
    { clientId: 'user.1234', says: 'That is not a complete client_id.', field: 'client_id' },
    { clientId: account.clientId.slice(0, -1), says: 'That is not a complete client_id.', field: 'client_id' },
    {
      clientId: account.clientId.replace('user', 'organization'),
      says: 'This is an organization’s key. Provider Desk needs your personal one.',
      field: 'client_id',
    },
    { clientSecret: ' ', says: 'The client_secret is missing.', field: 'client_secret' },
    {
      address: 'http://vault.example.org',
      says: 'Use https. Over http your key could be read on the way.',
      field: 'Address of your web vault',
    },
    { address: 'ftp://vault.example.org', says: 'That is not a full address.', field: 'Address of your web vault' },
  ];
  for (const { address = sim.origin, says, field, ...entry } of wrong) {
    await fillAccountForm(page, address, { ...account, ...entry });
    await press(page);
    await expect(page.getByRole('alert').filter({ hasText: says })).toBeVisible();
    const input = page.getByLabel(field, { exact: true });
    await expect(input).toBeFocused();
    await expect(input).toHaveAttribute('aria-invalid', 'true');
  }
  expect(sim.log.entries).toEqual([]);
  await expectNothingStored(desk);
});

test('each refusal of a server has its own words, and nothing is stored', async ({ sim, startSim, desk }) => {
  const admin = accountOf(sim, 'provider admin');
  const page = await desk.options('#accounts');
  const refused = async (address: string, account: typeof admin, says: string): Promise<void> => {
    await fillAccountForm(page, address, account);
    await press(page);
    await expect(page.getByRole('alert').filter({ hasText: says })).toBeVisible();
    await expectNothingStored(desk);
  };

  const gone = await startSim();
  await gone.close();
  await refused(gone.origin, admin, `No answer from ${new URL(gone.origin).host}. Check the address`);

  const page404 = createServer((_request, response) => {
    response.writeHead(404, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Hello</title>');
  });
  await new Promise<void>((resolve) => page404.listen(0, '127.0.0.1', resolve));
  const other = `http://127.0.0.1:${(page404.address() as AddressInfo).port}`;
  await refused(other, admin, 'That address answers, but not like Bitwarden.');
  page404.close();

  const key = 'Bitwarden does not know this key. Copy both parts again';
  await refused(sim.origin, { ...admin, clientSecret: `${admin.clientSecret}x` }, key);
  await expect(page.getByLabel('client_secret', { exact: true })).toBeFocused();

  sim.control.setSwitches({ refuseVersions: true });
  await refused(sim.origin, admin, 'This server asks for a newer Provider Desk.');
  sim.control.setSwitches({ refuseVersions: false });

  const legacy = accountOf(sim, 'legacy encryption');
  await refused(sim.origin, legacy, 'The server knows the key, but refuses to sign this account in.');
  await refused(sim.origin, accountOf(sim, 'no provider'), 'This account belongs to no provider.');
  await expect(page.getByText('a provider admin has to confirm you first')).toBeVisible();

  const busy = await startSim();
  busy.control.addFault({ kind: 'status', status: 500, host: 'identity', count: 1 });
  await refused(busy.origin, admin, `${new URL(busy.origin).host} has a problem of its own.`);
  busy.control.addFault({ kind: 'tooManyRequests', retryAfterSeconds: 40, host: 'identity', count: 1 });
  await refused(busy.origin, admin, `Too many tries at ${new URL(busy.origin).host} for now`);
  const mark = busy.log.mark();
  // The server asked for silence; pressing again does not break it.
  await refused(busy.origin, admin, `Too many tries at ${new URL(busy.origin).host} for now`);
  expect(busy.log.count({ host: 'identity' }, mark)).toBe(0);

  const popup = await desk.popup();
  await expect(popup.getByRole('button', { name: 'Add your account' })).toBeVisible();
});

test('a suspended provider is connected, and said to be suspended', async ({ sim, desk }) => {
  sim.control.suspendProvider({ providerId: providerId(sim) });
  const page = await signIn(desk, sim.origin, accountOf(sim, 'provider admin'));
  await expect(page.getByText('Bitwarden has suspended Harbour IT. Clients keep working')).toBeVisible();
});

test('a server that answers elsewhere is asked where, and the key goes there', async ({ startSim, launch }) => {
  const split = await startSim({ split: true });
  const account = accountOf(split, 'provider admin');
  const desk = await launch();
  await signIn(desk, split.origin, account);
  expect(split.log.count({ host: 'identity', path: '/connect/token' })).toBe(1);
  await expect.poll(async () => (await desk.badge()).text).toBe('3');
});

test('a server that answers from another host: its permission is asked for first', async ({ startSim, launch }) => {
  const split = await startSim({ split: true });
  const desk = await launch({ allow: ['http://localhost/*'] });
  const page = await desk.options('#accounts');
  await fillAccountForm(page, split.origin.replace('127.0.0.1', 'localhost'), accountOf(split, 'provider admin'));
  await press(page);
  await expect(page.getByText('This server answers from 127.0.0.1. Allow that too.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Allow', exact: true })).toBeFocused();
  expect(split.log.count({ host: 'identity' })).toBe(0);
  await expectNothingStored(desk);
});

test('without the permission for the host nothing is sent', async ({ sim, launch }) => {
  const desk = await launch({ allow: [] });
  const page = await desk.options('#accounts');
  // A headless browser cannot show its question: this is the answer of a person who says no.
  await page.evaluate(() => {
    chrome.permissions.request = (...args) => {
      const last: unknown = args.at(-1);
      if (typeof last === 'function') last(false);
      return Promise.resolve(false);
    };
  });
  await fillAccountForm(page, sim.origin, accountOf(sim, 'provider admin'));
  await press(page);
  const host = new URL(sim.origin).host;
  await expect(page.getByText(`Without that permission we cannot reach ${host}. Nothing was saved.`)).toBeVisible();
  expect(sim.log.entries).toEqual([]);
  await expectNothingStored(desk);
});
