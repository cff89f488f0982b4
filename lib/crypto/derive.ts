/**
 * From password to stretched key. Slow by intention, and it brings Argon2id along: for a worker thread, where nothing
 * waits for it and ending the thread ends it.
 */
import { argon2id } from 'hash-wasm';
import { type Bytes, concat, utf8 } from './bytes';
import { hkdfExpand } from './hkdf';
import { judgeKdf, type KdfSettings, normalizedSalt } from './kdf';
import { type Outcome, refusal, success } from './outcome';
import { importSymmetricKey, type SymmetricKey } from './symmetric-key';

/** `derivation-failed`: this computer could not do it, mostly for want of memory. */
export type DeriveFailure = 'weak-kdf' | 'excessive-kdf' | 'empty-password' | 'derivation-failed';

const masterKeyLength = 32;

/** The master key, 32 bytes, for the caller to wipe. Throws where memory is lacking. */
export async function deriveMasterKey(kdf: KdfSettings, password: Bytes, salt: string): Promise<Bytes> {
  const saltBytes = utf8(normalizedSalt(salt));
  if (kdf.type === 'pbkdf2') return pbkdf2(password, saltBytes, kdf.iterations);
  return argon2id({
    password,
    // server: Argon2id takes a hash of the salt, since it wants a salt of some length.
    salt: new Uint8Array(await crypto.subtle.digest('SHA-256', saltBytes)),
    iterations: kdf.iterations,
    memorySize: kdf.memoryMib * 1_024,
    parallelism: kdf.parallelism,
    hashLength: masterKeyLength,
    outputType: 'binary',
  }).then((hash) => {
    const masterKey = concat(hash);
    hash.fill(0);
    return masterKey;
  });
}

async function pbkdf2(password: Bytes, salt: Bytes, iterations: number): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, masterKeyLength * 8));
}

/** The key that wraps the user key, made from a master key; that one is wiped. */
export async function stretch(masterKey: Bytes): Promise<SymmetricKey> {
  const encryption = await hkdfExpand(masterKey, 'enc', 32);
  const mac = await hkdfExpand(masterKey, 'mac', 32);
  masterKey.fill(0);
  const both = concat(encryption, mac);
  encryption.fill(0);
  mac.fill(0);
  try {
    return await importSymmetricKey(both);
  } finally {
    both.fill(0);
  }
}

/** From password (UTF-8; wiped, whatever comes of it) to the key that wraps the user key. */
export async function deriveStretchedKey(
  kdf: KdfSettings,
  password: Bytes,
  salt: string,
): Promise<Outcome<SymmetricKey, DeriveFailure>> {
  const reason = judgeKdf(kdf) ?? (password.length === 0 ? 'empty-password' : null);
  if (reason !== null) return refusal(reason);
  try {
    return success(await stretch(await deriveMasterKey(kdf, password, salt)));
  } catch {
    return refusal('derivation-failed');
  } finally {
    password.fill(0);
  }
}

/** Iterations of PBKDF2, and MiB × iterations of Argon2id, from which on it is worth to measure first (about 1 s). */
const long = { pbkdf2: 5_000_000, argon2id: 384 };

/** How long a derivation will take here, in ms, judged by a small sample; null where it is over in about a second. */
export async function estimateMs(kdf: KdfSettings, now: () => number): Promise<number | null> {
  const nothing = new Uint8Array(32);
  if (kdf.type === 'pbkdf2') {
    if (kdf.iterations < long.pbkdf2) return null;
    const sample = 100_000;
    const start = now();
    await pbkdf2(nothing, nothing, sample);
    return Math.round(((now() - start) * kdf.iterations) / sample);
  }
  const work = kdf.iterations * kdf.memoryMib;
  if (work < long.argon2id) return null;
  const sampleMib = 8;
  const sample = () => deriveMasterKey({ ...kdf, iterations: 1, memoryMib: sampleMib }, nothing, '');
  // The first one compiles.
  await sample();
  const start = now();
  await sample();
  return Math.round(((now() - start) * work) / sampleMib);
}
