/**
 * The made-up provider that one can look around in: the truth as a server would keep it. Made anew each time, the same
 * each time but for the dates, which count back from now. It lives in one tab and goes with it.
 */
import type { HistoryStep } from '@/lib/domain/history';
import { dayMs, hourMs } from '@/lib/domain/time';
import { clientLines, firstNames, lastNames, newcomers, plans } from './names';

/** server: OrganizationUserStatusType; teams know neither revoked nor staged. */
export const statuses = { revoked: -1, invited: 0, accepted: 1, confirmed: 2 } as const;

export interface SampleMember {
  readonly id: string;
  /** null until they accept. */
  userId: string | null;
  /** As whoever knows them calls them; the server tells it once they have accepted. */
  readonly name: string;
  readonly email: string;
  /** server: ProviderUserType or OrganizationUserType. */
  type: number;
  status: number;
  /** Where it comes back to when access is given back. */
  before: number;
  readonly createdAt: number;
  /** The last invitation, which no server tells. */
  invitedAt: number;
  acceptedAt: number | null;
  readonly twoStep: boolean;
  readonly recovery: boolean;
}

export interface SampleEvent {
  readonly type: number;
  readonly at: number;
  /** Who did it. */
  readonly by: string | null;
  readonly userId?: string | null;
  readonly memberId?: string;
  readonly clientId?: string;
  readonly relationId?: string;
}

export interface SampleClient {
  readonly id: string;
  readonly relationId: string;
  readonly name: string;
  readonly plan: string;
  /** null: no limit. */
  seats: number | null;
  readonly members: SampleMember[];
  readonly events: SampleEvent[];
  readonly steps: HistoryStep[];
}

export interface SampleWorld {
  readonly providerId: string;
  readonly providerName: string;
  /** The membership of whoever looks around. */
  readonly self: SampleMember;
  readonly team: SampleMember[];
  readonly clients: SampleClient[];
  /** Seats of the contract, by plan. */
  readonly minimums: ReadonlyMap<string, number>;
  /** Of the team. */
  readonly events: SampleEvent[];
  /** An id that nobody has yet. */
  next(kind: string): string;
}

/** 0 ≤ x < 1, the same numbers each time (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** "Zoë van der Wal" as the beginning of an address. */
const asAddress = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^a-z ]/gi, '')
    .trim()
    .replace(/ +/g, '.')
    .toLowerCase();

const isSeated = ({ status }: SampleMember): boolean => status >= statuses.invited;

/** Seats in use. server: invited, accepted and confirmed members. */
export const usedSeats = ({ members }: SampleClient): number => members.filter(isSeated).length;

/** How the seats went in the last months, up to what they are now. `lastDay`: so many days ago somebody came last. */
function pastOf(client: SampleClient, growth: number, lastDay: number, now: number): HistoryStep[] {
  const used = usedSeats(client);
  const { seats } = client;
  // There were never more people than seats.
  const before = seats === null ? null : Math.max(used - Math.floor(growth / 2), seats - 5);
  return Array.from({ length: growth + 1 }, (_, at) => ({
    at: now - 120 * dayMs + Math.round((at / Math.max(1, growth)) * (120 - lastDay)) * dayMs + (at % 7) * hourMs,
    assigned: at * 2 < growth ? before : seats,
    used: used - growth + at,
  }));
}

export function createWorld(now: number, providerName = 'Harbour IT'): SampleWorld {
  const random = createRandom(20_261_121);
  const pick = (names: readonly string[]): string => names[Math.floor(random() * names.length)] ?? '';
  let serial = 0;
  const next = (kind: string): string => {
    serial += 1;
    return `sample-${kind}-${serial}`;
  };

  const member = (name: string, domain: string, more: Partial<SampleMember> = {}): SampleMember => {
    const createdAt = now - Math.ceil(20 + random() * 400) * dayMs;
    return {
      id: next('member'),
      userId: next('user'),
      name,
      email: `${asAddress(name)}@${domain}`,
      type: 2,
      status: statuses.confirmed,
      before: statuses.confirmed,
      createdAt,
      invitedAt: createdAt,
      acceptedAt: createdAt + dayMs,
      twoStep: random() < 0.7,
      recovery: random() < 0.6,
      ...more,
    };
  };

  const team = [
    member('Ada Visser', 'harbour-it.example', { type: 0 }),
    member('Lena Fischer', 'harbour-it.example', { type: 0 }),
    member('Bram Jansen', 'harbour-it.example', { type: 1 }),
    member('Noor Haddad', 'harbour-it.example', { type: 1 }),
  ];
  const [self] = team;
  if (self === undefined) throw new Error('nobody looks around');

  const clients = clientLines.split('\n').map((line): SampleClient => {
    const [name = '', plan, seats = '', remain] = line.split('|');
    const domain = `${asAddress(name).replaceAll('.', '-')}.example`;
    const taken = new Set<string>();
    const somebody = (at: number): SampleMember => {
      let called = '';
      do called = `${pick(firstNames)} ${pick(lastNames)}`;
      while (taken.has(called));
      taken.add(called);
      return member(called, domain, { type: at === 0 ? 0 : at === 1 ? 1 : random() < 0.04 ? 4 : 2 });
    };
    const limit = seats === '' ? null : Number(seats);
    const coming = newcomers.filter(({ where }) => where !== null && name.startsWith(where)).length;
    const count = (limit === null ? Number(remain) : limit - Number(remain)) - coming;
    const members = Array.from({ length: count }, (_, at) => somebody(at));
    if (random() < 0.3) members.push({ ...somebody(9), status: statuses.revoked });
    const id = next('client');
    return {
      id,
      relationId: next('relation'),
      name,
      plan: plan === 'E' ? plans.E : plans.T,
      seats: limit,
      members,
      events: [],
      steps: [],
    };
  });

  for (const { where, name, invited, accepted } of newcomers) {
    const client = where === null ? undefined : clients.find((one) => one.name.startsWith(where));
    const people = client?.members ?? team;
    const domain = people[0]?.email.split('@')[1] ?? '';
    const invitedAt = now - invited * hourMs;
    people.push(
      member(name, domain, {
        type: client === undefined ? 1 : 2,
        status: accepted === undefined ? statuses.invited : statuses.accepted,
        ...(accepted === undefined ? { userId: null } : {}),
        createdAt: invitedAt,
        invitedAt,
        acceptedAt: accepted === undefined ? null : now - accepted * hourMs,
      }),
    );
  }

  const staff = team.slice(0, 4).map(({ userId }) => userId);
  const anybody = (): string | null => staff[Math.floor(random() * staff.length)] ?? null;
  for (const client of clients) {
    const growth = Math.ceil(usedSeats(client) * random() * 0.3);
    client.steps.push(...pastOf(client, growth, Math.ceil(4 + random() * 60), now));
    for (const { id, userId, createdAt, status } of client.members) {
      if (now - createdAt < 60 * dayMs) client.events.push({ type: 1500, at: createdAt, by: anybody(), memberId: id });
      if (status === statuses.confirmed && now - createdAt < 60 * dayMs)
        client.events.push({ type: 1501, at: createdAt + dayMs, by: anybody(), userId, memberId: id });
      if (status === statuses.confirmed && random() < 0.6)
        client.events.push({ type: 1000, at: now - random() * 30 * dayMs, by: userId, userId });
    }
    client.events.push({ type: 1700, at: now - random() * 30 * dayMs, by: anybody() });
    client.events.sort((a, b) => b.at - a.at);
  }

  const events: SampleEvent[] = team.flatMap(({ id, userId, createdAt, status }) => [
    { type: 1800, at: createdAt, by: self.userId, memberId: id },
    ...(status === statuses.confirmed
      ? [{ type: 1801, at: createdAt + dayMs, by: self.userId, userId, memberId: id }]
      : []),
  ]);
  for (let i = 0; i < 70; i++) {
    const client = clients[Math.floor(random() * clients.length)];
    const by = anybody();
    events.push(
      i % 2 === 0 || client === undefined
        ? { type: 1000, at: now - random() * 30 * dayMs, by, userId: by }
        : { type: 1903, at: now - random() * 30 * dayMs, by, relationId: client.relationId },
    );
  }
  events.sort((a, b) => b.at - a.at);

  const assigned = (plan: string): number =>
    clients.reduce((sum, client) => sum + (client.plan === plan ? (client.seats ?? 0) : 0), 0);
  return {
    providerId: 'sample-provider',
    providerName,
    self,
    team,
    clients,
    minimums: new Map([
      [plans.E, assigned(plans.E) + 46],
      [plans.T, assigned(plans.T) + 4],
    ]),
    events,
    next,
  };
}
