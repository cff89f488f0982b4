import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readUnlockData, readWrappedKeys } from '@/lib/crypto/account-keys';
import { unlock } from '@/lib/crypto/key-chain';
import { deriveHere, kdfOf, valueIn, vectors } from './support';

/** All bytes that went through WebCrypto as a key, and all that it opened: what an unlocking could leave behind. */
let seen: Uint8Array[] = [];
let extractable: string[] = [];

beforeEach(() => {
  seen = [];
  extractable = [];
  const { subtle } = crypto;
  const [importKey, decrypt] = [subtle.importKey.bind(subtle), subtle.decrypt.bind(subtle)];
  vi.spyOn(subtle, 'decrypt').mockImplementation(async (...args: Parameters<typeof decrypt>) => {
    const opened = await decrypt(...args);
    seen.push(new Uint8Array(opened));
    return opened;
  });
  const spied = (...args: Parameters<typeof importKey>) => {
    const [format, data] = args;
    if (data instanceof Uint8Array) seen.push(data);
    if (args[3]) extractable.push(format);
    return importKey(...args);
  };
  vi.spyOn(subtle, 'importKey').mockImplementation(spied as typeof importKey);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const traces = (): number => seen.filter((data) => data.some((byte) => byte !== 0)).length;

describe('of keys nothing is left in memory', () => {
  test('once an account was unlocked, and its keys were used and wiped', async () => {
    const { tokenResponse, profile, email, password } = vectors.accounts[0]!;
    const keys = valueIn(readWrappedKeys(profile));
    const ring = valueIn(await unlock(valueIn(readUnlockData(tokenResponse, email)), password, { derive: deriveHere }));
    expect([seen.length > 5, traces(), extractable]).toEqual([true, 0, []]);

    const provider = valueIn(await ring.providerKey(keys, profile.providers[0]!.id));
    const client = valueIn(await ring.organizationKey(keys, profile.providerOrganizations[0]!.id));
    await client.sealText('x');
    expect(traces()).toBeGreaterThan(0);
    provider.wipe();
    client.wipe();
    expect([traces(), extractable]).toEqual([0, []]);
  });

  test.each(vectors.v2)('once an account of version 2 was unlocked: $algorithm', async (vector) => {
    const data = {
      kdf: kdfOf(vector.kdf),
      salt: vector.salt,
      wrappedUserKey: vector.encryptedUserKey,
      wrappedPrivateKey: vector.wrappedPrivateKey,
    };
    valueIn(await unlock(data, vector.password, { derive: deriveHere }));
    expect([seen.length > 5, traces(), extractable]).toEqual([true, 0, []]);
  });

  test('nor when the password was wrong, or the rest did not fit', async () => {
    const { tokenResponse, email, password } = vectors.accounts[0]!;
    const data = valueIn(readUnlockData(tokenResponse, email));
    await unlock(data, 'another', { derive: deriveHere });
    await unlock({ ...data, wrappedPrivateKey: vectors.rsaKeyPairs[0]!.encryptedPrivateKey }, password, {
      derive: deriveHere,
    });
    expect([seen.length > 5, traces()]).toEqual([true, 0]);
  });
});
