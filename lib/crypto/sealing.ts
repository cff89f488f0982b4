/** The newcomer's side of a confirmation: their public key, as it was shown and as it will be used. */
import { type Bytes, fromBase64, sameBytes, toHex } from './bytes';
import { rsaAlgorithm } from './enc-string';
import { type Outcome, refusal, success } from './outcome';

/** One public key, fetched once: the phrase is made of these bytes and the seal with this key. */
export interface NewcomerKey {
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Bytes;
  /** The same as a key for sealing. */
  readonly key: CryptoKey;
}

/**
 * `not-rsa`: a key of another kind. `weak-key`: shorter than 2,048 bits, or with an exponent that no client of the
 * service chooses and that would make it cheap to search for a key with a given phrase.
 */
export type PublicKeyRefusal = 'malformed' | 'not-rsa' | 'weak-key';

/** AlgorithmIdentifier of rsaEncryption with its NULL parameter, DER. */
const rsaIdentifier = Uint8Array.of(0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 1, 5, 0);

/** Where the content of a DER sequence begins that takes up all the bytes; null when they are no such thing. */
function contentOf(der: Bytes): number | null {
  const [tag, first = 0] = der;
  if (tag !== 0x30) return null;
  const start = first < 0x80 ? 2 : 2 + (first & 0x7f);
  const length = first < 0x80 ? first : der.subarray(2, start).reduce((value, byte) => value * 256 + byte, 0);
  return start + length === der.length ? start : null;
}

/**
 * Reads a public key as the server gives it.
 * @param text base64 of SubjectPublicKeyInfo, DER.
 */
export async function readPublicKey(text: string): Promise<Outcome<NewcomerKey, PublicKeyRefusal>> {
  const spki = fromBase64(text);
  const start = spki === null ? null : contentOf(spki);
  if (spki === null || start === null) return refusal('malformed');
  if (!sameBytes(spki.subarray(start, start + rsaIdentifier.length), rsaIdentifier)) return refusal('not-rsa');
  try {
    const key = await crypto.subtle.importKey('spki', spki, rsaAlgorithm, true, ['encrypt']);
    // Only the one right spelling: many byte strings for one key would be many phrases for one key.
    const written = new Uint8Array(await crypto.subtle.exportKey('spki', key));
    if (!sameBytes(written, spki)) return refusal('malformed');
    return isStrong(key.algorithm) ? success({ spki, key }) : refusal('weak-key');
  } catch {
    return refusal('malformed');
  }
}

const usualExponent = Uint8Array.of(1, 0, 1);

function isStrong(algorithm: KeyAlgorithm): boolean {
  if (!('modulusLength' in algorithm) || !('publicExponent' in algorithm)) return false;
  const { modulusLength, publicExponent } = algorithm;
  if (typeof modulusLength !== 'number' || !(publicExponent instanceof Uint8Array)) return false;
  return modulusLength >= 2_048 && sameBytes(publicExponent, usualExponent);
}

/** SHA-256 of a public key's SPKI, in hexadecimal: for the record of who was confirmed with which key. */
export async function publicKeyHash(spki: Bytes): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', spki)));
}
