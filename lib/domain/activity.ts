/**
 * What this extension did, for the person's own record: who was confirmed when by which account, with the SHA-256 of the
 * public key that was used and the way the phrase was compared. Never a phrase, a key or a password.
 */
import * as z from 'zod/mini';
import { waySchema } from './confirmation';
import { memberRoleSchema } from './model';
import { dayMs } from './time';

/** How long the record is kept. */
export const activityKeptMs = 90 * dayMs;

const common = {
  /** Random. */
  id: z.string(),
  at: z.number(),
  accountId: z.string(),
  /** The account as it was called then. */
  account: z.string(),
  providerId: z.string(),
  providerName: z.nullable(z.string()),
  /** `team`, or the client's organization id. */
  place: z.string(),
  clientName: z.nullable(z.string()),
  /** Whom it concerns, as known then. */
  person: z.object({
    id: z.string(),
    userId: z.nullable(z.string()),
    name: z.nullable(z.string()),
    email: z.string(),
    role: memberRoleSchema,
  }),
  /** SHA-256 of the public key, hexadecimal. */
  publicKeyHash: z.string(),
};

export const activitySchema = z.union([
  z.object({
    ...common,
    what: z.literal('confirm'),
    way: waySchema,
    /**
     * `sending` is written before the request goes out, so that a worker or a page which dies in between leaves a trace;
     * whoever reads the place clearly later settles it. `unclear`: nobody can tell any more whether it was this that let
     * them in.
     */
    state: z.literal(['sending', 'confirmed', 'not-confirmed', 'unclear']),
    /** While `sending`: the server said that it did it, and only the list has yet to show so. */
    acknowledged: z.optional(z.boolean()),
  }),
  /** The words differed twice: it may be somebody else's account. */
  z.object({ ...common, what: z.literal('mismatch') }),
]);
export type Activity = z.infer<typeof activitySchema>;
