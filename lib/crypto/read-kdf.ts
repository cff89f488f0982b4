/** Reads the derivation settings of an account. By itself, so that the worker thread does not carry what reads. */
import * as z from 'zod/mini';
import { judgeKdf, type KdfSettings } from './kdf';
import { type Outcome, refusal, success } from './outcome';

/** `weak-kdf`: below the floor. `excessive-kdf`: more than any account of the service may have. */
export type KdfRefusal = 'malformed' | 'unsupported-kdf' | 'weak-kdf' | 'excessive-kdf';

const whole = z.custom<number>(Number.isSafeInteger);
const count = z.custom<number>((value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0);

/** server: `MasterPasswordUnlock.Kdf`; memory in MiB, null or absent for PBKDF2. */
const kdfSchema = z.object({
  kdfType: whole,
  iterations: count,
  memory: z.nullish(count),
  parallelism: z.nullish(count),
});

/** Reads `{ kdfType, iterations, memory, parallelism }` and judges it. */
export function readKdf(raw: unknown): Outcome<KdfSettings, KdfRefusal> {
  const parsed = z.safeParse(kdfSchema, raw);
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
