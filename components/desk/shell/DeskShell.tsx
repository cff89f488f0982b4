import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ActivityPage } from '@/components/desk/activity/ActivityPage';
import { ClientsPage } from '@/components/desk/clients/ClientsPage';
import { WaitingPage } from '@/components/desk/waiting/WaitingPage';
import { Banners } from '@/components/ui/Banners';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { useKeys } from '@/components/ui/keys';
import { Lazy, type LazyPart, lazyPart } from '@/components/ui/Lazy';
import { Live } from '@/components/ui/Live';
import { LockedPanel } from '@/components/ui/LockedPanel';
import { Sentence } from '@/components/ui/speech';
import { Toast } from '@/components/ui/Toast';
import { type DeskRoute, deskHash } from '@/lib/domain/desk-route';
import type { Feature } from '@/lib/domain/managed';
import { type MessageKey, say } from '@/lib/domain/words';
import { useDesk } from './context';
import { DeskBar } from './DeskBar';
import { DeskKeys } from './DeskKeys';
import { createDeskKeys } from './keys';
import { useHides } from './Unless';

/** Pages whose program is loaded when they are first opened. The clients are what most open the desk for. */
const parts: { readonly [Page in DeskRoute['page']]?: LazyPart } = {
  client: lazyPart(async () => (await import('@/components/desk/client/ClientPage')).ClientPage),
  members: lazyPart(async () => (await import('@/components/desk/team/MembersPage')).MembersPage),
  events: lazyPart(async () => (await import('@/components/desk/events/EventsPage')).EventsPage),
};

/** The part that shows a page; undefined: it is here already. `confirm`: the one of `#/confirm`. */
export const partOf = (page: DeskRoute['page'], confirm: LazyPart): LazyPart | undefined =>
  page === 'confirm' ? confirm : parts[page];

const titles: Readonly<Record<DeskRoute['page'], MessageKey>> = {
  clients: 'desk_title_clients',
  client: 'desk_title_client',
  members: 'desk_title_members',
  events: 'desk_title_events',
  waiting: 'desk_title_waiting',
  activity: 'desk_title_activity',
  confirm: 'desk_title_confirm',
};

/** What an organization hides to hide this page. */
function featureOf(route: DeskRoute): Feature | null {
  if (route.page === 'members' || route.page === 'events') return route.page;
  return route.page === 'client' && route.part !== 'seats' ? route.part : null;
}

/** The files of a page are gone: the extension was updated under it. */
function Outdated() {
  const { say: text } = useDesk().speech.value;
  return (
    <EmptyState title={text(say('desk_outdated_title'))} text={text(say('desk_outdated_text'))}>
      <Button onClick={() => location.reload()}>{text(say('desk_outdated_reload'))}</Button>
    </EmptyState>
  );
}

export interface DeskShellProps {
  /** The page of `#/confirm`. */
  confirm: LazyPart;
  /** What has to be said before everything else, on every page. */
  above?: ComponentChildren;
}

/** The desk, top to bottom: bar with tabs, banner, the page of the address. */
export function DeskShell({ confirm, above }: DeskShellProps) {
  const { model, speech } = useDesk();
  const { say: text } = speech.value;
  const { page } = model.route.value;
  const part = partOf(page, confirm);
  // Each client, and each part of it, is a place of its own.
  const here = page === 'client' ? deskHash(model.route.value) : page;
  const hides = useHides();
  const feature = featureOf(model.route.value);
  const said = model.said.value;
  const state = model.data.state.value;
  const main = useRef<HTMLElement | null>(null);
  const arriving = useRef(false);
  const before = useRef(here);
  const [keys, setKeys] = useState(false);

  const onKeyDown = useMemo(() => createDeskKeys({ model, showKeys: () => setKeys(true) }), [model]);
  useKeys(onKeyDown, document);

  useEffect(() => {
    document.title = text(say(titles[page]));
  }, [page, speech.value]);
  // Another page: begin at its heading, as a page that is loaded would.
  useEffect(() => {
    if (before.current === here) return;
    before.current = here;
    arriving.current = true;
    scrollTo({ top: 0 });
    toHeading();
  }, [here]);
  /** Once for each arrival; a page that is still being loaded has no heading yet. */
  function toHeading(): void {
    const heading = main.current?.querySelector<HTMLElement>('h1');
    // The comparison begins in its first field.
    if (!arriving.current || !heading || page === 'confirm') return;
    arriving.current = false;
    heading.focus({ preventScroll: true });
  }

  return (
    <div class="desk" data-page={page} data-state={state}>
      {above}
      <DeskBar onKeys={() => setKeys(true)} />
      {state !== 'first-run' && <Banners />}
      <main class="desk__main" ref={main}>
        {state === 'locked' ? (
          <>
            <h1 class="sr">{text(say('popup_title'))}</h1>
            <LockedPanel overview={model.data.source} />
          </>
        ) : feature !== null && hides(feature) ? (
          <>
            <h1 tabIndex={-1}>{text(say('desk_hidden_title'))}</h1>
            <p>{text(say('desk_hidden_text'))}</p>
          </>
        ) : part !== undefined ? (
          <Lazy key={page} part={part} onShown={toHeading} failed={Outdated} />
        ) : page === 'activity' ? (
          <ActivityPage />
        ) : page === 'waiting' ? (
          <WaitingPage />
        ) : (
          <ClientsPage />
        )}
      </main>
      <Live />
      <Toast>{said === null ? null : <Sentence words={said} />}</Toast>
      {keys && <DeskKeys onClose={() => setKeys(false)} />}
    </div>
  );
}
