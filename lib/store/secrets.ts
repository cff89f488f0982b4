/**
 * API keys at rest: AES-GCM under a key that the browser keeps and never shows, bound to their account. This keeps a
 * key from whoever reads the profile's files as text; it cannot keep it from whoever runs this browser profile. Where a
 * passphrase is set, there is a second layer inside, under the passphrase's key, and that keeps it from them too.
 * Worker only: no page imports this file.
 */
import { type InnerKey, type Passphrase, passphraseKdf, passphraseSchema } from '@/lib/domain/passphrase';
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
const ivLength = 12;
const checkName = 'passphrase';

const utf8 = (text: string): Bytes => new TextEncoder().encode(text);
const fromBase64 = (text: string): Bytes => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** `inner`: the key of the passphrase that was entered, if one was. */
export function createSecrets(
  database: Promise<Database>,
  crypto: Crypto,
  inner: () => Promise<InnerKey | null> = async () => null,
): Secrets {
  const { subtle } = crypto;

  async function key(): Promise<CryptoKey> {
    const db = await database;
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

  const imported = (raw: InnerKey): Promise<CryptoKey> =>
    subtle.importKey('raw', fromBase64(raw.key), 'AES-GCM', false, ['encrypt', 'decrypt']);

  const how = (iv: Bytes, name: string): AesGcmParams => ({ name: 'AES-GCM', iv, additionalData: utf8(name) });

  /** Bound to a name: it opens under no other. */
  async function seal(by: CryptoKey, name: string, data: Bytes): Promise<{ iv: Bytes; sealed: ArrayBuffer }> {
    const iv = crypto.getRandomValues(new Uint8Array(ivLength));
    return { iv, sealed: await subtle.encrypt(how(iv, name), by, data) };
  }

  /** null: not sealed with this key under this name. */
  const open = (by: CryptoKey, name: string, iv: Bytes, sealed: BufferSource): Promise<Bytes | null> =>
    subtle.decrypt(how(iv, name), by, sealed).then(
      (data) => new Uint8Array(data),
      () => null,
    );

  async function sealedSecret(accountId: string, secret: Bytes, by: CryptoKey | null): Promise<SealedSecret> {
    const layer = by === null ? null : await seal(by, accountId, secret);
    const data = layer === null ? secret : new Uint8Array(layer.sealed);
    const outer = { accountId, ...(await seal(await key(), accountId, data)) };
    return layer === null ? outer : { ...outer, inner: layer.iv };
  }

  /** null: it cannot be opened, not even with the right passphrase. */
  async function openedSecret(record: SealedSecret, by: CryptoKey | null): Promise<Bytes | null> {
    const data = await open(await key(), record.accountId, record.iv, record.sealed);
    if (data === null || record.inner === undefined) return data;
    return by === null ? null : open(by, record.accountId, record.inner, data);
  }

  /** The passphrase that is set; null: none. */
  const parsed = (record: unknown): Passphrase | null => {
    const read = passphraseSchema.safeParse(record);
    return read.success ? read.data : null;
  };

  const passphrase = async (): Promise<Passphrase | null> => parsed(await (await database).get('passphrase', own));

  /** The key to seal with; null: none is set. */
  async function present(set: Passphrase | null): Promise<CryptoKey | null | 'locked'> {
    if (set === null) return null;
    const entered = await inner();
    return entered?.salt === set.salt ? imported(entered) : 'locked';
  }

  async function opensCheck(set: Passphrase, { key: raw, salt }: InnerKey): Promise<CryptoKey | null> {
    if (set.salt !== salt) return null;
    const by = await imported({ key: raw, salt });
    const check = fromBase64(set.check);
    const opened = await open(by, checkName, check.subarray(0, ivLength), check.subarray(ivLength));
    return opened === null ? null : by;
  }

  /** The record of a passphrase that is about to be set. */
  async function recordOf({ salt }: InnerKey, by: CryptoKey, now: number): Promise<Passphrase> {
    const { iv, sealed } = await seal(by, checkName, new Uint8Array());
    const check = btoa(String.fromCharCode(...iv, ...new Uint8Array(sealed)));
    return { id: own, salt, ...passphraseKdf, check, setAt: now };
  }

  /** Writes only if the passphrase and the keys are still those that were read before; nothing is awaited between. */
  async function swap(
    before: { set: Passphrase | null; records: readonly SealedSecret[] | null },
    records: readonly SealedSecret[],
    next?: Passphrase | null,
  ): Promise<boolean> {
    const transaction = (await database).transaction(['secrets', 'passphrase'], 'readwrite');
    const secrets = transaction.objectStore('secrets');
    const table = transaction.objectStore('passphrase');
    const [set, known] = await Promise.all([table.get(own), secrets.getAll()]);
    const same =
      parsed(set)?.salt === before.set?.salt &&
      (before.records === null ||
        (known.length === before.records.length &&
          before.records.every((record, at) => `${record.iv}` === `${known[at]?.iv}`)));
    const writes: Promise<unknown>[] = [];
    if (same) {
      for (const record of records) writes.push(secrets.put(record));
      if (next === null) writes.push(table.clear());
      else if (next !== undefined) writes.push(table.put(next));
    }
    await Promise.all([...writes, transaction.done]);
    return same;
  }

  return {
    async put(accountId, secret) {
      for (;;) {
        const set = await passphrase();
        const by = await present(set);
        if (by === 'locked') return false;
        if (await swap({ set, records: null }, [await sealedSecret(accountId, utf8(secret), by)])) return true;
      }
    },
    async get(accountId) {
      const transaction = (await database).transaction(['secrets', 'passphrase']);
      const [record, set] = await Promise.all([
        transaction.objectStore('secrets').get(accountId),
        transaction.objectStore('passphrase').get(own),
      ]);
      const by = await present(parsed(set));
      if (by === 'locked') return by;
      const opened = record === undefined ? null : await openedSecret(record, by);
      return opened === null ? 'lost' : { secret: new TextDecoder().decode(opened) };
    },
    async remove(accountId) {
      await (await database).delete('secrets', accountId);
    },
    async ids() {
      return (await database).getAllKeys('secrets');
    },
    async removeAll() {
      const tables = ['secrets', 'keys', 'passphrase'] as const;
      const transaction = (await database).transaction(tables, 'readwrite');
      await Promise.all([...tables.map((table) => transaction.objectStore(table).clear()), transaction.done]);
    },
    async fits(raw) {
      const set = await passphrase();
      return set !== null && (await opensCheck(set, raw)) !== null;
    },
    async reseal(from, to, now) {
      const by = to === null ? null : await imported(to);
      for (;;) {
        const transaction = (await database).transaction(['secrets', 'passphrase']);
        const [records, stored] = await Promise.all([
          transaction.objectStore('secrets').getAll(),
          transaction.objectStore('passphrase').get(own),
        ]);
        const set = parsed(stored);
        const former = set === null || from === null ? null : await opensCheck(set, from);
        if ((set === null) !== (from === null) || (set !== null && former === null)) return false;
        const sealed: SealedSecret[] = [];
        for (const record of records) {
          const secret = await openedSecret(record, former);
          // What cannot be opened is lost already, and stays as it is.
          sealed.push(secret === null ? record : await sealedSecret(record.accountId, secret, by));
        }
        const next = to === null || by === null ? null : await recordOf(to, by, now);
        if (await swap({ set, records }, sealed, next)) return true;
      }
    },
  };
}
