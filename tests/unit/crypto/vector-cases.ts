/**
 * Every case of the vectors as something to run with the product's own cryptography, wherever this is loaded: in Node,
 * and in a page of the extension. What comes out is plain data, so that somebody else can judge it.
 */
import { readUnlockData, readWrappedKeys, type UnlockData } from '@/lib/crypto/account-keys';
import { toBase64, utf8 } from '@/lib/crypto/bytes';
import { openCose, pkcs8Content, readCoseKey } from '@/lib/crypto/cose';
import { deriveMasterKey } from '@/lib/crypto/derive';
import type { DeriveResult } from '@/lib/crypto/derive-in-worker';
import { openRsa, openSymmetric } from '@/lib/crypto/enc-string';
import { fingerprint } from '@/lib/crypto/fingerprint';
import { type HeldKey, holdKey } from '@/lib/crypto/held-key';
import { hkdfExpand } from '@/lib/crypto/hkdf';
import { type KdfSettings, normalizedSalt } from '@/lib/crypto/kdf';
import { type Keyring, type UnlockFailure, unlock } from '@/lib/crypto/key-chain';
import type { Outcome } from '@/lib/crypto/outcome';
import { readKdf } from '@/lib/crypto/read-kdf';
import { readPublicKey } from '@/lib/crypto/sealing';
import type { SymmetricKey } from '@/lib/crypto/symmetric-key';
import {
  base64,
  bytes,
  eachByteChanged,
  kdfOf,
  person,
  reasonOf,
  rsaPrivateKey,
  symmetricKey,
  valueIn,
  vectors,
} from './common';

/** Something that can be compared at once, or something sealed, for which only another program's opening counts. */
export type Finding = { readonly what: string; readonly expected: unknown } & (
  | { readonly found: unknown }
  /** Type 4, to the owner of this private key. */
  | { readonly sealed: string; readonly pkcs8: string }
  /** Type 2, with this key. */
  | { readonly sealed: string; readonly sealedWith: string }
);

/** How the stretched key is made: in a thread where there are threads. */
export type Derive = (kdf: KdfSettings, password: string, salt: string) => Promise<DeriveResult>;

export interface VectorCase {
  /** Section and place in the file. */
  readonly name: string;
  /** Its id where it has one. */
  readonly title: string;
  run(derive: Derive): Promise<Finding[]>;
}

const is = (what: string, found: unknown, expected: unknown): Finding => ({ what, found, expected });
const text = (data: Uint8Array): string => new TextDecoder().decode(data);

/** Bytes that were opened, as base64; or the reason why not. */
const opened = (outcome: Outcome<Uint8Array, string>): string =>
  outcome.ok ? base64(outcome.value) : `refused: ${outcome.reason}`;

/**
 * A sealed string, changed in every byte of every piece, and then in every letter of its text, one at a time: how many
 * changes there are, and how many of them still open.
 */
async function changes(what: string, sealed: string, open: (changed: string) => Promise<{ ok: boolean }>) {
  const pieces = sealed.slice(2).split('|').map(bytes);
  const changed = pieces.flatMap((piece, at) =>
    eachByteChanged(piece).map((other) => {
      const all = pieces.map((whole, index) => toBase64(index === at ? other : whole));
      return sealed.slice(0, 2) + all.join('|');
    }),
  );
  changed.push(...eachByteChanged(utf8(sealed)).map(text));
  const opening = (await Promise.all(changed.map(open))).filter(({ ok }) => ok).length;
  const length = pieces.reduce((sum, piece) => sum + piece.length, sealed.length);
  return is(`${what}: one other byte`, { count: changed.length, opening }, { count: length, opening: 0 });
}

type V = typeof vectors;

async function masterKey({ id, kdf, password, email, salt, ...expected }: V['masterKeys'][number]): Promise<Finding[]> {
  const derived = await deriveMasterKey(kdfOf(kdf), utf8(password), email);
  return [
    is('master key', base64(derived), expected.masterKey),
    is('salt', normalizedSalt(email), salt),
    is('stretched, encryption', base64(await hkdfExpand(derived, 'enc', 32)), expected.stretchedEncKey),
    is('stretched, MAC', base64(await hkdfExpand(derived, 'mac', 32)), expected.stretchedMacKey),
    is('a user key of the same id', vectors.userKeys.filter((other) => other.id === id).length, 1),
  ];
}

async function userKey({ kdf, password, email, ...vector }: V['userKeys'][number], derive: Derive): Promise<Finding[]> {
  const { encryption, mac } = valueIn(await derive(kdfOf(kdf), password, email));
  const open = (sealed: string) => openSymmetric(sealed, { encryption, mac });
  return [
    is('user key', opened(await open(vector.encryptedUserKey)), vector.userKey),
    is('extractable', [encryption.extractable, mac.extractable], [false, false]),
    await changes('user key', vector.encryptedUserKey, open),
  ];
}

async function rsaKeyPair(vector: V['rsaKeyPairs'][number]): Promise<Finding[]> {
  const key = await symmetricKey(vector.userKey);
  const open = (sealed: string) => openSymmetric(sealed, key);
  const newcomer = valueIn(await readPublicKey(vector.publicKeySpki));
  const sealed = valueIn(await held(vector.userKey).sealFor(newcomer));
  return [
    is('private key', opened(await open(vector.encryptedPrivateKey)), vector.privateKeyPkcs8),
    is('public key', base64(newcomer.spki), vector.publicKeySpki),
    { what: 'a key sealed to it', sealed, pkcs8: vector.privateKeyPkcs8, expected: vector.userKey },
    await changes('private key', vector.encryptedPrivateKey, open),
  ];
}

function held(key: string): HeldKey {
  const taken = holdKey(bytes(key));
  if (taken === null) throw new Error('not a key');
  return taken;
}

async function phrase({ userId, ...vector }: V['fingerprints'][number]): Promise<Finding[]> {
  const { spki } = valueIn(await readPublicKey(vector.publicKeySpki));
  const { words, text: whole } = await fingerprint(spki, userId);
  return [
    is('phrase', whole, vector.phrase),
    is('words', [words.length, words.join('-')], [5, vector.phrase]),
    is('of the id in capitals', (await fingerprint(spki, userId.toUpperCase())).text, vector.phrase),
  ];
}

async function providerKey(vector: V['providerKeys'][number]): Promise<Finding[]> {
  const key = await rsaPrivateKey(vector.privateKeyPkcs8);
  const open = (sealed: string) => openRsa(sealed, key);
  const newcomer = await person(vector.publicKeySpki, vector.privateKeyPkcs8);
  const sealed = valueIn(await held(vector.providerKey).sealFor(newcomer.key));
  return [
    is('provider key', opened(await open(vector.encryptedProviderKey)), vector.providerKey),
    is('the same, sealed here', opened(await open(sealed)), vector.providerKey),
    { what: 'and opened elsewhere', sealed, pkcs8: vector.privateKeyPkcs8, expected: vector.providerKey },
    await changes('provider key', vector.encryptedProviderKey, open),
  ];
}

async function orgKey(vector: V['orgKeys'][number]): Promise<Finding[]> {
  const outer = await symmetricKey(vector.providerKey);
  const own = await symmetricKey(vector.orgKey);
  const name = await openSymmetric(vector.collectionNameEnc, own);
  const sealed = valueIn(await held(vector.orgKey).sealText(vector.collectionName));
  return [
    is('organization key', opened(await openSymmetric(vector.encryptedOrgKey, outer)), vector.orgKey),
    is('name of a collection', name.ok && text(name.value), vector.collectionName),
    is('the same, sealed here', text(valueIn(await openSymmetric(sealed, own))), vector.collectionName),
    { what: 'and opened elsewhere', sealed, sealedWith: vector.orgKey, expected: vector.collectionName },
    await changes('organization key', vector.encryptedOrgKey, (other) => openSymmetric(other, outer)),
  ];
}

/** What each of them fails by. None is left to a default: an id that is new here has no reason yet, and fails. */
const rejections: Readonly<Record<string, string>> = {
  'mac-flip': 'inauthentic',
  'mac-first-byte': 'inauthentic',
  'iv-flip': 'inauthentic',
  'ct-flip': 'inauthentic',
  'ct-truncated': 'inauthentic',
  'mac-truncated': 'malformed',
  'mac-missing': 'malformed',
  'mac-empty': 'malformed',
  'downgrade-type0': 'unsupported-type',
  'downgrade-noprefix': 'malformed',
  'wrong-key': 'inauthentic',
  'swapped-halves': 'inauthentic',
  'unknown-type': 'unsupported-type',
  empty: 'malformed',
  'not-base64': 'malformed',
  'valid-mac-31-bytes': 'malformed',
  'rsa-flip': 'inauthentic',
  'rsa-wrong-key': 'inauthentic',
  'rsa-sha256-labelled-4': 'inauthentic',
  'rsa-truncated': 'malformed',
  'rsa-bad-length-31': 'no key',
  'rsa-as-type2': 'unsupported-type',
  'rsa-no-prefix': 'malformed',
  'wrong-master-password': 'wrong-password',
};

async function mustReject(vector: V['mustReject'][number], derive: Derive): Promise<Finding[]> {
  const { id, encString, key, privateKeyPkcs8, email, password, kdf } = vector;
  const expected = rejections[id] ?? 'a reason that stands in the table';
  if (key !== undefined) return [is(id, reasonOf(await held(key).openKey(encString)), expected)];
  if (privateKeyPkcs8 !== undefined) {
    const found = await openRsa(encString, await rsaPrivateKey(privateKeyPkcs8));
    if (!found.ok) return [is(id, found.reason, expected)];
    return [is(id, holdKey(found.value) === null ? 'no key' : 'ok', expected)];
  }
  const data = { kdf: kdfOf(kdf), salt: email ?? '', wrappedUserKey: encString, wrappedPrivateKey: 'x' };
  return [is(id, reasonOf(await unlock(data, password ?? '', { derive })), expected)];
}

/** A keyring, and the stretched key that it was opened with. */
async function unlocked(data: UnlockData, password: string, derive: Derive) {
  let stretched: SymmetricKey | null = null;
  const ring: Outcome<Keyring, UnlockFailure> = await unlock(data, password, {
    derive: async (kdf, typed, salt) => {
      const derived = await derive(kdf, typed, salt);
      stretched = valueIn(derived);
      return derived;
    },
  });
  if (stretched === null) throw new Error('nothing was derived');
  return { ring: valueIn(ring), stretched };
}

async function account(vector: V['accounts'][number], derive: Derive): Promise<Finding[]> {
  const { tokenResponse, profile, email, password, salt, userId, expected } = vector;
  const { member } = expected;
  const data = valueIn(readUnlockData(tokenResponse, email));
  const { ring, stretched } = await unlocked(data, password, derive);
  const keys = valueIn(readWrappedKeys(profile));
  const newcomer = await person(member.publicKeySpki, member.privateKeyPkcs8);
  const own = valueIn(await readPublicKey(expected.publicKeySpki));
  const delivered = async (
    what: string,
    key: Outcome<HeldKey, string>,
    right: string | undefined,
  ): Promise<Finding> => ({
    what,
    sealed: valueIn(await valueIn(key).sealFor(newcomer.key)),
    pkcs8: member.privateKeyPkcs8,
    expected: right,
  });
  const found = [
    is('salt', data.salt, salt),
    is('user key', opened(await openSymmetric(data.wrappedUserKey, stretched)), expected.userKey),
    is('own phrase', (await fingerprint(own.spki, userId)).text, expected.ownFingerprint),
    is('another password', reasonOf(await unlock(data, `${password} `, { derive })), 'wrong-password'),
    is('no password', reasonOf(await unlock(data, '', { derive })), 'wrong-password'),
  ];
  for (const { id } of profile.providers) {
    found.push(await delivered(`provider ${id}`, await ring.providerKey(keys, id.toUpperCase()), expected.providerKey));
  }
  const rightKeys: Readonly<Record<string, string | undefined>> = expected.clientOrgKeys;
  for (const { id, providerId } of profile.providerOrganizations) {
    const key = await ring.organizationKey(keys, id.toUpperCase(), providerId.toUpperCase());
    found.push(await delivered(`client ${id}`, key, rightKeys[id]));
  }
  for (const { id } of profile.organizations) {
    found.push(await delivered(`own ${id}`, await ring.organizationKey(keys, id, 'any'), expected.ownOrgKey));
  }
  for (const [id, name] of Object.entries<{ encrypted: string; plain: string }>(expected.collectionNames)) {
    const read = await openSymmetric(name.encrypted, await symmetricKey(rightKeys[id] ?? ''));
    found.push(is(`collection of ${id}`, text(valueIn(read)), name.plain));
  }
  const providerOf = (client: string): string =>
    profile.providerOrganizations.find(({ id }) => id === client)?.providerId ?? '';
  for (const { organizationId, requestBody } of vector.confirmExamples) {
    const right = rightKeys[organizationId];
    const sent = await openRsa(requestBody.key, await rsaPrivateKey(member.privateKeyPkcs8));
    found.push(is(`a real confirmation for ${organizationId}`, opened(sent), right));
    const name = requestBody.defaultUserCollectionName;
    const read = text(valueIn(await openSymmetric(name, await symmetricKey(right ?? ''))));
    const sealed = valueIn(
      await valueIn(await ring.organizationKey(keys, organizationId, providerOf(organizationId))).sealText(read),
    );
    found.push({ what: `its name, sealed here`, sealed, sealedWith: right ?? '', expected: read });
  }
  return found;
}

async function version2(vector: V['v2'][number], derive: Derive): Promise<Finding[]> {
  const { wrappedPrivateKey, providerKey: right } = vector;
  const data: UnlockData = {
    kdf: kdfOf(vector.kdf),
    salt: vector.salt,
    wrappedUserKey: vector.encryptedUserKey,
    wrappedPrivateKey,
  };
  const key = valueIn(readCoseKey(bytes(vector.userKeyCose)));
  const { ring, stretched } = await unlocked(data, vector.password, derive);
  const keys = {
    providers: new Map([['p', vector.encryptedProviderKey]]),
    clients: new Map(),
    organizations: new Map(),
  };
  const newcomer = await person(vector.publicKeySpki, vector.privateKeyPkcs8);
  const sealed = valueIn(await valueIn(await ring.providerKey(keys, 'P')).sealFor(newcomer.key));
  const open = (changed: string) => openCose(changed, key, pkcs8Content);
  const found: Finding[] = [
    is('algorithm', key.algorithm, vector.algorithm.includes('-70010') ? 'xaes-256-gcm' : 'xchacha20-poly1305'),
    is('user key', opened(await openSymmetric(vector.encryptedUserKey, stretched)), vector.encryptedUserKeyPlaintext),
    is('private key', opened(await open(wrappedPrivateKey)), vector.privateKeyPkcs8),
    { what: 'provider key', sealed, pkcs8: vector.privateKeyPkcs8, expected: right },
    is('another password', reasonOf(await unlock(data, `${vector.password}!`, { derive })), 'wrong-password'),
    await changes('private key', wrappedPrivateKey, open),
  ];
  if (vector.wrappedSigningKey !== undefined) {
    const signing = await open(vector.wrappedSigningKey);
    found.push(is('a signing key in its place', reasonOf(signing), 'unsupported-type'));
  }
  return found;
}

/** Forms that the service's own clients still take from very old accounts, and that nothing here has to. */
async function legacy(vector: V['legacy'][number], derive: Derive): Promise<Finding[]> {
  const { id, encString, privateKeyPkcs8 } = vector;
  if (privateKeyPkcs8 !== undefined) {
    return [is(id, reasonOf(await openRsa(encString, await rsaPrivateKey(privateKeyPkcs8))), 'unsupported-type')];
  }
  const kdf = { type: 'pbkdf2', iterations: 5_000 } as const;
  const data = { kdf, salt: 'legacy@example.org', wrappedUserKey: encString, wrappedPrivateKey: 'x' };
  return [is(id, reasonOf(await unlock(data, 'password', { derive })), 'user-key-unsupported')];
}

async function saltOfAnswer(vector: V['masterPasswordUnlock'][number], derive: Derive): Promise<Finding[]> {
  const { kdf, email, password, responseSalt, encryptedUserKey } = vector;
  const unlockPart = { Kdf: kdf, MasterKeyEncryptedUserKey: encryptedUserKey, Salt: responseSalt };
  const answer = {
    PrivateKey: 'x',
    UserDecryptionOptions: { HasMasterPassword: true, MasterPasswordUnlock: unlockPart },
  };
  const data = valueIn(readUnlockData(answer, email));
  const openWith = async (salt: string) =>
    openSymmetric(encryptedUserKey, valueIn(await derive(data.kdf, password, salt)));
  return [
    is('salt', data.salt, vector.effectiveSalt),
    is('user key', opened(await openWith(data.salt)), vector.userKey),
    is('user key, by the salt as it came', opened(await openWith(responseSalt)), vector.userKey),
    is('another salt', opened(await openWith(`x${data.salt}`)), 'refused: inauthentic'),
  ];
}

/** The settings as they are, whatever they are worth. */
const unjudged = ({ kdfType, iterations, memory, parallelism }: V['kdfFloor'][number]['kdf']): KdfSettings =>
  kdfType === 0
    ? { type: 'pbkdf2', iterations }
    : { type: 'argon2id', iterations, memoryMib: memory ?? 0, parallelism: parallelism ?? 0 };

async function floor({ kdf, mustRefuse }: V['kdfFloor'][number], derive: Derive): Promise<Finding[]> {
  const expected = mustRefuse ? 'weak-kdf' : 'ok';
  return [
    is('read', reasonOf(readKdf(kdf)), expected),
    is('derived', reasonOf(await derive(unjudged(kdf), 'password', 'salt')), expected),
  ];
}

function casesOf<T extends object>(
  section: keyof V,
  cases: readonly T[],
  run: (vector: T, derive: Derive) => Promise<Finding[]>,
): VectorCase[] {
  return cases.map((vector, at) => ({
    name: `${section} ${at}`,
    title: 'id' in vector ? String(vector.id) : JSON.stringify(vector),
    run: (derive) => run(vector, derive),
  }));
}

/** In the order of the file. */
export const vectorCases: readonly VectorCase[] = [
  ...casesOf('masterKeys', vectors.masterKeys, masterKey),
  ...casesOf('userKeys', vectors.userKeys, userKey),
  ...casesOf('rsaKeyPairs', vectors.rsaKeyPairs, rsaKeyPair),
  ...casesOf('fingerprints', vectors.fingerprints, phrase),
  ...casesOf('providerKeys', vectors.providerKeys, providerKey),
  ...casesOf('orgKeys', vectors.orgKeys, orgKey),
  ...casesOf('mustReject', vectors.mustReject, mustReject),
  ...casesOf('accounts', vectors.accounts, account),
  ...casesOf('v2', vectors.v2, version2),
  ...casesOf('legacy', vectors.legacy, legacy),
  ...casesOf('masterPasswordUnlock', vectors.masterPasswordUnlock, saltOfAnswer),
  ...casesOf('kdfFloor', vectors.kdfFloor, floor),
];
