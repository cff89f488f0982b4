import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from '@/components/ui/Button';
import { Sentence } from '@/components/ui/speech';
import { isCovered, shownWords } from '@/lib/domain/comparing';
import { clientCount, fullName, shortName } from '@/lib/domain/comparing-people';
import { say } from '@/lib/domain/words';
import type { Candidate, Check } from '@/lib/view/confirm/people';
import { getsWords, sinceWords } from '@/lib/view/confirm/words';
import { CheckField } from './CheckField';
import { useConfirm } from './context';
import { useKeptFocus } from './focus';
import { HowToFind } from './HowToFind';
import { DiffersAdvice, MismatchAdvice } from './MismatchAdvice';
import { Aside, HeardTick, liftedWord, Same } from './PersonCheck';
import { PhraseWords } from './PhraseWords';

/** One person, in large: who it is, what to do, the phrase. */
export function OnePerson({ candidate }: { candidate: Candidate }) {
  const { model, text } = useConfirm();
  const { waiting, standing } = candidate;
  const overview = model.overview.value;
  const name = shortName(waiting.person);
  const check = standing.kind === 'check' ? standing.check : null;
  const covered = check !== null && isCovered(check.comparing);
  const all = check?.comparing.cover.shownAll === true;
  const body = useKeptFocus<HTMLDivElement>(candidate);
  return (
    <>
      <header>
        <h1 id="confirm-title" tabIndex={-1}>
          <Sentence words={say('confirm_one_title', { name: fullName(waiting.person) })} />
        </h1>
        <p>
          <Sentence words={sinceWords(waiting)} />{' '}
          <Sentence
            words={getsWords(waiting, overview === null ? null : clientCount(overview, waiting))}
            strong={['provider', 'client']}
          />
        </p>
      </header>
      <div class="confirm__body" data-check-person={candidate.key} ref={body}>
        {check === null ? (
          <Aside candidate={candidate} />
        ) : (
          <>
            <ol class="steps">
              <li>
                <span>
                  <Sentence words={say('confirm_step_call', { name })} />
                </span>
              </li>
              <li>
                <span>
                  <Sentence words={say('confirm_step_ask', { term: text(say('confirm_term')) })} strong={['term']} />
                </span>
              </li>
              <li>
                <span>{text(say(all ? 'confirm_step_listen_all' : 'confirm_step_listen'))}</span>
              </li>
            </ol>
            <PhraseWords
              large
              name={fullName(waiting.person)}
              words={shownWords(check.comparing, check.words)}
              lifted={liftedWord(check)}
            />
            <HowToCompare candidate={candidate} check={check} />
            <HowToFind />
            <div class="confirm__more">
              <Button small kind="plain" onClick={() => void model.copyPhrase(candidate.key)}>
                {text(say('confirm_copy_phrase'))}
              </Button>
              {covered && <span class="dim">{text(say('confirm_copy_covered'))}</span>}
            </div>
          </>
        )}
      </div>
    </>
  );
}

function HowToCompare({ candidate, check }: { candidate: Candidate; check: Check }) {
  const { model, text } = useConfirm();
  const advice = useId();
  const root = useRef<HTMLDivElement>(null);
  const { key } = candidate;
  const { cover, same, differs } = check.comparing;

  // The first thing to do is to type, or to tick.
  useEffect(() => root.current?.querySelector('input')?.focus(), [key, cover.shownAll, cover.closed]);

  if (cover.closed) return <MismatchAdvice candidate={candidate} id={advice} />;
  return (
    <div class="compare" ref={root}>
      {cover.shownAll ? (
        <HeardTick candidate={candidate} check={check} />
      ) : same === null ? (
        <>
          <CheckField large candidate={candidate} position={cover.position} bad={differs} errorId={advice} />
          <Button kind="plain" onClick={() => void model.step(key, { do: 'show-all' })}>
            {text(say('confirm_show_all'))}
          </Button>
          <p class="hint">{text(say('confirm_field_hint'))}</p>
        </>
      ) : (
        <Same candidate={candidate} />
      )}
      {same === null && (
        <Button small kind="stop" onClick={() => void model.step(key, { do: 'differ' })}>
          {text(say('confirm_does_not_match'))}
        </Button>
      )}
      {differs && <DiffersAdvice candidate={candidate} check={check} id={advice} onLeaveOut={model.done} />}
    </div>
  );
}
