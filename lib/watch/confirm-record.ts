/**
 * The record of what was done. It is written before a confirmation goes out, and settled by whoever reads the place: the
 * run itself where it is certain what was done, else, in doubt, a reading that was asked for clearly later.
 */
import { type Activity, activityKeptMs } from '@/lib/domain/activity';
import type { Compared, PlaceKey } from '@/lib/domain/confirmation';
import { type Place, TEAM } from '@/lib/domain/model';
import type { ConfirmationEvent, MemberReading } from '@/lib/domain/readings';
import { dayMs } from '@/lib/domain/time';
import type { TableName } from '@/lib/store/schema';
import type { Reading, Writing } from '@/lib/store/store';
import { type Certainty, doubtMs, endOfDoubt } from './confirm-outcome';
import type { Ports } from './ports';

const tables = ['accounts', 'providers', 'lists', 'places', 'activity'] as const satisfies readonly TableName[];

/** So long after the sending, an end that nobody could see is not waited for any more. */
const givenUpMs = 7 * dayMs;

export type Sent = Extract<Activity, { what: 'confirm' }>;

const isSent = (record: Activity): record is Sent => record.what === 'confirm';
const isOpen = (record: Activity): record is Sent => isSent(record) && record.state === 'sending';

/** The confirmations of a place in the record. */
const sentAt = (records: readonly Activity[], key: PlaceKey): Sent[] =>
  records.filter(
    (record): record is Sent =>
      isSent(record) &&
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

/** The record of somebody who is being sent. */
export interface Noted {
  readonly id: string;
  /** It goes on with a former try whose end nobody saw, and which may yet be the one that lets them in. */
  readonly wasOpen: boolean;
}

/**
 * Writes down who is about to be sent, and that the place has to be read again whatever its figures say.
 * @returns the record for each membership; null: account or provider is gone, and nothing was written.
 */
export function noteSending(
  ports: Ports,
  key: PlaceKey,
  people: readonly Compared[],
): Promise<ReadonlyMap<string, Noted> | null> {
  const at = ports.clock.now();
  return ports.store.write(tables, async (tx) => {
    const record = await openRecord(tx, key, at);
    if (record === null) return null;
    // A try whose end nobody saw goes on in this one: one record for one confirmation.
    const open = new Map(
      sentAt(record.records, key)
        .filter(isOpen)
        .map(({ id, person }) => [person.id, id]),
    );
    const noted = new Map<string, Noted>();
    for (const person of people) {
      const entry = record.entry(person);
      const id = open.get(person.id) ?? entry.id;
      await tx.put('activity', { ...entry, id, what: 'confirm', way: person.way, state: 'sending' });
      noted.set(person.id, { id, wasOpen: open.has(person.id) });
      ports.sending.add(id);
    }
    if (people.length > 0) await tx.put('places', { ...record.place, unsettled: true });
    return noted;
  });
}

/** Writes down that somebody's words differed. */
export function noteDifference(ports: Ports, key: PlaceKey, subject: Subject): Promise<void> {
  return ports.store.write(tables, async (tx) => {
    const record = await openRecord(tx, key, ports.clock.now());
    if (record !== null) await tx.put('activity', { ...record.entry(subject), what: 'mismatch' });
  });
}

/** Everybody at a place, when that was asked for, and what helps to judge what was sent before. */
export interface Look {
  readonly members: readonly MemberReading[];
  readonly askedAt: number;
  /** By the record's id, of those who were sent just now: what is certain; null: in doubt. */
  readonly settled?: ReadonlyMap<string, Certainty | null> | undefined;
  /** Of the event log; left out: it was not asked, or could not be. */
  readonly events?: readonly ConfirmationEvent[] | undefined;
}

/** Whether a list says anything of a confirmation: it was asked for after that was sent, and nobody is at it now. */
const isJudged = (ports: Ports, { id, at }: Sent, { askedAt, settled }: Look): boolean =>
  settled?.has(id) === true || (!ports.sending.has(id) && (at < askedAt || isFromLaterClock(ports, at)));

/** The clock was set back since. By less than this, it only takes longer. */
const isFromLaterClock = ({ clock }: Ports, at: number): boolean => at > clock.now() + doubtMs;

/** The open confirmations of a place of which the event log has to be asked how they ended. */
export async function openToEvents(ports: Ports, tx: Reading, key: PlaceKey, look: Look): Promise<readonly Sent[]> {
  const status = new Map(look.members.map((member) => [member.id, member.status]));
  return sentAt(await tx.all('activity'), key)
    .filter(isOpen)
    .filter((record) => isJudged(ports, record, look) && !look.settled?.get(record.id) && !record.acknowledged)
    .filter(({ person }) => status.get(person.id) !== 'accepted');
}

/**
 * Settles the open confirmations of a place by what was read of it; `look` null: nothing was, and only what is certain is
 * written down.
 * @returns whether one stays open
 */
export async function settle(
  ports: Ports,
  tx: Writing,
  key: PlaceKey,
  settled: Look['settled'],
  look: Look | null,
): Promise<boolean> {
  const status = new Map((look?.members ?? []).map((member) => [member.id, member.status]));
  const userId = (await tx.get('accounts', key.accountId))?.userId ?? '';
  let open = false;
  for (const record of sentAt(await tx.all('activity'), key).filter(isOpen)) {
    const certain = settled?.get(record.id) ?? null;
    const end = certain ?? (look !== null && isJudged(ports, record, look) ? judged(record, look) : null);
    if (end === null || end === 'acknowledged') open = true;
    if (end === 'acknowledged') await tx.put('activity', { ...record, acknowledged: true });
    else if (end !== null) await tx.put('activity', closed(record, end));
  }
  return open;

  function judged(record: Sent, { askedAt, events }: Look): Sent['state'] | null {
    return endOfDoubt({
      personId: record.person.id,
      userId,
      acknowledged: record.acknowledged === true,
      ageMs: isFromLaterClock(ports, record.at) ? doubtMs : askedAt - record.at,
      status: status.get(record.person.id),
      events,
    });
  }
}

function closed({ acknowledged: _, ...record }: Sent, state: Sent['state']): Sent {
  return { ...record, state };
}

/** How each membership at a place stands in this extension's record. */
export async function standing(tx: Reading, key: PlaceKey): Promise<ReadonlyMap<string, Sent['state']>> {
  const states = new Map<string, Sent['state']>();
  for (const { person, state } of sentAt(await tx.all('activity'), key)) {
    // Of several tries one may have been the one.
    const known = states.get(person.id);
    if (known !== 'confirmed' && (known === undefined || state !== 'not-confirmed')) states.set(person.id, state);
  }
  return states;
}

/**
 * Sees to it that no confirmation stays open for ever: a place that is read will be read again for it, whatever became
 * of what was known of the place; where nobody reads any more, or nobody could for long, it is closed with what is known.
 */
export async function tendOpen(ports: Ports): Promise<void> {
  const isLeft = (record: Activity): record is Sent => isOpen(record) && !ports.sending.has(record.id);
  // Hardly ever is there one, and then nothing is written.
  if (!(await ports.store.read(['activity'], (tx) => tx.all('activity'))).some(isLeft)) return;
  const now = ports.clock.now();
  await ports.store.write(tables, async (tx) => {
    for (const record of (await tx.all('activity')).filter(isLeft)) {
      const { accountId, providerId, place } = record;
      if (now - record.at > givenUpMs || !(await isRead(tx, record))) {
        await tx.put('activity', closed(record, record.acknowledged ? 'confirmed' : 'unclear'));
        continue;
      }
      const known =
        (await tx.get('places', [accountId, providerId, place])) ?? unread({ accountId, providerId, place });
      if (!known.unsettled) await tx.put('places', { ...known, unsettled: true });
    }
  });
}

/** Whether the account still reads a place. */
async function isRead(tx: Reading, { accountId, providerId, place }: PlaceKey): Promise<boolean> {
  const account = await tx.get('accounts', accountId);
  const provider = await tx.get('providers', [accountId, providerId]);
  if (account === undefined || provider === undefined || provider.removed) return false;
  if (place === TEAM) return provider.role === 'provider-admin';
  const list = await tx.get('lists', [accountId, providerId]);
  return list === undefined || list.clients.some(({ id }) => id === place);
}

/** Erases the record, except for what is still open: it tells whose doing a confirmation was. */
export function eraseRecord(ports: Ports): Promise<void> {
  return ports.store.write(['activity', 'journal'], async (tx) => {
    const open = (await tx.all('activity')).filter(isOpen);
    await tx.clear('activity');
    await tx.clear('journal');
    for (const record of open) await tx.put('activity', record);
  });
}
