/** Every call, under everything that the simulated server can do wrong, with the real secret and a real token. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Api, ApiFailure } from '@/lib/bitwarden/api';
import type { Result } from '@/lib/domain/failure';
import { TEAM } from '@/lib/domain/keys';
import { type Account, createStoppedClock, type Fault, type Simulator, startSimulator } from '../../simulator/index';
import { apiAt, failureOf, readingOf } from './harness';
import { type RawServer, startRawServer } from './raw-server';

const at = Date.UTC(2026, 7, 20, 12, 0, 0);

/** An id that the server knows nobody by. */
const nobody = '00000000-0000-4000-8000-000000000000';

interface Caller {
  readonly api: Api;
  readonly token: string;
  readonly who: Account;
  readonly providerId: string;
  readonly clientId: string;
}

const calls: readonly {
  readonly what: string;
  /** Nobody is refused for what they are: a body that is no JSON then shows something else at work. */
  readonly anonymous: boolean;
  run(caller: Caller): Promise<Result<unknown, ApiFailure>>;
}[] = [
  { what: 'POST /connect/token', anonymous: true, run: ({ api, who }) => api.signIn({ ...who, deviceId: who.userId }) },
  { what: 'GET /config', anonymous: true, run: ({ api }) => api.config() },
  { what: 'GET /accounts/profile', anonymous: false, run: ({ api, token }) => api.profile(token) },
  {
    what: 'GET /providers/{p}/organizations',
    anonymous: false,
    run: ({ api, token, providerId }) => api.clients(token, providerId),
  },
  {
    what: 'GET /providers/{p}/users',
    anonymous: false,
    run: ({ api, token, providerId }) => api.members(token, { providerId, place: TEAM }),
  },
  {
    what: 'GET /organizations/{o}/users/mini-details',
    anonymous: false,
    run: ({ api, token, providerId, clientId }) => api.members(token, { providerId, place: clientId }),
  },
  {
    what: 'POST /providers/{p}/users/public-keys',
    anonymous: false,
    run: ({ api, token, providerId }) => api.publicKeys(token, { providerId, place: TEAM }, [nobody]),
  },
  {
    what: 'POST /organizations/{o}/users/public-keys',
    anonymous: false,
    run: ({ api, token, providerId, clientId }) => api.publicKeys(token, { providerId, place: clientId }, [nobody]),
  },
  {
    what: 'POST /providers/{p}/users/confirm',
    anonymous: false,
    run: ({ api, token, providerId }) =>
      api.confirm(token, { providerId, place: TEAM }, [{ id: nobody, key: '4.eA==' }], null),
  },
  {
    what: 'POST /organizations/{o}/users/confirm',
    anonymous: false,
    run: ({ api, token, providerId, clientId }) =>
      api.confirm(token, { providerId, place: clientId }, [{ id: nobody, key: '4.eA==' }], '2.eA==|eA==|eA=='),
  },
  {
    what: 'GET /providers/{p}/events',
    anonymous: false,
    run: ({ api, token, providerId }) => api.confirmations(token, { providerId, place: TEAM }, at - 1_000, at),
  },
  {
    what: 'GET /organizations/{o}/events',
    anonymous: false,
    run: ({ api, token, providerId, clientId }) =>
      api.confirmations(token, { providerId, place: clientId }, at - 1_000, at),
  },
];

// One server for all: a fault hits one request, and the limits are off because every call asks several times.
let sim: Simulator;
let other: RawServer;
beforeAll(async () => {
  sim = await startSimulator({ clock: createStoppedClock(at), rateLimits: false });
  other = await startRawServer((response) => response.end('{}'));
});
afterEach(() => {
  sim.control.clearFaults({});
  expect(sim.crashes).toEqual([]);
});
afterAll(async () => {
  await sim.close();
  await other.close();
});

async function caller(timeoutMs?: number): Promise<Caller> {
  const server = { region: 'own', vault: sim.origin, api: sim.apiUrl, identity: sim.identityUrl } as const;
  const api = apiAt(server, { now: () => at });
  const who = sim.world.accounts[0]!;
  const { accessToken } = readingOf(await api.signIn({ ...who, deviceId: who.userId }));
  return {
    api: timeoutMs === undefined ? api : apiAt(server, { now: () => at, timeoutMs }),
    token: accessToken,
    who,
    providerId: who.providers[0]?.id ?? '',
    clientId: sim.control.truth.clients(who.userId)[0]?.organizationId ?? '',
  };
}

describe.each(calls)('$what', (call) => {
  /** The failure under a fault that hits once; the same call has to succeed right after. */
  async function failureUnder(fault: Fault, timeoutMs?: number): Promise<ApiFailure> {
    const whole = await caller(timeoutMs);
    const { who, token, providerId, clientId } = whole;
    const mark = sim.log.mark();
    sim.control.addFault({ ...fault, count: 1 });
    const failure = failureOf(await call.run(whole), [
      ...[who.clientSecret, who.email, who.userId, token, providerId, clientId],
      ...['Bad Gateway', 'Just a moment', 'unhandled', 'Slow down'],
    ]);
    expect(sim.log.since(mark), 'asked once, not again').toHaveLength(1);
    if (timeoutMs === undefined) readingOf(await call.run(whole));
    return failure;
  }
  const host = (): string => new URL(sim.origin).host;
  const noJson = (): ApiFailure =>
    call.anonymous ? { kind: 'not-bitwarden', host: host() } : { kind: 'unreadable', host: host(), what: call.what };

  test('slow', async () => {
    // The fault's delay ends with the simulator: the call gives up long before, but not before a busy machine has sent it.
    expect(await failureUnder({ kind: 'slow', ms: 600_000 }, 1_000)).toEqual({ kind: 'no-answer', host: host() });
  });

  test('dropped, before and after the server did its part', async () => {
    expect(await failureUnder({ kind: 'drop' })).toEqual({ kind: 'no-answer', host: host() });
    expect(await failureUnder({ kind: 'drop', after: true })).toEqual({ kind: 'no-answer', host: host() });
  });

  test('truncated', async () => {
    expect(await failureUnder({ kind: 'truncate' })).toEqual({ kind: 'no-answer', host: host() });
  });

  test('malformed', async () => {
    expect(await failureUnder({ kind: 'malformed' })).toEqual(noJson());
  });

  test('wrong shape', async () => {
    const expected = { kind: 'unreadable', host: host(), what: call.what };
    expect(await failureUnder({ kind: 'wrongShape' })).toEqual(expected);
  });

  test('a page instead of JSON', async () => {
    expect(await failureUnder({ kind: 'html' })).toEqual(noJson());
  });

  test.each([502, 503, 504])('a page with %i', async (status) => {
    expect(await failureUnder({ kind: 'html', status })).toEqual({ kind: 'server-error', host: host(), status });
  });

  test('a challenge of a proxy: a page with 403', async () => {
    // Whoever sends it has no say in what the account may do.
    expect(await failureUnder({ kind: 'html', status: 403 })).toEqual(noJson());
  });

  test.each([true, false])('500, with a body: %s', async (body) => {
    const failure = await failureUnder({ kind: 'status', status: 500, body });
    expect(failure).toEqual({ kind: 'server-error', host: host(), status: 500 });
  });

  test.each([408, 425, 499])('a proxy that gave up: %i', async (status) => {
    expect(await failureUnder({ kind: 'status', status })).toEqual({ kind: 'no-answer', host: host() });
  });

  test('too many requests, with and without a time', async () => {
    const named = await failureUnder({ kind: 'tooManyRequests', retryAfterSeconds: 42 });
    expect(named).toEqual({ kind: 'rate-limited', host: host(), retryAt: at + 42_000 });
    const unnamed = await failureUnder({ kind: 'tooManyRequests' });
    expect(unnamed).toEqual({ kind: 'rate-limited', host: host(), retryAt: null });
  });

  test('a redirect to another origin is not followed: neither token nor key goes there', async () => {
    const failure = await failureUnder({ kind: 'redirect', to: `${other.origin}/elsewhere` });
    expect(failure).toEqual({ kind: 'not-bitwarden', host: host() });
    expect(other.received).toEqual([]);
  });

  test('a redirect within the server is not followed either', async () => {
    const failure = await failureUnder({ kind: 'redirect', to: `${sim.origin}/api/config` });
    expect(failure).toEqual({ kind: 'not-bitwarden', host: host() });
  });
});
