/**
 * Answers errands from the made-up provider, in the server's own shapes and by its rules: seats, last admins, addresses
 * that are known, what is refused as a whole and what for each person.
 */
import * as z from 'zod/mini';
import type { ErrandRequest } from '@/lib/domain/errand';
import { type Failure, fail, type Result, succeed } from '@/lib/domain/failure';
import { type SampleClient, type SampleEvent, type SampleMember, type SampleWorld, statuses, usedSeats } from './world';

/** server: EventType, of clients and of teams. */
const events = {
  client: { invited: 1500, changed: 1502, removed: 1503, revoked: 1511, restored: 1512 },
  team: { invited: 1800, changed: 1802, removed: 1803 },
} as const;

const pageSize = 50;
/** server: of both invitations. */
const mostAddresses = 20;

const idsSchema = z.object({ ids: z.array(z.string()) });
const inviteSchema = z.object({ emails: z.array(z.string()), type: z.number() });
const typeSchema = z.object({ type: z.number() });
const seatsSchema = z.object({ assignedSeats: z.number(), name: z.string() });

const list = (data: readonly unknown[], continuationToken: string | null = null) =>
  succeed({ object: 'list', data, continuationToken });
const done = succeed(null);

const lastAdmin = 'Provider must have at least one confirmed ProviderAdmin.';
const noSeats = 'Seat limit has been reached. Please contact your provider to add more seats.';

/** A team, or a client: what is the same of both. */
interface Place {
  readonly client: SampleClient | null;
  readonly members: SampleMember[];
  readonly events: SampleEvent[];
}

const memberRow = (member: SampleMember) => {
  const { id, userId, type, status, email } = member;
  return { id, userId, type, status, email, name: userId === null ? null : member.name };
};

const clientMemberRow = (member: SampleMember, hasRecovery: boolean) => ({
  ...memberRow(member),
  resetPasswordEnrolled: hasRecovery && member.recovery && member.userId !== null,
  twoFactorEnabled: member.twoStep && member.userId !== null,
  revocationReason: member.status === statuses.revoked ? 1 : null,
  creationDate: new Date(member.createdAt).toISOString(),
});

const clientRow = (client: SampleClient) => ({
  id: client.relationId,
  organizationId: client.id,
  organizationName: client.name,
  plan: client.plan,
  seats: client.seats,
  occupiedSeats: usedSeats(client),
  remainingSeats: client.seats === null ? null : client.seats - usedSeats(client),
  userCount: client.members.filter(({ status }) => status === statuses.confirmed).length,
});

const eventRow = (event: SampleEvent, clientId: string | null, inTeam: boolean) => ({
  object: 'event',
  type: event.type,
  date: new Date(event.at).toISOString(),
  userId: event.userId ?? null,
  actingUserId: event.by,
  organizationId: clientId,
  organizationUserId: inTeam ? null : (event.memberId ?? null),
  providerUserId: inTeam ? (event.memberId ?? null) : null,
  providerOrganizationId: event.relationId ?? null,
  systemUser: null,
  deviceType: 9,
  ipAddress: '203.0.113.20',
});

export const isEnterprise = (client: SampleClient): boolean => client.plan.startsWith('Enterprise');

export function createSampleServer(world: SampleWorld, now: () => number): (request: ErrandRequest) => Result<unknown> {
  const team: Place = { client: null, members: world.team, events: world.events };

  return ({ call, ids, query, body }) => {
    const refuse = (sentence: string, kind: 'rejected' | 'refused' = 'rejected', status = 400): Result<never> =>
      fail({ kind, status, what: call, sentence } satisfies Failure);
    const missing = refuse('Resource not found.', 'refused', 404);
    const client = world.clients.find(({ id }) => id === ids.o);
    const place: Place | null =
      ids.o === undefined
        ? team
        : client === undefined
          ? null
          : { client, members: client.members, events: client.events };
    if (place === null) return missing;
    const { members } = place;
    const subject = members.find(({ id }) => id === ids.m);

    const log = (type: number, member: SampleMember): void => {
      place.events.unshift({ type, at: now(), by: world.self.userId, userId: member.userId, memberId: member.id });
    };
    /** One row for each who is known; '' is success. */
    const each = (treat: (member: SampleMember) => string): Result<unknown> => {
      const asked = z.safeParse(idsSchema, body);
      if (!asked.success) return refuse('The model state is invalid.');
      const found = asked.data.ids.flatMap((id) => members.find((member) => member.id === id) ?? []);
      return list(found.map((member) => ({ object: 'bulk', id: member.id, error: treat(member) })));
    };
    /** server: needed over all who are sent; too few seats refuse everybody. */
    const lacksSeats = (count: number): boolean =>
      client !== undefined && client.seats !== null && usedSeats(client) + count > client.seats;
    /** Whether another confirmed admin of the team would be left without these. */
    const keepsAdmin = (leaving: readonly string[]): boolean =>
      world.team.some(({ id, type, status }) => type === 0 && status === statuses.confirmed && !leaving.includes(id));

    const invite = (): Result<unknown> => {
      const asked = z.safeParse(inviteSchema, body);
      if (!asked.success || asked.data.emails.length === 0) return refuse('An email is required.');
      const { emails, type } = asked.data;
      if (emails.length > mostAddresses) return refuse('You can only submit up to 20 emails at a time.');
      const wrong = emails.findIndex((email) => !/^[\x21-\x7e]+@[a-z0-9.-]+\.[a-z]{2,}$/i.test(email));
      if (wrong >= 0) return refuse(`Email #${wrong + 1} is not valid.`);
      const known = new Set(members.map(({ email }) => email.toLowerCase()));
      const fresh = [...new Set(emails.map((email) => email.toLowerCase()))].filter((email) => !known.has(email));
      if (lacksSeats(fresh.length)) return refuse(noSeats);
      for (const email of fresh) {
        const member: SampleMember = {
          id: world.next('member'),
          userId: null,
          name: email,
          email,
          type,
          status: statuses.invited,
          before: statuses.invited,
          createdAt: now(),
          invitedAt: now(),
          acceptedAt: null,
          twoStep: false,
          recovery: false,
        };
        members.push(member);
        log(client === undefined ? events.team.invited : events.client.invited, member);
      }
      return done;
    };

    const reinvite = (): Result<unknown> =>
      each((member) => {
        if (member.status !== statuses.invited) return 'User invalid.';
        member.invitedAt = now();
        return '';
      });

    const drop = (type: number): Result<unknown> =>
      each((member) => {
        if (member === world.self) return 'You cannot remove yourself.';
        members.splice(members.indexOf(member), 1);
        log(type, member);
        return '';
      });

    const page = (inTeam: boolean): Result<unknown> => {
      const from = Date.parse(query?.start ?? '');
      const to = Date.parse(query?.end ?? '');
      const all = place.events.filter(({ at }) => !(at < from) && !(at > to));
      const begin = Number(query?.continuationToken ?? 0);
      const more = begin + pageSize < all.length ? String(begin + pageSize) : null;
      return list(
        all.slice(begin, begin + pageSize).map((event) => eventRow(event, client?.id ?? null, inTeam)),
        more,
      );
    };

    switch (call) {
      case 'GET /providers/{p}/organizations':
        return list(world.clients.map(clientRow));
      case 'GET /providers/{p}/users':
        return list(members.map(memberRow));
      case 'POST /providers/{p}/users/invite':
      case 'POST /organizations/{o}/users/invite':
        return invite();
      case 'POST /providers/{p}/users/reinvite':
      case 'POST /organizations/{o}/users/reinvite':
        return reinvite();
      case 'POST /providers/{p}/users/delete': {
        const asked = z.safeParse(idsSchema, body);
        return asked.success && keepsAdmin(asked.data.ids) ? drop(events.team.removed) : refuse(lastAdmin);
      }
      case 'POST /organizations/{o}/users/remove':
        return drop(events.client.removed);
      case 'PUT /providers/{p}/users/{m}':
      case 'PUT /organizations/{o}/users/{m}': {
        const asked = z.safeParse(typeSchema, body);
        if (subject === undefined || !asked.success) return missing;
        const { type } = asked.data;
        if (client === undefined && type !== 0 && !keepsAdmin([subject.id])) return refuse(lastAdmin);
        subject.type = type;
        log(client === undefined ? events.team.changed : events.client.changed, subject);
        return done;
      }
      case 'PUT /providers/{p}/clients/{r}': {
        const meant = world.clients.find(({ relationId }) => relationId === ids.r);
        const asked = z.safeParse(seatsSchema, body);
        if (meant === undefined || !asked.success) return missing;
        meant.seats = asked.data.assignedSeats;
        meant.steps.push({ at: now(), assigned: meant.seats, used: usedSeats(meant) });
        return done;
      }
      case 'GET /providers/{p}/billing/subscription':
        return succeed({
          status: 'active',
          currentPeriodEndDate: new Date(now() + 20 * 86_400_000).toISOString(),
          plans: [...world.minimums].map(([planName, seatMinimum]) => {
            const mine = world.clients.filter(({ plan }) => plan === planName);
            const assignedSeats = mine.reduce((sum, { seats }) => sum + (seats ?? 0), 0);
            const purchasedSeats = Math.max(0, assignedSeats - seatMinimum);
            const cost = (seatMinimum + purchasedSeats) * (planName.startsWith('Enterprise') ? 6 : 4);
            return { planName, seatMinimum, purchasedSeats, assignedSeats, cost, cadence: 'Monthly' };
          }),
        });
      case 'GET /providers/{p}/events':
        return page(true);
      case 'GET /organizations/{o}/events':
        return page(false);
      case 'GET /organizations/{o}':
        return succeed({
          object: 'organization',
          useResetPassword: client !== undefined && isEnterprise(client),
          useEvents: true,
          usePolicies: client !== undefined && isEnterprise(client),
        });
      case 'GET /organizations/{o}/policies':
        return list([
          { type: 0, enabled: client !== undefined && isEnterprise(client) && client.name.length % 2 === 0 },
          { type: 8, enabled: client !== undefined && isEnterprise(client) },
        ]);
      case 'GET /organizations/{o}/users':
        return list(members.map((member) => clientMemberRow(member, client !== undefined && isEnterprise(client))));
      case 'GET /organizations/{o}/users/{m}':
        return subject === undefined
          ? missing
          : succeed({ type: subject.type, accessSecretsManager: false, accessPam: false, collections: [] });
      case 'PUT /organizations/{o}/users/revoke':
        return each((member) => {
          if (member.status === statuses.revoked) return 'Already revoked.';
          member.before = member.status;
          member.status = statuses.revoked;
          log(events.client.revoked, member);
          return '';
        });
      case 'PUT /organizations/{o}/users/restore': {
        const asked = z.safeParse(idsSchema, body);
        if (lacksSeats(asked.success ? asked.data.ids.length : 0)) return refuse(noSeats);
        return each((member) => {
          if (member.status !== statuses.revoked) return 'Already active.';
          member.status = member.before;
          log(events.client.restored, member);
          return '';
        });
      }
    }
  };
}
