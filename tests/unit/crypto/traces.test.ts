import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readUnlockData, readWrappedKeys, type UnlockData } from '@/lib/crypto/account-keys';
import { utf8 } from '@/lib/crypto/bytes';
import { deriveMasterKey, deriveStretchedKey } from '@/lib/crypto/derive';
import { hkdfExpand } from '@/lib/crypto/hkdf';
import { unlock } from '@/lib/crypto/key-chain';
import { bytes, deriveHere, kdfOf, valueIn, vectors } from './support';

const joined = vi.hoisted((): { arrays: Uint8Array[] } => ({ arrays: [] }));
vi.mock('@/lib/crypto/bytes', async (original) => {
  const real = await original<typeof import('@/lib/crypto/bytes')>();
  const concat: typeof real.concat = (...parts) => {
    const whole = real.concat(...parts);
    joined.arrays.push(whole);
    return whole;
  };
  return { ...real, concat };
});

vi.mock('@noble/ciphers/chacha.js', async (original) => {
  const real = await original<typeof import('@noble/ciphers/chacha.js')>();
  const xchacha20poly1305 = (...given: Parameters<typeof real.xchacha20poly1305>) => {
    const cipher = real.xchacha20poly1305(...given);
    const decrypt = (sealed: Uint8Array): Uint8Array => {
      const opened = cipher.decrypt(sealed);
      seen.push(opened);
      return opened;
    };
    return { ...cipher, decrypt };
  };
  return { ...real, xchacha20poly1305 };
});

/** All bytes that went through WebCrypto as a key, all that came out of it, and all copies: what could be left behind. */
let seen: Uint8Array[] = [];
let extractable: string[] = [];

beforeEach(() => {
  seen = [];
  extractable = [];
  joined.arrays = [];
  const { subtle } = crypto;
  const importKey = subtle.importKey.bind(subtle);
  for (const name of ['decrypt', 'encrypt', 'sign', 'deriveBits'] as const) {
    const real = subtle[name].bind(subtle) as (...args: unknown[]) => Promise<ArrayBuffer>;
    const spied = async (...args: unknown[]) => {
      const result = await real(...args);
      seen.push(new Uint8Array(result));
      return result;
    };
    vi.spyOn(subtle, name).mockImplementation(spied as typeof subtle.sign & typeof subtle.deriveBits);
  }
  const spied = (...args: Parameters<typeof importKey>) => {
    const [format, data] = args;
    if (data instanceof Uint8Array) seen.push(data);
    if (args[3]) extractable.push(format);
    return importKey(...args);
  };
  vi.spyOn(subtle, 'importKey').mockImplementation(spied as typeof importKey);
  const { slice } = Uint8Array.prototype;
  vi.spyOn(Uint8Array.prototype, 'slice').mockImplementation(function (this: Uint8Array<ArrayBuffer>, ...args) {
    const copy = slice.apply(this, args);
    seen.push(copy);
    // Larger ones are the memory of Argon2id, which goes with its thread.
    if (this.length <= 64) seen.push(this);
    return copy;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const isLeft = (data: Uint8Array): boolean => data.some((byte) => byte !== 0);
const traces = (): number => seen.filter(isLeft).length;
const text = (data: Uint8Array): string => Buffer.from(data).toString('latin1');

describe('of keys nothing is left in memory', () => {
  const salt = 'somebody@example.com';

  test('once a key was derived with PBKDF2', async () => {
    valueIn(await deriveStretchedKey({ type: 'pbkdf2', iterations: 5_000 }, utf8('a password'), salt));
    expect([seen.length > 8, joined.arrays.length > 2]).toEqual([true, true]);
    expect([traces(), joined.arrays.filter(isLeft), extractable]).toEqual([0, [], []]);
  });

  test('once more was expanded than fits into one block', async () => {
    const key = utf8('an input key that has 32 letters');
    const wanted = await hkdfExpand(key, 'label', 80);
    expect(seen.length).toBeGreaterThan(4);
    // Both are the caller's to wipe.
    expect(seen.filter(isLeft)).toEqual([key, wanted]);
    expect(joined.arrays.filter(isLeft)).toEqual([]);
  });

  test('once a key was derived with Argon2id, whose own memory goes with its thread', async () => {
    const kdf = { type: 'argon2id', iterations: 2, memoryMib: 16, parallelism: 1 } as const;
    const masterKey = text(await deriveMasterKey(kdf, utf8('a password'), salt));
    [seen, joined.arrays] = [[], []];
    valueIn(await deriveStretchedKey(kdf, utf8('a password'), salt));
    expect([seen.length > 8, joined.arrays.length > 2]).toEqual([true, true]);
    expect(seen.filter((data) => text(data).includes(masterKey))).toEqual([]);
    expect([joined.arrays.filter(isLeft), extractable]).toEqual([[], []]);
  });

  test('once an account was unlocked, and its keys were used and wiped', async () => {
    const { tokenResponse, profile, email, password } = vectors.accounts[0]!;
    const keys = valueIn(readWrappedKeys(profile));
    const ring = valueIn(await unlock(valueIn(readUnlockData(tokenResponse, email)), password, { derive: deriveHere }));
    expect([seen.length > 5, traces(), extractable]).toEqual([true, 0, []]);

    const [first] = profile.providerOrganizations;
    const provider = valueIn(await ring.providerKey(keys, profile.providers[0]!.id));
    const client = valueIn(await ring.organizationKey(keys, first!.id, first!.providerId));
    expect(traces()).toBeGreaterThan(0);
    provider.wipe();
    client.wipe();
    expect([traces(), extractable]).toEqual([0, []]);
  });

  test('nor of what was being opened when the account was locked', async () => {
    const { tokenResponse, profile, email, password } = vectors.accounts[0]!;
    const keys = valueIn(readWrappedKeys(profile));
    const ring = valueIn(await unlock(valueIn(readUnlockData(tokenResponse, email)), password, { derive: deriveHere }));
    seen = [];
    const [first] = profile.providerOrganizations;
    const provider = ring.providerKey(keys, profile.providers[0]!.id);
    const client = ring.organizationKey(keys, first!.id, first!.providerId);
    ring.lock();
    expect([(await provider).ok, (await client).ok]).toEqual([false, false]);
    expect([seen.length > 1, traces()]).toEqual([true, 0]);
  });

  /** Of an account of version 2. */
  const unlockDataOf = (vector: (typeof vectors.v2)[number]): UnlockData => ({
    kdf: kdfOf(vector.kdf),
    salt: vector.salt,
    wrappedUserKey: vector.encryptedUserKey,
    wrappedPrivateKey: vector.wrappedPrivateKey,
  });

  test.each(vectors.v2)('once an account of version 2 was unlocked: $algorithm', async (vector) => {
    valueIn(await unlock(unlockDataOf(vector), vector.password, { derive: deriveHere }));
    const known = text(bytes(vector.wrappedPrivateKey.slice(2)));
    // The id of the key stands in every message that it seals: no secret.
    expect(seen.filter((data) => isLeft(data) && !known.includes(text(data)))).toEqual([]);
    expect([seen.length > 5, extractable]).toEqual([true, []]);
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

  test('nor when something else was sealed as the private key', async () => {
    const [vector] = vectors.v2;
    const data = { ...unlockDataOf(vector!), wrappedPrivateKey: vector!.wrappedSigningKey! };
    expect((await unlock(data, vector!.password, { derive: deriveHere })).ok).toBe(false);
    const known = text(bytes(data.wrappedPrivateKey.slice(2)));
    expect(seen.filter((left) => isLeft(left) && !known.includes(text(left)))).toEqual([]);
  });

  test('nor of what has another length than a key', async () => {
    const vector = vectors.mustReject.find(({ id }) => id === 'valid-mac-31-bytes')!;
    const { profile, tokenResponse, email, password } = vectors.accounts[0]!;
    const ring = valueIn(await unlock(valueIn(readUnlockData(tokenResponse, email)), password, { derive: deriveHere }));
    const id = profile.providers[0]!.id;
    const keys = valueIn(readWrappedKeys(profile));
    const clients = new Map([['client', { providerId: id, key: vector.encString }]]);
    expect((await ring.organizationKey({ ...keys, clients }, 'client', id)).ok).toBe(false);
    expect(traces()).toBe(0);
  });
});
