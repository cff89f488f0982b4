import { troubleWords } from '@/lib/domain/badge';
import { inScope } from '@/lib/domain/client-list';
import { needsPerson } from '@/lib/domain/failure';
import { say, sayCount } from '@/lib/domain/words';
import type { ProviderEntry } from '@/lib/view/page-data';
import { CountPill } from './CountPill';
import { Icon, Mark } from './Icon';
import { Menu, type MenuEntry } from './Menu';
import { usePage } from './page';

/** What one is looking at, in words: the provider's name, or that it is all of them. */
export function useScopeName(): string {
  const { model, speech } = usePage();
  const { providers, provider } = model.data;
  const text = speech.value.say;
  if (providers.value.length === 0) return text(say('popup_title'));
  if (provider.value === null) return text(say('popup_all_providers'));
  return provider.value.name ?? text(say('provider_unnamed'));
}

/** The mark and whose clients one looks at; a list to choose from, as soon as there is something to choose. */
export function ProviderSwitcher() {
  const name = useScopeName();
  const { model } = usePage();
  if (model.data.entries.value.length > 0) return <Switcher name={name} />;
  return (
    <span class="switcher">
      <Mark />
      <b class="cut">{name}</b>
    </span>
  );
}

function Switcher({ name }: { name: string }) {
  const { model, speech } = usePage();
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
