import { useState } from 'preact/hooks';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Icon } from '@/components/ui/Icon';
import { Sentence } from '@/components/ui/speech';
import { isAlarming } from '@/lib/domain/comparing';
import { shortName } from '@/lib/domain/comparing-people';
import { say } from '@/lib/domain/words';
import type { Candidate, Check } from '@/lib/view/confirm/people';
import { useConfirm } from './context';

interface AdviceProps {
  candidate: Candidate;
  check: Check;
  id: string;
}

/** Another word than the covered one was given. */
export function DiffersAdvice({ candidate, check, id, onLeaveOut }: AdviceProps & { onLeaveOut: () => void }) {
  const { model, text } = useConfirm();
  return (
    <div class="advice" id={id}>
      <Icon name="stop" />
      <p class="grow">
        <b>{text(say('confirm_differs'))}</b> {text(say('confirm_differs_advice'))}
        {isAlarming(check.comparing.cover) && <b> {text(say('confirm_tell_lead'))}</b>}
      </p>
      <div class="advice__buttons">
        <Button small onClick={onLeaveOut}>
          {text(say('confirm_leave_out'))}
        </Button>
        {!check.comparing.cover.shownAll && (
          <Button small onClick={() => void model.step(candidate.key, { do: 'show-all' })}>
            {text(say('confirm_show_all_short'))}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The words are not the same: what that can mean, what to do, and the one way back, behind a question. */
export function MismatchAdvice({ candidate, id }: Omit<AdviceProps, 'check'>) {
  const { model, text } = useConfirm();
  const [asking, setAsking] = useState(false);
  const { person } = candidate.waiting;
  const name = shortName(person);
  const close = (): void => setAsking(false);
  return (
    <div class="advice advice--closed" id={id} tabIndex={-1} data-advice>
      <Icon name="stop" />
      <div class="grow">
        <p>
          <b>
            <Sentence words={say('confirm_closed', { name })} />
          </b>{' '}
          <Sentence words={say('confirm_closed_meaning', { name })} />
        </p>
        <ul class="advice__steps">
          <li>{text(say('confirm_closed_do_not'))}</li>
          <li>
            <Sentence words={say('confirm_closed_ask', { name, email: person.email })} />
          </li>
          <li>
            <Sentence words={say('confirm_closed_remove', { name })} />
          </li>
          <li>{text(say('confirm_closed_report'))}</li>
        </ul>
        <p class="advice__buttons">
          <Button small onClick={() => model.openVault(candidate.waiting)}>
            {text(say('confirm_members'))}
            <Icon name="out" size={13} />
          </Button>
          <Button small kind="plain" aria-haspopup="dialog" onClick={() => setAsking(true)}>
            {text(say('confirm_begin_again'))}
          </Button>
        </p>
      </div>
      {asking && (
        <Dialog
          id="begin-again"
          title={<Sentence words={say('confirm_begin_title', { name })} />}
          onClose={close}
          footer={
            <>
              <Button onClick={close}>{text(say('confirm_begin_no'))}</Button>
              <Button
                kind="stop"
                onClick={() => {
                  close();
                  void model.step(candidate.key, { do: 'begin-again' });
                }}
              >
                {text(say('confirm_begin_yes'))}
              </Button>
            </>
          }
        >
          <p>
            <Sentence words={say('confirm_begin_text', { name })} />
          </p>
        </Dialog>
      )}
    </div>
  );
}
