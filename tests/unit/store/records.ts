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
};

export const tableNames = Object.keys(records) as TableName[];
