/** The shipped rate limits, and faults on demand. */
import { describe, expect, test, vi } from 'vitest';
import { accountNamed, call, messageOf, requestToken, rowsOf, signIn, simulate } from './harness';

describe('rate limits', () => {
  test('two hundred reads a minute for each path, not for all of them together', async () => {
    const simulator = await simulate({ rateLimits: true });
    const admin = await signIn(simulator, accountNamed(simulator, 'provider admin'));
    for (let count = 0; count < 200; count += 1) await admin.get(`/accounts/revision-date?n=${count}`);
    const refused = await admin.get('/accounts/revision-date');
    expect([refused.status, messageOf(refused)]).toEqual([429, 'Slow down! Too many requests. Try again in 1m.']);
    expect(refused.headers.get('retry-after')).toBe('60');
    expect((await admin.get('/accounts/keys')).status).toBe(200);
    simulator.control.advance({ ms: 59_500 });
    expect((await admin.get('/ACCOUNTS/revision-date', { unchecked: true })).headers.get('retry-after')).toBe('1');
    simulator.control.advance({ ms: 500 });
    const passed = await admin.get('/accounts/revision-date');
    expect(passed.status).toBe(200);
    expect(passed.headers.get('x-rate-limit-limit')).toBe('1m');
    expect(passed.headers.get('x-rate-limit-remaining')).toBe('199');
  });

  test('are counted per address and verb, before the token is looked at', async () => {
    const simulator = await simulate({ rateLimits: true });
    const admin = await signIn(simulator, accountNamed(simulator, 'provider admin'));
    const path = `/providers/${accountNamed(simulator, 'provider admin').providers[0]!.id}/users/public-keys`;
    for (let count = 0; count < 5; count += 1) await call(simulator, 'POST', path, { body: { ids: [] } });
    const refused = await admin.post(path, { ids: [] });
    expect([refused.status, messageOf(refused)]).toEqual([429, 'Slow down! Too many requests. Try again in 1s.']);
    const elsewhere = { headers: { 'X-Connecting-IP': '198.51.100.7' } };
    expect((await admin.post(path, { ids: [] }, elsewhere)).status).toBe(200);
    simulator.control.advance({ ms: 1000 });
    expect((await admin.post(path, { ids: [] })).status).toBe(200);
  });

  test('ten sign-ins a minute and five a second, refused ones counted too', async () => {
    const simulator = await simulate({ rateLimits: true });
    const account = accountNamed(simulator, 'provider admin');
    const statuses: number[] = [];
    for (let count = 0; count < 12; count += 1) {
      statuses.push((await requestToken(simulator, account, { form: { client_secret: 'wrong' } })).status);
      if (count === 5) simulator.control.advance({ ms: 1000 });
    }
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429, 400, 400, 400, 400, 400, 429]);
    simulator.control.forgetRateLimits();
    expect((await requestToken(simulator, account)).status).toBe(200);
    simulator.control.setSwitches({ rateLimits: false });
    for (let count = 0; count < 20; count += 1) expect((await requestToken(simulator, account)).status).toBe(200);
  });

  test('alive has a limit of its own', async () => {
    const simulator = await simulate({ rateLimits: true });
    const alive = () => call(simulator, 'GET', '/alive', { unchecked: true });
    const first = await alive();
    expect(first.json).toMatch(/^2026-08-20T12:00:00Z$/);
    for (let count = 0; count < 4; count += 1) await alive();
    expect((await alive()).status).toBe(429);
  });
});

describe('faults', () => {
  const path = '/accounts/revision-date';
  const start = async () => {
    const simulator = await simulate();
    return { simulator, admin: await signIn(simulator, accountNamed(simulator, 'provider admin')) };
  };

  test('hit only what they name, as often as they say, after as many as they skip', async () => {
    const { simulator, admin } = await start();
    simulator.control.addFault({ kind: 'status', status: 503, method: 'GET', path: '/accounts/*', count: 2, skip: 1 });
    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await admin.get(path, { unchecked: true })).status);
    expect(statuses).toEqual([200, 503, 503, 200]);
    const { id } = simulator.control.addFault({ kind: 'html', host: 'api' });
    const page = await admin.get(path, { unchecked: true });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect((await requestToken(simulator, accountNamed(simulator, 'provider admin'))).status).toBe(200);
    simulator.control.clearFaults({ id });
    expect((await admin.get(path)).status).toBe(200);
  });

  test('cut the line: before the deed, after it, or in the middle of the answer', async () => {
    const { simulator, admin } = await start();
    const account = accountNamed(simulator, 'provider admin');
    const [team] = simulator.control.truth.waiting(account.userId);
    const confirm = () =>
      admin.post(`/providers/${team!.providerId}/users/confirm`, { keys: [{ id: team!.memberId, key: '4.eA==' }] });
    const status = () => simulator.world.providerUsers.get(team!.memberId)?.status;
    simulator.control.addFault({ kind: 'drop', count: 1 });
    await expect(confirm()).rejects.toThrow();
    expect(status()).toBe(1);
    simulator.control.addFault({ kind: 'drop', after: true, count: 1 });
    await expect(confirm()).rejects.toThrow();
    expect(status()).toBe(2);
    simulator.control.addFault({ kind: 'truncate', count: 1 });
    await expect(admin.get('/accounts/profile')).rejects.toThrow();
    expect(simulator.log.entries.slice(-3).map((entry) => entry.status)).toEqual([0, 0, 0]);
  });

  test('break the body: no JSON, or JSON of the wrong shape', async () => {
    const { simulator, admin } = await start();
    simulator.control.addFault({ kind: 'malformed', count: 1 });
    await expect(admin.get('/accounts/profile')).rejects.toThrow(SyntaxError);
    simulator.control.addFault({ kind: 'wrongShape', count: 1 });
    await expect(admin.get('/accounts/profile')).rejects.toThrow('may not answer 200 like this');
    simulator.control.addFault({ kind: 'wrongShape', count: 1, path: '/providers/*/organizations' });
    const { id } = accountNamed(simulator, 'provider admin').providers[0]!;
    const list = await admin.get(`/providers/${id}/organizations`, { unchecked: true });
    expect(list.json).toHaveProperty('data', { count: 29 });
  });

  test('come late, send elsewhere, or ask for patience', async () => {
    const { simulator, admin } = await start();
    simulator.control.addFault({ kind: 'slow', ms: 150, count: 1 });
    const startedAt = performance.now();
    expect((await admin.get(path)).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThan(140);
    simulator.control.addFault({ kind: 'redirect', to: 'https://elsewhere.example/', count: 1 });
    const moved = await admin.get(path, { unchecked: true });
    expect([moved.status, moved.headers.get('location')]).toEqual([302, 'https://elsewhere.example/']);
    simulator.control.addFault({ kind: 'tooManyRequests', count: 1, retryAfterSeconds: 7 });
    simulator.control.addFault({ kind: 'tooManyRequests', count: 1 });
    expect((await admin.get(path)).headers.get('retry-after')).toBe('7');
    const bare = await admin.get(path);
    expect([bare.status, bare.headers.get('retry-after')]).toEqual([429, null]);
  });

  test('a slow answer comes at once when the faults are cleared', async () => {
    const { simulator, admin } = await start();
    simulator.control.addFault({ kind: 'slow', ms: 600_000, path: '/accounts/profile' });
    const mark = simulator.log.mark();
    const late = admin.get('/accounts/profile');
    await vi.waitUntil(() => simulator.log.count({ path: '/accounts/profile' }, mark) === 1);
    simulator.control.clearFaults({});
    expect((await late).status).toBe(200);
    expect((await admin.get('/accounts/profile')).status).toBe(200);
  });

  test('a slow answer that nobody waits for does not keep the server from closing', async () => {
    const { simulator, admin } = await start();
    simulator.control.addFault({ kind: 'slow', ms: 600_000, path: '/accounts/profile' });
    const late = admin.get('/accounts/profile');
    const failed = expect(late).rejects.toThrow();
    expect(
      rowsOf(await admin.get(`/providers/${accountNamed(simulator, 'provider admin').providers[0]!.id}/users`)),
    ).not.toEqual([]);
    await simulator.close();
    await failed;
  });
});
