/** The same seed gives the same world, to the last byte: people, clients, members and their keys. */
import { type Kdf, readMasterKeys, wrap } from './keys';
import { firstWords, hardNames, mailDomain, secondWords } from './names';
import { createPeople, type People } from './people';
import { planOf } from './plans';
import { derivedBytes, derivedGuid, derivedNumber, derivedPick } from './random';
import type { Organization, Policy, Provider, User } from './rows';
import { encodeName } from './wire';
import { createWorld, type World } from './world';

export interface SeedOptions {
  readonly seed?: number | string;
  /** Of the first provider. Default 40. */
  readonly clients?: number;
  /** Further confirmed service users of the first provider, beside the accounts. Default 5. */
  readonly members?: number;
  /** People of clients who accepted and wait, spread over clients. Default 3. */
  readonly waiting?: number;
  /** Newcomers to the provider's own team who accepted and wait. Default 1. */
  readonly waitingTeam?: number;
  /** People of clients who were invited, spread over clients. Default 8. */
  readonly invited?: number;
  /** Default 2. */
  readonly invitedTeam?: number;
  /** Confirmed members per client, about. Default 12. */
  readonly membersPerClient?: number;
  /** Every twelfth client gets a name that tries a table. Default true. */
  readonly hardNames?: boolean;
  /** The moment of seeding, epoch ms. Everything dated lies before it. Default 20 August 2026, noon UTC. */
  readonly now?: number;
  /** Of the first provider. Default Harbour IT. */
  readonly providerName?: string;
}

export const defaultSeedTime = Date.UTC(2026, 7, 20, 12, 0, 0);
export const dayMs = 86_400_000;

/** A world under construction: what the generic seed and the presets share. */
export interface Seeding {
  readonly world: World;
  readonly people: People;
  readonly now: number;
  readonly first: Provider;
  readonly second: Provider;
  addClient(provider: Provider, client: NewClient): Organization;
}

export interface NewClient {
  readonly name: string;
  readonly planType: number;
  readonly seats: number | null;
  /** How many confirmed members to have, written down only when asked for. */
  readonly confirmed: number;
  readonly enabled?: boolean;
  readonly id?: string;
  /** server: a matter of the plan; here enterprise plans have it. */
  readonly useMyItems?: boolean;
}

const pbkdf2: Kdf = { type: 0, iterations: 600_000, memory: null, parallelism: null };
const argon2id: Kdf = { type: 1, iterations: 6, memory: 32, parallelism: 4 };

/** Two providers, and an account for every kind of caller. */
export function beginSeeding(options: SeedOptions): Seeding {
  const seed = String(options.seed ?? 1);
  const now = options.now ?? defaultSeedTime;
  const world = createWorld(seed, now);
  const people = createPeople(world, now);

  const addProvider = (name: string): Provider => {
    const provider: Provider = {
      id: derivedGuid(seed, 'provider', name),
      name: encodeName(name),
      type: 0,
      status: 2,
      enabled: true,
      useEvents: true,
      billingEmail: `billing@${mailDomain(name, 0)}`,
      createdAt: now - 900 * dayMs,
      key: derivedBytes(64, seed, 'provider-key', name),
      plans: [
        { planType: 17, seatMinimum: 0, purchasedSeats: 0, allocatedSeats: 0 },
        { planType: 19, seatMinimum: 0, purchasedSeats: 0, allocatedSeats: 0 },
      ],
      payment: true,
    };
    world.providers.set(provider.id, provider);
    return provider;
  };

  const seeding: Seeding = {
    world,
    people,
    now,
    first: addProvider(options.providerName ?? 'Harbour IT'),
    second: addProvider('Polder & Dijk Beheer'),
    addClient: (provider, client) => addClient(world, people, now, provider, client),
  };
  addAccounts(seeding);
  return seeding;
}

function addAccounts({ world, people, first, second }: Seeding): void {
  const masterKeys = readMasterKeys();
  const account = (
    label: string,
    email: string,
    name: string,
    memberships: readonly (readonly [Provider, 0 | 1])[],
    more: Partial<User> = {},
  ): void => {
    const masterPassword = `${email.split('@')[0]} likes long lists`;
    const masterKey = masterKeys[email];
    const user = people.user(email, name, {
      masterPassword,
      ...(masterKey === undefined ? {} : { masterKey }),
      ...more,
    });
    for (const [provider, type] of memberships) people.confirmInTeam(provider, user, type);
    world.accounts.push({
      label,
      email,
      userId: user.id,
      clientId: `user.${user.id}`,
      clientSecret: user.apiKey,
      masterPassword: user.masterPassword ?? '',
      providers: memberships.map(([{ id }, type]) => ({ id, role: type === 0 ? 'provider-admin' : 'service-user' })),
    });
  };
  account('provider admin', 'ada@harbour-it.example', 'Ada Holm', [[first, 0]], { kdf: pbkdf2 });
  account('service user', 'bram@harbour-it.example', 'Bram Jansen', [[first, 1]], { kdf: pbkdf2 });
  account(
    'two providers, Argon2id',
    'lena@harbour-it.example',
    'Lena Fischer',
    [
      [first, 1],
      [second, 0],
    ],
    // Node has no Argon2id: such master keys were worked out elsewhere.
    { kdf: argon2id },
  );
  account('no provider', 'gil@elsewhere.example', 'Gil Marsh', []);
  account('no key pair', 'nokeys@elsewhere.example', 'Noor Keizer', [], { keyPair: null });
  account('second version of encryption', 'vtwo@elsewhere.example', 'Vito Due', [], { encryptionVersion: 2 });
  account('legacy encryption', 'legacy@elsewhere.example', 'Leo Gacy', [], { legacy: true });
  account('no master password', 'sso@elsewhere.example', 'Sol Okoye', [], { masterPassword: null });
  account('stored salt', 'new.address@elsewhere.example', 'Sal Tierney', [], { salt: 'old.address@elsewhere.example' });
  const versionTwo = { encryptionVersion: 2 } as const;
  account('provider admin, second version', 'vera@harbour-it.example', 'Vera Lund', [[first, 0]], {
    ...versionTwo,
    kdf: pbkdf2,
  });
  account('provider admin, second version, Argon2id', 'xavi@harbour-it.example', 'Xavi Soler', [[first, 0]], {
    ...versionTwo,
    userKeyAlgorithm: 'xaes-256-gcm',
    kdf: argon2id,
  });
  account('provider admin, no master password', 'nora@harbour-it.example', 'Nora Quist', [[first, 0]], {
    masterPassword: null,
  });
  // server: it hands out whatever it has; a client refuses below 5,000.
  account('provider admin, weak key derivation', 'wes@harbour-it.example', 'Wes Amato', [[first, 0]], {
    kdf: { ...pbkdf2, iterations: 4_999 },
  });
}

export function addClient(
  world: World,
  people: People,
  now: number,
  provider: Provider,
  client: NewClient,
): Organization {
  const { seed } = world;
  const place = world.organizations.size;
  const id = client.id ?? derivedGuid(seed, 'organization', place);
  const domain = mailDomain(client.name, place);
  const createdAt = now - (30 + derivedNumber(700, seed, 'age', place)) * dayMs;
  const organization: Organization = {
    id,
    name: encodeName(client.name),
    planType: client.planType,
    status: 2,
    seats: client.seats,
    enabled: client.enabled ?? true,
    useEvents: client.planType >= 14,
    useResetPassword: client.planType >= 19,
    useMyItems: client.useMyItems ?? planOf(client.planType).tier === 3,
    billingEmail: provider.billingEmail,
    createdAt,
    key: derivedBytes(64, seed, 'organization-key', id),
    policies: policiesOf(client.planType, place),
    defaultCollections: [],
    sponsorships: 0,
    collections: [derivedGuid(seed, 'collection', id, 0), derivedGuid(seed, 'collection', id, 1)],
  };
  world.organizations.set(id, organization);
  world.addRelation({
    id: derivedGuid(seed, 'relation', id),
    providerId: provider.id,
    organizationId: id,
    key: provider.key === null ? null : wrap(organization.key, provider.key),
    createdAt,
    revisionAt: createdAt,
  });
  world.addRoster(id, {
    confirmed: client.confirmed,
    write: () => {
      for (let count = 0; count < client.confirmed; count += 1) people.confirmedMember(organization, domain, count);
    },
  });
  return organization;
}

/** Account recovery for some, and for some enterprise clients data ownership, saved and on, or saved and off. */
function policiesOf(planType: number, place: number): Policy[] {
  const policies: Policy[] = [];
  if (place % 3 === 0) policies.push({ type: 8, enabled: true, data: { autoEnrollEnabled: true } });
  if (planOf(planType).tier === 3 && place % 4 > 1) policies.push({ type: 5, enabled: place % 4 === 2, data: {} });
  return policies;
}

/** Switches a policy of an organization. */
export function setPolicyOf({ policies }: Organization, type: number, enabled: boolean): void {
  const saved = policies.find((policy) => policy.type === type);
  if (saved === undefined) policies.push({ type, enabled, data: {} });
  else saved.enabled = enabled;
}

/** An invented name of a client, by its place in the list. */
export function clientName(seed: string, place: number, hard: boolean): string {
  if (hard && place % 12 === 7) {
    const name = hardNames[Math.floor(place / 12) % hardNames.length] ?? 'Ng';
    return place < 12 * hardNames.length ? name : `${name} ${place}`;
  }
  const first = derivedPick(firstWords, seed, 'first', place);
  return `${first} ${derivedPick(secondWords, seed, 'second', place)}${place < 200 ? '' : ` ${place}`}`;
}

/**
 * Who is where, once the clients are there: team members, newcomers, invitations, and a few rows of every other
 * status. Spread evenly, so that few clients have people outstanding.
 */
export function populate(seeding: Seeding, options: SeedOptions): void {
  const { world, people, first } = seeding;
  const organizations = world.relationsOf(first.id).map(({ organizationId }) => organizationId);
  const spread = (count: number, every: (organization: Organization, place: number) => void): void => {
    for (let place = 0; place < count && organizations.length > 0; place += 1) {
      const step = Math.max(1, Math.floor(organizations.length / Math.max(1, count)));
      const id = organizations[(place * step) % organizations.length];
      const organization = id === undefined ? undefined : world.organizations.get(id);
      if (organization !== undefined) every(organization, place);
    }
  };
  for (let place = 0; place < (options.members ?? 5); place += 1)
    people.confirmInTeam(first, people.colleague(place), 1);
  for (let place = 0; place < (options.waitingTeam ?? 1); place += 1) people.acceptInTeam(first, place);
  for (let place = 0; place < (options.invitedTeam ?? 2); place += 1) people.inviteToTeam(first, place);
  // Who waits and who is invited take turns, each in a client of their own as long as there are enough.
  const [waiting, invited] = [options.waiting ?? 3, options.invited ?? 8];
  spread(waiting + invited, (organization, place) => {
    const due = Math.floor(((place + 1) * waiting) / (waiting + invited));
    const before = Math.floor((place * waiting) / (waiting + invited));
    if (due > before) people.acceptedMember(organization, before);
    else people.invitedMember(organization, place - before);
  });
  spread(Math.min(2, organizations.length), people.revokedMember);
  spread(Math.min(2, organizations.length), people.stagedMember);
  spread(Math.min(3, organizations.length), people.sharedPerson);
}

/** server: the pool's stored allocation is the sum over managed clients of the same plan. */
export function settlePool(seeding: Seeding, spareSeats: number): void {
  const { world, first, second } = seeding;
  for (const provider of [first, second]) {
    for (const plan of provider.plans) {
      let sum = 0;
      for (const { organizationId } of world.relationsOf(provider.id)) {
        const organization = world.organizations.get(organizationId);
        if (organization?.planType === plan.planType) sum += organization.seats ?? 0;
      }
      plan.allocatedSeats = sum;
      plan.seatMinimum = sum + spareSeats;
    }
  }
}

/** A world by figures. Its first client is full, its second over-assigned; some know no limit of seats. */
export function seedWorld(options: SeedOptions = {}): World {
  const seeding = beginSeeding(options);
  const { world, first, second } = seeding;
  const average = options.membersPerClient ?? 12;
  const planTypes = [17, 19, 17, 19, 20, 18, 14] as const;
  for (let place = 0; place < (options.clients ?? 40); place += 1) {
    const confirmed = Math.max(1, Math.floor(average / 2) + derivedNumber(average + 1, world.seed, 'size', place));
    const spare = derivedNumber(9, world.seed, 'spare', place);
    seeding.addClient(first, {
      name: clientName(world.seed, place, options.hardNames ?? true),
      planType: derivedPick(planTypes, world.seed, 'plan', place),
      seats: place % 31 === 30 ? null : confirmed + spare,
      confirmed,
      enabled: place % 97 !== 96,
    });
  }
  for (const [place, name] of ['Dijkgraaf Techniek', 'Sluiswachter Catering', 'Kwelder Zeilen'].entries()) {
    seeding.addClient(second, { name, planType: 19, seats: 12 + place, confirmed: 9 });
  }
  populate(seeding, options);
  const [full, over] = world.relationsOf(first.id).map(({ organizationId }) => world.organizations.get(organizationId));
  if (full !== undefined) full.seats = world.seatsOf(full.id).occupied;
  if (over !== undefined) over.seats = Math.max(0, world.seatsOf(over.id).occupied - 3);
  settlePool(seeding, 10);
  return world;
}
