import { useDesk } from '@/components/desk/shell/context';
import { Age } from '@/components/ui/Age';
import { Button } from '@/components/ui/Button';
import { CountPill } from '@/components/ui/CountPill';
import { Icon } from '@/components/ui/Icon';
import { deskHash } from '@/lib/domain/desk-route';
import { personKey } from '@/lib/domain/keys';
import { TEAM, type Waiting } from '@/lib/domain/model';
import { obstacleWords } from '@/lib/domain/who-may';
import { say, type Words } from '@/lib/domain/words';
import { waitingAge } from '@/lib/view/waiting-words';

/** So many of those who wait; the rest is one step away. */
const shownAtMost = 5;

function whereWords({ place, person, clientName, providerName }: Waiting, several: boolean): Words {
  if (place !== TEAM) return say('popup_value', { value: clientName ?? say('client_unnamed') });
  if (several) return say('popup_where_team_of', { provider: providerName ?? say('provider_unnamed') });
  if (person.role === 'provider-admin') return say('popup_where_team_admin');
  return say(person.role === 'service-user' ? 'popup_where_team_service' : 'popup_where_team');
}

/** Who waits, longest first: the queue in short. */
export function QueueCard() {
  const { model, speech } = useDesk();
  const { say: text, number } = speech.value;
  const { people, comparable, totals, firstCheck, state } = model.data;
  const all = people.value;
  if (all.length === 0) {
    if (firstCheck.value || (state.value !== 'list' && state.value !== 'empty')) return null;
    return (
      <p class="rc-clear" data-clear>
        <Icon name="check" />
        <b>{text(say('popup_clear'))}</b>
      </p>
    );
  }
  const able = comparable.value.length;
  return (
    <section class="rc rc-queue" aria-labelledby="rail-queue">
      <header>
        <h2 id="rail-queue">{text(say('popup_queue'))}</h2>
        <CountPill text={number(totals.value.people)} wait />
        <span class="grow" />
        {able > 1 && (
          <Button small kind="main" onClick={() => model.compare('all')}>
            {text(say('popup_compare_all', { n: able }))}
          </Button>
        )}
      </header>
      <ul>
        {all.slice(0, shownAtMost).map((waiting) => (
          <Person key={personKey(waiting)} waiting={waiting} />
        ))}
      </ul>
      {all.length > shownAtMost && (
        <p class="rc-more">
          <a href={deskHash({ page: 'waiting' })}>{text(say('clients_queue_more', { n: all.length }))}</a>
        </p>
      )}
    </section>
  );
}

function Person({ waiting }: { waiting: Waiting }) {
  const { model, speech } = useDesk();
  const { say: text } = speech.value;
  const { person } = waiting;
  const age = waitingAge(person, model.now.value, speech.value);
  const where = text(whereWords(waiting, model.data.provider.value === null));
  const name = person.name ?? person.email;
  const obstacle = model.data.obstacle.value(waiting);
  const words = obstacle === null ? null : obstacleWords(obstacle, waiting.place);
  const why = `rail-why-${personKey(waiting)}`;
  return (
    <li data-waiting={personKey(waiting)}>
      <span class="rc-who">
        <b class="cut">
          <bdi title={person.email}>{name}</bdi>
        </b>
        <small class="cut">
          <bdi>{where}</bdi>
        </small>
      </span>
      <Age {...age} />
      <Button
        small
        off={words !== null}
        aria-describedby={words === null ? undefined : why}
        aria-label={text(say('popup_compare_name', { name, where, age: age.long }))}
        onClick={() => model.compare([waiting])}
      >
        {text(say('popup_compare'))}
      </Button>
      {words !== null && (
        <p class="rc-why" id={why}>
          {text(words.why)} {text(words.who)}
        </p>
      )}
    </li>
  );
}
