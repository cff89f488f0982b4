/** What people do with accounts: add, test, give a new key, rename, forget. */

import { parseAddress, permissionOrigins } from '@/lib/domain/addresses';
import { checkClientId } from '@/lib/domain/client-id';
import { type Failure, needsPerson, type Result, succeed } from '@/lib/domain/failure';
import type { Account, Provider } from '@/lib/domain/model';
import { pruned } from '@/lib/domain/notices';
import type { ProfileReading, Token } from '@/lib/domain/readings';
import type { Server } from '@/lib/domain/server';
import type { DiscoveryOutcome, RequestOf, SignInOutcome } from '@/lib/messaging/protocol';
import type { Writing } from '@/lib/store/store';
import { commitAccountFailure, commitList, commitProfile, type ProfileCommit } from './commit';
import type { Ports } from './ports';
import { asFailure, ask, call, callForPerson, deadAgain, findAccount, heedRoles, signIn, type Wait } from './session';

/** The same key on the same server is the same account. */
export const accountIdOf = (server: Server, userId: string): string => `${new URL(server.api).host}/${userId}`;

const failed = (server: Server, failure: Failure | Wait): SignInOutcome => ({
  kind: 'failed',
  failure: asFailure(server, failure),
});

/** Asks an own server what it is and where it answers. Sends no credentials. */
export async function discover(ports: Ports, { server }: RequestOf<'discover'>): Promise<DiscoveryOutcome> {
  if (!(await ports.permitted(server)))
    return { kind: 'failed', failure: { kind: 'no-permission', host: new URL(server.api).host } };
  const result = await ports.api(server).config();
  if (!result.ok) return { kind: 'failed', failure: result.failure };
  const { version } = result.value;
  const named: Server = { ...server };
  for (const part of ['api', 'identity', 'vault'] as const) {
    const address = parseAddress(result.value[part] ?? server[part]);
    // An address that nobody may be sent to, such as plain http elsewhere than on this computer.
    if (!address.ok) return { kind: 'failed', failure: { kind: 'not-bitwarden', host: new URL(server.api).host } };
    named[part] = address.url;
  }
  const missing: string[] = [];
  for (const address of new Set([named.api, named.identity])) {
    const only = { api: address, identity: address };
    if (!(await ports.permitted(only))) missing.push(...permissionOrigins(only));
  }
  return { kind: 'found', server: named, version, missingOrigins: [...new Set(missing)] };
}

interface Candidate {
  readonly account: Account;
  readonly token: Token;
  readonly profile: ProfileReading;
}

/** Really signs in and reads the profile, storing nothing yet. */
async function tryKey(
  ports: Ports,
  server: Server,
  clientId: string,
  clientSecret: string,
): Promise<{ outcome: SignInOutcome } | Candidate> {
  const checked = checkClientId(clientId);
  if (checked !== 'ok') return { outcome: { kind: checked === 'malformed' ? 'malformed-id' : 'organization-key' } };
  if (clientSecret.trim() === '') return { outcome: { kind: 'missing-secret' } };
  if (!(await ports.permitted(server)))
    return { outcome: failed(server, { kind: 'no-permission', host: new URL(server.api).host }) };
  const userId = clientId.trim().slice('user.'.length).toLowerCase();
  const id = accountIdOf(server, userId);
  const known = await ports.store.read(['accounts'], (tx) => tx.get('accounts', id));
  const deviceId = known?.deviceId ?? (await ports.session.deviceId(id));
  const token = await signIn(ports, server, { clientId: clientId.trim(), clientSecret: clientSecret.trim(), deviceId });
  if (!token.ok) return { outcome: failed(server, token.failure) };
  const now = ports.clock.now();
  const account: Account = {
    id,
    server,
    userId,
    email: known?.email ?? '',
    label: known?.label ?? null,
    deviceId,
    addedAt: known?.addedAt ?? now,
    profileReadAt: null,
    lastAnswerAt: null,
    failure: null,
    failureSince: null,
    failedAt: null,
    failures: 0,
    notBefore: 0,
  };
  // The token is new, so a dead one means a server that does not honour its own tokens.
  const profile = await ask(ports, account, 'person', (api) => api.profile(token.value.accessToken));
  if (!profile.ok) {
    const { failure } = profile;
    return { outcome: failed(server, failure.kind === 'token-dead' ? deadAgain : failure) };
  }
  if (profile.value.providers.length === 0) return { outcome: failed(server, { kind: 'no-provider' }) };
  return { account: { ...account, email: profile.value.email }, token: token.value, profile: profile.value };
}

/** `renewed`: the account was there before, and is not kept if it was forgotten meanwhile. */
async function keep(
  ports: Ports,
  candidate: Candidate,
  clientSecret: string,
  renewed: boolean,
): Promise<SignInOutcome> {
  const { account, token, profile } = candidate;
  if (!(await ports.secrets.put(account.id, clientSecret.trim()))) return { kind: 'locked' };
  await ports.session.set(account.id, { ...token, roles: null, afterRefusal: false });
  const kept = await ports.store.write(['accounts'], async (tx) => {
    const current = await tx.get('accounts', account.id);
    if (renewed && current === undefined) return false;
    await tx.put('accounts', { ...account, label: current?.label ?? null });
    return true;
  });
  if (!kept) {
    await ports.secrets.remove(account.id);
    await ports.session.remove(account.id);
    return { kind: 'other-account' };
  }
  await heedRoles(ports, account.id, profile.providers);
  const commit = await commitProfile(ports, account.id, profile);
  const providers = commit === null ? [] : commit.next.filter((provider) => !provider.removed);
  return connected(
    account,
    await Promise.all(
      providers.map(async (provider) => [provider, await countClients(ports, account, provider)] as const),
    ),
  );
}

/** Reads a provider's clients once, for the answer and for the check that follows. */
async function countClients(ports: Ports, account: Account, provider: Provider): Promise<number | null> {
  const result = await call(ports, account, 'person', (api, token) => api.clients(token, provider.id));
  if (!result.ok) return null;
  const commit = await commitList(ports, { accountId: account.id, providerId: provider.id }, result.value);
  return commit === null ? null : commit.next.clients.length;
}

const connected = (account: Account, providers: readonly (readonly [Provider, number | null])[]): SignInOutcome => ({
  kind: 'connected',
  accountId: account.id,
  email: account.email,
  providers: providers.map(([{ id, name, role, enabled }, clients]) => ({ id, name, role, enabled, clients })),
});

/** "Test and save": signs in for real; only then is anything stored. */
export async function addAccount(ports: Ports, request: RequestOf<'addAccount'>): Promise<SignInOutcome> {
  const tried = await tryKey(ports, request.server, request.clientId, request.clientSecret);
  return 'outcome' in tried ? tried.outcome : keep(ports, tried, request.clientSecret, false);
}

/** A renewed key for an account that is there already. */
export async function replaceKey(ports: Ports, request: RequestOf<'replaceKey'>): Promise<SignInOutcome> {
  const account = await findAccount(ports, request.accountId);
  if (account === undefined) return { kind: 'other-account' };
  const tried = await tryKey(ports, account.server, request.clientId, request.clientSecret);
  if ('outcome' in tried) return tried.outcome;
  return tried.account.id === account.id ? keep(ports, tried, request.clientSecret, true) : { kind: 'other-account' };
}

/**
 * Reads the profile with what is stored, whatever back-off is set, and writes down what it says. `commit` is null where
 * the account was forgotten meanwhile.
 */
export async function readProfile(
  ports: Ports,
  account: Account,
): Promise<Result<{ reading: ProfileReading; commit: ProfileCommit | null }>> {
  const result = await callForPerson(ports, account, (api, token) => api.profile(token));
  if (!result.ok) {
    // Worth remembering only if it will go on failing.
    if (needsPerson(result.failure)) await commitAccountFailure(ports, account.id, result.failure);
    return result;
  }
  const reading = result.value;
  await heedRoles(ports, account.id, reading.providers);
  return succeed({ reading, commit: await commitProfile(ports, account.id, reading) });
}

/** Looks whether an account still works. */
export async function testAccount(ports: Ports, accountId: string): Promise<SignInOutcome> {
  const account = await findAccount(ports, accountId);
  if (account === undefined) return { kind: 'other-account' };
  const result = await readProfile(ports, account);
  if (!result.ok) return { kind: 'failed', failure: result.failure };
  const { commit } = result.value;
  if (commit === null) return { kind: 'other-account' };
  const providers = commit.next.filter((provider) => !provider.removed);
  if (providers.length === 0) return { kind: 'failed', failure: { kind: 'no-provider' } };
  const lists = await ports.store.read(['lists'], (tx) => tx.all('lists', [accountId]));
  const count = (provider: Provider): number | null =>
    lists.find((list) => list.providerId === provider.id)?.clients.length ?? null;
  return connected(
    commit.account,
    providers.map((provider) => [provider, count(provider)]),
  );
}

export function renameAccount(ports: Ports, { accountId, label }: RequestOf<'renameAccount'>): Promise<void> {
  return ports.store.write(['accounts'], async (tx) => {
    const account = await tx.get('accounts', accountId);
    const trimmed = label?.trim() ?? '';
    if (account !== undefined) await tx.put('accounts', { ...account, label: trimmed === '' ? null : trimmed });
  });
}

/** What belongs to accounts, and to nothing else. */
const recordTables = ['accounts', 'providers', 'lists', 'places', 'activity', 'history', 'journal'] as const;

async function eraseRecords(tx: Writing, accountId: string): Promise<void> {
  await tx.delete('accounts', accountId);
  for (const table of ['providers', 'lists', 'places', 'history'] as const) await tx.clear(table, [accountId]);
  for (const table of ['activity', 'journal'] as const)
    for (const record of await tx.all(table)) if (record.accountId === accountId) await tx.delete(table, record.id);
  const own = await tx.get('preferences', 'own');
  if (own !== undefined) {
    const muted = own.preferences.muted.filter((client) => client.accountId !== accountId);
    await tx.put('preferences', { ...own, preferences: { ...own.preferences, muted } });
  }
  for (const notice of await tx.all('notices')) {
    const next = pruned(notice, (item) => item.accountId !== accountId);
    if (next !== notice) await tx.put('notices', next);
  }
}

/**
 * Erases everything of the account. Its notices are left empty, for the browser to be told. The secrets go first: if the
 * worker dies in between, the account is still listed and can be forgotten again.
 */
export async function forgetAccount(ports: Ports, accountId: string): Promise<void> {
  await ports.secrets.remove(accountId);
  await ports.session.remove(accountId, true);
  await ports.store.write([...recordTables, 'notices', 'preferences'], (tx) => eraseRecords(tx, accountId));
}

/** Removes sealed keys that belong to no account: the worker died between storing a key and its account. */
export async function sweepSecrets(ports: Ports): Promise<void> {
  const accounts = await ports.store.read(['accounts'], (tx) => tx.all('accounts'));
  const known = new Set(accounts.map((account) => account.id));
  for (const id of await ports.secrets.ids()) if (!known.has(id)) await ports.secrets.remove(id);
}

/**
 * Erases every account and key, and the passphrase over them. That one goes last: if the worker dies in between, it is
 * still locked, and can be started over again.
 */
export async function startOver(ports: Ports): Promise<void> {
  const accounts = await ports.store.read(['accounts'], (tx) => tx.all('accounts'));
  for (const account of accounts) await forgetAccount(ports, account.id);
  await ports.secrets.removeAll();
  await ports.session.enter(null);
}

/** Erases everything: accounts, keys, preferences. */
export async function eraseAll(ports: Ports): Promise<void> {
  await startOver(ports);
  // What could not be read as an account, or belongs to none, goes with the rest.
  const tables = [...recordTables, 'preferences', 'budgets'] as const;
  await ports.store.write([...tables, 'notices'], async (tx) => {
    for (const table of tables) await tx.clear(table);
    for (const notice of await tx.all('notices'))
      await tx.put(
        'notices',
        pruned(notice, () => false),
      );
  });
}
