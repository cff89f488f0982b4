/** A past for the seats of a client, as the extension would have kept it, had it been there: a new desk has none. */
import type { Page } from '@playwright/test';
import type { HistoryStep } from '@/lib/domain/history';

const dayMs = 86_400_000;

/** Figures so many days ago. */
export type Past = readonly (readonly [daysAgo: number, assigned: number, used: number])[];

/** Puts it into the database of the extension whose page this is. */
export async function rememberSeats(page: Page, clientId: string, past: Past): Promise<void> {
  const now = Date.now();
  const steps: HistoryStep[] = past.map(([daysAgo, assigned, used]) => ({ at: now - daysAgo * dayMs, assigned, used }));
  await page.evaluate(
    async ([id, wanted]) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('provider-desk');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const writing = database.transaction('history', 'readwrite');
      const table = writing.objectStore('history');
      const reading = table.getAll();
      reading.onsuccess = () => {
        for (const record of reading.result) if (record.clientId === id) table.put({ ...record, steps: wanted });
      };
      await new Promise<void>((resolve, reject) => {
        writing.oncomplete = () => resolve();
        writing.onerror = () => reject(writing.error);
      });
      database.close();
    },
    [clientId, steps] as const,
  );
}
