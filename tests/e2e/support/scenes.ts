/** What most tests begin with and do again and again: signed in, checked now, an hour later. */
import { expect, type Page } from '@playwright/test';
import type { Simulator } from '@/tests/simulator/index';
import type { ExtensionChrome } from './chrome';
import type { Desk } from './desk';
import type { NoticeCall } from './recorder';
import { signIn } from './sign-in';

declare const chrome: ExtensionChrome;

type Account = Simulator['world']['accounts'][number];

/** An account of the simulator by what it is for, such as `service user`. */
export function accountOf(sim: Simulator, label: string): Account {
  const account = sim.world.accounts.find((one) => one.label === label);
  if (account === undefined) throw new Error(`The world has no account “${label}”`);
  return account;
}

/** The id of a client of the first account, by its name as people read it. */
export function clientId(sim: Simulator, name: string): string {
  const found = sim.control.truth.clients(accountOf(sim, 'provider admin').userId).find((one) => one.name === name);
  if (found === undefined) throw new Error(`The world has no client “${name}”`);
  return found.organizationId;
}

/** The provider that the first account runs. */
export function providerId(sim: Simulator): string {
  const [provider] = accountOf(sim, 'provider admin').providers;
  if (provider === undefined) throw new Error('The provider admin has no provider');
  return provider.id;
}

/** Notices that the worker had shown, whose words hold a text. */
export const shown = async (desk: Desk, text: string): Promise<readonly NoticeCall[]> =>
  (await desk.noticeCalls()).filter(
    ({ what, title, message }) => what === 'create' && `${title}\n${message}`.includes(text),
  );

/** Ids of the notices of a kind that the browser has been told to show and not yet to take away. */
export async function standing(desk: Desk, kind: string): Promise<readonly string[]> {
  const ids = new Set<string>();
  for (const { what, id } of await desk.noticeCalls()) {
    if (what === 'create' && id.startsWith(kind)) ids.add(id);
    if (what === 'clear') ids.delete(id);
  }
  return [...ids];
}

/**
 * Signs in, and answers with the options page once the first check is over: its digest comes last. The world has to
 * have something to tell in it.
 */
export async function begin(desk: Desk, sim: Simulator, account = accountOf(sim, 'provider admin')): Promise<Page> {
  const digests = async () => (await desk.noticeCalls()).filter(({ id }) => id.startsWith('digest')).length;
  const before = await digests();
  const page = await signIn(desk, sim.origin, account);
  await expect.poll(digests, { intervals: [50] }).toBeGreaterThan(before);
  await idle(desk);
  return page;
}

/** Waits until no check is running: "Check now" would join it, and it may have read by then what a test changes next. */
export async function idle(desk: Desk): Promise<void> {
  // While a check runs, the alarm is set to wake a worker that dies every minute; afterwards to the interval.
  const period = () => desk.backstage.evaluate(async () => (await chrome.alarms.get('tick'))?.periodInMinutes);
  await expect.poll(period, { intervals: [50] }).toBe(2);
}

/** Presses "Check now" (or "Try now") in the popup, and answers when that check is over. */
export async function check(popup: Page): Promise<void> {
  const button = popup.getByRole('button', { name: /^(Check|Try) now$/ });
  await expect(button).toBeVisible();
  // A short check passes between two looks from outside, so the page itself is made to watch.
  const over = await popup.evaluateHandle(() => {
    const ended = new Promise<void>((resolve) => {
      new MutationObserver((changes, observer) => {
        if (!changes.some(({ oldValue }) => oldValue === 'checking')) return;
        observer.disconnect();
        resolve();
      }).observe(document.body, { subtree: true, attributeFilter: ['data-status'], attributeOldValue: true });
    });
    return { ended };
  });
  await button.click();
  await over.evaluate(({ ended }) => ended);
}

/** Lets time pass for all that is stored, and has the alarm ring for a worker that has just been started anew. */
export async function later(desk: Desk, ms: number): Promise<void> {
  await desk.letTimePass(ms);
  await ring(desk);
}

/** Has the alarm ring. The worker is started before, if it slept, so that no notice of it is missed. */
export async function ring(desk: Desk): Promise<void> {
  await desk.worker();
  await desk.fireAlarm();
}

/** Everything that the extension keeps: each table of its database, session storage, and the pages' own storage. */
export const stored = (
  desk: Desk,
): Promise<{ tables: Record<string, unknown[]>; session: Record<string, unknown>; local: Record<string, string> }> =>
  desk.backstage.evaluate(async () => {
    const tables: Record<string, unknown[]> = {};
    if ((await indexedDB.databases()).some(({ name }) => name === 'provider-desk')) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('provider-desk');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const table of database.objectStoreNames) {
        tables[table] = await new Promise<unknown[]>((resolve, reject) => {
          const request = database.transaction(table).objectStore(table).getAll();
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      }
      database.close();
    }
    return { tables, session: await chrome.storage.session.get(null), local: { ...localStorage } };
  });

/** Names of those tables that hold anything. */
export const filledTables = async (desk: Desk): Promise<string[]> =>
  Object.entries((await stored(desk)).tables)
    .filter(([, records]) => records.length > 0)
    .map(([table]) => table)
    .sort();

/** The row of a client in the popup. */
export const rowOf = (popup: Page, name: string) => popup.getByRole('row', { name, exact: false });

/** The names of the clients in the popup's list, from top to bottom, as far as they are in the page. */
export const listed = (popup: Page): Promise<string[]> => popup.locator('[data-client] b').allInnerTexts();

/** How many wait, as the popup says it; it lists the three who have waited longest, where there are many clients. */
export const waitingCount = (popup: Page) =>
  popup.getByRole('region', { name: 'Waiting for confirmation' }).locator('.pill');

/** Those who wait and are listed in the popup. */
export const queued = (popup: Page) => popup.locator('[data-person]');

/** The banner of a kind in the popup. */
export const banner = (popup: Page, kind: string) => popup.locator(`[data-banner="${kind}"]`);
