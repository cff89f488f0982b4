import { useId } from 'preact/hooks';
import { Button } from '@/components/ui/Button';
import { breakable } from '@/components/ui/breakable';
import { Checkbox } from '@/components/ui/Checkbox';
import { Icon } from '@/components/ui/Icon';
import { Menu, type MenuEntry } from '@/components/ui/Menu';
import { Sentence } from '@/components/ui/speech';
import { isCovered, shownWords } from '@/lib/domain/comparing';
import { fullName, shortName } from '@/lib/domain/comparing-people';
import { say, type Words } from '@/lib/domain/words';
import type { Candidate, Check, Standing } from '@/lib/view/confirm/people';
import { goneWords, whereWords } from '@/lib/view/confirm/words';
import { CheckField } from './CheckField';
import { useConfirm } from './context';
import { useKeptFocus } from './focus';
import { DiffersAdvice, MismatchAdvice } from './MismatchAdvice';
import { PhraseWords } from './PhraseWords';

/** Why somebody cannot be compared just now; null: they can. */
function asideWords({ standing, waiting }: Candidate): Words | null {
  switch (standing.kind) {
    case 'reading':
      return say('confirm_reading');
    case 'unread':
    case 'stopped':
    case 'obstacle':
      return standing.words;
    case 'gone':
      return goneWords(waiting);
    case 'left-out':
      return say('confirm_left_out', { name: shortName(waiting.person) });
    case 'check':
      return null;
  }
}

/** What stands in the place of a phrase. */
export function Aside({ candidate, isTitled = false }: { candidate: Candidate; isTitled?: boolean }) {
  const { model, text } = useConfirm();
  const { key, standing } = candidate;
  const words = asideWords(candidate);
  if (words === null) return null;
  return (
    <p class={`aside aside--${standing.kind}`}>
      {/* In one piece: the paragraph sets its parts apart, and names are parts of sentences. */}
      <span>
        {standing.kind === 'obstacle' && !isTitled && <b>{text(say('confirm_obstacle'))} </b>}
        <Sentence words={words} />
        {standing.kind === 'obstacle' && (
          <>
            {' '}
            <Sentence words={standing.who} />
          </>
        )}
      </span>
      {standing.kind === 'unread' && (
        <Button small onClick={() => model.readAgain(key)}>
          {text(say('confirm_read_again'))}
        </Button>
      )}
      {standing.kind === 'left-out' && (
        <Button small kind="plain" onClick={() => model.leaveOut(key, false)}>
          {text(say('confirm_take_in'))}
        </Button>
      )}
    </p>
  );
}

/** The tick that stands for five words heard. One for each person, never one for all. */
export function HeardTick({ candidate, check }: { candidate: Candidate; check: Check }) {
  const { model } = useConfirm();
  const name = shortName(candidate.waiting.person);
  return (
    <Checkbox
      checked={check.comparing.same !== null}
      onCheck={(heard) => void model.step(candidate.key, { do: 'hear', heard })}
    >
      <Sentence words={say('confirm_heard', { name })} />
    </Checkbox>
  );
}

/** "Same words", and the way back. */
export function Same({ candidate }: { candidate: Candidate }) {
  const { model, text } = useConfirm();
  return (
    <p class="same">
      <Icon name="check" />
      {text(say('confirm_same'))}
      <Button
        small
        kind="plain"
        aria-label={`${text(say('confirm_undo'))}: ${fullName(candidate.waiting.person)}`}
        onClick={() => void model.step(candidate.key, { do: 'undo' })}
      >
        {text(say('confirm_undo'))}
      </Button>
    </p>
  );
}

/** Which word the cover has been lifted from; null: none. */
export const liftedWord = ({ comparing }: Check): number | null =>
  comparing.same !== null && !comparing.cover.shownAll ? comparing.cover.position : null;

const tone = (standing: Standing): string => {
  if (standing.kind === 'stopped') return 'person person--bad';
  if (standing.kind !== 'check') return standing.kind === 'reading' ? 'person' : 'person person--aside';
  const { comparing } = standing.check;
  if (comparing.same !== null) return 'person person--ok';
  return comparing.differs || comparing.cover.closed ? 'person person--bad' : 'person';
};

/** One person in a list: who, the words, and how they are compared. `isTitled`: the title says that they cannot be. */
export function PersonCheck({ candidate, isTitled = false }: { candidate: Candidate; isTitled?: boolean }) {
  const { text } = useConfirm();
  const { key, waiting, standing } = candidate;
  const check = standing.kind === 'check' ? standing.check : null;
  const row = useKeptFocus<HTMLLIElement>(candidate);
  return (
    <li class={tone(standing)} data-check-person={key} ref={row}>
      <div class="person__who">
        <b>
          <bdi title={waiting.person.email}>{breakable(fullName(waiting.person))}</bdi>
        </b>
        <span>
          <bdi>{text(whereWords(waiting))}</bdi>
        </span>
      </div>
      {check === null ? (
        <Aside candidate={candidate} isTitled={isTitled} />
      ) : (
        <Compare candidate={candidate} check={check} />
      )}
    </li>
  );
}

function Compare({ candidate, check }: { candidate: Candidate; check: Check }) {
  const { model } = useConfirm();
  const advice = useId();
  const { comparing, words } = check;
  const { cover, same, differs } = comparing;
  return (
    <>
      <PhraseWords
        name={fullName(candidate.waiting.person)}
        words={shownWords(comparing, words)}
        lifted={liftedWord(check)}
      />
      <div class="person__check">
        {cover.closed ? null : cover.shownAll ? (
          <HeardTick candidate={candidate} check={check} />
        ) : same === null ? (
          <CheckField candidate={candidate} position={cover.position} bad={differs} errorId={advice} />
        ) : (
          <Same candidate={candidate} />
        )}
        <More candidate={candidate} check={check} />
      </div>
      {cover.closed ? (
        <MismatchAdvice candidate={candidate} id={advice} />
      ) : (
        differs && (
          <DiffersAdvice
            candidate={candidate}
            check={check}
            id={advice}
            onLeaveOut={() => model.leaveOut(candidate.key, true)}
          />
        )
      )}
    </>
  );
}

/** What else can be done with one person of many. */
function More({ candidate, check }: { candidate: Candidate; check: Check }) {
  const { model, text } = useConfirm();
  const { key, waiting } = candidate;
  const { cover, same } = check.comparing;
  const covered = isCovered(check.comparing);
  const entries = (): readonly MenuEntry[] => [
    ...(covered && !cover.closed
      ? [
          {
            kind: 'item',
            key: 'all',
            text: text(say('confirm_show_all_short')),
            onSelect: () => void model.step(key, { do: 'show-all' }),
          } as const,
        ]
      : []),
    ...(same === null && !cover.closed
      ? [
          {
            kind: 'item',
            key: 'differs',
            tone: 'stop',
            text: text(say('confirm_does_not_match')),
            onSelect: () => void model.step(key, { do: 'differ' }),
          } as const,
        ]
      : []),
    {
      kind: 'item',
      key: 'copy',
      text: text(say('confirm_copy_phrase')),
      onSelect: () => void model.copyPhrase(key),
    },
    {
      kind: 'item',
      key: 'out',
      text: text(say('confirm_leave_out')),
      onSelect: () => model.leaveOut(key, true),
    },
    {
      kind: 'item',
      key: 'vault',
      icon: 'out',
      text: text(say('confirm_members')),
      onSelect: () => model.openVault(waiting),
    },
  ];
  const label = text(say('confirm_more', { name: fullName(waiting.person) }));
  return (
    <Menu
      label={label}
      title={label}
      class="icon-button"
      align="end"
      // From field to field; ↓ leads here.
      aside={same === null && !cover.closed}
      entries={entries}
    >
      <Icon name="more" />
    </Menu>
  );
}
