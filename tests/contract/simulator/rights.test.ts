/** Who may what: claims on provider routes, rows on organization routes, and the order in which it is looked at. */
import { describe, expect, test } from 'vitest';
import { accountNamed, call, complainedOf, rowsOf, signIn, simulate } from './harness';

describe('provider routes go by the claims in the token', () => {
  test('a demotion shows with the next token, not before', async () => {
    const simulator = await simulate();
    const account = accountNamed(simulator, 'provider admin');
    const path = `/providers/${account.providers[0]!.id}/users`;
    const before = await signIn(simulator, account);
    simulator.control.changeRole({ email: account.email, role: 'service-user' });
    expect((await before.get(path)).status).toBe(200);
    expect((await before.get('/accounts/profile')).json).toMatchObject({ providers: [{ type: 1 }] });
    expect((await (await signIn(simulator, account)).get(path)).status).toBe(403);
  });

  test('a promotion, and a removal, too', async () => {
    const simulator = await simulate();
    const account = accountNamed(simulator, 'service user');
    const providerId = account.providers[0]!.id;
    const base = `/providers/${providerId}`;
    const before = await signIn(simulator, account);
    simulator.control.changeRole({ email: account.email, role: 'provider-admin' });
    expect((await before.get(`${base}/users`)).status).toBe(403);
    const after = await signIn(simulator, account);
    expect((await after.get(`${base}/users`)).status).toBe(200);
    simulator.control.removeProviderMember({ providerId, email: account.email });
    expect((await after.get(`${base}/organizations`)).status).toBe(200);
    expect((await after.get('/accounts/profile')).json).toMatchObject({ providers: [], providerOrganizations: [] });
    expect((await (await signIn(simulator, account)).get(`${base}/organizations`)).status).toBe(403);
  });

  test('a service user: 403 without a body for members, 404 with one for events', async () => {
    const simulator = await simulate();
    const account = accountNamed(simulator, 'service user');
    const caller = await signIn(simulator, account);
    const base = `/providers/${account.providers[0]!.id}`;
    const members = await caller.get(`${base}/users`);
    expect([members.status, members.text]).toEqual([403, '']);
    const events = await caller.get(`${base}/events`);
    expect([events.status, events.json]).toMatchObject([404, { message: 'Resource not found.' }]);
  });

  test('an unknown provider with a live claim has no clients, and is not found', async () => {
    const simulator = await simulate();
    const account = accountNamed(simulator, 'provider admin');
    const caller = await signIn(simulator, account);
    const [{ id }] = account.providers as [(typeof account.providers)[number]];
    for (const relation of [...simulator.world.relationsOf(id)]) simulator.world.removeRelation(relation);
    simulator.world.providers.delete(id);
    expect(rowsOf(await caller.get(`/providers/${id}/organizations`))).toEqual([]);
    expect((await caller.get(`/providers/${id}`)).status).toBe(404);
  });
});

describe('organization routes go by the rows', () => {
  test('who is no longer of the provider loses the clients at once, and a new member gains them', async () => {
    const simulator = await simulate();
    const account = accountNamed(simulator, 'service user');
    const providerId = account.providers[0]!.id;
    const [relation] = simulator.world.relationsOf(providerId);
    const path = `/organizations/${relation!.organizationId}`;
    const caller = await signIn(simulator, account);
    expect((await caller.get(`${path}/users/mini-details`)).status).toBe(200);
    simulator.control.removeProviderMember({ providerId, email: account.email });
    const refused = await caller.get(`${path}/users/mini-details`);
    expect([refused.status, refused.text]).toEqual([403, '']);
    expect((await caller.get(`${path}/users`)).status).toBe(404);

    const outsider = await signIn(simulator, accountNamed(simulator, 'no provider'));
    simulator.control.invite({ providerId, email: 'gil@elsewhere.example' });
    simulator.control.acceptInvitation({ providerId, email: 'gil@elsewhere.example' });
    expect((await outsider.get(`${path}/users/mini-details`)).status).toBe(403);
    simulator.control.confirmElsewhere({ providerId, email: 'gil@elsewhere.example' });
    expect((await outsider.get(`${path}/users/mini-details`)).status).toBe(200);
    // Some routes also look for any provider claim in the token.
    expect((await outsider.get(path)).status).toBe(404);
    expect((await outsider.get(`${path}/events`)).status).toBe(404);
    const renewed = await signIn(simulator, accountNamed(simulator, 'no provider'));
    expect((await renewed.get(path)).status).toBe(200);
    expect((await renewed.get(`${path}/events`)).status).toBe(200);
  });

  test('a client of another provider is out of reach; so is one that was unlinked', async () => {
    const simulator = await simulate();
    const admin = await signIn(simulator, accountNamed(simulator, 'provider admin'));
    const other = accountNamed(simulator, 'two providers, Argon2id').providers[1]!.id;
    const foreign = simulator.world.relationsOf(other)[0]!.organizationId;
    expect((await admin.get(`/organizations/${foreign}/users/mini-details`)).status).toBe(403);
    expect((await admin.get(`/organizations/${foreign}`)).status).toBe(404);
    const own = simulator.world.relationsOf(accountNamed(simulator, 'provider admin').providers[0]!.id)[0]!;
    simulator.control.removeClient({ organizationId: own.organizationId });
    expect((await admin.get(`/organizations/${own.organizationId}/users`)).status).toBe(404);
  });

  test('suspended providers and clients go on answering; only the profile tells', async () => {
    const simulator = await simulate();
    const account = accountNamed(simulator, 'provider admin');
    const providerId = account.providers[0]!.id;
    const { organizationId } = simulator.world.relationsOf(providerId)[0]!;
    simulator.control.suspendProvider({ providerId });
    simulator.control.disableClient({ organizationId });
    const admin = await signIn(simulator, account);
    expect(rowsOf(await admin.get(`/providers/${providerId}/organizations`)).length).toBeGreaterThan(20);
    expect((await admin.get(`/organizations/${organizationId}/users/mini-details`)).status).toBe(200);
    const { json } = await admin.get('/accounts/profile');
    expect(json).toMatchObject({ providers: [{ enabled: false }] });
    expect(json).toHaveProperty(
      'providerOrganizations',
      expect.arrayContaining([expect.objectContaining({ id: organizationId, enabled: false })]),
    );
  });
});

describe('the order of checks', () => {
  test('no role: no word about the body; no token: no word about the role', async () => {
    const simulator = await simulate();
    const account = accountNamed(simulator, 'service user');
    const path = `/providers/${account.providers[0]!.id}/users/confirm`;
    const service = await signIn(simulator, account);
    expect((await service.post(path, { keys: 'nonsense' })).status).toBe(403);
    expect((await call(simulator, 'POST', path, { body: { keys: 'nonsense' } })).status).toBe(401);
  });

  test('ids in paths: no route, a crash, or a complaint', async () => {
    const simulator = await simulate();
    const account = accountNamed(simulator, 'provider admin');
    const admin = await signIn(simulator, account);
    const { organizationId } = simulator.world.relationsOf(account.providers[0]!.id)[0]!;
    for (const [path, status, empty] of [
      ['/providers/nothing', 404, true],
      ['/providers/nothing/users', 404, true],
      ['/organizations/nothing/users', 500, true],
      ['/organizations/nothing/users/mini-details', 500, true],
      ['/organizations/nothing', 500, false],
      ['/organizations/nothing/events', 500, false],
      [`/organizations/${organizationId}/users/nothing`, 400, false],
      ['/users/nothing/public-key', 400, false],
    ] as const) {
      const answer = await admin.get(path);
      expect([path, answer.status, answer.text === '']).toEqual([path, status, empty]);
    }
    expect((await admin.get('/nowhere', { unchecked: true })).status).toBe(404);
    expect((await admin.put('/accounts/profile', {}, { unchecked: true })).status).toBe(405);
    expect((await admin.get(`/providers/${account.providers[0]!.id.toUpperCase()}/users`)).status).toBe(200);
  });

  test('complaints stand under names in PascalCase, or under the place in the JSON', async () => {
    const simulator = await simulate();
    const account = accountNamed(simulator, 'provider admin');
    const admin = await signIn(simulator, account);
    const base = `/providers/${account.providers[0]!.id}/users`;
    expect(complainedOf(await admin.post(`${base}/public-keys`, {}))).toEqual(['Ids']);
    expect(complainedOf(await admin.post(`${base}/confirm`, { keys: [{ id: account.userId }] }))).toEqual([
      'Keys[0].Key',
    ]);
    expect(complainedOf(await admin.post(`${base}/confirm`, { KEYS: [{ ID: 'x', key: '4.a' }] }))).toEqual([
      '$.keys[0].id',
    ]);
    expect(complainedOf(await admin.post(`${base}/confirm`, undefined, { raw: '{' }))).toEqual(['$']);
    expect(complainedOf(await admin.post(`${base}/confirm`))).toEqual(['']);
    const text = await admin.post(`${base}/confirm`, undefined, {
      raw: '{}',
      headers: { 'Content-Type': 'text/plain' },
    });
    expect([text.status, text.text]).toEqual([415, '']);
  });
});

test('no extension is allowed in by CORS, the vault is; every answer has the security headers', async () => {
  const simulator = await simulate();
  const from = (origin: string) => call(simulator, 'GET', '/config', { headers: { Origin: origin } });
  const extension = await from('chrome-extension://abcdefghijklmnop');
  expect(extension.headers.get('access-control-allow-origin')).toBeNull();
  expect(extension.headers.get('x-content-type-options')).toBe('nosniff');
  expect((await from(simulator.origin)).headers.get('access-control-allow-origin')).toBe(simulator.origin);
  const preflight = await call(simulator, 'OPTIONS', '/accounts/profile', {
    headers: { Origin: 'moz-extension://x', 'Access-Control-Request-Method': 'GET' },
    unchecked: true,
  });
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, null]);
});
