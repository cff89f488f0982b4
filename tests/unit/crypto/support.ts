/** The vectors, and the other side of every seal: Node's own cryptography, which shares nothing with the product's. */
import { constants, createPrivateKey, generateKeyPairSync, privateDecrypt, webcrypto } from 'node:crypto';
import { vi } from 'vitest';
import type { UnlockData } from '@/lib/crypto/account-keys';
import { type Bytes, fromBase64 } from '@/lib/crypto/bytes';
import { deriveStretchedKey } from '@/lib/crypto/derive';
import type { DeriveResult } from '@/lib/crypto/derive-in-worker';
import type { HeldKey } from '@/lib/crypto/held-key';
import type { KdfSettings } from '@/lib/crypto/kdf';
import { readKdf } from '@/lib/crypto/read-kdf';
import { type NewcomerKey, readPublicKey } from '@/lib/crypto/sealing';
import { importSymmetricKey, type SymmetricKey } from '@/lib/crypto/symmetric-key';
import vectors from './vectors.json';

// Derivation is slow by intention, and slower where all test files run at once.
vi.setConfig({ testTimeout: 30_000 });

export { vectors };

/** Bytes of a vector. */
export function bytes(base64: string): Bytes {
  const read = fromBase64(base64);
  if (read === null) throw new Error('not base64');
  return read;
}

export const base64 = (data: Uint8Array): string => Buffer.from(data).toString('base64');

/** The value of something that went well. */
export function valueIn<T>(outcome: { ok: true; value: T } | { ok: false; reason: string }): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.reason}`);
  return outcome.value;
}

export const reasonOf = (outcome: { ok: true } | { ok: false; reason: string }): string =>
  outcome.ok ? 'ok' : outcome.reason;

export const kdfOf = (raw: unknown): KdfSettings => valueIn(readKdf(raw));

export const symmetricKey = (base64Key: string): Promise<SymmetricKey> => importSymmetricKey(bytes(base64Key));

export const rsaPrivateKey = (pkcs8: string): Promise<CryptoKey> =>
  webcrypto.subtle.importKey('pkcs8', bytes(pkcs8), { name: 'RSA-OAEP', hash: 'SHA-1' }, false, ['decrypt']);

/** What the owner of a private key finds in a type-4 string, opened by OpenSSL. */
export function openAsNewcomer(pkcs8: string, sealed: string): string {
  const key = createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' });
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return privateDecrypt({ key, padding, oaepHash: 'sha1' }, Buffer.from(sealed.slice(2), 'base64')).toString('base64');
}

interface Person {
  readonly key: NewcomerKey;
  readonly pkcs8: string;
}

/** A newcomer from a pair of base64 keys. */
export const person = async (spki: string, pkcs8: string): Promise<Person> => ({
  key: valueIn(await readPublicKey(spki)),
  pkcs8,
});

/** The bytes of a held key, as a newcomer gets them. */
export const deliveredTo = async ({ key, pkcs8 }: Person, held: HeldKey): Promise<string> =>
  openAsNewcomer(pkcs8, valueIn(await held.sealFor(key)));

export function rsaPair(modulusLength: number, publicExponent = 65_537): { spki: string; pkcs8: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength, publicExponent });
  return {
    spki: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    pkcs8: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  };
}

/** Derives in this thread. */
export const deriveHere = (kdf: KdfSettings, password: string, salt: string): Promise<DeriveResult> =>
  deriveStretchedKey(kdf, Uint8Array.from(Buffer.from(password)), salt);

/** The data to unlock an account with cheap derivation, whose other pieces are given. */
export const unlockData = (wrappedUserKey: string, wrappedPrivateKey: string): UnlockData => ({
  kdf: { type: 'pbkdf2', iterations: 5_000 },
  salt: 'someone@example.com',
  wrappedUserKey,
  wrappedPrivateKey,
});

/** A copy with one bit turned over. */
export function flipped(data: Bytes, bit: number): Bytes {
  const copy = data.slice();
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = copy[at]! ^ (1 << (bit % 8));
  return copy;
}
