import { Fragment } from 'preact';
import { useEffect } from 'preact/hooks';
import { useDesk } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { Checkbox } from '@/components/ui/Checkbox';
import { Icon } from '@/components/ui/Icon';
import { Note } from '@/components/ui/Note';
import { Sentence } from '@/components/ui/speech';
import { type MessageKey, say, sayCount } from '@/lib/domain/words';
import type { FoundClient } from '@/lib/view/client/find';
import type { ClientModel } from '@/lib/view/client/model';
import type { SeatPhase } from '@/lib/view/client/seat-change';
import type { SeatBasis, SeatDraft } from '@/lib/view/client/seat-draft';
import { focusSeats } from './focus';
import { SeatResult } from './SeatResult';
import { SeatStepper } from './SeatStepper';

const working: Readonly<Record<Exclude<SeatPhase, 'idle'>, MessageKey>> = {
  checking: 'client_seats_checking',
  sending: 'client_seats_sending',
  waiting: 'client_seats_waiting',
  reading: 'client_seats_reading',
};

/** Changing the client's seats, with what it means before anything is sent. */
export function SeatChange({ client }: { client: ClientModel; found: FoundClient }) {
  const { speech } = useDesk();
  const { say: text } = speech.value;
  const { seats } = client;
  const obstacle = seats.obstacle.value;
  const basis = seats.basis.value;
  const running = seats.phase.value === 'sending';
  // Whoever closes the tab now would not see what became of it.
  useEffect(() => {
    if (!running) return;
    const guard = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', guard);
    return () => removeEventListener('beforeunload', guard);
  }, [running]);
  return (
    <section class="sheet" aria-labelledby="client-change" data-seat-phase={seats.phase.value}>
      <header>
        <h2 id="client-change">{text(say('client_change'))}</h2>
      </header>
      <div class="change">
        {obstacle !== null ? (
          <div data-obstacle>
            <p class="change__why">
              <Icon name="info" size={14} />
              <span>
                <Sentence words={obstacle.words} />
              </span>
            </p>
            {obstacle.page !== null && (
              <Button small onClick={() => obstacle.page !== null && client.openProvider(obstacle.page)}>
                {text(say(obstacle.page === 'clients' ? 'client_seats_to_clients' : 'client_seats_to_billing'))}
                <Icon name="out" size={13} />
              </Button>
            )}
          </div>
        ) : (
          basis !== null && <Form client={client} basis={basis} />
        )}
        <SeatResult client={client} />
      </div>
    </section>
  );
}

function Form({ client, basis }: { client: ClientModel; basis: SeatBasis }) {
  const { speech } = useDesk();
  const { say: text } = speech.value;
  const { seats } = client;
  const draft = seats.draft.value;
  const phase = seats.phase.value;
  const busy = phase !== 'idle';
  const why = reasonOf(draft, basis, seats.ticked.value);
  const until = seats.until.value;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void seats.save();
      }}
    >
      <div class="change__field">
        <SeatStepper seats={seats} bad={draft.kind === 'problem'} />
        <span class="dim" id="seats-hint">
          {text(
            basis.used === null
              ? say('client_seats_now', { now: basis.assigned })
              : say('client_seats_now_least', { now: basis.assigned, least: basis.used }),
          )}
        </span>
      </div>
      {draft.kind === 'problem' && (
        <p class="change__problem" id="seats-problem">
          <Sentence words={draft.words} />
        </p>
      )}
      {basis.pool.kind === 'known' && draft.kind === 'unchanged' && (
        <p class="dim">{text(sayCount('client_seats_free', basis.pool.pool.free, { plan: basis.pool.pool.plan }))}</p>
      )}
      {basis.pool.kind === 'reading' && <p class="dim">{text(say('client_seats_pool_reading'))}</p>}
      {draft.kind === 'change' && <Preview draft={draft} />}
      {draft.kind === 'change' && draft.tick !== null && (
        <Checkbox checked={seats.ticked.value} onCheck={(on) => seats.tick(on)}>
          {text(draft.tick)}
        </Checkbox>
      )}
      <div class="change__buttons">
        <Button
          type="submit"
          kind="main"
          off={busy || why !== null}
          aria-describedby={why === null ? undefined : 'seats-why'}
        >
          {text(busy ? say(working[phase]) : draft.kind === 'change' ? draft.button : say('client_seats_save'))}
        </Button>
        {(draft.kind !== 'unchanged' || phase === 'waiting') && (!busy || phase === 'waiting') && (
          <Button
            kind="plain"
            onClick={() => {
              seats.cancel();
              focusSeats();
            }}
          >
            {text(say('client_seats_cancel'))}
          </Button>
        )}
      </div>
      {why !== null && !busy && (
        <p class="hint" id="seats-why">
          {text(say(why))}
        </p>
      )}
      {until !== null && <p class="hint">{text(say('confirm_going_on', { at: { second: until } }))}</p>}
    </form>
  );
}

/** Why the button cannot work; null: it can. A problem is told at the field itself. */
function reasonOf(draft: SeatDraft, basis: SeatBasis, ticked: boolean): MessageKey | null {
  if (draft.kind === 'unchanged') return 'client_seats_first';
  if (draft.kind === 'problem') return 'client_seats_first_right';
  if (basis.pool.kind === 'reading') return 'client_seats_pool_reading';
  return draft.tick !== null && !ticked ? 'client_seats_first_tick' : null;
}

function Preview({ draft }: { draft: Extract<SeatDraft, { kind: 'change' }> }) {
  const { speech } = useDesk();
  const { say: text } = speech.value;
  return (
    <>
      <dl class="preview">
        {draft.lines.map(({ label, value, sum }) => (
          <div key={label.key} class={sum ? 'preview__sum' : undefined}>
            <dt>
              <Sentence words={label} />
            </dt>
            <dd>{text(value)}</dd>
          </div>
        ))}
      </dl>
      {draft.notes.length > 0 && (
        <Note tone="wait">
          {draft.notes.map((words, at) => (
            <Fragment key={words.key}>
              {at > 0 && ' '}
              {at === 0 ? (
                <b>
                  <Sentence words={words} />
                </b>
              ) : (
                <Sentence words={words} />
              )}
            </Fragment>
          ))}
        </Note>
      )}
    </>
  );
}
