/**
 * XAES-256-GCM (C2SP): AES-256-GCM with nonces of 24 bytes. From the key and the first half of the nonce a key for
 * this one message is derived (CMAC in counter mode, NIST SP 800-108r1); the second half is the nonce of GCM.
 */
import { type Bytes, concat } from './bytes';

/** One block of AES-256. WebCrypto has no bare AES: the first block of CBC from a vector of zeros is the same. */
async function aesBlock(key: CryptoKey, block: Bytes): Promise<Bytes> {
  const how = { name: 'AES-CBC', iv: new Uint8Array(16) };
  // The second block comes of the padding.
  const both = new Uint8Array(await crypto.subtle.encrypt(how, key, block));
  const first = both.slice(0, 16);
  both.fill(0);
  return first;
}

/** The first subkey of CMAC: the encryption of zeros, doubled in the field of 2^128 elements. */
async function subkey(key: CryptoKey): Promise<Bytes> {
  const zeros = await aesBlock(key, new Uint8Array(16));
  const doubled = zeros.map((byte, at) => ((byte << 1) | ((zeros[at + 1] ?? 0) >> 7)) & 255);
  const carry = (zeros[0] ?? 0) >> 7;
  doubled[15] = (doubled[15] ?? 0) ^ (carry * 0x87);
  zeros.fill(0);
  return doubled;
}

/**
 * Opens a message; null when it is not authentic.
 * @param keyBytes 32 bytes, left as they are.
 * @param nonce 24 bytes.
 */
export async function openXaes(keyBytes: Bytes, nonce: Bytes, aad: Bytes, data: Bytes): Promise<Bytes | null> {
  const key = await crypto.subtle.importKey('raw', keyBytes, 'AES-CBC', false, ['encrypt']);
  const mask = await subkey(key);
  const half = async (counter: number): Promise<Bytes> => {
    const label = concat(Uint8Array.of(0, counter, 'X'.charCodeAt(0), 0), nonce.subarray(0, 12));
    return aesBlock(
      key,
      label.map((byte, at) => byte ^ (mask[at] ?? 0)),
    );
  };
  const [left, right] = [await half(1), await half(2)];
  const derived = concat(left, right);
  try {
    const messageKey = await crypto.subtle.importKey('raw', derived, 'AES-GCM', false, ['decrypt']);
    const how = { name: 'AES-GCM', iv: nonce.subarray(12), additionalData: aad };
    return new Uint8Array(await crypto.subtle.decrypt(how, messageKey, data));
  } catch {
    return null;
  } finally {
    for (const secret of [mask, left, right, derived]) secret.fill(0);
  }
}
