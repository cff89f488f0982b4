import { Button } from '@/components/ui/Button';
import { isHidden } from '@/lib/domain/managed';
import { say } from '@/lib/domain/words';
import { usePopup } from './context';

const steps = ['popup_first_step_1', 'popup_first_step_2', 'popup_first_step_3'] as const;

/** Before there is an account: what this is for, and the one thing to do. */
export function FirstRun() {
  const { model, speech } = usePopup();
  const { say: text, number } = speech.value;
  return (
    <>
      <div class="state">
        <h2>{text(say('popup_first_title'))}</h2>
        <p>{text(say('popup_first_text'))}</p>
        <ol>
          {steps.map((step, at) => (
            <li key={step}>
              <b aria-hidden="true">{number(at + 1)}</b>
              <span>{text(say(step))}</span>
            </li>
          ))}
        </ol>
        <Button kind="main" onClick={() => model.openOptions('accounts')}>
          {text(say('popup_first_button'))}
        </Button>
        {!isHidden(model.data.source.value, 'sample') && (
          <a class="button" href="desk.html?sample" target="_blank" rel="noopener opener">
            {text(say('sample_open'))}
          </a>
        )}
      </div>
      <p class="foot">{text(say('popup_foot'))}</p>
    </>
  );
}
