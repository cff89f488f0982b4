import * as z from 'zod/mini';
import { keyPaths, type RecordOf, recordSchemas, type TableName } from '@/lib/store/schema';
import type { Key, Reading, Store, Writing } from '@/lib/store/store';

/** A row as it lies in the store: its key in parts, and the record as it is believed; undefined: malformed. */
interface Row {
  readonly key: readonly string[];
  readonly record: unknown;
}

type Rows = Map<string, Row>;

/** Records are shared between the store and its readers: whoever changes one in place shall fail. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}

const partsOf = (key: Key): readonly string[] => (typeof key === 'string' ? [key] : key);
const textOf = (key: readonly string[]): string => key.join('\u0000');

function rowOf(table: TableName, raw: object): Row {
  const key = [keyPaths[table]].flat().map((part) => String(Reflect.get(raw, part)));
  // Parsing copies, so what is stored is nobody else's object.
  const parsed = z.safeParse(recordSchemas[table], raw);
  return { key, record: parsed.success ? frozen(parsed.data) : undefined };
}

const startsWith = (key: readonly string[], prefix: readonly string[]): boolean =>
  prefix.every((part, at) => key[at] === part);

/** Key order, as a database answers in. */
const byKey = (a: Row, b: Row): number => {
  for (const [at, part] of a.key.entries()) {
    const other = b.key[at] ?? '';
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
};

const reading = (source: (table: TableName) => Rows): Reading => ({
  async get<T extends TableName>(table: T, key: Key) {
    return source(table).get(textOf(partsOf(key)))?.record as RecordOf<T> | undefined;
  },
  async all<T extends TableName>(table: T, prefix: readonly string[] = []) {
    return [...source(table).values()]
      .filter(({ key, record }) => record !== undefined && startsWith(key, prefix))
      .sort(byKey)
      .map(({ record }) => record as RecordOf<T>);
  },
});

export interface MemoryStore extends Store {
  /** Puts something into a table that did not come from this version of the program. */
  plant(table: TableName, raw: object): void;
  /** How many rows lie there, malformed ones included. */
  size(table: TableName): number;
}

/** A store in memory with the same promises as the real one: believable records, prefix reads, all or nothing. */
export function createMemoryStore(): MemoryStore {
  const tables = new Map<TableName, Rows>();
  const rows = (table: TableName): Rows => tables.get(table) ?? new Map<string, Row>();

  let last: Promise<unknown> = Promise.resolve();
  /** One transaction after another, as a database orders those that overlap. */
  const inTurn = <R>(work: () => Promise<R>): Promise<R> => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };

  const only =
    (names: readonly TableName[], source: (table: TableName) => Rows) =>
    (table: TableName): Rows => {
      if (!names.includes(table)) throw new Error(`${table} is not part of this transaction`);
      return source(table);
    };

  async function commit<R>(names: readonly TableName[], work: (tx: Writing) => Promise<R>): Promise<R> {
    const changes = new Map<TableName, Rows>();
    const source = only(names, (table) => changes.get(table) ?? rows(table));
    /** A table is copied when it is first changed. */
    const changed = (table: TableName): Rows => {
      const copy = changes.get(table) ?? new Map(source(table));
      changes.set(table, copy);
      return copy;
    };
    const tx: Writing = {
      ...reading(source),
      async put(table, record) {
        const row = rowOf(table, record);
        if (row.record === undefined) throw new Error(`Not a record of ${table}: ${JSON.stringify(record)}`);
        changed(table).set(textOf(row.key), row);
      },
      async delete(table, key) {
        changed(table).delete(textOf(partsOf(key)));
      },
      async clear(table, prefix = []) {
        const mine = changed(table);
        for (const [text, { key }] of mine) if (startsWith(key, prefix)) mine.delete(text);
      },
    };
    const result = await work(tx);
    for (const [table, next] of changes) tables.set(table, next);
    return result;
  }

  return {
    read: (names, work) => inTurn(() => work(reading(only(names, rows)))),
    write: (names, work) => inTurn(() => commit(names, work)),
    plant(table, raw) {
      const row = rowOf(table, raw);
      tables.set(table, new Map(rows(table)).set(textOf(row.key), row));
    },
    size: (table) => rows(table).size,
  };
}
