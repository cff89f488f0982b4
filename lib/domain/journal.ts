/**
 * What this extension did for clients and members besides confirming, and what it told of, for the person's own record.
 * Never a key or a password. A deed is written before its request goes out (`sent`) and again when its end is known, so
 * that a page or a worker which dies in between leaves a trace.
 */
import * as z from 'zod/mini';
import { failureSchema } from './failure';
import { memberRoleSchema } from './model';

const common = {
  /** Random. */
  id: z.string(),
  at: z.number(),
  accountId: z.string(),
  providerId: z.string(),
  providerName: z.nullable(z.string()),
};

export const deedSchema = z.object({
  ...common,
  /** The account as it was called then. */
  account: z.string(),
  /** `team`, or the client's organization id. */
  place: z.string(),
  clientName: z.nullable(z.string()),
  what: z.literal(['invite', 'resend', 'remove', 'role', 'revoke', 'restore', 'seats']),
  /**
   * `sent`: no answer yet, or none that tells. `partly`: for some of the people. `unsent`: it never went out, or was
   * turned away unread.
   */
  state: z.literal(['sent', 'done', 'partly', 'refused', 'unsent']),
  /** Whom it concerns; nobody where seats were changed. `refused`: the server did not do it for this person. */
  people: z.array(z.object({ name: z.nullable(z.string()), email: z.string(), refused: z.optional(z.boolean()) })),
  /** The role they were given. */
  role: z.optional(memberRoleSchema),
  seats: z.optional(z.object({ from: z.number(), to: z.number() })),
  /** Why not, in the server's own words. */
  sentence: z.nullable(z.string()),
  /** Why not, where it was not the server that refused. */
  failure: z.optional(failureSchema),
});
export type Deed = z.infer<typeof deedSchema>;

/** Something that a notice told of. */
export const sightingSchema = z.object({
  ...common,
  what: z.literal('noticed'),
  kind: z.literal(['waiting', 'low-seats', 'invitation', 'account', 'provider']),
  /** The first few of them, by name. */
  names: z.array(z.string()),
  /** Where they join: clients, or the provider for its own team. The first few, each once. */
  places: z.optional(z.array(z.string())),
  count: z.number(),
});
export type Sighting = z.infer<typeof sightingSchema>;

export const journalSchema = z.union([deedSchema, sightingSchema]);
export type JournalEntry = z.infer<typeof journalSchema>;
