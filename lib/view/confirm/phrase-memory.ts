/**
 * What is remembered of phrases: the cover of each, in all tabs and as long as the browser runs, and, in the record, that
 * words differed.
 */
import type { Activity } from '@/lib/domain/activity';
import { type Cover, drawPosition, isWorthNoting, newCover } from '@/lib/domain/comparing';
import { differedBefore } from '@/lib/domain/differed';
import type { Waiting } from '@/lib/domain/model';
import type { Ask } from '@/lib/view/options/form';
import type { Phrase } from './check';

export interface CoverStore {
  /** @param phrase which person's and which key's; one at a time. */
  change(phrase: string, accountId: string, change: (stored: Cover | null) => Cover): Promise<Cover>;
}

export interface PhraseMemoryDeps {
  readonly ask: Ask;
  readonly covers: CoverStore;
  /** A random byte each time. */
  readonly nextByte: () => number;
}

export interface PhraseMemory {
  /** The cover with which a comparison begins: as it is remembered, or a new one. @param record what was found before. */
  begin(waiting: Waiting, phrase: Phrase, showAll: boolean, record: readonly Activity[]): Promise<Cover>;
  change(waiting: Waiting, phrase: string, change: (stored: Cover | null) => Cover): Promise<Cover>;
  /** The cover as this page saw it last. */
  last(phrase: string): Cover | null;
  /** Puts into the record that words differ, where it is due: once for a phrase, until somebody begins again. */
  note(waiting: Waiting, phrase: Phrase): Promise<void>;
}

export function createPhraseMemory({ ask, covers, nextByte }: PhraseMemoryDeps): PhraseMemory {
  const seen = new Map<string, Cover>();
  /** Phrases that are just being written into the record. */
  const noting = new Set<string>();

  const last = (phrase: string): Cover | null => seen.get(phrase) ?? null;

  function change(
    { accountId }: Waiting,
    phrase: string,
    changeCover: (stored: Cover | null) => Cover,
  ): Promise<Cover> {
    const keep = (cover: Cover): Cover => {
      seen.set(phrase, cover);
      return cover;
    };
    // Where the browser remembers nothing, this page alone does.
    return covers.change(phrase, accountId, changeCover).then(keep, () => keep(changeCover(last(phrase))));
  }

  return {
    begin(waiting, { name, userId, hash }, showAll, record) {
      const differed = differedBefore(record, userId, hash);
      return change(waiting, name, (stored) =>
        stored === null
          ? // What differed before the browser was started is closed still, and stands in the record.
            { ...newCover(drawPosition(nextByte), showAll), closed: differed, noted: differed }
          : { ...stored, shownAll: stored.shownAll || showAll },
      );
    },
    change,
    last,
    async note(waiting, { name, hash }) {
      const cover = last(name);
      if (cover === null || !isWorthNoting(cover) || noting.has(name)) return;
      const { accountId, providerId, place, person } = waiting;
      noting.add(name);
      try {
        await ask('noteMismatch', { accountId, providerId, place, id: person.id, publicKeyHash: hash });
        // Only now: what a page did not live to write, the next one does.
        await change(waiting, name, (stored) => {
          const now = stored ?? cover;
          return { ...now, noted: now.noted || isWorthNoting(now) };
        });
      } catch {
        // With the next step, or on the next page.
      } finally {
        noting.delete(name);
      }
    },
  };
}
