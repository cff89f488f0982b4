/** Accepting and confirming: the traps of the contract's section 12, and keys that can be opened. */
import { describe, expect, test } from 'vitest';
import type { Simulator } from '@/tests/simulator/index';
import { seal } from '@/tests/simulator/keys';
import { accountNamed, call, messageOf, requestToken, rowsOf, signIn, simulate } from './harness';

const unknownId = '00000000-0000-4000-8000-000000000000';

async function begin(simulator: Simulator) {
  const account = accountNamed(simulator, 'provider admin');
  const providerId = account.providers[0]!.id;
  const [team, member] = simulator.control.truth.waiting(account.userId);
  return {
    simulator,
    admin: await signIn(simulator, account),
    account,
    providerId,
    team: team!,
    member: member!,
    teamPath: `/providers/${providerId}/users`,
    memberPath: `/organizations/${member!.scope}/users`,
  };
}

describe('the provider’s team', () => {
  test('the single confirmation says 200 whether it did something or not', async () => {
    const { admin, teamPath, team, simulator } = await begin(await simulate());
    const invited = rowsOf(await admin.get(teamPath)).find(({ status }) => status === 0)!;
    for (const id of [unknownId, String(invited.id), team.memberId, team.memberId]) {
      const answer = await admin.post(`${teamPath}/${id}/confirm`, { key: '4.bm90aGluZw==' });
      expect([answer.status, answer.text]).toEqual([200, '']);
    }
    const after = rowsOf(await admin.get(teamPath));
    expect(after.find(({ id }) => id === invited.id)).toMatchObject({ status: 0, userId: null, name: null });
    expect(after.find(({ id }) => id === team.memberId)).toMatchObject({ status: 2 });
    expect(simulator.control.openSealed({ memberId: team.memberId })).toEqual({ bytes: null, right: false });
  });

  test('the bulk confirmation leaves out who is unknown or only invited, and refuses who does not wait', async () => {
    const { admin, teamPath, team, account, simulator } = await begin(await simulate());
    const rows = rowsOf(await admin.get(teamPath));
    const invited = rows.find(({ status }) => status === 0)!;
    const own = rows.find(({ userId }) => userId === account.userId)!;
    const keys = [unknownId, invited.id, own.id, team.memberId].map((id) => ({ id, key: '4.eA==' }));
    const results = rowsOf(await admin.post(`${teamPath}/confirm`, { keys })).map(({ id, error }) => [id, error]);
    expect(results).toEqual([
      [own.id, 'Invalid user.'],
      [team.memberId, ''],
    ]);
    expect(simulator.world.providerUsers.get(team.memberId)?.key).toBe('4.eA==');
    expect((await admin.post(`${teamPath}/confirm`, { keys: [] })).json).toMatchObject({ data: [] });
    const twice = await admin.post(`${teamPath}/confirm`, { keys: [...keys, ...keys] });
    expect([twice.status, messageOf(twice)]).toEqual([500, 'An unhandled server error has occurred.']);
  });

  test('automatic confirmation in a client bars its people from the team', async () => {
    const { simulator, admin, teamPath, team, member } = await begin(await simulate());
    simulator.world.organizations.get(member.scope)!.policies.push({ type: 18, enabled: true, data: {} });
    simulator.control.invite({ organizationId: member.scope, email: team.email });
    simulator.control.acceptInvitation({ organizationId: member.scope, email: team.email });
    const keys = [{ id: team.memberId, key: '4.eA==' }];
    const [result] = rowsOf(await admin.post(`${teamPath}/confirm`, { keys }));
    expect(String(result?.error).length).toBeGreaterThan('Invalid user.'.length);
    expect(simulator.world.providerUsers.get(team.memberId)?.status).toBe(1);
  });

  test('another provider’s member is refused by name, and stays as they were', async () => {
    const { simulator, teamPath, admin } = await begin(await simulate());
    const other = accountNamed(simulator, 'two providers, Argon2id').providers[1]!.id;
    simulator.control.invite({ providerId: other, email: 'foreign@polder.example' });
    const { memberId } = simulator.control.acceptInvitation({ email: 'foreign@polder.example' });
    const results = rowsOf(await admin.post(`${teamPath}/confirm`, { keys: [{ id: memberId, key: '4.eA==' }] }));
    expect(results).toMatchObject([{ id: memberId, error: 'Invalid user.' }]);
    expect(simulator.world.providerUsers.get(memberId)?.status).toBe(1);
    expect((await admin.get(`${teamPath}/${memberId}`)).status).toBe(404);
  });

  test('a key sealed with the right public key opens to the provider’s key, and rights begin with the next token', async () => {
    const { simulator, admin, teamPath, providerId } = await begin(await simulate());
    const gil = accountNamed(simulator, 'no provider');
    const newcomer = await signIn(simulator, gil);
    simulator.control.invite({ providerId, email: gil.email, type: 0 });
    const { memberId } = simulator.control.acceptInvitation({ providerId, email: gil.email });
    const [row] = rowsOf(await admin.post(`${teamPath}/public-keys`, { ids: [memberId, unknownId] }));
    expect(row).toMatchObject({ id: memberId, userId: gil.userId });
    const right = simulator.world.providers.get(providerId)!.key!;
    const key = seal(right, String(row?.key));
    await admin.post(`${teamPath}/confirm`, { keys: [{ id: memberId, key }] });
    expect(simulator.control.openSealed({ memberId })).toEqual({ bytes: right.toString('base64'), right: true });
    expect((await newcomer.get(teamPath)).status).toBe(403);
    expect((await (await signIn(simulator, gil)).get(teamPath)).status).toBe(200);
    expect(rowsOf(await admin.post(`${teamPath}/public-keys`, { ids: [memberId] }))).toEqual([]);
  });

  test('a key sealed for a public key that was rotated since opens no more', async () => {
    const { simulator, admin, teamPath, team, providerId } = await begin(await simulate());
    const [row] = rowsOf(await admin.post(`${teamPath}/public-keys`, { ids: [team.memberId] }));
    const key = seal(simulator.world.providers.get(providerId)!.key!, String(row?.key));
    const { publicKey } = simulator.control.rotateUserKeyPair({ userId: team.userId });
    expect(publicKey).not.toBe(row?.key);
    await admin.post(`${teamPath}/confirm`, { keys: [{ id: team.memberId, key }] });
    expect(simulator.control.openSealed({ memberId: team.memberId })).toEqual({ bytes: null, right: false });
  });
});

describe('a client’s members', () => {
  test('the single confirmation says why it refuses', async () => {
    const { simulator, admin, memberPath, member } = await begin(await simulate());
    const { memberId: invited } = simulator.control.invite({ organizationId: member.scope, email: 'x@client.example' });
    for (const id of [unknownId, invited]) {
      const refused = await admin.post(`${memberPath}/${id}/confirm`, { key: '4.eA==' });
      expect([refused.status, messageOf(refused)]).toEqual([400, 'User not valid.']);
    }
    const key = simulator.world.sealFor(
      simulator.world.users.get(member.userId)!,
      simulator.world.organizations.get(member.scope)!.key,
    );
    const done = await admin.post(`${memberPath}/${member.memberId}/confirm`, { key });
    expect([done.status, done.text]).toEqual([200, '']);
    expect(simulator.control.openSealed({ memberId: member.memberId }).right).toBe(true);
    expect(simulator.pushes).toMatchObject([{ userId: member.userId, type: 6 }]);
    expect(messageOf(await admin.post(`${memberPath}/${member.memberId}/confirm`, { key }))).toBe('User not valid.');
  });

  test('the bulk one leaves out everybody who does not wait; an empty list is refused', async () => {
    const { simulator, admin, memberPath, member } = await begin(await simulate());
    const { memberId: invited } = simulator.control.invite({ organizationId: member.scope, email: 'x@client.example' });
    const keys = [unknownId, invited, member.memberId].map((id) => ({ id, key: '4.eA==' }));
    const answer = await admin.post(`${memberPath}/confirm`, { keys });
    expect(rowsOf(answer)).toEqual([
      { object: 'OrganizationBulkConfirmResponseModel', id: member.memberId, error: '' },
    ]);
    expect((await admin.post(`${memberPath}/public-keys`, { ids: [] })).status).toBe(400);
    expect((await admin.post(`${memberPath}/confirm`, { keys: [...keys, ...keys] })).status).toBe(500);
  });

  test('a policy of two-step login keeps people out', async () => {
    const { simulator, admin, memberPath, member } = await begin(await simulate());
    const organization = simulator.world.organizations.get(member.scope)!;
    organization.policies.push({ type: 0, enabled: true, data: {} });
    simulator.world.users.set(member.userId, { ...simulator.world.users.get(member.userId)!, twoFactor: false });
    const refused = await admin.post(`${memberPath}/${member.memberId}/confirm`, { key: '4.eA==' });
    expect([refused.status, messageOf(refused)]).toEqual([400, 'User does not have two-step login enabled.']);
    const keys = [{ id: member.memberId, key: '4.eA==' }];
    expect(rowsOf(await admin.post(`${memberPath}/confirm`, { keys }))[0]).toMatchObject({
      error: 'User does not have two-step login enabled.',
    });
  });

  test('a policy of a single organization keeps people out, on either side', async () => {
    const { simulator, admin, memberPath, member, providerId } = await begin(await simulate());
    const { world, control } = simulator;
    const elsewhere = world.relationsOf(providerId).find(({ organizationId }) => organizationId !== member.scope)!;
    control.invite({ organizationId: elsewhere.organizationId, email: member.email });
    control.acceptInvitation({ organizationId: elsewhere.organizationId, email: member.email });
    const policy = { type: 3, enabled: true, data: {} };
    const confirm = () => admin.post(`${memberPath}/${member.memberId}/confirm`, { key: '4.eA==' });
    world.organizations.get(member.scope)!.policies.push(policy);
    const here = await confirm();
    expect([here.status, messageOf(here)?.startsWith(member.email)]).toEqual([400, true]);
    world.organizations.get(member.scope)!.policies.pop();
    control.confirmElsewhere({ organizationId: elsewhere.organizationId, email: member.email });
    world.organizations.get(elsewhere.organizationId)!.policies.push(policy);
    const there = await confirm();
    expect([there.status, messageOf(there)?.startsWith(member.email)]).toEqual([400, true]);
    world.organizations.get(elsewhere.organizationId)!.policies.pop();
    expect((await confirm()).status).toBe(200);
  });

  test('seats count invited, accepted and confirmed; revoked and staged take none', async () => {
    const { simulator, admin, providerId, member } = await begin(await simulate());
    const figures = async () => {
      const rows = rowsOf(await admin.get(`/providers/${providerId}/organizations`));
      const { userCount, occupiedSeats, remainingSeats } = rows.find(
        ({ organizationId }) => organizationId === member.scope,
      )!;
      return [userCount, occupiedSeats, remainingSeats];
    };
    expect(await figures()).toEqual([50, 52, 8]);
    simulator.control.invite({ organizationId: member.scope, email: 'x@client.example' });
    expect(await figures()).toEqual([50, 53, 7]);
    simulator.control.acceptInvitation({ email: 'x@client.example' });
    expect(await figures()).toEqual([50, 53, 7]);
    simulator.control.confirmElsewhere({ email: 'x@client.example' });
    expect(await figures()).toEqual([51, 53, 7]);
    simulator.control.revoke({ email: 'x@client.example' });
    expect(await figures()).toEqual([50, 52, 8]);
    simulator.control.restore({ email: 'x@client.example' });
    simulator.control.setSeats({ organizationId: member.scope, seats: 51 });
    expect(await figures()).toEqual([51, 53, -2]);
    simulator.control.setSeats({ organizationId: member.scope, seats: null });
    expect(await figures()).toEqual([51, 53, null]);
    simulator.control.withdraw({ email: 'x@client.example' });
    expect(await figures()).toEqual([50, 52, null]);
  });
});

describe('accepting', () => {
  test('tells provider staff nothing: no mail, no push, no event, and no new revision date', async () => {
    const { simulator, admin, account, providerId, member } = await begin(await simulate());
    const revision = (await admin.get('/accounts/revision-date')).json;
    simulator.control.invite({ providerId, email: 'new@harbour-it.example' });
    simulator.control.invite({ organizationId: member.scope, email: 'new@client.example' });
    const before = { mails: simulator.mailbox.length, events: simulator.world.events.length };
    const { memberId, userId } = simulator.control.acceptInvitation({ email: 'new@harbour-it.example' });
    expect(simulator.world.providerUsers.get(memberId)).toMatchObject({ userId, email: null, key: null, status: 1 });
    expect(simulator.mailbox).toHaveLength(before.mails);
    simulator.control.acceptInvitation({ email: 'new@client.example' });
    const staff = simulator.world
      .teamOf(providerId)
      .map(({ userId }) => simulator.world.users.get(userId ?? '')?.email);
    const mails = simulator.mailbox.slice(before.mails);
    expect(mails.length).toBeGreaterThan(0);
    for (const mail of mails) expect(staff).not.toContain(mail.to);
    expect(simulator.world.events).toHaveLength(before.events);
    expect(simulator.pushes).toEqual([]);
    expect((await admin.get('/accounts/revision-date')).json).toBe(revision);
    expect(simulator.control.truth.waiting(account.userId)).toHaveLength(5);
  });

  test('the truth is what each account can see', async () => {
    const simulator = await simulate();
    const names = (label: string) =>
      simulator.control.truth.waiting(accountNamed(simulator, label).userId).map(({ email }) => email);
    const clients = ['tom.okafor@brightwater.example', 'sanne.devries@noorderlicht.example'];
    expect(names('provider admin')).toEqual(['priya.nair@harbour-it.example', ...clients]);
    expect(names('service user')).toEqual(clients);
    expect(names('no provider')).toEqual([]);
    simulator.control.confirmElsewhere({ email: clients[0]! });
    simulator.control.revoke({ email: clients[1]! });
    expect(names('service user')).toEqual([]);
  });
});

describe('the event log', () => {
  test('what staff do in a client is in the client’s log; the team’s log has the rest; newest first, in pages', async () => {
    const { simulator, admin, account, providerId, team, member, teamPath, memberPath } = await begin(await simulate());
    await admin.post(`${teamPath}/confirm`, { keys: [{ id: team.memberId, key: '4.eA==' }] });
    await admin.post(`${memberPath}/confirm`, { keys: [{ id: member.memberId, key: '4.eA==' }] });
    const log = `/providers/${providerId}/events`;
    expect(rowsOf(await admin.get(log)).map(({ type }) => type)).toEqual([1801, 1000]);
    expect(rowsOf(await admin.get(`/organizations/${member.scope}/events`))).toMatchObject([
      { type: 1501, providerId, organizationUserId: member.memberId, actingUserId: account.userId },
    ]);
    for (let count = 0; count < 60; count += 1) {
      simulator.control.advance({ ms: 1000 });
      await requestToken(simulator, account);
    }
    const first = await admin.get(log);
    expect(rowsOf(first)).toHaveLength(50);
    const { continuationToken } = first.json as { continuationToken: string };
    const second = await admin.get(`${log}?continuationToken=${continuationToken}`);
    expect(rowsOf(second)).toHaveLength(12);
    expect(second.json).toHaveProperty('continuationToken', null);
    const dates = [...rowsOf(first), ...rowsOf(second)].map(({ date }) => Date.parse(String(date)));
    expect(dates).toEqual([...dates].sort((left, right) => right - left));
    const far = await admin.get(`${log}?start=2024-01-01T00:00:00Z&end=2026-01-01T00:00:00Z`);
    expect([far.status, messageOf(far)]).toEqual([400, 'Range too large.']);
    expect(rowsOf(await admin.get(`${log}?start=2026-08-19T00:00:00Z&end=2026-08-18T00:00:00Z`))).toEqual([]);
  });
});

test('without a token nothing is confirmed', async () => {
  const { simulator, teamPath, team } = await begin(await simulate());
  await call(simulator, 'POST', `${teamPath}/${team.memberId}/confirm`, { body: { key: '4.eA==' } });
  expect(simulator.world.providerUsers.get(team.memberId)?.status).toBe(1);
});
