/** What every part of the popup needs: its model and its language. */
import type { ReadonlySignal } from '@preact/signals';
import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { PageRoot } from '@/components/ui/page';
import type { Speech } from '@/lib/platform/speech';
import type { PopupModel } from '@/lib/view/popup/model';

export { Sentence } from '@/components/ui/speech';

export interface PopupContext {
  readonly model: PopupModel;
  readonly speech: ReadonlySignal<Speech>;
}

const Popup = createContext<PopupContext | null>(null);

export function usePopup(): PopupContext {
  const context = useContext(Popup);
  if (context === null) throw new Error('no popup around this component');
  return context;
}

export function PopupRoot({ popup, children }: { popup: PopupContext; children: ComponentChildren }) {
  return (
    <Popup.Provider value={popup}>
      <PageRoot page={popup}>{children}</PageRoot>
    </Popup.Provider>
  );
}
