import { useMemo, useRef } from 'preact/hooks';
import { useDesk } from '@/components/desk/shell/context';
import { createSearchKeys } from '@/components/desk/shell/keys';
import { Unless } from '@/components/desk/shell/Unless';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { EmptyState } from '@/components/ui/EmptyState';
import { Icon } from '@/components/ui/Icon';
import { useKeys } from '@/components/ui/keys';
import { Menu } from '@/components/ui/Menu';
import { SearchField } from '@/components/ui/SearchField';
import { Sentence } from '@/components/ui/speech';
import { type RecordFilter, recordFilters } from '@/lib/domain/activity-record';
import { deskHash } from '@/lib/domain/desk-route';
import { type MessageKey, say } from '@/lib/domain/words';
import { ActivityLog } from './ActivityLog';

const filterNames: Readonly<Record<RecordFilter, MessageKey>> = {
  all: 'activity_filter_all',
  did: 'activity_filter_did',
  noticed: 'activity_filter_noticed',
  problems: 'activity_filter_problems',
};

/** What the extension did. */
export function ActivityPage() {
  const { model, speech } = useDesk();
  const { say: text } = speech.value;
  const { activity, data } = model;
  const entries = activity.entries.value;
  const some = entries !== null && entries.length > 0;
  const items = activity.items.value;
  const query = activity.query.value.trim();
  const field = useRef<HTMLInputElement>(null);
  useKeys(
    useMemo(
      () =>
        createSearchKeys({
          desk: model,
          list: activity,
          field: () => field.current,
          rows: () => activity.items.peek().length,
        }),
      [model],
    ),
  );
  // server: the provider's event log is for its admins alone.
  const admin = data.providers.value.some((provider) => provider.role === 'provider-admin');
  return (
    <div class="record">
      <div class="page-head">
        <h1 tabIndex={-1}>{text(say('desk_tab_activity'))}</h1>
        {some && <Filters />}
        <span class="grow" />
        {some && (
          <div class="page-head__do">
            <search class="desk__search">
              <SearchField
                field={field}
                label={text(say('activity_search'))}
                query={activity.query.value}
                onText={activity.search}
              />
            </search>
            <Unless hidden="export">
              <Menu
                class="button"
                align="end"
                label={text(say('activity_export'))}
                title={text(say('activity_export'))}
                entries={() =>
                  (['csv', 'json'] as const).map((format) => ({
                    kind: 'item',
                    key: format,
                    text: text(say(`activity_export_${format}`)),
                    onSelect: () => activity.exportAs(format),
                  }))
                }
              >
                <Icon name="save" size={14} />
                {text(say('activity_export'))}
              </Menu>
            </Unless>
            <Button
              kind="plain"
              onClick={() => {
                activity.erasing.value = true;
              }}
            >
              {text(say('activity_erase'))}
            </Button>
          </div>
        )}
      </div>
      <p class="lead">
        <span>{text(say('activity_lead'))}</span>
        {admin && <a href={deskHash({ page: 'events' })}>{text(say('activity_event_log'))}</a>}
      </p>
      {activity.unreadable.value && <p role="alert">{text(say('activity_unreadable'))}</p>}
      {entries !== null && !some && (
        <EmptyState title={text(say('activity_empty_title'))} text={text(say('activity_empty_text'))} />
      )}
      {some && items.length === 0 && (
        <EmptyState
          title={
            query === '' ? (
              text(say('activity_nothing_title'))
            ) : (
              <Sentence words={say('popup_nothing_title', { query })} />
            )
          }
          text={text(say('activity_nothing_text'))}
        >
          <Button
            small
            onClick={() => {
              activity.choose('all');
              activity.search('');
              field.current?.focus();
            }}
          >
            {text(say('activity_show_all'))}
          </Button>
        </EmptyState>
      )}
      {items.length > 0 && <ActivityLog items={items} />}
      {activity.erasing.value && <EraseDialog />}
    </div>
  );
}

function Filters() {
  const { model, speech } = useDesk();
  const { say: text, number } = speech.value;
  const { activity } = model;
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons side by side, not fields of a form.
    <div class="filters" role="group" aria-label={text(say('desk_filter'))}>
      {recordFilters.map((name) => {
        const on = activity.filter.value === name;
        return (
          <button
            key={name}
            type="button"
            class={on ? 'on' : undefined}
            aria-pressed={on}
            onClick={() => activity.choose(name)}
          >
            {text(say(filterNames[name]))} <span class="num dim">{number(activity.counts.value[name])}</span>
          </button>
        );
      })}
    </div>
  );
}

function EraseDialog() {
  const { model, speech } = useDesk();
  const { say: text } = speech.value;
  const { activity } = model;
  const close = (): void => {
    activity.erasing.value = false;
  };
  return (
    <Dialog
      id="erase-activity"
      title={text(say('activity_erase_title'))}
      onClose={close}
      footer={
        <>
          <Button kind="stop" onClick={() => void activity.erase()}>
            {text(say('activity_erase'))}
          </Button>
          <Button onClick={close}>{text(say('activity_keep'))}</Button>
        </>
      }
    >
      <p>{text(say('activity_erase_text'))}</p>
    </Dialog>
  );
}
