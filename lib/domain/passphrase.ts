/** The optional passphrase over the stored API keys. */
import * as z from 'zod/mini';

/** What is stored of a passphrase: how its key is derived, and by what a derived key is known to be the right one. */
export const passphraseSchema = z.object({
  id: z.literal('own'),
  /** Base64, 16 bytes, random. */
  salt: z.string(),
  /** Argon2id. */
  iterations: z.number(),
  memoryMib: z.number(),
  parallelism: z.number(),
  /** Base64 of something sealed with the derived key: who can open it has the right one. */
  check: z.string(),
  setAt: z.number(),
});
export type Passphrase = z.infer<typeof passphraseSchema>;
