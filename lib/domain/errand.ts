/**
 * What a page may have done on the server through the worker, request by request. The page knows what an errand means and
 * reads its answer (`lib/bitwarden/administration`); the worker lends token, budget and pace, and sends nothing that
 * is not on this list.
 */
import * as z from 'zod/mini';
import type { Failure } from './failure';
import { recordOf } from './record-of';

/**
 * Method and path, with ids to be put in: `p` provider, `o` organization, `m` membership, `r` relation between provider
 * and client. server: four kinds of id that look alike.
 */
export const errandCalls = [
  'GET /providers/{p}/organizations',
  'GET /providers/{p}/users',
  'POST /providers/{p}/users/invite',
  'POST /providers/{p}/users/reinvite',
  'POST /providers/{p}/users/delete',
  'PUT /providers/{p}/users/{m}',
  'PUT /providers/{p}/clients/{r}',
  'GET /providers/{p}/billing/subscription',
  'GET /providers/{p}/events',
  'GET /organizations/{o}',
  'GET /organizations/{o}/policies',
  'GET /organizations/{o}/events',
  'GET /organizations/{o}/users',
  'GET /organizations/{o}/users/{m}',
  'PUT /organizations/{o}/users/{m}',
  'POST /organizations/{o}/users/invite',
  'POST /organizations/{o}/users/reinvite',
  'POST /organizations/{o}/users/remove',
  'PUT /organizations/{o}/users/revoke',
  'PUT /organizations/{o}/users/restore',
] as const;
export type ErrandCall = (typeof errandCalls)[number];

/** One request, as it goes from page to worker. */
export const requestFields = {
  call: z.literal(errandCalls),
  ids: recordOf(z.string()),
  query: z.optional(recordOf(z.string())),
  body: z.optional(z.unknown()),
};
const requestSchema = z.object(requestFields);
export type ErrandRequest = z.infer<typeof requestSchema>;

/** A request and how its answer is read. `read` answers null for what has another shape than known. */
export interface Errand<T> {
  readonly request: ErrandRequest;
  readonly read: (body: unknown) => { readonly value: T } | null;
}

/** Whether the server saw a request and said no. */
export const isRefusal = (failure: Failure): failure is Extract<Failure, { kind: 'refused' | 'rejected' }> =>
  failure.kind === 'refused' || failure.kind === 'rejected';

const ambiguous: readonly Failure['kind'][] = ['offline', 'no-answer', 'server-error', 'unreadable', 'not-bitwarden'];

/** Whether a request that failed so may have been carried out all the same: the line broke, or the answer was spoilt. */
export const mayHaveWorked = (failure: Failure): boolean => ambiguous.includes(failure.kind);

/** How a deed ended whose request failed so. `unsent`: it never went out, or the server says that it did nothing. */
export const endOfFailed = (failure: Failure): 'sent' | 'refused' | 'unsent' => {
  if (mayHaveWorked(failure)) return 'sent';
  return isRefusal(failure) ? 'refused' : 'unsent';
};
