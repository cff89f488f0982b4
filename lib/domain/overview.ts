/** Everything stored, as one value, and the questions that badge, notices and pages ask of it. */
import type { Managed } from './managed';
import {
  type Account,
  type ClientList,
  type Person,
  type Place,
  type Provider,
  type ProviderKey,
  providerKeyText,
  TEAM,
  type Waiting,
} from './model';
import type { Lock } from './passphrase';
import { type AccountView, dueMembers, readProviders } from './plan';
import { minuteMs, mutedSet, type Preferences } from './preferences';

export interface Overview {
  readonly accounts: readonly Account[];
  readonly providers: readonly Provider[];
  readonly lists: readonly ClientList[];
  readonly places: readonly Place[];
  /** What counts: management included. */
  readonly preferences: Preferences;
  /** What the person's organization prescribes. Absent: nothing. */
  readonly managed?: Managed;
  /** Absent: no passphrase is set. */
  readonly lock?: Lock;
}

/** Nothing is checked, and nobody shown, until the passphrase is entered. */
export const isLocked = (overview: Overview | null): boolean => overview?.lock?.locked ?? false;

/** One account's part of the overview, arranged for the planner. */
export function accountView(overview: Pick<Overview, 'providers' | 'lists' | 'places'>, account: Account): AccountView {
  const mine = <T extends { accountId: string }>(records: readonly T[]): T[] =>
    records.filter((r) => r.accountId === account.id);
  const places = new Map<string, Map<string, Place>>();
  for (const place of mine(overview.places)) {
    const byPlace = places.get(place.providerId) ?? new Map<string, Place>();
    byPlace.set(place.place, place);
    places.set(place.providerId, byPlace);
  }
  return {
    account,
    providers: mine(overview.providers),
    lists: new Map(mine(overview.lists).map((list) => [list.providerId, list])),
    places,
  };
}

/** Somebody at one place, with all that is needed to speak of them. */
export const joiningAt = (
  provider: Provider,
  clientName: string | null,
  { place }: Pick<Place, 'place'>,
  person: Person,
): Waiting => ({
  accountId: provider.accountId,
  providerId: provider.id,
  providerName: provider.name,
  place,
  clientName: place === TEAM ? null : clientName,
  person,
});

/** The people who wait at one place. */
export const waitingAt = (provider: Provider, clientName: string | null, place: Place): Waiting[] =>
  place.people
    .filter((person) => person.status === 'accepted')
    .map((person) => joiningAt(provider, clientName, place, person));

/** Names of a provider's clients by id. */
export const clientNames = (list: ClientList | undefined): ReadonlyMap<string, string | null> =>
  new Map((list?.clients ?? []).map((client) => [client.id, client.name]));

/** Everybody who waits, longest first; those of muted clients and of providers left behind are not among them. */
export function waitingPeople(overview: Overview, only?: ProviderKey): Waiting[] {
  const muted = mutedSet(overview.preferences);
  const providers = new Map(
    overview.providers
      .filter((p) => !p.removed)
      .map((p) => [providerKeyText({ accountId: p.accountId, providerId: p.id }), p]),
  );
  const names = new Map(overview.lists.map((list) => [providerKeyText(list), clientNames(list)]));
  const wanted = only === undefined ? null : providerKeyText(only);
  return overview.places
    .flatMap((place) => {
      const key = providerKeyText(place);
      const provider = providers.get(key);
      if (provider === undefined || (wanted !== null && wanted !== key) || muted(place, place.place)) return [];
      return waitingAt(provider, names.get(key)?.get(place.place) ?? null, place);
    })
    .sort(byWait);
}

const since = (waiting: Waiting): number => waiting.person.waitingSince ?? waiting.person.firstSeenAt;

/** Longest wait first; of two who wait equally long, the one who was waiting before we looked. */
export const byWait = (a: Waiting, b: Waiting): number =>
  since(a) - since(b) ||
  Number(b.person.sinceFirstCheck) - Number(a.person.sinceFirstCheck) ||
  (a.person.id < b.person.id ? -1 : Number(a.person.id > b.person.id));

/**
 * The instant up to which everything shown about a provider is known to be true: the oldest reading that a check
 * still has to renew. null: the first check has not ended. A place that cannot be read is told of elsewhere and does
 * not hold the rest back.
 */
export function checkedAt(view: AccountView, provider: Provider, now: number): number | null {
  const list = view.lists.get(provider.id);
  if (list === undefined) return null;
  const places = view.places.get(provider.id);
  const instants = [list.readAt];
  if (provider.role === 'provider-admin') {
    const team = places?.get(TEAM);
    if (team === undefined) return null;
    if (team.failure === null && team.readAt !== null) instants.push(team.readAt);
  }
  for (const client of dueMembers(view, provider, now)) {
    const place = places?.get(client.id);
    if (place === undefined) {
      if (provider.baselineAt === null) return null;
      continue;
    }
    if (place.failure === null && place.readAt !== null) instants.push(place.readAt);
  }
  return Math.min(...instants);
}

/** The oldest answer to "how old is this" over all that an account reads; null: not known yet. */
export function accountCheckedAt(view: AccountView, now: number): number | null {
  const instants = readProviders(view).map((provider) => checkedAt(view, provider, now));
  const known = instants.filter((at) => at !== null);
  return known.length === 0 || known.length < instants.length ? null : Math.min(...known);
}

/** Over three intervals, figures are called old. */
export const isOld = (at: number, preferences: Preferences, now: number): boolean =>
  now - at > 3 * preferences.checkEveryMinutes * minuteMs;

/** Over three intervals, and at least half an hour, the badge gives up its claim. */
export const isStale = (at: number, preferences: Preferences, now: number): boolean =>
  now - at > Math.max(3 * preferences.checkEveryMinutes, 30) * minuteMs;
