/** The vectors, and what is handy around them. Free of Node and of the test runner: pages of a browser load it too. */
import { type Bytes, fromBase64 } from '@/lib/crypto/bytes';
import type { KdfSettings } from '@/lib/crypto/kdf';
import { readKdf } from '@/lib/crypto/read-kdf';
import { type NewcomerKey, readPublicKey } from '@/lib/crypto/sealing';
import { importSymmetricKey, type SymmetricKey } from '@/lib/crypto/symmetric-key';
import vectors from './vectors.json';

export { vectors };

/** Bytes of a vector. */
export function bytes(base64: string): Bytes {
  const read = fromBase64(base64);
  if (read === null) throw new Error('not base64');
  return read;
}

export const base64 = (data: Uint8Array): string => btoa(String.fromCharCode(...data));

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
  crypto.subtle.importKey('pkcs8', bytes(pkcs8), { name: 'RSA-OAEP', hash: 'SHA-1' }, false, ['decrypt']);

export interface Person {
  readonly key: NewcomerKey;
  readonly pkcs8: string;
}

/** A newcomer from a pair of base64 keys. */
export const person = async (spki: string, pkcs8: string): Promise<Person> => ({
  key: valueIn(await readPublicKey(spki)),
  pkcs8,
});

/** A copy with one bit turned over. */
export function flipped(data: Bytes, bit: number): Bytes {
  const copy = data.slice();
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit % 8));
  return copy;
}

/** For every byte, a copy in which that one is another: in the lowest bit, in the highest, and between in turn. */
export const eachByteChanged = (data: Bytes): Bytes[] =>
  Array.from(data, (_, at) => flipped(data, at * 8 + ((at * 3) % 8)));
