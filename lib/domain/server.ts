/** Where a server lives, and the pages of its web vault. */
import * as z from 'zod/mini';

export const serverSchema = z.object({
  region: z.literal(['us', 'eu', 'own']),
  /** Base addresses without a slash at the end. */
  vault: z.string(),
  api: z.string(),
  identity: z.string(),
});
export type Server = z.infer<typeof serverSchema>;

export { serverHost, type VaultPage, vaultUrl } from './vault';
