/** What the desk would know of the made-up provider if it had just read it. */
import { clouds } from '@/lib/domain/addresses';
import type { Managed } from '@/lib/domain/managed';
import { type Account, type Client, type MemberRole, type Person, type Place, TEAM } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import type { Preferences } from '@/lib/domain/preferences';
import { isLow } from '@/lib/domain/seats';
import { dayMs } from '@/lib/domain/time';
import { type SampleClient, type SampleMember, type SampleWorld, statuses, usedSeats } from './world';

export const accountId = 'sample-account';

/** Addresses of the kind that is kept free for examples: nothing of the sample may lead to somebody's server. */
const server: Account['server'] = {
  ...clouds.us,
  vault: 'https://vault.example',
  api: 'https://api.example',
  identity: 'https://identity.example',
};

const teamRoles: readonly MemberRole[] = ['provider-admin', 'service-user'];
const clientRoles: readonly MemberRole[] = ['owner', 'admin', 'user', 'unknown', 'custom'];

const personOf = (member: SampleMember, roles: readonly MemberRole[]): Person => ({
  id: member.id,
  userId: member.userId,
  name: member.userId === null ? null : member.name,
  email: member.email,
  status: member.status === statuses.accepted ? 'accepted' : 'invited',
  role: roles[member.type] ?? 'unknown',
  firstSeenAt: member.createdAt,
  invitedAt: member.invitedAt,
  waitingSince: member.acceptedAt,
  sinceFirstCheck: false,
  remindedAt: null,
});

function placeOf(
  world: SampleWorld,
  place: string,
  members: readonly SampleMember[],
  figures: Place['figures'],
  now: number,
): Place {
  const roles = place === TEAM ? teamRoles : clientRoles;
  return {
    accountId,
    providerId: world.providerId,
    place,
    readAt: now,
    triedAt: now,
    failure: null,
    figures,
    people: members
      .filter(({ status }) => status === statuses.invited || status === statuses.accepted)
      .map((member) => personOf(member, roles)),
    members: members.length,
  };
}

function clientOf(client: SampleClient, { lowSeats }: Preferences): Client {
  const used = usedSeats(client);
  const row = {
    id: client.id,
    relationId: client.relationId,
    name: client.name,
    plan: client.plan,
    assigned: client.seats,
    used,
    remaining: client.seats === null ? null : client.seats - used,
    confirmed: client.members.filter(({ status }) => status === statuses.confirmed).length,
  };
  return { ...row, low: isLow(row, lowSeats) };
}

export function snapshot(
  world: SampleWorld,
  preferences: Preferences,
  managed: Managed | undefined,
  now: number,
): Overview {
  const { providerId, providerName, self } = world;
  const clients = world.clients.map((client) => clientOf(client, preferences));
  const places = world.clients.map((client, at) => {
    const { used = null, confirmed = 0 } = clients[at] ?? {};
    return placeOf(world, client.id, client.members, { used, confirmed }, now);
  });
  return {
    accounts: [
      {
        id: accountId,
        server,
        userId: self.userId ?? '',
        email: self.email,
        label: null,
        deviceId: '',
        addedAt: now - 125 * dayMs,
        profileReadAt: now,
        lastAnswerAt: now,
        failure: null,
        failureSince: null,
        failedAt: null,
        failures: 0,
        notBefore: 0,
      },
    ],
    providers: [
      {
        accountId,
        id: providerId,
        name: providerName,
        role: 'provider-admin',
        enabled: true,
        type: 'msp',
        disabledClientIds: [],
        baselineAt: now - 125 * dayMs,
        removed: false,
        triedAt: now,
        failure: null,
      },
    ],
    lists: [{ accountId, providerId, readAt: now, clients }],
    places: [placeOf(world, TEAM, world.team, null, now), ...places.filter(({ people }) => people.length > 0)],
    preferences,
    ...(managed === undefined ? {} : { managed }),
  };
}
