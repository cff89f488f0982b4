/** What the table of clients can be narrowed to, and what is found in it. */
import { type ClientRow, inScope, isAlarming, type ListItem, type Scope } from '@/lib/domain/client-list';
import { invitationAge } from '@/lib/domain/invitation';
import { type Person, type Place, TEAM } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import { fold } from '@/lib/domain/seats';

export const clientFilters = ['all', 'low', 'waiting', 'ending', 'muted'] as const;
export type ClientFilter = (typeof clientFilters)[number];

/** The filter that an address names; null: it names none that there is. */
export const asClientFilter = (text: string | undefined): ClientFilter | null =>
  clientFilters.find((name) => name === text) ?? null;

/** Whether an invitation ends within a day, or has ended. By the best that is known of when it was sent. */
export function isEnding(person: Person, now: number): boolean {
  if (person.status !== 'invited') return false;
  const age = invitationAge(person, now);
  return age !== null && age.state !== 'fresh';
}

const rowKey = ({ accountId, providerId, place }: Place): string => `${accountId}/${providerId}/${place}`;

/** Keys of the rows of clients where an invitation is ending. */
export const endingAt = (overview: Overview, now: number): ReadonlySet<string> =>
  new Set(
    overview.places
      .filter(({ place, people }) => place !== TEAM && people.some((one) => isEnding(one, now)))
      .map(rowKey),
  );

/**
 * Whether a filter shows a row. Muted clients are found under "Muted" and nowhere else but "All", as they count nowhere.
 * @param ending whether an invitation is ending there
 */
export function inClientFilter(row: ClientRow, filter: ClientFilter, ending: boolean): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'low':
      return isAlarming(row);
    case 'waiting':
      return row.waiting > 0 && !row.muted;
    case 'ending':
      return ending && !row.muted;
    case 'muted':
      return row.muted;
  }
}

/** How many rows each filter shows. */
export function filterCounts(
  rows: readonly ClientRow[],
  ending: ReadonlySet<string>,
): Readonly<Record<ClientFilter, number>> {
  const counts: Record<ClientFilter, number> = { all: rows.length, low: 0, waiting: 0, ending: 0, muted: 0 };
  const others = clientFilters.filter((filter) => filter !== 'all');
  for (const row of rows) {
    const ends = ending.size > 0 && ending.has(row.key);
    for (const filter of others) if (inClientFilter(row, filter, ends)) counts[filter] += 1;
  }
  return counts;
}

/** Somebody on their way in at a client, as the search compares them. */
interface FoldedPerson {
  readonly name: string;
  readonly folded: string;
}

export type PeopleIndex = ReadonlyMap<string, readonly FoldedPerson[]>;

/** Folding costs, and a place that did not change is the same object. */
const known = new WeakMap<Place, readonly FoldedPerson[]>();

function foldedPeople(place: Place): readonly FoldedPerson[] {
  const before = known.get(place);
  if (before !== undefined) return before;
  const people = place.people.map(({ name, email }) => ({
    name: name ?? email,
    folded: fold(`${name ?? ''}\n${email}`),
  }));
  known.set(place, people);
  return people;
}

/** Everybody who is not in yet, by the key of their client's row. */
export const peopleIndex = (overview: Overview, scope: Scope): PeopleIndex =>
  new Map(
    overview.places
      .filter((place) => place.place !== TEAM && place.people.length > 0 && inScope(scope, place))
      .map((place) => [rowKey(place), foldedPeople(place)]),
  );

/** Names of the people by whom a search (folded) finds a row. */
export const foundPeople = (row: ClientRow, query: string, people: PeopleIndex): string[] =>
  query === ''
    ? []
    : (people.get(row.key) ?? []).filter(({ folded }) => folded.includes(query)).map(({ name }) => name);

/** Those lines that a search (folded) finds by name, plan or people, under one heading that counts them. */
export function foundClients(items: readonly ListItem[], query: string, people: PeopleIndex): readonly ListItem[] {
  if (query === '') return items;
  // Few clients have people on their way in: they are looked at first, and the many are asked by a short list.
  const byPeople = new Set<string>();
  for (const [key, there] of people) if (there.some(({ folded }) => folded.includes(query))) byPeople.add(key);
  const found: ListItem[] = [];
  for (const item of items)
    if (item.kind === 'row' && (item.row.folded.includes(query) || (byPeople.size > 0 && byPeople.has(item.key))))
      found.push(item);
  if (found.length > 0) found.unshift({ kind: 'group', key: 'matches', group: 'matches', count: found.length });
  return found;
}
