/**
 * The list of clients as pages show it: which rows there are, in which groups and order, which of them a search finds,
 * and what to do with the order when new figures arrive while somebody is about to click.
 */
import type { Client, Place, Provider, ProviderKey } from './model';
import { providerKeyText } from './model';
import type { Overview } from './overview';
import { mutedSet } from './preferences';
import { compareClients, fold, type SeatState, type Sort, seatState } from './seats';

/** One client with everything that its row says. */
export interface ClientRow extends ProviderKey {
  /** `<provider key>/<client id>`. */
  readonly key: string;
  readonly client: Client;
  readonly state: SeatState;
  readonly muted: boolean;
  readonly waiting: number;
  readonly invited: number;
  /** The provider's list could not be read when last tried: the figures are of then. null: they are current. */
  readonly figuresAt: number | null;
  /** How far the people of this client are known. `at` is null where they were never read. */
  readonly people: { readonly read: true } | { readonly read: false; readonly at: number | null };
  /** Name and plan, folded for the search. */
  readonly folded: string;
}

/** Which providers a page is looking at; null: all of them. */
export type Scope = ProviderKey | null;

export const inScope = (scope: Scope, key: ProviderKey): boolean =>
  scope === null || (scope.accountId === key.accountId && scope.providerId === key.providerId);

// Most names are plain, and a thousand normalisations are worth saving.
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is "all of ASCII".
const plain = /^[\u0000-\u007f]*$/;
const folded = (text: string): string => (plain.test(text) ? text.toLowerCase() : fold(text));

/** What a search compares with: folded, without spaces around it. Empty: no search. */
export const foldQuery = (query: string): string => folded(query.trim());

const allRead: ClientRow['people'] = { read: true };

function makeRow(
  provider: Provider,
  client: Client,
  place: Place | undefined,
  context: {
    figuresAt: number | null;
    disabled: boolean;
    muted: boolean;
    threshold: Overview['preferences']['lowSeats'];
  },
): ClientRow {
  let waiting = 0;
  let invited = 0;
  for (const person of place?.people ?? []) {
    if (person.status === 'accepted') waiting += 1;
    else invited += 1;
  }
  return {
    key: `${provider.accountId}/${provider.id}/${client.id}`,
    accountId: provider.accountId,
    providerId: provider.id,
    client,
    state: seatState(client, context),
    muted: context.muted,
    waiting,
    invited,
    figuresAt: context.figuresAt,
    people: place === undefined || place.failure === null ? allRead : { read: false, at: place.readAt },
    folded: '',
  };
}

const sameRow = (a: ClientRow, b: ClientRow): boolean =>
  a.client === b.client &&
  a.state === b.state &&
  a.muted === b.muted &&
  a.waiting === b.waiting &&
  a.invited === b.invited &&
  a.figuresAt === b.figuresAt &&
  a.people.read === b.people.read &&
  (a.people.read || b.people.read || a.people.at === b.people.at);

/**
 * The rows of all clients in scope, in no particular order. A row that says the same as before is the same object, so
 * that only the others are painted again and folded for the search.
 */
export function clientRows(
  overview: Overview,
  scope: Scope,
  before: ReadonlyMap<string, ClientRow> = new Map(),
): ClientRow[] {
  const isMuted = mutedSet(overview.preferences);
  const places = new Map(overview.places.map((place) => [`${providerKeyText(place)}/${place.place}`, place]));
  const lists = new Map(overview.lists.map((list) => [providerKeyText(list), list]));
  const rows: ClientRow[] = [];
  for (const provider of overview.providers) {
    const key = { accountId: provider.accountId, providerId: provider.id };
    const list = lists.get(providerKeyText(key));
    if (provider.removed || list === undefined || !inScope(scope, key)) continue;
    const disabled = new Set(provider.disabledClientIds);
    const figuresAt = provider.failure === null ? null : list.readAt;
    for (const client of list.clients) {
      const row = makeRow(provider, client, places.get(`${providerKeyText(key)}/${client.id}`), {
        figuresAt,
        disabled: disabled.has(client.id),
        muted: isMuted(key, client.id),
        threshold: overview.preferences.lowSeats,
      });
      const old = before.get(row.key);
      if (old !== undefined && sameRow(old, row)) rows.push(old);
      else if (old !== undefined && old.client === client) rows.push({ ...row, folded: old.folded });
      else rows.push({ ...row, folded: folded(`${client.name ?? ''}\n${client.plan ?? ''}`) });
    }
  }
  return rows;
}

/** Rows in the order in which they are shown. `low` is empty where a column decides. */
export interface Arrangement {
  readonly low: readonly ClientRow[];
  readonly rest: readonly ClientRow[];
}

/** Belongs to the group that somebody should look at. Never if muted: that is what muting means. */
export const isAlarming = (row: ClientRow): boolean =>
  !row.muted && (row.state === 'over' || row.state === 'full' || row.state === 'low');

/** Puts rows in order: by a column, or by default the low ones first (fewest remaining first), then the others A–Z. */
export function arrange(rows: readonly ClientRow[], sort: Sort | null, collator: Intl.Collator): Arrangement {
  const by = (order: Sort): ((a: ClientRow, b: ClientRow) => number) => {
    const compare = compareClients(order, collator);
    // The same client may be listed twice, by two accounts.
    return (a, b) => compare(a.client, b.client) || (a.key < b.key ? -1 : Number(a.key > b.key));
  };
  if (sort !== null) return { low: [], rest: [...rows].sort(by(sort)) };
  const low: ClientRow[] = [];
  const rest: ClientRow[] = [];
  for (const row of rows) (isAlarming(row) ? low : rest).push(row);
  return {
    low: low.sort(by({ column: 'remaining', descending: false })),
    rest: rest.sort(by({ column: 'client', descending: false })),
  };
}

/**
 * New rows in the old order: nothing moves under a pointer or a focus. What is gone leaves, what is new comes last in
 * its group. `moved`: a fresh arrangement would look different.
 */
export function keepOrder(shown: Arrangement, fresh: Arrangement): { arrangement: Arrangement; moved: boolean } {
  const left = new Map([...fresh.low, ...fresh.rest].map((row) => [row.key, row]));
  const take = (rows: readonly ClientRow[]): ClientRow[] =>
    rows.flatMap(({ key }) => {
      const row = left.get(key);
      left.delete(key);
      return row ?? [];
    });
  const low = take(shown.low);
  const rest = take(shown.rest);
  low.push(...take(fresh.low));
  rest.push(...take(fresh.rest));
  const same = (a: readonly ClientRow[], b: readonly ClientRow[]): boolean =>
    a.length === b.length && a.every((row, at) => row === b[at]);
  return { arrangement: { low, rest }, moved: !same(low, fresh.low) || !same(rest, fresh.rest) };
}

/** A line of the list: a heading, or a row. */
export type ListItem =
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly group: 'low' | 'others' | 'matches';
      readonly count: number;
    }
  | { readonly kind: 'row'; readonly key: string; readonly row: ClientRow };

const asItems = (rows: readonly ClientRow[]): ListItem[] => rows.map((row) => ({ kind: 'row', key: row.key, row }));

const heading = (group: 'low' | 'others' | 'matches', count: number): ListItem => ({
  kind: 'group',
  key: group,
  group,
  count,
});

/** The lines of the whole list, under headings where some are low. */
export function listItems({ low, rest }: Arrangement): ListItem[] {
  if (low.length === 0) return asItems(rest);
  const items = [heading('low', low.length), ...asItems(low)];
  return rest.length === 0 ? items : [...items, heading('others', rest.length), ...asItems(rest)];
}

/** Those lines that a search (folded) finds, under one heading that counts them. The lines themselves stay the same. */
export function foundItems(items: readonly ListItem[], query: string): readonly ListItem[] {
  if (query === '') return items;
  const found = items.filter((item) => item.kind === 'row' && item.row.folded.includes(query));
  if (found.length > 0) found.unshift(heading('matches', found.length));
  return found;
}

/** The next sort after a press on a column's head: up, down, then the default again. */
export function nextSort(sort: Sort | null, column: Sort['column']): Sort | null {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}

/** A stretch of text, and whether the search found it. */
export interface Stretch {
  readonly text: string;
  readonly hit: boolean;
}

/** Cuts a text where a folded query matches it, so that what was found can be underlined in the text as it is. */
export function stretches(text: string, query: string): Stretch[] {
  if (query === '') return [{ text, hit: false }];
  let flat = '';
  // Where each folded letter comes from: folding may drop letters or make two of one.
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const letter of text) {
    const bare = folded(letter);
    for (let i = 0; i < bare.length; i += 1) {
      starts.push(at);
      ends.push(at + letter.length);
    }
    flat += bare;
    at += letter.length;
  }
  const found: Stretch[] = [];
  let done = 0;
  for (let hit = flat.indexOf(query); hit >= 0; hit = flat.indexOf(query, hit + query.length)) {
    const from = starts[hit] ?? 0;
    const to = ends[hit + query.length - 1] ?? text.length;
    if (from < done) continue;
    if (from > done) found.push({ text: text.slice(done, from), hit: false });
    found.push({ text: text.slice(from, to), hit: true });
    done = to;
  }
  if (done < text.length || found.length === 0) found.push({ text: text.slice(done), hit: false });
  return found;
}

/** Rows of two lines that fit into the popup below bar and search, with the headings of a list and without. */
const room = { withList: 8, alone: 9 };

/**
 * How many people the queue shows at once: 3 while clients would otherwise get fewer than 5 rows (or as many as there
 * are), else as many as there are, up to 9.
 */
export const queueLength = (people: number, clients: number): number =>
  Math.min(people, clients === 0 ? room.alone : Math.max(3, room.withList - Math.min(5, clients)));
