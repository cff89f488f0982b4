/**
 * The record of what was done. It is written before a confirmation goes out, and settled by whoever reads the place
 * next: the run itself, or, if the worker died, the check after it.
 */
import { type Activity, activityKeptMs } from '@/lib/domain/activity';
import type { Compared, PlaceKey } from '@/lib/domain/confirmation';
import type { Place } from '@/lib/domain/model';
import type { TableName } from '@/lib/store/schema';
import type { Reading, Writing } from '@/lib/store/store';
import type { Ports } from './ports';

const tables = ['accounts', 'providers', 'lists', 'places', 'activity'] as const satisfies readonly TableName[];

type Sent = Extract<Activity, { what: 'confirm' }>;
export type SendState = Sent['state'];

/** The confirmations of a place that stand so in the record. */
const sentAt = (records: readonly Activity[], key: PlaceKey, state: SendState): Sent[] =>
  records.filter(
    (record): record is Sent =>
      record.what === 'confirm' &&
      record.state === state &&
      record.accountId === key.accountId &&
      record.providerId === key.providerId &&
      record.place === key.place,
  );

interface Subject {
  readonly id: string;
  readonly userId?: string;
  readonly publicKeyHash: string;
}

type Common = Omit<Extract<Activity, { what: 'mismatch' }>, 'what'>;

/**
 * Opens the record for writing: takes out what is too old, and answers with what every entry says of account, place and
 * person, as they are called now. null: account or provider is gone.
 */
async function openRecord(
  tx: Writing,
  key: PlaceKey,
  at: number,
): Promise<{ place: Place; records: readonly Activity[]; entry: (subject: Subject) => Common } | null> {
  const { accountId, providerId, place } = key;
  const path = [accountId, providerId];
  const account = await tx.get('accounts', accountId);
  const provider = await tx.get('providers', path);
  if (account === undefined || provider === undefined || provider.removed) return null;
  const client = (await tx.get('lists', path))?.clients.find(({ id }) => id === place);
  const known = await tx.get('places', [...path, place]);
  const records = await tx.all('activity');
  for (const record of records) if (at - record.at > activityKeptMs) await tx.delete('activity', record.id);
  return {
    place: known ?? unread(key),
    records,
    entry({ id, userId, publicKeyHash }) {
      const person = known?.people.find((somebody) => somebody.id === id);
      return {
        id: crypto.randomUUID(),
        at,
        accountId,
        account: account.label ?? account.email,
        providerId,
        providerName: provider.name,
        place,
        clientName: client?.name ?? null,
        person: {
          id,
          userId: userId ?? person?.userId ?? null,
          name: person?.name ?? null,
          email: person?.email ?? '',
          role: person?.role ?? 'unknown',
        },
        publicKeyHash,
      };
    },
  };
}

/** A place that was never read. */
export const unread = ({ accountId, providerId, place }: PlaceKey): Place => ({
  accountId,
  providerId,
  place,
  readAt: null,
  triedAt: 0,
  failure: null,
  figures: null,
  people: [],
});

/**
 * Writes down who is about to be sent, and that the place has to be read again whatever its figures say.
 * @returns the record's id for each membership; null: account or provider is gone, and nothing was written.
 */
export function noteSending(
  ports: Ports,
  key: PlaceKey,
  people: readonly Compared[],
): Promise<ReadonlyMap<string, string> | null> {
  const at = ports.clock.now();
  return ports.store.write(tables, async (tx) => {
    const record = await openRecord(tx, key, at);
    if (record === null) return null;
    // A try whose end nobody saw goes on in this one: one record for one confirmation.
    const open = new Map(
      sentAt(record.records, key, 'sending').flatMap(({ id, person }) =>
        ports.sending.has(id) ? [] : [[person.id, id]],
      ),
    );
    const ids = new Map<string, string>();
    for (const person of people) {
      const entry = record.entry(person);
      const id = open.get(person.id) ?? entry.id;
      await tx.put('activity', { ...entry, id, what: 'confirm', way: person.way, state: 'sending' });
      ids.set(person.id, id);
      ports.sending.add(id);
    }
    if (people.length > 0) await tx.put('places', { ...record.place, unsettled: true });
    return ids;
  });
}

/** Writes down that somebody's words differed. */
export function noteDifference(ports: Ports, key: PlaceKey, subject: Subject): Promise<void> {
  return ports.store.write(tables, async (tx) => {
    const record = await openRecord(tx, key, ports.clock.now());
    if (record !== null) await tx.put('activity', { ...record.entry(subject), what: 'mismatch' });
  });
}

/**
 * Settles the open confirmations of a place; `stateOf` null leaves one open.
 * @returns whether one stays open
 */
export async function settle(
  tx: Writing,
  key: PlaceKey,
  stateOf: (record: Sent) => SendState | null,
): Promise<boolean> {
  let open = false;
  for (const record of sentAt(await tx.all('activity'), key, 'sending')) {
    const state = stateOf(record);
    if (state === null) open = true;
    else await tx.put('activity', { ...record, state });
  }
  return open;
}

/** Ids of the memberships at a place that this extension has confirmed. */
export async function confirmedByUs(tx: Reading, key: PlaceKey): Promise<ReadonlySet<string>> {
  return new Set(sentAt(await tx.all('activity'), key, 'confirmed').map(({ person }) => person.id));
}
