/**
 * The queue at full width: everybody who waits, under their provider and the place they join, what a search or a filter
 * leaves of them, and which order to keep while somebody is about to click.
 */
import { foldQuery, type Scope } from './client-list';
import { personKey } from './keys';
import { type Place, type Provider, providerKeyText, TEAM, type Waiting } from './model';
import { mutedSet } from './muted';
import { isOld, type Overview, waitingPeople } from './overview';
import { fullRefreshMs } from './plan';
import { minuteMs } from './time';
import { confirmObstacle, type Obstacle, whoMay } from './who-may';
import type { Words } from './words';

export interface WaitingRow {
  readonly key: string;
  readonly waiting: Waiting;
  /** Name, address and place, folded for the search. */
  readonly folded: string;
}

/** A place that people join, with those who wait there, longest wait first. */
export interface WaitingGroup {
  /** `<provider key>/<place>`. */
  readonly key: string;
  /** Which of the groups of that place it is in the list; 0 but for those who came while the order was held. */
  readonly again: number;
  readonly provider: Provider;
  /** The account's label or address, where another provider is called the same; null: the name is enough. */
  readonly account: string | null;
  readonly place: string;
  /** null: the own team, or a client without a name. */
  readonly clientName: string | null;
  readonly muted: boolean;
  readonly obstacle: Obstacle | null;
  readonly may: Words;
  /** Not read lately: who waits here is known as of then (`at` null: not known when). null: as current as the page. */
  readonly asOf: { readonly at: number | null } | null;
  readonly rows: readonly WaitingRow[];
}

export interface GroupsInput {
  readonly overview: Overview;
  readonly scope: Scope;
  readonly now: number;
  readonly collator: Intl.Collator;
}

/**
 * Whether what is known of a place is older than a page would lead one to believe. A place whose people all accepted is
 * read again every half hour only, unless its figures move: that is no age worth telling.
 */
function ageOf(place: Place, listReadAt: number | null, { overview, now }: GroupsInput): WaitingGroup['asOf'] {
  const { readAt } = place;
  if (place.failure !== null || readAt === null) return { at: readAt };
  const patience = fullRefreshMs + 3 * overview.preferences.checkEveryMinutes * minuteMs;
  const asked = place.place === TEAM ? readAt : (listReadAt ?? readAt);
  return isOld(asked, overview.preferences, now) || now - readAt > patience ? { at: readAt } : null;
}

/** The people whose clients are muted: they count nowhere, and must not be forgotten for that. */
function mutedPeople(overview: Overview, scope: Scope): Waiting[] {
  const muted = mutedSet(overview.preferences);
  const all = { ...overview, preferences: { ...overview.preferences, muted: [] } };
  return waitingPeople(all, scope ?? undefined).filter((one) => muted(one, one.place));
}

const rowOf = (waiting: Waiting): WaitingRow => {
  const { person, clientName } = waiting;
  return {
    key: personKey(waiting),
    waiting,
    folded: foldQuery(`${person.name ?? ''}\n${person.email}\n${clientName ?? ''}`),
  };
};

function groupsOf(people: readonly Waiting[], muted: boolean, input: GroupsInput): WaitingGroup[] {
  const { overview, collator } = input;
  const accounts = new Map(overview.accounts.map((account) => [account.id, account]));
  const byProvider = new Map<string, Map<string, Waiting[]>>();
  for (const one of people) {
    const key = providerKeyText(one);
    const places = byProvider.get(key) ?? new Map<string, Waiting[]>();
    byProvider.set(key, places);
    const there = places.get(one.place);
    if (there === undefined) places.set(one.place, [one]);
    else there.push(one);
  }
  const isAmbiguous = ({ name }: Provider): boolean =>
    overview.providers.filter((other) => !other.removed && other.name === name).length > 1;
  const groups: WaitingGroup[] = [];
  for (const account of overview.accounts) {
    for (const provider of overview.providers) {
      if (provider.accountId !== account.id) continue;
      const key = providerKeyText({ accountId: account.id, providerId: provider.id });
      const mine: WaitingGroup[] = [];
      const list = overview.lists.find((one) => providerKeyText(one) === key);
      const whose = isAmbiguous(provider) ? (account.label ?? account.email) : null;
      for (const [name, there] of byProvider.get(key) ?? []) {
        const place = overview.places.find((one) => one.place === name && providerKeyText(one) === key);
        if (place === undefined) continue;
        mine.push({
          key: `${key}/${name}`,
          again: 0,
          provider,
          account: whose,
          place: name,
          clientName: there[0]?.clientName ?? null,
          muted,
          obstacle: confirmObstacle({ account: accounts.get(account.id), provider, place }),
          may: whoMay(name),
          asOf: ageOf(place, list?.readAt ?? null, input),
          rows: there.map(rowOf),
        });
      }
      groups.push(...mine.sort((a, b) => byPlace(a, b, collator)));
    }
  }
  return groups;
}

/** The own team first, then clients by name, those without one last. */
function byPlace(a: WaitingGroup, b: WaitingGroup, collator: Intl.Collator): number {
  if ((a.place === TEAM) !== (b.place === TEAM)) return a.place === TEAM ? -1 : 1;
  if ((a.clientName === null) !== (b.clientName === null)) return a.clientName === null ? 1 : -1;
  return collator.compare(a.clientName ?? '', b.clientName ?? '') || (a.key < b.key ? -1 : 1);
}

/** Everybody in scope who counts, and those of muted clients, each under their places. */
export function waitingGroups(input: GroupsInput): {
  readonly counted: readonly WaitingGroup[];
  readonly muted: readonly WaitingGroup[];
} {
  const { overview, scope } = input;
  return {
    counted: groupsOf(waitingPeople(overview, scope ?? undefined), false, input),
    muted: groupsOf(mutedPeople(overview, scope), true, input),
  };
}

/** Which part of the queue is shown: everything, one provider, or one place. */
export type WaitingFilter = string | null;

/** What a filter and a search (folded) leave. Groups without anybody are left out. */
export function foundGroups(groups: readonly WaitingGroup[], filter: WaitingFilter, query: string): WaitingGroup[] {
  return groups.flatMap((group) => {
    if (filter !== null && group.key !== filter && providerKeyText(keyOf(group.provider)) !== filter) return [];
    if (query === '') return [group];
    const rows = group.rows.filter((row) => row.folded.includes(query));
    return rows.length === 0 ? [] : [{ ...group, rows }];
  });
}

const keyOf = (provider: Provider) => ({ accountId: provider.accountId, providerId: provider.id });

/**
 * New groups in the old order, so that nothing moves under a pointer or a focus: who is gone leaves, and who is new comes
 * after everybody else, under a heading of their own.
 */
export function keepGroups(shown: readonly WaitingGroup[], fresh: readonly WaitingGroup[]): WaitingGroup[] {
  const groups = new Map(fresh.map((group) => [group.key, group]));
  const left = new Map(fresh.flatMap((group) => group.rows.map((row) => [row.key, row] as const)));
  const kept = shown.flatMap((old) => {
    const group = groups.get(old.key);
    if (group === undefined) return [];
    const rows = old.rows.flatMap(({ key }) => {
      const row = left.get(key);
      left.delete(key);
      return row ?? [];
    });
    return rows.length === 0 ? [] : [{ ...group, again: old.again, rows }];
  });
  const last = new Map<string, number>();
  for (const { key, again } of kept) last.set(key, Math.max(again, last.get(key) ?? 0));
  const added = fresh.flatMap((group) => {
    const rows = group.rows.filter((row) => left.has(row.key));
    const again = last.get(group.key);
    return rows.length === 0 ? [] : [{ ...group, again: again === undefined ? 0 : again + 1, rows }];
  });
  return [...kept, ...added];
}

/** A line of the queue: a provider's name where there are several, a place, somebody. */
export type WaitingItem =
  | {
      readonly kind: 'provider';
      readonly key: string;
      readonly provider: Provider;
      readonly account: string | null;
      readonly count: number;
    }
  | { readonly kind: 'place'; readonly key: string; readonly group: WaitingGroup }
  | { readonly kind: 'person'; readonly key: string; readonly row: WaitingRow; readonly group: WaitingGroup };

/** The lines of the queue. `several`: providers have headings. */
export function waitingItems(groups: readonly WaitingGroup[], several: boolean): WaitingItem[] {
  const items: WaitingItem[] = [];
  let before = '';
  for (const [at, group] of groups.entries()) {
    const provider = providerKeyText(keyOf(group.provider));
    if (several && provider !== before) {
      const together = groups.slice(at).findIndex((other) => providerKeyText(keyOf(other.provider)) !== provider);
      const mine = together < 0 ? groups.slice(at) : groups.slice(at, at + together);
      const count = mine.reduce((sum, one) => sum + one.rows.length, 0);
      const { account } = group;
      items.push({ kind: 'provider', key: `provider-${at}-${provider}`, provider: group.provider, account, count });
    }
    before = provider;
    items.push({ kind: 'place', key: `place-${group.again}-${group.key}`, group });
    for (const row of group.rows) items.push({ kind: 'person', key: row.key, row, group });
  }
  return items;
}
