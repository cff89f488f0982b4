/** What both stores promise: the one in the browser's database, and the one in memory that other tests stand on. */
import 'fake-indexeddb/auto';
import { describe, expect, it, test } from 'vitest';
import { readPolicy } from '@/lib/domain/managed';
import { defaultPreferences } from '@/lib/domain/preferences';
import { createStore, type Database, openDatabase } from '@/lib/store/database';
import { keyPaths, type TableName } from '@/lib/store/schema';
import { ownPreferences, readOverview, type Store } from '@/lib/store/store';
import { account, place, provider } from '../domain/samples';
import { createMemoryStore } from '../watch/support/memory-store';
import { records, tableNames } from './records';

interface Subject {
  readonly store: Store;
  /** Puts something there that did not come from this version of the program. */
  plant(table: TableName, raw: object): Promise<void>;
  /** Rows that lie there, malformed ones included. */
  size(table: TableName): Promise<number>;
}

let serial = 0;
async function indexed(): Promise<Subject> {
  serial += 1;
  const database: Database = await openDatabase(`store-${serial}`);
  return {
    store: createStore(Promise.resolve(database)),
    async plant(table, raw) {
      // Raw on purpose: the types would not let it in.
      const transaction = database.transaction(table, 'readwrite');
      await Promise.all([Reflect.apply(transaction.store.put, transaction.store, [raw]), transaction.done]);
    },
    size: (table) => database.count(table),
  };
}
async function memory(): Promise<Subject> {
  const store = createMemoryStore();
  return { store, plant: async (table, raw) => store.plant(table, raw), size: async (table) => store.size(table) };
}

const keyOf = (table: TableName, record: object): string | string[] => {
  const path = keyPaths[table];
  return Array.isArray(path)
    ? path.map((part) => String(Reflect.get(record, part)))
    : String(Reflect.get(record, path));
};

describe.each([
  ['in the database', indexed],
  ['in memory', memory],
])('a store %s', (_, open) => {
  test.each(tableNames)('keeps and gives back a record of %s', async (table) => {
    const { store } = await open();
    const key = keyOf(table, records[table]);
    await store.write([table], (tx) => tx.put(table, records[table]));
    expect(await store.read([table], (tx) => tx.get(table, key))).toEqual(records[table]);
    expect(await store.read([table], (tx) => tx.all(table))).toEqual([records[table]]);
    await store.write([table], (tx) => tx.delete(table, key));
    expect(await store.read([table], (tx) => tx.get(table, key))).toBeUndefined();
    expect(await store.read([table], (tx) => tx.all(table))).toEqual([]);
  });

  it('replaces the record of the same key', async () => {
    const { store } = await open();
    await store.write(['accounts'], (tx) => tx.put('accounts', account({ label: 'old' })));
    await store.write(['accounts'], (tx) => tx.put('accounts', account({ label: 'new' })));
    expect(await store.read(['accounts'], (tx) => tx.all('accounts'))).toEqual([account({ label: 'new' })]);
  });

  it('reads by the beginning of a key, part by part, in the order of keys', async () => {
    const { store } = await open();
    const keys = [
      ['b', 'p', 'c1'],
      ['a', 'q', 'c1'],
      ['a', 'p', 'c2'],
      ['a', 'p', 'c1'],
      ['a', 'p', 'zoë'],
      ['a', 'p', '\uffff'],
      ['a', 'pp', 'c1'],
      ['aa', 'p', 'c1'],
      ['', 'p', 'c1'],
    ] as const;
    await store.write(['places'], async (tx) => {
      for (const [accountId, providerId, where] of keys)
        await tx.put('places', place(where, [], { accountId, providerId }));
    });
    const read = (prefix?: string[]) =>
      store.read(['places'], async (tx) =>
        (await tx.all('places', prefix)).map((p) => `${p.accountId}/${p.providerId}/${p.place}`),
      );
    expect(await read(['a', 'p'])).toEqual(['a/p/c1', 'a/p/c2', 'a/p/zoë', 'a/p/\uffff']);
    expect(await read(['a'])).toEqual(['a/p/c1', 'a/p/c2', 'a/p/zoë', 'a/p/\uffff', 'a/pp/c1', 'a/q/c1']);
    expect(await read(['a', 'p', 'c2'])).toEqual(['a/p/c2']);
    expect(await read(['z'])).toEqual([]);
    expect(await read([''])).toEqual(['/p/c1']);
    expect(await read()).toEqual([
      '/p/c1',
      'a/p/c1',
      'a/p/c2',
      'a/p/zoë',
      'a/p/\uffff',
      'a/pp/c1',
      'a/q/c1',
      'aa/p/c1',
      'b/p/c1',
    ]);
  });

  it('sees within a transaction what it has written', async () => {
    const { store } = await open();
    const seen = await store.write(['accounts', 'providers'], async (tx) => {
      await tx.put('accounts', account());
      await tx.put('providers', provider());
      await tx.delete('accounts', 'a');
      return [await tx.all('accounts'), await tx.get('providers', ['a', 'p'])];
    });
    expect(seen).toEqual([[], provider()]);
  });

  it('keeps nothing of a transaction that throws, in any table, and says why', async () => {
    const { store } = await open();
    await store.write(['accounts'], (tx) => tx.put('accounts', account({ label: 'before' })));
    const broken = store.write(['accounts', 'providers', 'places'], async (tx) => {
      await tx.put('accounts', account({ label: 'after' }));
      await tx.put('providers', provider());
      await tx.delete('places', ['a', 'p', 'c1']);
      throw new Error('halfway');
    });
    await expect(broken).rejects.toThrow('halfway');
    expect(await store.read(['accounts'], (tx) => tx.all('accounts'))).toEqual([account({ label: 'before' })]);
    expect(await store.read(['providers'], (tx) => tx.all('providers'))).toEqual([]);
    // And goes on working.
    await store.write(['providers'], (tx) => tx.put('providers', provider()));
    expect(await store.read(['providers'], (tx) => tx.all('providers'))).toEqual([provider()]);
  });

  it('lets nobody at a table that the transaction did not name', async () => {
    const { store } = await open();
    await expect(store.write(['accounts'], (tx) => tx.put('providers', provider()))).rejects.toThrow();
    await expect(store.read(['accounts'], (tx) => tx.all('providers'))).rejects.toThrow();
  });

  it('does not mix transactions that overlap', async () => {
    const { store } = await open();
    const host = records.budgets.host;
    await store.write(['budgets'], (tx) => tx.put('budgets', { ...records.budgets, sentAt: [] }));
    const add = (at: number) =>
      store.write(['budgets'], async (tx) => {
        const known = await tx.get('budgets', host);
        await tx.put('budgets', { ...records.budgets, sentAt: [...(known?.sentAt ?? []), at] });
      });
    await Promise.all(Array.from({ length: 20 }, (_unused, at) => add(at)));
    const budget = await store.read(['budgets'], (tx) => tx.get('budgets', host));
    expect(budget?.sentAt.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_unused, at) => at));
  });

  it('counts a malformed record as absent, leaves it where it is, and believes its neighbours', async () => {
    const { store, plant, size } = await open();
    await plant('accounts', { id: 'b', email: 7 });
    await plant('accounts', { ...account({ id: 'c' }), failure: { kind: 'from-the-future' } });
    await store.write(['accounts'], (tx) => tx.put('accounts', account()));
    expect(await store.read(['accounts'], (tx) => tx.all('accounts'))).toEqual([account()]);
    expect(await store.read(['accounts'], (tx) => tx.get('accounts', 'b'))).toBeUndefined();
    expect(await size('accounts')).toBe(3);
    await store.write(['accounts'], (tx) => tx.delete('accounts', 'b'));
    expect(await size('accounts')).toBe(2);
  });

  it('gives up what it does not know of a record, and no more', async () => {
    const { store, plant } = await open();
    await plant('accounts', { ...account(), invented: 'later' });
    expect(await store.read(['accounts'], (tx) => tx.get('accounts', 'a'))).toEqual(account());
  });

  it('clears a table, or everything whose key begins alike, what is malformed with it', async () => {
    const { store, plant, size } = await open();
    await store.write(['places', 'budgets'], async (tx) => {
      for (const accountId of ['a', 'aa', 'b']) await tx.put('places', place('c1', [], { accountId }));
      await tx.put('budgets', records.budgets);
    });
    await plant('places', { accountId: 'a', providerId: 'p', place: 'broken' });
    await plant('budgets', { host: 'broken' });
    await store.write(['places', 'budgets'], async (tx) => {
      await tx.clear('places', ['a']);
      await tx.clear('budgets');
    });
    expect(await store.read(['places'], async (tx) => (await tx.all('places')).map((p) => p.accountId))).toEqual([
      'aa',
      'b',
    ]);
    expect([await size('places'), await size('budgets')]).toEqual([2, 0]);
  });

  it('is not changed by who changes what they put or read', async () => {
    const { store } = await open();
    const mine = { ...records.budgets, sentAt: [1] };
    await store.write(['budgets'], (tx) => tx.put('budgets', mine));
    mine.sentAt.push(2);
    const read = () => store.read(['budgets'], (tx) => tx.get('budgets', mine.host));
    const first = await read();
    try {
      first?.sentAt.push(3);
    } catch {}
    expect((await read())?.sentAt).toEqual([1]);
  });
});

describe('the overview', () => {
  it('is everything, accounts in the order of their adding, preferences as managed', async () => {
    const { store } = await indexed();
    await store.write(tableNames, async (tx) => {
      for (const table of tableNames) await tx.put(table, records[table]);
      await tx.put('accounts', account({ id: '0', addedAt: 2 }));
    });
    const policy = { checkEveryMinutes: 10 };
    await store.write(['preferences'], (tx) => tx.put('preferences', { ...records.preferences, policy }));
    expect(await readOverview(store)).toEqual({
      accounts: [account(), account({ id: '0', addedAt: 2 })],
      providers: [records.providers],
      lists: [records.lists],
      places: [records.places],
      preferences: { ...defaultPreferences, checkEveryMinutes: 10 },
      managed: readPolicy(policy),
      lock: { passphrase: records.passphrase, locked: true, lockedAt: null },
    });
  });

  it('has the defaults where no preferences are kept, or none that can be believed', async () => {
    const { store, plant } = await indexed();
    const own = () => store.read(['preferences'], ownPreferences);
    expect(await own()).toEqual(defaultPreferences);
    await plant('preferences', { id: 'own', preferences: { ...defaultPreferences, checkEveryMinutes: 0 } });
    expect(await own()).toEqual(defaultPreferences);
  });
});
