/** Who may: provider routes go by the token's claims, organization routes by the rows of the database. */

import type { Actor } from '../acts';
import { lacksRole, type UserCall } from '../route';
import type { Reply } from '../wire';
import type { World } from '../world';

/** server, by claims alone: the role as it was when the token was given. */
export const isProviderAdmin = ({ caller, params }: UserCall): boolean => caller.providerAdminOf.has(params.p ?? '');

export const isProviderMember = (call: UserCall): boolean =>
  isProviderAdmin(call) || call.caller.serviceUserOf.has(call.params.p ?? '');

export const needsProviderAdmin = (call: UserCall): Reply | null => (isProviderAdmin(call) ? null : lacksRole(call));
export const needsProviderMember = (call: UserCall): Reply | null => (isProviderMember(call) ? null : lacksRole(call));

/** server, by rows: a confirmed member, admin or service user, of the provider that manages the organization. */
export function managesAsProvider({ world, caller, params }: UserCall): boolean {
  const relation = world.relationOf(params.o ?? '');
  if (relation === undefined) return false;
  return world
    .providerUsersOf(caller.userId)
    .some(({ providerId, status }) => providerId === relation.providerId && status === 2);
}

/** server: some routes look for any provider claim before they look at the rows. */
export const hasProviderClaim = ({ caller }: UserCall): boolean =>
  caller.providerAdminOf.size > 0 || caller.serviceUserOf.size > 0;

/** Owner by claim, or provider member by row. */
export const isOwner = (call: UserCall): boolean =>
  call.caller.ownerOf.has(call.params.o ?? '') || managesAsProvider(call);

export function managesUsers(call: UserCall): boolean {
  const organization = call.params.o ?? '';
  const { adminOf, managesUsersOf } = call.caller;
  return isOwner(call) || adminOf.has(organization) || managesUsersOf.has(organization);
}

export const isAnyMember = (call: UserCall): boolean =>
  managesUsers(call) || call.caller.plainMemberOf.has(call.params.o ?? '');

export function readsEvents(call: UserCall): boolean {
  const organization = call.params.o ?? '';
  const { ownerOf, adminOf, readsEventsOf } = call.caller;
  const direct = ownerOf.has(organization) || adminOf.has(organization) || readsEventsOf.has(organization);
  return direct || (hasProviderClaim(call) && managesAsProvider(call));
}

export const needsUserManagement = (call: UserCall): Reply | null => (managesUsers(call) ? null : lacksRole(call));

/** The caller, as event logs name them. */
export const actorOf = ({ caller, ip }: UserCall): Actor => ({ userId: caller.userId, ip });

/** Whether an organization's policy of this number is switched on. */
export const hasPolicy = (world: World, organizationId: string, wanted: number): boolean =>
  world.organizations.get(organizationId)?.policies.some(({ type, enabled }) => type === wanted && enabled) ?? false;
