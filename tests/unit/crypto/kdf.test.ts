import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, toHex, utf8 } from '@/lib/crypto/bytes';
import { deriveStretchedKey, estimateMs, stretch } from '@/lib/crypto/derive';
import { openSymmetric, sealSymmetric } from '@/lib/crypto/enc-string';
import { hkdfExpand } from '@/lib/crypto/hkdf';
import { readKdf } from '@/lib/crypto/read-kdf';
import { base64, bytes, reasonOf, symmetricKey, valueIn, vectors } from './support';

test('stretching wipes the master key, and makes keys that cannot be read', async () => {
  const masterKey = utf8('a master key that has 32 letters');
  const stretched = await stretch(masterKey);
  expect(masterKey).toEqual(new Uint8Array(32));
  expect([stretched.encryption.extractable, stretched.mac.extractable]).toEqual([false, false]);
});

describe('Expand of HKDF', () => {
  // RFC 5869, appendix A.3, the second half.
  const prk = () =>
    Uint8Array.from(Buffer.from('19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04', 'hex'));
  const output = '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8';

  test('is that of the standard, over more than one block', async () => {
    expect(toHex(await hkdfExpand(prk(), '', 42))).toBe(output);
    expect(toHex(await hkdfExpand(prk(), '', 32))).toBe(output.slice(0, 64));
  });

  test('counts the label', async () => {
    expect(toHex(await hkdfExpand(prk(), 'enc', 32))).not.toBe(toHex(await hkdfExpand(prk(), 'mac', 32)));
  });
});

describe('settings', () => {
  const argon = { kdfType: 1, iterations: 3, memory: 64, parallelism: 4 };
  test.each<[unknown, string]>([
    [{ kdfType: 0, iterations: 600_000 }, 'ok'],
    [{ kdfType: 0, iterations: 600_000, memory: null, parallelism: null }, 'ok'],
    [{ ...argon, memory: 1_024 }, 'ok'],
    [{ ...argon, memory: 1_025 }, 'excessive-kdf'],
    [{ ...argon, iterations: 100, parallelism: 64 }, 'ok'],
    [{ kdfType: 0, iterations: 10_000_000 }, 'ok'],
    [{ ...argon, iterations: 101 }, 'excessive-kdf'],
    [{ ...argon, parallelism: 65 }, 'excessive-kdf'],
    [{ kdfType: 0, iterations: 10_000_001 }, 'excessive-kdf'],
    [{ ...argon, memory: null }, 'malformed'],
    [{ ...argon, parallelism: undefined }, 'malformed'],
    [{ ...argon, parallelism: 0 }, 'malformed'],
    [{ ...argon, kdfType: 2 }, 'unsupported-kdf'],
    [{ ...argon, kdfType: -1 }, 'unsupported-kdf'],
    [{ kdfType: 0, iterations: 5_000.5 }, 'malformed'],
    [{ kdfType: 0, iterations: '600000' }, 'malformed'],
    [{ kdfType: 0, iterations: Number.NaN }, 'malformed'],
    [{ kdfType: 0, iterations: Number.POSITIVE_INFINITY }, 'malformed'],
    [{ kdfType: 0, iterations: -600_000 }, 'malformed'],
    [{ iterations: 600_000 }, 'malformed'],
    [null, 'malformed'],
    ['argon2id', 'malformed'],
  ])('%j is %s', (raw, expected) => {
    expect(reasonOf(readKdf(raw))).toBe(expected);
  });

  test('of any kind are read without an exception', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        expect(['ok', 'malformed', 'unsupported-kdf', 'weak-kdf', 'excessive-kdf']).toContain(reasonOf(readKdf(raw)));
      }),
    );
  });
});

describe('derivation', () => {
  const cheap = { type: 'pbkdf2', iterations: 5_000 } as const;

  test('judges the settings again, whatever was read', async () => {
    const argon = { type: 'argon2id', iterations: 1, memoryMib: 16, parallelism: 1 } as const;
    const refused = [
      deriveStretchedKey({ ...cheap, iterations: 4_999 }, utf8('p'), 's'),
      deriveStretchedKey({ ...cheap, iterations: Number.NaN }, utf8('p'), 's'),
      deriveStretchedKey(argon, utf8('p'), 's'),
      deriveStretchedKey({ ...argon, iterations: 2, memoryMib: 15 }, utf8('p'), 's'),
      deriveStretchedKey({ ...argon, iterations: 2, memoryMib: 2_048 }, utf8('p'), 's'),
    ];
    const reasons = (await Promise.all(refused)).map(reasonOf);
    expect(reasons).toEqual(['weak-kdf', 'weak-kdf', 'weak-kdf', 'weak-kdf', 'excessive-kdf']);
  });

  test('refuses an empty password', async () => {
    expect(reasonOf(await deriveStretchedKey(cheap, utf8(''), 's'))).toBe('empty-password');
  });

  test('wipes the password', async () => {
    const password = utf8('correct horse');
    await deriveStretchedKey(cheap, password, 's');
    expect(password).toEqual(new Uint8Array(13));
  });

  test('takes the password as typed, and the salt in any case', async () => {
    const sealed = await sealSymmetric(utf8('x'), valueIn(await deriveStretchedKey(cheap, utf8('Å '), 'A@b.example')));
    const opens = async (password: string, salt: string) =>
      reasonOf(await openSymmetric(sealed, valueIn(await deriveStretchedKey(cheap, utf8(password), salt))));
    expect(await opens('Å ', '\t a@B.EXAMPLE\n')).toBe('ok');
    expect(await opens('Å', 'a@b.example')).toBe('inauthentic');
    expect(await opens('å ', 'a@b.example')).toBe('inauthentic');
    expect(await opens('Å '.normalize('NFD'), 'a@b.example')).toBe('inauthentic');
  });

  test('is estimated only where it takes long', async () => {
    let ticks = 0;
    const clock = () => {
      ticks += 1;
      return ticks * 10;
    };
    expect(await estimateMs({ type: 'pbkdf2', iterations: 2_000_000 }, clock)).toBeNull();
    expect(await estimateMs({ type: 'argon2id', iterations: 3, memoryMib: 64, parallelism: 4 }, clock)).toBeNull();
    expect(ticks).toBe(0);
    // Ten "milliseconds" for 8 MiB once, so 1,024 MiB three times are 3,840.
    expect(await estimateMs({ type: 'argon2id', iterations: 3, memoryMib: 1_024, parallelism: 4 }, clock)).toBe(3_840);
    expect(await estimateMs({ type: 'pbkdf2', iterations: 10_000_000 }, clock)).toBe(1_000);
    // From these on, and not only above them.
    expect(await estimateMs({ type: 'argon2id', iterations: 6, memoryMib: 64, parallelism: 4 }, clock)).toBe(480);
    expect(await estimateMs({ type: 'pbkdf2', iterations: 5_000_000 }, clock)).toBe(500);
  });
});

describe('a symmetric key', () => {
  test('has 64 bytes', async () => {
    const key = bytes(vectors.userKeys[0]!.userKey);
    await expect(symmetricKey(base64(key.subarray(1)))).rejects.toThrow(RangeError);
    await expect(symmetricKey(base64(concat(key, Uint8Array.of(0))))).rejects.toThrow(RangeError);
    expect((await symmetricKey(base64(key))).mac.extractable).toBe(false);
  });
});
