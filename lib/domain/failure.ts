/**
 * Everything that can go wrong outside this program, as one closed union. A failure is a value: it is stored,
 * sent between worker and pages, and turned into words by a table. It never holds a body, a token or a key; `sentence` is
 * the server's own reason, made fit to be read, where a person had something done.
 */
import * as z from 'zod/mini';

export const failureSchema = z.union([
  /** The browser itself says that there is no network. */
  z.object({ kind: z.literal('offline') }),
  /** No connection, or no answer in time. */
  z.object({ kind: z.literal('no-answer'), host: z.string() }),
  /** 5xx, or an HTML page of a proxy with such a status. */
  z.object({
    kind: z.literal('server-error'),
    host: z.string(),
    status: z.number(),
  }),
  /** 429; `retryAt` is null where the server named no time. Without a host nobody was asked: the keys are locked. */
  z.object({
    kind: z.literal('rate-limited'),
    host: z.string(),
    retryAt: z.nullable(z.number()),
  }),
  /** An answer that does not parse, or has another shape than known. `what` names the call, without ids. */
  z.object({
    kind: z.literal('unreadable'),
    host: z.string(),
    what: z.string(),
  }),
  /** Something answers at the address, but it is not this kind of server. */
  z.object({ kind: z.literal('not-bitwarden'), host: z.string() }),
  /** The browser does not let the extension reach the host. */
  z.object({ kind: z.literal('no-permission'), host: z.string() }),
  /** The API key is not, or no longer, known. server: `invalid_client`. */
  z.object({ kind: z.literal('key-refused') }),
  /** The server wants another client version. */
  z.object({ kind: z.literal('version-refused') }),
  /** Any other refusal to sign in; `code` is the server's `error` word, cut to letters and underscores. */
  z.object({ kind: z.literal('sign-in-refused'), code: z.string() }),
  /** Signed in, but refused this: 403, 404, or 401 with a body. */
  z.object({
    kind: z.literal('refused'),
    status: z.number(),
    what: z.string(),
    sentence: z.optional(z.string()),
  }),
  /** Any other 4xx: the request was wrong in the server's eyes. */
  z.object({
    kind: z.literal('rejected'),
    status: z.number(),
    what: z.string(),
    sentence: z.optional(z.string()),
  }),
  /** The account is a confirmed member of no provider. */
  z.object({ kind: z.literal('no-provider') }),
  /** The stored key cannot be opened any more (the browser lost its encryption key). */
  z.object({ kind: z.literal('key-lost') }),
]);

export type Failure = z.infer<typeof failureSchema>;
export type FailureKind = Failure['kind'];

/** A value, or the reason why there is none. */
export type Result<T, F = Failure> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: F };

export const succeed = <T>(value: T): { ok: true; value: T } => ({
  ok: true,
  value,
});
export const fail = <F>(failure: F): { ok: false; failure: F } => ({
  ok: false,
  failure,
});

export { needsPerson, stopsPoll } from './remedy';
