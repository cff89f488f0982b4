/** Lists of members as they are read: as they are, or as they were, where a copy of the database lags behind. */
import type { OrganizationUser, ProviderUser } from './rows';
import type { World } from './world';

export interface Lists {
  team(providerId: string): readonly ProviderUser[];
  members(organizationId: string): readonly OrganizationUser[];
  /** The next so many readings of that list give what it holds now. `id`: of a provider or an organization. */
  hold(id: string, answers: number): void;
}

/** The lists of this world. */
export function createLists(world: World): Lists {
  const held = new Map<string, { team: readonly ProviderUser[]; members: readonly OrganizationUser[]; left: number }>();

  /** The held rows of a list, one reading of which this is; null when it is up to date. */
  const before = (id: string) => {
    const old = held.get(id);
    if (old === undefined) return null;
    old.left -= 1;
    if (old.left <= 0) held.delete(id);
    return old;
  };

  return {
    team: (providerId) => before(providerId)?.team ?? world.teamOf(providerId),
    members: (organizationId) => before(organizationId)?.members ?? world.membersOf(organizationId),
    hold(id, answers) {
      const copy = <Row extends object>(rows: readonly Row[]): Row[] => rows.map((row) => ({ ...row }));
      const isTeam = world.providers.has(id);
      held.set(id, {
        team: isTeam ? copy(world.teamOf(id)) : [],
        members: isTeam ? [] : copy(world.membersOf(id)),
        left: answers,
      });
    },
  };
}
