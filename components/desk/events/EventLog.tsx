import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useDesk } from '@/components/desk/shell/context';
import { createSearchKeys } from '@/components/desk/shell/keys';
import { Unless } from '@/components/desk/shell/Unless';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { Icon } from '@/components/ui/Icon';
import { useKeys } from '@/components/ui/keys';
import { Note } from '@/components/ui/Note';
import { SearchField } from '@/components/ui/SearchField';
import { Sentence } from '@/components/ui/speech';
import type { Failure } from '@/lib/domain/failure';
import { failureWords } from '@/lib/domain/failure-words';
import { say, sayCount, type Words } from '@/lib/domain/words';
import { type EventLogModel, kindWords } from '@/lib/view/events/model';
import { EventRange } from './EventRange';
import { EventRows } from './EventRows';

/** Whoever may not read a log is told so, whichever way the server says it. server: 404 for want of rights. */
const whyNot = (failure: Failure): Words =>
  failure.kind === 'refused' ? say('events_refused') : failureWords(failure);

/** An event log with everything to look through it. `level` of the headings of days. */
export function EventLog({ log, level }: { log: EventLogModel; level: 2 | 3 }) {
  const { model, speech } = useDesk();
  const { say: text } = speech.value;
  const field = useRef<HTMLInputElement | null>(null);
  useEffect(() => log.open(), [log]);
  const onKeyDown = useMemo(
    () => createSearchKeys({ desk: model, list: log, field: () => field.current, rows: () => log.shown.value }),
    [model, log],
  );
  useKeys(onKeyDown);
  const { count, whole } = log.loaded.value;
  const shown = log.shown.value;
  const narrowed = shown !== count;
  return (
    <div class="events">
      <div class="events__tools">
        <EventRange log={log} />
        {count > 0 && (
          <>
            <div class="events__search">
              <SearchField
                field={field}
                label={text(say('events_search'))}
                query={log.query.value}
                onText={log.search}
              />
            </div>
            <span class="grow" />
            <Unless hidden="export">
              <Button onClick={log.exportCsv}>
                <Icon name="save" size={14} />
                {text(say('events_csv'))}
              </Button>
            </Unless>
          </>
        )}
      </div>
      {count > 0 && <Kinds log={log} />}
      <Counts log={log} />
      {shown > 0 && <EventRows items={log.items.value} level={level} />}
      {narrowed && shown === 0 && (
        <EmptyState
          title={text(say('events_nothing_title'))}
          text={text(say(whole ? 'events_nothing_all' : 'events_nothing_more'))}
        >
          <Button small onClick={log.showAll}>
            {text(say('events_show_all'))}
          </Button>
        </EmptyState>
      )}
      {count === 0 && whole && <Empty log={log} />}
      <Foot log={log} />
    </div>
  );
}

function Kinds({ log }: { log: EventLogModel }) {
  const { say: text, number } = useDesk().speech.value;
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons side by side, not fields of a form.
    <div class="filters" role="group" aria-label={text(say('events_kind'))}>
      {log.kinds.value.map(({ kind, count }) => {
        const on = log.kind.value === kind;
        return (
          <button
            key={kind}
            type="button"
            class={on ? 'on' : undefined}
            aria-pressed={on}
            onClick={() => log.chooseKind(kind)}
          >
            {text(kindWords(kind))} <span class="num dim">{number(count)}</span>
          </button>
        );
      })}
    </div>
  );
}

/** How much is here, how much of that is shown, and how old it is. */
function Counts({ log }: { log: EventLogModel }) {
  const { say: text, locale } = useDesk().speech.value;
  const { count, whole } = log.loaded.value;
  const readAt = log.readAt.value;
  const period = log.period.value;
  if (readAt === null || period === null) return null;
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  return (
    <p class="events__counts">
      <b>{dates.formatRange(period.from, period.to)}</b>
      <span data-loaded={whole ? 'whole' : 'part'}>
        {text(sayCount(whole ? 'events_loaded' : 'events_loaded_part', count))}
      </span>
      {log.shown.value !== count && <span>{text(sayCount('events_shown', log.shown.value))}</span>}
      <span>{text(say('events_read_at', { at: { moment: readAt } }))}</span>
      <Button small kind="plain" onClick={log.refresh} off={log.busy.value}>
        <Icon name="refresh" size={13} />
        {text(say('events_reload'))}
      </Button>
    </p>
  );
}

function Empty({ log }: { log: EventLogModel }) {
  const { say: text } = useDesk().speech.value;
  const none = log.keepsNone.value;
  const why = none === true ? 'events_empty_plan' : none === false ? 'events_empty_text' : 'events_empty_perhaps';
  return <EmptyState title={text(say('events_empty_title'))} text={text(say(why))} />;
}

/** What goes on, what went wrong, and how to get more. */
function Foot({ log }: { log: EventLogModel }) {
  const { say: text } = useDesk().speech.value;
  const { count, whole } = log.loaded.value;
  const failure = log.failure.value;
  const names = log.namesFailure.value;
  const paused = log.pausedUntil.value;
  const busy = log.busy.value;
  return (
    <div class="events__foot">
      {names !== null && (
        <Note>
          <Sentence words={say('events_names_part', { why: failureWords(names) })} />
        </Note>
      )}
      {busy && (
        <p class="lead" role="status">
          {paused === null ? text(say('events_loading')) : text(say('events_paused', { at: { second: paused } }))}
        </p>
      )}
      {!busy && failure !== null && (
        <div role="alert">
          <Note tone="wait">
            <Sentence words={whyNot(failure)} /> {count > 0 && text(say('events_failed_part'))}
            <br />
            <Button small onClick={log.more}>
              {text(say('events_again'))}
            </Button>
          </Note>
        </div>
      )}
      {!busy && failure === null && log.quiet.value > 0 && (
        <p class="lead">{text(sayCount('events_quiet', log.quiet.value))}</p>
      )}
      {!busy && failure === null && !whole && log.readAt.value !== null && (
        <Button onClick={log.more}>{text(say(log.quiet.value > 0 ? 'events_go_on' : 'events_older'))}</Button>
      )}
      {whole && count > 0 && <p class="dim">{text(say('events_end'))}</p>}
    </div>
  );
}
