/**
 * How a master key is made from a password, as the server prescribes it. The server's word is not taken for it: weak
 * settings are how a hostile one would get at a password that can be guessed, and enormous ones would hang the page.
 */
import * as z from 'zod/mini';
import { type Outcome, refusal, success } from './outcome';

export type KdfSettings =
  | { readonly type: 'pbkdf2'; readonly iterations: number }
  | {
      readonly type: 'argon2id';
      readonly iterations: number;
      /** In MiB (1,048,576 bytes). */
      readonly memoryMib: number;
      readonly parallelism: number;
    };

/** `weak-kdf`: below the floor. `excessive-kdf`: more than any account of the service may have. */
export type KdfRefusal = 'malformed' | 'unsupported-kdf' | 'weak-kdf' | 'excessive-kdf';

const count = z.int().check(z.nonnegative());

/** server: `MasterPasswordUnlock.Kdf`; memory in MiB, null or absent for PBKDF2. */
const kdfSchema = z.object({
  kdfType: z.int(),
  iterations: count,
  memory: z.nullish(count),
  parallelism: z.nullish(count),
});

/** Reads `{ kdfType, iterations, memory, parallelism }` and judges it. */
export function readKdf(raw: unknown): Outcome<KdfSettings, KdfRefusal> {
  const parsed = kdfSchema.safeParse(raw);
  if (!parsed.success) return refusal('malformed');
  const { kdfType, iterations, memory, parallelism } = parsed.data;
  // server: KdfType 0 is PBKDF2-SHA256, 1 is Argon2id.
  if (kdfType === 0) return judged({ type: 'pbkdf2', iterations });
  if (kdfType !== 1) return refusal('unsupported-kdf');
  if (memory == null || parallelism == null || parallelism < 1) return refusal('malformed');
  return judged({ type: 'argon2id', iterations, memoryMib: memory, parallelism });
}

function judged(kdf: KdfSettings): Outcome<KdfSettings, KdfRefusal> {
  const reason = judgeKdf(kdf);
  return reason === null ? success(kdf) : refusal(reason);
}

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
