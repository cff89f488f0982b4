/**
 * What accounts of version 2 have instead of 64-byte keys and type 2: keys and messages of COSE (RFC 9052). The user
 * key is a symmetric COSE key; what it sealed is a `COSE_Encrypt0` in a type-7 string. Only opening is needed.
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { type Bytes, concat, sameBytes } from './bytes';
import { type CborMap, cborBytes, cborHas, cborItems, cborText, isCborMap, readCbor } from './cbor';
import { type OpenFailure, parseEncString } from './enc-string';
import { type Outcome, refusal, success } from './outcome';
import { openXaes } from './xaes';

export interface CoseKey {
  readonly algorithm: CoseAlgorithm;
  readonly keyId: Bytes;
  /** The key itself, 32 bytes, for the owner to wipe. */
  readonly secret: Bytes;
}

export type CoseAlgorithm = 'xchacha20-poly1305' | 'xaes-256-gcm';

/** server: both from the range for private use. */
const algorithms: ReadonlyMap<unknown, CoseAlgorithm> = new Map([
  [-70_000, 'xchacha20-poly1305'],
  [-70_010, 'xaes-256-gcm'],
]);

/** Labels of RFC 9052, sections 3.1 and 7.1; -1 is `k` of a symmetric key (RFC 9053, section 6.1). */
const label = { algorithm: 1, contentType: 3, keyId: 4, iv: 5, critical: 2 } as const;
const keyLabel = { type: 1, keyId: 2, algorithm: 3, operations: 4, k: -1 } as const;
const symmetric = 4;
const decrypt = 4;

/** CoAP's number for `application/pkcs8`: what the content type of a sealed private key says. */
export const pkcs8Content = 284;

/**
 * Reads an encoded COSE key with the padding that the service puts behind it (each byte tells how many there are, so
 * that its length is never that of an older key). The encoded bytes are left as they are, the caller wipes them.
 */
export function readCoseKey(padded: Bytes): Outcome<CoseKey, 'malformed' | 'unsupported-type'> {
  const encoded = withoutPadding(padded);
  const map = encoded === null ? undefined : readCbor(encoded);
  if (!isCborMap(map)) return refusal('malformed');
  const algorithm = algorithms.get(map.get(keyLabel.algorithm));
  if (map.get(keyLabel.type) !== symmetric || algorithm === undefined) return refusal('unsupported-type');
  const operations = map.get(keyLabel.operations);
  if (operations !== undefined && !cborHas(operations, decrypt)) return refusal('unsupported-type');
  const keyId = map.get(keyLabel.keyId);
  const secret = map.get(keyLabel.k);
  if (!(keyId instanceof Uint8Array) || !(secret instanceof Uint8Array)) return refusal('malformed');
  if (keyId.length === 0 || secret.length !== 32) return refusal('malformed');
  return success({ algorithm, keyId: keyId.slice(), secret: secret.slice() });
}

function withoutPadding(padded: Bytes): Bytes | null {
  const length = padded.at(-1) ?? 0;
  if (length === 0 || length >= padded.length) return null;
  const end = padded.length - length;
  return padded.subarray(end).every((byte) => byte === length) ? padded.subarray(0, end) : null;
}

interface Message {
  readonly algorithm: CoseAlgorithm;
  readonly contentType: unknown;
  readonly keyId: unknown;
  readonly nonce: Bytes;
  readonly aad: Bytes;
  readonly data: Bytes;
}

/** Every header is authentic once the message opened, but for the nonce, which the tag covers by itself. */
function readMessage(bytes: Bytes): Outcome<Message, 'malformed' | 'unsupported-type'> {
  const [header, open, data] = cborItems(readCbor(bytes), 3) ?? [];
  if (!(header instanceof Uint8Array) || !isCborMap(open) || !(data instanceof Uint8Array)) {
    return refusal('malformed');
  }
  const map: CborMap | undefined = asMap(header);
  const nonce = open.get(label.iv);
  if (map === undefined || !(nonce instanceof Uint8Array) || nonce.length !== 24) return refusal('malformed');
  const algorithm = algorithms.get(map.get(label.algorithm));
  // A critical header is one that must be understood; none is known here.
  if (algorithm === undefined || map.has(label.critical)) return refusal('unsupported-type');
  // Enc_structure, RFC 9052 section 5.3: what the tag covers besides the data; nothing is added from outside.
  const aad = concat(Uint8Array.of(0x83), cborText('Encrypt0'), cborBytes(header), Uint8Array.of(0x40));
  const contentType = map.get(label.contentType);
  return success({ algorithm, contentType, keyId: map.get(label.keyId), nonce, aad, data });
}

function asMap(bytes: Bytes): CborMap | undefined {
  const value = readCbor(bytes);
  return isCborMap(value) ? value : undefined;
}

/**
 * Opens type 7. The message has to name this key, its algorithm and the kind of content that is expected, so that
 * one sealed thing cannot stand in for another. The caller wipes the result.
 */
export async function openCose(text: string, key: CoseKey, content: number): Promise<Outcome<Bytes, OpenFailure>> {
  const parsed = parseEncString(text);
  if (!parsed.ok) return parsed;
  if (parsed.value.type !== 7) return refusal('unsupported-type');
  const message = readMessage(parsed.value.data);
  if (!message.ok) return message;
  const { algorithm, contentType, keyId, nonce, aad, data } = message.value;
  if (algorithm !== key.algorithm) return refusal('inauthentic');
  if (keyId !== undefined && !(keyId instanceof Uint8Array && sameBytes(keyId, key.keyId))) {
    return refusal('inauthentic');
  }
  const opened =
    algorithm === 'xaes-256-gcm'
      ? await openXaes(key.secret, nonce, aad, data)
      : openXChaCha(key.secret, nonce, aad, data);
  if (opened === null) return refusal('inauthentic');
  if (contentType === content) return success(opened);
  opened.fill(0);
  return refusal('unsupported-type');
}

/** WebCrypto does not have this one. The tag is compared in constant time, before anything is decrypted. */
function openXChaCha(key: Bytes, nonce: Bytes, aad: Bytes, data: Bytes): Bytes | null {
  try {
    const opened = xchacha20poly1305(key, nonce, aad).decrypt(data);
    const copy = concat(opened);
    opened.fill(0);
    return copy;
  } catch {
    return null;
  }
}
