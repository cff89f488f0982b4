/** The client against the simulated server: what is read is what is there, and who may not read is refused. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Api, ApiDeps, Credentials } from '@/lib/bitwarden/api';
import { TEAM } from '@/lib/domain/keys';
import { type Account, createStoppedClock, presets, type Simulator, startSimulator } from '../../simulator/index';
import { apiAt, failureOf, token as foreignToken, readingOf } from './harness';

const at = Date.UTC(2026, 7, 20, 12, 0, 0);

let sim: Simulator;
async function restart(options: Parameters<typeof startSimulator>[0] = {}): Promise<void> {
  await sim?.close();
  sim = await startSimulator({ clock: createStoppedClock(at), ...options });
}
beforeEach(async () => {
  sim = await startSimulator({ clock: createStoppedClock(at) });
});
afterEach(async () => {
  expect(sim.crashes).toEqual([]);
  await sim.close();
});

const apiOf = (deps: Partial<ApiDeps> = {}): Api =>
  apiAt({ region: 'own', vault: sim.origin, api: sim.apiUrl, identity: sim.identityUrl }, { now: () => at, ...deps });

function account(label: string): Account {
  const found = sim.world.accounts.find((candidate) => candidate.label === label);
  if (found === undefined) throw new Error(`There is no account "${label}"`);
  return found;
}

const credentialsOf = ({ clientId, clientSecret, userId }: Account) => ({ clientId, clientSecret, deviceId: userId });

async function signedIn(label: string): Promise<{ api: Api; token: string; who: Account; providerId: string }> {
  const api = apiOf();
  const who = account(label);
  const { accessToken } = readingOf(await api.signIn(credentialsOf(who)));
  return { api, token: accessToken, who, providerId: who.providers[0]?.id ?? '' };
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);

describe('what is read is what is there', () => {
  test('a token ends in an hour', async () => {
    const { expiresAt } = readingOf(await apiOf().signIn(credentialsOf(account('provider admin'))));
    expect(expiresAt).toBe(at + 3_600_000);
  });

  test.each([
    ['provider admin', ['provider-admin']],
    ['service user', ['service-user']],
    ['two providers, Argon2id', ['provider-admin', 'service-user']],
    ['no provider', []],
  ])('the profile of "%s" names the providers and the roles', async (label, roles) => {
    const { api, token, who } = await signedIn(label);
    const profile = readingOf(await api.profile(token));
    expect(profile).toMatchObject({ userId: who.userId, email: who.email });
    expect(profile.providers.map(({ role }) => role).sort()).toEqual(roles);
    expect(profile.providers.map(({ id, role }) => ({ id, role })).sort(byId)).toEqual([...who.providers].sort(byId));
    for (const provider of profile.providers) {
      expect(provider).toMatchObject({ enabled: true, type: 'msp', disabledClientIds: [] });
      expect(provider.name).toMatch(/^(Harbour IT|Polder & Dijk Beheer)$/);
    }
  });

  test('the profile tells of suspended providers and switched-off clients, the lists do not', async () => {
    const { api, token, who, providerId } = await signedIn('provider admin');
    const before = readingOf(await api.clients(token, providerId));
    const { id } = before[3]!;
    sim.control.disableClient({ organizationId: id });
    sim.control.suspendProvider({ providerId });
    const { providers } = readingOf(await api.profile(token));
    expect(providers.find((provider) => provider.id === who.providers[0]?.id)).toMatchObject({
      enabled: false,
      disabledClientIds: [id],
    });
    expect(readingOf(await api.clients(token, providerId)).sort(byId)).toEqual(before.sort(byId));
  });

  test.each(['provider admin', 'service user'])('the clients for a %s: every one, with its seats', async (label) => {
    const { api, token, who, providerId } = await signedIn(label);
    const clients = readingOf(await api.clients(token, providerId));
    const truth = sim.control.truth.clients(who.userId).map((client) => ({
      id: client.organizationId,
      name: client.name,
      assigned: client.seats,
      used: client.occupied,
      remaining: client.seats === null ? null : client.seats - client.occupied,
      confirmed: client.confirmed,
    }));
    expect(truth.length).toBeGreaterThan(20);
    expect(clients.map(({ relationId: _relation, plan: _plan, ...rest }) => rest).sort(byId)).toEqual(truth.sort(byId));
    for (const { id, relationId, plan } of clients) {
      expect(sim.world.relationOf(id)?.id).toBe(relationId);
      expect(plan).toMatch(/^(Teams|Enterprise) \((Monthly|Annually)\)$/);
    }
    expect(clients.map(({ name }) => name)).toContain('Willow & Wren "Florists"');
    expect(clients.find(({ name }) => name === 'Thornfield Community Trust')).toMatchObject({
      assigned: null,
      remaining: null,
    });
  });

  test('fewer seats than used is a remainder below nothing', async () => {
    const { api, token, providerId } = await signedIn('provider admin');
    const tideway = readingOf(await api.clients(token, providerId)).find(({ name }) => name?.startsWith('Tideway'))!;
    expect(tideway).toMatchObject({ assigned: 20, used: 20, remaining: 0, plan: 'Teams (Monthly)' });
    sim.control.setSeats({ organizationId: tideway.id, seats: 17 });
    const after = readingOf(await api.clients(token, providerId)).find(({ id }) => id === tideway.id);
    expect(after).toEqual({ ...tideway, assigned: 17, remaining: -3 });
  });

  test('the team: who is in, who waits, who was invited', async () => {
    const { api, token, who, providerId } = await signedIn('provider admin');
    const team = readingOf(await api.members(token, { providerId, place: TEAM }));
    const of = (email: string) => team.find((member) => member.email === email);
    expect(of(who.email)).toMatchObject({ userId: who.userId, status: 'confirmed', role: 'provider-admin' });
    expect(of('priya.nair@harbour-it.example')).toMatchObject({
      name: 'Priya Nair',
      status: 'accepted',
      role: 'service-user',
    });
    expect(of('eva.roth@harbour-it.example')).toMatchObject({ userId: null, name: null, status: 'invited' });
    expect(team).toHaveLength(sim.world.teamOf(providerId).length);
  });

  test('members of clients: everybody who waits is found, by a service user too', async () => {
    const { api, token, who, providerId } = await signedIn('service user');
    const waiting = sim.control.truth.waiting(who.userId);
    expect(waiting.map(({ email }) => email).sort()).toEqual([
      'sanne.devries@noorderlicht.example',
      'tom.okafor@brightwater.example',
    ]);
    for (const { scope, memberId, userId, name, email } of waiting) {
      const members = readingOf(await api.members(token, { providerId, place: scope }));
      expect(members).toHaveLength(sim.world.membersOf(scope).length);
      const accepted = members.filter(({ status }) => status === 'accepted');
      expect(accepted).toEqual([{ id: memberId, userId, name, email, status: 'accepted', role: 'user' }]);
    }
  });

  test('staged and revoked members are neither waiting nor confirmed', async () => {
    const { api, token, providerId } = await signedIn('provider admin');
    const clients = readingOf(await api.clients(token, providerId));
    for (const [name, status] of [
      ['Hollis Freight', 'revoked'],
      ['Eastgate Primary School', 'staged'],
    ] as const) {
      const client = clients.find((candidate) => candidate.name === name)!;
      const members = readingOf(await api.members(token, { providerId, place: client.id }));
      expect(members.filter((member) => member.status === status)).toHaveLength(1);
      expect(members.filter((member) => member.status === 'confirmed')).toHaveLength(client.confirmed);
    }
  });

  test('an acceptance and a confirmation by somebody else show in the next reading', async () => {
    const { api, token, providerId } = await signedIn('provider admin');
    const statusOf = async (memberId: string) =>
      readingOf(await api.members(token, { providerId, place: TEAM })).find(({ id }) => id === memberId)?.status;
    const { memberId } = sim.control.acceptInvitation({ email: 'eva.roth@harbour-it.example' });
    expect(await statusOf(memberId)).toBe('accepted');
    sim.control.confirmElsewhere({ memberId });
    expect(await statusOf(memberId)).toBe('confirmed');
    sim.control.withdraw({ memberId });
    expect(await statusOf(memberId)).toBeUndefined();
  });

  test('a thousand clients in one answer', async () => {
    await restart({ world: presets.clients(1000) });
    const { api, token, who, providerId } = await signedIn('provider admin');
    expect(readingOf(await api.clients(token, providerId))).toHaveLength(1000);
    expect(readingOf(await api.profile(token)).providers).toHaveLength(who.providers.length);
  });

  test('the configuration, and the addresses that a server names itself', async () => {
    await restart({ split: true });
    const config = readingOf(
      await apiAt({
        region: 'own',
        vault: sim.origin,
        api: `${sim.origin}/api`,
        identity: `${sim.origin}/identity`,
      }).config(),
    );
    expect(config.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(config).toMatchObject({ flavour: null, api: sim.apiUrl, identity: sim.identityUrl });
    expect(sim.apiUrl).not.toContain(sim.origin);
    const { api, token } = await signedIn('provider admin');
    readingOf(await api.profile(token));
  });
});

describe('sign-in refused', () => {
  test('a wrong secret, an unknown person, a key that was replaced', async () => {
    const good = credentialsOf(account('provider admin'));
    const unspoken = [good.clientSecret];
    const kindFor = async (credentials: Credentials) => failureOf(await apiOf().signIn(credentials), unspoken).kind;
    expect(await kindFor({ ...good, clientSecret: `${good.clientSecret}x` })).toBe('key-refused');
    expect(await kindFor({ ...good, clientId: 'user.00000000-0000-0000-0000-000000000000' })).toBe('key-refused');
    expect(await kindFor({ ...good, clientId: good.clientId.replace('user', 'User') })).toBe('key-refused');
    const { clientSecret } = sim.control.rotateApiKey({ userId: account('provider admin').userId });
    expect(await kindFor(good)).toBe('key-refused');
    readingOf(await apiOf().signIn({ ...good, clientSecret }));
  });

  test.each<[string, string, Partial<ApiDeps>]>([
    ['no dotted version', 'provider admin', { clientVersion: '2026.8.0-beta' }],
    ['a version too old for the account', 'second version of encryption', { clientVersion: '2025.10.9' }],
  ])('%s', async (_name, label, deps) => {
    const failure = failureOf(await apiOf(deps).signIn(credentialsOf(account(label))));
    expect(failure).toEqual({ kind: 'version-refused' });
  });

  test('the server wants another version', async () => {
    sim.control.setSwitches({ refuseVersions: true });
    const failure = failureOf(await apiOf().signIn(credentialsOf(account('provider admin'))));
    expect(failure).toEqual({ kind: 'version-refused' });
  });

  test('other refusals keep the server’s word', async () => {
    const noDevice = await apiOf().signIn({ ...credentialsOf(account('provider admin')), deviceId: '' });
    expect(failureOf(noDevice)).toEqual({ kind: 'sign-in-refused', code: 'device_error' });
    const legacy = await apiOf().signIn(credentialsOf(account('legacy encryption')));
    expect(failureOf(legacy)).toEqual({ kind: 'sign-in-refused', code: 'invalid_grant' });
  });

  test('the eleventh try within a minute has to wait', async () => {
    const credentials = credentialsOf(account('provider admin'));
    for (let tries = 0; tries < 10; tries += 1) {
      readingOf(await apiOf().signIn(credentials));
      sim.control.advance({ ms: 1_000 });
    }
    const failure = failureOf(await apiOf().signIn(credentials), [credentials.clientSecret]);
    expect(failure.kind).toBe('rate-limited');
    if (failure.kind !== 'rate-limited') return;
    expect(failure.retryAt).toBeGreaterThan(at);
    expect(failure.retryAt).toBeLessThanOrEqual(at + 60_000);
  });
});

describe('dead tokens and refusals are told apart', () => {
  test('a token that ended is dead for every call, and a new one works', async () => {
    const { api, token, who, providerId } = await signedIn('provider admin');
    const clientId = sim.control.truth.clients(who.userId)[0]?.organizationId ?? '';
    sim.control.expireTokens();
    for (const result of [
      await api.profile(token),
      await api.clients(token, providerId),
      await api.members(token, { providerId, place: TEAM }),
      await api.members(token, { providerId, place: clientId }),
    ]) {
      expect(failureOf(result, [token, providerId, clientId])).toEqual({ kind: 'token-dead' });
    }
    const again = readingOf(await api.signIn(credentialsOf(who)));
    readingOf(await api.profile(again.accessToken));
  });

  test('a foreign token is dead', async () => {
    expect(failureOf(await apiOf().profile(foreignToken))).toEqual({ kind: 'token-dead' });
  });

  test('a service user may not see the team; an older server says it otherwise', async () => {
    const { api, token, providerId } = await signedIn('service user');
    const what = 'GET /providers/{p}/users';
    expect(failureOf(await api.members(token, { providerId, place: TEAM }), [providerId])).toEqual({
      kind: 'refused',
      status: 403,
      what,
    });
    sim.control.setSwitches({ oldServer: true });
    expect(failureOf(await api.members(token, { providerId, place: TEAM }), [providerId])).toEqual({
      kind: 'refused',
      status: 404,
      what,
    });
  });

  test('somebody else’s provider and clients are refused', async () => {
    const { who, providerId } = await signedIn('provider admin');
    const clientId = sim.control.truth.clients(who.userId)[0]?.organizationId ?? '';
    const { api, token } = await signedIn('no provider');
    for (const oldServer of [false, true]) {
      sim.control.setSwitches({ oldServer });
      const status = oldServer ? 404 : 403;
      expect(failureOf(await api.clients(token, providerId))).toMatchObject({ kind: 'refused', status });
      expect(failureOf(await api.members(token, { providerId, place: TEAM }))).toMatchObject({
        kind: 'refused',
        status,
      });
      expect(failureOf(await api.members(token, { providerId, place: clientId }))).toMatchObject({
        kind: 'refused',
        status,
      });
    }
  });

  test('a lost role shows on provider routes with the next token only', async () => {
    const { api, token, who, providerId } = await signedIn('provider admin');
    sim.control.changeRole({ email: who.email, providerId, role: 'service-user' });
    readingOf(await api.members(token, { providerId, place: TEAM }));
    expect(readingOf(await api.profile(token)).providers[0]).toMatchObject({ role: 'service-user' });
    const fresh = readingOf(await api.signIn(credentialsOf(who)));
    expect(failureOf(await api.members(fresh.accessToken, { providerId, place: TEAM }))).toMatchObject({
      kind: 'refused',
      status: 403,
    });
    readingOf(await api.clients(fresh.accessToken, providerId));
  });

  test('an account that is gone is a refusal with a body, not a dead token', async () => {
    const { api, token, who } = await signedIn('service user');
    sim.control.deleteAccount({ userId: who.userId });
    expect(failureOf(await api.profile(token), [who.userId])).toEqual({
      kind: 'refused',
      status: 401,
      what: 'GET /accounts/profile',
    });
    expect(failureOf(await api.signIn(credentialsOf(who)))).toEqual({ kind: 'key-refused' });
  });

  test('the profile of an account without a key pair is the server’s fault', async () => {
    const { api, token } = await signedIn('no key pair');
    expect(failureOf(await api.profile(token))).toMatchObject({ kind: 'server-error', status: 500 });
  });
});
