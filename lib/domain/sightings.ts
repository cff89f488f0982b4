/** What notices tell of, as entries of the journal. */
import type { Sighting } from './journal';
import { personName } from './notice-words';
import type { NoticeItem } from './notices';

/** So many are named; the others are counted. */
const namedAtMost = 20;

const kindOf = (item: NoticeItem): Sighting['kind'] => {
  if (item.about === 'person') return 'waiting';
  return item.about === 'client' ? 'low-seats' : item.about;
};

const nameOf = (item: NoticeItem): string => {
  if (item.about === 'client') return item.name ?? '';
  return item.about === 'provider' ? (item.providerName ?? '') : personName({ name: null, ...item });
};

/** Where somebody joins: a client, or the provider whose team it is. null: it is not about joining. */
const placeOf = (item: NoticeItem): string | null =>
  'clientName' in item ? (item.clientName ?? item.providerName) : null;

/** One entry for each kind and provider. */
export function sightings(items: readonly NoticeItem[], at: number): Sighting[] {
  const byKind = new Map<string, Sighting>();
  for (const item of items) {
    const kind = kindOf(item);
    const { accountId, providerId, providerName } = { providerId: '', providerName: null, ...item };
    const key = `${kind}|${accountId}/${providerId}`;
    const { names, places = [], count } = byKind.get(key) ?? { names: [], count: 0 };
    const place = placeOf(item);
    byKind.set(key, {
      id: crypto.randomUUID(),
      at,
      accountId,
      providerId,
      providerName,
      what: 'noticed',
      kind,
      names: count < namedAtMost ? [...names, nameOf(item)] : names,
      ...(place === null ? {} : { places: [...new Set([...places, place])].slice(0, namedAtMost) }),
      count: count + 1,
    });
  }
  return [...byKind.values()];
}
