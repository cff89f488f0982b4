// biome-ignore-all lint/a11y/useSemanticElements: rows of a grid with the roles of a table.
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are read; the controls in them have the focus.
import { useDesk } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { breakable } from '@/components/ui/breakable';
import { marked } from '@/components/ui/marked';
import { fullName } from '@/lib/domain/comparing-people';
import type { Member } from '@/lib/domain/membership';
import { obstacleWords } from '@/lib/domain/who-may';
import { say } from '@/lib/domain/words';
import { untilWords, waitsWords } from '@/lib/view/people/dates';
import { revokedWords, statusWords } from '@/lib/view/people/words';
import { usePeople } from './context';
import { RoleMenu } from './RoleMenu';
import { RowMenu } from './RowMenu';

export interface MemberRowProps {
  member: Member;
  /** 1-based, among all rows of the table. */
  index: number;
  /** Tab comes to the controls of this row. */
  stop: boolean;
  ticked: boolean;
}

/** One member. */
export function MemberRow({ member, index, stop, ticked }: MemberRowProps) {
  const { speech } = useDesk();
  const people = usePeople();
  const { say: text } = speech.value;
  const query = people.folded.value;
  const name = fullName(member);
  const show = (part: string) => (query === '' ? breakable(part) : marked(part, query));
  const email = show(member.email);
  return (
    <div
      class={ticked ? 'prow member member--on' : 'prow member'}
      role="row"
      aria-rowindex={index}
      data-member={member.id}
      data-line="row"
    >
      <span role="cell">
        <label class="tick">
          <input
            type="checkbox"
            data-part="tick"
            tabIndex={stop ? 0 : -1}
            checked={ticked}
            aria-label={text(say('desk_tick_name', { name }))}
            onChange={(event) => people.tick(member.id, event.currentTarget.checked)}
          />
        </label>
      </span>
      <span class="member__who" role="rowheader" title={member.email}>
        <b>
          <bdi>{show(name)}</bdi>
        </b>{' '}
        <small>
          {member.name === null ? (
            text(member.isSelf ? say('people_you', { email: member.email }) : say('people_no_name'))
          ) : member.isSelf ? (
            text(say('people_you', { email: member.email }))
          ) : (
            <bdi>{email}</bdi>
          )}
        </small>
      </span>
      <span class="member__role" role="cell">
        <RoleMenu member={member} stop={stop} />
      </span>
      <span class="member__status" role="cell">
        <Status member={member} />
        {people.kind === 'client' && (
          <small data-volatile>
            <Until member={member} />
          </small>
        )}
      </span>
      {people.kind === 'client' ? (
        <Protection member={member} />
      ) : (
        <span class="member__until" role="cell" data-volatile>
          <Until member={member} />
        </span>
      )}
      <span class="member__act" role="cell">
        <FirstAction member={member} stop={stop} />
        <RowMenu member={member} stop={stop} />
      </span>
    </div>
  );
}

const tones: Readonly<Record<Member['status'], string | null>> = {
  accepted: 'tag tag--wait',
  invited: 'tag',
  revoked: 'tag tag--stop',
  staged: 'tag',
  unknown: 'tag',
  confirmed: null,
};

function Status({ member }: { member: Member }) {
  const { model, speech } = useDesk();
  const people = usePeople();
  const { say: text } = speech.value;
  const waiting = people.waitingOf(member);
  const obstacle = waiting === null ? null : model.data.obstacle.value(waiting);
  const tone = member.invitation?.state === 'ended' ? 'tag tag--stop' : tones[member.status];
  const reason = member.status === 'revoked' ? revokedWords(member.revokedBy) : null;
  return (
    <>
      <span class={tone ?? 'dim'} data-status-of={member.status}>
        {text(statusWords(member, speech.value))}
      </span>
      {reason !== null && <small>{text(reason)}</small>}
      {obstacle !== null && (
        <small id={`why-${member.id}`}>{text(obstacleWords(obstacle, people.where.place).why)}</small>
      )}
    </>
  );
}

function Until({ member }: { member: Member }) {
  const { model, speech } = useDesk();
  const { say: text, exact } = speech.value;
  const now = model.now.value;
  const { waiting, invitation } = member;
  if (waiting !== null)
    return (
      <b class="member__wait" title={exact(waiting.at)}>
        {text(waitsWords(waiting, now))}
      </b>
    );
  if (invitation === null) return null;
  const { isEstimate, state, sentAt, endsAt } = invitation;
  return (
    <span
      class={state === 'ending' ? 'member__wait' : 'dim'}
      title={isEstimate ? text(say('people_seen_hint')) : exact(endsAt)}
      data-estimate={isEstimate ? exact(sentAt) : undefined}
    >
      {text(untilWords(invitation, now, speech.value))}
    </span>
  );
}

/** Two-step login and account recovery. What the server does not tell, or not yet, is a dash. */
function Protection({ member }: { member: Member }) {
  const { speech } = useDesk();
  const { say: text } = speech.value;
  const isIn = member.status === 'confirmed' || member.status === 'revoked';
  const cell = (value: boolean | null, yes: 'people_two_step_yes' | 'people_recovery_yes', bad: boolean) => {
    if (value === null || !isIn)
      return (
        <span class="dim">
          <span aria-hidden="true">{text(say('people_not_told'))}</span>
          <span class="sr">{text(say('people_not_told_name'))}</span>
        </span>
      );
    const no = yes === 'people_two_step_yes' ? 'people_two_step_no' : 'people_recovery_no';
    return <span class={value ? '' : bad ? 'member__wait' : 'dim'}>{text(say(value ? yes : no))}</span>;
  };
  return (
    <>
      <span class="member__two" role="cell" data-head={text(say('people_head_two_step'))}>
        {cell(member.twoStep, 'people_two_step_yes', true)}
      </span>
      <span class="member__recovery" role="cell" data-head={text(say('people_head_recovery'))}>
        {cell(member.recovery, 'people_recovery_yes', false)}
      </span>
    </>
  );
}

/** What is most likely to be done with somebody: compare, or send again. */
function FirstAction({ member, stop }: { member: Member; stop: boolean }) {
  const { model, speech } = useDesk();
  const people = usePeople();
  const { say: text } = speech.value;
  const name = fullName(member);
  const tabIndex = stop ? 0 : -1;
  if (member.status === 'accepted') {
    const waiting = people.waitingOf(member);
    const off = waiting === null || model.data.obstacle.value(waiting) !== null;
    return (
      <Button
        small
        kind="main"
        off={off}
        data-part="first"
        tabIndex={tabIndex}
        aria-label={text(say('people_compare_of', { name }))}
        aria-describedby={off ? `why-${member.id}` : undefined}
        onClick={() => people.compare([member])}
      >
        {text(say('people_compare'))}
      </Button>
    );
  }
  if (member.status !== 'invited') return null;
  return (
    <Button
      small
      off={people.suspended.value || people.progress.value !== null}
      data-part="first"
      tabIndex={tabIndex}
      aria-label={text(say('people_resend_of', { name }))}
      onClick={() => people.want('resend', [member])}
    >
      {text(say('people_resend'))}
    </Button>
  );
}
