/** The change of a client's member: a write of the whole record. */
import { type Route, route, type UserCall } from '../route';
import { badRequest, crashed, done, notFound, type Reply } from '../wire';
import { type MemberBody, readMember } from './organization-bodies';
import { memberRow } from './organization-users';
import { actorOf, hasProviderClaim, isOwner, managesAsProvider, needsUserManagement } from './roles';

/** server: what is left out is switched off, what is listed replaces what there was. */
function change(call: UserCall, wanted: MemberBody): Reply {
  const organization = call.world.organizations.get(call.params.o ?? '');
  const row = memberRow(call, call.params.ou ?? '');
  if (organization === undefined || row === undefined) return notFound;
  if (wanted.collections === null) return crashed;
  if (managesAsProvider(call) && !hasProviderClaim(call)) {
    return badRequest('Your account does not have permission to manage users.');
  }
  if (wanted.collections.some(({ id }) => !organization.collections.includes(id))) return notFound;
  if (wanted.collections.some(({ manage, readOnly, hidePasswords }) => manage && (readOnly || hidePasswords))) {
    return badRequest('The manage permission cannot be combined with read only or hidden passwords.');
  }
  if ((row.type === 0 || wanted.type === 0) && !isOwner(call)) {
    return badRequest("Only an Owner can configure another Owner's account.");
  }
  if (call.caller.managesUsersOf.has(organization.id) && wanted.type <= 1) {
    return badRequest('Custom users can not manage Admins or Owners.');
  }
  if (wanted.type === 4 && organization.planType !== 19 && organization.planType !== 20) {
    return badRequest('To enable custom permissions the organization must be on an Enterprise plan.');
  }
  Object.assign(row, {
    type: wanted.type,
    accessSecretsManager: wanted.accessSecretsManager,
    accessPam: wanted.accessPam,
    permissions: wanted.type === 4 ? wanted.permissions : null,
    collections: wanted.collections,
    ...(wanted.groups === null ? {} : { groups: wanted.groups }),
  });
  call.acts.writeMemberEvent(1502, row, actorOf(call));
  return call.switches.memberEmailFlag ? { status: 204 } : done;
}

export const organizationRoleRoutes: readonly Route[] = [
  route('PUT', '/organizations/{o}/users/{ou}', { role: needsUserManagement, body: readMember, run: change }),
];
