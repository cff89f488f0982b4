/**
 * The one door between pages and worker: pages call `ask`, the worker answers in `listen`. Broadcasts go the other
 * way over a channel that every page of the extension may listen to.
 */
import { defineExtensionMessaging } from '@webext-core/messaging';
import {
  type Answers,
  type Broadcast,
  broadcastSchema,
  type RequestName,
  type RequestOf,
  requestSchemas,
} from './protocol';

type Protocol = { [N in RequestName]: (request: RequestOf<N>) => Answers[N] };

const { sendMessage, onMessage } = defineExtensionMessaging<Protocol>();

/** Asks the worker, which wakes if it sleeps. Rejects only if the worker has a bug or refuses the message. */
export function ask<N extends RequestName>(name: N, request: RequestOf<N>): Promise<Answers[N]> {
  // The library's own conditional types cannot follow a generic key; request and answer are tied together above.
  const send = sendMessage as (type: RequestName, data: unknown) => Promise<Answers[N]>;
  return send(name, request);
}

export type Handlers = {
  [N in RequestName]: (request: RequestOf<N>) => Promise<Answers[N]>;
};

/**
 * Answers the pages. Call it in the worker's first turn. A message that does not come from this extension's own pages,
 * or does not have its schema, is refused.
 */
export function listen(handlers: Handlers, ownOrigin: string): void {
  const names = Object.keys(requestSchemas) as RequestName[];
  for (const name of names) listenTo(name, handlers[name], ownOrigin);
}

function listenTo<N extends RequestName>(name: N, handle: Handlers[N], ownOrigin: string): void {
  onMessage(name as RequestName, async (message) => {
    // Firefox may leave out `origin`; then the sender's address tells.
    const from = message.sender.url ?? '';
    if (!from.startsWith(ownOrigin)) throw new Error(`refused: ${name} from outside the extension`);
    const parsed = requestSchemas[name].safeParse(message.data);
    if (!parsed.success) throw new Error(`refused: malformed ${name}`);
    return handle(parsed.data as RequestOf<N>);
  });
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
    const parsed = broadcastSchema.safeParse(event.data);
    if (parsed.success) handle(parsed.data);
  };
  return () => channel.close();
}
