/** Who is to be compared, and how they are called. */
import { personKey, TEAM } from './keys';
import type { Person, Waiting } from './model';
import { byWait, clientNames, type Overview, waitingAt, waitingPeople } from './overview';

/** People compared at a time: more than anybody has the patience for in one go. */
export const batchSize = 50;

/** People in one request to the server. */
export const sendSize = 100;

/** Everybody who waits by their keys, those of muted clients included: whoever is asked for by name is shown. */
export function waitingByKey(overview: Overview): ReadonlyMap<string, Waiting> {
  const found = new Map<string, Waiting>();
  for (const provider of overview.providers) {
    if (provider.removed) continue;
    const mine = <T extends { accountId: string; providerId: string }>(record: T): boolean =>
      record.accountId === provider.accountId && record.providerId === provider.id;
    const names = clientNames(overview.lists.find(mine));
    for (const place of overview.places.filter(mine)) {
      for (const waiting of waitingAt(provider, names.get(place.place) ?? null, place)) {
        found.set(personKey(waiting), waiting);
      }
    }
  }
  return found;
}

/** The people that an address asks for, longest wait first; none asked for: everybody who waits. */
export function askedFor(overview: Overview, who: readonly string[]): readonly Waiting[] {
  if (who.length === 0) return waitingPeople(overview);
  const all = waitingByKey(overview);
  return [...new Set(who)].flatMap((key) => all.get(key) ?? []).sort(byWait);
}

/** How somebody is spoken of: by the first of their names, where it can be told from the others. */
export function shortName({ name, email }: Pick<Person, 'name' | 'email'>): string {
  const whole = name?.trim() ?? '';
  if (whole === '') return email;
  const [first = whole] = whole.split(/\s+/);
  // "J. Smith", "Smith, Jane", "de Vries": not a name to call anybody by.
  const isName = first.length > 2 && !/[.,]$/.test(first) && first.charAt(0) !== first.charAt(0).toLowerCase();
  return isName || whole === first ? first : whole;
}

/** How somebody is called where there is room. */
export const fullName = ({ name, email }: Pick<Person, 'name' | 'email'>): string => name?.trim() || email;

/** Everybody of one account, provider and place: what one request to the server can be about. */
export const placeText = ({
  accountId,
  providerId,
  place,
}: Pick<Waiting, 'accountId' | 'providerId' | 'place'>): string => `${accountId}/${providerId}/${place}`;

/** Things in lists by what they belong to, in the order in which each is met first; no list is longer than `most`. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string, most: number): readonly (readonly T[])[] {
  const lists: T[][] = [];
  const open = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    let list = open.get(key);
    if (list === undefined || list.length >= most) {
      list = [];
      lists.push(list);
      open.set(key, list);
    }
    list.push(item);
  }
  return lists;
}

/** How many clients a provider has as far as we know; null: the list has not been read. */
export const clientCount = (overview: Overview, { accountId, providerId }: Waiting): number | null =>
  overview.lists.find((list) => list.accountId === accountId && list.providerId === providerId)?.clients.length ?? null;

export const isTeam = ({ place }: Pick<Waiting, 'place'>): boolean => place === TEAM;
