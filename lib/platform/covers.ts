/**
 * Which word of which phrase is covered, and what has come of it, as long as the browser runs: in the session storage,
 * which is memory only. A position and a few marks; the words are never here.
 */
import * as z from 'zod/mini';
import { type Cover, coverSchema } from '@/lib/domain/comparing';
import { browser } from './browser';
import { coverName } from './cover-names';

export interface Covers {
  /**
   * Changes what is remembered, and answers with what is remembered now. One change at a time, over all tabs: two that
   * draw a word for the same phrase would show all of it between them.
   * @param phrase which person's and which key's, whatever account meets them and wherever they wait.
   * @param accountId the account that compares: what only forgotten accounts have compared is forgotten with them.
   * @param change gets null where nothing is remembered.
   */
  change(phrase: string, accountId: string, change: (stored: Cover | null) => Cover): Promise<Cover>;
}

const storedSchema = z.object({ cover: coverSchema, accounts: z.array(z.string()) });

async function changed(name: string, accountId: string, change: (stored: Cover | null) => Cover): Promise<Cover> {
  const parsed = z.safeParse(storedSchema, (await browser.storage.session.get(name))[name]);
  const cover = change(parsed.success ? parsed.data.cover : null);
  const accounts = new Set(parsed.success ? parsed.data.accounts : []).add(accountId);
  await browser.storage.session.set({ [name]: { cover, accounts: [...accounts] } });
  return cover;
}

export const covers: Covers = {
  change(phrase, accountId, change) {
    const name = coverName(phrase);
    return navigator.locks.request(name, () => changed(name, accountId, change));
  },
};
