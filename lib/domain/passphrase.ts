/** The optional passphrase over the stored API keys. */
import * as z from 'zod/mini';

/** What is stored of a passphrase: how its key is derived, and by what it is known. */
export const passphraseSchema = z.object({
  id: z.literal('own'),
  /** Base64, 16 bytes, random. A new one with each passphrase that is set, so it also says which passphrase is meant. */
  salt: z.string(),
  /** Argon2id. */
  iterations: z.number(),
  memoryMib: z.number(),
  parallelism: z.number(),
  /** Base64 of the SHA-256 of salt and derived key: by it a key is known to be the right one. */
  check: z.string(),
  setAt: z.number(),
});
export type Passphrase = z.infer<typeof passphraseSchema>;

/** How the key of a new passphrase is derived. A stored one keeps the settings that it was set with. */
export const passphraseKdf = { iterations: 3, memoryMib: 64, parallelism: 4 } as const;

/** The key of a passphrase, 32 bytes as base64, and of which one: its salt. It lives in memory alone. */
export const innerKeySchema = z.object({ salt: z.string(), key: z.string() });
export type InnerKey = Readonly<z.infer<typeof innerKeySchema>>;

/** What the browser keeps in memory about the lock, without the key: pages may read it. */
export interface Entered {
  /** The salt of the passphrase that was entered; null: none was. */
  readonly salt: string | null;
  /** When somebody locked it in this browser session; null: nobody did. */
  readonly lockedAt: number | null;
}

/** How it stands with the passphrase that is set. */
export interface Lock {
  readonly passphrase: Passphrase;
  readonly locked: boolean;
  /** When somebody locked it; null: nobody did, the browser was closed. */
  readonly lockedAt: number | null;
}

/** Locked: a passphrase is set, and not this one was entered. Where nobody says what was entered, nothing was. */
export const lockOf = (passphrase: Passphrase, entered: Entered | undefined): Lock => ({
  passphrase,
  locked: entered?.salt !== passphrase.salt,
  lockedAt: entered?.lockedAt ?? null,
});

/** In characters as people count them. */
export const shortestPassphrase = 12;

/** As the same person may type it on another keyboard. */
export const normalizedPassphrase = (text: string): string => text.normalize('NFC');

export type Strength = 'short' | 'fair' | 'good';

/** A word for a passphrase. Length is what counts; few different characters are as good as a short one. */
export function strengthOf(text: string): Strength {
  const characters = [...normalizedPassphrase(text)];
  if (characters.length < shortestPassphrase) return 'short';
  return characters.length >= 18 && new Set(characters).size >= 8 ? 'good' : 'fair';
}
