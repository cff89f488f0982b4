/**
 * Signing in, and keeping the token for its whole hour. server: every sign-in is written into the provider's event log
 * and the office shares ten of them a minute, so a token is renewed on expiry, when it is dead, and when the role in
 * the profile is no longer the one it was issued for.
 */
import type { Api, ApiFailure, ApiResult } from '@/lib/bitwarden/api';
import { type Failure, fail, type Result, succeed } from '@/lib/domain/failure';
import type { Account, Role } from '@/lib/domain/model';
import type { ProviderReading, Token } from '@/lib/domain/readings';
import type { Server } from '@/lib/domain/server';
import type { SessionToken } from '@/lib/platform/session';
import { apiPerMinute, blockHost, signInsPerMinute, takeSlot } from './budget';
import type { Ports } from './ports';

/** Not enough budget left in this minute: not a failure, only a reason to wait. */
export interface Wait {
  readonly kind: 'wait';
  readonly until: number;
}

export type CallResult<T> = Result<T, Failure | Wait>;

/** Who asks: the background leaves a part of the budget to people. */
export type Asker = keyof typeof apiPerMinute;

/** A token is renewed so long before its end, so that a request under way does not outlive it. */
const marginMs = 60_000;

/** A 429 without a time: the server's own periods are a minute. */
const unnamedPauseMs = 60_000;

const hostOf = (address: string): string => new URL(address).host;

async function slot(
  ports: Ports,
  address: string,
  perMinute: number,
): Promise<{ ok: false; failure: Failure | Wait } | null> {
  const host = hostOf(address);
  const wait = await takeSlot(ports.store, host, perMinute, ports.clock.now());
  if (wait === null) return null;
  return fail(wait.asked ? { kind: 'rate-limited', host, retryAt: wait.freeAt } : { kind: 'wait', until: wait.freeAt });
}

/** Remembers for the whole host that it asked for silence: other accounts there would only make it worse. */
async function heed<T>(ports: Ports, address: string, result: Result<T, ApiFailure>): Promise<Result<T, ApiFailure>> {
  if (result.ok || result.failure.kind !== 'rate-limited') return result;
  const retryAt = result.failure.retryAt ?? ports.clock.now() + unnamedPauseMs;
  await blockHost(ports.store, hostOf(address), retryAt, ports.clock.now());
  return fail({ ...result.failure, retryAt });
}

/** Signs in with a key, within the budget for sign-ins. Stores nothing. */
export async function signIn(
  ports: Ports,
  server: Server,
  credentials: { clientId: string; clientSecret: string; deviceId: string },
): Promise<CallResult<Token>> {
  const refused = await slot(ports, server.identity, signInsPerMinute);
  if (refused !== null) return refused;
  const result = await heed(ports, server.identity, await ports.api(server).signIn(credentials));
  if (result.ok) return result;
  return result.failure.kind === 'token-dead'
    ? fail({ kind: 'sign-in-refused', code: 'unauthorized' })
    : fail(result.failure);
}

/** The personal key's id. server: `user.<user id>`. */
export const clientIdOf = (account: Account): string => `user.${account.userId}`;

async function freshToken(ports: Ports, account: Account, afterRefusal: boolean): Promise<CallResult<SessionToken>> {
  const clientSecret = await ports.secrets.get(account.id);
  if (clientSecret === null) return fail({ kind: 'key-lost' });
  const result = await signIn(ports, account.server, {
    clientId: clientIdOf(account),
    clientSecret,
    deviceId: account.deviceId,
  });
  if (!result.ok) return result;
  // Forgotten while the answer was on its way: nothing of the account may come back.
  const kept = await ports.store.read(['accounts'], (tx) => tx.get('accounts', account.id));
  if (kept === undefined) return fail({ kind: 'key-lost' });
  const token = { ...result.value, roles: null, afterRefusal };
  await ports.session.set(account.id, token);
  return succeed(token);
}

async function currentToken(ports: Ports, account: Account): Promise<SessionToken | null> {
  const token = await ports.session.get(account.id);
  const left = token === null ? 0 : token.expiresAt - ports.clock.now();
  // More than an hour left means that the clock was set back.
  return token !== null && left > marginMs && left <= 3_600_000 + marginMs ? token : null;
}

/**
 * Makes one call with the account's token, signing in first where there is none. A token that is dead although it
 * should not be is renewed once; dead again, the answer counts as a refusal.
 */
export async function call<T>(
  ports: Ports,
  account: Account,
  asker: Asker,
  request: (api: Api, token: string) => Promise<ApiResult<T>>,
): Promise<CallResult<T>> {
  const attempt = async (token: SessionToken): Promise<Result<T, ApiFailure | Wait>> => {
    const refused = await slot(ports, account.server.api, apiPerMinute[asker]);
    if (refused !== null) return refused;
    return heed(ports, account.server.api, await request(ports.api(account.server), token.accessToken));
  };
  const kept = await currentToken(ports, account);
  if (kept !== null) {
    const result = await attempt(kept);
    if (result.ok) return result;
    if (result.failure.kind !== 'token-dead') return fail(result.failure);
    await ports.session.remove(account.id);
  }
  const token = await freshToken(ports, account, false);
  if (!token.ok) return token;
  const result = await attempt(token.value);
  if (result.ok) return result;
  return result.failure.kind === 'token-dead'
    ? fail({ kind: 'refused', status: 401, what: 'token' })
    : fail(result.failure);
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
  if (known === null) await ports.session.set(accountId, { ...token, roles });
  else if (Object.entries(roles).some(([id, role]) => known[id] !== role)) await ports.session.remove(accountId);
}

/**
 * A provider route refused what the profile says is allowed. The token may be older than the role without the profile
 * having been seen in between: try once with a new one, never twice in a row.
 */
export async function heedRefusal(ports: Ports, account: Account): Promise<void> {
  const token = await ports.session.get(account.id);
  if (token === null || token.afterRefusal) return;
  await freshToken(ports, account, true);
}
