/**
 * What accounts of the second version are made of: COSE keys, sealed messages and signatures (RFC 9052), written with
 * Node's cryptography. The product reads the same format with code of its own; what both agree on are the vectors.
 */
import { createCipheriv, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { derivedBytes } from './random';

/** server: both from the range for private use; it never looks at them. */
export const algorithmNumbers = { 'xchacha20-poly1305': -70_000, 'xaes-256-gcm': -70_010 } as const;
export type CoseAlgorithm = keyof typeof algorithmNumbers;

export interface SymmetricCoseKey {
  readonly algorithm: CoseAlgorithm;
  /** 16 bytes. */
  readonly keyId: Buffer;
  /** 32 bytes. */
  readonly secret: Buffer;
}

export interface SigningCoseKey {
  /** 16 bytes. */
  readonly keyId: Buffer;
  /** Of Ed25519, 32 bytes. */
  readonly secret: Buffer;
}

/** Numbers of CoAP: what a sealed thing says it is. */
export const contents = { pkcs8: 284, coseKey: 101, cbor: 60 } as const;

type Value = number | string | Buffer | readonly Value[] | ReadonlyMap<number | string, Value>;

function head(major: number, argument: number): Buffer {
  const first = major << 5;
  if (argument < 24) return Buffer.of(first | argument);
  if (argument < 256) return Buffer.of(first | 24, argument);
  if (argument < 65_536) return Buffer.of(first | 25, argument >> 8, argument & 255);
  const long = Buffer.alloc(5);
  long[0] = first | 26;
  long.writeUInt32BE(argument, 1);
  return long;
}

/** CBOR (RFC 8949), as short as it can be written; maps keep the order they are given in. */
export function writeCbor(value: Value): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value, 'utf8')]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (value instanceof Map) {
    const pairs = [...value].flatMap(([key, member]) => [writeCbor(key), writeCbor(member)]);
    return Buffer.concat([head(5, value.size), ...pairs]);
  }
  const items = [...(value as readonly Value[])];
  return Buffer.concat([head(4, items.length), ...items.map(writeCbor)]);
}

/** Labels: 1 kind of key, 2 its id, 3 algorithm, 4 what it may do, -1 the key; see RFC 9052, section 7.1. */
export function encodeSymmetricKey({ algorithm, keyId, secret }: SymmetricCoseKey): Buffer {
  const [encrypt, decrypt, wrapKey, unwrapKey] = [3, 4, 5, 6];
  return writeCbor(
    new Map<number, Value>([
      [1, 4],
      [2, keyId],
      [3, algorithmNumbers[algorithm]],
      [4, [encrypt, decrypt, wrapKey, unwrapKey]],
      [-1, secret],
    ]),
  );
}

/** What is wrapped by the master key: the key with padding, so that its length is never that of an older key. */
export function padKey(encoded: Buffer): Buffer {
  const missing = Math.max(1, 65 - encoded.length);
  return Buffer.concat([encoded, Buffer.alloc(missing, missing)]);
}

/** XAES-256-GCM (C2SP): for each message a key of its own, derived from the first half of the nonce. */
export function xaesSeal(key: Buffer, nonce: Buffer, aad: Buffer, content: Buffer): Buffer {
  const block = (bytes: Buffer): Buffer => createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(bytes);
  const zeros = block(Buffer.alloc(16));
  // Doubling in the field of 2^128 elements: one bit to the left, and the polynomial where one falls out.
  const doubled = (BigInt(`0x${zeros.toString('hex')}`) << 1n) ^ ((zeros[0] ?? 0) > 127 ? (1n << 128n) | 0x87n : 0n);
  const mask = Buffer.from(doubled.toString(16).padStart(32, '0'), 'hex');
  const half = (counter: number): Buffer => {
    const label = Buffer.concat([Buffer.of(0, counter, 0x58, 0), nonce.subarray(0, 12)]);
    return block(Buffer.from(label.map((byte, at) => byte ^ (mask[at] ?? 0))));
  };
  const cipher = createCipheriv('aes-256-gcm', Buffer.concat([half(1), half(2)]), nonce.subarray(12));
  cipher.setAAD(aad);
  return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** An EncString of type 7: `COSE_Encrypt0`. Where no nonce is given it follows from key and content, as a seed wants. */
export function sealCose(
  content: Buffer,
  contentType: number,
  key: SymmetricCoseKey,
  nonce = derivedBytes(24, 'cose-nonce', key.secret.toString('hex'), content.toString('hex')),
): string {
  const header = writeCbor(
    new Map<number, Value>([
      [1, algorithmNumbers[key.algorithm]],
      [3, contentType],
      [4, key.keyId],
    ]),
  );
  const aad = writeCbor(['Encrypt0', header, Buffer.alloc(0)]);
  const data =
    key.algorithm === 'xaes-256-gcm'
      ? xaesSeal(key.secret, nonce, aad, content)
      : Buffer.from(xchacha20poly1305(key.secret, nonce, aad).encrypt(content));
  return `7.${writeCbor([header, new Map([[5, nonce]]), data]).toString('base64')}`;
}

/** Ed25519 in the little PKCS#8 that holds nothing but its secret. */
function signingKey(secret: Buffer): KeyObject {
  const key = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), secret]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

const okp = (keyId: Buffer, mayDo: number, label: -4 | -2, bytes: Buffer): Buffer =>
  writeCbor(
    new Map<number, Value>([
      [1, 1],
      [2, keyId],
      [3, -8],
      [4, [mayDo]],
      [-1, 6],
      [label, bytes],
    ]),
  );

export const encodeSigningKey = ({ keyId, secret }: SigningCoseKey): Buffer => okp(keyId, 1, -4, secret);

/** The half of a signing key that everybody may have. */
export function encodeVerifyingKey({ keyId, secret }: SigningCoseKey): Buffer {
  const spki = createPublicKey(signingKey(secret)).export({ format: 'der', type: 'spki' });
  return okp(keyId, 2, -2, spki.subarray(-32));
}

/** What a signature is for; another purpose's signature is none. */
export const purposes = { publicKey: 1, securityState: 2 } as const;

/** `COSE_Sign1` over CBOR. The purpose stands under a label for private use. */
export function signCose(content: ReadonlyMap<string, Value>, purpose: number, key: SigningCoseKey): Buffer {
  const payload = writeCbor(content);
  const header = writeCbor(
    new Map<number, Value>([
      [1, -8],
      [3, contents.cbor],
      [4, key.keyId],
      [-80_000, purpose],
    ]),
  );
  const signed = writeCbor(['Signature1', header, Buffer.alloc(0), payload]);
  return writeCbor([header, new Map(), payload, sign(null, signed, signingKey(key.secret))]);
}
