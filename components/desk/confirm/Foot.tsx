import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { useRoom } from '@/components/ui/room';
import { isCovered } from '@/lib/domain/comparing';
import { shortName } from '@/lib/domain/comparing-people';
import { say, sayCount, type Words } from '@/lib/domain/words';
import type { Candidate } from '@/lib/view/confirm/people';
import { useConfirm } from './context';
import { useFreshFocus } from './steady';

/** The bottom of every stage: whether keys are open, and what can be done. */
export function Foot({ children }: { children: ComponentChildren }) {
  const { model, text } = useConfirm();
  const foot = useRef<HTMLElement>(null);
  useRoom(foot, '--room-below');
  return (
    <footer ref={foot}>
      {children}
      {/* Shown first; the keyboard comes to it last, after what the stage is for. */}
      {model.isUnlocked.value && (
        <span class="unlocked">
          <Icon name="unlocked" size={14} />
          {text(say('unlock_state'))}
          <Button small kind="plain" onClick={model.lock}>
            {text(say('unlock_lock'))}
          </Button>
        </span>
      )}
    </footer>
  );
}

/** Why the button that confirms one person is off; null: it works. */
function whyNotOne({ standing }: Candidate): Words | null {
  if (standing.kind === 'reading') return say('confirm_why_reading');
  if (standing.kind !== 'check') return say('confirm_why_cannot');
  const { comparing } = standing.check;
  if (comparing.same !== null) return null;
  if (comparing.cover.closed) return say('confirm_why_closed');
  return isCovered(comparing) ? say('confirm_why_word', { n: comparing.cover.position + 1 }) : say('confirm_why_tick');
}

function whyNot(open: number, compared: number): Words | null {
  if (compared > 0) return null;
  return say(open === 0 ? 'confirm_why_cannot' : 'confirm_why_none');
}

function buttonWords(one: Candidate | null, compared: number): Words {
  if (one !== null) return say('confirm_button_one', { name: shortName(one.waiting.person) });
  return compared === 0 ? say('confirm_button') : sayCount('confirm_button_many', compared);
}

/** To the fifty before and after, where there are more. */
export function Turn() {
  const { model, text } = useConfirm();
  const { at, count } = model.fifty.value;
  if (count === 1) return null;
  return (
    <>
      <Button off={at === 0} onClick={() => model.turn(-1)}>
        {text(say('confirm_earlier'))}
      </Button>
      <Button off={at === count - 1} onClick={() => model.turn(1)}>
        {text(say('confirm_next'))}
      </Button>
    </>
  );
}

/** The foot while comparing. The button counts those who are compared, and nobody else. */
export function CompareFoot({ one }: { one: Candidate | null }) {
  const { model, text } = useConfirm();
  const { open, compared } = model.counts.value;
  const { fresh, onFocus } = useFreshFocus();
  const why = one === null ? whyNot(open, compared) : whyNotOne(one);
  const rest = open - compared;
  const status =
    one !== null || compared === 0
      ? why
      : rest === 0
        ? say('confirm_count_all', { total: open })
        : sayCount('confirm_count', rest, { done: compared, total: open });
  return (
    <Foot>
      <span class="dim" id="confirm-why" aria-live="polite">
        {status !== null && text(status)}
      </span>
      <Turn />
      <div class="confirm__do">
        <Button onClick={model.done}>{text(say('confirm_not_now'))}</Button>
        <Button
          kind="main"
          data-confirm
          off={why !== null}
          data-fresh={fresh ? 'true' : undefined}
          aria-describedby="confirm-why"
          onFocus={onFocus}
          onKeyDown={(event) => {
            // The Enter that gave the last word, held down or pressed twice, must not go on to confirm.
            if (event.repeat || fresh) event.preventDefault();
          }}
          onClick={() => void model.confirm()}
        >
          {text(buttonWords(one, compared))}
        </Button>
      </div>
    </Foot>
  );
}
