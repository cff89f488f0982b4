/**
 * Which word of whose phrase is covered, and what has come of it, as long as the browser runs: in the session storage,
 * which is memory only. A position and a few marks; the words are never here.
 */
import { type Cover, coverSchema } from '@/lib/domain/comparing';
import { browser } from './browser';
import { coverName } from './cover-names';

export interface Covers {
  /**
   * Changes what is remembered, and answers with what is remembered now. One change at a time, over all tabs: two that
   * draw a word for the same phrase would show all of it between them.
   * @param name of the person and the key; begins with the account's id and a slash.
   * @param change gets null where nothing is remembered.
   */
  change(name: string, change: (stored: Cover | null) => Cover): Promise<Cover>;
}

async function changed(name: string, change: (stored: Cover | null) => Cover): Promise<Cover> {
  const key = coverName(name);
  const parsed = coverSchema.safeParse((await browser.storage.session.get(key))[key]);
  const next = change(parsed.success ? parsed.data : null);
  await browser.storage.session.set({ [key]: next });
  return next;
}

export const covers: Covers = {
  change: (name, change) => navigator.locks.request(coverName(name), () => changed(name, change)),
};
