import { useDesk, usePageModel } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { Sentence } from '@/components/ui/speech';
import { say } from '@/lib/domain/words';
import { createEventLogModel } from '@/lib/view/events/model';
import { EventLog } from './EventLog';

export interface ClientEventsProps {
  readonly accountId: string;
  readonly providerId: string;
  readonly clientId: string;
}

/** The event log of a client, on its page. */
export function ClientEvents({ accountId, providerId, clientId }: ClientEventsProps) {
  const { model, speech, tools } = useDesk();
  const { say: text } = speech.value;
  const log = usePageModel(`events/${accountId}/${providerId}/${clientId}`, () =>
    createEventLogModel({ tools, overview: model.data.source, where: { accountId, providerId }, clientId }),
  );
  const name = model.data.rows.value.find(({ client }) => client.id === clientId)?.client.name;
  return (
    <section class="clientevents" aria-labelledby="client-events">
      <div class="page-head">
        <h2 id="client-events">{text(say('events_title'))}</h2>
        <span class="grow" />
        <Button kind="plain" onClick={() => tools.openVault(accountId, { page: 'events', clientId })}>
          {text(say('events_vault'))}
          <Icon name="out" size={13} />
        </Button>
      </div>
      <p class="lead">
        <span>
          <Sentence words={say('events_lead_client', { client: name ?? say('client_unnamed') })} />
        </span>
      </p>
      <EventLog log={log} level={3} />
    </section>
  );
}
