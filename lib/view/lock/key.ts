/** The key of a passphrase, as the worker wants it. */
import { passphraseInWorker } from '@/lib/crypto/passphrase-in-worker';
import { type InnerKey, normalizedPassphrase, type Passphrase } from '@/lib/domain/passphrase';

/** How a key is derived: the settings and the salt of a passphrase. */
export type KeyRecipe = Pick<Passphrase, 'salt' | 'iterations' | 'memoryMib' | 'parallelism'>;

/** Takes about half a second. null: this computer could not do it, mostly for want of memory. */
export type DeriveKey = (passphrase: string, recipe: KeyRecipe) => Promise<InnerKey | null>;

export const deriveInnerKey: DeriveKey = async (typed, { salt, iterations, memoryMib, parallelism }) => {
  const passphrase = normalizedPassphrase(typed);
  const key = await passphraseInWorker({ passphrase, salt, iterations, memoryMib, parallelism });
  return key === null ? null : { salt, key };
};
