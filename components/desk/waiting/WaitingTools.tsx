import type { RefObject } from 'preact';
import { useDesk } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { SearchField } from '@/components/ui/SearchField';
import { SelectField } from '@/components/ui/SelectField';
import { TEAM } from '@/lib/domain/model';
import { say, sayCount } from '@/lib/domain/words';
import type { FilterEntry } from '@/lib/view/desk/waiting';

/** Filter, search, and the way to the comparison: with those who are ticked, else with everybody shown. */
export function WaitingTools({ field }: { field: RefObject<HTMLInputElement | null> }) {
  const { model, speech } = useDesk();
  const { say: text, number } = speech.value;
  const { waiting } = model;
  const several = waiting.several.value;
  const chosen = waiting.chosen.value;
  const able = waiting.comparable.value;
  const hidden = waiting.hidden.value;

  const nameOf = ({ group, provider }: FilterEntry): string => {
    if (provider !== null) {
      const name = group.provider.name ?? text(say('provider_unnamed'));
      return group.account === null ? name : text(say('desk_provider_of', { provider: name, account: group.account }));
    }
    if (group.place === TEAM) return text(say('desk_own_team'));
    return group.clientName ?? text(say('client_unnamed'));
  };
  const options = [
    { value: '', text: text(say('desk_filter_all', { n: waiting.total.value })) },
    ...waiting.filters.value.map((entry) => ({
      value: entry.key,
      text: `${several && entry.provider === null ? '\u2003' : ''}${text(
        say('desk_filter_entry', { name: nameOf(entry), n: entry.count }),
      )}`,
    })),
  ];
  return (
    <>
      <span class="grow" />
      {options.length > 2 && (
        <>
          <span class="sr" id="waiting-filter">
            {text(say('desk_filter'))}
          </span>
          <SelectField
            labelledBy="waiting-filter"
            value={waiting.filter.value ?? ''}
            options={options}
            onValue={(value) => waiting.choose(value === '' ? null : value)}
          />
        </>
      )}
      <search class="desk__search">
        <SearchField
          field={field}
          label={text(say('desk_search'))}
          query={waiting.query.value}
          onText={waiting.search}
        />
      </search>
      {chosen.length > 0 && (
        <Button kind="plain" onClick={() => waiting.untick()}>
          {text(say('desk_untick'))}
        </Button>
      )}
      {hidden > 0 && <span class="dim">{text(sayCount('desk_hidden', hidden))}</span>}
      {chosen.length + able.length > 0 && (
        <Button kind="main" onClick={() => model.compareShown()}>
          {chosen.length > 0
            ? text(sayCount('desk_compare_people', chosen.length))
            : waiting.narrowed.value
              ? text(sayCount('desk_compare_shown', able.length))
              : text(say('popup_compare_all', { n: number(able.length) }))}
        </Button>
      )}
    </>
  );
}
