/**
 * API keys at rest: AES-GCM under a key that the browser keeps and never shows, bound to their account. This keeps a
 * key from whoever reads the profile's files as text; it cannot keep it from whoever runs this browser profile. Where a
 * passphrase is set, there is a second layer inside, under the passphrase's key, and that keeps it from them too.
 * Worker only: no page imports this file.
 */
import { type InnerKey, type Passphrase, passphraseKdf } from '@/lib/domain/passphrase';
import type { Database } from './database';
import type { SealedSecret } from './schema';

/** `lost`: there is none, or it cannot be opened any more. `locked`: the passphrase has to be entered first. */
export type SecretReading = { readonly secret: string } | 'lost' | 'locked';

export interface Secrets {
  /** Stores the key, replacing the account's former one. False: locked, and nothing was stored. */
  put(accountId: string, secret: string): Promise<boolean>;
  get(accountId: string): Promise<SecretReading>;
  remove(accountId: string): Promise<void>;
  /** The accounts that have one. */
  ids(): Promise<readonly string[]>;
  /** Removes all, and the passphrase with them. */
  removeAll(): Promise<void>;
  /** Whether this key belongs to the passphrase that is set. */
  fits(inner: InnerKey): Promise<boolean>;
  /**
   * Sets, changes (`from` and `to`) or takes away (`to` null) the passphrase: seals every key anew and writes that with
   * the passphrase's record, all or nothing. False, and nothing is changed: `from` is not the key of the passphrase that
   * is set (null: none is set).
   */
  reseal(from: InnerKey | null, to: InnerKey | null, now: number): Promise<boolean>;
}

type Bytes = Uint8Array<ArrayBuffer>;

const sealingKey = 'sealing';
const own = 'own';

const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

/** `entered`: the key of the passphrase that was entered, if one was. */
export function createSecrets(
  database: Promise<Database>,
  crypto: Crypto,
  entered: () => Promise<InnerKey | null> = async () => null,
): Secrets {
  const { subtle } = crypto;

  let last: Promise<unknown> = Promise.resolve();
  /** One after another: between what is read and what is written from it, nothing else is. There is one worker. */
  const inTurn =
    <A extends readonly unknown[], T>(work: (db: Database, ...args: A) => Promise<T>) =>
    (...args: A): Promise<T> => {
      const next = last.then(() => database).then((db) => work(db, ...args));
      last = next.catch(() => undefined);
      return next;
    };

  async function key(db: Database): Promise<CryptoKey> {
    const known = await db.get('keys', sealingKey);
    if (known !== undefined) return known;
    const made = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    // Two callers may have made one each: the first to arrive stays.
    const transaction = db.transaction('keys', 'readwrite');
    const first = await transaction.store.get(sealingKey);
    if (first === undefined) await transaction.store.put(made, sealingKey);
    await transaction.done;
    return first ?? made;
  }

  const imported = (inner: InnerKey | null): Promise<CryptoKey> | null =>
    inner &&
    subtle.importKey(
      'raw',
      Uint8Array.from(atob(inner.key), (byte) => byte.charCodeAt(0)),
      'AES-GCM',
      false,
      ['encrypt', 'decrypt'],
    );

  /** Says of a key whether it is the right one, and nothing else about it. */
  async function checkOf({ salt, key: raw }: InnerKey): Promise<string> {
    const digest = await subtle.digest('SHA-256', utf8(salt + raw));
    return btoa(String.fromCharCode(...new Uint8Array(digest)));
  }

  /** Bound to the account: it opens under no other. */
  const how = (iv: Bytes, accountId: string) => ({ name: 'AES-GCM', iv, additionalData: utf8(accountId) });

  async function seal(
    accountId: string,
    data: BufferSource,
    by: CryptoKey,
  ): Promise<Pick<SealedSecret, 'iv' | 'sealed'>> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, sealed: await subtle.encrypt(how(iv, accountId), by, data) };
  }

  async function sealTwice(db: Database, accountId: string, data: BufferSource, by: CryptoKey | null) {
    const outer = await key(db);
    if (by === null) return { accountId, ...(await seal(accountId, data, outer)) };
    const { iv: inner, sealed } = await seal(accountId, data, by);
    return { accountId, inner, ...(await seal(accountId, sealed, outer)) };
  }

  /** null: it cannot be opened with this key, or not at all. */
  async function open(db: Database, record: SealedSecret, by: CryptoKey | null): Promise<ArrayBuffer | null> {
    const { accountId, iv, sealed, inner } = record;
    try {
      const data = await subtle.decrypt(how(iv, accountId), await key(db), sealed);
      if (inner === undefined) return data;
      return by && (await subtle.decrypt(how(inner, accountId), by, data));
    } catch {
      return null;
    }
  }

  /** The key to seal and open with; null: no passphrase is set. */
  async function present(db: Database): Promise<CryptoKey | null | 'locked'> {
    const set = await db.get('passphrase', own);
    if (set === undefined) return null;
    const inner = await entered();
    return inner?.salt === set.salt ? imported(inner) : 'locked';
  }

  return {
    put: inTurn(async (db, accountId, secret) => {
      const by = await present(db);
      if (by === 'locked') return false;
      await db.put('secrets', await sealTwice(db, accountId, utf8(secret), by));
      return true;
    }),
    get: inTurn(async (db, accountId) => {
      const by = await present(db);
      if (by === 'locked') return by;
      const record = await db.get('secrets', accountId);
      const opened = record && (await open(db, record, by));
      return opened ? { secret: new TextDecoder().decode(opened) } : 'lost';
    }),
    remove: inTurn((db, accountId) => db.delete('secrets', accountId)),
    ids: inTurn((db) => db.getAllKeys('secrets')),
    removeAll: inTurn(async (db) => {
      const tables = ['secrets', 'keys', 'passphrase'] as const;
      const transaction = db.transaction(tables, 'readwrite');
      await Promise.all([...tables.map((table) => transaction.objectStore(table).clear()), transaction.done]);
    }),
    fits: inTurn(async (db, inner) => (await db.get('passphrase', own))?.check === (await checkOf(inner))),
    reseal: inTurn(async (db, from, to, setAt) => {
      const set = await db.get('passphrase', own);
      if (set?.check !== (from === null ? undefined : await checkOf(from))) return false;
      const former = await imported(from);
      const by = await imported(to);
      const records: SealedSecret[] = [];
      for (const record of await db.getAll('secrets')) {
        const secret = await open(db, record, former);
        // What cannot be opened is lost already, and stays as it is.
        if (secret !== null) records.push(await sealTwice(db, record.accountId, secret, by));
      }
      const next: Passphrase | null = to && {
        id: own,
        salt: to.salt,
        ...passphraseKdf,
        check: await checkOf(to),
        setAt,
      };
      const transaction = db.transaction(['secrets', 'passphrase'], 'readwrite');
      const table = transaction.objectStore('passphrase');
      await Promise.all([
        ...records.map((record) => transaction.objectStore('secrets').put(record)),
        next === null ? table.clear() : table.put(next),
        transaction.done,
      ]);
      return true;
    }),
  };
}
