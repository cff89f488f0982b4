/** Messages between the extension's own pages and its worker, as the browser carries them. */
import * as z from 'zod/mini';
import { browser } from './browser';

/** An answer, or what the worker threw. In a wrapping, because browsers differ in what becomes of a rejection. */
const replySchema = z.object({ value: z.optional(z.unknown()), error: z.optional(z.string()) });

/** Sends to the worker, which wakes if it sleeps, and answers with what it answered. Rejects where it threw or died. */
export async function sendToWorker(message: unknown): Promise<unknown> {
  const reply = z.parse(replySchema, await browser.runtime.sendMessage(message));
  if (reply.error !== undefined) throw new Error(reply.error);
  return reply.value;
}

/** Hears messages. `handle` answers with a promise for those that it answers, else with undefined. */
export function onMessage(handle: (message: unknown, senderUrl: string) => Promise<unknown> | undefined): void {
  browser.runtime.onMessage.addListener((message, sender, respond) => {
    const answer = handle(message, sender.url ?? '');
    if (answer === undefined) return undefined;
    answer.then(
      (value) => respond({ value }),
      (error: unknown) => respond({ error: error instanceof Error ? error.message : 'failed' }),
    );
    // Says that the answer comes later: not every Chrome understands a promise here.
    return true;
  });
}
