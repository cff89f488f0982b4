/** The other end of the telephone: what the newcomer's own app shows, and a technician who listens and types. */
import type { Locator, Page } from '@playwright/test';
import { fingerprint } from '@/lib/crypto/fingerprint';
import type { Account, Simulator, Waiting } from '@/tests/simulator/index';

/** The five words that somebody reads in their app. */
export async function phraseOf(sim: Simulator, userId: string): Promise<readonly string[]> {
  const user = sim.world.users.get(userId);
  const pair = user === undefined ? null : sim.world.keyPairOf(user);
  if (pair === null) throw new Error('a newcomer without keys has no phrase');
  const { words } = await fingerprint(new Uint8Array(Buffer.from(pair.publicKey, 'base64')), userId);
  return words;
}

/** Opens the keys in the desk with the master password, where it asks for it. */
export async function unlockDesk(desk: Page, { masterPassword }: Account): Promise<void> {
  if (masterPassword === '') throw new Error('an account without a master password cannot be unlocked');
  const field = desk.getByRole('textbox', { name: /^Master password of/ });
  const word = desk.getByRole('textbox', { name: /^Word \d, as/ }).first();
  await field.or(word).waitFor();
  if (await field.isVisible()) {
    await field.fill(masterPassword);
    await field.press('Enter');
  }
  await word.waitFor();
}

/** Types the covered word as it is read out. @param where the desk, or the row of one of several people. */
export async function typeCoveredWord(where: Page | Locator, words: readonly string[]): Promise<void> {
  const field = where.getByRole('textbox', { name: /^Word \d, as/ });
  const label = await where.getByText(/^Word \d, as/).textContent();
  const at = Number(/Word (\d)/.exec(label ?? '')?.[1]) - 1;
  await field.fill(words[at] ?? '');
  await field.press('Enter');
  await where.getByText('Same words').first().waitFor();
}

/** Confirms whoever has been compared, and waits for the result. */
export async function sendConfirmation(desk: Page): Promise<void> {
  await desk.getByRole('button', { name: /^Confirm / }).click();
  await desk.getByRole('heading', { name: /confirmed/i }).waitFor();
}

/** Whose key it is that the server got for somebody: what is sealed opens to the right one, or it does not. */
export const gotTheRightKey = (sim: Simulator, { memberId, scope, providerId }: Waiting): boolean =>
  sim.control.openSealed({ memberId, ...(scope === 'team' ? { providerId } : { organizationId: scope }) }).right;
