/** What every part of the desk needs: its model and its language. */
import type { ReadonlySignal } from '@preact/signals';
import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { PageRoot } from '@/components/ui/page';
import type { Speech } from '@/lib/platform/speech';
import type { DeskModel } from '@/lib/view/desk/model';

export interface DeskContext {
  readonly model: DeskModel;
  readonly speech: ReadonlySignal<Speech>;
}

const Desk = createContext<DeskContext | null>(null);

export function useDesk(): DeskContext {
  const context = useContext(Desk);
  if (context === null) throw new Error('no desk around this component');
  return context;
}

export function DeskRoot({ desk, children }: { desk: DeskContext; children: ComponentChildren }) {
  return (
    <Desk.Provider value={desk}>
      <PageRoot page={desk}>{children}</PageRoot>
    </Desk.Provider>
  );
}
