// biome-ignore-all lint/a11y/useSemanticElements: rows of a grid with the roles of a table.
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are read; the controls in them have the focus.
import { useDesk } from '@/components/desk/shell/context';
import { Age } from '@/components/ui/Age';
import { Button } from '@/components/ui/Button';
import { breakable } from '@/components/ui/breakable';
import { IconButton } from '@/components/ui/IconButton';
import { marked } from '@/components/ui/marked';
import { roleWords } from '@/lib/domain/activity-log';
import { TEAM } from '@/lib/domain/model';
import type { WaitingGroup, WaitingRow } from '@/lib/domain/waiting-list';
import { say } from '@/lib/domain/words';
import { waitingAge } from '@/lib/view/waiting-words';
import { noteId } from './PlaceLine';

export interface WaitingLineProps {
  row: WaitingRow;
  group: WaitingGroup;
  /** 1-based, among all rows of the table. */
  index: number;
  /** Tab comes to the controls of this row. */
  stop: boolean;
  ticked: boolean;
  /** Folded; what it finds is underlined. */
  query: string;
}

/** Somebody who waits. */
export function WaitingLine({ row, group, index, stop, ticked, query }: WaitingLineProps) {
  const { model, speech } = useDesk();
  const { say: text, exact } = speech.value;
  const { person } = row.waiting;
  const age = waitingAge(person, model.now.value, speech.value);
  const name = person.name ?? person.email;
  const where = group.place === TEAM ? text(say('desk_own_team')) : (group.clientName ?? text(say('client_unnamed')));
  const shown = (part: string) => (query === '' ? breakable(part) : marked(part, query));
  const tab = stop ? 0 : -1;
  const differed = model.activity.differed.value(person);
  const off = group.obstacle !== null;
  return (
    <div
      class={ticked ? 'wrow waiter waiter--on' : 'wrow waiter'}
      role="row"
      aria-rowindex={index}
      data-person={row.key}
      data-line="row"
    >
      <span role="cell">
        {!off && (
          <label class="tick">
            <input
              type="checkbox"
              data-part="tick"
              tabIndex={tab}
              checked={ticked}
              aria-label={text(say('desk_tick_name', { name }))}
              onChange={(event) => model.waiting.tick(row.key, event.currentTarget.checked)}
            />
          </label>
        )}
      </span>
      <span class="waiter__who" role="rowheader">
        <b>
          <bdi>{shown(name)}</bdi>
        </b>{' '}
        {differed !== null && (
          <span class="tag tag--stop" title={exact(differed)} data-differed>
            {text(say('desk_words_differed'))}
            <span class="sr"> {exact(differed)}</span>
          </span>
        )}
        {person.name !== null && (
          <small>
            <bdi>{shown(person.email)}</bdi>
          </small>
        )}
      </span>
      <span class="waiter__role" role="cell">
        {text(roleWords(person.role))}
      </span>
      <span class="waiter__age" role="cell">
        <Age {...age} />
      </span>
      <span class="waiter__act" role="cell">
        <Button
          small
          off={off}
          data-part="compare"
          tabIndex={tab}
          aria-label={text(say('popup_compare_name', { name, where, age: age.long }))}
          aria-describedby={off ? noteId(group) : undefined}
          onClick={() => model.compare([row.waiting])}
        >
          {text(say('popup_compare'))}
        </Button>
        <IconButton
          icon="out"
          data-part="vault"
          tabIndex={tab}
          label={text(say('desk_vault_name', { name }))}
          onClick={() => model.openPerson(row.waiting)}
        />
      </span>
    </div>
  );
}
