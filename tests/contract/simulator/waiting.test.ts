/** Crowds that wait, refusals, answers that lie or get lost, and links that are too old. */
import { describe, expect, test } from 'vitest';
import { createStoppedClock, defaultSeedTime, type Simulator } from '@/tests/simulator/index';
import { wrap } from '@/tests/simulator/keys';
import { accountNamed, messageOf, rowsOf, signIn, simulate } from './harness';

const hourMs = 3_600_000;

async function begin(simulator: Simulator) {
  const { control } = simulator;
  const account = accountNamed(simulator, 'provider admin');
  const providerId = account.providers[0]!.id;
  const { organizationId } = control.addClient({ providerId, name: 'Crowded Ltd', planType: 19, seats: null });
  return {
    ...simulator,
    account,
    providerId,
    organizationId,
    admin: await signIn(simulator, account),
    team: `/providers/${providerId}/users`,
    members: `/organizations/${organizationId}/users`,
    clientNamed: (name: string) =>
      control.truth.clients(account.userId).find((one) => one.name === name)!.organizationId,
  };
}

const junk = (ids: readonly string[]) => ids.map((id) => ({ id, key: '4.eA==' }));

describe('a crowd', () => {
  test('a hundred at a client, three of whom the server refuses, each for a reason of its own', async () => {
    const { control, admin, members, organizationId, account } = await begin(await simulate());
    const refused = ['two-step', 'other-organization', 'single-organization'] as const;
    const crowd = control.addWaiting({ organizationId, count: 100, refused: [...refused] });
    expect(crowd.map((one) => one.refused).filter((reason) => reason !== null)).toEqual(refused);
    const waiting = control.truth.waiting(account.userId).filter(({ scope }) => scope === organizationId);
    expect(waiting.map(({ memberId }) => memberId).sort()).toEqual(crowd.map(({ memberId }) => memberId).sort());

    const ids = crowd.map(({ memberId }) => memberId);
    const keys = rowsOf(await admin.post(`${members}/public-keys`, { ids }));
    expect(new Set(keys.map(({ id }) => id))).toEqual(new Set(ids));
    expect(new Set(keys.map(({ key }) => key)).size, 'mixing two people up shows').toBeGreaterThan(8);

    const results = rowsOf(await admin.post(`${members}/confirm`, { keys: junk(ids) }));
    expect(results).toHaveLength(100);
    const reasons = results.filter(({ error }) => error !== '');
    expect(reasons.map(({ id }) => id)).toEqual(ids.slice(0, 3));
    expect(reasons[0]?.error).toBe('User does not have two-step login enabled.');
    for (const place of [1, 2]) expect(reasons[place]?.error).toMatch(new RegExp(`^${crowd[place]?.email} `));
    const left = control.truth.waiting(account.userId).filter(({ scope }) => scope === organizationId);
    expect(left.map(({ memberId }) => memberId)).toEqual(ids.slice(0, 3));
  });

  test('whether the client or another organization forbids it is said in other words', async () => {
    const { control, admin, members, organizationId } = await begin(await simulate());
    const refuse = async (reason: 'other-organization' | 'single-organization') => {
      const [person] = control.addWaiting({ organizationId, count: 1, refused: [reason] });
      const answer = await admin.post(`${members}/${person!.memberId}/confirm`, { key: '4.eA==' });
      return messageOf(answer)?.replace(person!.email, '');
    };
    expect(await refuse('single-organization')).toContain('an organization that allows no other one');
    expect(await refuse('other-organization')).toContain('leave every other organization');
  });

  test('who waited before is not refused for the reasons of the crowd', async () => {
    const { control, admin, clientNamed, account } = await begin(await simulate());
    const organizationId = clientNamed('Brightwater Dental Group');
    const tom = control.truth.waiting(account.userId).find(({ scope }) => scope === organizationId)!;
    const [late] = control.addWaiting({ organizationId, count: 3, refused: ['two-step'] });
    const answer = await admin.post(`/organizations/${organizationId}/users/confirm`, {
      keys: junk([tom.memberId, late!.memberId]),
    });
    expect(rowsOf(answer).map(({ error }) => error === '')).toEqual([true, false]);
  });

  test('in a team, only automatic confirmation elsewhere keeps somebody out; a client says so too', async () => {
    const { control, admin, team, members, providerId, organizationId } = await begin(await simulate());
    const crowd = control.addWaiting({ providerId, count: 3, refused: ['automatic-confirmation'] });
    const results = rowsOf(await admin.post(`${team}/confirm`, { keys: junk(crowd.map((one) => one.memberId)) }));
    expect(results.map(({ error }) => error === '')).toEqual([false, true, true]);
    const [barred] = control.addWaiting({ organizationId, count: 1, refused: ['automatic-confirmation'] });
    const single = await admin.post(`${members}/${barred!.memberId}/confirm`, { key: '4.eA==' });
    expect([single.status, messageOf(single)]).toEqual([400, expect.stringContaining('confirms automatically')]);
    expect(() => control.addWaiting({ providerId, count: 1, refused: ['two-step'] })).toThrow('automatic');
    expect(() => control.addWaiting({ count: 1 })).toThrow('Say where');
  });

  test('both versions of accounts in turn, unless one is asked for', async () => {
    const { control, world, organizationId } = await begin(await simulate());
    const versions = (people: readonly { userId: string }[]) =>
      people.map(({ userId }) => world.users.get(userId)?.encryptionVersion);
    expect(versions(control.addWaiting({ organizationId, count: 3 }))).toEqual([1, 2, 1]);
    expect(versions(control.addWaiting({ organizationId, count: 2, version: 2 }))).toEqual([2, 2]);
  });

  test('a thousand are there, and confirmed, within two seconds of the processor', async () => {
    const { control, admin, members, organizationId } = await begin(await simulate());
    const before = process.cpuUsage();
    const crowd = control.addWaiting({ organizationId, count: 1000, refused: ['two-step', 'other-organization'] });
    const results = rowsOf(
      await admin.post(`${members}/confirm`, { keys: junk(crowd.map(({ memberId }) => memberId)) }),
    );
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000);
    expect(results.filter(({ error }) => error === '')).toHaveLength(998);
  });
});

describe('answers that cannot be trusted', () => {
  test('a line cut at the confirmation: before, nothing happened; after, everything did', async () => {
    const { control, admin, members, organizationId, world } = await begin(await simulate());
    const crowd = control.addWaiting({ organizationId, count: 2 });
    const keys = junk(crowd.map(({ memberId }) => memberId));
    const statuses = () => crowd.map(({ memberId }) => world.member(organizationId, memberId)?.status);
    for (const [after, expected] of [
      [false, 1],
      [true, 2],
    ] as const) {
      control.cutNextConfirm({ after });
      await expect(admin.post(`${members}/confirm`, { keys })).rejects.toThrow();
      expect(statuses()).toEqual([expected, expected]);
    }
    expect(rowsOf(await admin.post(`${members}/confirm`, { keys })), 'a second try finds nobody waiting').toEqual([]);
  });

  test('a confirmation that answers as if it were done, and is not', async () => {
    const { control, admin, members, team, organizationId, providerId } = await begin(await simulate());
    const [member] = control.addWaiting({ organizationId, count: 1 });
    const [colleague] = control.addWaiting({ providerId, count: 1 });
    control.setSwitches({ confirmsWithoutEffect: true });
    for (const [path, { memberId }] of [
      [members, member!],
      [team, colleague!],
    ] as const) {
      const answer = await admin.post(`${path}/confirm`, { keys: junk([memberId]) });
      expect(rowsOf(answer)).toMatchObject([{ id: memberId, error: '' }]);
      expect((await admin.post(`${path}/${memberId}/confirm`, { key: '4.eA==' })).status).toBe(200);
      expect(rowsOf(await admin.get(path)).find(({ id }) => id === memberId)).toMatchObject({ status: 1 });
    }
  });

  test('a list that lags shows what was, as often as it was asked to', async () => {
    const { control, admin, members, team, organizationId, providerId } = await begin(await simulate());
    for (const [path, place] of [
      [members, { organizationId }],
      [team, { providerId }],
    ] as const) {
      const [{ memberId } = { memberId: '' }] = control.addWaiting({ ...place, count: 1 });
      const status = async (list = path) => rowsOf(await admin.get(list)).find(({ id }) => id === memberId)?.status;
      control.lagList({ ...place, answers: 2 });
      control.confirmElsewhere({ ...place, memberId });
      expect([await status(), await status(path === members ? `${members}/mini-details` : path)]).toEqual([1, 1]);
      expect(await status()).toBe(2);
    }
  });
});

test('the event log tells who was faster', async () => {
  const simulator = await simulate();
  const { control, admin, account, members, providerId, organizationId } = await begin(simulator);
  const [member, taken] = control.addWaiting({ organizationId, count: 2 });
  const [colleague] = control.addWaiting({ providerId, count: 1 });
  await admin.post(`${members}/confirm`, { keys: junk([member!.memberId]) });
  control.confirmElsewhere({ memberId: taken!.memberId });
  control.confirmElsewhere({ memberId: colleague!.memberId, by: 'xavi@harbour-it.example' });
  const vera = accountNamed(simulator, 'provider admin, second version').userId;
  const xavi = accountNamed(simulator, 'provider admin, second version, Argon2id').userId;
  const ofClient = rowsOf(await admin.get(`/organizations/${organizationId}/events`));
  expect(ofClient).toMatchObject([
    { type: 1501, organizationUserId: taken!.memberId, userId: taken!.userId, actingUserId: vera },
    { type: 1501, organizationUserId: member!.memberId, userId: member!.userId, actingUserId: account.userId },
  ]);
  const ofTeam = rowsOf(await admin.get(`/providers/${providerId}/events`)).filter(({ type }) => type === 1801);
  expect(ofTeam).toMatchObject([
    { providerUserId: colleague!.memberId, userId: colleague!.userId, actingUserId: xavi },
  ]);
  expect(messageOf(await admin.post(`${members}/${taken!.memberId}/confirm`, { key: '4.a' }))).toBe('User not valid.');
});

describe('the default collection', () => {
  test('is made only with its name, a plan that knows it, and the policy on', async () => {
    const { control, admin, members, organizationId, world } = await begin(await simulate());
    const name = wrap(Buffer.from('My items'), world.organizations.get(organizationId)!.key);
    const confirm = async (body: object) => {
      const [person] = control.addWaiting({ organizationId, count: 1 });
      await admin.post(`${members}/confirm`, { keys: junk([person!.memberId]), ...body });
      return control.truth.defaultCollections(organizationId).filter(({ memberId }) => memberId === person!.memberId);
    };
    const named = { defaultUserCollectionName: name };
    control.setPolicy({ organizationId, type: 5, enabled: false });
    expect(await confirm(named)).toEqual([]);
    control.setPolicy({ organizationId, type: 5 });
    expect(await confirm({})).toEqual([]);
    control.setMyItems({ organizationId, enabled: false });
    expect(await confirm(named)).toEqual([]);
    control.setMyItems({ organizationId });
    expect(await confirm(named)).toMatchObject([{ text: 'My items' }]);
    const foreign = wrap(Buffer.from('My items'), world.organizations.get([...world.organizations.keys()][0]!)!.key);
    expect(await confirm({ defaultUserCollectionName: foreign })).toMatchObject([{ text: null }]);
    const [person] = control.addWaiting({ organizationId, count: 1 });
    await admin.post(`${members}/${person!.memberId}/confirm`, { key: '4.eA==', ...named });
    expect(control.truth.defaultCollections(organizationId).at(-1)).toEqual({
      memberId: person!.memberId,
      text: 'My items',
    });
    const refused = await admin.post(`${members}/confirm`, { keys: [], defaultUserCollectionName: 'in clear' });
    expect(refused.status).toBe(400);
  });

  test('some clients of the story ask for it, some know it only, some do not know it', async () => {
    const { admin, clientNamed } = await begin(await simulate());
    const profile = (await admin.get('/accounts/profile')).json as {
      providerOrganizations: { id: string; useMyItems: boolean }[];
    };
    const looks = async (name: string) => {
      const id = clientNamed(name);
      const policies = rowsOf(await admin.get(`/organizations/${id}/policies`));
      return [
        profile.providerOrganizations.find((one) => one.id === id)?.useMyItems,
        policies.find(({ type }) => type === 5)?.enabled,
      ];
    };
    expect(await looks('Brightwater Dental Group')).toEqual([true, true]);
    expect(await looks('Coöperatie Noorderlicht U.A.')).toEqual([true, false]);
    expect(await looks('Gable Architects')).toEqual([false, undefined]);
  });
});

describe('links of invitations', () => {
  test('are good for 120 hours from the last sending', async () => {
    const simulator = await simulate();
    const { control, account, team, members, organizationId, providerId } = await begin(simulator);
    for (const [path, place] of [
      [members, { organizationId }],
      [team, { providerId }],
    ] as const) {
      const { memberId } = control.invite({ ...place, email: 'late@example.org' });
      control.advance({ ms: 120 * hourMs + 1 });
      expect(() => control.acceptInvitation({ memberId })).toThrow('expired');
      const later = await signIn(simulator, account);
      expect((await later.post(`${path}/${memberId}/reinvite`)).status).toBe(200);
      control.advance({ ms: 120 * hourMs });
      expect(control.acceptInvitation({ memberId })).toMatchObject({ email: 'late@example.org', status: 1 });
    }
  });

  test('what the seed sent out counts from the start, however long ago the seed lies', async () => {
    const { control } = await simulate({ clock: createStoppedClock(defaultSeedTime + 2000 * hourMs) });
    expect(control.acceptInvitation({ email: 'luca.moretti@fjord.example' }).status).toBe(1);
    control.advance({ ms: 120 * hourMs });
    expect(() => control.acceptInvitation({ email: 'nina.kowalczyk@fjord.example' })).toThrow('expired');
  });

  test('whoever is in an organization that confirms automatically cannot join a team', async () => {
    const { control, providerId, organizationId } = await begin(await simulate());
    const [person] = control.addWaiting({ organizationId, count: 1, refused: ['automatic-confirmation'] });
    const { memberId } = control.invite({ providerId, email: person!.email });
    expect(() => control.acceptInvitation({ memberId, providerId })).toThrow('automatically');
  });
});
