/**
 * From a passphrase to its key, by Argon2id. Slow by intention, and it brings Argon2id along: for a worker thread, as
 * with master passwords.
 */
import { argon2id } from 'hash-wasm';
import { type Bytes, concat } from './bytes';
import { judgeKdf } from './kdf';
import { type Outcome, refusal, success } from './outcome';
import type { PassphraseRequest } from './passphrase-messages';

/** Bytes that come out: a key of AES-256. */
const keyLength = 32;

/** 32 bytes, for the caller to wipe. The passphrase is wiped, whatever comes of it. */
export async function derivePassphraseKey({
  kdf,
  passphrase,
  salt,
}: PassphraseRequest): Promise<Outcome<Bytes, 'derivation-failed'>> {
  try {
    // Settings come from the store: what is enormous or next to nothing was not written by us.
    if (judgeKdf(kdf) !== null) return refusal('derivation-failed');
    const { iterations, memoryMib, parallelism } = kdf;
    const memorySize = memoryMib * 1_024;
    const hashed = await argon2id({
      password: passphrase,
      salt,
      iterations,
      memorySize,
      parallelism,
      hashLength: keyLength,
      outputType: 'binary',
    });
    const key = concat(hashed);
    hashed.fill(0);
    return success(key);
  } catch {
    return refusal('derivation-failed');
  } finally {
    passphrase.fill(0);
  }
}
