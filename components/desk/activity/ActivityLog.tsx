import type { VNode } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { useDesk } from '@/components/desk/shell/context';
import { useHeights } from '@/components/desk/shell/heights';
import { breakable } from '@/components/ui/breakable';
import { Icon, type IconName } from '@/components/ui/Icon';
import { Sentence } from '@/components/ui/speech';
import { WindowedRows } from '@/components/ui/WindowedRows';
import {
  aboutWords,
  accountOf,
  headWords,
  howWords,
  isConfirmation,
  isSighting,
  noteWords,
  type RecordEnd,
  type RecordEntry,
  recordEnd,
} from '@/lib/domain/activity-record';
import { deskHash } from '@/lib/domain/desk-route';
import { TEAM } from '@/lib/domain/keys';
import { say } from '@/lib/domain/words';
import { createDays, type Days } from '@/lib/view/days';
import type { ActivityItem } from '@/lib/view/desk/activity';

const signs: Readonly<Record<RecordEnd, { readonly icon: IconName; readonly tone: string }>> = {
  confirmed: { icon: 'check', tone: 'good' },
  unknown: { icon: 'clock', tone: 'wait' },
  unclear: { icon: 'clock', tone: 'wait' },
  'not-confirmed': { icon: 'stop', tone: 'bad' },
  mismatch: { icon: 'warn', tone: 'bad' },
  done: { icon: 'check', tone: 'good' },
  partly: { icon: 'warn', tone: 'wait' },
  refused: { icon: 'stop', tone: 'bad' },
  unsent: { icon: 'stop', tone: 'wait' },
  noticed: { icon: 'info', tone: 'plain' },
};

const fallback = { row: 37, day: 39 };

/** The record, newest first, day by day. */
export function ActivityLog({ items }: { items: readonly ActivityItem[] }) {
  const { model, speech } = useDesk();
  const { say: text, locale } = speech.value;
  const list = useRef<HTMLDivElement | null>(null);
  const height = useHeights(list, '.log', fallback);
  const now = model.now.value;
  const days = useMemo(() => createDays(locale, () => now), [locale, now]);

  const render = (item: ActivityItem): VNode =>
    item.kind === 'day' ? <h2 class="day">{days.day(item.at)}</h2> : <Entry entry={item.entry} days={days} />;
  return (
    <section class="sheet logs" aria-label={text(say('desk_tab_activity'))}>
      <div ref={list}>
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
      </div>
    </section>
  );
}

/** Where the truth of a deed of which nobody knows the end can be seen; null: everything is known. */
function whereToLook(entry: RecordEntry): string | null {
  if (isConfirmation(entry) || isSighting(entry) || entry.state !== 'sent') return null;
  if (entry.place === TEAM) return deskHash({ page: 'members' });
  return deskHash({ page: 'client', clientId: entry.place, part: entry.what === 'seats' ? 'seats' : 'members' });
}

function Entry({ entry, days }: { entry: RecordEntry; days: Days }) {
  const { speech } = useDesk();
  const { say: text, exact } = speech.value;
  const end = recordEnd(entry);
  const { icon, tone } = signs[end];
  const how = howWords(entry);
  const account = accountOf(entry);
  const look = whereToLook(entry);
  return (
    <div class="log" data-activity={end}>
      <time dateTime={new Date(entry.at).toISOString()} title={exact(entry.at)}>
        {days.time(entry.at)}
      </time>
      <span class={`log__sign log__sign--${tone}`}>
        <Icon name={icon} />
      </span>
      <span class="log__what">
        <b>{text(headWords(entry))}</b> <Sentence words={aboutWords(entry)} />
        {noteWords(entry).map((words) => (
          <small key={words.key}>
            <Sentence words={words} />
          </small>
        ))}
        {look !== null && (
          <small>
            <a href={look}>{text(say('activity_look'))}</a>
          </small>
        )}
      </span>
      <span class="log__how">
        {how !== null && <span>{text(how)}</span>}
        {account !== null && <bdi>{breakable(account)}</bdi>}
      </span>
    </div>
  );
}
