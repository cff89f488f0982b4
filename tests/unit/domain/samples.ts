/** Records as they are stored, with nothing remarkable about them; tests say what is. */

import { clouds } from '@/lib/domain/addresses';
import type { Account, Client, Person, Place, Provider } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import { defaultPreferences } from '@/lib/domain/preferences';

export const account = (more: Partial<Account> = {}): Account => ({
  id: 'a',
  server: clouds.eu,
  userId: 'u',
  email: 'ada@harbour-it.example',
  label: null,
  deviceId: 'd',
  addedAt: 1,
  profileReadAt: 1_000,
  lastAnswerAt: 1_000,
  failure: null,
  failureSince: null,
  failedAt: null,
  failures: 0,
  notBefore: 0,
  ...more,
});

export const provider = (more: Partial<Provider> = {}): Provider => ({
  accountId: 'a',
  id: 'p',
  name: 'Harbour IT',
  role: 'provider-admin',
  enabled: true,
  type: 'msp',
  disabledClientIds: [],
  baselineAt: 1,
  removed: false,
  triedAt: 1,
  failure: null,
  ...more,
});

export const client = (id: string, more: Partial<Client> = {}): Client => ({
  id,
  relationId: `r-${id}`,
  name: `Client ${id}`,
  plan: 'Teams',
  assigned: 10,
  used: 3,
  remaining: 7,
  confirmed: more.used ?? 3,
  low: false,
  ...more,
});

export const person = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  userId: null,
  name: `Person ${id}`,
  email: `${id}@example.org`,
  status: 'accepted',
  role: 'user',
  firstSeenAt: 500,
  waitingSince: 500,
  sinceFirstCheck: false,
  remindedAt: null,
  ...more,
});

export const place = (where: string, people: Person[] = [], more: Partial<Place> = {}): Place => ({
  accountId: 'a',
  providerId: 'p',
  place: where,
  readAt: 1_000,
  triedAt: 1_000,
  failure: null,
  figures: null,
  people,
  ...more,
});

export const overviewOf = (more: Partial<Overview>): Overview => ({
  accounts: [],
  providers: [],
  lists: [],
  places: [],
  preferences: defaultPreferences,
  ...more,
});
