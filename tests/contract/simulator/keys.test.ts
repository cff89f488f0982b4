/**
 * The simulator's keys of every version of accounts. What it writes is held against the vectors first, with the
 * product's code left out of it; only then does the product open what the simulator made.
 */
import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readUnlockData, readWrappedKeys } from '@/lib/crypto/account-keys';
import { deriveStretchedKey } from '@/lib/crypto/derive';
import { unlock } from '@/lib/crypto/key-chain';
import { readPublicKey } from '@/lib/crypto/sealing';
import {
  algorithmNumbers,
  type CoseAlgorithm,
  contents,
  encodeSymmetricKey,
  padKey,
  type SymmetricCoseKey,
  sealCose,
  writeCbor,
} from '@/tests/simulator/cose';
import type { Simulator } from '@/tests/simulator/index';
import { pbkdf2MasterKey, stretch, unwrap } from '@/tests/simulator/keys';
import vectors from '@/tests/unit/crypto/vectors.json';
import { accountNamed, requestToken, rowsOf, signIn, simulate } from './harness';

const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');

describe('the second version, held against the vectors', () => {
  /** The parts of an encoded key lie at fixed places: 4 bytes, key id of 16, 11 bytes and more, key of 32, padding. */
  function keyOf({ userKeyCose, algorithm }: { userKeyCose: string; algorithm: string }): SymmetricCoseKey {
    const encoded = bytes(userKeyCose);
    const name: CoseAlgorithm = algorithm.includes('-70010') ? 'xaes-256-gcm' : 'xchacha20-poly1305';
    return { algorithm: name, keyId: encoded.subarray(5, 21), secret: encoded.subarray(-33, -1) };
  }
  const hasNonce = (sealed: Buffer): Buffer => sealed.subarray(sealed.indexOf(bytes('oQVYGA==')) + 4).subarray(0, 24);

  test.each(vectors.v2)('keys and messages of $algorithm come out the same, byte for byte', (vector) => {
    const key = keyOf(vector);
    expect(vector.algorithm).toContain(String(algorithmNumbers[key.algorithm]));
    expect(padKey(encodeSymmetricKey(key)).toString('base64')).toBe(vector.userKeyCose);
    const nonce = hasNonce(bytes(vector.wrappedPrivateKey.slice(2)));
    const sealed = sealCose(bytes(vector.privateKeyPkcs8), contents.pkcs8, key, nonce);
    expect(sealed).toBe(vector.wrappedPrivateKey);
  });

  test('short keys are padded past the length of an older key', () => {
    expect(padKey(Buffer.alloc(60, 7))).toHaveLength(65);
    expect(padKey(Buffer.alloc(60, 7)).subarray(60)).toEqual(Buffer.alloc(5, 5));
  });

  test('CBOR is as short as it can be', () => {
    const hex = (value: Parameters<typeof writeCbor>[0]): string => writeCbor(value).toString('hex');
    // The first ones stand in RFC 8949, appendix A.
    expect([23, 24, 100, 1000, 1_000_000, -1, -100, -1000].map(hex)).toEqual([
      '17',
      '1818',
      '1864',
      '1903e8',
      '1a000f4240',
      '20',
      '3863',
      '3903e7',
    ]);
    expect([hex('ü'), hex([1, [2, 3]]), hex(new Map([[1, 2]])), hex(Buffer.alloc(300)).slice(0, 6)]).toEqual([
      '62c3bc',
      '8201820203',
      'a10102',
      '59012c',
    ]);
  });

  test('what is signed can be checked with the verifying key that is given out', async () => {
    const { world } = await simulate();
    const user = world.userByEmail('vera@harbour-it.example')!;
    const keys = world.secondVersionOf(user)!;
    const x = bytes(keys.signatureKeyPair.verifyingKey).subarray(-32).toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    for (const text of [keys.signedPublicKey, keys.securityState.securityState]) {
      const signed = bytes(text);
      // 84, header of 30 bytes behind two, an empty map, the payload with its head, the signature behind two.
      const header = signed.subarray(3, 33);
      const payload = signed.subarray(34, -66);
      const content = Buffer.concat([
        Buffer.from([0x84]),
        writeCbor('Signature1'),
        writeCbor(header),
        writeCbor(Buffer.alloc(0)),
        payload,
      ]);
      expect(verify(null, content, key, signed.subarray(-64))).toBe(true);
      expect(verify(null, Buffer.concat([content, Buffer.of(0)]), key, signed.subarray(-64))).toBe(false);
    }
    expect(bytes(keys.signedPublicKey).includes(bytes(world.keyPairOf(user)!.publicKey))).toBe(true);
  });
});

test('no two accounts share a user key', async () => {
  const { world } = await simulate();
  const keys = world.accounts.map(({ userId }) => world.userKeyOf(world.users.get(userId)!));
  // Of an encoded key the key itself alone: its id and its frame differ anyhow.
  const secrets = keys.map((key) => (key.length === 64 ? key : key.subarray(-33, -1)).toString('hex'));
  expect(new Set(secrets).size).toBe(world.accounts.length);
});

test('the committed master keys are those of the seeded passwords', async () => {
  const { world } = await simulate();
  for (const label of ['provider admin', 'provider admin, second version', 'stored salt']) {
    const account = world.accounts.find((one) => one.label === label)!;
    const user = world.users.get(account.userId)!;
    const masterKey = pbkdf2MasterKey(account.masterPassword, world.saltOf(user), user.kdf.iterations);
    expect(unwrap(world.masterKeyEncryptedUserKey(user)!, stretch(masterKey))).toEqual(world.userKeyOf(user));
  }
});

/** What the product reads of an account, from the server's answers. */
async function readAccount(simulator: Simulator, label: string) {
  const account = accountNamed(simulator, label);
  const caller = await signIn(simulator, account);
  const { json } = await requestToken(simulator, account);
  const keys = readWrappedKeys((await caller.get('/accounts/profile')).json);
  if (!keys.ok) throw new Error(keys.reason);
  return { account, caller, keys: keys.value, data: readUnlockData(json, account.email) };
}

const openers = [
  ['the first version, PBKDF2', 'provider admin'],
  ['the first version, Argon2id', 'two providers, Argon2id'],
  ['the second version, PBKDF2 and XChaCha20-Poly1305', 'provider admin, second version'],
  ['the second version, Argon2id and XAES-256-GCM', 'provider admin, second version, Argon2id'],
] as const;

describe('the product confirms', () => {
  test.each(openers)('as an account of %s, newcomers of both versions', async (_, label) => {
    const simulator = await simulate();
    const { control, world } = simulator;
    const { account, caller, keys, data } = await readAccount(simulator, label);
    if (!data.ok) throw new Error(data.reason);
    const keyring = await unlock(data.value, account.masterPassword, {
      derive: (kdf, password, salt) => deriveStretchedKey(kdf, Uint8Array.from(Buffer.from(password)), salt),
    });
    if (!keyring.ok) throw new Error(keyring.reason);

    const provider = account.providers.find(({ role }) => role === 'provider-admin')!;
    const client = world.relationsOf(provider.id)[0]!.organizationId;
    for (const [place, key, path] of [
      [
        { organizationId: client },
        await keyring.value.organizationKey(keys, client, provider.id),
        `/organizations/${client}/users`,
      ],
      [
        { providerId: provider.id },
        await keyring.value.providerKey(keys, provider.id),
        `/providers/${provider.id}/users`,
      ],
    ] as const) {
      if (!key.ok) throw new Error(key.reason);
      for (const version of [1, 2] as const) {
        const [person] = control.addWaiting({ ...place, count: 1, version });
        const [row] = rowsOf(await caller.post(`${path}/public-keys`, { ids: [person!.memberId] }));
        const publicKey = await readPublicKey(String(row?.key));
        if (!publicKey.ok) throw new Error(publicKey.reason);
        const sealed = await key.value.sealFor(publicKey.value);
        if (!sealed.ok) throw new Error(sealed.reason);
        const answer = await caller.post(`${path}/confirm`, { keys: [{ id: person!.memberId, key: sealed.value }] });
        expect(rowsOf(answer)).toMatchObject([{ id: person!.memberId, error: '' }]);
        expect(control.openSealed({ memberId: person!.memberId, ...place })).toMatchObject({ right: true });
        const swapped = `${sealed.value.slice(0, 40)}${sealed.value[40] === 'A' ? 'B' : 'A'}${sealed.value.slice(41)}`;
        expect(control.openSealed({ memberId: person!.memberId, ...place, key: swapped })).toEqual({
          bytes: null,
          right: false,
        });
      }
    }
  });

  test.each([
    ['provider admin, no master password', 'no-master-password'],
    ['provider admin, weak key derivation', 'weak-kdf'],
  ])('not as %s', async (label, reason) => {
    const { data } = await readAccount(await simulate(), label);
    expect(data).toEqual({ ok: false, reason });
  });
});
