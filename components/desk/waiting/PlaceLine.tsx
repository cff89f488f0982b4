// biome-ignore-all lint/a11y/useSemanticElements: rows of a grid with the roles of a table.
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are read; the controls in them have the focus.
import { useDesk } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { TEAM } from '@/lib/domain/model';
import type { WaitingGroup, WaitingItem } from '@/lib/domain/waiting-list';
import { obstacleWords } from '@/lib/domain/who-may';
import { say } from '@/lib/domain/words';

/** What describes those who cannot be confirmed at a place. */
export const noteId = (group: WaitingGroup): string => `why-${group.again}-${group.key}`;

/** A place that people join: its name, who may confirm there, and how old what we know of it is. */
export function PlaceLine({ group, index }: { group: WaitingGroup; index: number }) {
  const { model, speech } = useDesk();
  const { say: text, number } = speech.value;
  const { obstacle, asOf, rows } = group;
  const words = obstacle === null ? null : obstacleWords(obstacle, group.place);
  return (
    <div class="wplace" role="row" aria-rowindex={index} data-line={obstacle === null ? 'place' : 'note'}>
      <div role="cell" aria-colspan={5}>
        <span class="wplace__head">
          <b>
            <bdi>
              {group.place === TEAM ? text(say('desk_own_team')) : (group.clientName ?? text(say('client_unnamed')))}
            </bdi>
          </b>{' '}
          <span class="num">{number(rows.length)}</span>
          {asOf !== null && (
            <span class="tag" data-as-of>
              <Icon name="clock" size={12} />
              {text(
                asOf.at === null
                  ? say('popup_word_people_unread')
                  : say('popup_word_as_of', { at: { moment: asOf.at } }),
              )}
            </span>
          )}
          <span class="grow" />
          {words === null && <span class="wplace__may">{text(group.may)}</span>}
          {words === null && rows.length > 1 && (
            <Button small kind="plain" onClick={() => model.compare(rows.map((row) => row.waiting))}>
              {text(say('desk_compare_place', { n: rows.length }))}
            </Button>
          )}
        </span>
        {words !== null && (
          <span class="wplace__why" id={noteId(group)}>
            <Icon name="info" size={14} />
            <span>
              {text(words.why)} {text(words.who)}
            </span>
          </span>
        )}
      </div>
    </div>
  );
}

/** Whose clients follow, where there are several providers. */
export function ProviderLine({ item, index }: { item: Extract<WaitingItem, { kind: 'provider' }>; index: number }) {
  const { speech } = useDesk();
  const { say: text, number } = speech.value;
  return (
    <div class="wprovider" role="row" aria-rowindex={index} data-line="provider">
      <span role="cell" aria-colspan={5}>
        <b>
          <bdi>{item.provider.name ?? text(say('provider_unnamed'))}</bdi>
        </b>{' '}
        {item.account !== null && (
          <>
            <bdi class="wprovider__account">{item.account}</bdi>{' '}
          </>
        )}
        <span class="num">{number(item.count)}</span>
      </span>
    </div>
  );
}
