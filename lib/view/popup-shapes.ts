/** What the popup's own memory must look like to be believed. */
import type { Failure } from '@/lib/domain/failure';
import type { Account, Client, ClientList, Person, Place, Provider } from '@/lib/domain/model';
import type { LowSeats, Preferences } from '@/lib/domain/preferences';
import type { Sort } from '@/lib/domain/seats';
import { count, flag, listOf, oneOf, orNull, record, type Shape, text } from './shape';

export interface Choices {
  /** null: all providers. */
  readonly scope: { readonly accountId: string; readonly providerId: string } | null;
  readonly sort: Sort | null;
}

/** Figures about everything, of which the copy holds only the beginning. */
export interface Totals {
  readonly clients: number;
  readonly low: number;
  readonly people: number;
  readonly checkedAt: number | null;
  readonly unread: { readonly clients: number; readonly total: number; readonly team: boolean };
}

export interface FirstScreen {
  readonly version: 1;
  readonly overview: {
    readonly accounts: Account[];
    readonly providers: Provider[];
    readonly lists: ClientList[];
    readonly places: Place[];
    readonly preferences: Preferences;
  };
  readonly totals: Totals;
}

export const choicesShape = record<Choices>({
  scope: orNull(record<NonNullable<Choices['scope']>>({ accountId: text, providerId: text })),
  sort: orNull(record<Sort>({ column: oneOf('client', 'assigned', 'used', 'remaining'), descending: flag })),
});

const at = orNull(count);
const host = { host: text };
const answered = { status: count, what: text };
const failures: { readonly [K in Failure['kind']]: Record<string, Shape<unknown>> } = {
  offline: {},
  'no-answer': host,
  'server-error': { ...host, status: count },
  'rate-limited': { ...host, retryAt: at },
  unreadable: { ...host, what: text },
  'not-bitwarden': host,
  'no-permission': host,
  'key-refused': {},
  'version-refused': {},
  'sign-in-refused': { code: text },
  refused: answered,
  rejected: answered,
  'no-provider': {},
  'key-lost': {},
};

const failure: Shape<Failure> = (value): value is Failure =>
  Object.entries(failures).some(([kind, fields]) => record<object>({ kind: oneOf(kind), ...fields })(value));

const account = record<Account>({
  id: text,
  server: record<Account['server']>({ region: oneOf('us', 'eu', 'own'), vault: text, api: text, identity: text }),
  userId: text,
  email: text,
  label: orNull(text),
  deviceId: text,
  addedAt: count,
  profileReadAt: at,
  lastAnswerAt: at,
  failure: orNull(failure),
  failureSince: at,
  failedAt: at,
  failures: count,
  notBefore: count,
});

const provider = record<Provider>({
  accountId: text,
  id: text,
  name: orNull(text),
  role: oneOf('provider-admin', 'service-user'),
  enabled: flag,
  type: oneOf('msp', 'reseller', 'business-unit', 'unknown'),
  disabledClientIds: listOf(text),
  baselineAt: at,
  removed: flag,
  triedAt: at,
  failure: orNull(failure),
});

const list = record<ClientList>({
  accountId: text,
  providerId: text,
  readAt: count,
  clients: listOf(
    record<Client>({
      id: text,
      relationId: text,
      name: orNull(text),
      plan: orNull(text),
      assigned: at,
      used: at,
      remaining: at,
      confirmed: count,
      low: flag,
    }),
  ),
});

const place = record<Place>({
  accountId: text,
  providerId: text,
  place: text,
  readAt: at,
  triedAt: count,
  failure: orNull(failure),
  figures: orNull(record<NonNullable<Place['figures']>>({ used: at, confirmed: count })),
  people: listOf(
    record<Person>({
      id: text,
      userId: orNull(text),
      name: orNull(text),
      email: text,
      status: oneOf('invited', 'accepted'),
      role: oneOf('provider-admin', 'service-user', 'owner', 'admin', 'user', 'custom', 'unknown'),
      firstSeenAt: count,
      waitingSince: at,
      sinceFirstCheck: flag,
      remindedAt: at,
    }),
  ),
});

/** A union of equal shapes, which `record` cannot tell from one of them. */
const lowSeats: Shape<LowSeats> = (value): value is LowSeats =>
  record<{ unit: LowSeats['unit']; value: number }>({ unit: oneOf('seats', 'percent'), value: count })(value);

const preferences = record<Preferences>({
  checkEveryMinutes: count,
  notifyWaiting: flag,
  remindAfterHours: count,
  notifyLowSeats: flag,
  lowSeats,
  showNames: flag,
  quietHours: record<Preferences['quietHours']>({ on: flag, from: count, to: count }),
  pausedUntil: at,
  muted: listOf(
    record<Preferences['muted'][number]>({ accountId: text, providerId: text, clientId: text, name: orNull(text) }),
  ),
  appearance: oneOf('system', 'light', 'dark'),
  density: oneOf('compact', 'roomy'),
  language: oneOf('browser', 'en', 'nl'),
  letterKeys: flag,
});

export const firstScreenShape = record<FirstScreen>({
  version: oneOf(1),
  overview: record<FirstScreen['overview']>({
    accounts: listOf(account),
    providers: listOf(provider),
    lists: listOf(list),
    places: listOf(place),
    preferences,
  }),
  totals: record<Totals>({
    clients: count,
    low: count,
    people: count,
    checkedAt: at,
    unread: record<Totals['unread']>({ clients: count, total: count, team: flag }),
  }),
});
