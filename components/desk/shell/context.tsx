/** What every part of the desk needs: its model, its language, and the way to have something done. */
import type { ReadonlySignal } from '@preact/signals';
import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { PageRoot } from '@/components/ui/page';
import type { Speech } from '@/lib/platform/speech';
import type { DeskModel } from '@/lib/view/desk/model';
import type { DeskTools } from '@/lib/view/desk/tools';

export interface DeskContext {
  readonly model: DeskModel;
  readonly speech: ReadonlySignal<Speech>;
  /** What the models of single pages are made with. */
  readonly tools: DeskTools;
}

const Desk = createContext<DeskContext | null>(null);

export function useDesk(): DeskContext {
  const context = useContext(Desk);
  if (context === null) throw new Error('no desk around this component');
  return context;
}

/**
 * The model of a page, made when the page is first opened and kept as long as the tab lives: filters, ticks and what was
 * read are still there when somebody comes back. `name` also says for what, where there are several of a kind.
 */
export function usePageModel<T>(name: string, create: (tools: DeskTools, model: DeskModel) => T): T {
  const { tools, model } = useDesk();
  return tools.kept(name, () => create(tools, model));
}

export function DeskRoot({ desk, children }: { desk: DeskContext; children: ComponentChildren }) {
  return (
    <Desk.Provider value={desk}>
      <PageRoot page={desk}>{children}</PageRoot>
    </Desk.Provider>
  );
}
