/**
 * From a passphrase to its key, by Argon2id. Slow by intention, and it brings Argon2id along: for a worker thread, as
 * with master passwords.
 */
import { argon2id } from 'hash-wasm';
import { fromBase64, toBase64, utf8 } from './bytes';
import { judgeKdf } from './kdf';
import type { PassphraseRequest } from './passphrase-messages';

/** Bytes that come out: a key of AES-256. */
const keyLength = 32;

/** Base64; null where it cannot be done. Never rejects. */
export async function derivePassphraseKey(request: PassphraseRequest): Promise<string | null> {
  const { iterations, memoryMib, parallelism } = request;
  const salt = fromBase64(request.salt);
  // Settings come from the store: what is enormous or next to nothing was not written by us.
  if (salt === null || judgeKdf({ type: 'argon2id', iterations, memoryMib, parallelism }) !== null) return null;
  const password = utf8(request.passphrase);
  try {
    const hash = await argon2id({
      password,
      salt,
      iterations,
      memorySize: memoryMib * 1_024,
      parallelism,
      hashLength: keyLength,
      outputType: 'binary',
    });
    const key = toBase64(hash);
    hash.fill(0);
    return key;
  } catch {
    return null;
  } finally {
    password.fill(0);
  }
}
