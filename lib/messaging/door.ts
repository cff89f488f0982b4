/**
 * The one door between pages and worker: pages call `ask`, the worker answers in `listen`. Broadcasts go the other
 * way over a channel that every page of the extension may listen to. Our own, because all that it has to do is less than
 * the libraries for it weigh in every page and in the worker.
 */
import * as z from 'zod/mini';
import { onMessage, sendToWorker } from '@/lib/platform/messages';
import {
  type Answers,
  type Broadcast,
  broadcastSchema,
  type RequestName,
  type RequestOf,
  requestSchemas,
} from './protocol';

const messageSchema = z.object({ ask: z.string(), request: z.unknown() });

/** Asks the worker, which wakes if it sleeps. Rejects only if the worker has a bug, dies, or refuses the message. */
export async function ask<N extends RequestName>(name: N, request: RequestOf<N>): Promise<Answers[N]> {
  // What the worker answers is our own program's, of the same version, and typed on its side.
  return (await sendToWorker({ ask: name, request })) as Answers[N];
}

export type Handlers = {
  [N in RequestName]: (request: RequestOf<N>) => Promise<Answers[N]>;
};

const isRequest = (name: string): name is RequestName => Object.hasOwn(requestSchemas, name);

/**
 * Answers the pages. Call it in the worker's first turn. A message that does not come from this extension's own pages,
 * or does not have its schema, is refused.
 */
export function listen(handlers: Handlers, ownOrigin: string): void {
  onMessage((message, senderUrl) => {
    const asked = z.safeParse(messageSchema, message);
    if (!asked.success || !isRequest(asked.data.ask)) return undefined;
    return answer(handlers, asked.data.ask, asked.data.request, senderUrl.startsWith(`${ownOrigin}/`));
  });
}

async function answer<N extends RequestName>(
  handlers: Handlers,
  name: N,
  request: unknown,
  fromOwnPage: boolean,
): Promise<Answers[N]> {
  if (!fromOwnPage) throw new Error(`refused: ${name} from outside the extension`);
  const parsed = z.safeParse(requestSchemas[name], request);
  if (!parsed.success) throw new Error(`refused: malformed ${name}`);
  return handlers[name](parsed.data as RequestOf<N>);
}

const channelName = 'provider-desk';

/** The worker's voice to all open pages. */
export function createBroadcaster(): { send(message: Broadcast): void } {
  const channel = new BroadcastChannel(channelName);
  return { send: (message) => channel.postMessage(message) };
}

/** Hears what the worker calls out; answers with a function that stops listening. */
export function onBroadcast(handle: (message: Broadcast) => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = (event: MessageEvent<unknown>) => {
    const parsed = z.safeParse(broadcastSchema, event.data);
    if (parsed.success) handle(parsed.data);
  };
  return () => channel.close();
}
