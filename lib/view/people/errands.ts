/** The errands of a place's members, the same names for a team and for a client. */
import {
  changeClientRole,
  changeTeamRole,
  clientMembers,
  type GivenRole,
  inviteToClient,
  inviteToTeam,
  type Membership,
  removeFromClient,
  removeFromTeam,
  resendToClient,
  resendToTeam,
  restoreAtClient,
  revokeAtClient,
  teamMembers,
} from '@/lib/bitwarden/administration/members';
import type { PlaceKey } from '@/lib/domain/confirmation';
import type { Errand } from '@/lib/domain/errand';
import { TEAM } from '@/lib/domain/keys';
import type { BulkReading, MemberDetail } from '@/lib/domain/members';
import type { MemberRole, Role } from '@/lib/domain/model';

/** Somebody as a list has them; what only a client's list tells is null for a team. */
export type ListedMember = MemberDetail;

const isTeamRole = (role: MemberRole): role is Role => role === 'provider-admin' || role === 'service-user';
const isGivenRole = (role: MemberRole): role is GivenRole => role === 'owner' || role === 'admin' || role === 'user';

/** The whole list of a place. */
export function listErrand({ providerId, place }: PlaceKey): Errand<ListedMember[]> {
  if (place !== TEAM) return clientMembers(place);
  const { request, read } = teamMembers(providerId);
  return {
    request,
    read(body) {
      const list = read(body);
      if (list === null) return null;
      const untold = { createdAt: null, recoveryEnrolled: null, twoStep: null, revokedBy: null };
      return { value: list.value.map((member) => ({ ...member, ...untold })) };
    },
  };
}

/** Those that take ids of several people and answer for each. A team knows no revoking. */
export function bulkErrand(
  what: 'resend' | 'remove' | 'revoke' | 'restore',
  { providerId, place }: PlaceKey,
  ids: readonly string[],
): Errand<BulkReading[]> {
  if (place === TEAM) return what === 'resend' ? resendToTeam(providerId, ids) : removeFromTeam(providerId, ids);
  const make = { resend: resendToClient, remove: removeFromClient, revoke: revokeAtClient, restore: restoreAtClient };
  return make[what](place, ids);
}

/** 1 to 20 addresses. null: a role that cannot be given there. */
export function inviteErrand(
  { providerId, place }: PlaceKey,
  emails: readonly string[],
  role: MemberRole,
): Errand<null> | null {
  if (place === TEAM) return isTeamRole(role) ? inviteToTeam(providerId, emails, role) : null;
  return isGivenRole(role) ? inviteToClient(place, emails, role) : null;
}

/** @param record of a client's member, read a moment ago; of a team nothing has to be sent back. */
export function roleErrand(
  { providerId, place }: PlaceKey,
  memberId: string,
  role: MemberRole,
  record: Membership | null,
): Errand<null> | null {
  if (place === TEAM) return isTeamRole(role) ? changeTeamRole(providerId, memberId, role) : null;
  return isGivenRole(role) && record !== null ? changeClientRole(place, memberId, role, record) : null;
}
