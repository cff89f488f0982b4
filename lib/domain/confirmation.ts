/** Letting somebody in: what the server gives to compare, what is sent, and what became of each person. */
import * as z from 'zod/mini';
import type { Failure } from './failure';
import type { ProviderKey } from './keys';

/** How two people compared the phrase. */
export const waySchema = z.literal([
  /** The technician typed the covered word as it was read out. */
  'covered-word',
  /** The technician pasted the whole phrase as it was sent. */
  'whole-phrase',
  /** The technician heard all five words and ticked so. */
  'all-five',
]);
export type Way = z.infer<typeof waySchema>;

/** A place that people join: the provider's own team, or a client. */
export interface PlaceKey extends ProviderKey {
  /** `team`, or the client's organization id. */
  readonly place: string;
}

/** What somebody's key is sealed to. server: only members in status accepted are answered. */
export interface PublicKeyReading {
  /** Id of the membership. */
  readonly id: string;
  /** server: the fingerprint is made of the key and this id, never of the membership's. */
  readonly userId: string;
  /** Base64 of SubjectPublicKeyInfo, DER; null: the account has no key pair. */
  readonly publicKey: string | null;
}

/** Somebody whose phrase was compared, and what the server is to get for them. */
export const comparedSchema = z.object({
  /** Id of the membership. */
  id: z.string(),
  userId: z.string(),
  /** The key whose phrase was compared, base64 as the server gave it. */
  publicKey: z.string(),
  /** SHA-256 of that key's bytes, hexadecimal: for the record. */
  publicKeyHash: z.string(),
  /** The provider's or the client's key, sealed to it: `4.` and base64. */
  sealedKey: z.string(),
  way: waySchema,
});
export type Compared = z.infer<typeof comparedSchema>;

/** What became of one person. Everything but `confirmed` leaves them as they were, or was none of our doing. */
export type ConfirmOutcome = { readonly id: string } & (
  | { readonly kind: 'confirmed' }
  /** No answer came, and the list shows them confirmed: whether by this, the event log does not tell. */
  | { readonly kind: 'found-confirmed' }
  /** Somebody was faster. `by` and `at` where the event log could be asked and told. */
  | { readonly kind: 'already-confirmed'; readonly by: string | null; readonly at: number | null }
  /** The public key is another one than the one compared: nothing was sent. `publicKey` is the new one. */
  | { readonly kind: 'key-changed'; readonly key: PublicKeyReading }
  /** Removed, revoked or withdrawn meanwhile. */
  | { readonly kind: 'left' }
  /** The server refused this person; `sentence` is its own, null where it gave none. Still waiting. */
  | { readonly kind: 'refused'; readonly sentence: string | null }
  /** The account may not, or no longer, confirm here. Still waiting. */
  | { readonly kind: 'not-allowed' }
  /** Nothing reached the server, or it said that it did nothing. Still waiting; worth another try. */
  | { readonly kind: 'not-sent'; readonly failure: Failure }
  /**
   * It was sent, and what became of it cannot be said yet: no answer came, and the list does not show them confirmed, or
   * could not be read; or the server said that it did it (`failure` null), and the list does not show so.
   */
  | { readonly kind: 'unknown'; readonly failure: Failure | null }
);

/** What a page needs to open an account's keys. Everything in it is sealed or public. */
export interface UnlockMaterial {
  readonly email: string;
  /** The part of the token endpoint's answer that concerns keys; read by `lib/crypto`. */
  readonly sealed: Readonly<Record<string, unknown>>;
  /** When the server gave it, epoch ms: a password changed since does not open it. */
  readonly sealedAt: number;
  /** The part of the profile that concerns keys, in the profile's own shape; read by `lib/crypto`. */
  readonly keys: WrappedKeysReading;
}

/** server: `GET /accounts/profile`. */
export interface WrappedKeysReading {
  readonly providers: readonly { readonly id: string; readonly key: string | null }[];
  readonly providerOrganizations: readonly {
    /** The organization's id. */
    readonly id: string;
    readonly providerId: string;
    readonly key: string | null;
    /** Whether the client gives its members a collection of their own; null: a server that does not say. */
    readonly useMyItems: boolean | null;
  }[];
  readonly organizations: readonly { readonly id: string; readonly key: string | null }[];
}
