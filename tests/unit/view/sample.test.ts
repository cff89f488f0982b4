/** The sample: every answer is one that the desk can read, its rules are the server's, and it keeps everything to itself. */

import { describe, expect, it, test } from 'vitest';
import * as z from 'zod/mini';
import { clientEvents, providerEvents } from '@/lib/bitwarden/administration/events';
import {
  changeClientRole,
  changeTeamRole,
  clientMembers,
  clientMembership,
  inviteToClient,
  inviteToTeam,
  removeFromClient,
  removeFromTeam,
  resendToClient,
  resendToTeam,
  restoreAtClient,
  revokeAtClient,
  teamMembers,
} from '@/lib/bitwarden/administration/members';
import { organization, policies } from '@/lib/bitwarden/administration/organization';
import { changeSeats, clientsNow, subscription } from '@/lib/bitwarden/administration/seats';
import type { Errand } from '@/lib/domain/errand';
import { TEAM } from '@/lib/domain/model';
import { waitingPeople } from '@/lib/domain/overview';
import { dayMs, defaultPreferences } from '@/lib/domain/preferences';
import { recordSchemas } from '@/lib/store/schema';
import { createSampleDesk } from '@/lib/view/sample/desk';
import { accountId } from '@/lib/view/sample/snapshot';
import { createWorld } from '@/lib/view/sample/world';

const now = Date.UTC(2026, 10, 21, 9);

async function setup() {
  const ticks: (() => void)[] = [];
  let vault = 0;
  const desk = createSampleDesk({
    now: () => now,
    later: () => () => undefined,
    every: (_, call) => {
      ticks.push(call);
      return () => undefined;
    },
    preferences: { ...defaultPreferences, language: 'nl' },
    managed: undefined,
    providerName: 'Harbour IT (sample)',
    onVault: () => {
      vault += 1;
    },
  });
  await desk.overview.refresh();
  const overview = () => {
    const value = desk.overview.overview.value;
    if (value === null) throw new Error('nothing was read');
    return value;
  };
  /** Has it done, and reads the answer as a page does. */
  const run = async <T>({ request, read }: Errand<T>) => {
    const answer = await desk.ask('errand', { accountId, ...request });
    if (!answer.ok) return answer.failure;
    const value = read(answer.value);
    if (value === null) throw new Error(`cannot be read: ${request.call}`);
    return value.value;
  };
  const list = () => overview().lists[0]?.clients ?? [];
  const named = (name: string) => {
    const found = list().find((client) => client.name === name);
    if (found === undefined) throw new Error(name);
    return found;
  };
  const providerId = overview().providers[0]?.id ?? '';
  const look = async (place: string) => {
    await desk.ask('lookAgain', { accountId, providerId, place, ids: [] });
    await desk.overview.refresh();
  };
  return { desk, overview, run, list, named, providerId, look, ticks, vaults: () => vault };
}

describe('the made-up provider', () => {
  it('is the same each time, and as records of the store are', async () => {
    expect(JSON.stringify(createWorld(now))).toBe(JSON.stringify(createWorld(now)));
    const { overview, desk, providerId } = await setup();
    const { accounts, providers, lists, places, preferences } = overview();
    for (const [table, records] of Object.entries({ accounts, providers, lists, places }))
      for (const record of records) expect(z.safeParse(recordSchemas[table as 'accounts'], record).success).toBe(true);
    expect(preferences.language).toBe('nl');
    for (const entry of await desk.readJournal()) expect(z.safeParse(recordSchemas.journal, entry).success).toBe(true);
    for (const entry of await desk.readActivity())
      expect(z.safeParse(recordSchemas.activity, entry).success).toBe(true);
    for (const entry of await desk.readHistory({ accountId, providerId }))
      expect(z.safeParse(recordSchemas.history, entry).success).toBe(true);
  });

  it('is believable: forty clients, some low, somebody waiting, invitations that end, a past', async () => {
    const { overview, list, desk, providerId } = await setup();
    expect(list()).toHaveLength(40);
    expect(
      list()
        .filter(({ low }) => low)
        .map(({ name }) => name),
    ).toEqual(['Jansen Zonwering', 'Meridiaan Notariaat', 'Tideway Marine Supplies', 'Verhoeven & Zonen']);
    expect(waitingPeople(overview()).map(({ person }) => person.name)).toEqual([
      'Marek Nowak',
      'Tom Okafor',
      'Sanne de Vries',
      'Priya Nair',
      'Fleur Bosman',
    ]);
    expect(overview().providers[0]?.name).toBe('Harbour IT (sample)');
    const histories = await desk.readHistory({ accountId, providerId });
    for (const { clientId, steps } of histories) {
      const client = list().find(({ id }) => id === clientId);
      expect(steps.at(-1)).toMatchObject({ used: client?.used, assigned: client?.assigned });
      expect(steps.map(({ at }) => at)).toEqual([...steps.map(({ at }) => at)].sort((a, b) => a - b));
      expect(now - (steps[0]?.at ?? now)).toBeGreaterThan(119 * dayMs);
      for (const { used, assigned } of steps) expect(used).toBeLessThanOrEqual(assigned ?? 1000);
    }
  });

  it('answers every question in a shape that the desk reads', async () => {
    const { run, list, providerId } = await setup();
    const range = { from: now - 30 * dayMs, to: now };
    expect(await run(clientsNow(providerId))).toHaveLength(40);
    expect(await run(teamMembers(providerId))).toHaveLength(7);
    expect(await run(subscription(providerId))).toMatchObject({
      plans: [
        { plan: 'Enterprise (Monthly)', purchased: 0 },
        { plan: 'Teams (Monthly)', purchased: 0 },
      ],
    });
    const first = await run(providerEvents(providerId, range));
    if (!('events' in first)) throw new Error('refused');
    expect(first.events).toHaveLength(50);
    expect(first.next).toBe('50');
    expect(await run(providerEvents(providerId, range, first.next))).toMatchObject({ next: null });
    for (const { id, used } of list()) {
      const members = await run(clientMembers(id));
      if (!Array.isArray(members)) throw new Error('refused');
      expect(members.filter(({ status }) => status !== 'revoked')).toHaveLength(used ?? -1);
      expect(new Set(members.map(({ email }) => email)).size).toBe(members.length);
      await run(clientEvents(id, range));
      await run(organization(id));
      await run(policies(id));
      await run(clientMembership(id, members[0]?.id ?? ''));
    }
  });
});

describe('what is tried', () => {
  it('changes seats, and the pool follows', async () => {
    const { desk, run, named, providerId } = await setup();
    const { relationId, name } = named('Tideway Marine Supplies');
    await run(changeSeats(providerId, { relationId, name: name ?? '' }, 30));
    expect(named('Tideway Marine Supplies').remaining).toBe(0);
    await desk.ask('readClients', { accountId, providerId });
    await desk.overview.refresh();
    expect(named('Tideway Marine Supplies')).toMatchObject({ assigned: 30, remaining: 10, low: false });
    const bought = await run(subscription(providerId));
    expect(bought).toMatchObject({ plans: [{}, { plan: 'Teams (Monthly)', purchased: 6 }] });
  });

  it('invites, sends again, revokes, restores and removes at a client, within its seats', async () => {
    const { run, named, look } = await setup();
    const { id, used } = named('Verhoeven & Zonen');
    const three = ['a', 'b', 'c'].map((letter) => `${letter}@verhoeven.example`);
    expect(await run(inviteToClient(id, three, 'user'))).toMatchObject({ kind: 'rejected', status: 400 });
    expect(await run(inviteToClient(id, three.slice(0, 2), 'admin'))).toBeNull();
    await look(id);
    expect(named('Verhoeven & Zonen')).toMatchObject({ used: (used ?? 0) + 2, remaining: 0 });
    const members = await run(clientMembers(id));
    if (!Array.isArray(members)) throw new Error('refused');
    const fresh = members.find(({ email }) => email === three[0]);
    const old = members.find(({ status }) => status === 'confirmed');
    if (fresh === undefined || old === undefined) throw new Error('nobody');
    expect(await run(resendToClient(id, [fresh.id, old.id, 'nobody']))).toEqual([
      { id: fresh.id, done: true, sentence: null },
      { id: old.id, done: false, sentence: 'User invalid.' },
    ]);
    expect(await run(restoreAtClient(id, [old.id]))).toMatchObject({ kind: 'rejected' });
    expect(await run(revokeAtClient(id, [old.id]))).toMatchObject([{ done: true }]);
    expect(await run(restoreAtClient(id, [old.id]))).toMatchObject([{ done: true }]);
    const found = await run(clientMembership(id, old.id));
    if (!('collections' in found)) throw new Error('refused');
    expect(await run(changeClientRole(id, old.id, 'owner', found))).toBeNull();
    expect(await run(removeFromClient(id, [fresh.id]))).toMatchObject([{ done: true }]);
    await look(id);
    expect(named('Verhoeven & Zonen').used).toBe((used ?? 0) + 1);
    expect(await run(clientEvents(id, { from: now - dayMs, to: now }))).toMatchObject({
      events: expect.arrayContaining([expect.objectContaining({ type: 1503, memberId: fresh.id })]),
    });
  });

  it('keeps an admin in the team, and nobody removes themself', async () => {
    const { run, providerId, overview, look } = await setup();
    const members = await run(teamMembers(providerId));
    if (!Array.isArray(members)) throw new Error('refused');
    const [ada, lena] = members.filter(({ role }) => role === 'provider-admin');
    if (ada === undefined || lena === undefined) throw new Error('no admins');
    expect(await run(removeFromTeam(providerId, [ada.id, lena.id]))).toMatchObject({ kind: 'rejected' });
    expect(await run(removeFromTeam(providerId, [ada.id]))).toMatchObject([{ done: false }]);
    expect(await run(changeTeamRole(providerId, lena.id, 'service-user'))).toBeNull();
    expect(await run(changeTeamRole(providerId, ada.id, 'service-user'))).toMatchObject({ kind: 'rejected' });
    expect(await run(inviteToTeam(providerId, ['new@harbour-it.example', lena.email], 'service-user'))).toBeNull();
    const ended = members.find(({ email }) => email.startsWith('hugo'));
    expect(await run(resendToTeam(providerId, [ended?.id ?? '']))).toMatchObject([{ done: true }]);
    await look(TEAM);
    const people = overview().places.find(({ place }) => place === TEAM)?.people ?? [];
    expect(people.find(({ email }) => email.startsWith('new@'))).toMatchObject({ status: 'invited', invitedAt: now });
    expect(people.find(({ id }) => id === ended?.id)?.invitedAt).toBe(now);
  });

  test.each([
    [Array.from({ length: 21 }, (_, n) => `p${n}@example.org`), /20 emails/],
    [['nobody'], /not valid/],
    [[], /required/],
  ])('refuses addresses as the server does (%#)', async (emails, sentence) => {
    const { run, providerId } = await setup();
    expect(await run(inviteToTeam(providerId, emails, 'service-user'))).toMatchObject({
      kind: 'rejected',
      sentence: expect.stringMatching(sentence),
    });
  });

  it('writes deeds down, mutes, pauses, erases, and has no web vault and no keys', async () => {
    const { desk, overview, providerId, vaults, named } = await setup();
    const { id, name } = named('Tideway Marine Supplies');
    const client = { accountId, providerId, clientId: id, name };
    await desk.ask('mute', { client, muted: true });
    await desk.ask('pause', { until: now + 1 });
    await desk.overview.refresh();
    expect(overview().preferences).toMatchObject({ muted: [client], pausedUntil: now + 1 });
    await desk.ask('mute', { client, muted: false });
    await desk.ask('openVault', { accountId, url: 'https://vault.example/#/' });
    expect(vaults()).toBe(1);
    await desk.ask('eraseActivity', {});
    expect([await desk.readActivity(), await desk.readJournal()]).toEqual([[], []]);
    await expect(desk.ask('unlockMaterial', { accountId, fresh: false })).rejects.toThrow('unlockMaterial');
  });
});
