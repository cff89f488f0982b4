import { useState } from 'preact/hooks';
import { useDesk } from '@/components/desk/shell/context';
import { Unless } from '@/components/desk/shell/Unless';
import { Button } from '@/components/ui/Button';
import { CountPill } from '@/components/ui/CountPill';
import { Icon } from '@/components/ui/Icon';
import { TEAM } from '@/lib/domain/model';
import { say, type Words } from '@/lib/domain/words';
import type { EndingInvitation } from '@/lib/view/clients/ending';
import { endWords, whenWords } from '@/lib/view/clients/notes';
import { goingOnWords } from '@/lib/view/confirm/words';
import { useClients } from './context';

const shownAtFirst = 4;

const buttons = { working: 'clients_sending', sent: 'clients_sent_button', not: 'clients_send' } as const;

function whereOf({ place, clientName, providerName }: EndingInvitation, several: boolean): Words {
  if (place !== TEAM) return say('popup_value', { value: clientName ?? say('client_unnamed') });
  return several
    ? say('clients_ending_team', { provider: providerName ?? say('provider_unnamed') })
    : say('desk_own_team');
}

/** Invitations that end soon or have ended, each to be sent again in its place. */
export function EndingCard() {
  const { speech } = useDesk();
  const { say: text, number } = speech.value;
  const { ending } = useClients();
  const [all, setAll] = useState(false);
  const entries = ending.entries.value;
  if (entries.length === 0) return null;
  const shown = all ? entries : entries.slice(0, shownAtFirst);
  const until = ending.pausedUntil.value;
  // The same reason is read once, and holds for all.
  const off = shown.find((entry) => entry.off !== null)?.off ?? null;
  return (
    <section class="rc" aria-labelledby="rail-ending">
      <header>
        <h2 id="rail-ending">{text(say('clients_ending'))}</h2>
        <span class="grow" />
        <CountPill text={number(entries.length)} />
      </header>
      <ul>
        {shown.map((entry) => (
          <Invitation key={entry.key} entry={entry} />
        ))}
      </ul>
      {until !== null && <p class="rc-note">{text(goingOnWords(until))}</p>}
      {off !== null && (
        <p class="rc-note" id="rail-ending-off">
          {text(off)}
        </p>
      )}
      {entries.length > shown.length && (
        <p class="rc-more">
          <Button small kind="plain" onClick={() => setAll(true)}>
            {text(say('popup_show_more', { n: entries.length - shown.length }))}
          </Button>
        </p>
      )}
    </section>
  );
}

function Invitation({ entry }: { entry: EndingInvitation }) {
  const { model, speech } = useDesk();
  const { say: text, exact } = speech.value;
  const { ending } = useClients();
  const now = model.now.value;
  const where = text(whereOf(entry, model.data.provider.value === null));
  const name = entry.person.name ?? entry.person.email;
  const state = ending.states.value.get(entry.key);
  const when = text(endWords(entry.age, now));
  return (
    <li data-invitation={entry.key}>
      <span class="rc-who">
        <b class="cut">
          <bdi title={entry.person.email}>{name}</bdi>
        </b>
        {state?.kind === 'sent' ? (
          <small class="rc-done">
            <Icon name="check" size={12} />
            {text(say('clients_sent', { when: whenWords(state.endsAt, now) }))}
          </small>
        ) : (
          <small title={exact(entry.age.endsAt)}>{text(say('clients_ending_where', { where, when }))}</small>
        )}
        {state?.kind === 'not' && (
          <small class="rc-not">
            <Icon name="stop" size={12} />
            {text(state.words)}
          </small>
        )}
      </span>
      <Unless hidden="invite">
        {/* It stays when it is done, and keeps the focus. */}
        <Button
          small
          off={entry.off !== null || state?.kind === 'working' || state?.kind === 'sent' || state?.again === false}
          aria-describedby={entry.off === null ? undefined : 'rail-ending-off'}
          aria-label={text(
            state?.kind === 'sent' ? say('clients_live_sent', { name }) : say('clients_send_name', { name, where }),
          )}
          onClick={() => void ending.send(entry)}
        >
          {text(say(buttons[state?.kind ?? 'not']))}
        </Button>
      </Unless>
    </li>
  );
}
