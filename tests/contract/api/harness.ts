/** What the contract tests of the API client share: the client itself, its calls by name, and how failures are judged. */

import { expect } from 'vitest';
import * as z from 'zod/mini';
import { type Api, type ApiDeps, type ApiFailure, createApi, type JoinedPlace } from '@/lib/bitwarden/api';
import type { Result } from '@/lib/domain/failure';
import { failureSchema } from '@/lib/domain/failure';
import { TEAM } from '@/lib/domain/keys';
import type { Server } from '@/lib/domain/server';

export const now = Date.UTC(2026, 7, 20, 12, 0, 0);

/** Secrets that tests use with servers of their own; no failure may hold a piece of them. */
export const secret = 'Zq3vR8tYw1LmN0pKs6BdXc2HfJg9Ue';
export const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ0ZXN0In0.c2lnbmF0dXJl';
export const providerId = '7a10c001-5b2e-4d19-8f3a-b40000000027';
export const clientId = '7a10c00b-5b2e-4d19-8f3a-b4000000006d';

export const credentials = {
  clientId: 'user.7a10c002-5b2e-4d19-8f3a-b4000000002e',
  clientSecret: secret,
  deviceId: '7a10c05a-5b2e-4d19-8f3a-b40000000296',
};

/** An own server at an origin, laid out as one base address. */
export const serverAt = (origin: string): Server => ({
  region: 'own',
  vault: origin,
  api: `${origin}/api`,
  identity: `${origin}/identity`,
});

export const apiAt = (server: Server, deps: Partial<ApiDeps> = {}): Api =>
  createApi({
    server,
    fetch: globalThis.fetch,
    now: () => now,
    online: () => true,
    clientVersion: '2026.8.0',
    deviceType: 2,
    deviceName: 'Provider Desk',
    ...deps,
  });

export type CallName =
  | 'signIn'
  | 'config'
  | 'profile'
  | 'clients'
  | 'team'
  | 'members'
  | 'teamKeys'
  | 'memberKeys'
  | 'confirmTeam'
  | 'confirmMembers'
  | 'teamEvents'
  | 'memberEvents';

export const memberId = '7a10c021-5b2e-4d19-8f3a-b40000000107';
const sealedFor = { id: memberId, key: '4.c2VhbGVk' };
const range = 'start=2026-08-18T12%3A00%3A00.000Z&end=2026-08-20T12%3A00%3A00.000Z';

export const team: JoinedPlace = { providerId, place: TEAM };
export const client: JoinedPlace = { providerId, place: clientId };

/** Every call with its name in failures. */
export const calls: readonly {
  readonly name: CallName;
  readonly what: string;
  readonly path: string;
  /** JSON that goes along; none for a GET. */
  readonly body?: object;
  /** Answers with the newest page, not with the whole. */
  readonly paged?: true;
  run(api: Api): Promise<Result<unknown, ApiFailure>>;
}[] = [
  {
    name: 'signIn',
    what: 'POST /connect/token',
    path: '/identity/connect/token',
    run: (api) => api.signIn(credentials),
  },
  { name: 'config', what: 'GET /config', path: '/api/config', run: (api) => api.config() },
  {
    name: 'profile',
    what: 'GET /accounts/profile',
    path: '/api/accounts/profile',
    run: (api) => api.profile(token),
  },
  {
    name: 'clients',
    what: 'GET /providers/{p}/organizations',
    path: `/api/providers/${providerId}/organizations`,
    run: (api) => api.clients(token, providerId),
  },
  {
    name: 'team',
    what: 'GET /providers/{p}/users',
    path: `/api/providers/${providerId}/users`,
    run: (api) => api.members(token, team),
  },
  {
    name: 'members',
    what: 'GET /organizations/{o}/users/mini-details',
    path: `/api/organizations/${clientId}/users/mini-details`,
    run: (api) => api.members(token, client),
  },
  {
    name: 'teamKeys',
    what: 'POST /providers/{p}/users/public-keys',
    path: `/api/providers/${providerId}/users/public-keys`,
    body: { ids: [memberId] },
    run: (api) => api.publicKeys(token, team, [memberId]),
  },
  {
    name: 'memberKeys',
    what: 'POST /organizations/{o}/users/public-keys',
    path: `/api/organizations/${clientId}/users/public-keys`,
    body: { ids: [memberId] },
    run: (api) => api.publicKeys(token, client, [memberId]),
  },
  {
    name: 'confirmTeam',
    what: 'POST /providers/{p}/users/confirm',
    path: `/api/providers/${providerId}/users/confirm`,
    body: { keys: [sealedFor] },
    run: (api) => api.confirm(token, team, [sealedFor], null),
  },
  {
    name: 'confirmMembers',
    what: 'POST /organizations/{o}/users/confirm',
    path: `/api/organizations/${clientId}/users/confirm`,
    body: { keys: [sealedFor], defaultUserCollectionName: '2.aXY=|bmFtZQ==|bWFj' },
    run: (api) => api.confirm(token, client, [sealedFor], '2.aXY=|bmFtZQ==|bWFj'),
  },
  {
    name: 'teamEvents',
    what: 'GET /providers/{p}/events',
    path: `/api/providers/${providerId}/events?${range}`,
    paged: true,
    run: (api) => api.confirmations(token, team, now - 172_800_000, now),
  },
  {
    name: 'memberEvents',
    what: 'GET /organizations/{o}/events',
    path: `/api/organizations/${clientId}/events?${range}`,
    paged: true,
    run: (api) => api.confirmations(token, client, now - 172_800_000, now),
  },
];

/** The calls that carry a token. */
export const tokenCalls = calls.filter(({ name }) => name !== 'signIn' && name !== 'config');

/**
 * The failure of a result, after a look that it is one of the closed union, has nothing but its known members, and
 * holds none of the texts that must stay unspoken.
 */
export function failureOf(result: Result<unknown, ApiFailure>, unspoken: readonly string[] = []): ApiFailure {
  if (result.ok) throw new Error('The call succeeded');
  const { failure } = result;
  if (failure.kind !== 'token-dead') expect(z.parse(failureSchema, failure)).toEqual(failure);
  else expect(failure).toEqual({ kind: 'token-dead' });
  const text = JSON.stringify(failure);
  for (const word of [secret, token, providerId, clientId, memberId, sealedFor.key, ...unspoken])
    expect(text).not.toContain(word);
  return failure;
}

/** The value of a result that has to be one. */
export function readingOf<T>(result: Result<T, ApiFailure>): T {
  if (!result.ok) throw new Error(`The call failed: ${result.failure.kind}`);
  return result.value;
}
