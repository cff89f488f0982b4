import { say } from '@/lib/domain/words';
import { useConfirm } from './context';

export interface PhraseWordsProps {
  /** Whose phrase it is. */
  name: string;
  /** null is covered: nothing of that word is in the page. */
  words: readonly (string | null)[];
  /** The word that was covered and matched; null: none. */
  lifted: number | null;
  /** In large cells with numbers, for one person. */
  large?: boolean;
}

/** The five words, one of them perhaps covered. English in every language, so never translated. */
export function PhraseWords({ name, words, lifted, large }: PhraseWordsProps) {
  const { text, speech } = useConfirm();
  return (
    <ol class={large ? 'phrase' : 'words'} aria-label={text(say('confirm_phrase', { name }))} dir="ltr">
      {words.map((word, at) => (
        <li key={at} class={word === null ? 'covered' : at === lifted ? 'was' : undefined}>
          {large && (
            <small>{word === null ? text(say('confirm_cell_ask', { n: at + 1 })) : speech.number(at + 1)}</small>
          )}
          {word === null ? (
            <i role="img" aria-label={text(say('confirm_covered', { n: at + 1 }))} />
          ) : (
            <b lang="en" translate={false}>
              {word}
            </b>
          )}
        </li>
      ))}
    </ol>
  );
}
