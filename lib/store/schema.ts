/**
 * The database: one store for each kind of record, its keys, and the numbered steps that build it. A step that has
 * been released is never changed; a new shape is a new step, tested from a database of the version before.
 */
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import * as z from 'zod/mini';
import { activitySchema } from '@/lib/domain/activity';
import { historySchema } from '@/lib/domain/history';
import { journalSchema } from '@/lib/domain/journal';
import { accountSchema, clientListSchema, placeSchema, providerSchema } from '@/lib/domain/model';
import { noticeSchema } from '@/lib/domain/notices';
import { passphraseSchema } from '@/lib/domain/passphrase';
import { preferencesSchema } from '@/lib/domain/preferences';

export const databaseName = 'provider-desk';

/** Instants of the last requests to one base address, oldest first: the rate budget, which has to survive the worker. */
export const budgetSchema = z.object({
  /** Host, and the path where the base address has one: an own server's api and identity share a host. */
  host: z.string(),
  sentAt: z.array(z.number()),
  /** Of those that changed something, the last few; absent: none did. */
  changedAt: z.optional(z.array(z.number())),
  /** The server asked for silence until then (429); 0: it did not. */
  blockedUntil: z.number(),
  /** When it asked; in the future: the clock was set back since. */
  blockedAt: z.number(),
});
export type Budget = z.infer<typeof budgetSchema>;

export const preferencesRecordSchema = z.object({
  id: z.literal('own'),
  preferences: preferencesSchema,
  /** Names of those that somebody has set, as far as that was written down. */
  chosen: z.optional(z.array(z.string())),
  /** The organization's policy as the browser last told it. Kept here, so that what counts is known at once and whole. */
  policy: z.optional(z.unknown()),
});

/** What a record of each store has to look like to be believed. */
export const recordSchemas = {
  accounts: accountSchema,
  providers: providerSchema,
  lists: clientListSchema,
  places: placeSchema,
  notices: noticeSchema,
  preferences: preferencesRecordSchema,
  budgets: budgetSchema,
  activity: activitySchema,
  passphrase: passphraseSchema,
  history: historySchema,
  journal: journalSchema,
} as const;

export type TableName = keyof typeof recordSchemas;
export type RecordOf<T extends TableName> = z.infer<(typeof recordSchemas)[T]>;

/** The primary key of each store, as a path into its records. */
export const keyPaths: Readonly<Record<TableName, string | string[]>> = {
  accounts: 'id',
  providers: ['accountId', 'id'],
  lists: ['accountId', 'providerId'],
  places: ['accountId', 'providerId', 'place'],
  notices: 'id',
  preferences: 'id',
  budgets: 'host',
  activity: 'id',
  passphrase: 'id',
  history: ['accountId', 'providerId', 'clientId'],
  journal: 'id',
};

/** A sealed API key: AES-GCM under the browser's own key, bound to its account. */
export interface SealedSecret {
  accountId: string;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
  /** There is a second layer inside, under the key of the passphrase: its iv. */
  inner?: Uint8Array<ArrayBuffer>;
}

export interface Schema extends DBSchema {
  accounts: { key: string; value: RecordOf<'accounts'> };
  providers: { key: string[]; value: RecordOf<'providers'> };
  lists: { key: string[]; value: RecordOf<'lists'> };
  places: { key: string[]; value: RecordOf<'places'> };
  notices: { key: string; value: RecordOf<'notices'> };
  preferences: { key: string; value: RecordOf<'preferences'> };
  budgets: { key: string; value: RecordOf<'budgets'> };
  activity: { key: string; value: RecordOf<'activity'> };
  passphrase: { key: string; value: RecordOf<'passphrase'> };
  history: { key: string[]; value: RecordOf<'history'> };
  journal: { key: string; value: RecordOf<'journal'> };
  secrets: { key: string; value: SealedSecret };
  /** One non-extractable key, which lives here because IndexedDB keeps a key without ever showing its bytes. */
  keys: { key: string; value: CryptoKey };
}

export type Upgrade = IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>;

/** Step n brings a database from version n to n + 1. */
export const migrations: readonly ((database: IDBPDatabase<Schema>, upgrade: Upgrade) => void)[] = [
  (database) => {
    for (const table of ['accounts', 'providers', 'lists', 'places', 'notices', 'preferences', 'budgets'] as const) {
      database.createObjectStore(table, { keyPath: keyPaths[table] });
    }
    database.createObjectStore('secrets', { keyPath: 'accountId' });
    database.createObjectStore('keys');
  },
  (database) => {
    for (const table of ['activity', 'passphrase'] as const) {
      database.createObjectStore(table, { keyPath: keyPaths[table] });
    }
  },
  (database, upgrade) => {
    for (const table of ['history', 'journal'] as const) {
      database.createObjectStore(table, { keyPath: keyPaths[table] });
    }
    // From now on only what changes is written: what is known has to stand there first.
    void upgrade
      .objectStore('lists')
      .getAll()
      .then((lists) => {
        for (const { accountId, providerId, readAt, clients } of lists)
          for (const { id: clientId, assigned, used } of clients)
            void upgrade
              .objectStore('history')
              .put?.({ accountId, providerId, clientId, steps: [{ at: readAt, assigned, used }] });
      });
  },
];
