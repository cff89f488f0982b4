/** Puts people into a world: users with keys, and their rows in teams and clients in every state. */
import type { Kdf } from './keys';
import { familyNames, givenNames, mailDomain } from './names';
import { derivedGuid, derivedNumber, derivedPick, derivedText } from './random';
import type { Organization, OrganizationUser, Provider, ProviderUser, User } from './rows';
import { decodeName } from './wire';
import type { World } from './world';

export interface People {
  /** A new account; an address that exists already gives that account. */
  user(email: string, name: string | null, more?: Partial<User>): User;
  colleague(place: number): User;
  confirmInTeam(provider: Provider, user: User, type: 0 | 1): ProviderUser;
  acceptInTeam(provider: Provider, place: number, user?: User): ProviderUser;
  inviteToTeam(provider: Provider, place: number, email?: string, type?: number): ProviderUser;
  confirmedMember(organization: Organization, domain: string, place: number): OrganizationUser;
  acceptedMember(organization: Organization, place: number, user?: User): OrganizationUser;
  invitedMember(organization: Organization, place: number, email?: string, type?: number): OrganizationUser;
  revokedMember(organization: Organization, place: number): OrganizationUser;
  stagedMember(organization: Organization, place: number): OrganizationUser;
  /** One person who works for several clients: the same address in each. */
  sharedPerson(organization: Organization, place: number): OrganizationUser;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const kdf: Kdf = { type: 0, iterations: 600_000, memory: null, parallelism: null };

const plainLetters = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/þ/g, 'th')
    .replace(/ø/g, 'o')
    .replace(/[^a-z0-9]+/g, '');

/** Puts people into this world; everything dated lies before `now`. */
export function createPeople(world: World, now: number): People {
  const { seed } = world;

  const nameOf = (...place: readonly (string | number)[]): string =>
    `${derivedPick(givenNames, seed, 'given', ...place)} ${derivedPick(familyNames, seed, 'family', ...place)}`;

  /** The mark between name and number keeps people of different states apart even when they share a name. */
  const addressOf = (name: string, place: number, domain: string, mark = ''): string => {
    const [given = 'person', ...family] = name.split(' ').map(plainLetters);
    return `${given}.${family.join('')}${mark}${place}@${domain}`;
  };

  const user = (email: string, name: string | null, more: Partial<User> = {}): User => {
    const known = world.userByEmail(email);
    if (known !== undefined) return known;
    const id = derivedGuid(seed, 'user', email.toLowerCase());
    const createdAt = now - (20 + derivedNumber(900, seed, 'joined', email)) * dayMs;
    return world.addUser({
      id,
      email,
      name,
      createdAt,
      revisionAt: createdAt,
      kdf,
      salt: null,
      masterPassword: 'a password nobody signs in with',
      apiKey: derivedText(30, seed, 'api-key', email),
      keyPair: derivedNumber(world.keyPairs.length, seed, 'key-pair', email),
      encryptionVersion: 1,
      legacy: false,
      twoFactor: derivedNumber(2, seed, 'two-factor', email) === 1,
      devices: new Set(),
      ...more,
    });
  };

  const teamRow = (provider: Provider, mark: string, row: Partial<ProviderUser>): ProviderUser => {
    const invitedAt = now - (2 * dayMs + derivedNumber(40, seed, 'invited', mark) * hourMs);
    const filled: ProviderUser = {
      id: derivedGuid(seed, 'provider-user', provider.id, mark),
      providerId: provider.id,
      userId: null,
      email: null,
      type: 1,
      status: 0,
      key: null,
      createdAt: invitedAt,
      invitedAt,
      ...row,
    };
    world.providerUsers.set(filled.id, filled);
    return filled;
  };

  const memberRow = (organization: Organization, mark: string, row: Partial<OrganizationUser>): OrganizationUser => {
    const createdAt = now - (derivedNumber(100, seed, 'since', mark) + 1) * hourMs;
    return world.addMember({
      id: derivedGuid(seed, 'organization-user', organization.id, mark),
      organizationId: organization.id,
      userId: null,
      email: null,
      type: 2,
      status: 0,
      priorStatus: null,
      revocationReason: null,
      key: null,
      permissions: null,
      collections: [],
      groups: [],
      accessSecretsManager: false,
      accessPam: false,
      resetPasswordEnrolled: false,
      createdAt,
      invitedAt: createdAt,
      ...row,
    });
  };

  const domainOf = (organization: Organization): string =>
    mailDomain(decodeName(organization.name) ?? '', [...world.organizations.keys()].indexOf(organization.id));

  return {
    user,
    colleague: (place) => {
      const known = ['Chidi Eze', 'Mateo Ruiz', 'Ines Castellanos'][place];
      const name = known ?? nameOf('colleague', place);
      return user(
        known
          ? `${plainLetters(name.split(' ')[0] ?? '')}@harbour-it.example`
          : addressOf(name, place, 'harbour-it.example'),
        name,
      );
    },
    confirmInTeam(provider, member, type) {
      const key =
        provider.key === null ? null : world.sealFor({ ...member, keyPair: member.keyPair ?? 0 }, provider.key);
      return teamRow(provider, member.id, { userId: member.id, type, status: 2, key, createdAt: member.createdAt });
    },
    acceptInTeam(provider, place, member) {
      const name = nameOf('newcomer', place);
      const person = member ?? user(addressOf(name, place, 'harbour-it.example', '.'), name);
      return teamRow(provider, person.id, { userId: person.id, status: 1 });
    },
    inviteToTeam(provider, place, email, type = 1) {
      const name = nameOf('invited', place);
      return teamRow(provider, `invited-${place}`, {
        email: email ?? addressOf(name, place, 'harbour-it.example', '-'),
        type,
      });
    },

    confirmedMember(organization, domain, place) {
      const name = nameOf(organization.id, place);
      const person = user(addressOf(name, place, domain), place % 17 === 16 ? null : name);
      const owner = place === 0;
      return memberRow(organization, `confirmed-${place}`, {
        userId: person.id,
        type: owner ? 0 : place === 1 ? 1 : place === 2 ? 4 : 2,
        permissions: place === 2 ? { manageUsers: true } : null,
        status: 2,
        key: () => world.sealFor(person, organization.key),
        collections: organization.collections.map((id) => ({
          id,
          readOnly: !owner,
          hidePasswords: false,
          manage: owner,
        })),
        createdAt: organization.createdAt + place * dayMs,
      });
    },
    acceptedMember(organization, place, member) {
      const name = nameOf('accepted', place);
      const person = member ?? user(addressOf(name, place, domainOf(organization), '.'), place % 5 === 3 ? null : name);
      return memberRow(organization, `accepted-${person.id}`, { userId: person.id, status: 1 });
    },
    invitedMember(organization, place, email, type = 2) {
      const name = nameOf('to come', place);
      return memberRow(organization, `invited-${place}`, {
        email: email ?? addressOf(name, place, domainOf(organization), '-'),
        type,
      });
    },
    revokedMember(organization, place) {
      const name = nameOf('revoked', place);
      const person = user(addressOf(name, place, domainOf(organization), '.was'), name);
      return memberRow(organization, `revoked-${place}`, {
        userId: person.id,
        status: -1,
        priorStatus: 2,
        revocationReason: 1,
        key: () => world.sealFor(person, organization.key),
      });
    },
    stagedMember(organization, place) {
      const name = nameOf('staged', place);
      return memberRow(organization, `staged-${place}`, {
        email: addressOf(name, place, domainOf(organization), '.next'),
        status: 3,
      });
    },
    sharedPerson(organization) {
      const person = user('wim.wissel@freelance.example', 'Wim Wissel');
      return memberRow(organization, `shared-${person.id}`, {
        userId: person.id,
        status: 2,
        key: () => world.sealFor(person, organization.key),
      });
    },
  };
}
