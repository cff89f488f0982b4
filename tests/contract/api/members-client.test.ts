/** What is done with a client's members, over real HTTP: seats, whole-record writes, revoking and restoring. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Simulator } from '../../simulator/index';
import { kinds, type MembersScene, membersOf, sentences, simulate, toInvite, unknownId } from './members-scene';

const client = 'Gable Architects';
let sim: Simulator;
let organizationId: string;
beforeEach(async () => {
  sim = await simulate();
  const admin = sim.world.accounts.find(({ label }) => label === 'provider admin')!;
  organizationId = sim.control.truth.clients(admin.userId).find(({ name }) => name === client)!.organizationId;
});
afterEach(async () => {
  expect(sim.crashes).toEqual([]);
  await sim.close();
});

const open = (label = 'service user'): Promise<MembersScene> => membersOf(sim, label, organizationId);
const seats = (): number => sim.world.seatsOf(organizationId).occupied;
/** Confirmed members who are neither owner nor admin, by the list. */
const users = async (scene: MembersScene, count: number) =>
  (await scene.list()).filter(({ role, status }) => role === 'user' && status === 'confirmed').slice(0, count);

test('the list tells two-step login, recovery, when people were invited, and why access was taken', async () => {
  const scene = await open();
  const [first] = await users(scene, 1);
  sim.control.revoke({ memberId: first!.id });
  const list = await scene.list();
  expect(list.find(({ id }) => id === first!.id)).toMatchObject({ status: 'revoked', revokedBy: 1 });
  expect(
    list.every(
      ({ twoStep, recoveryEnrolled, createdAt }) => twoStep !== null && recoveryEnrolled !== null && createdAt !== null,
    ),
  ).toBe(true);
});

describe('inviting', () => {
  test('a service user may; seats are taken, and known addresses are not called invited', async () => {
    const scene = await open();
    const [known] = await users(scene, 1);
    const before = seats();
    const report = await scene.run('invite', toInvite('new@gable.example', known!.email), 'admin');
    expect(kinds(report)).toEqual(['done', 'already']);
    expect(seats()).toBe(before + 1);
    expect((await scene.list()).find(({ email }) => email === 'new@gable.example')).toMatchObject({
      role: 'admin',
      status: 'invited',
    });
  });

  test('too few seats refuse everybody, with the server’s sentence', async () => {
    const scene = await open();
    sim.control.setSeats({ organizationId, seats: seats() + 1 });
    const report = await scene.run('invite', toInvite('a@gable.example', 'b@gable.example'), 'user');
    expect(kinds(report)).toEqual(['refused', 'refused']);
    expect(sentences(report)[0]).toBe('Seat limit has been reached. Please contact your provider to add more seats.');
    sim.control.setSeats({ organizationId, seats: null });
    expect(kinds(await scene.run('invite', toInvite('a@gable.example', 'b@gable.example'), 'user'))).toEqual([
      'done',
      'done',
    ]);
  });

  test('five rounds a minute: the sixth waits for its turn', async () => {
    sim.control.setSwitches({ rateLimits: true });
    sim.control.setSeats({ organizationId, seats: null });
    const scene = await open();
    for (let round = 0; round < 6; round += 1)
      expect(kinds(await scene.run('invite', toInvite(`n${round}@gable.example`), 'user'))).toEqual(['done']);
  });
});

describe('changing a role', () => {
  test('keeps everything else of the record as it was', async () => {
    const scene = await open();
    const [user] = await users(scene, 1);
    const row = sim.world.member(organizationId, user!.id)!;
    const collections = [
      {
        id: sim.world.organizations.get(organizationId)!.collections[0]!,
        readOnly: true,
        hidePasswords: false,
        manage: false,
      },
    ];
    Object.assign(row, { collections, accessPam: true });
    const report = await scene.run('role', [user!], 'admin');
    expect(kinds(report)).toEqual(['done']);
    expect(row).toMatchObject({ type: 1, collections, accessPam: true });
  });

  test('of whoever is gone says so; others go on', async () => {
    const scene = await open();
    const people = await users(scene, 2);
    sim.control.withdraw({ memberId: people[0]!.id });
    const report = await scene.run('role', people, 'owner');
    expect(kinds(report)).toEqual(['left', 'done']);
  });
});

describe('taking access away and giving it back', () => {
  test('revoking frees seats, restoring takes them, and what was so already is said', async () => {
    const scene = await open();
    const people = await users(scene, 3);
    const before = seats();
    sim.control.revoke({ memberId: people[2]!.id });
    expect(kinds(await scene.run('revoke', people))).toEqual(['done', 'done', 'already']);
    expect(seats()).toBe(before - 3);
    sim.control.restore({ memberId: people[2]!.id });
    expect(kinds(await scene.run('restore', people))).toEqual(['done', 'done', 'already']);
    expect(seats()).toBe(before);
    const [first] = (await scene.list()).filter(({ id }) => id === people[0]!.id);
    expect(first).toMatchObject({ status: 'confirmed', revokedBy: null });
  });

  test('too few seats restore nobody', async () => {
    const scene = await open();
    const people = await users(scene, 2);
    await scene.run('revoke', people);
    sim.control.setSeats({ organizationId, seats: seats() + 1 });
    const report = await scene.run('restore', people);
    expect(kinds(report)).toEqual(['refused', 'refused']);
    expect(sentences(report)[0]).toContain('Seat limit has been reached.');
  });

  test('an unknown id is left', async () => {
    const scene = await open();
    const [user] = await users(scene, 1);
    const stranger = { id: unknownId, name: null, email: 'x@gable.example' };
    expect(kinds(await scene.run('revoke', [user!, stranger]))).toEqual(['done', 'left']);
  });
});

describe('removing', () => {
  test('one and many, the last owner too: the provider counts as one', async () => {
    const scene = await open();
    const owners = (await scene.list()).filter(({ role, status }) => role === 'owner' && status === 'confirmed');
    const people = await users(scene, 2);
    expect(kinds(await scene.run('remove', people))).toEqual(['done', 'done']);
    expect(new Set(kinds(await scene.run('remove', owners)))).toEqual(new Set(['done']));
  });

  test('a list that lags behind is not believed against an answer, but the contradiction is told', async () => {
    const scene = await open();
    const people = await users(scene, 1);
    sim.control.lagList({ organizationId });
    const report = await scene.run('remove', people);
    expect(kinds(report)).toEqual(['contradicted']);
    expect(kinds(await scene.check(report))).toEqual(['done']);
  });
});

test('sending again moves no date that the server shows', async () => {
  sim.control.setSeats({ organizationId, seats: null });
  const scene = await open();
  await scene.run('invite', toInvite('new@gable.example'), 'user');
  const [before] = (await scene.list()).filter(({ email }) => email === 'new@gable.example');
  sim.control.advance({ ms: 3_600_000 });
  expect(kinds(await scene.run('resend', [before!]))).toEqual(['done']);
  const [after] = (await scene.list()).filter(({ email }) => email === 'new@gable.example');
  expect(after?.createdAt).toBe(before?.createdAt);
});

test('an account of another provider is refused everything', async () => {
  const admin = await open();
  const people = await users(admin, 1);
  const other = await membersOf(sim, 'no provider', organizationId);
  for (const what of ['remove', 'revoke', 'restore', 'resend'] as const)
    expect(kinds(await other.run(what, people))).toEqual(['refused']);
  expect(kinds(await other.run('role', people, 'owner'))).toEqual(['refused']);
  expect(kinds(await other.run('invite', toInvite('x@gable.example'), 'owner'))).toEqual(['refused']);
});
