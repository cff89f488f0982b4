import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useDesk } from '@/components/desk/shell/context';
import { WaitingStart } from '@/components/desk/waiting/WaitingStart';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { Icon } from '@/components/ui/Icon';
import { useKeys } from '@/components/ui/keys';
import { Sentence } from '@/components/ui/speech';
import { type MessageKey, say } from '@/lib/domain/words';
import type { ClientFilter } from '@/lib/view/clients/filters';
import { ClientsTools } from './ClientsTools';
import { ClientTable, type RowFocus } from './ClientTable';
import { useClients } from './context';
import { EndingCard } from './EndingCard';
import { createClientKeys } from './keys';
import { PoolCard } from './PoolCard';
import { QueueCard } from './QueueCard';

/** All clients, and beside them what asks for somebody. */
export function ClientsPage() {
  const { model, speech } = useDesk();
  const clients = useClients();
  const { say: text } = speech.value;
  const { state } = model.data;
  const field = useRef<HTMLInputElement | null>(null);
  const [focus, setFocus] = useState<RowFocus>({ stop: null, goal: null });

  const onKeyDown = useMemo(
    () =>
      createClientKeys({
        desk: model,
        clients,
        search: () => field.current,
        focusRow: (key, part) => setFocus({ stop: key, goal: { key, part } }),
      }),
    [model, clients],
  );
  useKeys(onKeyDown);
  useEffect(() => {
    clients.show(true);
    return () => clients.show(false);
  }, [clients]);

  const list = state.value === 'list';
  return (
    <div class="clientspage">
      <div class="cl-cols">
        <div class="page-head">
          <h1 tabIndex={-1}>{text(say('popup_clients'))}</h1>
          {list && <ClientsTools field={field} />}
        </div>
        {(list || state.value === 'empty') && (
          <aside class="cl-rail" aria-label={text(say('clients_rail'))}>
            <QueueCard />
            <EndingCard />
            <PoolCard />
          </aside>
        )}
        <div class="cl-main">
          {list && model.data.provider.value?.role === 'service-user' && (
            <p class="lead">
              <Icon name="info" />
              <span>{text(say('popup_service_user'))}</span>
            </p>
          )}
          <WaitingStart />
          {state.value === 'empty' && <NoClients />}
          {list && <Listing focus={focus} onFocus={setFocus} field={field} />}
        </div>
      </div>
    </div>
  );
}

interface ListingProps {
  focus: RowFocus;
  onFocus: (focus: RowFocus) => void;
  field: RefObject<HTMLInputElement | null>;
}

/** Apart from the page, so that a keystroke in the search leaves the rail alone. */
function Listing({ focus, onFocus, field }: ListingProps) {
  const { list } = useClients();
  if (list.items.value.length === 0) return <NothingFound toSearch={() => field.current?.focus()} />;
  return <ClientTable focus={focus} onFocus={onFocus} />;
}

function NoClients() {
  const { model, speech } = useDesk();
  const { say: text } = speech.value;
  const { growing } = useClients();
  const provider = model.data.provider.value ?? model.data.providers.value[0];
  if (provider === undefined) return null;
  const [one] = growing.value;
  return (
    <EmptyState
      title={
        <Sentence words={say('popup_empty_title', { provider: provider.name ?? text(say('provider_unnamed')) })} />
      }
      text={text(say(one === undefined ? 'clients_empty_service' : 'popup_empty_text'))}
    >
      {one !== undefined && (
        <Button onClick={() => model.openProvider(one, 'clients')}>
          {text(say('popup_empty_button'))}
          <Icon name="out" size={13} />
        </Button>
      )}
    </EmptyState>
  );
}

const noneOf: Readonly<Record<Exclude<ClientFilter, 'all'>, MessageKey>> = {
  low: 'clients_nothing_low',
  waiting: 'clients_nothing_waiting',
  ending: 'clients_nothing_ending',
  muted: 'clients_nothing_muted',
};

/** Search or filter leave nothing to show. */
function NothingFound({ toSearch }: { toSearch: () => void }) {
  const { speech } = useDesk();
  const { say: text } = speech.value;
  const { list, filter, choose } = useClients();
  const chosen = filter.value;
  if (list.folded.value === '' && chosen === 'all') return null;
  if (list.folded.value === '' && chosen !== 'all')
    return (
      <EmptyState
        title={text(say(noneOf[chosen]))}
        text={text(say(chosen === 'muted' ? 'clients_nothing_muted_text' : 'clients_nothing_text'))}
      >
        <Button small onClick={() => choose('all')}>
          {text(say('clients_show_all'))}
        </Button>
      </EmptyState>
    );
  return (
    <EmptyState
      title={<Sentence words={say('popup_nothing_title', { query: list.query.value.trim() })} />}
      text={text(say('clients_nothing_found'))}
    >
      <Button
        small
        onClick={() => {
          list.search('');
          choose('all');
          toSearch();
        }}
      >
        {text(say('popup_clear_search'))}
      </Button>
    </EmptyState>
  );
}
