/**
 * Opening pages in the tab that is there for them. Without the right to see other sites' addresses, the tabs of a web
 * vault are those that were opened from here, remembered for the browser session; where the browser shows the
 * address anyway (an own server that was granted), any tab of that vault will do.
 */
import * as z from 'zod/mini';
import { recordOf } from '@/lib/domain/record-of';
import { browser } from './browser';

const rememberedSchema = recordOf(z.number());
const remembered = 'vault-tabs';

async function focus(tabId: number, windowId: number | undefined): Promise<void> {
  await browser.tabs.update(tabId, { active: true });
  if (windowId !== undefined && browser.windows !== undefined)
    await browser.windows.update(windowId, { focused: true });
}

async function rememberedTabs(): Promise<Record<string, number>> {
  const parsed = z.safeParse(rememberedSchema, (await browser.storage.session.get(remembered))[remembered]);
  return parsed.success ? parsed.data : {};
}

async function existingTab(
  origin: string,
  known: number | undefined,
): Promise<{ id: number; windowId: number | undefined } | null> {
  const tabs = await browser.tabs.query({});
  const visible = tabs.find(
    (tab) => tab.url !== undefined && URL.canParse(tab.url) && new URL(tab.url).origin === origin,
  );
  // A remembered tab that shows another site by now is not ours any more. Where its address is hidden we cannot know:
  // what the browser tells of a tab is the same for a step within the vault (a hash, a pushed state) and a load elsewhere.
  const ours = tabs.find((tab) => tab.id === known && (tab.url === undefined || new URL(tab.url).origin === origin));
  const found = visible ?? ours;
  return found?.id === undefined ? null : { id: found.id, windowId: found.windowId };
}

/** Opens an address of a web vault. */
export async function openVaultTab(url: string): Promise<void> {
  const { origin } = new URL(url);
  const tabs = await rememberedTabs();
  const found = await existingTab(origin, tabs[origin]);
  if (found !== null) {
    await browser.tabs.update(found.id, { url });
    await focus(found.id, found.windowId);
    return;
  }
  const created = await browser.tabs.create({ url });
  if (created.id !== undefined) await browser.storage.session.set({ [remembered]: { ...tabs, [origin]: created.id } });
}

/** Opens one of the extension's own pages, such as `options.html#account=…`. */
export async function openOwnPage(path: string): Promise<void> {
  const url = `${location.origin}/${path}`;
  const page = url.split('#')[0] ?? url;
  const tabs = await browser.tabs.query({});
  const found = tabs.find((tab) => tab.url?.split('#')[0] === page);
  if (found?.id === undefined) {
    await browser.tabs.create({ url });
    return;
  }
  await browser.tabs.update(found.id, { url });
  await focus(found.id, found.windowId);
}
