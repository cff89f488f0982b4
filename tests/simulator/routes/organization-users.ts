/** A client's members: reading them, and confirming newcomers. */
import type { BodyReader } from '../body';
import { lacksRole, type Route, route, type UserCall } from '../route';
import type { OrganizationUser } from '../rows';
import { badRequest, crashed, done, list, notFound, ok, toWireDate } from '../wire';
import { permissionsOf } from './features';
import { hasTwice, readKeys } from './provider-users';
import { actorOf, hasPolicy, isAnyMember, managesUsers, needsUserManagement } from './roles';

const base = (row: OrganizationUser) => ({
  id: row.id,
  userId: row.userId,
  type: row.type,
  status: row.status,
});

const details = (call: UserCall, row: OrganizationUser) => ({
  ...base(row),
  externalId: null,
  accessSecretsManager: row.accessSecretsManager,
  accessPam: row.accessPam,
  ...(row.permissions === null ? {} : { permissions: permissionsOf(row.permissions) }),
  resetPasswordEnrolled: row.resetPasswordEnrolled,
  usesKeyConnector: false,
  hasMasterPassword: (call.world.users.get(row.userId ?? '')?.masterPassword ?? null) !== null,
  claimedByOrganization: false,
});

const asked = (call: UserCall, name: string): boolean => {
  for (const [key, value] of call.query) {
    if (key.toLowerCase() === name.toLowerCase()) return value.toLowerCase() === 'true';
  }
  return false;
};

export const bulkRow = (id: string, error: string) => ({ object: 'OrganizationBulkConfirmResponseModel', id, error });

/** server: an empty list of ids is refused here, other than in the provider's calls. */
export function readSomeIds(reader: BodyReader): readonly string[] {
  const ids = reader.guids('ids');
  if (ids === null) reader.complain('ids', 'The Ids field is required.');
  else if (ids.length === 0) {
    reader.complain('ids', "The field Ids must be a string or array type with a minimum length of '1'.");
  }
  return ids ?? [];
}

/** server: the name of the collection is an encrypted text of at most 1,000 characters. */
function readCollectionName(reader: BodyReader): string | null {
  const name = reader.optionalText('defaultUserCollectionName');
  if (name === null) return null;
  if (name.length > 1000) reader.complain('defaultUserCollectionName', 'The field is longer than 1000 characters.');
  if (!/^[0-7]\.\S+$/.test(name)) reader.complain('defaultUserCollectionName', 'The field is not an encrypted string.');
  return name;
}

export const memberRow = ({ world, params }: UserCall, id: string): OrganizationUser | undefined =>
  world.member(params.o ?? '', id);

/** server: policies that keep somebody out; the texts about other organizations begin with the address. */
function objection({ world }: UserCall, row: OrganizationUser): string | null {
  const user = world.users.get(row.userId ?? '');
  if (user === undefined) return null;
  if (hasPolicy(world, row.organizationId, 0) && !user.twoFactor) return 'User does not have two-step login enabled.';
  const others = world
    .membershipsOf(user.id)
    .filter(({ organizationId, status }) => organizationId !== row.organizationId && (status === 1 || status === 2));
  if (others.length > 0 && hasPolicy(world, row.organizationId, 3)) {
    return `${user.email} has to leave every other organization before being confirmed.`;
  }
  if (others.some(({ organizationId, status }) => status === 2 && hasPolicy(world, organizationId, 3))) {
    return `${user.email} belongs to an organization that allows no other one.`;
  }
  return others.some(({ organizationId }) => hasPolicy(world, organizationId, 18))
    ? 'An organization of this person confirms automatically, so they cannot join another one.'
    : null;
}

function confirm(call: UserCall, row: OrganizationUser, key: string, collectionName: string | null): void {
  if (!call.switches.confirmsWithoutEffect) call.acts.confirmMember(row, key, actorOf(call), collectionName);
}

export const organizationUserRoutes: readonly Route[] = [
  // server: this one list is checked inside the endpoint, and answers 404 for lack of the right.
  route('GET', '/organizations/{o}/users', {
    run(call) {
      if (!managesUsers(call)) return notFound;
      return list(
        call.lists.members(call.params.o ?? '').map((row) => {
          const user = call.world.users.get(row.userId ?? '');
          return {
            object: 'organizationUserUserDetails',
            ...details(call, row),
            name: user?.name ?? null,
            email: user?.email ?? row.email,
            avatarColor: null,
            twoFactorEnabled: user?.twoFactor ?? false,
            ssoBound: false,
            collections: asked(call, 'includeCollections') ? row.collections : [],
            groups: asked(call, 'includeGroups') ? row.groups : [],
            revocationReason: row.revocationReason,
            creationDate: toWireDate(row.createdAt),
          };
        }),
      );
    },
  }),
  route('GET', '/organizations/{o}/users/mini-details', {
    role: (call) => (isAnyMember(call) ? null : lacksRole(call)),
    run: ({ world, lists, params }) =>
      list(
        lists.members(params.o ?? '').map((row) => {
          const user = world.users.get(row.userId ?? '');
          return {
            object: 'organizationUserUserMiniDetails',
            ...base(row),
            name: user?.name ?? null,
            email: user?.email ?? row.email,
          };
        }),
      ),
  }),
  route('GET', '/organizations/{o}/users/{ou}', {
    role: needsUserManagement,
    run(call) {
      const row = memberRow(call, call.params.ou ?? '');
      if (row === undefined) return notFound;
      return ok({
        object: 'organizationUserDetails',
        ...details(call, row),
        ssoExternalId: null,
        collections: row.collections,
        ...(asked(call, 'includeGroups') ? { groups: row.groups } : {}),
        creationDate: toWireDate(row.createdAt),
      });
    },
  }),
  route('POST', '/organizations/{o}/users/public-keys', {
    role: needsUserManagement,
    body: readSomeIds,
    run: (call, ids) =>
      list(
        [...new Set(ids)].flatMap((id) => {
          const row = memberRow(call, id);
          const user = call.world.users.get(row?.userId ?? '');
          if (row?.status !== 1 || user === undefined) return [];
          const key = call.world.keyPairOf(user)?.publicKey ?? null;
          return [{ object: 'organizationUserPublicKeyResponseModel', id: row.id, userId: user.id, key }];
        }),
      ),
  }),
  // server: unlike the provider's, this one says when it refuses.
  route('POST', '/organizations/{o}/users/{ou}/confirm', {
    role: needsUserManagement,
    body: (reader) => ({ collectionName: readCollectionName(reader), key: reader.requiredText('key') }),
    run(call, { collectionName, key }) {
      const row = memberRow(call, call.params.ou ?? '');
      if (row === undefined || row.status !== 1) return badRequest('User not valid.');
      const refusal = objection(call, row);
      if (refusal !== null) return badRequest(refusal);
      confirm(call, row, key, collectionName);
      return done;
    },
  }),
  route('POST', '/organizations/{o}/users/confirm', {
    role: needsUserManagement,
    body: (reader) => ({ collectionName: readCollectionName(reader), keys: readKeys(reader) }),
    run(call, { collectionName, keys }) {
      if (hasTwice(keys.map(({ id }) => id))) return crashed;
      return list(
        keys.flatMap(({ id, key }) => {
          const row = memberRow(call, id);
          if (row?.status !== 1) return [];
          const refusal = objection(call, row);
          if (refusal === null) confirm(call, row, key, collectionName);
          return [bulkRow(id, refusal ?? '')];
        }),
      );
    },
  }),
];
