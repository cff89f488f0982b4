/** Hands and eyes for the page that confirms: what a technician does there, and what the newcomer would read out. */
import { createHash, createHmac } from 'node:crypto';
import { expect, type Locator, type Page } from '@playwright/test';
import { words } from '@/lib/crypto/words';
import { placeSchema } from '@/lib/domain/model';
import type { Simulator } from '@/tests/simulator/index';
import type { Desk } from './desk';
import { accountOf, begin, stored } from './scenes';

/**
 * Opens the desk where people are compared; everybody who waits, or those with these keys.
 * @param before done to the page while it is still empty
 */
export async function openCompare(
  desk: Desk,
  who: readonly string[] = [],
  before?: (page: Page) => Promise<void>,
): Promise<Page> {
  const page = await desk.context.newPage();
  await before?.(page);
  await page.setViewportSize({ width: 1100, height: 800 });
  const query = who.length === 0 ? '' : `?${new URLSearchParams(who.map((key) => ['who', key]))}`;
  await page.goto(`${desk.origin}/desk.html#/confirm${query}`);
  return page;
}

/** The words of a newcomer's own app, by the simulated person's key pair: made with Node's cryptography alone. */
export function phraseOf(sim: Simulator, email: string): readonly string[] {
  const user = [...sim.world.users.values()].find((one) => one.email === email);
  const pair = user === undefined ? null : sim.world.keyPairOf(user);
  if (user === undefined || pair === null) throw new Error(`${email} has no key pair`);
  const hash = createHash('sha256').update(Buffer.from(pair.publicKey, 'base64')).digest();
  const material = createHmac('sha256', hash).update(user.id.toLowerCase()).update(Buffer.of(1)).digest();
  let number = BigInt(`0x${material.toString('hex')}`);
  return Array.from({ length: 5 }, () => {
    const word = words[Number(number % BigInt(words.length))] ?? '';
    number /= BigInt(words.length);
    return word;
  });
}

/** Enters the master password, and answers when the panel is over or has said why not. */
export async function unlock(page: Page, password: string): Promise<void> {
  await page.getByLabel(/^Master password of /).fill(password);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
}

/** The part of the page that is about one person, by the id of their membership. */
export const personIn = (page: Page, { memberId }: { memberId: string }): Locator =>
  page.locator(`[data-check-person$="/${memberId}"]`);

/** Which word of somebody's phrase is covered, from 0. */
export async function coveredOf(person: Locator): Promise<number> {
  const label = await person.getByRole('img', { name: /covered/ }).getAttribute('aria-label');
  return Number(/\d/.exec(label ?? '')?.[0]) - 1;
}

export const fieldOf = (person: Locator): Locator => person.getByLabel(/^Word \d, as /);

/** Types a word, and lets it be compared. */
export async function give(person: Locator, word: string): Promise<void> {
  await fieldOf(person).fill(word);
  await fieldOf(person).press('Enter');
}

/** Types the covered word as the newcomer reads it out, and waits until the page has found it the same. */
export async function compare(sim: Simulator, page: Page, who: { memberId: string; email: string }): Promise<void> {
  const person = personIn(page, who);
  await give(person, phraseOf(sim, who.email)[await coveredOf(person)] ?? '');
  await expect(person.getByText('Same words')).toBeVisible();
}

/** The lines of the result, as they stand: name, place, sentences and button. */
export const outcomes = async (page: Page): Promise<string[]> =>
  (await page.locator('[data-outcome]').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());

/** Somebody of the simulated world who waits, by address. */
export function waiting(
  sim: Simulator,
  email: string,
): { memberId: string; email: string; userId: string; scope: string } {
  const account = sim.world.accounts.find(({ label }) => label === 'provider admin');
  const found = sim.control.truth.waiting(account?.userId ?? '').find((one) => one.email === email);
  if (found === undefined) throw new Error(`${email} does not wait`);
  return found;
}

/** The key of somebody among all who wait, as addresses have it. */
export async function keyOf(desk: Desk, memberId: string): Promise<string> {
  const { tables } = await stored(desk);
  for (const place of tables.places ?? []) {
    const { accountId, providerId, place: where, people } = placeSchema.parse(place);
    if (people.some(({ id }) => id === memberId)) return `${accountId}/${providerId}/${where}/${memberId}`;
  }
  throw new Error(`${memberId} is not stored`);
}

/** Signed in, and the page open where these people are compared. */
export async function openPeople(
  desk: Desk,
  sim: Simulator,
  emails: readonly string[],
  label = 'provider admin',
  before?: (page: Page) => Promise<void>,
): Promise<Page> {
  await (await begin(desk, sim, accountOf(sim, label))).close();
  const keys = await Promise.all(emails.map((email) => keyOf(desk, waiting(sim, email).memberId)));
  return openCompare(desk, keys, before);
}

/** The same, with the keys unlocked and the phrases there. */
export async function openUnlocked(
  desk: Desk,
  sim: Simulator,
  emails: readonly string[],
  label?: string,
): Promise<Page> {
  const page = await openPeople(desk, sim, emails, label);
  await unlock(page, accountOf(sim, label ?? 'provider admin').masterPassword);
  await expect(page.locator('[data-check-person] ol[aria-label]').first()).toBeVisible();
  return page;
}

export const confirmButton = (page: Page): Locator => page.locator('[data-confirm]');

/** Presses Enter on the button that confirms, as soon as it no longer takes that for a second Enter of the last word. */
export async function confirmByKey(page: Page): Promise<void> {
  await expect(confirmButton(page)).toBeFocused();
  await expect(confirmButton(page)).not.toHaveAttribute('data-fresh');
  await page.keyboard.press('Enter');
}
