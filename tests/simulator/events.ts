/** The event log: what is written, and for whom. */
import type { Clock } from './clock';
import type { EventRow, User } from './rows';
import type { World } from './world';

export interface EventLog {
  /** server: written only where the provider or organization is enabled and has events. */
  write(row: Omit<EventRow, 'at'>): void;
  /** server: 1000 or 1005 for the user, each of their confirmed organizations and each confirmed provider. */
  writeSignIn(type: 1000 | 1005, user: User, device: { readonly type?: number; readonly ip: string }): void;
}

/** The log of this world. */
export function createEventLog(world: World, clock: Clock): EventLog {
  const allowed = ({ providerId, organizationId }: Omit<EventRow, 'at'>): boolean => {
    const owner =
      organizationId === undefined ? world.providers.get(providerId ?? '') : world.organizations.get(organizationId);
    return owner === undefined ? providerId === undefined : owner.enabled && owner.useEvents;
  };
  const log: EventLog = {
    write(row) {
      if (allowed(row)) world.events.push({ ...row, at: clock.now() });
    },
    writeSignIn(type, user, { type: deviceType, ip }) {
      const common = {
        type,
        userId: user.id,
        actingUserId: user.id,
        ipAddress: ip,
        ...(deviceType === undefined ? {} : { deviceType }),
      };
      log.write(common);
      for (const row of world.membershipsOf(user.id)) {
        if (row.status === 2) log.write({ ...common, organizationId: row.organizationId });
      }
      for (const row of world.providerUsersOf(user.id)) {
        if (row.status === 2) log.write({ ...common, providerId: row.providerId });
      }
    },
  };
  return log;
}
