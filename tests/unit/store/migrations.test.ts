/**
 * Each step is tested from a database of the version before, filled with what that version wrote. For a new step, add
 * a fixture for the version that it leaves behind: what it holds, and what of it has to be there afterwards.
 */
import 'fake-indexeddb/auto';
import { describe, expect, it, test } from 'vitest';
import { createStore, type Database, openDatabase } from '@/lib/store/database';
import { keyPaths, migrations, type RecordOf, type TableName } from '@/lib/store/schema';
import { createSecrets } from '@/lib/store/secrets';
import { records, tableNames } from './records';

interface Fixture {
  /** What a database of this version holds: rows by store, as that version wrote them. */
  readonly holds: Readonly<Record<string, readonly object[]>>;
  /** What the present version has to read from it. */
  readonly becomes: { readonly [T in TableName]?: readonly RecordOf<T>[] };
}

const all = Object.fromEntries(tableNames.map((table) => [table, [records[table]]]));
const { history: _history, journal: _journal, ...second } = all;
const { activity: _activity, passphrase: _passphrase, ...first } = second;

/** The figures of the list, as the third version begins its history with them. */
const history = records.lists.clients.map(({ id, assigned, used }) => ({
  accountId: 'a',
  providerId: 'p',
  clientId: id,
  steps: [{ at: records.lists.readAt, assigned, used }],
}));

const fixtures: Readonly<Record<number, Fixture>> = {
  1: { holds: first, becomes: { ...first, history } },
  2: { holds: second, becomes: { ...second, history } },
  3: { holds: all, becomes: all },
};

async function fill(database: Database, { holds }: Fixture): Promise<void> {
  const names = Object.keys(holds) as TableName[];
  const transaction = database.transaction(names, 'readwrite');
  for (const name of names) {
    const store = transaction.objectStore(name);
    for (const row of holds[name] ?? []) await Reflect.apply(store.put, store, [row]);
  }
  await transaction.done;
}

/** An API key as the first version wrote it: one layer, under the browser's own key. */
async function sealAsFirst(database: Database, accountId: string, secret: string): Promise<void> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(accountId) };
  const sealed = await crypto.subtle.encrypt(how, key, new TextEncoder().encode(secret));
  await database.put('keys', key, 'sealing');
  await database.put('secrets', { accountId, iv, sealed });
}

/** A database as a browser has it that ran this version last, opened by the present one. */
async function upgradedFrom(version: number, fixture: Fixture): Promise<Database> {
  const name = `migration-${version}`;
  const old = await openDatabase(name, version);
  expect(old.version).toBe(version);
  await fill(old, fixture);
  await sealAsFirst(old, 'a', 'secret');
  old.close();
  return openDatabase(name);
}

const versions = migrations.map((_, at) => at + 1);

describe('the database', () => {
  it('has a fixture for each version that was ever released', () => {
    expect(Object.keys(fixtures).map(Number)).toEqual(versions);
  });

  test.each(versions)('of version %s keeps everything', async (version) => {
    const fixture = fixtures[version];
    if (fixture === undefined) throw new Error('no fixture');
    const database = await upgradedFrom(version, fixture);
    expect(database.version).toBe(migrations.length);
    const store = createStore(Promise.resolve(database));
    for (const table of tableNames) {
      expect(await store.read([table], (tx) => tx.all(table))).toEqual(fixture.becomes[table] ?? []);
    }
    // The fixtures that hold a passphrase are locked by it.
    const key = fixture.becomes.passphrase === undefined ? { secret: 'secret' } : 'locked';
    expect(await createSecrets(Promise.resolve(database), crypto).get('a')).toEqual(key);
    database.close();
  });

  it('made new is the same as one that went through every version', async () => {
    const shapeOf = (database: Database) =>
      [...database.objectStoreNames].map((name) => {
        const store = database.transaction(name).store;
        return { name, keyPath: store.keyPath, autoIncrement: store.autoIncrement, indexes: [...store.indexNames] };
      });
    const fresh = await openDatabase('made-new');
    let grown = await openDatabase('grown', 1);
    for (const version of versions.slice(1)) {
      grown.close();
      grown = await openDatabase('grown', version);
    }
    expect(shapeOf(grown)).toEqual(shapeOf(fresh));
    expect(shapeOf(fresh)).toEqual(
      [
        ...tableNames.map((name) => ({ name, keyPath: keyPaths[name], autoIncrement: false, indexes: [] })),
        { name: 'keys', keyPath: null, autoIncrement: false, indexes: [] },
        { name: 'secrets', keyPath: 'accountId', autoIncrement: false, indexes: [] },
      ].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    );
  });

  it('of a newer version is not opened by an older one, and not harmed', async () => {
    const newer = await openDatabase('newer', migrations.length + 1);
    await fill(newer, { holds: { accounts: [records.accounts] }, becomes: {} });
    newer.close();
    await expect(openDatabase('newer')).rejects.toThrow();
    const again = await openDatabase('newer', migrations.length + 1);
    expect(await again.count('accounts')).toBe(1);
    again.close();
  });

  it('makes room for a newer version that another context opens', async () => {
    const old = await openDatabase('shared');
    const newer = await openDatabase('shared', migrations.length + 1);
    expect(newer.version).toBe(migrations.length + 1);
    expect(() => old.transaction('accounts')).toThrow();
    newer.close();
  });
});
