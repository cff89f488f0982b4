/** What is done with a team's members, over real HTTP: refusals of the server, half successes, colleagues, lost answers. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Simulator } from '../../simulator/index';
import { at, kinds, membersOf, sentences, simulate, toInvite, unknownId } from './members-scene';

const [eva, noah] = ['eva.roth@harbour-it.example', 'noah@harbour-it.example'] as const;
const [ada, bram, priya] = [
  'ada@harbour-it.example',
  'bram@harbour-it.example',
  'priya.nair@harbour-it.example',
] as const;
const stranger = { id: unknownId, name: null, email: 'gone@harbour-it.example' };

let sim: Simulator;
beforeEach(async () => {
  sim = await simulate();
});
afterEach(async () => {
  expect(sim.crashes).toEqual([]);
  await sim.close();
});

const mailsTo = (email: string): number =>
  sim.mailbox.filter(({ to, kind }) => to === email && kind === 'invitation').length;

describe('inviting', () => {
  test('twenty are invited, each seen in the list afterwards, and it is written down', async () => {
    const team = await membersOf(sim, 'provider admin');
    const emails = Array.from({ length: 20 }, (_, n) => `new${n}@harbour-it.example`);
    const report = await team.run('invite', toInvite(...emails), 'service-user');
    expect(new Set(kinds(report))).toEqual(new Set(['done']));
    expect(emails.map(mailsTo)).toEqual(emails.map(() => 1));
    expect(team.deeds.map(({ what, state }) => [what, state])).toEqual([
      ['invite', 'sent'],
      ['invite', 'done'],
    ]);
    expect(team.deeds[1]?.people).toHaveLength(20);
  });

  test('whoever is there already is not called invited, however the address is written', async () => {
    const team = await membersOf(sim, 'provider admin');
    const report = await team.run('invite', toInvite('NOAH@harbour-it.example', bram, 'new@x.example'), 'service-user');
    expect(kinds(report)).toEqual(['already', 'already', 'done']);
    expect(mailsTo(noah)).toBe(0);
  });

  test('the server refuses 21, and an address that it does not like, with its own sentence', async () => {
    const team = await membersOf(sim, 'provider admin');
    const many = toInvite(...Array.from({ length: 21 }, (_, n) => `new${n}@harbour-it.example`));
    const tooMany = await team.run('invite', many, 'service-user');
    expect(new Set(sentences(tooMany))).toEqual(new Set(['You can only submit up to 20 emails at a time.']));
    expect(sentences(await team.run('invite', toInvite('hugo@harbour-it'), 'service-user'))).toEqual([
      'Email #1 is not valid.',
    ]);
    expect(sim.mailbox.filter(({ kind }) => kind === 'invitation')).toEqual([]);
  });

  test('a fault after it was done is found out by the list', async () => {
    const team = await membersOf(sim, 'provider admin');
    sim.control.addFault({ kind: 'drop', after: true, method: 'POST', path: '/providers/*/users/invite', count: 1 });
    expect(kinds(await team.run('invite', toInvite('new@x.example'), 'service-user'))).toEqual(['found']);
    sim.control.addFault({ kind: 'drop', method: 'POST', path: '/providers/*/users/invite', count: 1 });
    expect(kinds(await team.run('invite', toInvite('other@x.example'), 'service-user'))).toEqual(['unknown']);
  });
});

describe('sending again', () => {
  test('reaches those who are invited; of the others it is said why not', async () => {
    const team = await membersOf(sim, 'provider admin');
    const people = [...(await team.named(eva, noah, priya)), stranger];
    sim.control.withdraw({ email: noah });
    const report = await team.run('resend', people);
    expect(kinds(report)).toEqual(['done', 'left', 'joined', 'left']);
    expect(mailsTo(eva)).toBe(1);
    expect(team.deeds.at(-1)).toMatchObject({ what: 'resend', state: 'partly' });
  });

  test('without an answer stays unknown, for no list shows it', async () => {
    const team = await membersOf(sim, 'provider admin');
    sim.control.addFault({ kind: 'drop', after: true, method: 'POST', path: '/providers/*/users/reinvite', count: 1 });
    const report = await team.run('resend', await team.named(eva));
    expect(kinds(report)).toEqual(['unknown']);
    expect(team.deeds.at(-1)).toMatchObject({ state: 'sent' });
    expect(kinds(await team.check(report))).toEqual(['unknown']);
  });

  test('a pause that the server asks for is sat out', async () => {
    const team = await membersOf(sim, 'provider admin');
    const path = '/providers/*/users/reinvite';
    sim.control.addFault({ kind: 'tooManyRequests', retryAfterSeconds: 20, method: 'POST', path, count: 2 });
    expect(kinds(await team.run('resend', await team.named(eva, noah)))).toEqual(['done', 'done']);
    expect(mailsTo(eva)).toBe(1);
    expect(sim.control.advance({ ms: 0 }).now).toBeGreaterThanOrEqual(at + 40_000);
  });

  test('a pause without an end that is known is told: nothing was sent', async () => {
    const team = await membersOf(sim, 'provider admin');
    sim.control.addFault({ kind: 'tooManyRequests', method: 'POST', path: '/providers/*/users/reinvite', count: 1 });
    const report = await team.run('resend', await team.named(eva));
    expect([kinds(report), mailsTo(eva)]).toEqual([['not-sent'], 0]);
  });
});

describe('removing', () => {
  test('takes people out; a colleague who was faster is named, and oneself stays', async () => {
    const team = await membersOf(sim, 'provider admin');
    const people = await team.named(bram, noah, ada);
    sim.control.withdraw({ email: noah });
    const report = await team.run('remove', people);
    expect(kinds(report)).toEqual(['done', 'already', 'refused']);
    expect(sentences(report)).toEqual(['You cannot remove yourself.']);
    expect((await team.list()).some(({ email }) => email === bram)).toBe(false);
  });

  test('the last admin keeps everybody in, with the server’s sentence for each', async () => {
    const team = await membersOf(sim, 'provider admin');
    for (const row of sim.world.teamOf(team.where.providerId))
      if (row.type === 0 && row.status === 2 && sim.world.users.get(row.userId ?? '')?.email !== ada)
        sim.world.providerUsers.delete(row.id);
    await team.list();
    const report = await team.run('remove', await team.named(bram, ada));
    expect(kinds(report)).toEqual(['refused', 'refused']);
    expect(new Set(sentences(report))).toEqual(new Set(['Provider must have at least one confirmed ProviderAdmin.']));
  });

  test('a line that is cut leaves no lie: the list says whether it was done', async () => {
    const team = await membersOf(sim, 'provider admin');
    const path = '/providers/*/users/delete';
    sim.control.addFault({ kind: 'drop', method: 'POST', path, count: 1 });
    const cut = await team.run('remove', await team.named(bram));
    expect(kinds(cut)).toEqual(['unknown']);
    sim.control.advance({ ms: 2 * 60_000 });
    expect(kinds(await team.check(cut))).toEqual(['not-done']);
    expect(team.deeds.at(-1)?.state).toBe('refused');
    sim.control.addFault({ kind: 'drop', after: true, method: 'POST', path, count: 1 });
    expect(kinds(await team.run('remove', await team.named(bram)))).toEqual(['found']);
  });

  test('and without the list it is not known, until the list can be read', async () => {
    const team = await membersOf(sim, 'provider admin');
    const people = await team.named(bram);
    sim.control.addFault({ kind: 'drop', after: true, method: 'POST', path: '/providers/*/users/delete', count: 1 });
    team.cutList(3);
    const report = await team.run('remove', people);
    expect([report.unread, kinds(report)]).toEqual([true, ['unknown']]);
    sim.control.clearFaults({});
    expect(kinds(await team.check(report))).toEqual(['found']);
  });
});

describe('changing roles', () => {
  test('goes through for one and many, and is seen in the list', async () => {
    const team = await membersOf(sim, 'provider admin');
    const report = await team.run('role', await team.named(bram, noah), 'provider-admin');
    expect(kinds(report)).toEqual(['done', 'done']);
    const roles = (await team.list()).filter(({ email }) => email === bram || email === noah);
    expect(roles.map(({ role }) => role)).toEqual(['provider-admin', 'provider-admin']);
    expect(team.deeds.at(-1)).toMatchObject({ what: 'role', role: 'provider-admin', state: 'done' });
  });

  test('of whoever is gone says so, and of the last admin what the server says', async () => {
    const team = await membersOf(sim, 'provider admin');
    const people = await team.named(noah);
    sim.control.withdraw({ email: noah });
    expect(kinds(await team.run('role', people, 'provider-admin'))).toEqual(['left']);
    for (const row of sim.world.teamOf(team.where.providerId))
      if (row.type === 0 && sim.world.users.get(row.userId ?? '')?.email !== ada)
        sim.world.providerUsers.delete(row.id);
    const report = await team.run('role', await team.named(ada), 'service-user');
    expect(sentences(report)).toEqual(['Provider must have at least one confirmed ProviderAdmin.']);
  });
});

test('a service user sees no team, and is refused whatever they try', async () => {
  const admin = await membersOf(sim, 'provider admin');
  const people = await admin.named(eva);
  const service = await membersOf(sim, 'service user');
  expect(await service.list()).toEqual([]);
  for (const what of ['resend', 'remove'] as const) {
    const report = await service.run(what, people);
    expect([report.unread, kinds(report), sentences(report)]).toEqual([true, ['refused'], [null]]);
  }
  expect(kinds(await service.run('invite', toInvite('new@x.example'), 'service-user'))).toEqual(['refused']);
  expect(kinds(await service.run('role', people, 'provider-admin'))).toEqual(['refused']);
  expect(mailsTo(eva)).toBe(0);
});
