import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '@/components/ui/Button';
import { Toast } from '@/components/ui/Toast';
import { say, sayCount } from '@/lib/domain/words';
import type { Speech } from '@/lib/platform/speech';
import type { ConfirmModel } from '@/lib/view/confirm/model';
import { type Candidate, checkOf } from '@/lib/view/confirm/people';
import { ConfirmProgress } from './ConfirmProgress';
import { Confirm, useConfirm } from './context';
import { CompareFoot, Foot, Turn } from './Foot';
import { GoingOn } from './GoingOn';
import { HowToFind } from './HowToFind';
import { OnePerson } from './OnePerson';
import { PersonCheck } from './PersonCheck';
import { ResultList } from './ResultList';
import { useSteadyClicks } from './steady';
import { UnlockPanel } from './UnlockPanel';

/** Unlock, compare, confirm, result: one after the other, in one place. */
export function ConfirmPage({ model, speech }: { model: ConfirmModel; speech: ReadonlySignal<Speech> }) {
  const root = useSteadyClicks();
  return (
    <Confirm.Provider value={{ model, speech }}>
      <div class="confirm-page" ref={root}>
        <Stage />
        <Live />
      </div>
    </Confirm.Provider>
  );
}

/** Has a field, or a tick, that waits. */
function isToCompare(candidate: Candidate): boolean {
  const check = checkOf(candidate);
  return check !== null && check.comparing.same === null && !check.comparing.cover.closed;
}

/** One person gets the whole page. */
const isAlone = (model: ConfirmModel): boolean => model.listed.value === 1;

function Stage() {
  const { model } = useConfirm();
  const root = useRef<HTMLElement>(null);
  const stage = model.stage.value;
  const panel = model.panel.value;
  const account = model.account.value;
  const sending = model.sending.value;
  const one = stage === 'compare' && isAlone(model);

  // The first of all that can be compared is there, and nobody before them is still to come.
  const next = model.shown.value.find((one) => one.standing.kind === 'reading' || isToCompare(one));
  const ready = next !== undefined && checkOf(next) !== null;

  // A new stage is read from its beginning: its heading, or its first field as soon as there is one.
  useEffect(() => {
    const heading = root.current?.querySelector<HTMLElement>('h1');
    const row = `[data-check-person="${CSS.escape(next?.key ?? '')}"]`;
    const field = root.current?.querySelector<HTMLElement>(`${row} input`);
    const isFree = document.activeElement === document.body || document.activeElement === heading;
    if (isFree) (stage === 'compare' && ready ? (field ?? heading) : heading)?.focus();
  }, [stage, ready]);

  if (stage === 'opening') return null;
  if (stage === 'unlock') {
    return panel === null || account === null ? null : (
      <UnlockPanel key={account.id} panel={panel} email={account.email} />
    );
  }
  return (
    <section
      class={`confirm confirm--${stage}${one ? ' confirm--one' : ''}`}
      aria-labelledby="confirm-title"
      ref={root}
    >
      {stage === 'sending' && sending !== null && <ConfirmProgress sending={sending} />}
      {stage === 'result' && <ResultList />}
      {stage === 'nobody' && <Nobody />}
      {stage === 'compare' && <Compare />}
    </section>
  );
}

function Compare() {
  const { model, text } = useConfirm();
  const people = model.shown.value;
  const { at, count } = model.fifty.value;
  const [first] = people;
  if (model.counts.value.open === 0 && people.every(({ standing }) => standing.kind !== 'left-out')) {
    return <NobodyAble people={people} />;
  }
  if (isAlone(model) && first !== undefined) {
    return (
      <>
        <OnePerson key={first.key} candidate={first} />
        <GoingOn />
        <CompareFoot one={first} />
      </>
    );
  }
  const total = model.listed.value;
  const all = model.overview.value?.preferences.comparing === 'show-all';
  return (
    <>
      <header>
        <h1 id="confirm-title" tabIndex={-1}>
          {text(sayCount('confirm_many_title', total))}
        </h1>
        <p>{text(say(all ? 'confirm_many_lead_all' : 'confirm_many_lead'))}</p>
        <HowToFind />
        {count > 1 && (
          <p class="dim">{text(say('confirm_range', { from: at * 50 + 1, to: at * 50 + people.length, total }))}</p>
        )}
      </header>
      <ul class="people">
        {people.map((candidate) => (
          <PersonCheck key={candidate.key} candidate={candidate} />
        ))}
      </ul>
      <GoingOn />
      <CompareFoot one={null} />
    </>
  );
}

/** Of all these, nobody can be compared: each with the reason, and the way on. */
function NobodyAble({ people }: { people: readonly Candidate[] }) {
  const { model, text } = useConfirm();
  const areGone = people.every(({ standing }) => standing.kind === 'gone');
  return (
    <>
      <header>
        <h1 id="confirm-title" tabIndex={-1}>
          {text(say(areGone ? 'confirm_nobody_title' : 'confirm_unable_title'))}
        </h1>
      </header>
      <ul class="people">
        {people.map((candidate) => (
          <PersonCheck key={candidate.key} candidate={candidate} isTitled />
        ))}
      </ul>
      <Foot>
        <Turn />
        <Button kind="main" onClick={model.done}>
          {text(say('confirm_to_queue'))}
        </Button>
      </Foot>
    </>
  );
}

function Nobody() {
  const { model, text } = useConfirm();
  return (
    <>
      <header>
        <h1 id="confirm-title" tabIndex={-1}>
          {text(say('confirm_nobody_title'))}
        </h1>
        <p>{text(say('confirm_nobody_text'))}</p>
      </header>
      <footer>
        <span class="grow" />
        <Button kind="main" onClick={model.done}>
          {text(say('confirm_to_queue'))}
        </Button>
      </footer>
    </>
  );
}

/** Read out, not shown. Both are there from the start: a region that comes with its text stays unheard. */
function Live() {
  const { model, text } = useConfirm();
  const polite = model.polite.value;
  const urgent = model.urgent.value;
  const remark = model.remark.value;
  return (
    <>
      <p class="sr" aria-live="polite">
        {polite === null ? '' : text(polite)}
      </p>
      <p class="sr" aria-live="assertive">
        {urgent === null ? '' : text(urgent)}
      </p>
      <Toast failed={remark?.failed === true}>{remark === null ? null : text(remark.words)}</Toast>
    </>
  );
}
