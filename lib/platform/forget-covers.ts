/** Takes a forgotten account out of what pages remember of phrases. The worker's part; pages have `covers`. */
import * as z from 'zod/mini';
import { browser } from './browser';
import { isCoverName } from './cover-names';

const storedSchema = z.object({ cover: z.unknown(), accounts: z.array(z.string()) });

/** What other accounts have compared too stays: whose words were covered, or differed, is theirs as well. */
async function forget(name: string, accountId: string): Promise<void> {
  const parsed = z.safeParse(storedSchema, (await browser.storage.session.get(name))[name]);
  const accounts = parsed.success ? parsed.data.accounts.filter((id) => id !== accountId) : [];
  if (!parsed.success || accounts.length === 0) await browser.storage.session.remove(name);
  else await browser.storage.session.set({ [name]: { ...parsed.data, accounts } });
}

export async function forgetCovers(accountId: string): Promise<void> {
  const names = Object.keys(await browser.storage.session.get(null)).filter(isCoverName);
  // In turn with the pages: what one of them writes at the same time must not be lost, nor come back.
  await Promise.all(names.map((name) => navigator.locks.request(name, () => forget(name, accountId))));
}
