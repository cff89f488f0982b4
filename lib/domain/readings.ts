/** What one answer of the server says, translated into the field's words but not yet compared with what was known. */
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

/** An access token and when it ends. */
export interface Token {
  readonly accessToken: string;
  readonly expiresAt: number;
}
