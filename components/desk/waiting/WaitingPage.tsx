import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useDesk } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { CountPill } from '@/components/ui/CountPill';
import { EmptyState } from '@/components/ui/EmptyState';
import { Icon } from '@/components/ui/Icon';
import { useKeys } from '@/components/ui/keys';
import { Sentence } from '@/components/ui/speech';
import { say, sayCount } from '@/lib/domain/words';
import { createWaitingKeys } from './keys';
import { WaitingStart } from './WaitingStart';
import { WaitingTable } from './WaitingTable';
import { WaitingTools } from './WaitingTools';

/** Where the keyboard is in the queue, and where it is about to go. */
export interface RowFocus {
  /** The row that Tab reaches. */
  readonly stop: string | null;
  /** Takes the focus as soon as it is in the page. */
  readonly goal: { readonly key: string; readonly part: RowPart } | null;
}

/** Somebody's row and the control in it that has the focus; null: none has. */
export type LastFocus = { readonly key: string; readonly part: RowPart } | null;

/** The controls of a row, in order. */
export type RowPart = 'tick' | 'compare' | 'vault';

/** Everybody who waits. */
export function WaitingPage() {
  const { model, speech } = useDesk();
  const { say: text, number } = speech.value;
  const { waiting, data } = model;
  const field = useRef<HTMLInputElement | null>(null);
  const heading = useRef<HTMLHeadingElement | null>(null);
  const [focus, setFocus] = useState<RowFocus>({ stop: null, goal: null });

  const onKeyDown = useMemo(
    () =>
      createWaitingKeys({
        model,
        search: () => field.current,
        focusRow: (key, part) => setFocus({ stop: key, goal: { key, part } }),
      }),
    [model],
  );
  useKeys(onKeyDown);

  // Whoever is confirmed leaves. The focus that was on them goes to the next, else to the heading.
  const last = useRef<LastFocus>(null);
  const keysBefore = useRef<readonly string[]>([]);
  const keys = waiting.rowKeys.value;
  useLayoutEffect(() => {
    const before = last.current;
    const at = before === null ? -1 : keysBefore.current.indexOf(before.key);
    keysBefore.current = keys;
    if (before === null || keys.includes(before.key) || document.activeElement !== document.body) return;
    last.current = null;
    const next = keys[Math.min(Math.max(at, 0), keys.length - 1)];
    if (next === undefined) heading.current?.focus();
    else setFocus({ stop: next, goal: { key: next, part: before.part } });
  }, [keys]);

  const total = waiting.total.value;
  const muted = waiting.mutedTotal.value;
  const known = data.state.value === 'list' || data.state.value === 'empty';
  const nothing = waiting.narrowed.value && waiting.items.value.length === 0;
  const tableProps = { focus, onFocus: setFocus, last };
  return (
    <div class="waitpage">
      <div class="page-head">
        <h1 tabIndex={-1} ref={heading}>
          {text(say('popup_queue'))}
        </h1>
        {total > 0 && <CountPill text={number(total)} wait />}
        {total + muted > 0 && <WaitingTools field={field} />}
      </div>
      {known && data.provider.value?.role === 'service-user' && (
        <p class="lead">
          <Icon name="info" />
          <span>{text(say('popup_service_user'))}</span>
        </p>
      )}
      <WaitingStart />
      {known && total === 0 && !data.firstCheck.value && (
        <p class="allclear" data-clear>
          <Icon name="check" />
          <b>{text(say('popup_clear'))}</b>
        </p>
      )}
      {total > 0 && !nothing && (
        <WaitingTable items={waiting.items.value} label={text(say('popup_queue'))} {...tableProps} />
      )}
      {nothing && waiting.muted.value.length === 0 && (
        <EmptyState
          title={
            waiting.folded.value === '' ? (
              text(say('popup_clear'))
            ) : (
              <Sentence words={say('popup_nothing_title', { query: waiting.query.value.trim() })} />
            )
          }
          text={text(say('desk_nothing_text'))}
        >
          <Button
            small
            onClick={() => {
              waiting.search('');
              waiting.choose(null);
              field.current?.focus();
            }}
          >
            {text(say('popup_clear_search'))}
          </Button>
        </EmptyState>
      )}
      {muted > 0 && (
        <section class="muted" aria-label={text(sayCount('desk_muted', muted))}>
          <Button
            small
            kind="plain"
            aria-expanded={waiting.mutedShown.value}
            onClick={() => waiting.showMuted(!waiting.mutedShown.value)}
          >
            <Icon name="chevron" size={14} />
            {text(sayCount('desk_muted', muted))}
          </Button>
          {waiting.mutedShown.value && waiting.muted.value.length > 0 && (
            <WaitingTable items={waiting.muted.value} label={text(sayCount('desk_muted', muted))} {...tableProps} />
          )}
        </section>
      )}
    </div>
  );
}
