/**
 * How a master key is made from a password, as the server prescribes it. The server's word is not taken for it: weak
 * settings are how a hostile one would get at a password that can be guessed, and enormous ones would hang the page.
 */

export type KdfSettings =
  | { readonly type: 'pbkdf2'; readonly iterations: number }
  | {
      readonly type: 'argon2id';
      readonly iterations: number;
      /** In MiB (1,048,576 bytes). */
      readonly memoryMib: number;
      readonly parallelism: number;
    };

/** Null when the settings are neither too weak nor too much. The floors are those of the service's own clients. */
export function judgeKdf(kdf: KdfSettings): 'weak-kdf' | 'excessive-kdf' | null {
  if (kdf.type === 'pbkdf2') {
    if (!(kdf.iterations >= 5_000)) return 'weak-kdf';
    return kdf.iterations <= 10_000_000 ? null : 'excessive-kdf';
  }
  if (!(kdf.iterations >= 2 && kdf.memoryMib >= 16)) return 'weak-kdf';
  return kdf.iterations <= 100 && kdf.memoryMib <= 1_024 && kdf.parallelism <= 64 ? null : 'excessive-kdf';
}

/** server: salts are stored trimmed and in lower case, and count so however they are written. */
export const normalizedSalt = (salt: string): string => salt.trim().toLowerCase();
