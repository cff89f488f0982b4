import type { ComponentChildren } from 'preact';
import { useDesk } from '@/components/desk/shell/context';
import { useHides } from '@/components/desk/shell/Unless';
import { Button } from '@/components/ui/Button';
import { CountPill } from '@/components/ui/CountPill';
import { Icon } from '@/components/ui/Icon';
import { type ClientPart, clientParts, deskHash } from '@/lib/domain/desk-route';
import { type MessageKey, say, sayCount } from '@/lib/domain/words';
import type { FoundClient } from '@/lib/view/client/find';
import type { ClientModel } from '@/lib/view/client/model';

const partNames: Readonly<Record<ClientPart, MessageKey>> = {
  seats: 'client_part_seats',
  members: 'client_part_members',
  events: 'client_part_events',
};

interface HeadProps {
  client: ClientModel;
  found: FoundClient;
  part: ClientPart;
  /** How many there are: as the list was read last, before that as many as use a seat. null: nobody knows. */
  members: number | null;
}

/** Whose page this is, how it stands, and its parts. */
export function ClientHead({ client, found, part, members }: HeadProps) {
  const { model, speech } = useDesk();
  const { say: text, number } = speech.value;
  const { row, provider } = found;
  const hides = useHides();
  const name = row.client.name ?? text(say('client_unnamed'));
  return (
    <header>
      <nav class="crumb" aria-label={text(say('client_path'))}>
        <a href={deskHash({ page: 'clients' })}>{text(say('desk_tab_clients'))}</a>
        <Icon name="chevron" size={12} />
        {model.data.entries.value.length > 1 && provider.name !== null && (
          <>
            <bdi>{provider.name}</bdi>
            <Icon name="chevron" size={12} />
          </>
        )}
        <span aria-current="page">
          <bdi>{name}</bdi>
        </span>
      </nav>
      <div class="page-head">
        <h1 tabIndex={-1}>
          <bdi>{name}</bdi>
        </h1>
        <Tags found={found} />
        <span class="grow" />
        <div class="page-head__do">
          <Button onClick={() => client.mute()}>{text(say(row.muted ? 'client_unmute' : 'client_mute'))}</Button>
          <Button kind="main" onClick={() => client.openVault('client')}>
            {text(say('popup_open_vault'))}
            <Icon name="out" size={13} />
          </Button>
        </div>
      </div>
      <nav class="parts" aria-label={text(say('client_parts', { client: name }))}>
        {clientParts
          .filter((one) => one === 'seats' || !hides(one))
          .map((one) => (
            <a
              key={one}
              href={deskHash({ page: 'client', clientId: client.clientId, part: one })}
              class={one === part ? 'on' : ''}
              aria-current={one === part ? 'page' : undefined}
            >
              {text(say(partNames[one]))}
              {one === 'members' && members !== null && <CountPill text={number(members)} />}
            </a>
          ))}
      </nav>
    </header>
  );
}

/** How the client stands, in words. */
function Tags({ found: { row } }: { found: FoundClient }) {
  const { speech } = useDesk();
  const { say: text } = speech.value;
  const { client, state, muted, waiting, figuresAt } = row;
  const tag = (key: string, tone: '' | 'wait' | 'stop', children: ComponentChildren) => (
    <span key={key} class={tone === '' ? 'tag' : `tag tag--${tone}`} data-tag={key}>
      {tone !== '' && <Icon name="warn" size={13} />}
      {children}
    </span>
  );
  const over = -(client.remaining ?? 0);
  return (
    <>
      {client.plan !== null && tag('plan', '', <bdi>{client.plan}</bdi>)}
      {state === 'over' && tag('over', 'stop', text(sayCount('client_tag_over', over)))}
      {state === 'full' && tag('full', 'stop', text(say('client_tag_full')))}
      {state === 'low' && tag('low', 'wait', text(say('client_tag_low')))}
      {state === 'disabled' && tag('disabled', '', text(say('client_tag_disabled')))}
      {waiting > 0 && tag('waiting', 'wait', text(sayCount('client_tag_waiting', waiting)))}
      {muted && tag('muted', '', text(say('client_tag_muted')))}
      {figuresAt !== null && tag('as-of', '', text(say('client_tag_as_of', { at: { moment: figuresAt } })))}
    </>
  );
}
