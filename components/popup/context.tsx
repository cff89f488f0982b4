/** What every part of the popup needs: its model and its language. */
import type { ReadonlySignal } from '@preact/signals';
import { createContext, Fragment, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { Words } from '@/lib/domain/words';
import type { Speech } from '@/lib/platform/speech';
import type { PopupModel } from '@/lib/view/popup-model';

export interface PopupContext {
  readonly model: PopupModel;
  readonly speech: ReadonlySignal<Speech>;
}

export const Popup = createContext<PopupContext | null>(null);

export function usePopup(): PopupContext {
  const context = useContext(Popup);
  if (context === null) throw new Error('no popup around this component');
  return context;
}

/** Of the private use area: no message and no name holds it on purpose. */
const mark = '\uE000';

/** A sentence whose values from elsewhere (names, hosts) are isolated from the direction of the text around them. */
export function Sentence({ words }: { words: Words }): VNode {
  const { say } = usePopup().speech.value;
  const names: string[] = [];
  const values = Object.fromEntries(
    Object.entries(words.values ?? {}).map(([key, value]) => [
      key,
      typeof value === 'string' ? `${mark}${names.push(value) - 1}${mark}` : value,
    ]),
  );
  const parts = say({ ...words, values }).split(mark);
  return (
    <>
      {parts.map((part, at) => (
        <Fragment key={at}>{at % 2 === 1 ? <bdi>{names[Number(part)]}</bdi> : part}</Fragment>
      ))}
    </>
  );
}
