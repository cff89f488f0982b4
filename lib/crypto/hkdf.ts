/**
 * The second half of HKDF (RFC 5869, section 2.3) with SHA-256. WebCrypto's own HKDF always runs the first half too,
 * which server: neither the stretched key nor the fingerprint phrase does; so it is built from HMAC.
 */
import { type Bytes, concat, utf8 } from './bytes';

const hashLength = 32;

/**
 * @param prk the input key, at least 32 bytes; it is left as it is, the caller wipes it.
 * @param length how many bytes are wanted, at most 255 × 32.
 */
export async function hkdfExpand(prk: Bytes, info: string, length: number): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', prk, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const label = utf8(info);
  const expanded = new Uint8Array(Math.ceil(length / hashLength) * hashLength);
  let block: Bytes = new Uint8Array(0);
  for (let index = 1; (index - 1) * hashLength < length; index += 1) {
    const input = concat(block, label, Uint8Array.of(index));
    block.fill(0);
    block = new Uint8Array(await crypto.subtle.sign('HMAC', key, input));
    input.fill(0);
    expanded.set(block, (index - 1) * hashLength);
  }
  block.fill(0);
  const wanted = expanded.slice(0, length);
  expanded.fill(0);
  return wanted;
}
