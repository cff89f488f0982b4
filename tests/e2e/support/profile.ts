/**
 * Browser profiles in which a person has allowed the hosts of own servers before. A headless browser cannot show the
 * question; with this, the product's own request in the click is answered with yes, as for somebody who allowed it once.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The id that Chromium gives an unpacked extension: its folder's path, hashed, in letters a to p. */
export function extensionIdOf(folder: string): string {
  const hash = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32);
  return [...hash].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}

/** Every own server that a test may start. */
export const allowedHosts: readonly string[] = ['http://127.0.0.1/*', 'http://localhost/*', 'https://*/*'];

/** Prepares a profile folder that the browser has not used yet; leaves a used one as it is. */
export function prepareProfile(profileDir: string, extensionId: string, hosts: readonly string[]): void {
  const preferences = join(profileDir, 'Default', 'Preferences');
  if (existsSync(preferences)) return;
  mkdirSync(join(profileDir, 'Default'), { recursive: true });
  const settings = { [extensionId]: { runtime_granted_permissions: { explicit_host: hosts } } };
  writeFileSync(preferences, JSON.stringify({ extensions: { settings } }));
}
