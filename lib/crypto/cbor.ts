/** The little of CBOR (RFC 8949) that COSE keys and messages are written in. No floats, tags or open lengths. */
import { type Bytes, concat } from './bytes';

export type Cbor = number | string | Bytes | boolean | null | readonly Cbor[] | CborMap;
export type CborMap = ReadonlyMap<number | string, Cbor>;

/** Deeper nesting than any of these structures has. */
const maxDepth = 8;

/** Left by reading bytes that are not what they should be; never leaves this file. */
class Unreadable extends Error {}

/** Reads exactly one value that takes up all the bytes; undefined for anything else. */
export function readCbor(bytes: Bytes): Cbor | undefined {
  let at = 0;

  const take = (length: number): Bytes => {
    if (length > bytes.length - at) throw new Unreadable();
    at += length;
    return bytes.subarray(at - length, at);
  };

  const argument = (info: number): number => {
    if (info < 24) return info;
    // 24 to 27: the number follows in 1, 2, 4 or 8 bytes. Eight would be more than anything here needs.
    if (info > 26) throw new Unreadable();
    return take(2 ** (info - 24)).reduce((value, byte) => value * 256 + byte, 0);
  };

  const map = (size: number, depth: number): CborMap => {
    const entries = new Map<number | string, Cbor>();
    for (let index = 0; index < size; index += 1) {
      const key = value(depth);
      if ((typeof key !== 'number' && typeof key !== 'string') || entries.has(key)) throw new Unreadable();
      entries.set(key, value(depth));
    }
    return entries;
  };

  const array = (size: number, depth: number): Cbor[] => {
    const items: Cbor[] = [];
    for (let index = 0; index < size; index += 1) items.push(value(depth));
    return items;
  };

  const value = (depth: number): Cbor => {
    if (depth > maxDepth) throw new Unreadable();
    const [head = 0] = take(1);
    const info = head & 31;
    switch (head >> 5) {
      case 0:
        return argument(info);
      case 1:
        return -1 - argument(info);
      case 2:
        return take(argument(info));
      case 3:
        return new TextDecoder('utf-8', { fatal: true }).decode(take(argument(info)));
      case 4:
        return array(argument(info), depth + 1);
      case 5:
        return map(argument(info), depth + 1);
      case 7:
        if (info === 20 || info === 21) return info === 21;
        if (info === 22) return null;
        throw new Unreadable();
      default:
        throw new Unreadable();
    }
  };

  try {
    const whole = value(0);
    return at === bytes.length ? whole : undefined;
  } catch {
    return undefined;
  }
}

export const isCborMap = (value: Cbor | undefined): value is CborMap => value instanceof Map;

const isArray = (value: Cbor | undefined): value is readonly Cbor[] => Array.isArray(value);

/** The items of an array of exactly that length; null for anything else. */
export const cborItems = (value: Cbor | undefined, length: number): readonly Cbor[] | null =>
  isArray(value) && value.length === length ? value : null;

/** Whether a value is an array that holds a number. */
export const cborHas = (value: Cbor | undefined, item: number): boolean => isArray(value) && value.includes(item);

/** The head of a byte string (major type 2) or text (3) of fewer than 65,536 bytes. */
function head(major: 2 | 3, length: number): Bytes {
  if (length < 24) return Uint8Array.of((major << 5) | length);
  if (length < 256) return Uint8Array.of((major << 5) | 24, length);
  return Uint8Array.of((major << 5) | 25, length >> 8, length & 255);
}

/** Writes a byte string. */
export const cborBytes = (bytes: Uint8Array): Bytes => concat(head(2, bytes.length), bytes);

/** Writes a text. */
export function cborText(text: string): Bytes {
  const bytes = new TextEncoder().encode(text);
  return concat(head(3, bytes.length), bytes);
}
