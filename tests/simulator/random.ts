/** Everything "random" in a seeded world: bytes, numbers and ids that follow from a seed and a label alone. */
import { createHash } from 'node:crypto';

/** Bytes that follow from the parts, 32 per call of the hash, so that order of asking never matters. */
export function derivedBytes(length: number, ...parts: readonly (string | number)[]): Buffer {
  const label = parts.join('\u0000');
  const blocks: Buffer[] = [];
  for (let block = 0; block * 32 < length; block += 1) {
    blocks.push(createHash('sha256').update(`${block}\u0000${label}`).digest());
  }
  return Buffer.concat(blocks).subarray(0, length);
}

/** A whole number from 0 up to, but not including, `below`. */
export function derivedNumber(below: number, ...parts: readonly (string | number)[]): number {
  return derivedBytes(6, ...parts).readUIntBE(0, 6) % below;
}

/** One of the given things. */
export function derivedPick<T>(things: readonly [T, ...T[]], ...parts: readonly (string | number)[]): T {
  return things[derivedNumber(things.length, ...parts)] ?? things[0];
}

/** A GUID in the server's spelling: lower case with hyphens. */
export function derivedGuid(...parts: readonly (string | number)[]): string {
  const hex = derivedBytes(16, 'guid', ...parts).toString('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  const pieces = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
  return [...pieces, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

/** Text of letters and digits, as the server's API keys are. */
export function derivedText(length: number, ...parts: readonly (string | number)[]): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from(derivedBytes(length, 'text', ...parts), (byte) => letters.charAt(byte % letters.length)).join('');
}
