/** One believable record of each table, to be put, read and compared. */
import { defaultPreferences } from '@/lib/domain/preferences';
import type { RecordOf, TableName } from '@/lib/store/schema';
import { account, client, person, place, provider } from '../domain/samples';

export const records: { readonly [T in TableName]: RecordOf<T> } = {
  accounts: account(),
  providers: provider(),
  lists: { accountId: 'a', providerId: 'p', readAt: 1, clients: [client('c1'), client('c2')] },
  places: place('c1', [person('x')]),
  notices: {
    id: 'waiting|a/p',
    kind: 'waiting',
    items: [],
    pending: null,
    revision: 1,
    showing: null,
    shownAs: 1,
    notBefore: 0,
    held: false,
  },
  preferences: { id: 'own', preferences: defaultPreferences },
  budgets: { host: 'api.example.org', sentAt: [1, 2, 3], blockedUntil: 0, blockedAt: 0 },
  activity: {
    id: 'x1',
    at: 1,
    accountId: 'a',
    account: 'ada@harbour-it.example',
    providerId: 'p',
    providerName: 'Harbour IT',
    place: 'c1',
    clientName: 'Client 1',
    person: { id: 'x', userId: 'u', name: 'Tom', email: 'tom@client.example', role: 'user' },
    publicKeyHash: '00',
    what: 'confirm',
    way: 'covered-word',
    state: 'confirmed',
  },
  passphrase: { id: 'own', salt: 'AA==', iterations: 3, memoryMib: 64, parallelism: 4, check: 'AA==', setAt: 1 },
  history: { accountId: 'a', providerId: 'p', clientId: 'c1', steps: [{ at: 1, assigned: 5, used: 3 }] },
  journal: {
    id: 'j1',
    at: 1,
    accountId: 'a',
    account: 'ada@harbour-it.example',
    providerId: 'p',
    providerName: 'Harbour IT',
    place: 'c1',
    clientName: 'Client 1',
    what: 'invite',
    state: 'done',
    people: [{ name: null, email: 'eva@client.example' }],
    role: 'user',
    sentence: null,
  },
};

export const tableNames = Object.keys(records) as TableName[];
