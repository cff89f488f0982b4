/**
 * The service's sealed strings, `type.pieces`. Taken are type 2 (AES-256-CBC with HMAC-SHA-256), type 4 (RSA-OAEP with
 * SHA-1) and, by their outside, type 7 (COSE, opened in `cose.ts`). Not taken are types without a MAC, which a hostile
 * server could change at will, and those nobody makes.
 */
import { type Bytes, concat, fromBase64, toBase64 } from './bytes';
import { type Outcome, refusal, success } from './outcome';
import type { SymmetricKey } from './symmetric-key';

export type EncString =
  | { readonly type: 2; readonly iv: Bytes; readonly data: Bytes; readonly mac: Bytes }
  | { readonly type: 4; readonly data: Bytes }
  | { readonly type: 7; readonly data: Bytes };

export type ParseFailure = 'malformed' | 'unsupported-type';

/** `inauthentic`: sealed with another key, or changed since. */
export type OpenFailure = ParseFailure | 'inauthentic';

/** Reads any text; judges the form alone. */
export function parseEncString(text: string): Outcome<EncString, ParseFailure> {
  const dot = text.indexOf('.');
  const type = text.slice(0, Math.max(dot, 0));
  if (!/^\d{1,3}$/.test(type)) return refusal('malformed');
  if (type !== '2' && type !== '4' && type !== '7') return refusal('unsupported-type');
  const pieces: Bytes[] = [];
  for (const piece of text.slice(dot + 1).split('|')) {
    const bytes = fromBase64(piece);
    if (bytes === null || bytes.length === 0) return refusal('malformed');
    pieces.push(bytes);
  }
  const [first, data, mac, ...more] = pieces;
  if (first === undefined || more.length > 0) return refusal('malformed');
  if (type === '2') return data && mac ? cbcPieces(first, data, mac) : refusal('malformed');
  if (data !== undefined) return refusal('malformed');
  if (type === '7') return success({ type: 7, data: first });
  // As long as the modulus: 2,048 bits at least.
  return first.length >= 256 && first.length <= 2_048 ? success({ type: 4, data: first }) : refusal('malformed');
}

function cbcPieces(iv: Bytes, data: Bytes, mac: Bytes): Outcome<EncString, ParseFailure> {
  if (iv.length !== 16 || data.length % 16 !== 0 || mac.length !== 32) return refusal('malformed');
  return success({ type: 2, iv, data, mac });
}

/** Opens type 2. The MAC is compared first, in constant time (WebCrypto's `verify`). The caller wipes the result. */
export async function openSymmetric(text: string, key: SymmetricKey): Promise<Outcome<Bytes, OpenFailure>> {
  const parsed = parseEncString(text);
  if (!parsed.ok) return parsed;
  if (parsed.value.type !== 2) return refusal('unsupported-type');
  const { iv, data, mac } = parsed.value;
  if (!(await crypto.subtle.verify('HMAC', key.mac, mac, concat(iv, data)))) return refusal('inauthentic');
  try {
    return success(new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, key.encryption, data)));
  } catch {
    // Authentic, and yet wrongly padded: whoever made it did it wrong.
    return refusal('malformed');
  }
}

/** Seals bytes as type 2, under a fresh random vector. */
export async function sealSymmetric(bytes: Bytes, key: SymmetricKey): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(16));
  const data = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key.encryption, bytes));
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key.mac, concat(iv, data)));
  return `2.${toBase64(iv)}|${toBase64(data)}|${toBase64(mac)}`;
}

/** server: RSA keys are used with OAEP and SHA-1 for both of its hashes. */
export const rsaAlgorithm = { name: 'RSA-OAEP', hash: 'SHA-1' } as const;

/** Opens type 4 with an RSA-OAEP private key. The caller wipes the result. */
export async function openRsa(text: string, privateKey: CryptoKey): Promise<Outcome<Bytes, OpenFailure>> {
  const parsed = parseEncString(text);
  if (!parsed.ok) return parsed;
  if (parsed.value.type !== 4) return refusal('unsupported-type');
  try {
    return success(new Uint8Array(await crypto.subtle.decrypt('RSA-OAEP', privateKey, parsed.value.data)));
  } catch {
    return refusal('inauthentic');
  }
}

/** Seals up to 214 bytes as type 4 to an RSA-OAEP public key. */
export async function sealRsa(bytes: Bytes, publicKey: CryptoKey): Promise<string> {
  return `4.${toBase64(new Uint8Array(await crypto.subtle.encrypt('RSA-OAEP', publicKey, bytes)))}`;
}
