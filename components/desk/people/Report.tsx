import { useEffect, useRef } from 'preact/hooks';
import { useDesk } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { Sentence } from '@/components/ui/speech';
import { fullName } from '@/lib/domain/comparing-people';
import { say } from '@/lib/domain/words';
import type { ResultLine } from '@/lib/view/people/job';
import { isDoubtful, isSettled } from '@/lib/view/people/outcome';
import { outcomeWords, reportLines, reportNotes, reportTitle, workingWords } from '@/lib/view/people/words';
import { usePeople } from './context';

/** What is under way, how far it is, and when it goes on after a pause. */
export function Working() {
  const { speech } = useDesk();
  const people = usePeople();
  const { say: text } = speech.value;
  const progress = people.progress.value;
  const until = people.pausedUntil.value;
  return (
    <div class="pworking" role="status" data-working={progress === null ? undefined : ''}>
      {progress !== null && (
        <p>
          <span>{text(workingWords(progress.what, progress.done, progress.total))}</span>
          {progress.total > 1 && (
            <progress
              max={progress.total}
              value={progress.done}
              aria-label={text(workingWords(progress.what, progress.done, progress.total))}
            />
          )}
          {until !== null && <span class="dim">{text(say('confirm_going_on', { at: { second: until } }))}</span>}
        </p>
      )}
    </div>
  );
}

const isBad = ({ outcome }: ResultLine): boolean => !isSettled(outcome);

/** What became of everybody, those who need another look first. */
export function Report() {
  const { speech } = useDesk();
  const people = usePeople();
  const { say: text } = speech.value;
  const heading = useRef<HTMLHeadingElement>(null);
  const report = people.report.value;
  // Whoever pressed a button that is gone by now finds themself here.
  useEffect(() => {
    if (report !== null && document.activeElement === document.body) heading.current?.focus();
  }, [report]);
  if (report === null) return null;
  const doubt = report.unread || report.lines.some(({ outcome }) => isDoubtful(outcome));
  return (
    <section class="sheet preport" aria-labelledby="people-report" data-report>
      <header>
        <h2 id="people-report" tabIndex={-1} ref={heading}>
          {text(reportTitle(report))}
        </h2>
        <span class="grow" />
        {doubt && (
          <Button small off={people.checking.value} onClick={() => void people.checkAgain()}>
            {text(say(people.checking.value ? 'people_checking' : 'people_check'))}
          </Button>
        )}
        <Button small kind="plain" onClick={() => void people.copyReport()}>
          {text(say('people_copy_result'))}
        </Button>
        <Button small onClick={() => people.closeReport()}>
          {text(say('people_close_result'))}
        </Button>
      </header>
      {reportNotes(report).map((words) => (
        <p key={words.key}>{text(words)}</p>
      ))}
      <ul>
        {reportLines(report).map((line) => (
          <li
            key={line.person.id}
            class={isBad(line) ? 'result result--bad' : 'result'}
            data-result={line.outcome.kind}
          >
            <Icon name={isBad(line) ? 'stop' : 'check'} />
            <span>
              <b>
                <bdi>{fullName(line.person)}</bdi>
              </b>{' '}
              <Sentence words={outcomeWords(report.what, line.outcome, report.role)} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
