import { describe, expect, test } from 'vitest';
import { readUnlockData, readWrappedKeys, type UnlockData, type WrappedKeys } from '@/lib/crypto/account-keys';
import { type Bytes, utf8 } from '@/lib/crypto/bytes';
import { sealRsa, sealSymmetric } from '@/lib/crypto/enc-string';
import type { HeldKey } from '@/lib/crypto/held-key';
import { type Keyring, type UnlockFailure, unlock } from '@/lib/crypto/key-chain';
import {
  base64,
  bytes,
  deliveredTo,
  deriveHere,
  kdfOf,
  person,
  reasonOf,
  symmetricKey,
  unlockData,
  valueIn,
  vectors,
} from './support';

const newcomer = vectors.accounts[0]!.expected.member;
const bytesOf = async (held: HeldKey): Promise<string> =>
  deliveredTo(await person(newcomer.publicKeySpki, newcomer.privateKeyPkcs8), held);
const keysOf = (profile: unknown): WrappedKeys => valueIn(readWrappedKeys(profile));

test.each(vectors.v2)(
  'an account of version 2 with $algorithm does not take a private key of version 1',
  async (vector) => {
    const older: UnlockData = {
      kdf: kdfOf(vector.kdf),
      salt: vector.salt,
      wrappedUserKey: vector.encryptedUserKey,
      wrappedPrivateKey: vectors.rsaKeyPairs[0]!.encryptedPrivateKey,
    };
    expect(reasonOf(await unlock(older, vector.password, { derive: deriveHere }))).toBe('private-key-unsupported');
  },
);

const pair = vectors.rsaKeyPairs[0]!;
const stretched = await deriveHere(unlockData('', '').kdf, 'password', unlockData('', '').salt);
const wrapUserKey = (key: Bytes): Promise<string> => sealSymmetric(key, valueIn(stretched));
const open = (data: UnlockData) => unlock(data, 'password', { derive: async () => stretched });

describe('what fails on the way to the private key has its own name', () => {
  const userKey = bytes(pair.userKey);
  const notPkcs8 = async () => sealSymmetric(utf8('no key'), await symmetricKey(pair.userKey));
  const cose = bytes(vectors.v2[0]!.userKeyCose);
  const cases: [string, () => Promise<string> | string, () => Promise<string> | string, UnlockFailure | 'ok'][] = [
    ['nothing', () => wrapUserKey(userKey), () => pair.encryptedPrivateKey, 'ok'],
    [
      'a user key without MAC',
      () => vectors.legacy[2]!.encString,
      () => pair.encryptedPrivateKey,
      'user-key-unsupported',
    ],
    ['a user key that is no sealed string', () => '2.x', () => pair.encryptedPrivateKey, 'user-key-malformed'],
    [
      'a user key of another password',
      () => vectors.userKeys[0]!.encryptedUserKey,
      () => pair.encryptedPrivateKey,
      'wrong-password',
    ],
    [
      'a user key of 32 bytes',
      () => wrapUserKey(userKey.slice(32)),
      () => pair.encryptedPrivateKey,
      'user-key-unsupported',
    ],
    [
      'a user key of 65 bytes',
      () => wrapUserKey(new Uint8Array(65)),
      () => pair.encryptedPrivateKey,
      'user-key-malformed',
    ],
    ['a private key in pieces', () => wrapUserKey(userKey), () => '2.x', 'private-key-malformed'],
    [
      'a private key of version 2',
      () => wrapUserKey(userKey),
      () => vectors.v2[0]!.wrappedPrivateKey,
      'private-key-unsupported',
    ],
    [
      'a private key of somebody else',
      () => wrapUserKey(userKey),
      () => vectors.rsaKeyPairs[1]!.encryptedPrivateKey,
      'private-key-damaged',
    ],
    [
      'a private key of somebody else, version 2',
      () => wrapUserKey(cose),
      () => vectors.v2[1]!.wrappedPrivateKey,
      'private-key-damaged',
    ],
    ['something else in its place', () => wrapUserKey(userKey), notPkcs8, 'private-key-malformed'],
    [
      'a signing key in its place',
      () => wrapUserKey(cose),
      () => vectors.v2[0]!.wrappedSigningKey!,
      'private-key-unsupported',
    ],
  ];

  test.each(cases)('%s', async (_, wrappedUserKey, wrappedPrivateKey, expected) => {
    expect(reasonOf(await open(unlockData(await wrappedUserKey(), await wrappedPrivateKey())))).toBe(expected);
  });

  test.each(['weak-kdf', 'excessive-kdf', 'cancelled', 'derivation-failed'] as const)(
    'derivation: %s',
    async (reason) => {
      const derive = async () => ({ ok: false, reason }) as const;
      expect(reasonOf(await unlock(unlockData('', ''), 'password', { derive }))).toBe(reason);
    },
  );

  test('cancelling counts even after the derivation', async () => {
    const abort = new AbortController();
    const data = unlockData(await wrapUserKey(userKey), pair.encryptedPrivateKey);
    const derive = async () => {
      abort.abort();
      return stretched;
    };
    expect(reasonOf(await unlock(data, 'password', { derive, signal: abort.signal }))).toBe('cancelled');
  });
});

describe('an unlocked account', () => {
  const { encryptedProviderKey, providerKey } = vectors.providerKeys[0]!;
  const { encryptedOrgKey, orgKey } = vectors.orgKeys[0]!;
  const unlocked = async (): Promise<Keyring> =>
    valueIn(await open(unlockData(await wrapUserKey(bytes(pair.userKey)), pair.encryptedPrivateKey)));
  const profile = (provider: string | null, client: string | null) =>
    keysOf({
      providers: [{ id: 'P', key: provider }],
      providerOrganizations: [{ id: 'O', providerId: 'P', key: client }],
    });

  const rsaVector = (id: string) => vectors.mustReject.find((vector) => vector.id === id)!.encString;
  const other = vectors.orgKeys[1]!.encryptedOrgKey;
  test.each<[string, WrappedKeys, string, string]>([
    ['all is well', profile(encryptedProviderKey, encryptedOrgKey), 'ok', 'ok'],
    ['a provider without key', profile(null, encryptedOrgKey), 'provider-key-missing', 'provider-key-missing'],
    ['a client without key', profile(encryptedProviderKey, null), 'ok', 'organization-key-missing'],
    [
      'a provider key for somebody else',
      profile(rsaVector('rsa-flip'), encryptedOrgKey),
      'provider-key-damaged',
      'provider-key-damaged',
    ],
    [
      'a provider key of 31 bytes',
      profile(rsaVector('rsa-bad-length-31'), encryptedOrgKey),
      'provider-key-malformed',
      'provider-key-malformed',
    ],
    [
      'a provider key without type',
      profile(rsaVector('rsa-no-prefix'), encryptedOrgKey),
      'provider-key-malformed',
      'provider-key-malformed',
    ],
    [
      'a provider key of type 3',
      profile(vectors.legacy[0]!.encString, encryptedOrgKey),
      'provider-key-unsupported',
      'provider-key-unsupported',
    ],
    [
      'a provider key of type 6',
      profile(vectors.legacy[1]!.encString, encryptedOrgKey),
      'provider-key-unsupported',
      'provider-key-unsupported',
    ],
    ['a client key of another provider', profile(encryptedProviderKey, other), 'ok', 'organization-key-damaged'],
    ['a client key in pieces', profile(encryptedProviderKey, '2.x'), 'ok', 'organization-key-malformed'],
    [
      'a client key of type 4',
      profile(encryptedProviderKey, encryptedProviderKey),
      'ok',
      'organization-key-unsupported',
    ],
    [
      'a client key of 31 bytes',
      profile(encryptedProviderKey, rsaVector('valid-mac-31-bytes')),
      'ok',
      'organization-key-malformed',
    ],
    [
      'a client key without MAC',
      profile(encryptedProviderKey, rsaVector('downgrade-type0')),
      'ok',
      'organization-key-unsupported',
    ],
  ])('%s', async (_, keys, ofProvider, ofClient) => {
    const ring = await unlocked();
    expect(reasonOf(await ring.providerKey(keys, 'p'))).toBe(ofProvider);
    expect(reasonOf(await ring.organizationKey(keys, 'o', 'p'))).toBe(ofClient);
  });

  test('knows no key of a stranger', async () => {
    const ring = await unlocked();
    const keys = profile(encryptedProviderKey, encryptedOrgKey);
    expect(reasonOf(await ring.providerKey(keys, 'o'))).toBe('provider-key-missing');
    expect(reasonOf(await ring.organizationKey(keys, 'p', 'p'))).toBe('organization-key-missing');
  });

  test('uses its own membership where no provider stands between', async () => {
    const own = await sealRsa(bytes(orgKey), (await person(pair.publicKeySpki, '')).key.key);
    const keys = keysOf({ providers: [], providerOrganizations: [], organizations: [{ id: 'O', key: own }] });
    expect(await bytesOf(valueIn(await (await unlocked()).organizationKey(keys, 'o', 'P')))).toBe(orgKey);
  });

  test('goes over the provider where both ways lead to the organization', async () => {
    const keys = keysOf({
      providers: [{ id: 'P', key: encryptedProviderKey }],
      providerOrganizations: [{ id: 'O', providerId: 'P', key: encryptedOrgKey }],
      organizations: [{ id: 'O', key: rsaVector('rsa-flip') }],
    });
    expect(await bytesOf(valueIn(await (await unlocked()).organizationKey(keys, 'o', 'P')))).toBe(orgKey);
  });

  test('opens no key of a client under another provider, though that one opens, nor one of its own instead', async () => {
    const own = await sealRsa(bytes(orgKey), (await person(pair.publicKeySpki, '')).key.key);
    const keys = keysOf({
      providers: [
        { id: 'P', key: encryptedProviderKey },
        { id: 'Q', key: encryptedProviderKey },
      ],
      providerOrganizations: [{ id: 'O', providerId: 'P', key: encryptedOrgKey }],
      organizations: [{ id: 'O', key: own }],
    });
    const ring = await unlocked();
    expect(reasonOf(await ring.organizationKey(keys, 'o', 'q'))).toBe('organization-key-missing');
    expect(await bytesOf(valueIn(await ring.organizationKey(keys, 'o', 'p')))).toBe(orgKey);
  });

  test.each([
    ['has no key', [{ id: 'O', providerId: 'P' }]],
    [
      'stands there twice',
      [
        { id: 'O', providerId: 'P', key: encryptedOrgKey },
        { id: 'O', providerId: 'Q', key: encryptedOrgKey },
      ],
    ],
  ])('opens no key of its own where the client %s', async (_, providerOrganizations) => {
    const own = await sealRsa(bytes(orgKey), (await person(pair.publicKeySpki, '')).key.key);
    const providers = [{ id: 'P', key: encryptedProviderKey }];
    const keys = keysOf({ providers, providerOrganizations, organizations: [{ id: 'O', key: own }] });
    for (const providerId of ['p', 'q']) {
      const key = await (await unlocked()).organizationKey(keys, 'o', providerId);
      expect(reasonOf(key)).toBe('organization-key-missing');
    }
  });

  test('opens nothing once it is locked, and what was open is wiped', async () => {
    const ring = await unlocked();
    const keys = profile(encryptedProviderKey, encryptedOrgKey);
    const [provider, client] = [
      valueIn(await ring.providerKey(keys, 'p')),
      valueIn(await ring.organizationKey(keys, 'o', 'p')),
    ];
    expect([await bytesOf(provider), await bytesOf(client)]).toEqual([providerKey, orgKey]);
    ring.lock();
    expect([reasonOf(await provider.sealText('x')), reasonOf(await client.sealText('x'))]).toEqual(['wiped', 'wiped']);
    expect(reasonOf(await ring.providerKey(keys, 'p'))).toBe('locked');
    expect(reasonOf(await ring.organizationKey(keys, 'o', 'p'))).toBe('locked');
  });

  test('that is locked while a key is being opened gives out none', async () => {
    const keys = profile(encryptedProviderKey, encryptedOrgKey);
    const ring = await unlocked();
    const [provider, client] = [ring.providerKey(keys, 'p'), ring.organizationKey(keys, 'o', 'p')];
    ring.lock();
    expect([reasonOf(await provider), reasonOf(await client)]).toEqual(['locked', 'locked']);
  });

  test('shows nothing of its keys to who prints it', async () => {
    const ring = await unlocked();
    const key = valueIn(await ring.providerKey(profile(encryptedProviderKey, null), 'p'));
    expect(JSON.stringify([ring, key])).toBe('[{},{}]');
    expect(Object.values({ ...ring, ...key }).every((member) => typeof member === 'function')).toBe(true);
  });
});

test('every answer of the vectors is read as the same data whichever place it comes from', () => {
  const { tokenResponse, email } = vectors.accounts[1]!;
  const data = valueIn(readUnlockData(tokenResponse, email));
  expect(base64(utf8(data.salt))).toBe(base64(utf8(email)));
  const older = { ...tokenResponse, AccountKeys: null, UserDecryptionOptions: null };
  expect(readUnlockData(older, ' ARI@msp-example.com ')).toEqual({ ok: true, value: data });
});
