/** The database of the simulated server: rows and how to find them. Rules live with the routes, not here. */
import { type KeyPair, pbkdf2MasterKey, readKeyPairs, seal, stretch, wrap } from './keys';
import { derivedBytes, derivedGuid } from './random';
import type {
  EventRow,
  Mail,
  Organization,
  OrganizationUser,
  Provider,
  ProviderUser,
  Push,
  Relation,
  User,
} from './rows';
import { type SecondVersionKeys, secondVersionKeys, secondVersionUserKey } from './second-version';

export type ProviderRole = 'provider-admin' | 'service-user';

/** What a test needs to sign in as somebody. The providers are those at the time of seeding. */
export interface Account {
  readonly label: string;
  readonly email: string;
  readonly userId: string;
  readonly clientId: `user.${string}`;
  readonly clientSecret: string;
  readonly masterPassword: string;
  readonly providers: readonly { readonly id: string; readonly role: ProviderRole }[];
}

/** Members of a client who are only written down once somebody asks for them. */
export interface Roster {
  /** How many of them are confirmed; all of them take a seat. */
  readonly confirmed: number;
  write(): void;
}

export interface World {
  /** What the ids and keys follow from. */
  readonly seed: string;
  /** Epoch ms: the moment before which everything of the seed lies. */
  readonly seededAt: number;
  readonly accounts: Account[];
  readonly users: Map<string, User>;
  readonly providers: Map<string, Provider>;
  readonly providerUsers: Map<string, ProviderUser>;
  readonly organizations: Map<string, Organization>;
  readonly events: EventRow[];
  readonly mailbox: Mail[];
  readonly pushes: Push[];
  readonly keyPairs: readonly KeyPair[];

  /** An id for a row that comes later than the seed; the same sequence for the same seed. */
  newId(kind: string): string;

  addUser(user: User): User;
  userByEmail(email: string): User | undefined;
  /** Forgets the row and every membership. server: deleting an account takes its memberships along. */
  deleteUser(userId: string): void;

  teamOf(providerId: string): ProviderUser[];
  providerUsersOf(userId: string): ProviderUser[];

  addRelation(relation: Relation): void;
  removeRelation(relation: Relation): void;
  relationsOf(providerId: string): readonly Relation[];
  relationOf(organizationId: string): Relation | undefined;

  addMember(member: OrganizationUser): OrganizationUser;
  addRoster(organizationId: string, roster: Roster): void;
  /** Rows that were written down so far, over all organizations. */
  writtenMembers(): readonly OrganizationUser[];
  membersOf(organizationId: string): readonly OrganizationUser[];
  member(organizationId: string, id: string): OrganizationUser | undefined;
  removeMember(member: OrganizationUser): void;
  /** Rows that carry this user, over all organizations that were written down. */
  membershipsOf(userId: string): readonly OrganizationUser[];
  /** server: occupied are invited, accepted and confirmed; revoked and staged take no seat. */
  seatsOf(organizationId: string): { readonly occupied: number; readonly confirmed: number };

  keyPairOf(user: User): KeyPair | null;
  /** What the master key wraps: 64 bytes, or in the second version an encoded and padded COSE key. */
  userKeyOf(user: User): Buffer;
  /** The user key wrapped by the master key, or null without a master password. Slow the first time. */
  masterKeyEncryptedUserKey(user: User): string | null;
  wrappedPrivateKey(user: User): string | null;
  /** Null for accounts of the first version, and for those without a key pair. */
  secondVersionOf(user: User): SecondVersionKeys | null;
  /** server: stored salt, else the e-mail trimmed and in lower case. */
  saltOf(user: User): string;
  /** The key stored with a member. */
  sealedKeyOf(member: OrganizationUser): string | null;
  /** A key sealed as a newcomer's confirmation seals it. */
  sealFor(user: User, key: Buffer): string;
}

/** An empty world. */
export function createWorld(seed: string, seededAt: number): World {
  const keyPairs = readKeyPairs();
  const users = new Map<string, User>();
  const emails = new Map<string, User>();
  const providerUsers = new Map<string, ProviderUser>();
  const relations = new Map<string, Relation[]>();
  const relationByOrganization = new Map<string, Relation>();
  const members = new Map<string, Map<string, OrganizationUser>>();
  const rosters = new Map<string, Roster>();
  const unlockCache = new Map<string, string>();
  const privateKeyCache = new Map<string, string>();
  const secondVersionCache = new Map<string, SecondVersionKeys>();

  const rowsOf = (organizationId: string): Map<string, OrganizationUser> => {
    const known = members.get(organizationId);
    if (known !== undefined) return known;
    const rows = new Map<string, OrganizationUser>();
    members.set(organizationId, rows);
    return rows;
  };

  const written = (organizationId: string): Map<string, OrganizationUser> => {
    const roster = rosters.get(organizationId);
    rosters.delete(organizationId);
    roster?.write();
    return rowsOf(organizationId);
  };

  let later = 0;

  const world: World = {
    seed,
    seededAt,
    accounts: [],
    users,
    providers: new Map(),
    providerUsers,
    organizations: new Map(),
    events: [],
    mailbox: [],
    pushes: [],
    keyPairs,

    newId(kind) {
      later += 1;
      return derivedGuid(seed, 'later', kind, later);
    },
    addUser(user) {
      users.set(user.id, user);
      emails.set(user.email.toLowerCase(), user);
      return user;
    },
    userByEmail: (email) => emails.get(email.trim().toLowerCase()),
    deleteUser(userId) {
      const user = users.get(userId);
      if (user === undefined) return;
      users.delete(userId);
      emails.delete(user.email.toLowerCase());
      for (const row of world.providerUsersOf(userId)) providerUsers.delete(row.id);
      for (const row of world.membershipsOf(userId)) world.removeMember(row);
    },

    teamOf: (providerId) => [...providerUsers.values()].filter((row) => row.providerId === providerId),
    providerUsersOf: (userId) => [...providerUsers.values()].filter((row) => row.userId === userId),

    addRelation(relation) {
      const rows = relations.get(relation.providerId);
      if (rows === undefined) relations.set(relation.providerId, [relation]);
      else rows.push(relation);
      relationByOrganization.set(relation.organizationId, relation);
    },
    removeRelation(relation) {
      const rows = relations.get(relation.providerId) ?? [];
      relations.set(
        relation.providerId,
        rows.filter((row) => row !== relation),
      );
      relationByOrganization.delete(relation.organizationId);
    },
    relationsOf: (providerId) => relations.get(providerId) ?? [],
    relationOf: (organizationId) => relationByOrganization.get(organizationId),

    addMember(member) {
      rowsOf(member.organizationId).set(member.id, member);
      return member;
    },
    addRoster: (organizationId, roster) => {
      rosters.set(organizationId, roster);
    },
    writtenMembers: () => [...members.values()].flatMap((rows) => [...rows.values()]),
    membersOf: (organizationId) => [...written(organizationId).values()],
    member: (organizationId, id) => written(organizationId).get(id),
    removeMember(member) {
      rowsOf(member.organizationId).delete(member.id);
    },
    membershipsOf(userId) {
      // Asked for every person of a bulk confirmation: no list of everybody is made for it.
      const found: OrganizationUser[] = [];
      for (const rows of members.values()) for (const row of rows.values()) if (row.userId === userId) found.push(row);
      return found;
    },
    seatsOf(organizationId) {
      const unwritten = rosters.get(organizationId)?.confirmed ?? 0;
      let [occupied, confirmed] = [unwritten, unwritten];
      for (const { status } of members.get(organizationId)?.values() ?? []) {
        if (status >= 0 && status <= 2) occupied += 1;
        if (status === 2) confirmed += 1;
      }
      return { occupied, confirmed };
    },

    keyPairOf: (user) => (user.keyPair === null ? null : (keyPairs[user.keyPair % keyPairs.length] ?? null)),
    userKeyOf: (user) =>
      user.encryptionVersion === 2 ? secondVersionUserKey(seed, user) : derivedBytes(64, seed, 'user-key', user.id),
    saltOf: (user) => user.salt ?? user.email.trim().toLowerCase(),
    masterKeyEncryptedUserKey(user) {
      if (user.masterPassword === null || user.legacy) return null;
      const known = unlockCache.get(user.id);
      if (known !== undefined) return known;
      const masterKey =
        user.masterKey === undefined
          ? pbkdf2MasterKey(user.masterPassword, world.saltOf(user), user.kdf.iterations)
          : Buffer.from(user.masterKey, 'base64');
      const wrapped = wrap(world.userKeyOf(user), stretch(masterKey));
      unlockCache.set(user.id, wrapped);
      return wrapped;
    },
    wrappedPrivateKey(user) {
      const pair = world.keyPairOf(user);
      if (pair === null) return null;
      const place = `${user.id}:${user.keyPair}`;
      const known = privateKeyCache.get(place);
      if (known !== undefined) return known;
      const wrapped =
        world.secondVersionOf(user)?.wrappedPrivateKey ??
        wrap(Buffer.from(pair.privateKey, 'base64'), world.userKeyOf(user));
      privateKeyCache.set(place, wrapped);
      return wrapped;
    },
    secondVersionOf(user) {
      const pair = world.keyPairOf(user);
      if (user.encryptionVersion === 1 || pair === null) return null;
      const place = `${user.id}:${user.keyPair}`;
      const keys = secondVersionCache.get(place) ?? secondVersionKeys(seed, user, pair);
      secondVersionCache.set(place, keys);
      return keys;
    },
    sealedKeyOf(member) {
      if (typeof member.key === 'function') member.key = member.key();
      return member.key;
    },
    sealFor(user, key) {
      const pair = world.keyPairOf(user);
      if (pair === null) throw new Error(`${user.email} has no key pair to seal to`);
      return seal(key, pair.publicKey);
    },
  };
  return world;
}
