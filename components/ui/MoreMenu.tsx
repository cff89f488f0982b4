import { isHidden } from '@/lib/domain/managed';
import { type MessageKey, say } from '@/lib/domain/words';
import { Icon, type IconName } from './Icon';
import { Menu, type MenuEntry } from './Menu';
import { usePage } from './page';

/**
 * Everything one seldom needs: pages of the provider in the web vault, the keys, the options. `record`: where there are no
 * tabs, the record and the members as well.
 */
export function MoreMenu({ onKeys, record }: { onKeys: () => void; record: boolean }) {
  const { model, speech } = usePage();
  const { say: text } = speech.value;
  const { data } = model;
  const { provider, state } = data;

  const entries = (): MenuEntry[] => {
    const lock = data.source.value?.lock;
    const one = lock?.locked ? null : provider.value;
    const bare = state.value === 'first-run' || state.value === 'locked';
    const link = (key: string, words: ReturnType<typeof say>, page: Parameters<typeof model.openProvider>[1]) => ({
      kind: 'item' as const,
      key,
      icon: 'out' as const,
      text: text(words),
      onSelect: () => one !== null && model.openProvider(one, page),
    });
    const toDesk = (page: 'activity' | 'members', icon: IconName, key: MessageKey) => ({
      kind: 'item' as const,
      key: page,
      icon,
      text: text(say(key)),
      onSelect: () => model.openDesk({ page }),
    });
    // server: the team is its admins' alone.
    const mayInvite =
      one?.role === 'provider-admin' &&
      !isHidden(data.source.value, 'members') &&
      !isHidden(data.source.value, 'invite');
    const links =
      one === null
        ? []
        : [
            link('clients', say('popup_menu_clients'), 'clients'),
            // server: only provider admins see the team, its log and its bills.
            ...(one.role === 'provider-admin'
              ? [
                  link('team', say('popup_menu_team'), 'team'),
                  link('events', say('popup_menu_events'), 'team-events'),
                  link('billing', say('popup_menu_billing'), 'provider-billing'),
                ]
              : []),
            { kind: 'separator' as const, key: 'separator' },
          ];
    return [
      ...links,
      ...(record && !bare ? [toDesk('activity', 'clock', 'desk_tab_activity')] : []),
      ...(record && mayInvite ? [toDesk('members', 'plus', 'people_invite')] : []),
      ...(bare
        ? []
        : [
            {
              kind: 'item' as const,
              key: 'keys',
              icon: 'keys' as const,
              text: text(say('popup_menu_keys')),
              onSelect: onKeys,
            },
          ]),
      ...(lock === undefined || lock.locked
        ? []
        : [
            {
              kind: 'item' as const,
              key: 'lock',
              icon: 'lock' as const,
              text: text(say('lock_now')),
              onSelect: model.lock,
            },
          ]),
      {
        kind: 'item',
        key: 'options',
        icon: 'options',
        text: text(say('popup_menu_options')),
        onSelect: () => model.openOptions('accounts'),
      },
    ];
  };
  const label = text(say('popup_more'));
  return (
    <Menu class="icon-button" align="end" label={label} title={label} entries={entries}>
      <Icon name="more" />
    </Menu>
  );
}
