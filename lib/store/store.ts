/**
 * Reading and writing what is kept, in transactions: what is written together is there together or not at all.
 * Records are parsed on the way out. One that is not what it should be counts as absent and stays where it is.
 */
import { effectivePreferences, type Managed, readPolicy } from '@/lib/domain/managed';
import type { Overview } from '@/lib/domain/overview';
import { type Entered, lockOf } from '@/lib/domain/passphrase';
import { defaultPreferences, type Preferences } from '@/lib/domain/preferences';
import type { RecordOf, TableName } from './schema';

export type Key = string | string[];

/** Inside a transaction: nothing else may be awaited between two calls, or the transaction ends. */
export interface Reading {
  get<T extends TableName>(table: T, key: Key): Promise<RecordOf<T> | undefined>;
  /** All records, or those whose key begins with the given parts. */
  all<T extends TableName>(table: T, prefix?: readonly string[]): Promise<RecordOf<T>[]>;
}

export interface Writing extends Reading {
  put<T extends TableName>(table: T, record: RecordOf<T>): Promise<void>;
  delete(table: TableName, key: Key): Promise<void>;
  /** Removes every record, or those whose key begins with the given parts, the malformed ones included. */
  clear(table: TableName, prefix?: readonly string[]): Promise<void>;
}

export interface Store {
  read<R>(tables: readonly TableName[], work: (tx: Reading) => Promise<R>): Promise<R>;
  /** All or nothing: if `work` throws, nothing of it is kept. */
  write<R>(tables: readonly TableName[], work: (tx: Writing) => Promise<R>): Promise<R>;
}

/** The person's own preferences, or the defaults. */
export async function ownPreferences(tx: Reading): Promise<Preferences> {
  return (await tx.get('preferences', 'own'))?.preferences ?? defaultPreferences;
}

/** The preferences that count, and the policy behind them; undefined: there is none. */
async function readPreferences(tx: Reading): Promise<{ preferences: Preferences; managed?: Managed }> {
  const kept = await tx.get('preferences', 'own');
  const preferences = kept?.preferences ?? defaultPreferences;
  if (kept?.policy === undefined) return { preferences };
  const managed = readPolicy(kept.policy);
  return { preferences: effectivePreferences(preferences, managed, kept.chosen), managed };
}

/** The preferences that count. */
export const countingPreferences = async (tx: Reading): Promise<Preferences> => (await readPreferences(tx)).preferences;

/** Tables that make up the overview. */
export const overviewTables = ['accounts', 'providers', 'lists', 'places', 'preferences', 'passphrase'] as const;

/**
 * Everything that badge and pages show, from one transaction: never half of a change. `entered`: what the browser knows
 * of the passphrase; where nobody says, none was entered.
 */
export async function readOverview(store: Store, entered?: () => Promise<Entered>): Promise<Overview> {
  const [{ passphrase, ...overview }, known] = await Promise.all([readRecords(store), entered?.()]);
  return passphrase === undefined ? overview : { ...overview, lock: lockOf(passphrase, known) };
}

function readRecords(store: Store) {
  return store.read(overviewTables, async (tx) => {
    const [accounts, providers, lists, places, preferences, passphrase] = await Promise.all([
      tx.all('accounts'),
      tx.all('providers'),
      tx.all('lists'),
      tx.all('places'),
      readPreferences(tx),
      tx.get('passphrase', 'own'),
    ]);
    accounts.sort((a, b) => a.addedAt - b.addedAt);
    return { passphrase, accounts, providers, lists, places, ...preferences };
  });
}
