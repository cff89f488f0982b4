/** Messages between the extension's own pages and its worker, as the browser carries them. */
import { browser } from './browser';

/** Sends to the worker, which wakes if it sleeps, and answers with what it answered. */
export const sendToWorker = (message: unknown): Promise<unknown> => browser.runtime.sendMessage(message);

/** Hears messages. `handle` answers with a promise for those that it answers, else with undefined. */
export function onMessage(handle: (message: unknown, senderUrl: string) => Promise<unknown> | undefined): void {
  browser.runtime.onMessage.addListener((message, sender) => handle(message, sender.url ?? ''));
}
