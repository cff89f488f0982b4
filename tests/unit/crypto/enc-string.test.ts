import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bytes, fromBase64, toBase64, utf8 } from '@/lib/crypto/bytes';
import { openRsa, openSymmetric, parseEncString, sealRsa, sealSymmetric } from '@/lib/crypto/enc-string';
import { base64, bytes, flipped, reasonOf, rsaPrivateKey, symmetricKey, valueIn, vectors } from './support';

const binary = (limits: { minLength?: number; maxLength: number }) =>
  fc.uint8Array(limits).map((data): Bytes => Uint8Array.from(data));

describe('what must be refused', () => {
  const sixteen = toBase64(new Uint8Array(16));
  const mac = toBase64(new Uint8Array(32));
  const rsa = toBase64(new Uint8Array(256));
  test.each([
    [`2.${sixteen}|${sixteen}|${mac}`, 'ok'],
    [`4.${rsa}`, 'ok'],
    [`7.${sixteen}`, 'ok'],
    [`0.${sixteen}|${sixteen}`, 'unsupported-type'],
    [`1.${sixteen}|${sixteen}|${mac}`, 'unsupported-type'],
    [`3.${rsa}`, 'unsupported-type'],
    [`5.${rsa}|${mac}`, 'unsupported-type'],
    [`6.${rsa}|${mac}`, 'unsupported-type'],
    [`8.${sixteen}`, 'unsupported-type'],
    [`02.${sixteen}|${sixteen}|${mac}`, 'unsupported-type'],
    [`2.${sixteen}|${sixteen}|${mac}|${mac}`, 'malformed'],
    [`2.${sixteen}|${sixteen}|${mac}|`, 'malformed'],
    [`2.${sixteen}||${mac}`, 'malformed'],
    [`2.${mac}|${sixteen}|${mac}`, 'malformed'],
    [`2.${sixteen}|${toBase64(new Uint8Array(17))}|${mac}`, 'malformed'],
    [`2.${sixteen}|${sixteen}|${sixteen}`, 'malformed'],
    [`2.${sixteen}|${sixteen}|${mac} `, 'malformed'],
    [` 2.${sixteen}|${sixteen}|${mac}`, 'malformed'],
    [`2.${sixteen.replace('==', '')}|${sixteen}|${mac}`, 'malformed'],
    [`2.${sixteen.replace('A==', 'B==')}|${sixteen}|${mac}`, 'malformed'],
    [`4.${rsa}|${mac}`, 'malformed'],
    [`4.${toBase64(new Uint8Array(255))}`, 'malformed'],
    [`4.${toBase64(new Uint8Array(2_048))}`, 'ok'],
    [`4.${toBase64(new Uint8Array(2_049))}`, 'malformed'],
    [`7.${sixteen}|${sixteen}`, 'malformed'],
    ['7.', 'malformed'],
    ['-2.', 'malformed'],
    ['.', 'malformed'],
    ['', 'malformed'],
  ])('%s is %s', (sealed, expected) => {
    expect(reasonOf(parseEncString(sealed))).toBe(expected);
  });

  test('any text is read without an exception', () => {
    const piece = fc.oneof(fc.base64String(), fc.string());
    const shaped = fc
      .tuple(fc.integer({ min: -1, max: 10 }), fc.array(piece, { maxLength: 4 }))
      .map(([type, pieces]) => `${type}.${pieces.join('|')}`);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), shaped), (sealed) => {
        expect(['ok', 'malformed', 'unsupported-type']).toContain(reasonOf(parseEncString(sealed)));
      }),
      { numRuns: 250 },
    );
  });
});

describe('type 2', () => {
  const { orgKey, providerKey } = vectors.orgKeys[0]!;

  test('opens to what was sealed, and never looks the same twice', async () => {
    const key = await symmetricKey(orgKey);
    await fc.assert(
      fc.asyncProperty(binary({ maxLength: 300 }), async (data) => {
        const sealed = await sealSymmetric(data, key);
        expect(base64(valueIn(await openSymmetric(sealed, key)))).toBe(base64(data));
        expect(await sealSymmetric(data, key)).not.toBe(sealed);
        expect(reasonOf(await openSymmetric(sealed, await symmetricKey(providerKey)))).toBe('inauthentic');
      }),
    );
  });

  test('does not open when any bit of any piece is another', async () => {
    const key = await symmetricKey(orgKey);
    const sealed = await sealSymmetric(utf8('somebody else'), key);
    const pieces = sealed.slice(2).split('|').map(bytes);
    for (const [at, piece] of pieces.entries()) {
      for (let bit = 0; bit < piece.length * 8; bit += 1) {
        const changed = pieces.map((whole, index) => toBase64(index === at ? flipped(whole, bit) : whole)).join('|');
        expect(reasonOf(await openSymmetric(`2.${changed}`, key))).toBe('inauthentic');
      }
    }
  });

  test('does not open when any bit of the text is another', async () => {
    const key = await symmetricKey(orgKey);
    const sealed = utf8(await sealSymmetric(utf8('somebody'), key));
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(flipped(sealed, bit)).toString('latin1');
      expect([changed, (await openSymmetric(changed, key)).ok]).toEqual([changed, false]);
    }
  });

  test('is refused where type 4 is due, and the other way round', async () => {
    const { encryptedProviderKey, privateKeyPkcs8 } = vectors.providerKeys[0]!;
    expect(reasonOf(await openSymmetric(encryptedProviderKey, await symmetricKey(orgKey)))).toBe('unsupported-type');
    const sealed = await sealSymmetric(utf8('x'), await symmetricKey(orgKey));
    expect(reasonOf(await openRsa(sealed, await rsaPrivateKey(privateKeyPkcs8)))).toBe('unsupported-type');
  });

  test('that is authentic but wrongly padded is malformed', async () => {
    const key = await symmetricKey(orgKey);
    // The first 16 bytes of the CBC of 32 zeros: a whole block without padding.
    const iv = new Uint8Array(16);
    const how = { name: 'AES-CBC', iv };
    const long = new Uint8Array(await crypto.subtle.encrypt(how, key.encryption, new Uint8Array(32)));
    const data = long.slice(0, 16);
    const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key.mac, Buffer.concat([iv, data])));
    const sealed = `2.${toBase64(iv)}|${toBase64(data)}|${toBase64(mac)}`;
    expect(reasonOf(await openSymmetric(sealed, key))).toBe('malformed');
  });
});

describe('type 4', () => {
  const { publicKeySpki, privateKeyPkcs8 } = vectors.rsaKeyPairs[0]!;
  const algorithm = { name: 'RSA-OAEP', hash: 'SHA-1' };
  const publicKey = () => crypto.subtle.importKey('spki', bytes(publicKeySpki), algorithm, true, ['encrypt']);

  test('opens to what was sealed; one other bit and it does not', async () => {
    const [to, from] = [await publicKey(), await rsaPrivateKey(privateKeyPkcs8)];
    await fc.assert(
      fc.asyncProperty(binary({ maxLength: 214 }), fc.nat({ max: 256 * 8 - 1 }), async (data, bit) => {
        const sealed = await sealRsa(data, to);
        expect(base64(valueIn(await openRsa(sealed, from)))).toBe(base64(data));
        const changed = `4.${toBase64(flipped(bytes(sealed.slice(2)), bit))}`;
        expect(reasonOf(await openRsa(changed, from))).toBe('inauthentic');
      }),
      { numRuns: 40 },
    );
  });
});

describe('base64', () => {
  test('goes there and back', () => {
    fc.assert(
      fc.property(binary({ maxLength: 100 }), (data) => {
        expect(toBase64(data)).toBe(base64(data));
        expect(fromBase64(base64(data))).toEqual(data);
      }),
    );
  });

  test('has one spelling for everything', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'AQgwBCDZ+/=') }), (spelling) => {
        const read = fromBase64(spelling);
        if (read !== null) expect(toBase64(read)).toBe(spelling);
      }),
      { numRuns: 2_000 },
    );
    expect(['QQ', 'QR==', 'QQ=', 'Q Q=', 'QQ==\n', 'QQ==QQ==', 'Q_-=', '===='].map(fromBase64)).toEqual(
      Array.from({ length: 8 }, () => null),
    );
    expect(fromBase64('QQ==')).toEqual(Uint8Array.of(65));
  });
});
