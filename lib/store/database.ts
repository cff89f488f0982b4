/** The store on IndexedDB. */

import { type IDBPDatabase, openDB } from 'idb';
import * as z from 'zod/mini';
import { databaseName, migrations, type RecordOf, recordSchemas, type Schema, type TableName } from './schema';
import type { Key, Reading, Store, Writing } from './store';

export type Database = IDBPDatabase<Schema>;

/** Opens the database, building or migrating it first. A newer version elsewhere closes this one. */
export function openDatabase(name: string = databaseName, upTo: number = migrations.length): Promise<Database> {
  return openDB<Schema>(name, upTo, {
    upgrade(database, from, to, transaction) {
      for (const migrate of migrations.slice(from, to ?? upTo)) migrate(database, transaction);
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
    },
  });
}

function parse<T extends TableName>(table: T, value: unknown): RecordOf<T> | undefined {
  const parsed = z.safeParse(recordSchemas[table], value);
  return parsed.success ? (parsed.data as RecordOf<T>) : undefined;
}

/** All keys that begin with the given parts: an array sorts after every string in IndexedDB's order. */
const startingWith = (prefix: readonly string[]): IDBKeyRange => IDBKeyRange.bound([...prefix], [...prefix, []]);

type AnyTransaction = ReturnType<typeof transactionOf>;
const transactionOf = (database: Database, tables: readonly TableName[], mode: 'readonly' | 'readwrite') =>
  database.transaction([...tables], mode);

function reading(transaction: AnyTransaction): Reading {
  return {
    async get(table, key) {
      return parse(table, await transaction.objectStore(table).get(key));
    },
    async all(table, prefix) {
      const records: unknown[] = await transaction.objectStore(table).getAll(prefix && startingWith(prefix));
      return records.flatMap((record) => parse(table, record) ?? []);
    },
  };
}

function writing(transaction: AnyTransaction): Writing {
  return {
    ...reading(transaction),
    async put(table, record) {
      await transaction.objectStore(table).put?.(record);
    },
    async delete(table, key: Key) {
      await transaction.objectStore(table).delete?.(key);
    },
    async clear(table, prefix) {
      const store = transaction.objectStore(table);
      await (prefix === undefined ? store.clear?.() : store.delete?.(startingWith(prefix)));
    },
  };
}

/** The store over a database that may still be opening. */
export function createStore(database: Promise<Database>): Store {
  return {
    async read(tables, work) {
      const transaction = transactionOf(await database, tables, 'readonly');
      const [result] = await Promise.all([work(reading(transaction)), transaction.done]);
      return result;
    },
    async write(tables, work) {
      const transaction = transactionOf(await database, tables, 'readwrite');
      try {
        const result = await work(writing(transaction));
        await transaction.done;
        return result;
      } catch (error) {
        // Already aborted where the database itself failed.
        transaction.done.catch(() => undefined);
        try {
          transaction.abort();
        } catch {}
        throw error;
      }
    },
  };
}
