import { useDesk } from '@/components/desk/shell/context';
import { useHides } from '@/components/desk/shell/Unless';
import { Icon } from '@/components/ui/Icon';
import { Menu, type MenuEntry } from '@/components/ui/Menu';
import { fullName } from '@/lib/domain/comparing-people';
import { hindrance, type Member, type MemberDeed } from '@/lib/domain/membership';
import { type MessageKey, say } from '@/lib/domain/words';
import { hindranceWords } from '@/lib/view/people/words';
import { usePeople } from './context';

const names: Readonly<Record<Exclude<MemberDeed, 'role'>, MessageKey>> = {
  resend: 'people_resend',
  remove: 'people_remove',
  revoke: 'people_revoke',
  restore: 'people_restore',
};

/** Everything else that can be done with a member, and why not. */
export function RowMenu({ member, stop }: { member: Member; stop: boolean }) {
  const { speech } = useDesk();
  const people = usePeople();
  const { say: text } = speech.value;
  const hides = useHides();
  const label = text(say('people_more_of', { name: fullName(member) }));

  const entries = (): MenuEntry[] => {
    const list: MenuEntry[] = [];
    const add = (deed: Exclude<MemberDeed, 'role'>): void => {
      const held = hindrance(deed, member, people.members.value);
      if (people.suspended.value || (deed !== 'resend' && hides('remove'))) return;
      if (held === null)
        list.push({
          kind: 'item',
          key: deed,
          text: deed === 'remove' ? <span class="stop">{text(say(names[deed]))}</span> : text(say(names[deed])),
          onSelect: () => people.want(deed, [member]),
        });
      else if (deed === 'remove') list.push({ kind: 'note', key: deed, text: text(hindranceWords(held)) });
    };
    if (member.status === 'invited') add('resend');
    if (people.kind === 'client') add(member.status === 'revoked' ? 'restore' : 'revoke');
    add('remove');
    const role = hindrance('role', member, people.members.value);
    if (role === 'custom') list.push({ kind: 'note', key: 'custom', text: text(hindranceWords(role)) });
    if (people.suspended.value) list.push({ kind: 'note', key: 'suspended', text: text(say('people_suspended')) });
    list.push(
      { kind: 'separator', key: 'separator' },
      {
        kind: 'item',
        key: 'vault',
        icon: 'out',
        text: text(say('people_vault')),
        onSelect: () => people.openVault(member),
      },
    );
    return list;
  };

  return (
    <Menu class="icon-button" align="end" part="more" aside={!stop} label={label} title={label} entries={entries}>
      <Icon name="more" />
    </Menu>
  );
}
