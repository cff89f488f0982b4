import { useRef } from 'preact/hooks';
import { useDesk } from '@/components/desk/shell/context';
import { Unless, useHides } from '@/components/desk/shell/Unless';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { Menu, type MenuEntry } from '@/components/ui/Menu';
import { useRoom } from '@/components/ui/room';
import { givenRoles, hindrance, type MemberDeed } from '@/lib/domain/membership';
import { type PluralKey, say, sayCount } from '@/lib/domain/words';
import { hindranceWords, roleWords } from '@/lib/view/people/words';
import { usePeople } from './context';

const labels: Readonly<Record<Exclude<MemberDeed, 'role'>, PluralKey>> = {
  resend: 'people_resend_many',
  remove: 'people_remove_many',
  revoke: 'people_revoke_many',
  restore: 'people_restore_many',
};

/** What can be done with those who are ticked, shown or not. */
export function SelectionBar() {
  const { speech } = useDesk();
  const people = usePeople();
  const { say: text } = speech.value;
  const hides = useHides();
  const bar = useRef<HTMLElement>(null);
  useRoom(bar, '--room-below');
  const chosen = people.chosen.value;
  const shown = new Set(people.shown.value.map(({ id }) => id));
  const hidden = chosen.filter(({ id }) => !shown.has(id)).length;
  const busy = people.progress.value !== null;
  const suspended = people.suspended.value;
  const waiting = chosen.filter((one) => people.waitingOf(one) !== null);

  const button = (deed: Exclude<MemberDeed, 'role'>) => {
    const able = people.able(deed, chosen);
    return (
      <Button
        small
        kind={deed === 'remove' ? 'stop' : undefined}
        off={able.length === 0 || busy || suspended}
        onClick={() => people.want(deed, chosen)}
      >
        {text(sayCount(labels[deed], able.length))}
      </Button>
    );
  };
  const roles = (): MenuEntry[] =>
    givenRoles[people.kind].map((role): MenuEntry => {
      const able = people.able('role', chosen, role).length;
      return {
        kind: 'item',
        key: role,
        text: text(roleWords(role)),
        end: <span class="num dim">{speech.value.number(able)}</span>,
        onSelect: () => people.want('role', chosen, role),
      };
    });
  const [first] = chosen;
  const held =
    first === undefined || people.able('remove', chosen).length > 0
      ? null
      : hindrance('remove', first, people.members.value);
  const reason = suspended ? say('people_suspended') : held === null ? null : hindranceWords(held);

  return (
    <section class="pselect" ref={bar} aria-label={text(say('people_selection'))} data-selection>
      <b>{text(sayCount('people_selected', chosen.length))}</b>
      {hidden > 0 && <span>{text(sayCount('people_selected_hidden', hidden))}</span>}
      {reason !== null && <span class="pselect__why">{text(reason)}</span>}
      <span class="grow" />
      {waiting.length > 0 && (
        <Button small kind="main" onClick={() => people.compare(waiting)}>
          {text(sayCount('desk_compare_people', waiting.length))}
        </Button>
      )}
      {people.able('resend', chosen).length > 0 && button('resend')}
      {!suspended && !busy && !hides('role') && (
        <Menu
          class="button button--small"
          align="end"
          label={text(say('people_change_role'))}
          title={text(say('people_change_role'))}
          entries={roles}
        >
          {text(say('people_change_role'))}
          <Icon name="chevron" size={12} />
        </Menu>
      )}
      <Unless hidden="remove">
        {people.kind === 'client' && people.able('revoke', chosen).length > 0 && button('revoke')}
        {people.kind === 'client' && people.able('restore', chosen).length > 0 && button('restore')}
        {button('remove')}
      </Unless>
      <Button small kind="plain" onClick={() => void people.copyAddresses(chosen)}>
        {text(say('people_copy_addresses'))}
      </Button>
      <Button small kind="plain" onClick={() => people.untick()}>
        {text(say('people_clear'))}
      </Button>
    </section>
  );
}
