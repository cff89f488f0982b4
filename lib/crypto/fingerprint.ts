/** The words by which two people tell each other that they see the same public key. */
import type { Bytes } from './bytes';
import { hkdfExpand } from './hkdf';
import { words } from './words';

export interface Fingerprint {
  /** Five words. A word can itself contain a hyphen, so the text does not split back into them. */
  readonly words: readonly string[];
  /** The words joined with hyphens, as the service's own clients write it. */
  readonly text: string;
}

const length = 5;

/**
 * The phrase of a public key.
 * @param spki SubjectPublicKeyInfo, DER: the bytes that will be sealed to.
 * @param userId the id of the user (server: `userId`, never the id of the membership), in any case of letters.
 */
export async function fingerprint(spki: Bytes, userId: string): Promise<Fingerprint> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', spki));
  const material = await hkdfExpand(hash, userId.toLowerCase(), 32);
  const size = BigInt(words.length);
  let number = material.reduce((value, byte) => value * 256n + BigInt(byte), 0n);
  const chosen: string[] = [];
  while (chosen.length < length) {
    chosen.push(words[Number(number % size)] ?? '');
    number /= size;
  }
  return { words: chosen, text: chosen.join('-') };
}
