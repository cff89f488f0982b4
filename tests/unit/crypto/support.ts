/** The vectors, and the other side of every seal: Node's own cryptography, which shares nothing with the product's. */
import { generateKeyPairSync } from 'node:crypto';
import { vi } from 'vitest';
import type { UnlockData } from '@/lib/crypto/account-keys';
import { deriveStretchedKey } from '@/lib/crypto/derive';
import type { DeriveResult } from '@/lib/crypto/derive-in-worker';
import type { HeldKey } from '@/lib/crypto/held-key';
import type { KdfSettings } from '@/lib/crypto/kdf';
import { type Person, valueIn } from './common';
import { openAsNewcomer } from './judge';

export * from './common';
export { openAsNewcomer };

// Derivation is slow by intention, and slower where all test files run at once.
vi.setConfig({ testTimeout: 30_000 });

/** The bytes of a held key, as a newcomer gets them. */
export const deliveredTo = async ({ key, pkcs8 }: Person, held: HeldKey): Promise<string> =>
  openAsNewcomer(pkcs8, valueIn(await held.sealFor(key)));

export function rsaPair(modulusLength: number, publicExponent = 65_537): { spki: string; pkcs8: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength, publicExponent });
  return {
    spki: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    pkcs8: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  };
}

/** Derives in this thread. */
export const deriveHere = (kdf: KdfSettings, password: string, salt: string): Promise<DeriveResult> =>
  deriveStretchedKey(kdf, Uint8Array.from(Buffer.from(password)), salt);

/** The data to unlock an account with cheap derivation, whose other pieces are given. */
export const unlockData = (wrappedUserKey: string, wrappedPrivateKey: string): UnlockData => ({
  kdf: { type: 'pbkdf2', iterations: 5_000 },
  salt: 'someone@example.com',
  wrappedUserKey,
  wrappedPrivateKey,
});
