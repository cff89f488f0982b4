/** The page's language, for every component under it. */
import { createContext, Fragment, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { Words } from '@/lib/domain/words';
import type { Speech } from '@/lib/platform/speech';
import { breakable } from './breakable';

export const SpeechContext = createContext<Speech | null>(null);

/** The speech of the page. */
export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === null) throw new Error('no speech around this component');
  return speech;
}

/** Two characters of the private use area: no message and no name holds them on purpose. */
const mark = '\uE000';

interface SentenceProps {
  words: Words;
  /** Names of the values that are stressed. */
  strong?: readonly string[];
}

/**
 * A sentence in which every value that is plain text (names, addresses, hosts: data from elsewhere) is isolated from
 * the direction of the text around it.
 */
export function Sentence({ words, strong }: SentenceProps): VNode {
  const speech = useSpeech();
  const names: VNode[] = [];
  const values = Object.fromEntries(
    Object.entries(words.values ?? {}).map(([key, value]) => {
      if (typeof value !== 'string') return [key, value];
      const name = <bdi>{breakable(value)}</bdi>;
      names.push(strong?.includes(key) ? <b>{name}</b> : name);
      return [key, `${mark}${names.length - 1}${mark}`];
    }),
  );
  const parts = speech.say(words.values === undefined ? words : { ...words, values }).split(mark);
  // Every second part is the number of a name.
  return (
    <>
      {parts.map((part, at) => (
        <Fragment key={at}>{at % 2 === 1 ? names[Number(part)] : part}</Fragment>
      ))}
    </>
  );
}
