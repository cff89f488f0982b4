import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useDesk } from '@/components/desk/shell/context';
import { createSearchKeys } from '@/components/desk/shell/keys';
import { Unless } from '@/components/desk/shell/Unless';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { useKeys } from '@/components/ui/keys';
import { Skeleton } from '@/components/ui/Skeleton';
import { Sentence } from '@/components/ui/speech';
import { failureWords } from '@/lib/domain/failure-words';
import { say, sayCount } from '@/lib/domain/words';
import { usePeople } from './context';
import { InvitePanel } from './InvitePanel';
import { MemberTable } from './MemberTable';
import { OnlyAdmin } from './OnlyAdmin';
import { Question } from './Question';
import { Report, Working } from './Report';
import { SelectionBar } from './SelectionBar';
import { ListAge, Toolbar } from './Toolbar';
import { TwoStep } from './TwoStep';

/** How long typing has to rest before the count is read out. */
const spokenAfterMs = 400;

/** The members of a team or a client, whom one can invite, and what was done. `onLost`: the focus has lost its place. */
export function PeopleView({ label, onLost }: { label: string; onLost: () => void }) {
  const { model, speech, tools } = useDesk();
  const people = usePeople();
  const { say: text } = speech.value;
  const field = useRef<HTMLInputElement | null>(null);
  const failure = people.failure.value;
  const read = people.listed.value !== null;
  const shown = people.shown.value;
  const query = people.query.value.trim();

  // Coming back: what is old is read again. Not after the frame: the answer takes long enough.
  useLayoutEffect(() => people.readIfOld(), [people]);

  const onKeyDown = useMemo(
    () =>
      createSearchKeys({
        desk: model,
        list: people,
        field: () => field.current,
        rows: () => people.shown.value.length,
      }),
    [people, model],
  );
  useKeys(onKeyDown);

  useEffect(() => {
    if (query === '') return;
    return tools.later(spokenAfterMs, () => {
      const found = people.shown.value.length;
      tools.speak([found === 0 ? say('popup_nothing_title', { query }) : sayCount('people_matches', found, { query })]);
    });
  }, [query]);

  return (
    <div class="pcols">
      <div class="pmain">
        {failure !== null && <Trouble />}
        {people.suspended.value && <p class="lead">{text(say('people_suspended'))}</p>}
        {!read && failure === null && <Bones />}
        {read && (
          <>
            {people.kind === 'team' && <OnlyAdmin />}
            <Toolbar field={field} />
            <Working />
            <Report />
            {shown.length > 0 && (
              <div class="plist">
                <MemberTable label={label} onLeft={onLost} />
                {people.chosen.value.length > 0 && <SelectionBar />}
              </div>
            )}
            {shown.length === 0 && (
              <EmptyState
                title={
                  query === '' ? (
                    text(say('people_nobody_title'))
                  ) : (
                    <Sentence words={say('popup_nothing_title', { query })} />
                  )
                }
                text={query === '' ? '' : text(say('people_nothing_text'))}
              >
                <Button
                  small
                  onClick={() => {
                    people.search('');
                    people.choose('all');
                    field.current?.focus();
                  }}
                >
                  {text(say('people_show_all'))}
                </Button>
              </EmptyState>
            )}
            <ListAge />
          </>
        )}
      </div>
      {read && (
        <aside class="prail">
          <Unless hidden="invite">
            <InvitePanel />
          </Unless>
          {people.kind === 'client' && <TwoStep />}
        </aside>
      )}
      <Question />
    </div>
  );
}

/** Why there is no list, or no newer one. */
function Trouble() {
  const { speech } = useDesk();
  const people = usePeople();
  const { say: text } = speech.value;
  const failure = people.failure.value;
  if (failure === null) return null;
  const at = people.readAt.value;
  const why = failure.kind === 'refused' ? say('people_refused_list') : failureWords(failure);
  const words = at === null ? say('people_unread', { why }) : say('people_old', { why, at: { moment: at } });
  return (
    <p class="lead" role="alert">
      <Sentence words={words} />
      <Button small off={people.busy.value} onClick={() => void people.refresh()}>
        {text(say('people_try_again'))}
      </Button>
    </p>
  );
}

/** Before there is a list; where the server asks for a pause, when that is over. */
function Bones() {
  const { say: text } = useDesk().speech.value;
  const until = usePeople().pausedUntil.value;
  return (
    <>
      {until !== null && <p class="lead">{text(say('confirm_going_on', { at: { second: until } }))}</p>}
      <div class="sheet" data-bones>
        <span class="sr">{text(say('people_reading'))}</span>
        {[0, 1, 2, 3, 4].map((row) => (
          <div key={row} class="prow bones" aria-hidden="true">
            <Skeleton width={`${46 - ((row * 7) % 18)}%`} />
            <Skeleton width={`${30 - ((row * 5) % 12)}%`} />
          </div>
        ))}
      </div>
    </>
  );
}
