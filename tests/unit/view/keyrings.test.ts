import { describe, expect, it, vi } from 'vitest';
import { readPublicKey } from '@/lib/crypto/sealing';
import { fail, succeed } from '@/lib/domain/failure';
import { createKeyrings, type UnlockRun } from '@/lib/view/confirm/keyrings';
import { deriveHere, openAsNewcomer, reasonOf, valueIn } from '../crypto/support';
import { makeKeys, minute, pair, password, start } from './confirm-desk';

vi.setConfig({ testTimeout: 30_000 });

const run = (): UnlockRun => ({ since: start, signal: new AbortController().signal, onProgress: () => undefined });
const team = { accountId: 'a', providerId: 'P', place: 'team' };
const client = { accountId: 'a', providerId: 'p', place: '1' };

async function ring(more: { unlocked?: boolean } = {}) {
  const keys = await makeKeys();
  const asked: unknown[] = [];
  let answers = true;
  let now = start;
  const keyrings = createKeyrings({
    now: () => now,
    async ask(name, request) {
      asked.push([name, request]);
      return (answers ? succeed(keys.material) : fail({ kind: 'offline' })) as never;
    },
    derive: deriveHere,
  });
  if (more.unlocked !== false) expect(await keyrings.unlock('a', password, run())).toBeNull();
  return { keyrings, keys, asked, silence: () => (answers = false), pass: (ms: number) => (now += ms) };
}

describe('keys in the page', () => {
  it('open the key of a team and of a client, ids in any letters', async () => {
    const { keyrings, keys } = await ring();
    const newcomer = valueIn(await readPublicKey(pair(1).publicKey));
    for (const [place, expected, name] of [
      [team, keys.provider, false],
      [client, keys.client, true],
    ] as const) {
      const { held, wantsCollectionName } = valueIn(await keyrings.placeKey(place));
      expect(wantsCollectionName).toBe(name);
      expect(openAsNewcomer(pair(1).privateKey, valueIn(await held.sealFor(newcomer)))).toBe(expected);
      held.wipe();
    }
  });

  it('are gone at once on locking, those in use as well', async () => {
    const { keyrings } = await ring();
    const { held } = valueIn(await keyrings.placeKey(team));
    const newcomer = valueIn(await readPublicKey(pair(1).publicKey));
    keyrings.lock();
    expect(keyrings.open.value.size).toBe(0);
    expect(reasonOf(await held.sealFor(newcomer))).toBe('wiped');
    expect(reasonOf(await keyrings.placeKey(team))).toBe('locked');
  });

  it('of one account are locked by themselves', async () => {
    const { keyrings } = await ring();
    expect(await keyrings.unlock('b', password, run())).toBeNull();
    keyrings.lock('a');
    expect([...keyrings.open.value]).toEqual(['b']);
    expect(reasonOf(await keyrings.placeKey({ ...team, accountId: 'b' }))).toBe('ok');
  });

  it('do not open after a locking that came while they were being opened', async () => {
    const { keyrings } = await ring({ unlocked: false });
    const unlocking = keyrings.unlock('a', password, run());
    keyrings.lock();
    expect(await unlocking).toEqual({ kind: 'cancelled' });
    expect(keyrings.open.value.size).toBe(0);
  });

  it('that are not in the profile, and cannot be asked for, are missing', async () => {
    const { keyrings, asked, silence } = await ring();
    silence();
    expect(reasonOf(await keyrings.placeKey({ ...client, place: 'unknown' }))).toBe('organization-key-missing');
    expect(asked.at(-1)).toEqual(['unlockMaterial', { accountId: 'a', fresh: false }]);
  });

  it('of a client whom the profile gives to another provider are asked for anew, and not used', async () => {
    const { keyrings, keys, asked } = await ring();
    const [provider] = keys.material.keys.providers;
    const key = provider?.key ?? null;
    const moved = { ...keys.material.keys, providers: [...keys.material.keys.providers, { id: 'q', key }] };
    Object.assign(keys.material, { keys: moved });
    expect(reasonOf(await keyrings.placeKey({ ...client, providerId: 'q' }))).toBe('organization-key-missing');
    expect(asked).toHaveLength(2);
    // The profile was older than the move.
    const providerOrganizations = moved.providerOrganizations.map((row) => ({ ...row, providerId: 'Q' }));
    Object.assign(keys.material, { keys: { ...moved, providerOrganizations } });
    expect(reasonOf(await keyrings.placeKey({ ...client, providerId: 'q' }))).toBe('ok');
    expect(reasonOf(await keyrings.placeKey(client))).toBe('organization-key-missing');
  });

  it('are asked for anew before they are used ten minutes later, once, and without signing in', async () => {
    const { keyrings, keys, asked, pass } = await ring();
    pass(10 * minute - 1);
    expect(reasonOf(await keyrings.placeKey(client))).toBe('ok');
    expect(asked).toHaveLength(1);
    // Taken from the provider meanwhile.
    Object.assign(keys.material, { keys: { ...keys.material.keys, providers: [], providerOrganizations: [] } });
    pass(1);
    expect(reasonOf(await keyrings.placeKey(team))).toBe('provider-key-missing');
    expect(asked.slice(1)).toEqual([['unlockMaterial', { accountId: 'a', fresh: false }]]);
    pass(10 * minute - 1);
    expect(reasonOf(await keyrings.placeKey(client))).toBe('organization-key-missing');
    // Asked because it is missing, as before.
    expect(asked).toHaveLength(3);
  });

  it('that cannot be asked for anew are used as they are, and asked for again ten minutes later', async () => {
    const { keyrings, asked, silence, pass } = await ring();
    silence();
    for (const expected of [2, 2, 3]) {
      if (expected !== asked.length) pass(10 * minute);
      expect(reasonOf(await keyrings.placeKey(client))).toBe('ok');
      expect(asked).toHaveLength(expected);
    }
  });

  it('kept between two tries are as old as they are', async () => {
    const { keyrings, asked, pass } = await ring({ unlocked: false });
    const later = { ...run(), since: start - 2 * minute };
    expect(await keyrings.unlock('a', 'wrong', later)).toMatchObject({ reason: 'wrong-password' });
    pass(10 * minute);
    expect(await keyrings.unlock('a', password, later)).toBeNull();
    expect(asked).toHaveLength(1);
    expect(reasonOf(await keyrings.placeKey(team))).toBe('ok');
    expect(asked).toHaveLength(2);
  });

  it('show nothing of themselves to whoever looks at the ring', async () => {
    const { keyrings, keys } = await ring();
    const shown = JSON.stringify([keyrings, [...keyrings.open.value]]);
    expect(shown).not.toContain(keys.provider);
    expect(shown).not.toContain(password);
  });
});
