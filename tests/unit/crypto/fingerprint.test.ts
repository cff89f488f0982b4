import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprint } from '@/lib/crypto/fingerprint';
import { words } from '@/lib/crypto/words';
import { bytes, flipped, vectors } from './support';

describe('the fingerprint phrase', () => {
  const { publicKeySpki, userId } = vectors.fingerprints[0]!;
  const spki = bytes(publicKeySpki);

  test('does not depend on the case of letters in the id', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uuid(), fc.func(fc.boolean()), async (id, upper) => {
        const mixed = [...id].map((letter, at) => (upper(at) ? letter.toUpperCase() : letter)).join('');
        expect(await fingerprint(spki, mixed)).toEqual(await fingerprint(spki, id));
      }),
    );
  });

  test('depends on every bit of the key and on the id', async () => {
    const { text } = await fingerprint(spki, userId);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: spki.length * 8 - 1 }), fc.uuid(), async (bit, id) => {
        expect((await fingerprint(flipped(spki, bit), userId)).text).not.toBe(text);
        expect((await fingerprint(spki, id)).text).not.toBe(text);
      }),
    );
  });

  test('keeps words with a hyphen whole', async () => {
    const hyphened = new Set(words.filter((word) => word.includes('-')));
    expect([...hyphened]).toEqual(['drop-down', 'felt-tip', 't-shirt', 'yo-yo']);
    let key = 0;
    let found = await fingerprint(Uint8Array.of(0), userId);
    while (!found.words.some((word) => hyphened.has(word))) {
      key += 1;
      found = await fingerprint(Uint8Array.of(key & 255, key >> 8), userId);
    }
    expect(found.words.length).toBe(5);
    expect(found.text.split('-').length).toBeGreaterThan(5);
  });
});

test('the words are those of the published list, in its order', () => {
  expect(words.length).toBe(6 ** 5);
  const dice = (index: number) => [...index.toString(6).padStart(5, '0')].map((digit) => Number(digit) + 1).join('');
  const published = words.map((word, index) => `${dice(index)}\t${word}\n`).join('');
  // The checksum of eff_large_wordlist.txt.
  expect(createHash('sha256').update(published).digest('hex')).toBe(
    'addd35536511597a02fa0a9ff1e5284677b8883b83e986e43f15a3db996b903e',
  );
});
