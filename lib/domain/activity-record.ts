/**
 * The whole record: confirmations, everything else that was done, and what notices told of. What counts as what, in
 * which words, and as a table.
 */
import type { Activity } from './activity';
import { type ActivityEnd, activityRow, endOf, endWords, roleWords, wayWords, whomWords } from './activity-log';
import type { Cell } from './csv';
import { failureWords } from './failure-words';
import type { Deed, JournalEntry, Sighting } from './journal';
import { TEAM } from './model';
import { fold } from './seats';
import { type MessageKey, say, sayCount, type Words } from './words';

export type RecordEntry = Activity | JournalEntry;

export const isConfirmation = (entry: RecordEntry): entry is Activity =>
  entry.what === 'confirm' || entry.what === 'mismatch';
export const isSighting = (entry: RecordEntry): entry is Sighting => entry.what === 'noticed';

export const recordFilters = ['all', 'did', 'noticed', 'problems'] as const;
export type RecordFilter = (typeof recordFilters)[number];

/** How an entry ended. `partly`: for some of the people; `noticed`: nothing was done, something was told. */
export type RecordEnd = ActivityEnd | 'done' | 'partly' | 'refused' | 'unsent' | 'noticed';

export function recordEnd(entry: RecordEntry): RecordEnd {
  if (isConfirmation(entry)) return endOf(entry);
  if (isSighting(entry)) return 'noticed';
  return entry.state === 'sent' ? 'unknown' : entry.state;
}

const fine: readonly RecordEnd[] = ['confirmed', 'done', 'noticed'];

/** Everything that is not known to have ended well is a problem. */
export function inFilter(entry: RecordEntry, filter: RecordFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'did':
      return !isSighting(entry);
    case 'noticed':
      return isSighting(entry);
    case 'problems':
      return !fine.includes(recordEnd(entry));
  }
}

const seen: Readonly<Record<Sighting['kind'], MessageKey>> = {
  waiting: 'activity_seen_waiting',
  'low-seats': 'activity_seen_low',
  invitation: 'activity_seen_invitation',
  account: 'activity_seen_account',
  provider: 'activity_seen_provider',
};

const notKey = (what: Deed['what']): MessageKey => `activity_not_${what}`;
/** It is known that nothing of it was done. */
const isNot = ({ state }: Deed): boolean => state === 'refused' || state === 'unsent';
const doneKey = (what: Deed['what']): MessageKey => `activity_done_${what}`;

/** What happened, in a word or two. */
export function headWords(entry: RecordEntry): Words {
  if (isConfirmation(entry)) return endWords(entry);
  if (isSighting(entry)) return say(seen[entry.kind]);
  switch (entry.state) {
    case 'done':
      return say(doneKey(entry.what));
    case 'refused':
    case 'unsent':
      return say(notKey(entry.what));
    case 'partly':
      return say('activity_partly');
    case 'sent':
      return say('activity_unknown');
  }
}

/** So many are named; the others are counted. */
const namedAtMost = 3;

/** null: nobody. */
function peopleWords(names: readonly string[], count = names.length): Words | null {
  const named = names.filter((name) => name !== '').slice(0, namedAtMost);
  const more = count - named.length;
  if (named.length === 0) return more === 0 ? null : sayCount('activity_people', more);
  return more > 0
    ? sayCount('activity_people_more', more, { names: { list: named } })
    : say('activity_people_named', { names: { list: named } });
}

const providerOf = ({ providerName }: Pick<RecordEntry, 'providerName'>): string | Words =>
  providerName ?? say('provider_unnamed');

const placeOf = (deed: Deed): string | Words =>
  deed.place === TEAM
    ? say('activity_team', { provider: providerOf(deed) })
    : (deed.clientName ?? say('client_unnamed'));

function deedWords(deed: Deed): Words {
  const { from, to } = deed.seats ?? { from: 0, to: 0 };
  const people = peopleWords(deed.people.map(({ name, email }) => name ?? email));
  const place = placeOf(deed);
  const plain = deed.seats === undefined ? null : say('activity_seats', { place, from, to });
  const whom = plain ?? (people === null ? say('activity_where', { place }) : say('activity_whom', { people, place }));
  // Where it is not said to be done or refused, the sentence itself has to say what it was.
  return deed.state === 'done' || isNot(deed) ? whom : say(`activity_try_${deed.what}`, { whom });
}

/** Whom or what it concerns, and where. */
export function aboutWords(entry: RecordEntry): Words {
  if (isConfirmation(entry)) return whomWords(entry);
  if (!isSighting(entry)) return deedWords(entry);
  const people = peopleWords(entry.names, entry.count);
  const place = whereOf(entry);
  if (people === null) return say('activity_where', { place: place ?? providerOf(entry) });
  if (place === null) return say('activity_whom_alone', { people });
  // Two lists in a row have to be told apart.
  const isList = typeof place !== 'string' && place.list.length > 1;
  return say(isList ? 'activity_whom_lists' : 'activity_whom', { people, place });
}

/** The clients that it is about, or the provider where they are many or none. null: an account belongs to neither. */
function whereOf({ places = [], providerName }: Sighting): string | { readonly list: readonly string[] } | null {
  return places.length === 0 || places.length > namedAtMost ? providerName : { list: places };
}

/** What the search looks into, folded: whom it concerns, and where. */
export function searchText(entry: RecordEntry): string {
  if (isSighting(entry)) return fold([...entry.names, ...(entry.places ?? [])].join('\n'));
  const people = isConfirmation(entry) ? [entry.person] : entry.people;
  return fold([entry.clientName ?? '', ...people.flatMap(({ name, email }) => [name ?? '', email])].join('\n'));
}

const confirmationNotes: Readonly<Partial<Record<ActivityEnd, MessageKey>>> = {
  unknown: 'activity_unknown_note',
  unclear: 'activity_unclear_note',
  mismatch: 'activity_mismatch_note',
};

/** Why it was not done, as far as that was told. */
function whyWords({ state, sentence, failure }: Deed): readonly Words[] {
  if (sentence !== null) return [say('activity_server_said', { sentence })];
  if (failure === undefined) return [];
  return [state === 'unsent' ? say('activity_unsent', { why: failureWords(failure) }) : failureWords(failure)];
}

/** What else has to be said of it, a sentence each. */
export function noteWords(entry: RecordEntry): readonly Words[] {
  if (isSighting(entry)) return [];
  if (isConfirmation(entry)) {
    const key = confirmationNotes[endOf(entry)];
    return key === undefined ? [] : [say(key)];
  }
  const { state, people } = entry;
  const said = whyWords(entry);
  switch (state) {
    case 'done':
      return [];
    case 'sent':
      return [say('activity_deed_unknown_note')];
    case 'refused':
      return said.length === 0 ? [say('activity_server_silent')] : said;
    case 'unsent':
      return said;
    case 'partly': {
      const left = peopleWords(people.filter(({ refused }) => refused).map(({ name, email }) => name ?? email));
      return [...(left === null ? [] : [say('activity_left_out', { people: left })]), ...said];
    }
  }
}

/** How it was done: the way of comparing, the role that was given, or that a notice was shown. null: nothing to say. */
export function howWords(entry: RecordEntry): Words | null {
  if (isConfirmation(entry)) return wayWords(entry);
  if (isSighting(entry)) return say('activity_notified');
  return entry.role === undefined ? null : roleWords(entry.role);
}

/** The account that did it; null: a notice belongs to none. */
export const accountOf = (entry: RecordEntry): string | null => (isSighting(entry) ? null : entry.account);

/** Columns of the table, in order. */
export const recordColumns: readonly MessageKey[] = [
  'activity_col_time',
  'activity_col_what',
  'activity_col_person',
  'activity_col_email',
  'activity_col_role',
  'activity_col_place',
  'activity_col_provider',
  'activity_col_account',
  'activity_col_way',
  'activity_col_key',
  'activity_col_user',
  'activity_col_detail',
];

type Say = (words: Words) => string;

/** One row for each person; for seats, one. */
function deedRows(deed: Deed, text: Say): Cell[][] {
  const detail = [
    ...(deed.seats === undefined ? [] : [say('activity_seats_detail', deed.seats)]),
    ...whyWords(deed),
  ].map(text);
  const row = (what: Words, name: string | null, email: string | null): Cell[] => [
    new Date(deed.at).toISOString(),
    text(what),
    name,
    email,
    deed.role === undefined ? null : text(roleWords(deed.role)),
    deed.place === TEAM ? text(say('activity_own_team')) : deed.clientName,
    deed.providerName,
    deed.account,
    null,
    null,
    null,
    detail.length === 0 ? null : detail.join(' '),
  ];
  const of = (refused: boolean | undefined): Words => {
    if (deed.state === 'sent') return say('activity_unknown');
    return say(refused || isNot(deed) ? notKey(deed.what) : doneKey(deed.what));
  };
  if (deed.people.length === 0) return [row(of(false), null, null)];
  return deed.people.map(({ name, email, refused }) => row(of(refused), name, email));
}

function sightingRow(entry: Sighting, text: Say): Cell[] {
  const people = peopleWords(entry.names, entry.count);
  return [
    new Date(entry.at).toISOString(),
    text(headWords(entry)),
    ...Array.from({ length: 3 }, () => null),
    entry.places?.join(', ') ?? null,
    entry.providerName,
    ...Array.from({ length: 4 }, () => null),
    people === null ? null : text(people),
  ];
}

/** Head and rows. */
export const recordTable = (entries: readonly RecordEntry[], text: Say): Cell[][] => [
  recordColumns.map((key) => text(say(key))),
  ...entries.flatMap((entry) => {
    if (isConfirmation(entry)) return [activityRow(entry, text)];
    return isSighting(entry) ? [sightingRow(entry, text)] : deedRows(entry, text);
  }),
];
