/** Members of a team or a client as their page shows them: who they are, in what order, and what may be done with whom. */
import type { InvitationAge } from './invitation';
import { TEAM } from './keys';
import type { MemberRole } from './model';
import type { MemberReading } from './readings';
import { fold } from './seats';

export type PlaceKind = 'team' | 'client';
export const placeKind = (place: string): PlaceKind => (place === TEAM ? 'team' : 'client');

export interface Member extends MemberReading {
  /** The account that one looks with. */
  readonly isSelf: boolean;
  /** Of those who are invited; null: not invited, or nothing is known. */
  readonly invitation: InvitationAge | null;
  /** Since when somebody waits; `before`: longer than that. null: they do not, or the desk has not seen it. */
  readonly waiting: { readonly at: number; readonly before: boolean } | null;
  /** Clients only; null: not told. */
  readonly twoStep: boolean | null;
  /** Enrolled in account recovery. Clients only; null: not told. */
  readonly recovery: boolean | null;
  /** server: RevocationReason; null: not revoked, or not told. */
  readonly revokedBy: number | null;
}

/** What can be done with members. */
export const memberDeeds = ['resend', 'remove', 'role', 'revoke', 'restore'] as const;
export type MemberDeed = (typeof memberDeeds)[number];

/** Why something cannot be done with somebody. */
export type Hindrance =
  /** server: nobody removes, revokes or restores themself; a role of one's own is not given up by a slip. */
  | 'self'
  /** server: a provider keeps a confirmed admin. */
  | 'last-admin'
  | 'not-invited'
  | 'revoked'
  | 'not-revoked'
  /** Permissions of custom roles are set in the web vault; a role of ours would drop them. */
  | 'custom';

const isAdmin = ({ role, status }: Pick<Member, 'role' | 'status'>): boolean =>
  role === 'provider-admin' && status === 'confirmed';
const isOwner = ({ role, status }: Pick<Member, 'role' | 'status'>): boolean =>
  role === 'owner' && status === 'confirmed';

/** Who alone holds what nobody else does: the only confirmed admin of a team. null: nobody does. */
export function onlyAdmin<M extends Pick<Member, 'role' | 'status'>>(members: readonly M[]): M | null {
  const admins = members.filter(isAdmin);
  return admins.length === 1 ? (admins[0] ?? null) : null;
}

/**
 * Whether a client would be left without a confirmed owner of its own. server: allows it to us, since the provider
 * counts as an owner.
 */
export function takesLastOwner(members: readonly Member[], leaving: readonly Member[]): boolean {
  const ids = new Set(leaving.map(({ id }) => id));
  const owners = members.filter(isOwner);
  return owners.length > 0 && owners.every(({ id }) => ids.has(id));
}

/** What keeps from doing something with somebody; null: nothing that is known. */
export function hindrance(deed: MemberDeed, member: Member, members: readonly Member[]): Hindrance | null {
  if (deed === 'resend') return member.status === 'invited' ? null : 'not-invited';
  if (deed !== 'restore' && isAdmin(member) && onlyAdmin(members)?.id === member.id) return 'last-admin';
  if (member.isSelf) return 'self';
  if (deed === 'role') return member.role === 'custom' || member.role === 'unknown' ? 'custom' : null;
  if (deed === 'revoke') return member.status === 'revoked' ? 'revoked' : null;
  if (deed === 'restore') return member.status === 'revoked' ? null : 'not-revoked';
  return null;
}

/** Roles that can be given at a place, the least first. */
export const givenRoles = {
  team: ['service-user', 'provider-admin'],
  client: ['user', 'admin', 'owner'],
} as const satisfies Record<PlaceKind, readonly MemberRole[]>;

const rank: Readonly<Record<MemberRole, number>> = {
  unknown: 0,
  'service-user': 1,
  user: 1,
  custom: 2,
  admin: 3,
  owner: 4,
  'provider-admin': 4,
};

/** Whether somebody would be able to do more than before. */
export const isRise = (from: MemberRole, to: MemberRole): boolean => rank[to] > rank[from];

export const memberFilters = {
  team: ['all', 'accepted', 'invited', 'ended', 'confirmed'],
  client: ['all', 'accepted', 'invited', 'ended', 'confirmed', 'revoked', 'no-two-step', 'recovery'],
} as const;
export type MemberFilter = (typeof memberFilters)[PlaceKind][number];

const hasEnded = ({ invitation }: Member): boolean => invitation?.state === 'ended';

/** Whether a filter lets somebody through. */
export function passes(filter: MemberFilter, member: Member): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'invited':
      return member.status === 'invited' && !hasEnded(member);
    case 'ended':
      return member.status === 'invited' && hasEnded(member);
    case 'no-two-step':
      return lacksTwoStep(member);
    case 'recovery':
      return member.recovery === true;
    default:
      return member.status === filter;
  }
}

/** server: whoever is not confirmed yet may have it or not; nobody is to be bothered before. */
export const lacksTwoStep = ({ status, twoStep }: Member): boolean => status === 'confirmed' && twoStep === false;

/** How many of the confirmed are enrolled in account recovery; undefined: none is known, as before they were read. */
export function enrolledOf(members: readonly Member[]): { readonly count: number; readonly of: number } | undefined {
  const told = members.filter(({ status, recovery }) => status === 'confirmed' && recovery !== null);
  return told.length === 0 ? undefined : { count: told.filter(({ recovery }) => recovery).length, of: told.length };
}

/** Whether a folded query is found in name or address. */
export const matches = ({ name, email }: Member, query: string): boolean =>
  query === '' || fold(`${name ?? ''}\n${email}`).includes(query);

export type MemberColumn = 'member' | 'role' | 'status' | 'until';
/** null: those who need something first, then by name. */
export type MemberSort = { readonly column: MemberColumn; readonly descending: boolean } | null;

const statusRank = (member: Member): number => {
  switch (member.status) {
    case 'accepted':
      return 0;
    case 'confirmed':
      return 1;
    case 'invited':
      return hasEnded(member) ? 3 : 2;
    case 'revoked':
      return 4;
    default:
      return 5;
  }
};

const untilOf = ({ invitation, waiting }: Member): number => waiting?.at ?? invitation?.endsAt ?? Number.MAX_VALUE;

/** Members in an order; of equals the name decides, of equal names the id. */
export function sortMembers(members: readonly Member[], sort: MemberSort, collator: Intl.Collator): Member[] {
  const byName = (a: Member, b: Member): number =>
    collator.compare(a.name ?? a.email, b.name ?? b.email) || (a.id < b.id ? -1 : Number(a.id > b.id));
  const by: Readonly<Record<MemberColumn, (a: Member, b: Member) => number>> = {
    member: byName,
    role: (a, b) => rank[b.role] - rank[a.role],
    status: (a, b) => statusRank(a) - statusRank(b),
    until: (a, b) => untilOf(a) - untilOf(b),
  };
  const compare = by[sort?.column ?? 'status'];
  const turn = sort?.descending ? -1 : 1;
  return [...members].sort((a, b) => turn * compare(a, b) || byName(a, b));
}
