/** The rows of the simulated server's database. Raw: names HTML-encoded, keys as stored, numbers as enumerated. */
import type { CoseAlgorithm } from './cose';
import type { Kdf } from './keys';

export interface User {
  readonly id: string;
  email: string;
  name: string | null;
  readonly createdAt: number;
  revisionAt: number;
  readonly kdf: Kdf;
  /** Null for accounts from before salts were stored: then it is the e-mail. */
  readonly salt: string | null;
  /** Null for an account that signs in another way. */
  readonly masterPassword: string | null;
  /** Base64, where it was worked out before; has to be for Argon2id, which Node does not have. */
  readonly masterKey?: string;
  apiKey: string;
  /** Place in the pool of key pairs; null for an account without a key pair. */
  keyPair: number | null;
  /** 2: keys of the second version, of COSE. */
  readonly encryptionVersion: 1 | 2;
  /** Of the second version only; XChaCha20-Poly1305 when left out. */
  readonly userKeyAlgorithm?: CoseAlgorithm;
  /** server: an account from before user keys existed gets no token. */
  readonly legacy: boolean;
  twoFactor: boolean;
  readonly devices: Set<string>;
}

export interface PoolPlan {
  readonly planType: number;
  seatMinimum: number;
  purchasedSeats: number;
  allocatedSeats: number;
}

export interface Provider {
  readonly id: string;
  name: string;
  /** server: 0 MSP, 1 reseller, 2 business unit. */
  readonly type: number;
  /** server: 0 pending, 1 created, 2 billable. */
  status: number;
  enabled: boolean;
  readonly useEvents: boolean;
  readonly billingEmail: string;
  readonly createdAt: number;
  /** 64 bytes; null for a reseller, which has none. */
  readonly key: Buffer | null;
  readonly plans: PoolPlan[];
  payment: boolean;
}

export interface ProviderUser {
  readonly id: string;
  readonly providerId: string;
  userId: string | null;
  /** The invited address; cleared on acceptance. */
  email: string | null;
  /** server: 0 admin, 1 service user; not range-checked. */
  type: number;
  /** server: 0 invited, 1 accepted, 2 confirmed. */
  status: number;
  key: string | null;
  readonly createdAt: number;
  /** Of the last invitation mail; no endpoint shows it. */
  invitedAt: number;
}

export interface Policy {
  readonly type: number;
  enabled: boolean;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Organization {
  readonly id: string;
  name: string;
  readonly planType: number;
  /** server: 0 pending, 1 created, 2 managed. */
  status: number;
  seats: number | null;
  enabled: boolean;
  readonly useEvents: boolean;
  readonly useResetPassword: boolean;
  /** server: the plan knows default collections. */
  useMyItems: boolean;
  readonly billingEmail: string;
  readonly createdAt: number;
  readonly key: Buffer;
  readonly policies: Policy[];
  /** The collections "My items" that were made when members were confirmed. */
  readonly defaultCollections: DefaultCollection[];
  /** Family sponsorships by the organization's admins: they take seats in the invite check only. */
  sponsorships: number;
  readonly collections: string[];
}

export interface DefaultCollection {
  /** {ou}. */
  readonly memberId: string;
  /** As it was sent: an EncString. */
  readonly name: string;
}

/** What binds a client to its provider; its id is {po}. */
export interface Relation {
  readonly id: string;
  readonly providerId: string;
  readonly organizationId: string;
  readonly key: string | null;
  readonly createdAt: number;
  revisionAt: number;
}

export interface CollectionAccess {
  readonly id: string;
  readonly readOnly: boolean;
  readonly hidePasswords: boolean;
  readonly manage: boolean;
}

export interface OrganizationUser {
  readonly id: string;
  readonly organizationId: string;
  userId: string | null;
  email: string | null;
  /** server: 0 owner, 1 admin, 2 user, 4 custom. */
  type: number;
  /** server: -1 revoked, 0 invited, 1 accepted, 2 confirmed, 3 staged. */
  status: number;
  /** What a revoked row goes back to. */
  priorStatus: number | null;
  revocationReason: number | null;
  /** Of seeded members it is sealed only when somebody looks: thousands of seals would take long. */
  key: string | null | (() => string);
  permissions: Readonly<Record<string, boolean>> | null;
  collections: readonly CollectionAccess[];
  groups: readonly string[];
  accessSecretsManager: boolean;
  accessPam: boolean;
  resetPasswordEnrolled: boolean;
  readonly createdAt: number;
  invitedAt: number;
}

/** A member with nothing special to them. */
export const blankMember = {
  priorStatus: null,
  revocationReason: null,
  permissions: null,
  collections: [],
  groups: [],
  accessSecretsManager: false,
  accessPam: false,
  resetPasswordEnrolled: false,
} as const;

export interface EventRow {
  readonly type: number;
  readonly at: number;
  readonly userId?: string | null;
  readonly organizationId?: string;
  readonly providerId?: string;
  readonly organizationUserId?: string;
  readonly providerUserId?: string;
  readonly providerOrganizationId?: string;
  readonly actingUserId?: string | null;
  readonly deviceType?: number;
  readonly ipAddress?: string;
  /** server: EventSystemUser. */
  readonly systemUser?: number;
  readonly domainName?: string;
}

export interface Mail {
  readonly at: number;
  readonly to: string;
  readonly kind: 'invitation' | 'confirmed' | 'removed' | 'accepted' | 'new-device';
  /** The provider's or organization's id. */
  readonly about: string;
}

export interface Push {
  readonly at: number;
  readonly userId: string;
  /** server: 6 is "fetch your organization keys". */
  readonly type: number;
}
