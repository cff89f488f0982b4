/** Changing a client's members: invite, resend, remove, revoke, restore. Their roles have a file of their own. */
import { type Route, route, type UserCall } from '../route';
import { blankMember, type OrganizationUser } from '../rows';
import { badRequest, done, errorBody, list, notFound, type Reply } from '../wire';
import { type InviteBody, readInvite } from './organization-bodies';
import { bulkRow, memberRow, readSomeIds } from './organization-users';
import { actorOf, hasPolicy, hasProviderClaim, isOwner, managesAsProvider, needsUserManagement } from './roles';

const role = needsUserManagement;

const emailOf = (call: UserCall, row: OrganizationUser): string =>
  call.world.users.get(row.userId ?? '')?.email ?? row.email ?? '';

/** server: the words depend on who pays; null when enough seats are free. */
function seatRefusal(call: UserCall, needed: number): Reply | null {
  const { world, params, switches } = call;
  const organization = world.organizations.get(params.o ?? '');
  if (organization === undefined || organization.seats === null) return null;
  const { occupied } = world.seatsOf(organization.id);
  if (needed <= organization.seats - occupied - organization.sponsorships) return null;
  if (switches.selfHosted) return badRequest('Cannot autoscale on self-hosted instance.');
  const provider = world.providers.get(world.relationOf(organization.id)?.providerId ?? '');
  return badRequest(
    provider?.type === 1
      ? 'Seat limit has been reached. Contact your provider to purchase additional seats.'
      : 'Seat limit has been reached. Please contact your provider to add more seats.',
  );
}

/** server: all or nothing; addresses known here in any status are skipped without a word. */
function invite(call: UserCall, wanted: InviteBody): Reply {
  const { world, params, clock } = call;
  const organization = world.organizations.get(params.o ?? '');
  if (organization === undefined) return notFound;
  if (managesAsProvider(call) && !hasProviderClaim(call)) {
    return badRequest('Your account does not have permission to manage users.');
  }
  if (wanted.collections?.some(({ id }) => !organization.collections.includes(id))) return notFound;
  if (wanted.type === 4 && organization.planType !== 19 && organization.planType !== 20) {
    return badRequest('To enable custom permissions the organization must be on an Enterprise plan.');
  }
  if (wanted.accessSecretsManager) return badRequest('Organization does not use Secrets Manager');
  const known = new Set(world.membersOf(organization.id).map((row) => emailOf(call, row).toLowerCase()));
  // Two spellings of one new address make two rows: they are compared with their letter case.
  const fresh = [...new Set(wanted.emails)].filter((email) => !known.has(email.toLowerCase()));
  if (fresh.length === 0) return done;
  const refusal = seatRefusal(call, fresh.length);
  if (refusal !== null) return refusal;
  if (wanted.collections === null) {
    const errors = { 'An error has occurred.': ['Object reference not set to an instance of an object.'] };
    return { status: 400, json: errorBody('Errors have occurred.', errors) };
  }
  const at = clock.now();
  for (const email of fresh) {
    const row = world.addMember({
      ...blankMember,
      id: world.newId('organization-user'),
      organizationId: organization.id,
      userId: null,
      email: email.toLowerCase(),
      type: wanted.type,
      status: 0,
      key: null,
      permissions: wanted.type === 4 ? wanted.permissions : null,
      collections: wanted.collections,
      groups: wanted.groups ?? [],
      createdAt: at,
      invitedAt: at,
    });
    call.acts.mail(row.email, 'invitation', organization.id);
    call.acts.writeMemberEvent(1500, row, actorOf(call));
  }
  return done;
}

function resend(call: UserCall, row: OrganizationUser | undefined): string {
  if (row?.status !== 0) return 'User invalid.';
  row.invitedAt = call.clock.now();
  call.acts.mail(row.email, 'invitation', row.organizationId);
  return '';
}

type Rule = (call: UserCall, row: OrganizationUser) => string | null;
const isSelf: Rule = (call, row) => (row.userId === call.caller.userId ? 'self' : null);

const removalRule: Rule = (call, row) => {
  if (isSelf(call, row)) return 'You cannot remove yourself.';
  if (row.type === 0 && !isOwner(call)) return 'Only owners can remove other owners.';
  const custom = call.caller.managesUsersOf.has(row.organizationId);
  return custom && row.type === 1 ? 'Custom users can not remove admins.' : null;
};

const revocationRule: Rule = (call, row) => {
  if (row.status === -1) return 'Already revoked.';
  if (isSelf(call, row)) return 'You cannot revoke yourself.';
  if (row.type === 0 && !isOwner(call)) return 'Only owners can revoke other owners.';
  return call.caller.managesUsersOf.has(row.organizationId) && row.type === 1
    ? 'Custom users can not revoke admins.'
    : null;
};

const restorationRule: Rule = (call, row) => {
  if (row.status !== -1) return 'Already active.';
  if (isSelf(call, row)) return 'You cannot restore yourself.';
  const user = call.world.users.get(row.userId ?? '');
  if (user === undefined || row.priorStatus !== 2) return null;
  return hasPolicy(call.world, row.organizationId, 0) && !user.twoFactor
    ? `${user.email} is not compliant with the two-step login policy`
    : null;
};

/** One member by the path: 404, the rule's words as a 400, or done. */
const single =
  (rule: Rule, act: (call: UserCall, row: OrganizationUser) => void) =>
  (call: UserCall): Reply => {
    const row = memberRow(call, call.params.ou ?? '');
    if (row === undefined) return notFound;
    const refusal = rule(call, row);
    if (refusal !== null) return badRequest(refusal);
    act(call, row);
    return done;
  };

const found = (call: UserCall, ids: readonly string[]): OrganizationUser[] =>
  [...new Set(ids)].flatMap((id) => memberRow(call, id) ?? []);

/** Many by the body: the rule's words per member; unknown ids are missing from the answer. */
const several =
  (rule: Rule, act: (call: UserCall, row: OrganizationUser) => void) =>
  (call: UserCall, rows: readonly OrganizationUser[]): Reply =>
    list(
      rows.map((row) => {
        const refusal = rule(call, row);
        if (refusal === null) act(call, row);
        return bulkRow(row.id, refusal ?? '');
      }),
    );

const remove = (call: UserCall, row: OrganizationUser): void => call.acts.removeMember(row, actorOf(call));
const revoke = (call: UserCall, row: OrganizationUser): void => call.acts.revokeMember(row, actorOf(call));
const restore = (call: UserCall, row: OrganizationUser): void => call.acts.restoreMember(row, actorOf(call));

/** server: who goes back to a status with a seat needs a free one. */
const takesSeat = (row: OrganizationUser): boolean => row.status === -1 && row.priorStatus !== 3;

function removeMany(call: UserCall, ids: readonly string[]): Reply {
  const rows = found(call, ids);
  return rows.length === 0 ? badRequest('Users invalid.') : several(removalRule, remove)(call, rows);
}

function restoreOne(call: UserCall): Reply {
  const row = memberRow(call, call.params.ou ?? '');
  if (row === undefined) return notFound;
  const refusal = restorationRule(call, row);
  if (refusal !== null) return badRequest(refusal);
  const full = takesSeat(row) ? seatRefusal(call, 1) : null;
  return full ?? single(restorationRule, restore)(call);
}

function restoreMany(call: UserCall, ids: readonly string[]): Reply {
  const rows = found(call, ids);
  if (rows.length === 0) return badRequest('Users invalid.');
  // server: computed over all that were sent, and refuses all of them.
  const full = seatRefusal(call, rows.filter(takesSeat).length);
  return full ?? several(restorationRule, restore)(call, rows);
}

const users = '/organizations/{o}/users';

export const organizationAdminRoutes: readonly Route[] = [
  route('POST', `${users}/invite`, { role, body: readInvite, run: invite }),
  route('POST', `${users}/{ou}/reinvite`, {
    role,
    run(call) {
      const refusal = resend(call, memberRow(call, call.params.ou ?? ''));
      return refusal === '' ? done : badRequest(refusal);
    },
  }),
  route('POST', `${users}/reinvite`, {
    role,
    body: readSomeIds,
    run: (call, ids) => list(found(call, ids).map((row) => bulkRow(row.id, resend(call, row)))),
  }),
  route('DELETE', `${users}/{ou}`, { role, run: single(removalRule, remove) }),
  route('DELETE', users, { role, body: readSomeIds, run: removeMany }),
  route('POST', `${users}/remove`, { role, body: readSomeIds, run: removeMany }),
  route('PUT', `${users}/{ou}/revoke`, { role, run: single(revocationRule, revoke) }),
  route('PUT', `${users}/revoke`, {
    role,
    body: readSomeIds,
    run: (call, ids) => several(revocationRule, revoke)(call, found(call, ids)),
  }),
  route('PUT', `${users}/{ou}/restore`, { role, run: restoreOne }),
  route('PUT', `${users}/{ou}/restore/vnext`, { role, body: () => null, run: restoreOne }),
  route('PUT', `${users}/restore`, { role, body: readSomeIds, run: restoreMany }),
];
