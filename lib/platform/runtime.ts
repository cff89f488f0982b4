/** The worker's beginnings: installed, browser started, network back. Call these in the worker's first turn. */

import { ensureAlarm } from './alarm';
import { browser } from './browser';

export function onInstalled({ first, any }: { first: () => void; any: () => void }): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') first();
    any();
  });
}

/** The browser started. Every start of the worker, for whatever reason, also makes sure of the alarm. */
export function onStarted(handle: () => void): void {
  browser.runtime.onStartup.addListener(handle);
  void ensureAlarm(Date.now());
}

/** The network went or came back while the worker was awake; asleep, the alarm finds out. */
export function onOnlineChange(online: () => void, offline: () => void): void {
  addEventListener('online', online);
  addEventListener('offline', offline);
}
