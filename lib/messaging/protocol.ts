/**
 * The typed contract between pages and worker. Pages ask, the worker answers; what comes in is parsed on the worker's
 * side. A secret may travel to the worker and never comes back: no answer has a field for one.
 */
import * as z from 'zod/mini';
import {
  type ConfirmOutcome,
  comparedSchema,
  type PublicKeyReading,
  type UnlockMaterial,
} from '@/lib/domain/confirmation';
import { requestFields } from '@/lib/domain/errand';
import { failureSchema, type Result } from '@/lib/domain/failure';
import { deedSchema } from '@/lib/domain/journal';
import { innerKeySchema } from '@/lib/domain/passphrase';
import { mutedClientSchema, type Preferences } from '@/lib/domain/preferences';
import { serverSchema } from '@/lib/domain/server';

/** What "Test and save" found out. */
export const signInOutcomeSchema = z.union([
  z.object({
    kind: z.literal('connected'),
    accountId: z.string(),
    email: z.string(),
    /** In the profile's order; `clients` is null where the list could not be read yet. */
    providers: z.array(
      z.object({
        id: z.string(),
        name: z.nullable(z.string()),
        role: z.literal(['provider-admin', 'service-user']),
        enabled: z.boolean(),
        clients: z.nullable(z.number()),
      }),
    ),
  }),
  z.object({ kind: z.literal('malformed-id') }),
  /** An organization's key was pasted instead of a personal one. */
  z.object({ kind: z.literal('organization-key') }),
  z.object({ kind: z.literal('missing-secret') }),
  /** The key belongs to another person than the account whose key was to be replaced. */
  z.object({ kind: z.literal('other-account') }),
  /** The passphrase has to be entered first. Nothing was sent. */
  z.object({ kind: z.literal('locked') }),
  z.object({ kind: z.literal('failed'), failure: failureSchema }),
]);
export type SignInOutcome = z.infer<typeof signInOutcomeSchema>;

/** What an own server said about itself. `missingOrigins`: host permissions still to be asked for, in a click. */
export const discoveryOutcomeSchema = z.union([
  z.object({
    kind: z.literal('found'),
    server: serverSchema,
    version: z.string(),
    missingOrigins: z.array(z.string()),
  }),
  z.object({ kind: z.literal('failed'), failure: failureSchema }),
]);
export type DiscoveryOutcome = z.infer<typeof discoveryOutcomeSchema>;

const accountRef = z.object({ accountId: z.string() });

/** The provider's own team (`team`), or a client by its organization id. */
const placeRef = { accountId: z.string(), providerId: z.string(), place: z.string() };

/** What every message must look like to be listened to. */
export const requestSchemas = {
  /** Asks an own server for the addresses that it names itself. Sends no credentials. */
  discover: z.object({ server: serverSchema }),
  /** Signs in for real and, if that works, stores account and sealed key and starts the first check. */
  addAccount: z.object({
    server: serverSchema,
    clientId: z.string(),
    clientSecret: z.string(),
  }),
  /** The same for an account that is there already, whose key was renewed. */
  replaceKey: z.object({
    accountId: z.string(),
    clientId: z.string(),
    clientSecret: z.string(),
  }),
  /** Reads the profile with what is stored; answers as "Test and save" does. */
  testAccount: accountRef,
  renameAccount: z.object({
    accountId: z.string(),
    label: z.nullable(z.custom<string>((label) => typeof label === 'string' && label.length <= 60)),
  }),
  /** Erases everything of the account: database, notices, tokens. */
  forgetAccount: accountRef,
  /** Erases everything. */
  eraseAll: z.object({}),
  /**
   * Checks now, or joins the check in flight; answers when it has ended. `accountId` null: all accounts. `pressed`: a
   * person asked just now, which a check of what happened to be due does not answer.
   */
  checkNow: z.object({ accountId: z.nullable(z.string()), pressed: z.boolean() }),
  /** Changes the preferences that are named; what is managed stays as one's own. They are parsed as a whole, patched. */
  savePreferences: z.custom<Partial<Preferences>>((patch) => typeof patch === 'object' && patch !== null),
  /** Pauses notices until the instant; null: goes on. */
  pause: z.object({ until: z.nullable(z.number()) }),
  mute: z.object({ client: mutedClientSchema, muted: z.boolean() }),
  /** Shows a sample notice; answers whether the browser accepted it. */
  sampleNotice: z.object({}),
  /** Somebody has read that they were removed from the provider: it leaves the list. */
  dismissProvider: z.object({ accountId: z.string(), providerId: z.string() }),
  /** Opens an address of an account's web vault in the tab that is there for it, or a new one. */
  openVault: z.object({ accountId: z.string(), url: z.string() }),
  /** What opens an account's keys, all of it sealed. `fresh`: as the server has it now, at the cost of a sign-in. */
  unlockMaterial: z.object({ accountId: z.string(), fresh: z.boolean() }),
  /** The public keys of people who wait at one place. Whoever waits no longer is missing from the answer. */
  publicKeys: z.object({ ...placeRef, ids: z.array(z.string()) }),
  /**
   * Confirms people of one place, each of whom somebody has compared. Their public keys are read once more before, and the
   * place is read again after; answers with one outcome for each. `collectionName`: of a client's members, sealed.
   */
  confirm: z.object({
    ...placeRef,
    people: z.array(comparedSchema),
    collectionName: z.nullable(z.string()),
  }),
  /** Reads a place again and says what became of these people, after an answer that never came. */
  lookAgain: z.object({ ...placeRef, ids: z.array(z.string()) }),
  /** Somebody's words differed twice: goes into the record. */
  noteMismatch: z.object({ ...placeRef, id: z.string(), publicKeyHash: z.string() }),
  /** Has one request made that somebody wants done for a client or a member; pages know what it means. */
  errand: z.object({ ...requestFields, accountId: z.string() }),
  /** Reads a provider's list of clients again, after something about it was changed. */
  readClients: z.object({ accountId: z.string(), providerId: z.string() }),
  /** When invitations were sent, as a page read or made it: for people whom the desk first saw later. */
  invited: z.object({ ...placeRef, sent: z.array(z.object({ email: z.string(), at: z.number() })) }),
  /** Writes down what somebody does, before its request goes out and again when its end is known. */
  note: deedSchema,
  /** Erases the record of what was done. */
  eraseActivity: z.object({}),
  /**
   * Sets a passphrase, another one in its place, or none (`next` null). What comes is its key, derived in the page.
   * `current`: the key of the one that is set; null: none is.
   */
  setPassphrase: z.object({ current: z.nullable(innerKeySchema), next: z.nullable(innerKeySchema) }),
  /** Opens the stored keys until the browser closes or somebody locks them, and checks what is due. */
  unlockKeys: innerKeySchema,
  /** Forgets the passphrase's key, and the tokens with it. */
  lockKeys: z.object({}),
  /** The passphrase is forgotten: erases keys and accounts, and the passphrase itself. Preferences stay. */
  startOver: z.object({}),
} as const;

export type RequestName = keyof typeof requestSchemas;
export type RequestOf<N extends RequestName> = z.infer<(typeof requestSchemas)[N]>;

/** What the worker answers. */
export interface Answers {
  discover: DiscoveryOutcome;
  addAccount: SignInOutcome;
  replaceKey: SignInOutcome;
  testAccount: SignInOutcome;
  renameAccount: undefined;
  forgetAccount: undefined;
  eraseAll: undefined;
  checkNow: undefined;
  savePreferences: undefined;
  pause: undefined;
  mute: undefined;
  sampleNotice: boolean;
  dismissProvider: undefined;
  openVault: undefined;
  unlockMaterial: Result<UnlockMaterial>;
  publicKeys: Result<readonly PublicKeyReading[]>;
  confirm: readonly ConfirmOutcome[];
  lookAgain: readonly ConfirmOutcome[];
  noteMismatch: undefined;
  /** The body as it came; null: an empty one. */
  errand: Result<unknown>;
  readClients: Result<null>;
  invited: undefined;
  note: undefined;
  eraseActivity: undefined;
  /** False: that is not the passphrase that is set. */
  setPassphrase: boolean;
  unlockKeys: boolean;
  lockKeys: undefined;
  startOver: undefined;
}

/** What the worker calls out to every open page: read again, or how far a check has come. */
export const broadcastSchema = z.union([
  z.object({ kind: z.literal('changed') }),
  /** `total` is null until the list of clients is read. `accountId` null: no check is running. */
  z.object({
    kind: z.literal('progress'),
    accountId: z.nullable(z.string()),
    done: z.number(),
    total: z.nullable(z.number()),
  }),
]);
export type Broadcast = z.infer<typeof broadcastSchema>;
