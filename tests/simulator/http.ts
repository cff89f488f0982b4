/** Puts a handler of requests on a loopback port. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificate';
import type { Outcome } from './faults';
import { type Reply, toWireJson } from './wire';

/** A request with its body, as one value. */
export interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly ip: string;
}

export type Handler = (incoming: Incoming) => Promise<{ readonly outcome: Outcome; readonly ended?: () => void }>;

export interface Listening {
  readonly origin: string;
  close(): Promise<void>;
}

const jsonType = 'application/json; charset=utf-8';

function bodyOf(reply: Reply): { readonly type: string | null; readonly body: Buffer } {
  if (reply.text !== undefined) return { type: reply.text.type, body: Buffer.from(reply.text.body) };
  if (reply.json === undefined) return { type: null, body: Buffer.alloc(0) };
  return { type: jsonType, body: Buffer.from(toWireJson(reply.json)) };
}

function write(response: ServerResponse, reply: Reply, half: boolean): void {
  const { type, body } = bodyOf(reply);
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(type === null ? {} : { 'Content-Type': type }),
    ...(reply.status === 204 ? {} : { 'Content-Length': body.length }),
  });
  if (!half) {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, Math.ceil(body.length / 2)), () => response.destroy());
}

async function read(request: IncomingMessage): Promise<Incoming> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece));
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers)) headers[name] = Array.isArray(value) ? value[0] : value;
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', 'http://127.0.0.1'),
    headers,
    body: Buffer.concat(pieces),
    ip: headers['x-connecting-ip'] ?? request.socket.remoteAddress ?? '127.0.0.1',
  };
}

/**
 * Listens on loopback only; port 0 takes a free one. `onCrash` hears of what no handler caught. With a certificate it
 * speaks HTTPS.
 */
export async function listen(
  port: number,
  handler: Handler,
  onCrash: (error: unknown) => void,
  secure: Certificate | null = null,
): Promise<Listening> {
  const waiting = new Set<NodeJS.Timeout>();
  const answer: RequestListener = (request, response) => {
    const respond = async (): Promise<void> => {
      const { outcome, ended } = await handler(await read(request));
      const finish = (): void => {
        ended?.();
        if (outcome.kind === 'reply') write(response, outcome.reply, false);
        else if (outcome.half !== undefined) write(response, outcome.half, true);
        else request.socket.destroy();
      };
      const delayMs = outcome.kind === 'reply' ? (outcome.afterMs ?? 0) + (outcome.reply.delayMs ?? 0) : 0;
      if (delayMs === 0) {
        finish();
        return;
      }
      const orAt = outcome.kind === 'reply' ? outcome.orAt : undefined;
      const end = (): void => {
        clearTimeout(timer);
        waiting.delete(timer);
        orAt?.removeEventListener('abort', end);
        finish();
      };
      const timer = setTimeout(end, delayMs);
      waiting.add(timer);
      orAt?.addEventListener('abort', end);
    };
    respond().catch((error: unknown) => {
      // A caller that went away in the middle of its own request is no fault of the server.
      if (!request.destroyed || request.complete) onCrash(error);
      request.socket.destroy();
    });
  };
  const server =
    secure === null ? createServer(answer) : createSecureServer({ key: secure.key, cert: secure.certificate }, answer);
  // The default of five seconds closes lines that a caller is just about to use again.
  server.keepAliveTimeout = 60_000;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return {
    origin: `${secure === null ? 'http' : 'https'}://127.0.0.1:${address.port}`,
    async close() {
      for (const timer of waiting) clearTimeout(timer);
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
