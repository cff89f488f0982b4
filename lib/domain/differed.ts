/** What the record says of a phrase from before the browser was started: that its words differed is not forgotten. */
import type { Activity } from './activity';

/**
 * Whether the words of a key were found to differ, by whichever account, and were not found the same since.
 * @param userId whose key it is; in any letters.
 * @param publicKeyHash SHA-256 of the key, hexadecimal.
 */
export function differedBefore(record: readonly Activity[], userId: string, publicKeyHash: string): boolean {
  const isSame = ({ person, publicKeyHash: hash }: Activity): boolean =>
    hash === publicKeyHash && (person.userId === null || person.userId.toLowerCase() === userId.toLowerCase());
  const lastAt = (what: Activity['what']): number =>
    Math.max(...record.filter((entry) => entry.what === what && isSame(entry)).map(({ at }) => at), -1);
  // Whoever was sent was compared before, "again from the start" at that.
  return lastAt('mismatch') > lastAt('confirm');
}
