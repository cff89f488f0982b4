/** The calls of confirming against the simulated server: what is stored opens, what is refused is said, nothing else moves. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Api, JoinedPlace } from '@/lib/bitwarden/api';
import { readUnlockData, readWrappedKeys } from '@/lib/crypto/account-keys';
import { TEAM } from '@/lib/domain/keys';
import { type Account, createStoppedClock, type Simulator, startSimulator, type Waiting } from '../../simulator/index';
import { seal } from '../../simulator/keys';
import { apiAt, failureOf, readingOf } from './harness';

const at = Date.UTC(2026, 7, 20, 12, 0, 0);
const dayMs = 86_400_000;
const unknownId = '00000000-0000-4000-8000-000000000000';
const collectionName = '2.aXY=|bmFtZQ==|bWFj';

let sim: Simulator;
beforeEach(async () => {
  sim = await startSimulator({ clock: createStoppedClock(at) });
});
afterEach(async () => {
  expect(sim.crashes).toEqual([]);
  await sim.close();
});

interface Caller {
  readonly api: Api;
  readonly token: string;
  readonly who: Account;
  readonly providerId: string;
  readonly sealed: Readonly<Record<string, unknown>>;
}

async function signedIn(label: string): Promise<Caller> {
  const api = apiAt(
    { region: 'own', vault: sim.origin, api: sim.apiUrl, identity: sim.identityUrl },
    { now: () => sim.control.advance({ ms: 0 }).now },
  );
  const who = sim.world.accounts.find((account) => account.label === label)!;
  const { accessToken, sealed } = readingOf(await api.signIn({ ...who, deviceId: who.userId }));
  return { api, token: accessToken, who, providerId: who.providers[0]?.id ?? '', sealed };
}

const placeOf = ({ providerId, scope }: Waiting): JoinedPlace => ({ providerId, place: scope });

/** The right key of a place, sealed to the public key that the server gives for somebody. */
const sealedFor = (waiting: Waiting, publicKey: string | null): { id: string; key: string } => {
  const right =
    waiting.scope === TEAM
      ? sim.world.providers.get(waiting.providerId)?.key
      : sim.world.organizations.get(waiting.scope)?.key;
  return { id: waiting.memberId, key: seal(right!, publicKey ?? '') };
};

const statusOf = (waiting: Waiting): number | undefined =>
  (waiting.scope === TEAM
    ? sim.world.providerUsers.get(waiting.memberId)
    : sim.world.member(waiting.scope, waiting.memberId)
  )?.status;

describe('what opens the keys', () => {
  test.each(['provider admin', 'service user', 'two providers, Argon2id', 'second version of encryption'])(
    'of "%s": the token answer and the profile can be read as a page reads them',
    async (label) => {
      const { api, token, who, sealed } = await signedIn(label);
      expect(readUnlockData(sealed, who.email)).toMatchObject({ ok: true });
      const { keys } = readingOf(await api.profile(token));
      const wrapped = readWrappedKeys(keys);
      if (!wrapped.ok) throw new Error('the keys cannot be read');
      expect([...wrapped.value.providers.keys()].sort()).toEqual(who.providers.map(({ id }) => id).sort());
      const clients = sim.control.truth.clients(who.userId).map(({ organizationId }) => organizationId);
      expect([...wrapped.value.clients.keys()].sort()).toEqual(clients.sort());
      expect(keys.providerOrganizations.every(({ useMyItems }) => typeof useMyItems === 'boolean')).toBe(true);
    },
  );

  test('nothing of the token itself is among it', async () => {
    const { token, sealed, who } = await signedIn('provider admin');
    expect(JSON.stringify(sealed)).not.toContain(token);
    expect(JSON.stringify(sealed)).not.toContain(who.clientSecret);
    expect(Object.keys(sealed)).not.toContain('access_token');
  });
});

describe('everybody who waits', () => {
  test('is confirmed with a key that they can open, at each place by the same calls', async () => {
    const { api, token, who } = await signedIn('provider admin');
    const waiting = sim.control.truth.waiting(who.userId);
    expect(waiting.map(({ scope }) => scope === TEAM)).toEqual([true, false, false]);
    for (const one of waiting) {
      const place = placeOf(one);
      const keys = readingOf(await api.publicKeys(token, place, [one.memberId, unknownId]));
      expect(keys).toEqual([{ id: one.memberId, userId: one.userId, publicKey: expect.any(String) }]);
      const name = one.scope === TEAM ? null : collectionName;
      const sealed = sealedFor(one, keys[0]!.publicKey);
      expect(readingOf(await api.confirm(token, place, [sealed], name))).toEqual([
        { id: one.memberId, confirmed: true, sentence: null },
      ]);
      expect(sim.control.openSealed({ memberId: one.memberId })).toMatchObject({ right: true });
      const listed = readingOf(await api.members(token, place)).find(({ id }) => id === one.memberId);
      expect(listed?.status).toBe('confirmed');
      expect(readingOf(await api.publicKeys(token, place, [one.memberId]))).toEqual([]);
      const log = readingOf(await api.confirmations(token, place, at - dayMs, at + dayMs));
      expect(log.filter(({ memberId }) => memberId === one.memberId)).toEqual([
        { memberId: one.memberId, actingUserId: who.userId, at: expect.any(Number) },
      ]);
    }
    expect(sim.control.truth.waiting(who.userId)).toEqual([]);
  });

  test('a service user confirms at clients, and is refused by the team', async () => {
    const admin = await signedIn('provider admin');
    const [team, member] = sim.control.truth.waiting(admin.who.userId);
    const { api, token } = await signedIn('service user');
    const place = placeOf(member!);
    const [key] = readingOf(await api.publicKeys(token, place, [member!.memberId]));
    const done = await api.confirm(token, place, [sealedFor(member!, key!.publicKey)], null);
    expect(readingOf(done)).toEqual([{ id: member!.memberId, confirmed: true, sentence: null }]);
    const wrong = sealedFor(team!, key!.publicKey);
    for (const [oldServer, status] of [
      [false, 403],
      [true, 404],
    ] as const) {
      sim.control.setSwitches({ oldServer });
      const unspoken = [team!.memberId, team!.providerId];
      expect(failureOf(await api.publicKeys(token, placeOf(team!), [team!.memberId]), unspoken)).toEqual({
        kind: 'refused',
        status,
        what: 'POST /providers/{p}/users/public-keys',
      });
      expect(failureOf(await api.confirm(token, placeOf(team!), [wrong], null), unspoken)).toEqual({
        kind: 'refused',
        status,
        what: 'POST /providers/{p}/users/confirm',
      });
      // The log is refused in another style than the rest, old server or not.
      expect(failureOf(await api.confirmations(token, placeOf(team!), at - dayMs, at))).toMatchObject({ status: 404 });
      sim.control.advance({ ms: 5_000 });
    }
    expect(statusOf(team!)).toBe(1);
  });
});

describe('who is not confirmed', () => {
  const begin = async () => {
    const caller = await signedIn('provider admin');
    const [team, member] = sim.control.truth.waiting(caller.who.userId);
    return { ...caller, team: team!, member: member! };
  };

  test('is refused in the team by name, and left out at a client', async () => {
    const { api, token, team, member } = await begin();
    for (const one of [team, member]) sim.control.confirmElsewhere({ memberId: one.memberId });
    const invited = sim.control.invite({ organizationId: member.scope, email: 'new@client.example' }).memberId;
    const keys = [member.memberId, invited, unknownId].map((id) => ({ id, key: '4.eA==' }));
    expect(readingOf(await api.confirm(token, placeOf(member), keys, null))).toEqual([]);
    const inTeam = [team.memberId, unknownId].map((id) => ({ id, key: '4.eA==' }));
    expect(readingOf(await api.confirm(token, placeOf(team), inTeam, null))).toEqual([
      { id: team.memberId, confirmed: false, sentence: 'Invalid user.' },
    ]);
  });

  test('keeps the reason of the client’s policy, and stays as they were', async () => {
    const { api, token, member } = await begin();
    sim.control.setPolicy({ organizationId: member.scope, type: 0 });
    const keys = [{ id: member.memberId, key: '4.eA==' }];
    expect(readingOf(await api.confirm(token, placeOf(member), keys, collectionName))).toEqual([
      { id: member.memberId, confirmed: false, sentence: 'User does not have two-step login enabled.' },
    ]);
    expect(statusOf(member)).toBe(1);
  });

  test('a batch that is wrong as a whole refuses each, in the server’s words', async () => {
    const { api, token, member } = await begin();
    const keys = [{ id: member.memberId, key: '4.eA==' }];
    expect(readingOf(await api.confirm(token, placeOf(member), keys, 'no encrypted text'))).toEqual([
      { id: member.memberId, confirmed: false, sentence: 'The field is not an encrypted string.' },
    ]);
    expect(statusOf(member)).toBe(1);
  });

  test('a key that was rotated since shows in the next reading', async () => {
    const { api, token, member } = await begin();
    const [before] = readingOf(await api.publicKeys(token, placeOf(member), [member.memberId]));
    const { publicKey } = sim.control.rotateUserKeyPair({ userId: member.userId });
    const [after] = readingOf(await api.publicKeys(token, placeOf(member), [member.memberId]));
    expect(after).toEqual({ ...before!, publicKey });
    expect(publicKey).not.toBe(before!.publicKey);
  });

  test('the sixth confirmation within a second has to wait, and nothing was done', async () => {
    const { api, token, member } = await begin();
    const place = placeOf(member);
    for (let tries = 0; tries < 5; tries += 1) {
      readingOf(await api.confirm(token, place, [{ id: unknownId, key: '4.eA==' }], null));
    }
    const failure = failureOf(await api.confirm(token, place, [{ id: member.memberId, key: '4.eA==' }], null));
    expect(failure).toMatchObject({ kind: 'rate-limited' });
    expect(statusOf(member)).toBe(1);
  });
});

test('a plan that keeps no events tells nothing of who was confirmed, which is no error', async () => {
  const { api, token, who } = await signedIn('provider admin');
  const member = sim.control.truth.waiting(who.userId).find(({ scope }) => scope !== TEAM)!;
  const organization = sim.world.organizations.get(member.scope)!;
  sim.world.organizations.set(member.scope, { ...organization, useEvents: false });
  sim.control.confirmElsewhere({ memberId: member.memberId });
  expect(readingOf(await api.confirmations(token, placeOf(member), at - dayMs, at + dayMs))).toEqual([]);
});
