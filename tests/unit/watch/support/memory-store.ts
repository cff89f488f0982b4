import { keyPaths, type RecordOf, recordSchemas, type TableName } from '@/lib/store/schema';
import type { Key, Reading, Store, Writing } from '@/lib/store/store';

/** A store in memory with the same promises as the real one: parsed records, prefix reads, all or nothing. */
export function createMemoryStore(): Store {
  const tables = new Map<TableName, Map<string, unknown>>();
  const rows = (table: TableName): Map<string, unknown> => {
    const found = tables.get(table) ?? new Map<string, unknown>();
    tables.set(table, found);
    return found;
  };
  const text = (key: Key): string => JSON.stringify([key].flat());
  const keyOf = (table: TableName, record: Record<string, unknown>): string =>
    JSON.stringify([keyPaths[table]].flat().map((part) => record[part]));

  const reading = (source: (table: TableName) => Map<string, unknown>): Reading => ({
    async get(table, key) {
      const parsed = recordSchemas[table].safeParse(source(table).get(text(key)));
      return parsed.success ? (structuredClone(parsed.data) as RecordOf<typeof table>) : undefined;
    },
    async all(table, prefix = []) {
      return [...source(table)]
        .filter(([key]) => prefix.every((part, at) => (JSON.parse(key) as string[])[at] === part))
        .map(([, record]) => structuredClone(recordSchemas[table].parse(record)) as RecordOf<typeof table>);
    },
  });

  let last: Promise<unknown> = Promise.resolve();
  /** One transaction after another, as a database orders those that overlap. */
  const inTurn = <R>(work: () => Promise<R>): Promise<R> => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };

  return {
    read: (_names, work) => inTurn(() => work(reading(rows))),
    write: (names, work) => inTurn(() => commit(names, work)),
  };

  async function commit<R>(names: readonly TableName[], work: (tx: Writing) => Promise<R>): Promise<R> {
    const changes = new Map<TableName, Map<string, unknown>>(names.map((name) => [name, new Map(rows(name))]));
    const source = (table: TableName): Map<string, unknown> => {
      const found = changes.get(table);
      if (found === undefined) throw new Error(`${table} is not part of this transaction`);
      return found;
    };
    const tx: Writing = {
      ...reading(source),
      async put(table, record) {
        recordSchemas[table].parse(record);
        source(table).set(keyOf(table, record as Record<string, unknown>), structuredClone(record));
      },
      async delete(table, key) {
        source(table).delete(text(key));
      },
    };
    const result = await work(tx);
    for (const [table, next] of changes) tables.set(table, next);
    return result;
  }
}
