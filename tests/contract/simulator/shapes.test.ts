/** Every answer of every endpoint has a shape of the contract, and each of the contract's answers can be had. */
import { describe, expect, test } from 'vitest';
import type { Simulator } from '@/tests/simulator/index';
import { accountNamed, type Caller, call, requestToken, seen, signIn, simulate } from './harness';
import { administers, complaints, examples, listedAnswers, schemaNames } from './shapes';

test.each(schemaNames)('the examples of %s fit it', (name) => {
  const given = examples[name] ?? [];
  expect(given.length).toBeGreaterThan(0);
  for (const example of given) expect(complaints(name, example)).toEqual([]);
});

test('the judge can say no', () => {
  expect(complaints('ErrorResponse', { object: 'error' })).not.toEqual([]);
  expect(complaints('RevisionDate', 'yesterday')).not.toEqual([]);
});

const unknownId = '00000000-0000-4000-8000-000000000000';

interface Cast {
  readonly simulator: Simulator;
  readonly admin: Caller;
  readonly service: Caller;
  readonly outsider: Caller;
  readonly provider: string;
  readonly client: string;
  /** Of the first waiting member of that client. */
  readonly member: string;
  readonly colleague: string;
}

async function castOf(simulator: Simulator): Promise<Cast> {
  const account = accountNamed(simulator, 'provider admin');
  const [team, member] = simulator.control.truth.waiting(account.userId);
  return {
    simulator,
    admin: await signIn(simulator, account),
    service: await signIn(simulator, accountNamed(simulator, 'service user')),
    outsider: await signIn(simulator, accountNamed(simulator, 'no provider')),
    provider: account.providers[0]!.id,
    client: member!.scope,
    member: member!.memberId,
    colleague: team!.memberId,
  };
}

async function accountCalls({ simulator, admin, outsider }: Cast): Promise<void> {
  const paths = [
    '/config',
    '/accounts/profile',
    '/accounts/revision-date',
    '/accounts/keys',
    '/sync?excludeDomains=true',
  ];
  const user = simulator.world.accounts[1]!.userId;
  for (const path of [...paths, `/users/${user}/public-key`, `/users/${user}/keys`]) {
    await admin.get(path);
    await call(simulator, 'GET', path);
  }
  const noKeys = accountNamed(simulator, 'no key pair');
  for (const path of [`/users/${noKeys.userId}/public-key`, `/users/${unknownId}/keys`, '/users/nobody/keys']) {
    await admin.get(path);
  }
  const keyless = await signIn(simulator, noKeys);
  for (const path of ['/accounts/profile', '/accounts/keys', '/sync']) await keyless.get(path);
  simulator.control.deleteAccount({ email: 'gil@elsewhere.example' });
  for (const path of ['/accounts/profile', '/accounts/keys', '/accounts/revision-date', '/sync'])
    await outsider.get(path);
}

async function tokenCalls({ simulator }: Cast): Promise<void> {
  for (const account of simulator.world.accounts) await requestToken(simulator, account);
  const account = accountNamed(simulator, 'provider admin');
  for (const form of [
    { client_secret: 'wrong' },
    { client_id: `user.${unknownId}` },
    { client_id: 'organization.something' },
    { grant_type: 'password' },
    { grant_type: 'telepathy' },
    { scope: 'api offline_access' },
    { deviceIdentifier: null },
    { deviceType: '999' },
    { deviceName: ' ' },
  ]) {
    expect((await requestToken(simulator, account, { form })).status).toBe(400);
  }
  const second = accountNamed(simulator, 'second version of encryption');
  await requestToken(simulator, second, { headers: { 'Bitwarden-Client-Version': '2025.10.9' } });
  await requestToken(simulator, account, { headers: { 'Bitwarden-Client-Version': '2026.8.0-beta' } });
}

async function providerCalls({ simulator, admin, service, outsider, provider, colleague }: Cast): Promise<void> {
  const base = `/providers/${provider}`;
  const reads = [
    '',
    '/organizations',
    '/users',
    `/users/${colleague}`,
    '/events',
    `/users/${colleague}/events`,
    `/users/${colleague}/events?end=x`,
  ];
  for (const path of [
    ...reads,
    `/users/${unknownId}`,
    `/users/${unknownId}/events`,
    '/events?start=x',
    '/events?start=2020-01-01&end=2026-01-01',
  ]) {
    for (const caller of [admin, service, outsider]) await caller.get(base + path);
    await call(simulator, 'GET', base + path);
  }
  await admin.get('/providers/not-an-id/organizations');
  const bodies: [string, unknown][] = [
    ['/users/public-keys', { ids: [colleague, unknownId] }],
    ['/users/public-keys', { ids: null }],
    ['/users/public-keys', { ids: ['x'] }],
    ['/users/confirm', { keys: [{ id: colleague }] }],
    [
      '/users/confirm',
      {
        keys: [
          { id: colleague, key: '4.a' },
          { id: colleague, key: '4.a' },
        ],
      },
    ],
    [
      '/users/confirm',
      {
        keys: [
          { id: unknownId, key: '4.a' },
          { id: colleague, key: '4.a' },
        ],
      },
    ],
    [`/users/${colleague}/confirm`, { key: ' ' }],
    [`/users/${colleague}/confirm`, { key: '4.a' }],
  ];
  for (const [path, body] of bodies) {
    for (const caller of [admin, service]) await caller.post(base + path, body);
    await call(simulator, 'POST', base + path, { body });
    await admin.post(base + path, undefined, { raw: 'key=4.a', headers: { 'Content-Type': 'text/plain' } });
    await admin.post(base + path, undefined, { raw: '{"keys":' });
  }
  // A provider that is gone while the claim lives.
  simulator.world.providers.delete(provider);
  await admin.get(base);
}

async function organizationCalls({ simulator, admin, service, outsider, client, member }: Cast): Promise<void> {
  const base = `/organizations/${client}`;
  const reads = [
    '',
    '/users',
    '/users?includeGroups=true&includeCollections=true',
    '/users/mini-details',
    '/policies',
    '/policies/8',
    '/policies/12',
    '/events',
  ];
  for (const path of [
    ...reads,
    `/users/${member}`,
    `/users/${member}?includeGroups=true`,
    `/users/${unknownId}`,
    `/users/${member}/events`,
    `/users/${unknownId}/events`,
    `/users/${member}/events?start=x`,
    '/events?end=x',
  ]) {
    for (const caller of [admin, service, outsider]) await caller.get(base + path);
    await call(simulator, 'GET', base + path);
  }
  for (const path of ['', '/users', '/users/mini-details', '/policies', '/events'])
    await admin.get(`/organizations/nothing${path}`);
  const bodies: [string, unknown][] = [
    ['/users/public-keys', { ids: [member, unknownId] }],
    ['/users/public-keys', { ids: [] }],
    ['/users/confirm', { keys: [{ id: member, key: '' }] }],
    [
      '/users/confirm',
      {
        keys: [
          { id: member, key: '4.a' },
          { id: member, key: '4.a' },
        ],
      },
    ],
    ['/users/confirm', { keys: [{ id: member, key: '4.a' }] }],
    [`/users/${member}/confirm`, { key: '4.a' }],
  ];
  for (const [path, body] of bodies) {
    await admin.post(base + path, body);
    await outsider.post(base + path, body);
    await call(simulator, 'POST', base + path, { body });
  }
  simulator.control.invite({ organizationId: client, email: 'second@client.example' });
  const { memberId } = simulator.control.acceptInvitation({ email: 'second@client.example' });
  await service.post(`${base}/users/${memberId}/confirm`, { key: '4.a' });
}

/** Answers that no caller can provoke here: the simulator has no such faults of its own. */
const unprovoked = ['GET /users/{u}/keys 500 ErrorResponse'];

test('every answer that the contract lists for these endpoints is given, and none that it does not', {
  timeout: 60_000,
}, async () => {
  await tokenCalls(await castOf(await simulate()));
  await accountCalls(await castOf(await simulate()));
  await providerCalls(await castOf(await simulate()));
  await organizationCalls(await castOf(await simulate()));

  const limited = await simulate({ rateLimits: true });
  const account = accountNamed(limited, 'provider admin');
  for (let count = 0; count < 6; count += 1) await requestToken(limited, account, { form: { client_secret: 'wrong' } });

  const wanted = listedAnswers((name) => !administers(name));
  expect(wanted.filter((variant) => !seen.has(variant) && !unprovoked.includes(variant))).toEqual([]);
});

describe('answers of older servers', () => {
  test('lack of a role is a 404 with a body', async () => {
    const simulator = await simulate({ oldServer: true });
    const { provider, client, service, outsider } = await castOf(simulator);
    for (const answer of [
      await service.get(`/providers/${provider}/users`, { unchecked: true }),
      await outsider.get(`/organizations/${client}/users/mini-details`, { unchecked: true }),
    ]) {
      expect(answer.status).toBe(404);
      expect(complaints('ErrorResponse', answer.json)).toEqual([]);
    }
    const seats = { assignedSeats: 1, name: 'x' };
    const refused = await outsider.put(`/providers/${provider}/clients/${unknownId}`, seats, { unchecked: true });
    expect([refused.status, complaints('ErrorResponse', refused.json)]).toEqual([401, []]);
  });
});
