/**
 * Signing in, and keeping the token for its whole hour. server: every sign-in is written into the provider's event log
 * and the office shares ten of them a minute, so a token is renewed on expiry, when it is dead, and when the role in
 * the profile is no longer the one it was issued for.
 */
import type { Api, ApiFailure, ApiResult } from '@/lib/bitwarden/api';
import { type Failure, fail, type Result, succeed } from '@/lib/domain/failure';
import type { Account, Role } from '@/lib/domain/model';
import type { ProviderReading, Token } from '@/lib/domain/readings';
import { unnamedPauseMs } from '@/lib/domain/retry';
import type { Server } from '@/lib/domain/server';
import { dayMs, hourMs, minuteMs } from '@/lib/domain/time';
import type { SessionToken } from '@/lib/platform/session';
import { apiPerMinute, blockHost, changesPerSecond, signInsPerMinute, takeSlot } from './budget';
import { isLocked } from './locked';
import type { Ports } from './ports';

/** Not enough budget left in this minute: not a failure, only a reason to wait. */
export interface Wait {
  readonly kind: 'wait';
  readonly until: number;
  /** The keys are locked: no server is in the way. */
  readonly locked?: boolean;
}

export type CallResult<T> = Result<T, Failure | Wait>;

/** Who asks: the background leaves a part of the budget to people. */
export type Asker = keyof typeof apiPerMinute;

/** A token is renewed so long before its end, so that a request under way does not outlive it. */
const marginMs = 60_000;

/** server: every token lives an hour. */
const lifeMs = 3_600_000;

/** A token that was renewed because the last one was dead or refused is not renewed for the same reason within this time. */
const renewedMs = 10 * 60_000;

const hostOf = (address: string): string => new URL(address).host;

/**
 * What shares one budget: a base address. The api and the identity of an own server live on one host; checking there
 * must not use up the few sign-ins, nor a refused sign-in stop the checking. server: it counts each path for itself.
 */
const budgetOf = (address: string): string => {
  const { host, pathname } = new URL(address);
  return pathname === '/' ? host : host + pathname;
};

async function slot(
  ports: Ports,
  address: string,
  perMinute: number,
  perSecond?: number,
): Promise<{ ok: false; failure: Failure | Wait } | null> {
  const wait = await takeSlot(ports.store, budgetOf(address), perMinute, ports.clock.now(), perSecond);
  if (wait === null) return null;
  return fail(
    wait.asked
      ? { kind: 'rate-limited', host: hostOf(address), retryAt: wait.freeAt }
      : { kind: 'wait', until: wait.freeAt },
  );
}

/**
 * Remembers for the whole address that it asked for silence: other accounts there would only make it worse. Where it
 * names no time, each failure in a row makes the silence longer.
 * @param mostMs of silence. server: invitations have a limit for a day, counted for each client by itself, which must not
 * keep the rest from being read; every other limit is for a minute at most.
 */
async function heed<T>(
  ports: Ports,
  address: string,
  failures: number,
  result: Result<T, ApiFailure>,
  mostMs = dayMs,
): Promise<Result<T, ApiFailure>> {
  if (result.ok || result.failure.kind !== 'rate-limited') return result;
  const now = ports.clock.now();
  const until = result.failure.retryAt ?? now + unnamedPauseMs(failures + 1, ports.clock.random());
  await blockHost(ports.store, budgetOf(address), Math.min(until, now + mostMs), now);
  return fail({ ...result.failure, retryAt: until });
}

/** Signs in with a key, within the budget for sign-ins. Stores nothing. `failures`: tries in a row that failed before. */
export async function signIn(
  ports: Ports,
  server: Server,
  credentials: { clientId: string; clientSecret: string; deviceId: string },
  failures = 0,
): Promise<CallResult<Token>> {
  const refused = await slot(ports, server.identity, signInsPerMinute);
  if (refused !== null) return refused;
  const result = await heed(ports, server.identity, failures, await ports.api(server).signIn(credentials));
  if (result.ok) return result;
  return result.failure.kind === 'token-dead'
    ? fail({ kind: 'sign-in-refused', code: 'unauthorized' })
    : fail(result.failure);
}

/** Makes one request within the budget, with a token that is at hand. */
export async function ask<T>(
  ports: Ports,
  { server, failures }: Pick<Account, 'server' | 'failures'>,
  asker: Asker,
  request: (api: Api) => Promise<ApiResult<T>>,
): Promise<Result<T, ApiFailure | Wait>> {
  const isChange = asker === 'change';
  const refused = await slot(ports, server.api, apiPerMinute[asker], isChange ? changesPerSecond : undefined);
  return refused ?? heed(ports, server.api, failures, await request(ports.api(server)), isChange ? minuteMs : dayMs);
}

/** The personal key's id. server: `user.<user id>`. */
export const clientIdOf = (account: Account): string => `user.${account.userId}`;

export const findAccount = (ports: Ports, accountId: string): Promise<Account | undefined> =>
  ports.store.read(['accounts'], (tx) => tx.get('accounts', accountId));

/** Keeps a token, unless the account was forgotten meanwhile, or locked: nothing of it may come back. */
async function keepToken(ports: Ports, accountId: string, token: SessionToken): Promise<boolean> {
  await ports.session.set(accountId, token);
  // Looked up last: forgetting takes the record first and the token after it.
  const known = await findAccount(ports, accountId);
  if (known === undefined || (await isLocked(ports))) await ports.session.remove(accountId);
  return known !== undefined;
}

/** Not a failure: it goes on when the passphrase is entered, which nobody can say when. */
const whileLocked = (ports: Ports): Wait => ({ kind: 'wait', until: ports.clock.now() + hourMs, locked: true });

/**
 * A token of now. Whoever finds that there is none while one is being fetched gets that one. server: each sign-in is an
 * event. @param isDead the one at hand
 */
function freshToken(
  ports: Ports,
  account: Account,
  afterRefusal: boolean,
  isDead = false,
): Promise<CallResult<SessionToken>> {
  const { id } = account;
  const fetching = ports.signingIn.get(id) ?? fetchToken(ports, account, afterRefusal, isDead);
  ports.signingIn.set(id, fetching);
  const done = (): void => {
    if (ports.signingIn.get(id) === fetching) ports.signingIn.delete(id);
  };
  fetching.then(done, done);
  return fetching;
}

async function fetchToken(
  ports: Ports,
  account: Account,
  afterRefusal: boolean,
  isDead: boolean,
): Promise<CallResult<SessionToken>> {
  if (isDead) await ports.session.remove(account.id);
  const found = await ports.secrets.get(account.id);
  if (found === 'locked') return fail(whileLocked(ports));
  if (found === 'lost') return fail({ kind: 'key-lost' });
  const credentials = { clientId: clientIdOf(account), clientSecret: found.secret, deviceId: account.deviceId };
  const result = await signIn(ports, account.server, credentials, account.failures);
  if (!result.ok) return result;
  const token = { ...result.value, roles: null, afterRefusal };
  return (await keepToken(ports, account.id, token)) ? succeed(token) : fail({ kind: 'key-lost' });
}

async function currentToken(ports: Ports, account: Account): Promise<SessionToken | null> {
  const token = await ports.session.get(account.id);
  const left = token === null ? 0 : token.expiresAt - ports.clock.now();
  // More than an hour left means that the clock was set back.
  return token !== null && left > marginMs && left <= lifeMs + marginMs ? token : null;
}

/** The token at hand, or one of now. */
export async function tokenOf(ports: Ports, account: Account): Promise<Result<SessionToken>> {
  const kept = await currentToken(ports, account);
  return kept === null ? forPerson(account.server, await freshToken(ports, account, false)) : succeed(kept);
}

/** A token that is dead although it is new. */
export const deadAgain = { kind: 'refused', status: 401, what: 'token' } as const satisfies Failure;

const isJustRenewed = (token: SessionToken, now: number): boolean =>
  token.afterRefusal && now - (token.expiresAt - lifeMs) < renewedMs;

/**
 * Makes one call with the account's token, signing in first where there is none. A token that is dead although it
 * should not be is renewed once; dead again, the answer counts as a refusal, and for a while no call renews it.
 */
export async function call<T>(
  ports: Ports,
  account: Account,
  asker: Asker,
  request: (api: Api, token: string) => Promise<ApiResult<T>>,
): Promise<CallResult<T>> {
  if (await isLocked(ports)) return fail(whileLocked(ports));
  const attempt = (token: SessionToken): Promise<Result<T, ApiFailure | Wait>> =>
    ask(ports, account, asker, (api) => request(api, token.accessToken));
  const kept = await currentToken(ports, account);
  if (kept !== null) {
    const result = await attempt(kept);
    if (result.ok) return result;
    if (result.failure.kind !== 'token-dead') return fail(result.failure);
    if (isJustRenewed(kept, ports.clock.now())) return fail(deadAgain);
  }
  // Another call may have renewed it meanwhile.
  const other = kept === null ? null : await currentToken(ports, account);
  const isOther = other !== null && other.accessToken !== kept?.accessToken;
  const token = isOther ? succeed(other) : await freshToken(ports, account, kept !== null, kept !== null);
  if (!token.ok) return token;
  const result = await attempt(token.value);
  if (result.ok) return result;
  return fail(result.failure.kind === 'token-dead' ? deadAgain : result.failure);
}

/** A budget that is used up is, to a person, the same as a server that asks to wait; keys that are locked are not. */
export const asFailure = (server: Server, failure: Failure | Wait): Failure =>
  failure.kind === 'wait'
    ? { kind: 'rate-limited', host: failure.locked ? '' : hostOf(server.api), retryAt: failure.until }
    : failure;

const forPerson = <T>(server: Server, result: CallResult<T>): Result<T> =>
  result.ok ? result : fail(asFailure(server, result.failure));

/** Makes one call that somebody waits for. What keeps it from being made at all is a failure like any other. */
export async function callForPerson<T>(
  ports: Ports,
  account: Account,
  request: (api: Api, token: string) => Promise<ApiResult<T>>,
  asker: Asker = 'person',
): Promise<Result<T>> {
  const { server } = account;
  if (!(await ports.permitted(server))) return fail({ kind: 'no-permission', host: hostOf(server.api) });
  return forPerson(server, await call(ports, account, asker, request));
}

/**
 * Compares the roles in the profile with those the token was issued for. Where one differs, or a provider is new, the
 * token goes: provider routes would go on judging by the old role for up to an hour.
 */
export async function heedRoles(ports: Ports, accountId: string, providers: readonly ProviderReading[]): Promise<void> {
  const token = await ports.session.get(accountId);
  if (token === null) return;
  const roles: Record<string, Role> = Object.fromEntries(providers.map((provider) => [provider.id, provider.role]));
  const { roles: known } = token;
  if (known === null) await keepToken(ports, accountId, { ...token, roles });
  else if (Object.entries(roles).some(([id, role]) => known[id] !== role)) await ports.session.remove(accountId);
}

/**
 * Something was refused that should have been allowed: the token may be older than the role, without the profile having
 * been seen in between. Tries once with a new one, never twice in a row.
 * @param isDead the token at hand is of no use any more
 * @returns why there is no new one; null: there is, or none was tried
 */
export async function heedRefusal(ports: Ports, account: Account, isDead = false): Promise<Failure | Wait | null> {
  const token = await ports.session.get(account.id);
  if (token === null || token.afterRefusal) return null;
  const fresh = await freshToken(ports, account, true, isDead);
  return fresh.ok ? null : fresh.failure;
}
