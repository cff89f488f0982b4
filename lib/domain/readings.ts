/** What one answer of the server says, translated into the field's words but not yet compared with what was known. */
import type { WrappedKeysReading } from './confirmation';
import type { Client, MemberRole, Provider, Role } from './model';

/** A row of a provider's list of clients. */
export type ClientReading = Omit<Client, 'low'>;

/** A row of a member list. server: staged and revoked exist in clients only; unknown numbers must not count as confirmed. */
export interface MemberReading {
  readonly id: string;
  readonly userId: string | null;
  readonly name: string | null;
  readonly email: string;
  readonly status: 'invited' | 'accepted' | 'confirmed' | 'revoked' | 'staged' | 'unknown';
  readonly role: MemberRole;
}

/** A provider in the profile: only confirmed memberships are listed. */
export interface ProviderReading {
  readonly id: string;
  readonly name: string | null;
  readonly role: Role;
  readonly enabled: boolean;
  readonly type: Provider['type'];
  readonly disabledClientIds: readonly string[];
}

export interface ProfileReading {
  readonly userId: string;
  readonly email: string;
  readonly name: string | null;
  readonly providers: readonly ProviderReading[];
  /** Handed on to pages that open keys, never kept. */
  readonly keys: WrappedKeysReading;
}

/** What the server says became of one of several who were to be confirmed. */
export interface ConfirmReading {
  /** Id of the membership. */
  readonly id: string;
  readonly confirmed: boolean;
  /** Why not, in the server's own words; null: it gave none. For people to read, nothing may hang on it. */
  readonly sentence: string | null;
}

/** Somebody was confirmed, as the event log has it. */
export interface ConfirmationEvent {
  /** Id of the membership. */
  readonly memberId: string;
  /** Who did it; null: the server itself. */
  readonly actingUserId: string | null;
  /** Epoch ms; null: a date that cannot be read. */
  readonly at: number | null;
}

/** What `GET /config` tells about a server, asked without a token. Addresses are null where it names none. */
export interface ConfigReading {
  readonly version: string;
  /** null: the official server. */
  readonly flavour: string | null;
  readonly api: string | null;
  readonly identity: string | null;
  readonly vault: string | null;
}

/** An access token and when it ends; and what came with it. */
export interface Token {
  readonly accessToken: string;
  readonly expiresAt: number;
  /** When it was asked for, epoch ms. */
  readonly issuedAt: number;
  /** The part of the answer that concerns the account's keys, as the server spelt it; opaque here. */
  readonly sealed: Readonly<Record<string, unknown>>;
}
