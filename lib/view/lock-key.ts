/** The key of a passphrase, as the worker wants it. */
import { fromBase64, toBase64 } from '@/lib/crypto/bytes';
import { passphraseInWorker } from '@/lib/crypto/passphrase-in-worker';
import { type InnerKey, normalizedPassphrase, type Passphrase } from '@/lib/domain/passphrase';

/** How a key is derived: the settings and the salt of a passphrase. */
export type KeyRecipe = Pick<Passphrase, 'salt' | 'iterations' | 'memoryMib' | 'parallelism'>;

/** Takes about half a second. null: this computer could not do it, mostly for want of memory. */
export type DeriveKey = (passphrase: string, recipe: KeyRecipe) => Promise<InnerKey | null>;

export const deriveInnerKey: DeriveKey = async (passphrase, { salt, iterations, memoryMib, parallelism }) => {
  const saltBytes = fromBase64(salt);
  if (saltBytes === null) return null;
  const kdf = { type: 'argon2id', iterations, memoryMib, parallelism } as const;
  const derived = await passphraseInWorker(kdf, normalizedPassphrase(passphrase), saltBytes);
  if (!derived.ok) return null;
  const key = toBase64(derived.value);
  derived.value.fill(0);
  return { salt, key };
};

/** A salt of one's own. */
export const newSalt = (): string => toBase64(crypto.getRandomValues(new Uint8Array(16)));
