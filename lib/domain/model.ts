/**
 * The facts that the desk keeps, one shape each. The schemas are what a stored record or a message must look
 * like to be believed; the types follow from them, so a shape is written down in exactly one place.
 *
 * Instants end in `…At` and are milliseconds since 1970, durations end in `…Ms`.
 */
import * as z from 'zod/mini';
import { failureSchema } from './failure';
import type { ProviderKey } from './keys';
import { serverSchema } from './server';

export { type ProviderKey, providerKeyText, TEAM } from './keys';

/** What the account may do in a provider. server: ProviderUserType 0 and 1; a newer, unknown number has the least rights. */
export const roleSchema = z.literal(['provider-admin', 'service-user']);
export type Role = z.infer<typeof roleSchema>;

/**
 * An account that somebody signed in with its personal API key. Holds nothing secret: the key itself lies sealed
 * in the secrets store.
 */
export const accountSchema = z.object({
  /** `<api host>/<user id>`: the same key added twice is one account. */
  id: z.string(),
  server: serverSchema,
  userId: z.string(),
  email: z.string(),
  /** What the person calls the account; null: the e-mail address. */
  label: z.nullable(z.string()),
  /** Sent with every sign-in. server: an unknown device mails the account's owner, so it never changes. */
  deviceId: z.string(),
  addedAt: z.number(),
  /** When the profile was last read; null: never. */
  profileReadAt: z.nullable(z.number()),
  /** When the last request that succeeded was answered; null: never. */
  lastAnswerAt: z.nullable(z.number()),
  /** What stops the whole account just now; null: nothing. */
  failure: z.nullable(failureSchema),
  failureSince: z.nullable(z.number()),
  /** When it last failed; in the future: the clock was set back since. */
  failedAt: z.nullable(z.number()),
  /** Tries in a row that failed: the exponent of the back-off. */
  failures: z.number(),
  /** No request before this instant (back-off, Retry-After); 0: at once. */
  notBefore: z.number(),
});
export type Account = z.infer<typeof accountSchema>;

/** A provider that an account is a confirmed member of. */
export const providerSchema = z.object({
  accountId: z.string(),
  id: z.string(),
  name: z.nullable(z.string()),
  role: roleSchema,
  /** false: suspended. server: tokens and lists go on working; only the profile tells. */
  enabled: z.boolean(),
  /** server: resellers hold no client keys. */
  type: z.literal(['msp', 'reseller', 'business-unit', 'unknown']),
  /** Clients that the server has switched off. server: only the profile tells. */
  disabledClientIds: z.array(z.string()),
  /** When the first complete look was finished and its digest was written; null: still at it. */
  baselineAt: z.nullable(z.number()),
  /** The account is no longer a member; kept until somebody read the news. */
  removed: z.boolean(),
  /** When reading the list of clients was last tried; null: never. */
  triedAt: z.nullable(z.number()),
  /** Why that failed although the account works; null: it did not. */
  failure: z.nullable(failureSchema),
});
export type Provider = z.infer<typeof providerSchema>;

/** One row of the list of clients: a customer's organization and its seats. */
export const clientSchema = z.object({
  /** The organization's id. */
  id: z.string(),
  /** The id of the relation between provider and organization. server: needed to change seats. */
  relationId: z.string(),
  name: z.nullable(z.string()),
  /** Display text of the plan, never translated. */
  plan: z.nullable(z.string()),
  /** Seats assigned; null: no limit. */
  assigned: z.nullable(z.number()),
  /** Seats used: invited, accepted and confirmed members; null: the server did not say. */
  used: z.nullable(z.number()),
  /** Seats remaining; may be negative; null: no limit or unknown. */
  remaining: z.nullable(z.number()),
  /** Confirmed members. `used - confirmed` are on their way in. */
  confirmed: z.number(),
  /** At or under the low-seat threshold, and so announced once already. */
  low: z.boolean(),
});
export type Client = z.infer<typeof clientSchema>;

/** The clients of one provider, as read at one instant. */
export const clientListSchema = z.object({
  accountId: z.string(),
  providerId: z.string(),
  readAt: z.number(),
  clients: z.array(clientSchema),
});
export type ClientList = z.infer<typeof clientListSchema>;

/** Role inside the place that somebody joins: the provider's own team, or a client. */
export const memberRoleSchema = z.literal([
  'provider-admin',
  'service-user',
  'owner',
  'admin',
  'user',
  'custom',
  'unknown',
]);
export type MemberRole = z.infer<typeof memberRoleSchema>;

/** Somebody who is not in yet: invited, or accepted and waiting for confirmation. */
export const personSchema = z.object({
  /** Id of the membership (provider-user or organization-user id), not of the user. */
  id: z.string(),
  userId: z.nullable(z.string()),
  name: z.nullable(z.string()),
  email: z.string(),
  status: z.literal(['invited', 'accepted']),
  role: memberRoleSchema,
  firstSeenAt: z.number(),
  /** When the last invitation was sent, as far as anybody here knows; absent: nobody told. */
  invitedAt: z.optional(z.number()),
  /** The stage of the invitation that was told of last: from when on it ends within a day, or has ended. */
  endTold: z.optional(z.number()),
  /** When the person was first seen waiting; null while invited. */
  waitingSince: z.nullable(z.number()),
  /** Already waiting when this place was read for the first time: they wait longer than we know. */
  sinceFirstCheck: z.boolean(),
  /** When the last reminder about this person was written; null: none yet. */
  remindedAt: z.nullable(z.number()),
});
export type Person = z.infer<typeof personSchema>;

/** The people who are not in yet, at one place: the provider's own team or one client. */
export const placeSchema = z.object({
  accountId: z.string(),
  providerId: z.string(),
  /** `team`, or the client's organization id. */
  place: z.string(),
  /** When the list was last read; null: tried, never succeeded. */
  readAt: z.nullable(z.number()),
  /** When reading was last tried; orders the round robin. */
  triedAt: z.number(),
  /** Why the last try failed; null: it did not. */
  failure: z.nullable(failureSchema),
  /** The client's figures when the list was read; null for the team. */
  figures: z.nullable(z.object({ used: z.nullable(z.number()), confirmed: z.number() })),
  people: z.array(personSchema),
  /** How many the list held, in whatever status; none before it was read by a version that counts. */
  members: z.optional(z.number()),
  /** Somebody's confirmation was sent and its end not seen: to be read again, whatever the figures say. */
  unsettled: z.optional(z.boolean()),
});
export type Place = z.infer<typeof placeSchema>;

/** Somebody waiting, or still to accept, with everything needed to speak of them without looking anything up. */
export interface Waiting extends ProviderKey {
  readonly providerName: string | null;
  /** `team` or the client's id. */
  readonly place: string;
  /** null for the team, and for a client without a name. */
  readonly clientName: string | null;
  readonly person: Person;
}
