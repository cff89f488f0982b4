/** What an account would find if it looked everywhere right now: the measure for other tests. */
import { unwrap } from './keys';
import { decodeName } from './wire';
import type { World } from './world';

export interface Waiting {
  readonly providerId: string;
  /** `team`, or the organization's id. */
  readonly scope: string;
  /** {pu} or {ou}. */
  readonly memberId: string;
  readonly userId: string;
  readonly name: string | null;
  readonly email: string;
}

export interface Seats {
  readonly organizationId: string;
  readonly name: string | null;
  readonly seats: number | null;
  readonly occupied: number;
  readonly confirmed: number;
}

export interface Truth {
  /** server: a provider admin sees the own team and all clients, a service user the clients. By rows. */
  waiting(accountUserId: string): readonly Waiting[];
  /** Every client of the account's providers. */
  clients(accountUserId: string): readonly Seats[];
  /** The collections "My items" of a client's members. `text`: null when the organization's key does not open it. */
  defaultCollections(organizationId: string): readonly { readonly memberId: string; readonly text: string | null }[];
}

/** The truth about this world. */
export function createTruth(world: World): Truth {
  const confirmedIn = (userId: string) => world.providerUsersOf(userId).filter(({ status }) => status === 2);

  const person = (userId: string | null) => {
    const user = world.users.get(userId ?? '');
    return user === undefined ? null : { userId: user.id, name: user.name, email: user.email };
  };

  const waitingTeam = (providerId: string): Waiting[] =>
    world.teamOf(providerId).flatMap((row) => {
      const known = row.status === 1 ? person(row.userId) : null;
      return known === null ? [] : [{ providerId, scope: 'team', memberId: row.id, ...known }];
    });

  const waitingMembers = (providerId: string): Waiting[] =>
    world.relationsOf(providerId).flatMap(({ organizationId }) => {
      const { occupied, confirmed } = world.seatsOf(organizationId);
      if (occupied === confirmed) return [];
      return world.membersOf(organizationId).flatMap((row) => {
        const known = row.status === 1 ? person(row.userId) : null;
        return known === null ? [] : [{ providerId, scope: organizationId, memberId: row.id, ...known }];
      });
    });

  return {
    waiting: (accountUserId) =>
      confirmedIn(accountUserId).flatMap(({ providerId, type }) => [
        ...(type === 0 ? waitingTeam(providerId) : []),
        ...waitingMembers(providerId),
      ]),
    defaultCollections(organizationId) {
      const organization = world.organizations.get(organizationId);
      return (organization?.defaultCollections ?? []).map(({ memberId, name }) => ({
        memberId,
        text: organization === undefined ? null : (unwrap(name, organization.key)?.toString('utf8') ?? null),
      }));
    },
    clients: (accountUserId) =>
      confirmedIn(accountUserId).flatMap(({ providerId }) =>
        world.relationsOf(providerId).flatMap(({ organizationId }) => {
          const organization = world.organizations.get(organizationId);
          if (organization === undefined) return [];
          const { name, seats } = organization;
          return [{ organizationId, name: decodeName(name), seats, ...world.seatsOf(organizationId) }];
        }),
      ),
  };
}
