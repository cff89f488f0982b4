/** The 64-byte key of the service: 32 bytes for AES-256-CBC, 32 for HMAC-SHA-256. Both halves cannot be read back. */
import type { Bytes } from './bytes';

export interface SymmetricKey {
  readonly encryption: CryptoKey;
  readonly mac: CryptoKey;
}

/** The length in bytes of both halves together. */
export const symmetricKeyLength = 64;

/** Imports the two halves. The bytes must be 64; they are left as they are, the caller wipes them. */
export async function importSymmetricKey(bytes: Bytes): Promise<SymmetricKey> {
  if (bytes.length !== symmetricKeyLength) throw new RangeError('A symmetric key has 64 bytes');
  const [encryption, mac] = await Promise.all([
    crypto.subtle.importKey('raw', bytes.subarray(0, 32), 'AES-CBC', false, ['encrypt', 'decrypt']),
    crypto.subtle.importKey('raw', bytes.subarray(32), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']),
  ]);
  return { encryption, mac };
}
