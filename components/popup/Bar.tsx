import { CountPill } from '@/components/ui/CountPill';
import { Icon, Mark } from '@/components/ui/Icon';
import { Menu, type MenuEntry } from '@/components/ui/Menu';
import { troubleWords } from '@/lib/domain/badge';
import { inScope } from '@/lib/domain/client-list';
import { needsPerson } from '@/lib/domain/failure';
import { hourMs } from '@/lib/domain/time';
import { say, sayCount } from '@/lib/domain/words';
import type { ProviderEntry } from '@/lib/view/popup-data';
import { atEight } from '@/lib/view/popup-pause';
import { usePopup } from './context';

/** The bar: which provider, pause, more. */
export function Bar({ onKeys }: { onKeys: () => void }) {
  const { model, speech } = usePopup();
  const { state, providers, entries, provider } = model.data;
  const text = speech.value.say;
  const some = providers.value.length > 0;
  const name = some
    ? provider.value === null
      ? text(say('popup_all_providers'))
      : (provider.value.name ?? text(say('provider_unnamed')))
    : text(say('popup_title'));
  const switchable = entries.value.length > 0;
  return (
    <header class="popup__bar">
      <h1 class="sr">
        <bdi>{name}</bdi>
      </h1>
      {switchable ? (
        <Switcher name={name} />
      ) : (
        <span class="switcher">
          <Mark />
          <b class="cut">{name}</b>
        </span>
      )}
      <span class="grow" />
      {state.value !== 'first-run' && state.value !== 'opening' && <PauseMenu />}
      <MoreMenu onKeys={onKeys} />
    </header>
  );
}

function Switcher({ name }: { name: string }) {
  const { model, speech } = usePopup();
  const { say: text } = speech.value;
  const { entries, scope } = model.data;

  const entryOf = (entry: ProviderEntry): MenuEntry => {
    const { provider, account, clients, waiting } = entry;
    const key = { accountId: provider.accountId, providerId: provider.id };
    const role = say(provider.role === 'provider-admin' ? 'popup_role_admin' : 'popup_role_service');
    const trouble = account.failure !== null && needsPerson(account.failure) ? troubleWords(account.failure) : null;
    const note =
      trouble ??
      (provider.enabled
        ? clients === null
          ? say('popup_switch_reading', { role })
          : sayCount('popup_switch_clients', clients, { role })
        : say('popup_switch_suspended'));
    return {
      kind: 'item',
      key: `${key.accountId}/${key.providerId}`,
      text: <bdi>{provider.name ?? text(say('provider_unnamed'))}</bdi>,
      checked: scope.value !== null && inScope(scope.value, key),
      note: text(note),
      ...(trouble === null ? {} : { tone: 'stop' as const }),
      end:
        trouble !== null ? (
          <Icon name="stop" />
        ) : waiting > 0 ? (
          <>
            <span aria-hidden="true">
              <CountPill text={speech.value.number(waiting)} wait />
            </span>
            <span class="sr">, {text(sayCount('popup_switch_waiting', waiting))}, </span>
          </>
        ) : undefined,
      onSelect: () => model.choose(key),
    };
  };

  const list = (): MenuEntry[] => {
    const all = entries.value;
    const out: MenuEntry[] = [];
    if (all.length > 1) {
      const clients = all.reduce((sum, entry) => sum + (entry.clients ?? 0), 0);
      out.push({
        kind: 'item',
        key: 'all',
        text: text(say('popup_all_providers')),
        checked: scope.value === null,
        note: text(sayCount('popup_switch_all', clients)),
        onSelect: () => model.choose(null),
      });
    }
    let account = '';
    for (const entry of all) {
      if (entry.account.id !== account) {
        account = entry.account.id;
        if (out.length > 0) out.push({ kind: 'separator', key: `separator-${account}` });
        out.push({ kind: 'head', key: account, text: <bdi>{entry.account.label ?? entry.account.email}</bdi> });
      }
      out.push(entryOf(entry));
    }
    out.push(
      { kind: 'separator', key: 'separator' },
      {
        kind: 'item',
        key: 'add',
        icon: 'plus',
        text: text(say('popup_add_account')),
        onSelect: () => model.openOptions('accounts'),
      },
    );
    return out;
  };

  return (
    <Menu
      class="switcher"
      align="start"
      label={text(say('popup_switcher', { provider: name }))}
      title={text(say('popup_all_providers'))}
      entries={list}
    >
      <Mark />
      <b class="cut">
        <bdi>{name}</bdi>
      </b>
      <Icon name="chevron" size={14} />
    </Menu>
  );
}

function PauseMenu() {
  const { model, speech } = usePopup();
  const { say: text, moment } = speech.value;
  const now = model.now.value;
  const until = model.data.source.value?.preferences.pausedUntil ?? null;
  const paused = until !== null && until > now;

  const choice = (key: string, words: ReturnType<typeof say>, at: number): MenuEntry => ({
    kind: 'item',
    key,
    text: text(words),
    end: <span class="dim num">{moment(at)}</span>,
    onSelect: () => model.pause(at),
  });
  const entries = (): MenuEntry[] => [
    paused
      ? { kind: 'head', key: 'head', text: text(say('popup_pause_until', { until: { moment: until } })) }
      : { kind: 'head', key: 'head', text: text(say('popup_pause')) },
    ...(paused
      ? [
          {
            kind: 'item' as const,
            key: 'on',
            icon: 'check' as const,
            text: text(say('popup_pause_on')),
            onSelect: () => model.pause(null),
          },
        ]
      : []),
    choice('hour', say('popup_pause_hour'), now + hourMs),
    choice('tomorrow', say('popup_pause_tomorrow'), atEight(now, 'tomorrow')),
    choice('monday', say('popup_pause_monday'), atEight(now, 'monday')),
    { kind: 'separator', key: 'separator' },
    { kind: 'note', key: 'note', text: text(say('popup_pause_note')) },
  ];
  return (
    <Menu
      class="icon-button"
      align="end"
      label={text(say(paused ? 'popup_paused_button' : 'popup_pause'))}
      title={text(say('popup_pause'))}
      entries={entries}
    >
      <Icon name="pause" />
      {paused && <i class="icon-button__on" />}
    </Menu>
  );
}

function MoreMenu({ onKeys }: { onKeys: () => void }) {
  const { model, speech } = usePopup();
  const { say: text } = speech.value;
  const { provider, state } = model.data;

  const entries = (): MenuEntry[] => {
    const one = provider.value;
    const link = (key: string, words: ReturnType<typeof say>, page: Parameters<typeof model.openProvider>[1]) => ({
      kind: 'item' as const,
      key,
      icon: 'out' as const,
      text: text(words),
      onSelect: () => one !== null && model.openProvider(one, page),
    });
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
      ...(state.value === 'first-run'
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
