/** What happens to a row when somebody confirms, removes or revokes: the same for routes and for the controls. */
import type { Clock } from './clock';
import type { EventLog } from './events';
import type { Mail, OrganizationUser, ProviderUser } from './rows';
import type { World } from './world';

export interface ActDeps {
  readonly world: World;
  readonly clock: Clock;
  readonly events: EventLog;
}

/** Who does it. Null: somebody or something without an account, as automatic confirmation is. */
export interface Actor {
  readonly userId: string | null;
  readonly ip?: string;
}

export interface Acts {
  writeTeamEvent(type: number, row: ProviderUser, actor: Actor): void;
  writeMemberEvent(type: number, row: OrganizationUser, actor: Actor): void;
  /** server: the key is stored as it came, right or wrong; event 1801, a mail, no push. */
  confirmInTeam(row: ProviderUser, key: string, actor: Actor): void;
  /**
   * server: the key is stored as it came; event 1501, a mail to the member, push 6 to them. The default collection is
   * made only if its name came along, the plan knows such, and the policy of data ownership (5) is on.
   */
  confirmMember(row: OrganizationUser, key: string, actor: Actor, collectionName?: string | null): void;
  /** server: event 1803 and a mail to the member or invitee. */
  removeFromTeam(row: ProviderUser, actor: Actor): void;
  /** server: event 1503 and push 6; no mail. */
  removeMember(row: OrganizationUser, actor: Actor): void;
  /** server: the status is remembered, the key kept; event 1511, push 6. */
  revokeMember(row: OrganizationUser, actor: Actor): void;
  /** server: back to the remembered status; event 1512, push 6. */
  restoreMember(row: OrganizationUser, actor: Actor): void;
  mail(to: string | null | undefined, kind: Mail['kind'], about: string): void;
}

/** Acts upon the rows of this world. */
export function createActs({ world, clock, events }: ActDeps): Acts {
  const by = ({ userId, ip }: Actor) => ({ actingUserId: userId, ...(ip === undefined ? {} : { ipAddress: ip }) });
  const push = (userId: string | null): void => {
    if (userId !== null) world.pushes.push({ at: clock.now(), userId, type: 6 });
  };
  const touch = (userId: string | null): string | null => {
    const user = world.users.get(userId ?? '');
    if (user !== undefined) user.revisionAt = clock.now();
    return user?.email ?? null;
  };

  const acts: Acts = {
    mail(to, kind, about) {
      if (to) world.mailbox.push({ at: clock.now(), to, kind, about });
    },
    writeTeamEvent(type, row, actor) {
      events.write({ type, providerId: row.providerId, providerUserId: row.id, userId: row.userId, ...by(actor) });
    },
    // server: what provider staff do inside a client is in the client's log, with the provider's id.
    writeMemberEvent(type, row, actor) {
      const relation = world.relationOf(row.organizationId);
      events.write({
        type,
        organizationId: row.organizationId,
        ...(relation === undefined ? {} : { providerId: relation.providerId }),
        organizationUserId: row.id,
        userId: row.userId,
        ...by(actor),
      });
    },
    confirmInTeam(row, key, actor) {
      Object.assign(row, { status: 2, key });
      acts.mail(touch(row.userId), 'confirmed', row.providerId);
      acts.writeTeamEvent(1801, row, actor);
    },
    confirmMember(row, key, actor, collectionName = null) {
      Object.assign(row, { status: 2, key });
      const organization = world.organizations.get(row.organizationId);
      const asked =
        organization?.useMyItems && organization.policies.some(({ type, enabled }) => type === 5 && enabled);
      if (asked && collectionName !== null) {
        organization.defaultCollections.push({ memberId: row.id, name: collectionName });
      }
      acts.mail(touch(row.userId), 'confirmed', row.organizationId);
      push(row.userId);
      acts.writeMemberEvent(1501, row, actor);
    },
    removeFromTeam(row, actor) {
      world.providerUsers.delete(row.id);
      acts.mail(touch(row.userId) ?? row.email, 'removed', row.providerId);
      acts.writeTeamEvent(1803, row, actor);
    },
    removeMember(row, actor) {
      world.removeMember(row);
      touch(row.userId);
      push(row.userId);
      acts.writeMemberEvent(1503, row, actor);
    },
    revokeMember(row, actor) {
      Object.assign(row, { priorStatus: row.status, status: -1, revocationReason: 1 });
      touch(row.userId);
      push(row.userId);
      acts.writeMemberEvent(1511, row, actor);
    },
    restoreMember(row, actor) {
      Object.assign(row, { status: row.priorStatus ?? 0, priorStatus: null, revocationReason: null });
      touch(row.userId);
      push(row.userId);
      acts.writeMemberEvent(1512, row, actor);
    },
  };
  return acts;
}
