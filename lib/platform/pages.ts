/** Pages that belong to no account. */
import { browser } from './browser';

/** Opens an address in a new tab. */
export async function openPage(url: string): Promise<void> {
  await browser.tabs.create({ url });
}
