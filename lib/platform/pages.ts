/** Pages that belong to no account. */
import { browser } from './browser';

/** Opens an address in a new tab. */
export async function openPage(url: string): Promise<void> {
  await browser.tabs.create({ url });
}

/** Closes the tab that this page is in. */
export async function closePage(): Promise<void> {
  const tab = await browser.tabs.getCurrent();
  if (tab?.id !== undefined) await browser.tabs.remove(tab.id);
}
