/**
 * A browser that was used, made as good as new: starting one takes about a second, and for five more it does not say
 * what an organization prescribes, for which the worker waits. Whatever a test may have left is taken away here, and
 * what cannot be taken away is found, so that the browser is put aside instead.
 */

import { expect } from '@playwright/test';
import type { ExtensionChrome } from './chrome';
import type { Desk } from './desk';
import { forgetCalls } from './recorder';

declare const chrome: ExtensionChrome;

/** Everything that the extension keeps in the browser, gone as if it had never been there. */
const wipe = (desk: Desk): Promise<void> =>
  desk.backstage.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue;
      await new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      });
    }
    for (const name of await caches.keys()) await caches.delete(name);
    localStorage.clear();
    sessionStorage.clear();
    await chrome.storage.session.clear();
    await chrome.storage.local.clear();
    for (const id of Object.keys(await chrome.notifications.getAll())) await chrome.notifications.clear(id);
    await chrome.action.setBadgeText({ text: '' });
    await chrome.action.setTitle({ title: '' });
  });

/** The hosts that the extension may reach now. */
const reachable = (desk: Desk): Promise<readonly string[]> =>
  desk.backstage.evaluate(async () => (await chrome.permissions.getAll()).origins ?? []);

/** Takes back what was allowed in a click; allowing it once more is then answered with yes, as the first time. */
const takeBack = (desk: Desk, origins: readonly string[]): Promise<boolean> =>
  desk.backstage.evaluate((hosts) => chrome.permissions.remove({ origins: [...hosts] }), origins);

export interface Renewable {
  readonly desk: Desk;
  /** Makes the browser as good as new; false: it cannot be, and has to be closed. */
  renew(): Promise<boolean>;
}

/** The worker has looked around in a browser where nothing is stored, and has nothing to do any more. */
const settled = (desk: Desk): Promise<void> =>
  expect.poll(async () => (await desk.badge()).title, { intervals: [20, 50, 100] }).toBe('Set up Provider Desk');

/** @param desk a browser that was just started, and in which nothing was done yet */
export async function renewable(desk: Desk): Promise<Renewable> {
  const { context, backstage } = desk;
  // A worker that is ended while it waits for what is prescribed leaves a browser that never says so to any other.
  await backstage.evaluate(() => chrome.storage.managed.get(null));
  await settled(desk);
  const atFirst = await reachable(desk);
  let spent = false;
  // Both stay in the browser for good.
  const addInitScript = context.addInitScript.bind(context);
  context.addInitScript = (...args) => {
    spent = true;
    return addInitScript(...args);
  };
  const install = context.clock.install.bind(context.clock);
  context.clock.install = (...args) => {
    spent = true;
    return install(...args);
  };

  return {
    desk,
    async renew() {
      if (spent) return false;
      // The worker wakes to hear of this, so it comes first.
      const more = (await reachable(desk)).filter((host) => !atFirst.includes(host));
      if (more.length > 0 && !(await takeBack(desk, more))) return false;
      await context.setOffline(false);
      await context.clearPermissions();
      await context.unrouteAll();
      await backstage.evaluate(() => chrome.alarms.clearAll());
      for (const page of context.pages()) if (page !== backstage) await page.close();
      await desk.killWorker();
      await wipe(desk);
      // Should an event have woken one meanwhile, its database is gone.
      await desk.killWorker();
      if (context.pages().length > 1) return false;
      // What the worker does in a browser that starts without anything stored.
      await (await desk.worker()).evaluate(() => chrome.runtime.onStartup.dispatch());
      await settled(desk);
      await forgetCalls(backstage);
      return true;
    },
  };
}
