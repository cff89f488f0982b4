/** Errands about members: of a provider's own team, and of clients. */
import * as z from 'zod/mini';
import type { Errand } from '@/lib/domain/errand';
import type { BulkReading, MemberDetail, TeamMember } from '@/lib/domain/members';
import type { MemberRole, Role } from '@/lib/domain/model';
import { listOf } from '../list-of';
import { memberRole, toClientMember, toSentence, toTeamMember } from '../mapping';
import { doing, instant, reading } from './errand';

const text = z.nullish(z.string());
const row = {
  id: z.string(),
  userId: text,
  type: z.number(),
  status: z.number(),
  name: text,
  email: text,
};

const bulkList = listOf(z.object({ id: z.string(), error: z.string() }));
/** server: an empty `error` is success; who is missing from the answer was not found, or not treated. */
const toBulk = (list: z.infer<typeof bulkList>): BulkReading[] =>
  list.data.map(({ id, error }) => ({ id, done: error === '', sentence: toSentence(error) }));

/** server: ProviderUserType; anything else would be stored as it is sent. */
const teamTypes: Readonly<Record<Role, number>> = { 'provider-admin': 0, 'service-user': 1 };

/** Roles that can be given at a client. server: 3 is retired; custom roles need permissions, which are set in the vault. */
export type GivenRole = Extract<MemberRole, 'owner' | 'admin' | 'user'>;
const clientTypes: Readonly<Record<GivenRole, number>> = { owner: 0, admin: 1, user: 2 };

/** `GET /providers/{p}/users`: the whole team, in no order. server: provider admins only; tells no dates. */
export const teamMembers = (providerId: string): Errand<TeamMember[]> =>
  reading({ call: 'GET /providers/{p}/users', ids: { p: providerId } }, listOf(z.object(row)), (list) =>
    list.data.map(toTeamMember),
  );

/**
 * `POST /providers/{p}/users/invite`, 1 to 20 addresses. server: addresses that are there already are skipped without a
 * word; not atomic, a fault midway leaves the earlier ones.
 */
export const inviteToTeam = (providerId: string, emails: readonly string[], role: Role): Errand<null> =>
  doing({ call: 'POST /providers/{p}/users/invite', ids: { p: providerId }, body: { emails, type: teamTypes[role] } });

/** `POST /providers/{p}/users/reinvite`: one or many. server: the single call answers 200 even when it did nothing. */
export const resendToTeam = (providerId: string, ids: readonly string[]): Errand<BulkReading[]> =>
  reading({ call: 'POST /providers/{p}/users/reinvite', ids: { p: providerId }, body: { ids } }, bulkList, toBulk);

/** `POST /providers/{p}/users/delete`. server: the last confirmed admin refuses the whole batch (400). */
export const removeFromTeam = (providerId: string, ids: readonly string[]): Errand<BulkReading[]> =>
  reading({ call: 'POST /providers/{p}/users/delete', ids: { p: providerId }, body: { ids } }, bulkList, toBulk);

/** `PUT /providers/{p}/users/{pu}`. server: 400 where no other confirmed admin would remain. */
export const changeTeamRole = (providerId: string, memberId: string, role: Role): Errand<null> =>
  doing({
    call: 'PUT /providers/{p}/users/{m}',
    ids: { p: providerId, m: memberId },
    body: { type: teamTypes[role] },
  });

const clientRow = z.object({
  ...row,
  resetPasswordEnrolled: z.nullish(z.boolean()),
  twoFactorEnabled: z.nullish(z.boolean()),
  revocationReason: z.nullish(z.number()),
  // server: since 2026-07.
  creationDate: text,
});

/**
 * `GET /organizations/{o}/users`: everybody at a client, in no order. server: `creationDate` is the first invitation and
 * does not move when it is sent again.
 */
export const clientMembers = (clientId: string): Errand<MemberDetail[]> =>
  reading({ call: 'GET /organizations/{o}/users', ids: { o: clientId } }, listOf(clientRow), (list) =>
    list.data.map((dto) => ({
      ...toClientMember(dto),
      createdAt: instant(dto.creationDate),
      recoveryEnrolled: dto.resetPasswordEnrolled ?? null,
      twoStep: dto.twoFactorEnabled ?? null,
      revokedBy: dto.revocationReason ?? null,
    })),
  );

/**
 * `POST /organizations/{o}/users/invite`, 1 to 20 addresses. server: `collections` must be there; known addresses are
 * skipped without a word; too few seats refuse everybody; five calls a minute.
 */
export const inviteToClient = (clientId: string, emails: readonly string[], role: GivenRole): Errand<null> =>
  doing({
    call: 'POST /organizations/{o}/users/invite',
    ids: { o: clientId },
    body: { emails, type: clientTypes[role], collections: [], groups: [], accessSecretsManager: false },
  });

const bulkAt = (
  call:
    | 'POST /organizations/{o}/users/reinvite'
    | 'POST /organizations/{o}/users/remove'
    | 'PUT /organizations/{o}/users/revoke'
    | 'PUT /organizations/{o}/users/restore',
  clientId: string,
  ids: readonly string[],
): Errand<BulkReading[]> => reading({ call, ids: { o: clientId }, body: { ids } }, bulkList, toBulk);

/** `POST /organizations/{o}/users/reinvite`. Needs at least one id, as all calls below. */
export const resendToClient = (clientId: string, ids: readonly string[]): Errand<BulkReading[]> =>
  bulkAt('POST /organizations/{o}/users/reinvite', clientId, ids);

/** `POST /organizations/{o}/users/remove`. server: frees seats; the client's last owner can be removed by us. */
export const removeFromClient = (clientId: string, ids: readonly string[]): Errand<BulkReading[]> =>
  bulkAt('POST /organizations/{o}/users/remove', clientId, ids);

/** `PUT /organizations/{o}/users/revoke`. server: frees seats; key and former status are kept. */
export const revokeAtClient = (clientId: string, ids: readonly string[]): Errand<BulkReading[]> =>
  bulkAt('PUT /organizations/{o}/users/revoke', clientId, ids);

/** `PUT /organizations/{o}/users/restore`. server: needs seats, reckoned over all who are sent: too few refuse all. */
export const restoreAtClient = (clientId: string, ids: readonly string[]): Errand<BulkReading[]> =>
  bulkAt('PUT /organizations/{o}/users/restore', clientId, ids);

/** What a change of role has to send back as it was: the server writes the whole record. */
const membership = z.object({
  type: z.number(),
  accessSecretsManager: z.nullish(z.boolean()),
  accessPam: z.nullish(z.boolean()),
  permissions: z.nullish(z.looseObject({})),
  collections: z.array(
    z.object({ id: z.string(), readOnly: z.boolean(), hidePasswords: z.boolean(), manage: z.boolean() }),
  ),
});
/** Somebody's membership: the role, and what stands beside it. */
export type Membership = z.infer<typeof membership> & { readonly role: MemberRole };

/** `GET /organizations/{o}/users/{ou}`: to be read just before the role is changed. */
export const clientMembership = (clientId: string, memberId: string): Errand<Membership> =>
  reading({ call: 'GET /organizations/{o}/users/{m}', ids: { o: clientId, m: memberId } }, membership, (found) => ({
    ...found,
    role: memberRole(found.type),
  }));

/**
 * `PUT /organizations/{o}/users/{ou}`, a whole-record write. server: what is left out of access and collections is taken
 * away; groups that are left out stay. Answers 200 or 204.
 * @param found as it was read a moment ago
 */
export const changeClientRole = (
  clientId: string,
  memberId: string,
  role: GivenRole,
  { accessSecretsManager, accessPam, permissions, collections }: Omit<Membership, 'role'>,
): Errand<null> =>
  doing({
    call: 'PUT /organizations/{o}/users/{m}',
    ids: { o: clientId, m: memberId },
    body: {
      type: clientTypes[role],
      accessSecretsManager: accessSecretsManager ?? false,
      accessPam: accessPam ?? false,
      ...(permissions ? { permissions } : {}),
      collections,
    },
  });
