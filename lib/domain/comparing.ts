/**
 * How a phrase is compared so that nobody can click it away: one word of five is covered, and only the person who owns
 * the phrase can supply it. Here are the rules; the words themselves come in and are never kept.
 */
import * as z from 'zod/mini';
import type { Way } from './confirmation';
import { wholeNumber } from './numbers';

/** Words in a phrase. */
export const phraseLength = 5;

/** Different words in a row from which on a person is closed. */
const triesUntilClosed = 3;

/** Different words in a row from which on it is worth telling somebody. */
const triesUntilNoted = 2;

/**
 * What is remembered of a phrase as long as the browser runs: closing the page and opening it again must neither show
 * another word nor forget that the words differed. A phrase is one person's and one key's, wherever they wait.
 */
export const coverSchema = z.object({
  /** Which word is covered, from 0. */
  position: wholeNumber(0, phraseLength - 1),
  /** How many times other words were given since it began. */
  wrong: wholeNumber(0, Number.MAX_SAFE_INTEGER),
  /** All five have been on the screen: covering one would pretend. */
  shownAll: z.boolean(),
  /** It was said, or had to be concluded, that the words are not the same. */
  closed: z.boolean(),
  /** That has gone into the record. */
  noted: z.boolean(),
});
export type Cover = z.infer<typeof coverSchema>;

export const newCover = (position: number, shownAll: boolean): Cover => ({
  position,
  wrong: 0,
  shownAll,
  closed: false,
  noted: false,
});

/**
 * A number from 0 to 4, each as likely as the others.
 * @param nextByte a random byte each time, 0 to 255.
 */
export function drawPosition(nextByte: () => number): number {
  for (;;) {
    const byte = nextByte();
    // 255 is a multiple of five; the one byte above would make 0 a little likelier.
    if (byte < 255) return byte % phraseLength;
  }
}

/** Where a comparison stands. */
export interface Comparing {
  readonly cover: Cover;
  /** How the words were found to be the same; null: not, or not yet. */
  readonly same: Way | null;
  /** The last word that was given was another one. */
  readonly differs: boolean;
}

export const beginComparing = (cover: Cover): Comparing => ({ cover, same: null, differs: false });

export type Step =
  /** What was typed or pasted, when it is to be compared. */
  | { readonly do: 'give'; readonly text: string }
  | { readonly do: 'show-all' }
  /** "I heard all five words." */
  | { readonly do: 'hear'; readonly heard: boolean }
  /** "Does not match." */
  | { readonly do: 'differ' }
  | { readonly do: 'undo' }
  /** Only after a question. */
  | { readonly do: 'begin-again' };

/** Case, the spelling of the same letter, and what stands around or between words do not count. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    // Whatever separates words in writing. Four words of the list hold a hyphen themselves, so nothing is split: the
    // separators are made alike instead, on both sides.
    .replace(/[\s\u2010-\u2015\u2212\u00ad\u200b\ufeff,;-]+/g, '-')
    .replace(/^-|-$/g, '');

/** What a text is, held against the phrase; null: nothing was given. */
export function judge(text: string, words: readonly string[], position: number): Way | 'different' | null {
  const given = plain(text);
  if (given === '') return null;
  if (given === plain(words[position] ?? '')) return 'covered-word';
  return given === plain(words.join('-')) ? 'whole-phrase' : 'different';
}

/** Words of the list that hold a hyphen themselves. */
const hyphenated = /\b(?:drop-down|felt-tip|t-shirt|yo-yo)\b/g;

const countOf = (given: string): number => given.replace(hyphenated, 'x').split('-').length;

/**
 * Whether a text may be half a word yet: nobody reads out a word that is not in the list. It is not asked whether the
 * covered word begins like that, which would tell.
 */
export function isUnfinished(text: string, list: readonly string[]): boolean {
  const given = plain(text);
  return given !== '' && countOf(given) === 1 && !list.includes(given);
}

/**
 * How many words were given, where that is neither the covered one nor a phrase: nothing can be held against that, and
 * whoever copied too little has not read another phrase. null: it can be compared, or was right.
 */
export function miscounted(text: string, words: readonly string[], position: number): number | null {
  if (judge(text, words, position) !== 'different') return null;
  const count = countOf(plain(text));
  return count === 1 || count === phraseLength ? null : count;
}

/** Where a comparison stands after a step. @param words the phrase, five words. */
export function stepped(before: Comparing, step: Step, words: readonly string[]): Comparing {
  const { cover, same } = before;
  if (step.do === 'begin-again') return beginComparing({ ...cover, wrong: 0, closed: false, noted: false });
  // Nothing else opens what is closed.
  if (cover.closed) return { cover, same: null, differs: true };
  switch (step.do) {
    case 'give':
      if (miscounted(step.text, words, cover.position) !== null) return { ...before, differs: false };
      return cover.shownAll || same !== null ? before : given(before, judge(step.text, words, cover.position));
    case 'show-all':
      return same === null ? { cover: { ...cover, shownAll: true }, same: null, differs: false } : before;
    case 'hear':
      return cover.shownAll ? { cover, same: step.heard ? 'all-five' : null, differs: false } : before;
    case 'differ':
      return { cover: { ...cover, closed: true }, same: null, differs: true };
    case 'undo':
      return beginComparing(cover);
  }
}

/**
 * Where the comparison of the same phrase stands in another row, after a step in this one: somebody who waits in two
 * places has one phrase. Each row is found the same by itself, since each lets them in somewhere else; whatever speaks
 * against the phrase holds in all of them, and what one of them shows the others need not cover.
 */
export function carried(other: Comparing, before: Comparing, after: Comparing): Comparing {
  const isTakenBack = before.same !== null && after.same === null;
  return other.same !== null && !isTakenBack && !after.cover.closed ? other : { ...after, same: null };
}

function given(before: Comparing, judged: Way | 'different' | null): Comparing {
  if (judged === null) return { ...before, differs: false };
  if (judged !== 'different') return { cover: before.cover, same: judged, differs: false };
  const wrong = before.cover.wrong + 1;
  const closed = wrong >= triesUntilClosed;
  return { cover: { ...before.cover, wrong, closed }, same: null, differs: true };
}

/** Whether it is time that somebody hears of it, and it has not been written down yet. */
export const isWorthNoting = ({ wrong, closed, noted }: Cover): boolean =>
  !noted && (closed || wrong >= triesUntilNoted);

/** Whether the security lead is named: the words differed more than once, or were said to differ. */
export const isAlarming = ({ wrong, closed }: Cover): boolean => closed || wrong >= triesUntilNoted;

/** Whether a word is hidden now. */
export const isCovered = ({ cover, same }: Comparing): boolean => same === null && !cover.shownAll;

/** The words as they may be shown: null is covered. What is null here is nowhere on the page. */
export function shownWords(comparing: Comparing, words: readonly string[]): readonly (string | null)[] {
  const { position } = comparing.cover;
  return words.map((word, at) => (isCovered(comparing) && at === position ? null : word));
}
