import { useLayoutEffect, useRef } from 'preact/hooks';
import { useDesk } from '@/components/desk/shell/context';
import { Unless, useHides } from '@/components/desk/shell/Unless';
import { Button } from '@/components/ui/Button';
import { breakable } from '@/components/ui/breakable';
import { Dialog } from '@/components/ui/Dialog';
import { Icon } from '@/components/ui/Icon';
import { Sentence } from '@/components/ui/speech';
import { deskHash } from '@/lib/domain/desk-route';
import { say, type Words } from '@/lib/domain/words';
import type { FoundClient } from '@/lib/view/client/find';
import type { ClientModel } from '@/lib/view/client/model';
import type { PendingRow } from '@/lib/view/client/pending';
import { isFocusLost } from './focus';

/** Who waits or was invited, and what can be done for them. */
export function PeoplePending({ client, found }: { client: ClientModel; found: FoundClient }) {
  const { speech } = useDesk();
  const { say: text } = speech.value;
  const { people } = client;
  const { remaining, assigned } = found.row.client;
  const full = assigned !== null && remaining !== null && remaining <= 0;
  const suspended = !found.provider.enabled;
  const known = people.known.value;
  const rows = people.rows.value;
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(rows.length);
  // Whoever was removed took the focus along.
  useLayoutEffect(() => {
    if (rows.length < before.current && isFocusLost()) heading.current?.focus();
    before.current = rows.length;
  }, [rows.length]);
  const hides = useHides();
  const off = suspended ? 'client_invite_suspended' : full ? 'client_invite_full' : null;
  return (
    <section class="sheet" aria-labelledby="client-people" data-pending>
      <header>
        <h2 class="grow" id="client-people" tabIndex={-1} ref={heading}>
          {text(say('client_people'))}
        </h2>
        {hides('invite') || hides('members') ? null : off === null ? (
          <a
            class="button button--small"
            href={deskHash({ page: 'client', clientId: client.clientId, part: 'members' })}
          >
            {text(say('client_invite'))}
          </a>
        ) : (
          <Button small off aria-describedby="client-invite-off">
            {text(say('client_invite'))}
          </Button>
        )}
      </header>
      {rows.length > 0 ? (
        <table class="pending">
          <caption class="sr">{text(say('client_people'))}</caption>
          <tbody>
            {rows.map((row) => (
              <Row key={row.person.id} client={client} row={row} suspended={suspended} />
            ))}
          </tbody>
        </table>
      ) : (
        <p class="client__quiet">{text(say(known === null ? 'client_people_unread' : 'client_people_none'))}</p>
      )}
      {known !== null && !known.read && (
        <p class="foot-row">
          <Icon name="clock" size={14} />
          {text(
            known.at === null
              ? say('popup_word_people_unread')
              : say('popup_word_people_as_of', { at: { moment: known.at } }),
          )}
        </p>
      )}
      {off !== null && (
        <p class="foot-row" id="client-invite-off">
          <Icon name="info" size={14} />
          {text(say(off))}
        </p>
      )}
      {people.removing.value !== null && <RemoveDialog client={client} row={people.removing.value} found={found} />}
    </section>
  );
}

/** How long the invitation has been out, and until when it is good. */
function ageWords(row: PendingRow, ago: (at: number) => string): { status: Words; until: Words | null; late: boolean } {
  const { age } = row;
  if (age === null) return { status: say('client_person_invited'), until: null, late: false };
  if (age.isEstimate) return { status: say('client_person_seen', { ago: ago(age.sentAt) }), until: null, late: false };
  if (age.state === 'ended') return { status: say('client_person_ended'), until: null, late: true };
  return {
    status: say('client_person_invited_ago', { ago: ago(age.sentAt) }),
    until: say('client_person_ends', { at: { moment: age.endsAt } }),
    late: age.state === 'ending',
  };
}

function Row({ client, row, suspended }: { client: ClientModel; row: PendingRow; suspended: boolean }) {
  const { model, speech } = useDesk();
  const { say: text, ago, exact } = speech.value;
  const { people } = client;
  const { person, waiting, name } = row;
  const busy = people.busy.value;
  const problem = people.problem.value;
  const { status, until, late } = ageWords(row, ago);
  return (
    <tr data-pending-person={person.id}>
      <th scope="row">
        <b>
          <bdi>{breakable(name)}</bdi>
        </b>
        {person.name !== null && (
          <small>
            <bdi>{breakable(person.email)}</bdi>
          </small>
        )}
        {problem?.id === person.id && (
          <small class="stop" data-person-problem>
            {problem.words.map(text).join(' ')}
          </small>
        )}
      </th>
      <td>
        {waiting !== null ? (
          <span class="tag tag--wait">
            <Icon name="clock" size={12} />
            {text(say('client_person_waits', { ago: ago(person.waitingSince ?? person.firstSeenAt) }))}
          </span>
        ) : (
          <span class={late ? 'tag tag--wait' : 'tag'} title={row.age === null ? undefined : exact(row.age.sentAt)}>
            {text(status)}
          </span>
        )}
      </td>
      <td class="dim">
        {until !== null && <span title={row.age === null ? undefined : exact(row.age.endsAt)}>{text(until)}</span>}
      </td>
      <td>
        <span class="actions">
          {waiting !== null ? (
            <Button
              small
              aria-label={text(say('client_compare_name', { name }))}
              onClick={() => model.compare([waiting])}
            >
              {text(say('popup_compare'))}
            </Button>
          ) : (
            <Button
              small
              off={busy !== null || suspended}
              aria-describedby={suspended ? 'client-invite-off' : undefined}
              aria-label={text(say('client_send_name', { name }))}
              onClick={() => void people.sendAgain(row)}
            >
              {text(say(busy === person.id ? 'client_sending' : 'client_send'))}
            </Button>
          )}
          <Unless hidden="remove">
            <Button
              small
              kind="stop"
              off={busy !== null}
              aria-label={text(say('client_remove_name', { name }))}
              onClick={() => people.ask(row)}
            >
              {text(say('client_remove'))}
            </Button>
          </Unless>
        </span>
      </td>
    </tr>
  );
}

function RemoveDialog({ client, row, found }: { client: ClientModel; row: PendingRow; found: FoundClient }) {
  const { speech } = useDesk();
  const { say: text } = speech.value;
  const { people } = client;
  const values = { name: row.name, client: found.row.client.name ?? say('client_unnamed') };
  return (
    <Dialog
      id="remove-pending"
      title={<Sentence words={say('client_remove_title', values)} />}
      onClose={() => people.ask(null)}
      footer={
        <>
          <Button kind="stop" onClick={() => void people.remove()}>
            {text(say('client_remove'))}
          </Button>
          <Button onClick={() => people.ask(null)}>{text(say('client_keep'))}</Button>
        </>
      }
    >
      <p>{text(say(row.waiting === null ? 'client_remove_invited' : 'client_remove_waiting'))}</p>
    </Dialog>
  );
}
