import type { RefObject } from 'preact';
import { useDesk } from '@/components/desk/shell/context';
import { Unless } from '@/components/desk/shell/Unless';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { SearchField } from '@/components/ui/SearchField';
import { memberFilters } from '@/lib/domain/membership';
import { say } from '@/lib/domain/words';
import { filterKeys } from '@/lib/view/people/words';
import { usePeople } from './context';

/** Filters with their counts, the search, and the list as a file. */
export function Toolbar({ field }: { field: RefObject<HTMLInputElement | null> }) {
  const { speech } = useDesk();
  const people = usePeople();
  const { say: text, number } = speech.value;
  const counts = people.counts.value;
  const filters = memberFilters[people.kind].filter(
    (name) => name === 'all' || name === people.filter.value || (counts[name] ?? 0) > 0,
  );
  return (
    <div class="ptools">
      {/* biome-ignore lint/a11y/useSemanticElements: buttons side by side, not fields of a form. */}
      <div class="filters" role="group" aria-label={text(say('people_filter'))}>
        {filters.map((name) => {
          const on = people.filter.value === name;
          return (
            <button
              key={name}
              type="button"
              class={on ? 'on' : undefined}
              aria-pressed={on}
              onClick={() => people.choose(name)}
            >
              {text(say(filterKeys[name]))} <span class="num dim">{number(counts[name] ?? 0)}</span>
            </button>
          );
        })}
      </div>
      <div class="ptools__end">
        <search class="desk__search">
          <SearchField
            field={field}
            label={text(say('people_search'))}
            query={people.query.value}
            onText={people.search}
          />
        </search>
        <Unless hidden="export">
          <Button onClick={() => people.exportCsv()}>
            <Icon name="save" size={14} />
            {text(say('people_csv'))}
          </Button>
        </Unless>
      </div>
    </div>
  );
}

/** How old the list is, and the way to a newer one. */
export function ListAge() {
  const { speech } = useDesk();
  const people = usePeople();
  const { say: text } = speech.value;
  const at = people.readAt.value;
  const busy = people.busy.value;
  return (
    <p class="page-age">
      <span data-volatile>
        {busy ? text(say('people_reading')) : at !== null && text(say('people_as_of', { at: { moment: at } }))}
      </span>
      <Button small kind="plain" off={busy} onClick={() => void people.refresh()}>
        <Icon name="refresh" size={13} />
        {text(say('people_refresh'))}
      </Button>
    </p>
  );
}
