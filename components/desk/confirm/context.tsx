/** What every part of the comparison needs: its model and its language. */
import type { ReadonlySignal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Words } from '@/lib/domain/words';
import type { Speech } from '@/lib/platform/speech';
import type { ConfirmModel } from '@/lib/view/confirm/model';

export interface ConfirmContext {
  readonly model: ConfirmModel;
  readonly speech: ReadonlySignal<Speech>;
}

export const Confirm = createContext<ConfirmContext | null>(null);

export interface UseConfirm {
  readonly model: ConfirmModel;
  readonly speech: Speech;
  readonly text: (words: Words) => string;
}

export function useConfirm(): UseConfirm {
  const context = useContext(Confirm);
  if (context === null) throw new Error('no comparison around this component');
  const speech = context.speech.value;
  return { model: context.model, speech, text: speech.say };
}
