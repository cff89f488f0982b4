import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bytes, concat, toBase64, utf8 } from '@/lib/crypto/bytes';
import { cborBytes, cborText, readCbor } from '@/lib/crypto/cbor';
import { type CoseKey, openCose, pkcs8Content, readCoseKey } from '@/lib/crypto/cose';
import { openXaes } from '@/lib/crypto/xaes';
import { base64, bytes, flipped, reasonOf, valueIn, vectors } from './support';

const hex = (text: string): Bytes => Uint8Array.from(Buffer.from(text, 'hex'));
const keyOf = (vector: { userKeyCose: string }): CoseKey => valueIn(readCoseKey(bytes(vector.userKeyCose)));

/** A COSE key as hexadecimal pieces, with one byte of padding. */
const coseKey = (...pairs: string[]): Bytes => hex(`${(0xa0 + pairs.length).toString(16)}${pairs.join('')}01`);
const pair = {
  symmetric: '0104',
  keyId: `0250${'aa'.repeat(16)}`,
  xchacha: '033a0001116f',
  xaes: '033a00011179',
  operations: '048403040506',
  secret: `205820${'07'.repeat(32)}`,
};

describe('the vectors of version 2', () => {
  test.each(vectors.v2)('$algorithm: one other bit and it does not open', async (vector) => {
    const key = keyOf(vector);
    const sealed = bytes(vector.wrappedPrivateKey.slice(2));
    const headers = [...Array(80 * 8).keys()];
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constantFrom(...headers), fc.nat({ max: sealed.length * 8 - 1 })), async (bit) => {
        const opened = await openCose(`7.${toBase64(flipped(sealed, bit))}`, key, pkcs8Content);
        expect([bit, opened.ok]).toEqual([bit, false]);
      }),
      { numRuns: 250 },
    );
  });

  test.each(vectors.v2)('$algorithm: another key, another kind of content, another algorithm', async (vector) => {
    const key = keyOf(vector);
    const open = async (with_: CoseKey, content = pkcs8Content) =>
      reasonOf(await openCose(vector.wrappedPrivateKey, with_, content));
    expect(await open({ ...key, secret: new Uint8Array(32) })).toBe('inauthentic');
    expect(await open({ ...key, keyId: new Uint8Array(16) })).toBe('inauthentic');
    expect(await open(key, 101)).toBe('unsupported-type');
    const other = key.algorithm === 'xaes-256-gcm' ? 'xchacha20-poly1305' : 'xaes-256-gcm';
    expect(await open({ ...key, algorithm: other })).toBe('inauthentic');
  });

  test('what was sealed as a signing key is no private key', async () => {
    const [vector] = vectors.v2;
    const sealed = vector!.wrappedSigningKey!;
    expect(reasonOf(await openCose(sealed, keyOf(vector!), pkcs8Content))).toBe('unsupported-type');
    expect(reasonOf(await openCose(sealed, keyOf(vector!), 101))).toBe('ok');
  });

  test('is refused where the form is another', async () => {
    const key = keyOf(vectors.v2[0]!);
    const open = async (sealed: string) => reasonOf(await openCose(sealed, key, pkcs8Content));
    expect(await open(vectors.userKeys[0]!.encryptedUserKey)).toBe('unsupported-type');
    expect(await open(`7.${toBase64(hex('83a0a040'))}`)).toBe('malformed');
    expect(await open('7.AAAA')).toBe('malformed');
    // With a tag in front, or a fourth item behind.
    const whole = bytes(vectors.v2[0]!.wrappedPrivateKey.slice(2));
    expect(await open(`7.${toBase64(concat(hex('d0'), whole))}`)).toBe('malformed');
    expect(await open(`7.${toBase64(concat(hex('84'), whole.subarray(1), hex('40')))}`)).toBe('malformed');
    expect(await open(`7.${toBase64(concat(whole, hex('00')))}`)).toBe('malformed');
  });
});

describe('a message', () => {
  const key: CoseKey = valueIn(
    readCoseKey(coseKey(pair.symmetric, pair.keyId, pair.xchacha, pair.operations, pair.secret)),
  );
  const nonce = new Uint8Array(24).fill(9);

  /** A message with this protected header, sealed the way the standard says. */
  const sealed = (header: Bytes, plain: Bytes, written = nonce): string => {
    const aad = concat(hex('83'), cborText('Encrypt0'), cborBytes(header), hex('40'));
    const data = Uint8Array.from(xchacha20poly1305(key.secret, nonce, aad).encrypt(plain));
    const open = concat(hex('a105'), cborBytes(written));
    return `7.${toBase64(concat(hex('83'), cborBytes(header), open, cborBytes(data)))}`;
  };

  test.each([
    ['a3', '013a0001116f', '0319011c', `0450${'aa'.repeat(16)}`, 'ok'],
    ['a2', '013a0001116f', '0319011c', '', 'ok'],
    ['a3', '013a0001116f', '0319011c', `0450${'ab'.repeat(16)}`, 'inauthentic'],
    ['a1', '013a0001116f', '', '', 'unsupported-type'],
    ['a2', '013a0001116f', '03182a', '', 'unsupported-type'],
    ['a2', '013a0001116f', '0378037465', '', 'malformed'],
    ['a3', '013a0001116f', '0319011c', '028105', 'unsupported-type'],
    ['a2', '0118187', '0319011c', '', 'malformed'],
    ['a2', '0103', '0319011c', '', 'unsupported-type'],
    ['a1', '', '0319011c', '', 'unsupported-type'],
  ])('with the header %s %s %s %s is %s', async (count, algorithm, content, rest, expected) => {
    const message = sealed(hex(count + algorithm + content + rest), utf8('a private key'));
    expect(reasonOf(await openCose(message, key, pkcs8Content))).toBe(expected);
  });

  test.each([0, 12, 23, 25, 32])('with a nonce of %s bytes is malformed', async (length) => {
    const other = new Uint8Array(length).fill(9);
    const message = sealed(hex('a2013a0001116f0319011c'), utf8('a private key'), other);
    expect(reasonOf(await openCose(message, key, pkcs8Content))).toBe('malformed');
  });

  test('opens to what was sealed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (plain) => {
        const message = sealed(hex('a2013a0001116f0319011c'), Uint8Array.from(plain));
        expect(base64(valueIn(await openCose(message, key, pkcs8Content)))).toBe(base64(plain));
      }),
    );
  });
});

describe('a COSE key', () => {
  test.each([
    [[pair.symmetric, pair.keyId, pair.xchacha, pair.operations, pair.secret], 'ok'],
    [[pair.symmetric, pair.keyId, pair.xaes, pair.secret], 'ok'],
    [[pair.symmetric, pair.keyId, pair.xaes, '04810a', pair.secret], 'unsupported-type'],
    [['0102', pair.keyId, pair.xaes, pair.secret], 'unsupported-type'],
    [[pair.symmetric, pair.keyId, '0303', pair.secret], 'unsupported-type'],
    [[pair.symmetric, pair.keyId, pair.secret], 'unsupported-type'],
    [[pair.symmetric, pair.xaes, pair.secret], 'malformed'],
    [[pair.symmetric, '0240', pair.xaes, pair.secret], 'malformed'],
    [[pair.symmetric, pair.keyId, pair.xaes], 'malformed'],
    [[pair.symmetric, pair.keyId, pair.xaes, `2050${'07'.repeat(16)}`], 'malformed'],
    [[pair.symmetric, pair.keyId, pair.xaes, `205821${'07'.repeat(33)}`], 'malformed'],
    [[pair.symmetric, pair.symmetric, pair.keyId, pair.xaes, pair.secret], 'malformed'],
  ])('%j is %s', (pairs, expected) => {
    expect(reasonOf(readCoseKey(coseKey(...pairs)))).toBe(expected);
  });

  test('wants its padding whole', () => {
    const padded = coseKey(pair.symmetric, pair.keyId, pair.xaes, pair.secret);
    const bare = padded.subarray(0, -1);
    const reasons = [
      bare,
      concat(bare, hex('0303')),
      concat(bare, hex('030303')),
      concat(bare, hex('040303')),
      hex('01'),
      hex(''),
    ];
    expect(reasons.map((key) => reasonOf(readCoseKey(key)))).toEqual([
      'malformed',
      'malformed',
      'ok',
      'malformed',
      'malformed',
      'malformed',
    ]);
  });

  test('is not taken without padding, even where it ends as if there were none', () => {
    const padded = coseKey(pair.symmetric, pair.keyId, pair.xaes, `205820${'00'.repeat(32)}`);
    expect(reasonOf(readCoseKey(padded))).toBe('ok');
    expect(reasonOf(readCoseKey(padded.subarray(0, -1)))).toBe('malformed');
  });

  test('is a copy: wiping what it was read from leaves it whole', () => {
    const padded = coseKey(pair.symmetric, pair.keyId, pair.xaes, pair.secret);
    const key = valueIn(readCoseKey(padded));
    padded.fill(0);
    expect([key.secret, key.keyId]).toEqual([new Uint8Array(32).fill(7), new Uint8Array(16).fill(0xaa)]);
  });
});

describe('XAES-256-GCM', () => {
  // The examples of the C2SP specification.
  test.each([
    [1, '', 'ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271'],
    [3, 'c2sp.org/XAES-256-GCM', '986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d'],
  ])('with a key of %ss', async (byte, aad, data) => {
    const nonce = utf8('ABCDEFGHIJKLMNOPQRSTUVWX');
    const opened = await openXaes(new Uint8Array(32).fill(byte), nonce, utf8(aad), hex(data));
    expect(new TextDecoder().decode(opened ?? undefined)).toBe('XAES-256-GCM');
    expect(await openXaes(new Uint8Array(32).fill(byte), nonce, utf8(`${aad}.`), hex(data))).toBeNull();
  });
});

describe('CBOR', () => {
  test.each<[string, unknown]>([
    ['00', 0],
    ['17', 23],
    ['1818', 24],
    ['190100', 256],
    ['1a00010000', 65_536],
    ['20', -1],
    ['3a00011179', -70_010],
    ['40', new Uint8Array(0)],
    ['426162', utf8('ab')],
    ['62c3bc', 'ü'],
    ['83010203', [1, 2, 3]],
    ['a10102', new Map([[1, 2]])],
    ['f5', true],
    ['f4', false],
    ['f6', null],
  ])('%s', (encoded, value) => {
    expect(readCbor(hex(encoded))).toEqual(value);
  });

  test.each([
    '',
    '0000',
    '1b0000000000000001',
    '5f4100ff',
    '9f01ff',
    'c100',
    'f90000',
    'f7',
    '61ff',
    '4261',
    '8201',
    'a101',
    'a2010201',
    'a201020103',
    'a1f501',
    `${'81'.repeat(9)}00`,
    '9affffffff00',
  ])('%s is not taken', (encoded) => {
    expect(readCbor(hex(encoded))).toBeUndefined();
  });

  test('any bytes are read without an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (data) => {
        readCbor(Uint8Array.from(data));
        const key = readCoseKey(Uint8Array.from(data));
        expect(['malformed', 'unsupported-type']).toContain(reasonOf(key));
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([0, 23, 24, 255, 256, 400])(
    'a byte string of %s bytes is written as it is read, and shortest',
    (length) => {
      const written = cborBytes(new Uint8Array(length).fill(7));
      expect(readCbor(written)).toEqual(new Uint8Array(length).fill(7));
      expect(written.length - length).toBe(length < 24 ? 1 : length < 256 ? 2 : 3);
    },
  );

  test('byte strings and texts are written as they are read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.string({ maxLength: 400 }), (data, text) => {
        expect(readCbor(cborBytes(data))).toEqual(data);
        expect(readCbor(cborText(text))).toBe(text);
      }),
    );
  });
});
