import { useDesk } from '@/components/desk/shell/context';
import { useHides } from '@/components/desk/shell/Unless';
import { Icon } from '@/components/ui/Icon';
import { Menu, type MenuEntry } from '@/components/ui/Menu';
import { fullName } from '@/lib/domain/comparing-people';
import { givenRoles, hindrance, type Member } from '@/lib/domain/membership';
import { say } from '@/lib/domain/words';
import { canWords, roleWords } from '@/lib/view/people/words';
import { usePeople } from './context';

/**
 * The role, and where it can be changed the others to choose from. A list that opens rather than the browser's own:
 * there an arrow key changes at once.
 */
export function RoleMenu({ member, stop }: { member: Member; stop: boolean }) {
  const { speech } = useDesk();
  const people = usePeople();
  const { say: text } = speech.value;
  const role = text(roleWords(member.role));
  const hides = useHides();
  const held = hindrance('role', member, people.members.value);
  if (held !== null || people.suspended.value || hides('role')) return <span>{role}</span>;
  const entries = (): MenuEntry[] =>
    givenRoles[people.kind].map((one): MenuEntry => {
      const can = canWords(one);
      return {
        kind: 'item',
        key: one,
        text: text(roleWords(one)),
        checked: one === member.role,
        ...(can === null ? {} : { note: text(can) }),
        onSelect: () => people.want('role', [member], one),
      };
    });
  const label = text(say('people_role_of', { name: fullName(member), role }));
  return (
    <Menu class="role-button" align="start" part="role" aside={!stop} label={label} title={label} entries={entries}>
      {role}
      <Icon name="chevron" size={12} />
    </Menu>
  );
}
