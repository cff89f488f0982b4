/** What can go wrong between a server and an extension, on demand: proxies, cut lines, broken bodies. */
import * as z from 'zod/mini';
import { matchesPattern } from './log';
import { type Ask, tooManyRequests } from './rate-limits';
import { errorBody, type Reply, toWireJson } from './wire';

const where = {
  /** Both hosts when left out. */
  host: z.optional(z.enum(['api', 'identity'])),
  /** Every verb when left out. */
  method: z.optional(z.string()),
  /** Without the host's base; `*` stands for one or more characters. Every path when left out. */
  path: z.optional(z.string()),
  /** How many requests it hits. Until it is cleared when left out. */
  count: z.optional(z.number()),
  /** How many matching requests go through untouched before it begins. */
  skip: z.optional(z.number()),
};

export const faultSchema = z.discriminatedUnion('kind', [
  /** The answer is complete and right, but comes this much later, in real time, or once all faults are cleared. */
  z.object({ ...where, kind: z.literal('slow'), ms: z.number() }),
  /** The line is cut without an answer: before anything was done, or (`after`) after the server did it. */
  z.object({ ...where, kind: z.literal('drop'), after: z.optional(z.boolean()) }),
  /** Half of the body, then the line is cut. */
  z.object({ ...where, kind: z.literal('truncate') }),
  /** A body that says JSON and is none. */
  z.object({ ...where, kind: z.literal('malformed') }),
  /** JSON in which texts are numbers, numbers are texts, and lists are objects. */
  z.object({ ...where, kind: z.literal('wrongShape') }),
  /** A page of a proxy. Status 200 when left out. */
  z.object({ ...where, kind: z.literal('html'), status: z.optional(z.number()) }),
  /** A status, with the server's error body or (default) without any. */
  z.object({ ...where, kind: z.literal('status'), status: z.number(), body: z.optional(z.boolean()) }),
  /** 429; without `retryAfterSeconds` the header is missing. */
  z.object({ ...where, kind: z.literal('tooManyRequests'), retryAfterSeconds: z.optional(z.number()) }),
  z.object({ ...where, kind: z.literal('redirect'), to: z.string() }),
]);
export type Fault = z.infer<typeof faultSchema>;

/** What becomes of an exchange. `answer` gives the right answer, and the right answer happens only if asked for. */
export type Outcome =
  | { readonly kind: 'reply'; readonly reply: Reply; readonly afterMs?: number; readonly orAt?: AbortSignal }
  | { readonly kind: 'cut'; readonly half?: Reply };

export interface Faults {
  /** The number of the fault, for `clear`. */
  add(fault: Fault): number;
  clear(id?: number): void;
  /** The outcome of a request that a fault hits, or null. */
  strike(ask: Ask, answer: () => Reply): Outcome | null;
}

function confuse(value: unknown): unknown {
  if (Array.isArray(value)) return { count: value.length };
  if (typeof value === 'string') return value.length;
  if (typeof value === 'number') return `${value}`;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, confuse(member)]));
}

const page =
  '<!doctype html><html><head><title>Just a moment</title></head><body><h1>502 Bad Gateway</h1></body></html>';

function outcomeOf(fault: Fault, answer: () => Reply, cleared: AbortSignal): Outcome {
  switch (fault.kind) {
    case 'slow':
      return { kind: 'reply', reply: answer(), afterMs: fault.ms, orAt: cleared };
    case 'drop':
      if (fault.after) answer();
      return { kind: 'cut' };
    case 'truncate':
      return { kind: 'cut', half: answer() };
    case 'malformed': {
      const { json, ...rest } = answer();
      const body = `${toWireJson(json ?? {}).slice(0, -1)},,`;
      return { kind: 'reply', reply: { ...rest, text: { type: 'application/json; charset=utf-8', body } } };
    }
    case 'wrongShape': {
      const reply = answer();
      return { kind: 'reply', reply: { ...reply, json: confuse(reply.json ?? { data: [] }) } };
    }
    case 'html':
      return {
        kind: 'reply',
        reply: { status: fault.status ?? 200, text: { type: 'text/html; charset=utf-8', body: page } },
      };
    case 'status':
      return {
        kind: 'reply',
        reply: fault.body
          ? { status: fault.status, json: errorBody('An unhandled server error has occurred.') }
          : { status: fault.status },
      };
    case 'tooManyRequests':
      return { kind: 'reply', reply: tooManyRequests('1m', fault.retryAfterSeconds ?? null) };
    case 'redirect':
      return { kind: 'reply', reply: { status: 302, headers: { Location: fault.to } } };
  }
}

/** No faults yet. They strike before rate limits and everything else, as a proxy in front does. */
export function createFaults(): Faults {
  const active = new Map<number, { fault: Fault; left: number; skip: number }>();
  let last = 0;
  let clearing = new AbortController();
  return {
    add(fault) {
      last += 1;
      active.set(last, { fault, left: fault.count ?? Number.POSITIVE_INFINITY, skip: fault.skip ?? 0 });
      return last;
    },
    clear(id) {
      if (id !== undefined) {
        active.delete(id);
        return;
      }
      active.clear();
      clearing.abort();
      clearing = new AbortController();
    },
    strike(ask, answer) {
      for (const [id, entry] of active) {
        const { host, method, path } = entry.fault;
        if (host !== undefined && host !== ask.host) continue;
        if (method !== undefined && method.toUpperCase() !== ask.method) continue;
        if (path !== undefined && !matchesPattern(ask.path, path)) continue;
        if (entry.skip > 0) {
          entry.skip -= 1;
          continue;
        }
        entry.left -= 1;
        if (entry.left <= 0) active.delete(id);
        return outcomeOf(entry.fault, answer, clearing.signal);
      }
      return null;
    },
  };
}
