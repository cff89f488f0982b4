/** The second layer over API keys at rest: who may set, change and take it away, and that it is always all or nothing. */
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { type InnerKey, lockOf, passphraseKdf } from '@/lib/domain/passphrase';
import { createStore, type Database, openDatabase } from '@/lib/store/database';
import { createSecrets, type Secrets } from '@/lib/store/secrets';
import { readOverview } from '@/lib/store/store';

const innerKey = (n: number): InnerKey => ({
  salt: Buffer.alloc(16, n).toString('base64'),
  key: Buffer.alloc(32, n).toString('base64'),
});
const one = innerKey(1);
const two = innerKey(2);
const now = 1_700_000_000_000;

let serial = 0;
let database: Database;
/** What the browser remembers of the passphrase. */
let entered: InnerKey | null = null;
let secrets: Secrets;
const reborn = (): Secrets => createSecrets(Promise.resolve(database), crypto, async () => entered);

beforeEach(async () => {
  serial += 1;
  entered = null;
  database = await openDatabase(`passphrase-${serial}`);
  secrets = reborn();
  await secrets.put('a', 'secret of a');
  await secrets.put('b', 'secret of b');
});

const contents = async (from = secrets): Promise<unknown[]> => [await from.get('a'), await from.get('b')];
const both = [{ secret: 'secret of a' }, { secret: 'secret of b' }];
const locked = ['locked', 'locked'];

describe('a passphrase', () => {
  it('locks what was stored without one, and what comes after', async () => {
    expect((await database.getAll('secrets')).map(({ inner }) => inner)).toEqual([undefined, undefined]);
    expect(await secrets.reseal(null, one, now)).toBe(true);
    expect(await contents()).toEqual(locked);
    expect(await secrets.put('c', 'more')).toBe(false);
    expect(await secrets.ids()).toEqual(['a', 'b']);
    entered = one;
    expect(await contents(reborn())).toEqual(both);
    expect(await secrets.put('c', 'more')).toBe(true);
    expect(await secrets.get('c')).toEqual({ secret: 'more' });
    entered = null;
    expect(await secrets.get('c')).toBe('locked');
  });

  it('seals again inside: the browser’s own key alone finds no key', async () => {
    await secrets.reseal(null, one, now);
    const [record] = await database.getAll('secrets');
    const outer = await database.get('keys', 'sealing');
    if (record === undefined || outer === undefined) throw new Error('nothing stored');
    const additionalData = new TextEncoder().encode('a');
    const found = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: record.iv, additionalData }, outer, record.sealed);
    expect(found.byteLength).toBe('secret of a'.length + 16);
    expect(Buffer.from(found).toString('latin1')).not.toContain('secret');
  });

  it('is recorded without its key, and tells the right key from others', async () => {
    await secrets.reseal(null, one, now);
    const record = await database.get('passphrase', 'own');
    expect(record).toMatchObject({ id: 'own', salt: one.salt, setAt: now, ...passphraseKdf });
    expect(JSON.stringify(record)).not.toContain(one.key);
    expect(await secrets.fits(one)).toBe(true);
    expect(await secrets.fits({ ...one, key: two.key })).toBe(false);
    expect(await secrets.fits({ ...one, salt: two.salt })).toBe(false);
    expect(await secrets.fits(two)).toBe(false);
  });

  it('fits nothing where none is set', async () => {
    expect(await secrets.fits(one)).toBe(false);
  });

  it('is changed and taken away by whoever knows it', async () => {
    await secrets.reseal(null, one, now);
    expect(await secrets.reseal(one, two, now + 1)).toBe(true);
    entered = one;
    expect(await contents()).toEqual(locked);
    entered = two;
    expect(await contents()).toEqual(both);
    expect(await secrets.reseal(two, null, now + 2)).toBe(true);
    entered = null;
    expect(await contents()).toEqual(both);
    expect(await database.count('passphrase')).toBe(0);
    expect((await database.getAll('secrets')).map(({ inner }) => inner)).toEqual([undefined, undefined]);
  });

  it.each<[string, InnerKey | null]>([
    ['the wrong one', { ...one, key: two.key }],
    ['another one', two],
    ['none, as if none were set', null],
  ])('is neither changed nor taken away by %s', async (_, from) => {
    await secrets.reseal(null, one, now);
    const before = [await database.getAll('secrets'), await database.getAll('passphrase')];
    for (const to of [two, null]) expect(await secrets.reseal(from, to, now + 1)).toBe(false);
    expect([await database.getAll('secrets'), await database.getAll('passphrase')]).toEqual(before);
    entered = one;
    expect(await contents()).toEqual(both);
  });

  it('is not taken for one that is not set', async () => {
    expect(await secrets.reseal(one, two, now)).toBe(false);
    expect(await contents()).toEqual(both);
  });

  it('goes with everything else', async () => {
    await secrets.reseal(null, one, now);
    await secrets.removeAll();
    expect(await database.count('passphrase')).toBe(0);
    expect(await contents()).toEqual(['lost', 'lost']);
    expect(await secrets.put('a', 'again')).toBe(true);
  });

  it('does not make a key lost that is locked, nor found that is lost', async () => {
    const record = await database.get('secrets', 'a');
    if (record === undefined) throw new Error('nothing stored');
    await database.put('secrets', { ...record, sealed: new ArrayBuffer(40) });
    expect(await secrets.reseal(null, one, now)).toBe(true);
    expect(await contents()).toEqual(locked);
    entered = one;
    expect(await contents()).toEqual(['lost', { secret: 'secret of b' }]);
  });

  it('does not open the inner layer under another account’s name', async () => {
    await secrets.reseal(null, one, now);
    const [a, b] = await database.getAll('secrets');
    if (a === undefined || b?.inner === undefined) throw new Error('nothing stored');
    entered = one;
    await database.put('secrets', { ...a, inner: b.inner });
    expect(await contents()).toEqual(['lost', { secret: 'secret of b' }]);
  });
});

describe('what comes in between', () => {
  /** A key for an account without any, at each moment of a sealing anew. */
  const moments = Array.from({ length: 12 }, (_, at) => at);
  const ticks = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) await database.get('keys', 'none');
  };

  it.each(moments)(
    'a key that is stored while a passphrase is set lies under it, or is not stored (%i)',
    async (at) => {
      const [set, stored] = await Promise.all([
        secrets.reseal(null, one, now),
        ticks(at).then(() => secrets.put('c', 'secret of c')),
      ]);
      expect(set).toBe(true);
      expect(await secrets.get('c')).toBe('locked');
      entered = one;
      expect(await contents()).toEqual(both);
      expect(await secrets.get('c')).toEqual(stored ? { secret: 'secret of c' } : 'lost');
    },
  );

  it.each(moments)('a key that is removed while a passphrase is set does not come back (%i)', async (at) => {
    await Promise.all([secrets.reseal(null, one, now), ticks(at).then(() => secrets.remove('a'))]);
    expect(await secrets.ids()).toEqual(['b']);
    entered = one;
    expect(await contents()).toEqual(['lost', both[1]]);
  });

  it('of two who set one at once, the second is told that there is one', async () => {
    expect(await Promise.all([secrets.reseal(null, one, now), secrets.reseal(null, two, now)])).toEqual([true, false]);
    entered = one;
    expect(await contents()).toEqual(both);
  });

  it('a failure does not hold up what comes after', async () => {
    let failing = true;
    const moody = createSecrets(Promise.resolve(database), crypto, async () => {
      if (failing) throw new Error('no session');
      return one;
    });
    await moody.reseal(null, one, now);
    await expect(moody.get('a')).rejects.toThrow('no session');
    failing = false;
    expect(await moody.get('a')).toEqual(both[0]);
  });
});

describe('a worker that dies while it seals anew', () => {
  /** Crossings to database and cryptography; after `last` of them nothing answers any more, as in a dead worker. */
  function mortal(last: number): { database: Database; crypto: Crypto; died: Promise<void> } {
    let count = 0;
    let die: () => void = () => undefined;
    const died = new Promise<void>((resolve) => {
      die = resolve;
    });
    const dead = new Promise<never>(() => undefined);
    const guard = <T extends object>(target: T, names: readonly string[]): T =>
      new Proxy(target, {
        get: (_, name) => {
          const value: unknown = Reflect.get(target, name);
          if (typeof value !== 'function') return value;
          const bound = value.bind(target) as (...args: unknown[]) => unknown;
          if (!names.includes(String(name))) return bound;
          return (...args: unknown[]) => {
            count += 1;
            if (count <= last) return bound(...args);
            die();
            if (name === 'transaction') throw new Error('dead');
            return dead;
          };
        },
      });
    const subtle = guard(crypto.subtle, ['encrypt', 'decrypt', 'importKey', 'digest']);
    const ownCrypto = new Proxy(crypto, {
      get: (target, name) => {
        if (name === 'subtle') return subtle;
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    return { database: guard(database, ['get', 'getAll', 'transaction']), crypto: ownCrypto, died };
  }

  const steps: readonly [string, InnerKey | null, InnerKey | null][] = [
    ['set', null, one],
    ['change', one, two],
    ['remove', one, null],
  ];

  it.each(steps)('leaves all old or all new: %s', async (name, from, to) => {
    const outcomes = new Set<string>();
    for (let last = 0; last < 40 && !outcomes.has('done'); last += 1) {
      database = await openDatabase(`mortal-${name}-${last}`);
      entered = null;
      await reborn().put('a', 'secret of a');
      await reborn().put('b', 'secret of b');
      if (from !== null) await reborn().reseal(null, from, now);
      const life = mortal(last);
      const dying = createSecrets(Promise.resolve(life.database), life.crypto, async () => from);
      const done = await Promise.race([
        dying.reseal(from, to, now + 1).catch(() => false),
        life.died.then(() => false as const),
      ]);
      const [record] = await database.getAll('passphrase');
      expect(record?.salt ?? null).toBe((done ? to : from)?.salt ?? null);
      entered = done ? to : from;
      expect(await contents(reborn())).toEqual(both);
      // No key is left that lies under another passphrase than the one on record.
      const layers = (await database.getAll('secrets')).map(({ inner }) => inner !== undefined);
      expect(layers).toEqual([entered !== null, entered !== null]);
      outcomes.add(done ? 'done' : 'died');
    }
    expect([...outcomes].sort()).toEqual(['died', 'done']);
  });
});

describe('the overview', () => {
  const read = (salt: string | null, lockedAt: number | null = null) =>
    readOverview(createStore(Promise.resolve(database)), async () => ({ salt, lockedAt }));

  it('tells nothing of a lock where no passphrase is set', async () => {
    expect('lock' in (await read(one.salt))).toBe(false);
  });

  it('is open for the passphrase that is set, and for no other', async () => {
    await secrets.reseal(null, one, now);
    expect((await read(one.salt)).lock?.locked).toBe(false);
    expect((await read(null, 7)).lock).toMatchObject({ locked: true, lockedAt: 7 });
    expect((await read(two.salt)).lock?.locked).toBe(true);
    // Whoever does not say what was entered is shown a locked desk.
    expect((await readOverview(createStore(Promise.resolve(database)))).lock?.locked).toBe(true);
    const [set] = await database.getAll('passphrase');
    if (set === undefined) throw new Error('nothing stored');
    expect(lockOf(set, { salt: one.salt, lockedAt: null }).locked).toBe(false);
  });
});
