import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { useDesk, usePageModel } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { Note } from '@/components/ui/Note';
import { SelectField } from '@/components/ui/SelectField';
import { Sentence } from '@/components/ui/speech';
import { type Provider, providerKeyText } from '@/lib/domain/model';
import { say } from '@/lib/domain/words';
import { createEventLogModel } from '@/lib/view/events/model';
import { EventLog } from './EventLog';

const keyOf = ({ accountId, id }: Provider): string => providerKeyText({ accountId, providerId: id });

/** The event log of a provider. server: for its admins alone. */
export function EventsPage() {
  const { model, speech } = useDesk();
  const { say: text } = speech.value;
  const { providers } = model.data;
  const chosen = useSignal<string | null>(null);
  const admins = providers.value.filter(({ role }) => role === 'provider-admin');
  const provider = admins.find((one) => keyOf(one) === chosen.value) ?? admins[0];
  const id = useId();
  return (
    <div class="record">
      <div class="page-head">
        <h1 tabIndex={-1}>{text(say('events_title'))}</h1>
        {admins.length > 1 && provider !== undefined && (
          <>
            <span class="sr" id={id}>
              {text(say('events_provider'))}
            </span>
            <SelectField
              labelledBy={id}
              value={keyOf(provider)}
              options={admins.map((one) => ({
                value: keyOf(one),
                text: one.name ?? text(say('provider_unnamed')),
              }))}
              onValue={(value) => {
                chosen.value = value;
              }}
            />
          </>
        )}
        <span class="grow" />
        {provider !== undefined && (
          <Button kind="plain" onClick={() => model.openProvider(provider, 'team-events')}>
            {text(say('events_vault'))}
            <Icon name="out" size={13} />
          </Button>
        )}
      </div>
      {provider === undefined ? (
        model.data.source.value !== null && (
          <Note>{text(say(providers.value.length > 0 ? 'events_none_team' : 'events_none_provider'))}</Note>
        )
      ) : (
        <TeamEvents key={keyOf(provider)} provider={provider} />
      )}
    </div>
  );
}

function TeamEvents({ provider }: { provider: Provider }) {
  const { model, tools } = useDesk();
  const where = { accountId: provider.accountId, providerId: provider.id };
  const log = usePageModel(`events/${providerKeyText(where)}`, () =>
    createEventLogModel({ tools, overview: model.data.source, where, clientId: null }),
  );
  return (
    <>
      <p class="lead">
        <span>
          <Sentence words={say('events_lead_team', { provider: provider.name ?? say('provider_unnamed') })} />
        </span>
      </p>
      <EventLog log={log} level={2} />
    </>
  );
}
