/**
 * Letting hours pass without waiting for them: every instant that the extension has stored is moved into the past by
 * as much, as after a night in which the computer slept. No worker may run meanwhile; none of its clock is touched.
 */
import type { Page } from '@playwright/test';
import type { ExtensionChrome } from './chrome';

declare const chrome: ExtensionChrome;

/** Numbers that can only be instants of our days, as epoch ms: between 2017 and 2096. */
const instants = { from: 1.5e12, to: 4e12 };

/** @param page a page of the extension */
export const moveStoredInstants = (page: Page, ms: number): Promise<void> =>
  page.evaluate(
    // Loops instead of helper functions: some loaders rename functions on their way into the browser.
    async ({ by, from, to }) => {
      const area = chrome.storage.session;
      const session = await area.get(null);
      const stack: object[] = [session];
      // Opening what is not there would make an empty one.
      const all = await indexedDB.databases();
      if (!all.some(({ name }) => name === 'provider-desk')) return;
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('provider-desk');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const tables = [...database.objectStoreNames].filter((name) => name !== 'keys' && name !== 'secrets');
      for (const table of tables) {
        const records = await new Promise<object[]>((resolve, reject) => {
          const request = database.transaction(table).objectStore(table).getAll();
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        stack.push(...records);
        while (stack.length > 0) {
          const holder = stack.pop() as Record<string, unknown>;
          for (const [name, value] of Object.entries(holder)) {
            if (typeof value === 'number' && value > from && value < to) holder[name] = value - by;
            else if (typeof value === 'object' && value !== null) stack.push(value);
          }
        }
        await new Promise<void>((resolve, reject) => {
          const transaction = database.transaction(table, 'readwrite');
          for (const record of records) transaction.objectStore(table).put(record);
          transaction.oncomplete = () => resolve();
          transaction.onerror = () => reject(transaction.error);
        });
      }
      database.close();
      await area.set(session);
    },
    { by: ms, ...instants },
  );

/** Lets everything that the record of confirmations holds be as much older, while page and worker go on. */
export const moveRecord = (page: Page, ms: number): Promise<void> =>
  page.evaluate(async (by) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('provider-desk');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    await new Promise<void>((resolve, reject) => {
      const transaction = database.transaction('activity', 'readwrite');
      const table = transaction.objectStore('activity');
      const reading = table.getAll();
      reading.onsuccess = () => {
        for (const record of reading.result) table.put({ ...record, at: record.at - by });
      };
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
    });
    database.close();
  }, ms);
