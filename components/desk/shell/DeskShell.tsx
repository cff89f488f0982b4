import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ActivityPage } from '@/components/desk/activity/ActivityPage';
import { WaitingPage } from '@/components/desk/waiting/WaitingPage';
import { Banners } from '@/components/ui/Banners';
import { Live } from '@/components/ui/Live';
import { LockedPanel } from '@/components/ui/LockedPanel';
import { Sentence } from '@/components/ui/speech';
import { Toast } from '@/components/ui/Toast';
import type { DeskRoute } from '@/lib/domain/desk-route';
import { type MessageKey, say } from '@/lib/domain/words';
import { useDesk } from './context';
import { DeskBar } from './DeskBar';
import { DeskKeys } from './DeskKeys';
import { createDeskKeys } from './keys';

const titles: Readonly<Record<DeskRoute['page'], MessageKey>> = {
  waiting: 'desk_title_waiting',
  activity: 'desk_title_activity',
  confirm: 'desk_title_confirm',
};

/** The desk, top to bottom: bar with tabs, banner, the page of the address. `confirm` is the page of `#/confirm`. */
export function DeskShell({ confirm }: { confirm: ComponentChildren }) {
  const { model, speech } = useDesk();
  const { say: text } = speech.value;
  const { page } = model.route.value;
  const said = model.said.value;
  const state = model.data.state.value;
  const main = useRef<HTMLElement | null>(null);
  const before = useRef(page);
  const [keys, setKeys] = useState(false);

  const onKeyDown = useMemo(() => createDeskKeys({ model, showKeys: () => setKeys(true) }), [model]);
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [onKeyDown]);

  useEffect(() => {
    document.title = text(say(titles[page]));
  }, [page, speech.value]);
  // Another page: begin at its heading, as a page that is loaded would. The comparison begins in its first field.
  useEffect(() => {
    if (before.current === page) return;
    before.current = page;
    scrollTo({ top: 0 });
    if (page !== 'confirm') main.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, [page]);

  return (
    <div class="desk" data-page={page} data-state={state}>
      <DeskBar onKeys={() => setKeys(true)} />
      {state !== 'first-run' && <Banners />}
      <main class="desk__main" ref={main}>
        {state === 'locked' ? (
          <>
            <h1 class="sr">{text(say('popup_title'))}</h1>
            <LockedPanel overview={model.data.source} />
          </>
        ) : page === 'confirm' ? (
          confirm
        ) : page === 'activity' ? (
          <ActivityPage />
        ) : (
          <WaitingPage />
        )}
      </main>
      <Live />
      <Toast>{said === null ? null : <Sentence words={said} />}</Toast>
      {keys && <DeskKeys onClose={() => setKeys(false)} />}
    </div>
  );
}
