/** From a public key, as the server gives it, to the phrase that two people compare. */
import { fingerprint } from '@/lib/crypto/fingerprint';
import { type NewcomerKey, publicKeyHash, readPublicKey } from '@/lib/crypto/sealing';
import { words } from '@/lib/crypto/words';
import { type Comparing, isUnfinished } from '@/lib/domain/comparing';
import { shortName } from '@/lib/domain/comparing-people';
import type { PublicKeyReading } from '@/lib/domain/confirmation';
import type { MemberRole, Waiting } from '@/lib/domain/model';
import { say, type Words } from '@/lib/domain/words';
import { publicKeyWords } from './words';

/** One phrase, and the very key that it is made of. */
export interface Phrase {
  /** Person and key: two rows with the same name are about the same five words. */
  readonly name: string;
  readonly userId: string;
  /** Base64, as the server gave it. */
  readonly publicKey: string;
  readonly newcomer: NewcomerKey;
  /** SHA-256 of the key, hexadecimal. */
  readonly hash: string;
  /** All five: what of them may be shown, `shownWords` says. */
  readonly words: readonly string[];
}

/** A phrase, and what has come of comparing it with one person at one place. */
export interface Check extends Phrase {
  /** What they are to come in as, as it was when they were compared. */
  readonly role: MemberRole;
  readonly comparing: Comparing;
}

export type PhraseReading =
  | { readonly kind: 'phrase'; readonly phrase: Phrase }
  /** There is nothing to compare, or it must not be. */
  | { readonly kind: 'stopped'; readonly words: Words };

/** The phrase of somebody who waits. */
export async function readPhrase(waiting: Waiting, read: PublicKeyReading): Promise<PhraseReading> {
  const stopped = (words: Words): PhraseReading => ({ kind: 'stopped', words });
  const name = shortName(waiting.person);
  const { userId, publicKey } = read;
  if (publicKey === null) return stopped(say('confirm_stop_no_key', { name }));
  const known = waiting.person.userId;
  if (known !== null && known.toLowerCase() !== userId.toLowerCase())
    return stopped(say('confirm_stop_user', { name }));
  const newcomer = await readPublicKey(publicKey);
  if (!newcomer.ok) return stopped(publicKeyWords(newcomer.reason, waiting));
  const { spki } = newcomer.value;
  const [hash, { words: five }] = await Promise.all([publicKeyHash(spki), fingerprint(spki, userId)]);
  return {
    kind: 'phrase',
    phrase: { name: `${userId.toLowerCase()}/${hash}`, userId, publicKey, newcomer: newcomer.value, hash, words: five },
  };
}

/** Whether somebody may not have typed it to its end. */
export const isUnfinishedWord = (text: string): boolean => isUnfinished(text, words);
