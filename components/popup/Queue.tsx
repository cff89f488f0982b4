import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Age } from '@/components/ui/Age';
import { Button } from '@/components/ui/Button';
import { CountPill } from '@/components/ui/CountPill';
import { marked } from '@/components/ui/marked';
import { personKey } from '@/lib/domain/keys';
import { TEAM, type Waiting } from '@/lib/domain/model';
import { obstacleWords } from '@/lib/domain/who-may';
import { say, type Words } from '@/lib/domain/words';
import { waitingAge } from '@/lib/view/waiting-words';
import { usePopup } from './context';

function whereWords({ place, person, clientName, providerName }: Waiting, several: boolean): Words {
  if (place !== TEAM) return say('popup_value', { value: clientName ?? say('client_unnamed') });
  if (several) return say('popup_where_team_of', { provider: providerName ?? say('provider_unnamed') });
  if (person.role === 'provider-admin') return say('popup_where_team_admin');
  return say(person.role === 'service-user' ? 'popup_where_team_service' : 'popup_where_team');
}

/** The people who wait, longest first. */
export function Queue() {
  const { model, speech } = usePopup();
  const { say: text, number } = speech.value;
  const { shown, more, total } = model.list.queue.value;
  const able = model.data.comparable.value.length;
  const heading = useRef<HTMLHeadingElement | null>(null);
  const section = useRef<HTMLElement | null>(null);
  const focused = useRef<number | null>(null);
  const [stop, setStop] = useState(0);

  // Whoever is confirmed leaves. The focus that was on them goes to the next, else to the heading.
  useLayoutEffect(() => {
    const at = focused.current;
    if (at === null || document.activeElement !== document.body) return;
    const buttons = section.current?.querySelectorAll<HTMLElement>('.waiting .button');
    const next = buttons?.[Math.min(at, buttons.length - 1)];
    (next ?? heading.current)?.focus();
  }, [shown]);

  if (total === 0) return null;
  const whys = shown.map((waiting) => {
    const obstacle = model.data.obstacle.value(waiting);
    if (obstacle === null) return undefined;
    const { why, who } = obstacleWords(obstacle, waiting.place);
    return `${text(why)} ${text(who)}`;
  });
  return (
    <section
      class="queue"
      aria-labelledby="queue"
      ref={section}
      onFocusIn={(event) => {
        const row = event.target instanceof Element ? event.target.closest('.waiting') : null;
        focused.current = row === null ? null : [...(row.parentElement?.children ?? [])].indexOf(row);
        if (focused.current !== null) setStop(focused.current);
      }}
      onFocusOut={(event) => {
        // A row that is taken away has no next focus; one that is left has.
        if (event.relatedTarget !== null) focused.current = null;
      }}
    >
      <div class="queue__head">
        <h2 id="queue" tabIndex={-1} ref={heading}>
          {text(say('popup_queue'))}
        </h2>
        <CountPill text={number(total)} wait />
        <span class="grow" />
        {able > 1 && (
          <Button small kind="main" onClick={() => model.compare('all')}>
            {text(say('popup_compare_all', { n: able }))}
          </Button>
        )}
      </div>
      {shown.length > 0 && (
        <ul>
          {shown.map((waiting, at) => {
            const why = whys[at];
            return (
              <Row
                key={personKey(waiting)}
                waiting={waiting}
                stop={at === Math.min(stop, shown.length - 1)}
                // The same reason is read once, and holds for all.
                why={
                  why === undefined
                    ? null
                    : { text: why, id: `why-${whys.indexOf(why)}`, here: whys.indexOf(why) === at }
                }
              />
            );
          })}
        </ul>
      )}
      {more > 0 && model.list.folded.value === '' && (
        <div class="queue__more">
          <Button small kind="plain" onClick={() => model.list.expand(true)}>
            {text(say('popup_show_more', { n: more }))}
          </Button>
          <span class="dim">{text(say('popup_longest_first'))}</span>
        </div>
      )}
    </section>
  );
}

interface RowProps {
  waiting: Waiting;
  stop: boolean;
  /** Why they cannot be compared, and whether that is written here; null: they can. */
  why: { readonly text: string; readonly id: string; readonly here: boolean } | null;
}

function Row({ waiting, stop, why }: RowProps) {
  const { model, speech } = usePopup();
  const { say: text } = speech.value;
  const { person } = waiting;
  const age = waitingAge(person, model.now.value, speech.value);
  const several = model.data.provider.value === null;
  const where = text(whereWords(waiting, several));
  const name = person.name ?? person.email;
  return (
    <li class="waiting" data-person={personKey(waiting)}>
      <span class="waiting__who">
        <b class="cut">
          <bdi title={person.email}>{marked(name, model.list.folded.value)}</bdi>
        </b>
        <span class="waiting__where cut">
          <bdi>{where}</bdi>
        </span>
      </span>
      <Age {...age} />
      <Button
        small
        off={why !== null}
        title={why?.text}
        tabIndex={stop ? 0 : -1}
        aria-describedby={why?.id}
        aria-label={text(say('popup_compare_name', { name, where, age: age.long }))}
        onClick={() => model.compare([waiting])}
      >
        {text(say('popup_compare'))}
      </Button>
      {why?.here && (
        <p class="waiting__why" id={why.id}>
          {why.text}
        </p>
      )}
    </li>
  );
}
