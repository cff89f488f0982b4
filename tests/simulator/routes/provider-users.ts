/** A provider's own team: reading it, and confirming newcomers. */
import type { BodyReader } from '../body';
import { type Route, route, type UserCall } from '../route';
import type { ProviderUser } from '../rows';
import { crashed, done, list, notFound, ok } from '../wire';
import { permissionsOf } from './features';
import { actorOf, hasPolicy, needsProviderAdmin } from './roles';

/** A row of this call's provider, or undefined: also for rows of other providers. */
export function teamRow({ world, params }: UserCall, id: string): ProviderUser | undefined {
  const row = world.providerUsers.get(id);
  return row?.providerId === params.p ? row : undefined;
}

const base = (row: ProviderUser) => ({
  id: row.id,
  userId: row.userId,
  type: row.type,
  status: row.status,
  permissions: permissionsOf(),
});

export const bulkRow = (id: string, error: string) => ({ object: 'providerBulkConfirmResponseModel', id, error });

/** server: ids may be an empty list here, other than in the organization's calls. */
export function readIds(reader: BodyReader): readonly string[] {
  const ids = reader.guids('ids');
  if (ids === null) reader.complain('ids', 'The Ids field is required.');
  return ids ?? [];
}

/** The keys of a bulk confirmation. */
export function readKeys(reader: BodyReader): readonly { readonly id: string; readonly key: string }[] {
  const keys = reader.objects('keys', (entry) => ({ id: entry.guid('id'), key: entry.requiredText('key') }));
  if (keys === null) reader.complain('keys', 'The Keys field is required.');
  return keys ?? [];
}

export const hasTwice = (ids: readonly string[]): boolean => new Set(ids).size < ids.length;

/** server: one result per id that is found and has a user; the others are missing from the answer. */
function confirmMany(call: UserCall, keys: readonly { readonly id: string; readonly key: string }[]) {
  return keys.flatMap(({ id, key }) => {
    const row = call.world.providerUsers.get(id);
    if (row === undefined || row.userId === null) return [];
    if (row.providerId !== call.params.p || row.status !== 1) return [bulkRow(id, 'Invalid user.')];
    // server: automatic confirmation in an organization of theirs bars people from joining a provider.
    const barred = call.world
      .membershipsOf(row.userId)
      .some(({ organizationId, status }) => status > 0 && status < 3 && hasPolicy(call.world, organizationId, 18));
    if (barred) return [bulkRow(id, 'An organization of this person confirms automatically, so they cannot join.')];
    if (!call.switches.confirmsWithoutEffect) call.acts.confirmInTeam(row, key, actorOf(call));
    return [bulkRow(id, '')];
  });
}

export const providerUserRoutes: readonly Route[] = [
  route('GET', '/providers/{p}/users', {
    role: needsProviderAdmin,
    run: ({ world, lists, params }) =>
      list(
        lists.team(params.p ?? '').map((row) => {
          const user = world.users.get(row.userId ?? '');
          return {
            object: 'providerUserUserDetails',
            ...base(row),
            name: user?.name ?? null,
            email: user?.email ?? row.email,
          };
        }),
      ),
  }),
  route('GET', '/providers/{p}/users/{pu}', {
    role: needsProviderAdmin,
    run(call) {
      const row = teamRow(call, call.params.pu ?? '');
      return row === undefined ? notFound : ok({ object: 'providerUser', ...base(row) });
    },
  }),
  route('POST', '/providers/{p}/users/public-keys', {
    role: needsProviderAdmin,
    body: readIds,
    run: (call, ids) =>
      list(
        [...new Set(ids)].flatMap((id) => {
          const row = teamRow(call, id);
          const user = call.world.users.get(row?.userId ?? '');
          if (row?.status !== 1 || user === undefined) return [];
          const key = call.world.keyPairOf(user)?.publicKey ?? null;
          return [{ object: 'providerUserPublicKeyResponseModel', id: row.id, userId: user.id, key }];
        }),
      ),
  }),
  // server: the result of the single confirmation is dropped, so that a refusal looks like a success.
  route('POST', '/providers/{p}/users/{pu}/confirm', {
    role: needsProviderAdmin,
    body: (reader) => reader.requiredText('key'),
    run(call, key) {
      confirmMany(call, [{ id: call.params.pu ?? '', key }]);
      return done;
    },
  }),
  route('POST', '/providers/{p}/users/confirm', {
    role: needsProviderAdmin,
    body: readKeys,
    run: (call, keys) => (hasTwice(keys.map(({ id }) => id)) ? crashed : list(confirmMany(call, keys))),
  }),
];
