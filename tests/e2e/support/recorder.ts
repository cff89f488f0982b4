/**
 * Listens in on the notices that the worker shows. The browser tells which are shown, but not what they say, so the
 * worker's calls are noted on their way through, unchanged, and handed to the harness's own page, which outlives the
 * worker. After a restart the recorder is put in again as soon as the browser reports the worker as running.
 */
import type { Page, Worker } from '@playwright/test';
import type { ExtensionChrome, NotificationOptions } from './chrome';

declare const chrome: ExtensionChrome;

/** One call of the worker, in the order in which they came. */
export interface NoticeCall {
  readonly what: 'create' | 'update' | 'clear';
  readonly id: string;
  readonly title: string;
  readonly message: string;
  readonly buttons: readonly string[];
}

interface Recorded {
  recordedNotices?: NoticeCall[];
}

const channel = 'harness-notices';

/** Makes the page collect what recorders in the worker report. */
export const collectIn = (page: Page): Promise<void> =>
  page.evaluate((name) => {
    const calls: NoticeCall[] = [];
    (globalThis as Recorded).recordedNotices = calls;
    new BroadcastChannel(name).onmessage = (event: MessageEvent<NoticeCall>) => {
      calls.push(event.data);
    };
  }, channel);

export const collected = (page: Page): Promise<readonly NoticeCall[]> =>
  page.evaluate(() => (globalThis as Recorded).recordedNotices ?? []);

export const forgetCalls = (page: Page): Promise<void> =>
  page.evaluate(() => {
    (globalThis as Recorded).recordedNotices?.splice(0);
  });

/** Puts the recorder into a running worker; does nothing if it is there already. */
export const recordIn = (worker: Worker): Promise<void> =>
  worker.evaluate((name) => {
    const scope = globalThis as { recording?: BroadcastChannel };
    if (scope.recording !== undefined) return;
    const voice = new BroadcastChannel(name);
    scope.recording = voice;
    const { notifications } = chrome;
    // Written out three times: a helper function would be renamed by some loaders on its way into the browser.
    const create = notifications.create.bind(notifications);
    notifications.create = (...args: [string, NotificationOptions]) => {
      const [id, { title = '', message = '', buttons = [] }] = args;
      voice.postMessage({ what: 'create', id, title, message, buttons: buttons.map((button) => button.title) });
      return create(...args);
    };
    const update = notifications.update.bind(notifications);
    notifications.update = (...args: [string, NotificationOptions]) => {
      const [id, { title = '', message = '', buttons = [] }] = args;
      voice.postMessage({ what: 'update', id, title, message, buttons: buttons.map((button) => button.title) });
      return update(...args);
    };
    const clear = notifications.clear.bind(notifications);
    notifications.clear = (...args: [string]) => {
      voice.postMessage({ what: 'clear', id: args[0], title: '', message: '', buttons: [] });
      return clear(...args);
    };
  }, channel);
