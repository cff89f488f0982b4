import type { VNode } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { useDesk } from '@/components/desk/shell/context';
import { useHeights } from '@/components/desk/shell/heights';
import { Sentence } from '@/components/ui/speech';
import { WindowedRows } from '@/components/ui/WindowedRows';
import type { EventLine } from '@/lib/domain/event-words';
import { say } from '@/lib/domain/words';
import { createDays, type Days } from '@/lib/view/days';
import type { EventItem } from '@/lib/view/events/model';

const fallback = { row: 54, day: 39 };

/** The events that are shown, newest first, day by day. `level` of the headings of days. */
export function EventRows({ items, level }: { items: readonly EventItem[]; level: 2 | 3 }) {
  const { model, speech } = useDesk();
  const { say: text, locale } = speech.value;
  const list = useRef<HTMLElement | null>(null);
  const height = useHeights(list, '.event', fallback);
  const now = model.now.value;
  const days = useMemo(() => createDays(locale, () => now), [locale, now]);

  const Heading = level === 2 ? 'h2' : 'h3';
  const render = (item: EventItem): VNode =>
    item.kind === 'day' ? (
      <Heading class="day">{item.at === null ? text(say('events_no_date')) : days.day(item.at)}</Heading>
    ) : (
      <Row line={item.line} days={days} />
    );
  return (
    <section class="sheet logs" aria-label={text(say('events_title'))} ref={list}>
      <WindowedRows
        items={items}
        keyOf={(item) => item.key}
        heights={{
          line: height.row,
          others: items.flatMap((item, at) => (item.kind === 'day' ? [{ at, by: height.day - height.row }] : [])),
        }}
        pinned={[]}
        render={render}
      />
    </section>
  );
}

function Row({ line, days }: { line: EventLine; days: Days }) {
  const { say: text, exact } = useDesk().speech.value;
  const { event, what, by, device } = line;
  return (
    <div class="event" data-event={event.type}>
      {event.at === null ? (
        <span />
      ) : (
        <time dateTime={new Date(event.at).toISOString()} title={exact(event.at)}>
          {days.time(event.at)}
        </time>
      )}
      <span class="event__what">
        <Sentence words={what} />
        {by !== null && (
          <span class="event__by">
            {' '}
            <Sentence words={by} />
          </span>
        )}
      </span>
      <span class="event__how">
        {device !== null && <span>{text(device)}</span>}
        {event.ipAddress !== null && <bdi>{event.ipAddress}</bdi>}
        <span>{text(say('events_detail_number', { number: String(event.type) }))}</span>
      </span>
    </div>
  );
}
