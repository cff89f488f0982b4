import type { RefObject } from 'preact';
import { useDesk } from '@/components/desk/shell/context';
import { Unless } from '@/components/desk/shell/Unless';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { Menu } from '@/components/ui/Menu';
import { SearchField } from '@/components/ui/SearchField';
import { say } from '@/lib/domain/words';
import { clientFilters } from '@/lib/view/clients/filters';
import { useClients } from './context';

/** What the table is narrowed to, the search, and what can be done with all of it. */
export function ClientsTools({ field }: { field: RefObject<HTMLInputElement | null> }) {
  const { speech } = useDesk();
  const { say: text, number } = speech.value;
  const clients = useClients();
  const counts = clients.counts.value;
  const chosen = clients.filter.value;
  return (
    <>
      <span class="grow" />
      <search class="desk__search">
        <SearchField
          field={field}
          label={text(say('clients_search'))}
          query={clients.list.query.value}
          onText={clients.list.search}
        />
      </search>
      <Unless hidden="export">
        <Unless hidden="export">
          <Button
            aria-label={text(say('clients_csv_name'))}
            title={text(say('clients_csv_name'))}
            onClick={() => clients.exportCsv()}
          >
            <Icon name="save" size={14} />
            {text(say('clients_csv'))}
          </Button>
        </Unless>
      </Unless>
      <AddClient />
      {/* biome-ignore lint/a11y/useSemanticElements: buttons side by side, not fields of a form. */}
      <div class="filters" role="group" aria-label={text(say('desk_filter'))}>
        {clientFilters.map((name) => (
          <button
            key={name}
            type="button"
            class={name === chosen ? 'on' : undefined}
            aria-pressed={name === chosen}
            data-filter={name}
            onClick={() => clients.choose(name)}
          >
            {text(say(`clients_filter_${name}`))} <span class="num dim">{number(counts[name])}</span>
          </button>
        ))}
      </div>
    </>
  );
}

/** Where clients are added: in the web vault, by provider admins. */
export function AddClient() {
  const { model, speech } = useDesk();
  const { say: text } = speech.value;
  const { growing } = useClients();
  const [one, ...others] = growing.value;
  if (one === undefined) return null;
  const name = (
    <>
      {text(say('clients_add'))}
      <Icon name="out" size={13} />
    </>
  );
  if (others.length === 0) return <Button onClick={() => model.openProvider(one, 'clients')}>{name}</Button>;
  return (
    <Menu
      class="button"
      align="end"
      label={text(say('clients_add'))}
      title={text(say('clients_add'))}
      entries={() =>
        growing.value.map((provider) => ({
          kind: 'item',
          key: `${provider.accountId}/${provider.id}`,
          icon: 'out',
          text: <bdi>{provider.name ?? text(say('provider_unnamed'))}</bdi>,
          onSelect: () => model.openProvider(provider, 'clients'),
        }))
      }
    >
      {name}
    </Menu>
  );
}
