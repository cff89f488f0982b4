/** What the parts that popup and desk share need: the common model and the page's language. */
import type { ReadonlySignal } from '@preact/signals';
import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Speech } from '@/lib/platform/speech';
import type { PageModel } from '@/lib/view/page-model';
import { SpeechContext } from './speech';

export interface PageContext {
  readonly model: PageModel;
  readonly speech: ReadonlySignal<Speech>;
}

const Page = createContext<PageContext | null>(null);

export function usePage(): PageContext {
  const context = useContext(Page);
  if (context === null) throw new Error('no page around this component');
  return context;
}

/** Everything inside knows the page and speaks its language. */
export function PageRoot({ page, children }: { page: PageContext; children: ComponentChildren }) {
  return (
    <Page.Provider value={page}>
      <SpeechContext.Provider value={page.speech.value}>{children}</SpeechContext.Provider>
    </Page.Provider>
  );
}
