/** Signing in: the order of refusals, what a token says, how long it says it, and what a sign-in leaves behind. */
import { describe, expect, test } from 'vitest';
import { type Account, defaultSeedTime } from '@/tests/simulator/index';
import { accountNamed, call, claimsOf, requestToken, rowsOf, signIn, simulate } from './harness';

const minuteMs = 60_000;

describe('refusals', () => {
  const cases: [string, Parameters<typeof requestToken>[2], string][] = [
    ['a wrong secret', { form: { client_secret: 'wrong' } }, 'invalid_client'],
    ['a prefix in other letters', { form: { client_id: 'User.x' } }, 'invalid_client'],
    ['no GUID', { form: { client_id: 'user.me' } }, 'invalid_client'],
    ['a password grant', { form: { grant_type: 'password' } }, 'unauthorized_client'],
    ['an unknown grant', { form: { grant_type: 'other' } }, 'unsupported_grant_type'],
    ['another scope', { form: { scope: 'api.organization' } }, 'invalid_scope'],
    ['a version with a suffix', { headers: { 'Bitwarden-Client-Version': '2026.8.0-beta' } }, 'version_header_missing'],
    ['a version of one number', { headers: { 'Bitwarden-Client-Version': '2026' } }, 'version_header_missing'],
    ['a device without a name', { form: { deviceName: null } }, 'device_error'],
    ['a device type out of range', { form: { deviceType: '256' } }, 'device_error'],
  ];
  test.each(cases)('%s', async (_, options, error) => {
    const simulator = await simulate();
    const answer = await requestToken(simulator, accountNamed(simulator, 'provider admin'), options);
    expect(answer.status).toBe(400);
    expect(answer.json).toHaveProperty('error', error);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('the first reason wins: secret, then version, then device', async () => {
    const simulator = await simulate();
    const admin = accountNamed(simulator, 'provider admin');
    const bad = { 'Bitwarden-Client-Version': '' };
    const nothing = { client_secret: 'wrong', deviceName: null };
    expect((await requestToken(simulator, admin, { headers: bad, form: nothing })).json).toEqual({
      error: 'invalid_client',
    });
    const late = await requestToken(simulator, admin, { headers: bad, form: { deviceName: null } });
    expect(late.json).toHaveProperty('error', 'version_header_missing');
  });

  test('an account of the second version of encryption needs 2025.11.0', async () => {
    const simulator = await simulate();
    const account = accountNamed(simulator, 'second version of encryption');
    const as = (version: string) =>
      requestToken(simulator, account, { headers: { 'Bitwarden-Client-Version': version } });
    expect((await as('2025.10.3')).json).toHaveProperty('error', 'invalid_client_version');
    expect((await as('2025.11')).status).toBe(200);
    expect((await as('2026.1.0.0')).status).toBe(200);
  });

  test('any version can be made to be refused', async () => {
    const simulator = await simulate();
    const admin = accountNamed(simulator, 'provider admin');
    simulator.control.setSwitches({ refuseVersions: true });
    expect((await requestToken(simulator, admin)).json).toHaveProperty('error', 'invalid_client_version');
    simulator.control.setSwitches({ refuseVersions: false });
    expect((await requestToken(simulator, admin)).status).toBe(200);
  });

  test('a deleted account is an unknown client; a suspended provider still gets a token', async () => {
    const simulator = await simulate();
    const admin = accountNamed(simulator, 'provider admin');
    simulator.control.suspendProvider({ providerId: admin.providers[0]!.id });
    expect((await requestToken(simulator, admin)).status).toBe(200);
    simulator.control.deleteAccount({ userId: admin.userId });
    expect((await requestToken(simulator, admin)).json).toEqual({ error: 'invalid_client' });
  });

  test('refusals after the secret are held back for two seconds where that is switched on', async () => {
    const simulator = await simulate({ errorDelays: true });
    const admin = accountNamed(simulator, 'provider admin');
    const took = async (form: Readonly<Record<string, string | null>>): Promise<number> => {
      const startedAt = performance.now();
      await requestToken(simulator, admin, { form });
      return performance.now() - startedAt;
    };
    const unknown = await took({ client_secret: 'wrong' });
    const known = await took({ deviceName: null });
    expect(known).toBeGreaterThan(1900);
    expect(unknown).toBeLessThan(known);
  });
});

describe('a token', () => {
  test('carries the roles of the moment of issue, one as text, several as a list', async () => {
    const simulator = await simulate();
    const { token } = await signIn(simulator, accountNamed(simulator, 'provider admin'));
    const [{ id }] = accountNamed(simulator, 'provider admin').providers as [Account['providers'][number]];
    expect(claimsOf(token)).toMatchObject({
      providerprovideradmin: id,
      devicetype: 'ChromeExtension',
      amr: ['Application'],
    });
    const lena = accountNamed(simulator, 'two providers, Argon2id');
    expect(claimsOf((await signIn(simulator, lena)).token)).toMatchObject({
      providerserviceuser: lena.providers[0]?.id,
      providerprovideradmin: lena.providers[1]?.id,
    });
    simulator.control.changeRole({ email: lena.email, providerId: lena.providers[0]!.id, role: 'provider-admin' });
    expect(claimsOf((await signIn(simulator, lena)).token).providerprovideradmin).toHaveLength(2);
    const none = claimsOf((await signIn(simulator, accountNamed(simulator, 'no provider'))).token);
    expect(none).not.toHaveProperty('providerprovideradmin');
  });

  test('is good for an hour and the five minutes that clocks may differ', async () => {
    const simulator = await simulate();
    const admin = await signIn(simulator, accountNamed(simulator, 'provider admin'));
    simulator.control.advance({ ms: 65 * minuteMs });
    expect((await admin.get('/accounts/revision-date')).status).toBe(200);
    simulator.control.advance({ ms: 1000 });
    const refused = await admin.get('/accounts/revision-date');
    expect([refused.status, refused.text]).toEqual([401, '']);
    expect(refused.headers.get('www-authenticate')).toContain('invalid_token');
  });

  test('dies when all are expired, and survives a rotated API key', async () => {
    const simulator = await simulate();
    const account = accountNamed(simulator, 'provider admin');
    const admin = await signIn(simulator, account);
    const { clientSecret } = simulator.control.rotateApiKey({ userId: account.userId });
    expect((await admin.get('/accounts/profile')).status).toBe(200);
    expect((await requestToken(simulator, account)).json).toEqual({ error: 'invalid_client' });
    expect((await requestToken(simulator, account, { form: { client_secret: clientSecret } })).status).toBe(200);
    simulator.control.expireTokens();
    expect((await admin.get('/accounts/profile')).status).toBe(401);
  });

  test('is read from the header in any case, else from the query; a foreign one is none', async () => {
    const simulator = await simulate();
    const { token } = await signIn(simulator, accountNamed(simulator, 'provider admin'));
    const path = '/accounts/revision-date';
    expect((await call(simulator, 'GET', path, { headers: { Authorization: `bEaReR ${token}` } })).status).toBe(200);
    expect((await call(simulator, 'GET', `${path}?access_token=${token}`)).status).toBe(200);
    const [head = '', body = ''] = token.split('.');
    expect((await call(simulator, 'GET', path, { token: `${head}.${body}.AAAA` })).status).toBe(401);
    expect((await call(simulator, 'GET', path, { token: 'garbage' })).status).toBe(401);
    expect((await call(simulator, 'GET', path)).headers.get('www-authenticate')).toBe('Bearer');
  });
});

describe('what a sign-in leaves behind', () => {
  test('an event in each provider, and a mail for each new device only', async () => {
    const simulator = await simulate();
    const account = accountNamed(simulator, 'provider admin');
    const admin = await signIn(simulator, account);
    await signIn(simulator, account);
    const path = `/providers/${account.providers[0]!.id}/events`;
    expect(rowsOf(await admin.get(path)).map(({ type }) => type)).toEqual([1000, 1000]);
    expect(simulator.mailbox.filter(({ kind }) => kind === 'new-device')).toHaveLength(1);
    await requestToken(simulator, account, { form: { client_secret: 'wrong' } });
    await requestToken(simulator, account, { form: { deviceName: null } });
    expect(rowsOf(await admin.get(path)).map(({ type }) => type)).toEqual([1005, 1000, 1000]);
  });

  test('the log of requests holds neither secrets nor queries', async () => {
    const simulator = await simulate();
    const account = accountNamed(simulator, 'provider admin');
    const { token } = await signIn(simulator, account);
    await call(simulator, 'GET', `/accounts/revision-date?access_token=${token}`);
    const text = JSON.stringify(simulator.log.entries);
    for (const secret of [account.clientSecret, account.masterPassword, token]) expect(text).not.toContain(secret);
    expect(simulator.log.entries).toEqual([
      { at: defaultSeedTime, host: 'identity', method: 'POST', path: '/connect/token', status: 200 },
      {
        at: defaultSeedTime,
        host: 'api',
        method: 'GET',
        path: '/accounts/revision-date',
        status: 200,
        userId: account.userId,
      },
    ]);
  });
});

describe('key material', () => {
  test('accounts without a master password, a user key or a key pair say so', async () => {
    const simulator = await simulate();
    const sso = await requestToken(simulator, accountNamed(simulator, 'no master password'));
    expect(sso.json).toHaveProperty('UserDecryptionOptions', {
      HasMasterPassword: false,
      Object: 'userDecryptionOptions',
    });
    expect((await requestToken(simulator, accountNamed(simulator, 'no key pair'))).json).not.toHaveProperty(
      'AccountKeys',
    );
    const legacy = await requestToken(simulator, accountNamed(simulator, 'legacy encryption'));
    expect(legacy.json).toHaveProperty('error', 'invalid_grant');
  });
});
