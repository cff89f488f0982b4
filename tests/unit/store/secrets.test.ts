/** API keys at rest: sealed, bound to their account, and opened only with a key that nobody can take out. */
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '@/lib/store/database';
import { createSecrets, type Secrets } from '@/lib/store/secrets';

const secret = 'vKz81kQ0pQe2rT6yU9iOaSdFgHjKlZ';
const bytesOf = (view: ArrayBuffer | ArrayBufferView): Uint8Array =>
  view instanceof ArrayBuffer ? new Uint8Array(view) : new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

let serial = 0;
let database: Database;
let secrets: Secrets;
beforeEach(async () => {
  serial += 1;
  database = await openDatabase(`secrets-${serial}`);
  secrets = createSecrets(Promise.resolve(database), crypto);
});

describe('a secret', () => {
  it('comes back as it was, also after the worker was born again', async () => {
    await secrets.put('a', secret);
    await secrets.put('b', 'Zoë 🔑 & co');
    expect(await secrets.get('a')).toEqual({ secret });
    const later = createSecrets(Promise.resolve(database), crypto);
    expect(await later.get('a')).toEqual({ secret });
    expect(await later.get('b')).toEqual({ secret: 'Zoë 🔑 & co' });
    expect(await later.get('c')).toBe('lost');
  });

  it('is replaced by a newer one', async () => {
    await secrets.put('a', secret);
    await secrets.put('a', 'newer');
    expect(await secrets.get('a')).toEqual({ secret: 'newer' });
    expect(await database.count('secrets')).toBe(1);
  });

  it('does not stand in the record, in any usual spelling', async () => {
    await secrets.put('a', secret);
    const record = await database.get('secrets', 'a');
    expect(Object.keys(record ?? {}).sort()).toEqual(['accountId', 'iv', 'sealed']);
    const sealed = bytesOf(record?.sealed ?? new ArrayBuffer(0));
    expect(sealed.length).toBe(secret.length + 16);
    for (const encoding of ['latin1', 'utf16le', 'base64', 'hex'] as const)
      expect(Buffer.from(sealed).toString(encoding)).not.toContain(secret.slice(0, 6));
    expect(Buffer.from(sealed).includes(Buffer.from(secret, 'utf16le').subarray(0, 8))).toBe(false);
  });

  it('is sealed anew each time', async () => {
    await secrets.put('a', secret);
    const first = await database.get('secrets', 'a');
    await secrets.put('a', secret);
    const second = await database.get('secrets', 'a');
    expect(bytesOf(second?.iv ?? new Uint8Array())).not.toEqual(bytesOf(first?.iv ?? new Uint8Array()));
    expect(bytesOf(second?.sealed ?? new ArrayBuffer(0))).not.toEqual(bytesOf(first?.sealed ?? new ArrayBuffer(0)));
  });

  it('does not open under another account’s name', async () => {
    await secrets.put('a', secret);
    const record = await database.get('secrets', 'a');
    if (record !== undefined) await database.put('secrets', { ...record, accountId: 'b' });
    expect(await secrets.get('b')).toBe('lost');
    expect(await secrets.get('a')).toEqual({ secret });
  });

  it('does not open if a bit of it changed', async () => {
    await secrets.put('a', secret);
    const record = await database.get('secrets', 'a');
    if (record === undefined) throw new Error('nothing stored');
    const sealed = bytesOf(record.sealed).slice();
    sealed[3] = (sealed[3] ?? 0) ^ 1;
    await database.put('secrets', { ...record, sealed: sealed.buffer });
    expect(await secrets.get('a')).toBe('lost');
  });

  it('is lost, not an error, where the browser lost the sealing key', async () => {
    await secrets.put('a', secret);
    await database.clear('keys');
    expect(await secrets.get('a')).toBe('lost');
  });

  it('goes when it is removed, alone or with all', async () => {
    await secrets.put('a', secret);
    await secrets.put('b', secret);
    await secrets.remove('a');
    expect([await secrets.get('a'), await secrets.get('b')]).toEqual(['lost', { secret }]);
    await secrets.removeAll();
    expect(await secrets.get('b')).toBe('lost');
    expect([await database.count('secrets'), await database.count('keys')]).toEqual([0, 0]);
    await secrets.put('a', secret);
    expect(await secrets.get('a')).toEqual({ secret });
  });
});

describe('the sealing key', () => {
  it('cannot be taken out, and serves for nothing but sealing', async () => {
    await secrets.put('a', secret);
    const [key, ...more] = await database.getAll('keys');
    expect(more).toEqual([]);
    expect(key).toMatchObject({ extractable: false, type: 'secret', algorithm: { name: 'AES-GCM', length: 256 } });
    expect(key?.usages.toSorted()).toEqual(['decrypt', 'encrypt']);
    for (const format of ['raw', 'jwk'] as const)
      if (key !== undefined) await expect(crypto.subtle.exportKey(format, key)).rejects.toThrow();
  });

  it('is one, even if two secrets are the first at once', async () => {
    const other = createSecrets(Promise.resolve(database), crypto);
    await Promise.all([secrets.put('a', 'one'), other.put('b', 'two')]);
    expect(await database.count('keys')).toBe(1);
    expect([await other.get('a'), await secrets.get('b')]).toEqual([{ secret: 'one' }, { secret: 'two' }]);
  });
});
