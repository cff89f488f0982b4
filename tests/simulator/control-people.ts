/** Controls over people: what others do while the extension is not looking. */
import * as z from 'zod/mini';
import type { Actor, Acts } from './acts';
import type { Clock } from './clock';
import { command } from './command';
import { open } from './keys';
import { createPeople } from './people';
import { derivedText } from './random';
import { hasPolicy } from './routes/roles';
import { blankMember, type OrganizationUser, type ProviderUser, type User } from './rows';
import type { World } from './world';

/**
 * Who is meant: by the row's id, or by address; the provider's or the organization's id narrows it down. Several
 * matches are an error, so that a test never moves somebody else than it thinks.
 */
const target = z.object({
  memberId: z.optional(z.string()),
  email: z.optional(z.string()),
  providerId: z.optional(z.string()),
  organizationId: z.optional(z.string()),
});
type Target = z.infer<typeof target>;
const account = z.object({ userId: z.optional(z.string()), email: z.optional(z.string()) });
const noMore = {};
/** server: setting OrganizationInviteExpirationHours. */
const linkLifeMs = 120 * 3_600_000;

type Found =
  | { readonly kind: 'team'; readonly row: ProviderUser }
  | { readonly kind: 'client'; readonly row: OrganizationUser };

export interface PeopleDeps {
  readonly world: World;
  readonly clock: Clock;
  readonly acts: Acts;
}

/** What is known of a person after a control moved them. */
export interface Moved {
  /** {pu} or {ou}. */
  readonly memberId: string;
  readonly userId: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly status: number;
}

/** A name that an address suggests: `nina.kowalczyk3@…` is Nina Kowalczyk. */
function nameFrom(email: string): string {
  const words = (email.split('@')[0] ?? '')
    .replace(/\d/g, '')
    .split(/[._-]+/)
    .filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}

/** The controls over people of this world. */
export function createPeopleControls({ world, clock, acts }: PeopleDeps) {
  const startedAt = clock.now();
  const people = createPeople(world, startedAt);
  const addressOf = (row: { userId: string | null; email: string | null }): string | null =>
    world.users.get(row.userId ?? '')?.email ?? row.email;

  function find(wanted: Target, statuses?: readonly number[]): Found {
    if (wanted.memberId === undefined && wanted.email === undefined) throw new Error('Say who: memberId or email');
    const fits = (row: ProviderUser | OrganizationUser): boolean =>
      (wanted.memberId === undefined || row.id === wanted.memberId) &&
      (wanted.email === undefined || addressOf(row)?.toLowerCase() === wanted.email.toLowerCase()) &&
      (statuses === undefined || statuses.includes(row.status));
    const members =
      wanted.organizationId === undefined ? world.writtenMembers() : world.membersOf(wanted.organizationId);
    const found: Found[] = [
      ...(wanted.organizationId === undefined ? [...world.providerUsers.values()] : [])
        .filter((row) => fits(row) && (wanted.providerId === undefined || row.providerId === wanted.providerId))
        .map((row) => ({ kind: 'team', row }) as const),
      ...(wanted.providerId === undefined ? members : []).filter(fits).map((row) => ({ kind: 'client', row }) as const),
    ];
    const [first, ...others] = found;
    if (first === undefined) throw new Error(`Nobody fits ${JSON.stringify(wanted)} in the state this needs`);
    if (others.length > 0) throw new Error(`${found.length} rows fit ${JSON.stringify(wanted)}: narrow it down`);
    return first;
  }

  function userOf(wanted: z.infer<typeof account>): User {
    const user = wanted.userId === undefined ? world.userByEmail(wanted.email ?? '') : world.users.get(wanted.userId);
    if (user === undefined) throw new Error(`There is no account ${JSON.stringify(wanted)}`);
    return user;
  }

  const moved = ({ row }: Found): Moved => ({
    memberId: row.id,
    userId: row.userId,
    name: world.users.get(row.userId ?? '')?.name ?? null,
    email: addressOf(row),
    status: row.status,
  });

  /** A confirmed admin of the provider concerned, not its first one where there are several, or who is named. */
  function somebody({ kind, row }: Found, by?: string): Actor {
    const ip = '203.0.113.77';
    if (by !== undefined) return { userId: userOf({ email: by }).id, ip };
    const providerId = kind === 'team' ? row.providerId : world.relationOf(row.organizationId)?.providerId;
    const admins = world.teamOf(providerId ?? '').filter(({ type, status }) => type === 0 && status === 2);
    return { userId: (admins[1] ?? admins[0])?.userId ?? null, ip };
  }

  /**
   * server: a link is good for 120 hours. What the seed sent out counts from the start, since a world of long ago is
   * started with the clock of today.
   */
  function isLate({ invitedAt }: ProviderUser | OrganizationUser): boolean {
    const sentAt = invitedAt > world.seededAt ? invitedAt : invitedAt + Math.max(0, startedAt - world.seededAt);
    return clock.now() - sentAt > linkLifeMs;
  }

  /** server: whoever belongs to an organization that confirms automatically cannot join a provider. */
  const isBarred = ({ id }: User): boolean =>
    world.membershipsOf(id).some((row) => row.status > 0 && row.status < 3 && hasPolicy(world, row.organizationId, 18));

  const storedKey = (found: Found): string | null =>
    found.kind === 'team' ? found.row.key : world.sealedKeyOf(found.row);

  const keyOf = (found: Found): Buffer | null =>
    found.kind === 'team'
      ? (world.providers.get(found.row.providerId)?.key ?? null)
      : (world.organizations.get(found.row.organizationId)?.key ?? null);

  return {
    /**
     * The invitee follows the link. A new account is made where there is none, with the given name, null for
     * none, or one that the address suggests. server: provider staff hear nothing; a client's own confirmed owners
     * and admins get a mail. Throws where the link would fail: after 120 hours, or when they may not join.
     */
    acceptInvitation: command(
      z.object({ ...target.shape, name: z.optional(z.nullable(z.string())) }),
      (input): Moved => {
        const found = find(input, [0]);
        const email = found.row.email ?? '';
        if (isLate(found.row)) throw new Error(`The link of ${email} has expired: it is older than 120 hours`);
        const user = people.user(email, input.name === undefined ? nameFrom(email) : input.name);
        if (found.kind === 'team' && isBarred(user))
          throw new Error(`An organization of ${email} confirms automatically`);
        Object.assign(found.row, { userId: user.id, email: null, status: 1 });
        if (found.kind === 'client') {
          for (const { type, status, userId, organizationId } of world.membersOf(found.row.organizationId)) {
            if (status === 2 && type <= 1) acts.mail(world.users.get(userId ?? '')?.email, 'accepted', organizationId);
          }
        }
        return moved(found);
      },
    ),

    /** A colleague confirms, with the right key; `by` is the address of an account, for the event log. */
    confirmElsewhere: command(z.object({ ...target.shape, by: z.optional(z.string()) }), ({ by, ...input }): Moved => {
      const found = find(input, [1]);
      const user = world.users.get(found.row.userId ?? '');
      const key = keyOf(found);
      const sealed = user === undefined || key === null ? '' : world.sealFor(user, key);
      if (found.kind === 'team') acts.confirmInTeam(found.row, sealed, somebody(found, by));
      else acts.confirmMember(found.row, sealed, somebody(found, by));
      return moved(found);
    }),

    /** Takes a row away, in whatever state it is. */
    withdraw: command(target, (input): Moved => {
      const found = find(input);
      const before = moved(found);
      if (found.kind === 'team') acts.removeFromTeam(found.row, somebody(found));
      else acts.removeMember(found.row, somebody(found));
      return before;
    }),

    /** `withdraw` in a provider's team only. */
    removeProviderMember: command(z.object({ ...target.shape, providerId: z.string() }), (input): Moved => {
      const found = find(input);
      const before = moved(found);
      if (found.kind === 'team') acts.removeFromTeam(found.row, somebody(found));
      return before;
    }),

    /** server: only members of clients can be revoked. */
    revoke: command(target, (input): Moved => {
      const found = find(input, [0, 1, 2, 3]);
      if (found.kind === 'team') throw new Error('A provider has no revoked members');
      acts.revokeMember(found.row, somebody(found));
      return moved(found);
    }),

    restore: command(target, (input): Moved => {
      const found = find(input, [-1]);
      if (found.kind === 'client') acts.restoreMember(found.row, somebody(found));
      return moved(found);
    }),

    /** Invites into a team (with `providerId`) or a client; seats are not looked at. Type 1 and 2 when left out. */
    invite: command(
      z.object({
        email: z.string(),
        providerId: z.optional(z.string()),
        organizationId: z.optional(z.string()),
        type: z.optional(z.number()),
      }),
      ({ email, providerId, organizationId, type }): Moved => {
        const at = clock.now();
        const common = {
          id: world.newId('invitation'),
          userId: null,
          email: email.toLowerCase(),
          status: 0,
          key: null,
        };
        const dates = { createdAt: at, invitedAt: at };
        acts.mail(email, 'invitation', organizationId ?? providerId ?? '');
        if (organizationId === undefined) {
          if (!world.providers.has(providerId ?? '')) throw new Error('There is no such provider');
          const row: ProviderUser = { ...common, ...dates, providerId: providerId ?? '', type: type ?? 1 };
          world.providerUsers.set(row.id, row);
          acts.writeTeamEvent(1800, row, somebody({ kind: 'team', row }));
          return moved({ kind: 'team', row });
        }
        if (!world.organizations.has(organizationId)) throw new Error('There is no such client');
        const row = world.addMember({ ...common, ...dates, ...blankMember, organizationId, type: type ?? 2 });
        acts.writeMemberEvent(1500, row, somebody({ kind: 'client', row }));
        return moved({ kind: 'client', row });
      },
    ),

    /** server: shows on provider routes with the next token only. */
    changeRole: command(
      z.object({ ...target.shape, role: z.enum(['provider-admin', 'service-user']) }),
      ({ role, ...input }): Moved => {
        const member = input.providerId === undefined ? teamOnly(input) : input;
        const found = find(member);
        if (found.kind !== 'team') throw new Error('Only provider members have these roles');
        found.row.type = role === 'provider-admin' ? 0 : 1;
        acts.writeTeamEvent(1802, found.row, somebody(found));
        return moved(found);
      },
    ),

    /** A new personal API key; tokens given before stay good. Gives the new secret. */
    rotateApiKey: command(account, (input): { clientSecret: string } => {
      const user = userOf(input);
      user.apiKey = derivedText(30, world.seed, 'rotated', world.newId(user.id));
      return { clientSecret: user.apiKey };
    }),

    /** Another key pair, so another public key and another fingerprint. */
    rotateUserKeyPair: command(account, (input): { publicKey: string } => {
      const user = userOf(input);
      user.keyPair = ((user.keyPair ?? -1) + 1) % world.keyPairs.length;
      return { publicKey: world.keyPairOf(user)?.publicKey ?? '' };
    }),

    /** server: memberships go along; tokens given before stay good for what does not load the user. */
    deleteAccount: command(account, (input): typeof noMore => {
      world.deleteUser(userOf(input).id);
      return noMore;
    }),

    /**
     * Opens what was sealed for a person: the key stored on confirmation, or the given one. `bytes` is base64, or
     * null when their private key does not open it; `right` says whether it is their provider's or client's key.
     */
    openSealed: command(
      z.object({ ...target.shape, key: z.optional(z.string()) }),
      ({ key, ...input }): { bytes: string | null; right: boolean } => {
        const found = find(input);
        const user = world.users.get(found.row.userId ?? '');
        const pair = user === undefined ? null : world.keyPairOf(user);
        const opened = pair === null ? null : open(key ?? storedKey(found) ?? '', pair.privateKey);
        const right = keyOf(found);
        return {
          bytes: opened?.toString('base64') ?? null,
          right: opened !== null && right !== null && opened.equals(right),
        };
      },
    ),
  };

  /** Narrows an address down to the one provider that has it, so that clients' members do not get in the way. */
  function teamOnly(input: Target): Target {
    const rows = [...world.providerUsers.values()].filter(
      (row) => row.id === input.memberId || (input.email !== undefined && addressOf(row) === input.email),
    );
    const [row, ...others] = rows;
    return row === undefined || others.length > 0 ? input : { ...input, providerId: row.providerId };
  }
}
