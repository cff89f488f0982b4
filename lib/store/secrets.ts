/**
 * API keys at rest: AES-GCM under a key that the browser keeps and never shows, bound to their account. This keeps a
 * key from whoever reads the profile's files as text; it cannot keep it from whoever runs this browser profile.
 * Worker only: no page imports this file.
 */
import type { Database } from './database';

export interface Secrets {
  /** Stores the key, replacing the account's former one. */
  put(accountId: string, secret: string): Promise<void>;
  /** The key; null where there is none, or it cannot be opened any more. */
  get(accountId: string): Promise<string | null>;
  remove(accountId: string): Promise<void>;
  /** The accounts that have one. */
  ids(): Promise<readonly string[]>;
  removeAll(): Promise<void>;
}

const sealingKey = 'sealing';

export function createSecrets(database: Promise<Database>, crypto: Crypto): Secrets {
  const bindTo = (accountId: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(accountId);

  async function key(): Promise<CryptoKey> {
    const db = await database;
    const known = await db.get('keys', sealingKey);
    if (known !== undefined) return known;
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    // Two callers may have made one each: the first to arrive stays.
    const transaction = db.transaction('keys', 'readwrite');
    const first = await transaction.store.get(sealingKey);
    if (first === undefined) await transaction.store.put(made, sealingKey);
    await transaction.done;
    return first ?? made;
  }

  return {
    async put(accountId, secret) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv, additionalData: bindTo(accountId) },
        await key(),
        new TextEncoder().encode(secret),
      );
      await (await database).put('secrets', { accountId, iv, sealed });
    },
    async get(accountId) {
      const record = await (await database).get('secrets', accountId);
      if (record === undefined) return null;
      try {
        const opened = await crypto.subtle.decrypt(
          { name: 'AES-GCM', iv: record.iv, additionalData: bindTo(accountId) },
          await key(),
          record.sealed,
        );
        return new TextDecoder().decode(opened);
      } catch {
        return null;
      }
    },
    async remove(accountId) {
      await (await database).delete('secrets', accountId);
    },
    async ids() {
      return (await database).getAllKeys('secrets');
    },
    async removeAll() {
      const db = await database;
      const transaction = db.transaction(['secrets', 'keys'], 'readwrite');
      await Promise.all([
        transaction.objectStore('secrets').clear(),
        transaction.objectStore('keys').clear(),
        transaction.done,
      ]);
    },
  };
}
