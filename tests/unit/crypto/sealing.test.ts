import { createHash, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Bytes, concat, toBase64 } from '@/lib/crypto/bytes';
import { openSymmetric, sealSymmetric } from '@/lib/crypto/enc-string';
import { type HeldKey, holdKey } from '@/lib/crypto/held-key';
import { publicKeyHash, readPublicKey } from '@/lib/crypto/sealing';
import {
  base64,
  bytes,
  deliveredTo,
  flipped,
  openAsNewcomer,
  person,
  reasonOf,
  rsaPair,
  symmetricKey,
  valueIn,
  vectors,
} from './support';

const { member } = vectors.accounts[0]!.expected;
const { orgKey, encryptedOrgKey, providerKey, collectionName } = vectors.orgKeys[0]!;

const held = (key: string): HeldKey => holdKey(bytes(key))!;

describe('a key sealed for a newcomer', () => {
  let pair: { spki: string; pkcs8: string };
  beforeAll(() => {
    pair = rsaPair(2_048);
  });

  test('opens to exactly that key, and looks different each time', async () => {
    const newcomer = await person(pair.spki, pair.pkcs8);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 64, maxLength: 64 }), async (data) => {
        const key = holdKey(Uint8Array.from(data))!;
        const sealed = valueIn(await key.sealFor(newcomer.key));
        expect(sealed).toMatch(/^4\.[A-Za-z0-9+/]{342}==$/);
        expect(openAsNewcomer(pair.pkcs8, sealed)).toBe(base64(data));
        expect(valueIn(await key.sealFor(newcomer.key))).not.toBe(sealed);
      }),
      { numRuns: 25 },
    );
  });

  test('a hundred of them at once are a hundred different ones', async () => {
    const newcomer = await person(pair.spki, pair.pkcs8);
    const key = held(orgKey);
    const sealed = await Promise.all(Array.from({ length: 100 }, () => key.sealFor(newcomer.key)));
    expect(new Set(sealed.map(valueIn)).size).toBe(100);
  });

  test('of 4,096 bits is longer', async () => {
    const long = vectors.fingerprints.find(({ id }) => id === 'fp-5')!;
    const sealed = await held(orgKey).sealFor(valueIn(await readPublicKey(long.publicKeySpki)));
    expect(bytes(valueIn(sealed).slice(2)).length).toBe(512);
  });
});

describe('a held key', () => {
  test('has 64 bytes; anything else is wiped and refused', () => {
    for (const length of [0, 31, 32, 63, 65, 128]) {
      const data: Bytes = new Uint8Array(length).fill(7);
      expect(holdKey(data)).toBeNull();
      expect(data).toEqual(new Uint8Array(length));
    }
  });

  test('opens the keys below it', async () => {
    const below = valueIn(await held(providerKey).openKey(encryptedOrgKey));
    expect(await deliveredTo(await person(member.publicKeySpki, member.privateKeyPkcs8), below)).toBe(orgKey);
    expect(reasonOf(await held(orgKey).openKey(encryptedOrgKey))).toBe('inauthentic');
  });

  test('refuses an authentic key of 31 bytes', async () => {
    const vector = vectors.mustReject.find(({ id }) => id === 'valid-mac-31-bytes')!;
    expect(reasonOf(await held(vector.key!).openKey(vector.encString))).toBe('malformed');
  });

  test('seals texts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        const sealed = valueIn(await held(orgKey).sealText(text));
        const opened = valueIn(await openSymmetric(sealed, await symmetricKey(orgKey)));
        expect(Buffer.from(opened).toString()).toBe(Buffer.from(text).toString());
      }),
    );
    expect(valueIn(await held(orgKey).sealText(collectionName))).not.toContain(collectionName);
  });

  test('does nothing any more once it is wiped, and nothing of it is left', async () => {
    const data = bytes(orgKey);
    const key = holdKey(data)!;
    key.wipe();
    key.wipe();
    expect(data).toEqual(new Uint8Array(64));
    const { key: newcomer } = await person(member.publicKeySpki, member.privateKeyPkcs8);
    const answers = [await key.sealFor(newcomer), await key.sealText('x'), await key.openKey(encryptedOrgKey)];
    expect(answers.map(reasonOf)).toEqual(['wiped', 'wiped', 'wiped']);
  });

  test('says so when a key cannot be sealed to', async () => {
    const { spki, key } = valueIn(await readPublicKey(member.publicKeySpki));
    const useless = await crypto.subtle.importKey('spki', spki, { name: 'RSA-OAEP', hash: 'SHA-1' }, false, []);
    expect(key.usages).toEqual(['encrypt']);
    expect(reasonOf(await held(orgKey).sealFor({ spki, key: useless }))).toBe('not-sealed');
  });
});

describe('a public key', () => {
  const der = (type: 'spki' | 'pkcs1', modulusLength: number, publicExponent = 65_537) =>
    generateKeyPairSync('rsa', { modulusLength, publicExponent }).publicKey.export({ type, format: 'der' });
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'der' });
  const probabilistic = generateKeyPairSync('rsa-pss', { modulusLength: 2_048 }).publicKey.export({
    type: 'spki',
    format: 'der',
  });
  const good = bytes(member.publicKeySpki);

  test.each<[string, Uint8Array, string]>([
    ['of 1,024 bits', der('spki', 1_024), 'weak-key'],
    ['of 2,040 bits', der('spki', 2_040), 'weak-key'],
    ['with the exponent 3', der('spki', 2_048, 3), 'weak-key'],
    ['without its envelope', der('pkcs1', 2_048), 'not-rsa'],
    ['of an elliptic curve', elliptic, 'not-rsa'],
    ['of an elliptic curve, with a byte too many', concat(elliptic, Uint8Array.of(0)), 'malformed'],
    ['for signatures', probabilistic, 'not-rsa'],
    ['cut short', good.subarray(0, -1), 'malformed'],
    ['with a byte too many', concat(good, Uint8Array.of(0)), 'malformed'],
    ['empty', new Uint8Array(0), 'malformed'],
    ['of nothing', Uint8Array.of(0x30, 0), 'not-rsa'],
  ])('%s is refused', async (_, data, expected) => {
    expect(reasonOf(await readPublicKey(toBase64(data)))).toBe(expected);
  });

  test.each(['', 'AAAA=', `${member.publicKeySpki}\n`, 'not a key'])('%j is malformed', async (text) => {
    expect(reasonOf(await readPublicKey(text))).toBe('malformed');
  });

  test('in a second spelling is refused: one key has one phrase', async () => {
    // The same numbers, with a length of three bytes where two would do.
    const longer = concat(Uint8Array.of(0x30, 0x83, 0, good[2]!, good[3]!), good.subarray(4));
    expect(reasonOf(await readPublicKey(toBase64(longer)))).toBe('malformed');
  });

  test('with any other bit is another key or none, never this one', async () => {
    const hash = await publicKeyHash(good);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: good.length * 8 - 1 }), async (bit) => {
        const read = await readPublicKey(toBase64(flipped(good, bit)));
        if (read.ok) expect(await publicKeyHash(read.value.spki)).not.toBe(hash);
        else expect(['malformed', 'not-rsa', 'weak-key']).toContain(read.reason);
      }),
      { numRuns: 200 },
    );
  });

  test('any text is read without an exception', async () => {
    const texts = fc.oneof(fc.string(), fc.base64String({ maxLength: 400 }));
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        expect(['malformed', 'not-rsa']).toContain(reasonOf(await readPublicKey(text)));
      }),
    );
  });

  test('has a hash for the record', async () => {
    expect(await publicKeyHash(good)).toBe(createHash('sha256').update(good).digest('hex'));
  });
});

test('a key sealed with another is opened by none but that one', async () => {
  const outer = await symmetricKey(providerKey);
  const sealed = await sealSymmetric(bytes(orgKey), outer);
  expect(reasonOf(await held(providerKey).openKey(sealed))).toBe('ok');
  expect(reasonOf(await held(orgKey).openKey(sealed))).toBe('inauthentic');
});
