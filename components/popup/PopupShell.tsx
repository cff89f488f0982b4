import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Banners } from '@/components/ui/Banners';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { Icon } from '@/components/ui/Icon';
import { useKeys } from '@/components/ui/keys';
import { Live } from '@/components/ui/Live';
import { Skeleton } from '@/components/ui/Skeleton';
import { say } from '@/lib/domain/words';
import { Bar } from './Bar';
import { ClientList, type ListFocus } from './ClientList';
import { Sentence, usePopup } from './context';
import { FirstRun } from './FirstRun';
import { KeyList } from './KeyList';
import { createKeys } from './keys';
import { Locked } from './Locked';
import { Queue } from './Queue';
import { Search } from './Search';
import { StatusBar } from './StatusBar';

const bones = ['150px', '190px', '120px', '170px'];

/** The popup, top to bottom: bar, banner, search, queue or all-clear line, clients, status bar. */
export function PopupShell() {
  const { model } = usePopup();
  const { state } = model.data;
  const scroller = useRef<HTMLElement | null>(null);
  const field = useRef<HTMLInputElement | null>(null);
  const scrolled = useRef(false);
  const [keys, setKeys] = useState(false);
  const [focus, setFocus] = useState<ListFocus>({ stop: null, goal: null });

  const onKeyDown = useMemo(
    () =>
      createKeys({
        model,
        search: () => field.current,
        focusRow: (key) => setFocus({ stop: key, goal: { key } }),
        showKeys: () => setKeys(true),
      }),
    [model],
  );
  const locked = state.value === 'locked';
  useKeys(locked ? null : onKeyDown);

  const list = state.value === 'list';
  useEffect(() => {
    if (list) field.current?.focus();
  }, [list]);

  const first = state.value === 'first-run';
  return (
    <div class={keys ? 'popup popup--roomy' : 'popup'} data-state={state.value}>
      <Bar onKeys={() => setKeys(true)} />
      {!first && <Banners />}
      {list && (
        <Search
          field={field}
          onType={() => {
            // Asking where the scroller is would cost a layout at every keystroke.
            if (scrolled.current && scroller.current !== null) scroller.current.scrollTop = 0;
          }}
        />
      )}
      <main
        class="popup__body"
        ref={scroller}
        onScroll={(event) => {
          scrolled.current = event.currentTarget.scrollTop > 0;
        }}
        onFocusIn={(event) => {
          const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-client]') : null;
          const key = row?.dataset.client;
          if (key !== undefined && key !== focus.stop) setFocus({ stop: key, goal: null });
        }}
      >
        {first && <FirstRun />}
        {locked && <Locked />}
        {!first && !locked && <Body scroller={scroller} focus={focus} toSearch={() => field.current?.focus()} />}
      </main>
      <StatusBar />
      <Live />
      {keys && <KeyList onClose={() => setKeys(false)} />}
    </div>
  );
}

function Body({
  scroller,
  focus,
  toSearch,
}: {
  scroller: Parameters<typeof ClientList>[0]['scroller'];
  focus: ListFocus;
  toSearch: () => void;
}) {
  const { model, speech } = usePopup();
  const { say: text } = speech.value;
  const { state, provider, providers } = model.data;
  const { list } = model;
  const nothing = list.folded.value !== '' && list.items.value.length === 0 && list.queue.value.shown.length === 0;
  const clientsToShow = list.items.value.length > 0;

  if (state.value === 'opening' || state.value === 'first-check') return <Reading />;
  if (state.value === 'no-provider') return null;
  const empty = provider.value ?? providers.value[0];
  return (
    <>
      <Queue />
      <Clear />
      {provider.value?.role === 'service-user' && (
        <p class="clear">
          <Icon name="info" />
          <span>{text(say('popup_service_user'))}</span>
        </p>
      )}
      {nothing ? (
        <EmptyState
          title={<Sentence words={say('popup_nothing_title', { query: list.query.value.trim() })} />}
          text={text(say('popup_nothing_text'))}
        >
          <Button
            small
            onClick={() => {
              list.search('');
              toSearch();
            }}
          >
            {text(say('popup_clear_search'))}
          </Button>
        </EmptyState>
      ) : (
        state.value === 'list' &&
        (clientsToShow || list.folded.value === '') && <ClientList scroller={scroller} focus={focus} />
      )}
      {state.value === 'empty' && empty !== undefined && (
        <EmptyState
          title={
            <Sentence words={say('popup_empty_title', { provider: empty.name ?? text(say('provider_unnamed')) })} />
          }
          text={text(say('popup_empty_text'))}
        >
          <Button small onClick={() => model.openProvider(empty, 'clients')}>
            {text(say('popup_empty_button'))}
            <Icon name="out" size={13} />
          </Button>
        </EmptyState>
      )}
    </>
  );
}

/** "Nobody is waiting", once that is known; until then, how far the first check is. */
function Clear() {
  const { model, speech } = usePopup();
  const { say: text } = speech.value;
  if (model.list.queue.value.total > 0) return model.data.firstCheck.value ? <ReadingLine /> : null;
  if (model.data.firstCheck.value) return <ReadingLine />;
  if (model.list.folded.value !== '') return null;
  return (
    <p class="clear" data-clear>
      <Icon name="check" />
      <b>{text(say('popup_clear'))}</b>
    </p>
  );
}

function ReadingLine() {
  const { model, speech } = usePopup();
  const { say: text } = speech.value;
  const { progress, source } = model.data;
  // What only a person can end is said by its banner; nothing is being read then.
  if (source.value?.accounts.every((account) => account.failure !== null)) return null;
  const running = progress.value;
  return (
    <p class="clear">
      <Icon name="refresh" />
      <b>{text(say('popup_reading'))}</b>
      <span class="grow" />
      {running !== null && running.total !== null && (
        <span class="dim num">{text(say('popup_progress', { done: running.done, total: running.total }))}</span>
      )}
    </p>
  );
}

/** Nothing was read yet: the shape of what will come, standing still. */
function Reading() {
  const { model } = usePopup();
  const failed = model.data.source.value?.accounts.some((account) => account.failure !== null) ?? false;
  return (
    <>
      {model.data.state.value === 'first-check' && <ReadingLine />}
      {!failed && (
        <div aria-hidden="true">
          {bones.map((width) => (
            <div class="crow client" key={width}>
              <span class="bones">
                <Skeleton width={width} />
                <Skeleton width="56px" />
              </span>
              <Skeleton width="18px" />
              <Skeleton width="18px" />
              <Skeleton width="18px" />
            </div>
          ))}
        </div>
      )}
    </>
  );
}
