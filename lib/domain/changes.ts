/**
 * What changed between what was known and what was read. Pure: the same two states give the same changes, whatever
 * the order of rows, and equal states give none.
 */
import type { Client, ClientList, Person, Place, Provider, ProviderKey } from './model';
import { TEAM } from './model';
import type { LowSeats } from './preferences';
import type { ClientReading, MemberReading, ProviderReading } from './readings';
import { isLow, outstanding } from './seats';

export interface PlaceChange {
  readonly next: Place;
  /** Waiting now and not before. */
  readonly accepted: readonly Person[];
  /** Waiting before and not now: confirmed, withdrawn, revoked or gone; the list does not say which. */
  readonly left: readonly Person[];
}

export interface PlaceReading {
  readonly key: ProviderKey;
  readonly place: string;
  readonly members: readonly MemberReading[];
  readonly figures: Place['figures'];
  /** The provider has not been looked at completely yet. */
  readonly firstCheck: boolean;
  readonly now: number;
}

const isOnTheWay = (member: MemberReading): member is MemberReading & { status: Person['status'] } =>
  member.status === 'invited' || member.status === 'accepted';

function mergePerson(
  member: MemberReading & { status: Person['status'] },
  known: Person | undefined,
  firstCheck: boolean,
  now: number,
): Person {
  const waited = known?.status === 'accepted' ? known : undefined;
  const waits = member.status === 'accepted';
  return {
    id: member.id,
    userId: member.userId,
    name: member.name,
    email: member.email,
    status: member.status,
    role: member.role,
    firstSeenAt: known?.firstSeenAt ?? now,
    ...(known?.invitedAt === undefined ? {} : { invitedAt: known.invitedAt }),
    ...(known?.endTold === undefined ? {} : { endTold: known.endTold }),
    waitingSince: waits ? (waited?.waitingSince ?? now) : null,
    sinceFirstCheck: waits && (waited?.sinceFirstCheck ?? firstCheck),
    remindedAt: waited?.remindedAt ?? null,
  };
}

/** Compares a place's people with a list just read. Keeps what only the desk knows: since when, and reminded when. */
export function comparePlace(known: Place | undefined, reading: PlaceReading): PlaceChange {
  const before = new Map((known?.people ?? []).map((person) => [person.id, person]));
  const people = reading.members
    .filter(isOnTheWay)
    .map((member) => mergePerson(member, before.get(member.id), reading.firstCheck, reading.now))
    .sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
  const waitingNow = new Set(people.filter((person) => person.status === 'accepted').map((person) => person.id));
  return {
    next: {
      ...reading.key,
      place: reading.place,
      readAt: reading.now,
      triedAt: reading.now,
      failure: null,
      figures: reading.figures,
      people,
      members: reading.members.length,
    },
    accepted: people.filter((person) => waitingNow.has(person.id) && before.get(person.id)?.status !== 'accepted'),
    left: (known?.people ?? []).filter((person) => person.status === 'accepted' && !waitingNow.has(person.id)),
  };
}

export interface ListChange {
  readonly next: ClientList;
  /** Crossed the low-seat threshold downwards since the last list. */
  readonly becameLow: readonly Client[];
  /** New, or with other seats than in the last list. */
  readonly moved: readonly Client[];
  /** Places that hold nobody any more, by the figures or because the client is gone. */
  readonly emptied: readonly Place[];
}

export interface ListReading {
  readonly key: ProviderKey;
  readonly clients: readonly ClientReading[];
  readonly threshold: LowSeats;
  readonly now: number;
}

/**
 * Compares a provider's clients with a list just read. A client seen for the first time is never news: whoever added it
 * knows its seats. Rows that did not change stay the same objects, and a list keeps its order, which is by id: with ten
 * thousand rows, copying and sorting them would be most of the work.
 */
export function compareList(known: ClientList | undefined, places: readonly Place[], reading: ListReading): ListChange {
  const rows = new Map(reading.clients.map((row) => [row.id, row]));
  const low = (row: ClientReading): boolean => isLow(row, reading.threshold);
  const becameLow: Client[] = [];
  const moved: Client[] = [];
  const clients: Client[] = [];
  for (const old of known?.clients ?? []) {
    const row = rows.get(old.id);
    if (row === undefined) continue;
    const next = sameReading(old, row) && old.low === low(row) ? old : { ...row, low: low(row) };
    if (next.low && !old.low) becameLow.push(next);
    if (next.assigned !== old.assigned || next.used !== old.used) moved.push(next);
    clients.push(next);
  }
  if (clients.length < rows.size) {
    const before = new Set(clients.map((client) => client.id));
    for (const row of rows.values()) {
      if (before.has(row.id)) continue;
      const next = { ...row, low: low(row) };
      moved.push(next);
      clients.push(next);
    }
    clients.sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
  }
  const emptied = places.filter((place) => {
    if (place.place === TEAM) return false;
    const client = rows.get(place.place);
    return client === undefined || (outstanding(client) === 0 && !place.unsettled);
  });
  return {
    next: { ...reading.key, readAt: reading.now, clients },
    becameLow,
    moved,
    emptied,
  };
}

const sameReading = (a: ClientReading, b: ClientReading): boolean =>
  a.name === b.name &&
  a.plan === b.plan &&
  a.assigned === b.assigned &&
  a.used === b.used &&
  a.remaining === b.remaining &&
  a.confirmed === b.confirmed &&
  a.relationId === b.relationId;

export type ProviderNews = 'suspended' | 'resumed' | 'removed' | 'made-admin' | 'made-service-user';

export interface ProvidersChange {
  readonly next: readonly Provider[];
  readonly news: readonly {
    readonly provider: Provider;
    readonly what: ProviderNews;
  }[];
}

/** Compares an account's providers with its profile. A provider that is gone stays, marked, until somebody read so. */
export function compareProviders(
  accountId: string,
  known: readonly Provider[],
  readings: readonly ProviderReading[],
): ProvidersChange {
  const before = new Map(known.map((provider) => [provider.id, provider]));
  const news: { provider: Provider; what: ProviderNews }[] = [];
  const next = readings.map((reading): Provider => {
    const old = before.get(reading.id);
    // Rejoining after a removal starts over.
    const kept = old === undefined || old.removed ? undefined : old;
    const provider: Provider = {
      accountId,
      id: reading.id,
      name: reading.name,
      role: reading.role,
      enabled: reading.enabled,
      type: reading.type,
      disabledClientIds: [...reading.disabledClientIds],
      baselineAt: kept?.baselineAt ?? null,
      removed: false,
      triedAt: kept?.triedAt ?? null,
      failure: kept?.failure ?? null,
    };
    if (kept !== undefined && kept.role !== provider.role) {
      news.push({
        provider,
        what: provider.role === 'provider-admin' ? 'made-admin' : 'made-service-user',
      });
    }
    // A notice keeps the last item about a provider: the graver one.
    if (!provider.enabled && (kept?.enabled ?? true)) news.push({ provider, what: 'suspended' });
    if (provider.enabled && kept?.enabled === false) news.push({ provider, what: 'resumed' });
    return provider;
  });
  const listed = new Set(readings.map((reading) => reading.id));
  for (const old of known) {
    if (listed.has(old.id)) continue;
    const provider = { ...old, removed: true, failure: null };
    next.push(provider);
    if (!old.removed) news.push({ provider, what: 'removed' });
  }
  return { next, news };
}
