/** The desk as a page, and what stands in it. */
import type { Page } from '@playwright/test';
import type { Activity } from '@/lib/domain/activity';
import type { RecordEntry } from '@/lib/domain/activity-record';
import type { Desk } from './desk';

export async function openDesk(desk: Desk, hash = '#/waiting'): Promise<Page> {
  const page = await desk.context.newPage();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${desk.origin}/desk.html${hash}`);
  return page;
}

export const search = (page: Page) => page.getByRole('searchbox', { name: 'Find a person or client' });
export const person = (page: Page, name: string) => page.locator('[data-person]').filter({ hasText: name });
export const part = (page: Page, name: string, which: 'tick' | 'compare' | 'vault') =>
  person(page, name).locator(`[data-part="${which}"]`);
/** Headings and people of the queue, from top to bottom. */
export const lines = (page: Page): Promise<string[]> =>
  page.locator('.wtable').first().locator('[data-line] b').allInnerTexts();
export const tab = (page: Page) => page.getByRole('link', { name: /^Waiting/ });
/** Ids of the memberships that an address of the comparison names. */
export const asked = (url: string): string[] =>
  new URLSearchParams(url.split('?')[1]).getAll('who').map((key) => key.split('/').at(-1) ?? '');

/** Writes into the record what the worker would, for accounts of the test. */
export const record = (desk: Desk, entries: readonly RecordEntry[]): Promise<void> =>
  desk.backstage.evaluate(async (rows) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('provider-desk');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const writing = database.transaction(['activity', 'journal'], 'readwrite');
    for (const row of rows)
      writing.objectStore(row.what === 'confirm' || row.what === 'mismatch' ? 'activity' : 'journal').put(row);
    await new Promise<void>((resolve, reject) => {
      writing.oncomplete = () => resolve();
      writing.onerror = () => reject(writing.error);
    });
    database.close();
  }, entries);

export const entry = (id: string, more: Partial<Extract<Activity, { what: 'confirm' }>> = {}): Activity => ({
  id,
  at: Date.now(),
  accountId: 'a',
  account: 'ada@harbour-it.example',
  providerId: 'p',
  providerName: 'Harbour IT',
  place: 'c',
  clientName: 'Brightwater Dental Group',
  person: { id: 'm', userId: 'u', name: 'Tom Okafor', email: 'tom.okafor@brightwater.example', role: 'user' },
  publicKeyHash: '0f'.repeat(32),
  what: 'confirm',
  way: 'covered-word',
  state: 'confirmed',
  ...more,
});
