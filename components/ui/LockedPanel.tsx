import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Overview } from '@/lib/domain/overview';
import { type MessageKey, say } from '@/lib/domain/words';
import { openLock } from '@/lib/view/lock-model';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { Icon } from './Icon';
import { SecretField } from './SecretField';
import { useSpeech } from './speech';

export interface LockedPanelProps {
  overview: ReadonlySignal<Overview | null>;
}

/** Instead of everything else, while the passphrase has to be entered: on the popup, the desk and the options page. */
export function LockedPanel({ overview }: LockedPanelProps) {
  const model = useMemo(() => openLock(overview), [overview]);
  const speech = useSpeech();
  const text = (key: MessageKey): string => speech.say(say(key));
  const field = useRef<HTMLInputElement>(null);
  const problem = model.problem.value;
  const busy = model.busy.value;

  useEffect(() => {
    field.current?.focus();
    // What was typed must not wait in a page that the browser may bring back.
    addEventListener('pagehide', model.leave);
    return () => removeEventListener('pagehide', model.leave);
  }, [model]);

  const close = (): void => {
    if (!busy) model.forgotten.value = false;
  };
  return (
    <section class="locked" aria-labelledby="locked-title">
      <Icon name="lock" size={22} />
      <h2 id="locked-title">{text('lock_title')}</h2>
      <p>{speech.say(model.why.value)}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void model.unlock().then(() => field.current?.focus());
        }}
      >
        <SecretField
          id="passphrase"
          label={text('lock_field')}
          hint={text('lock_hint')}
          showLabel={text('lock_show')}
          hideLabel={text('lock_hide')}
          field={field}
          readOnly={busy}
          bad={problem !== null}
          errorId="passphrase-problem"
          value={model.passphrase.value}
          onText={(typed) => {
            model.passphrase.value = typed;
          }}
        />
        <p class="hint stop" id="passphrase-problem" role="alert">
          {problem !== null && speech.say(problem)}
        </p>
        <div class="locked__actions">
          <Button kind="main" type="submit" off={busy}>
            {text(busy ? 'lock_working' : 'lock_unlock')}
          </Button>
          <Button
            kind="plain"
            aria-haspopup="dialog"
            onClick={() => {
              model.forgotten.value = true;
            }}
          >
            {text('lock_forgot')}
          </Button>
        </div>
      </form>
      {model.forgotten.value && (
        <Dialog
          id="start-over"
          title={text('lock_over_title')}
          onClose={close}
          footer={
            <>
              <Button onClick={close}>{text('options_cancel')}</Button>
              <Button kind="stop" off={busy} onClick={() => void model.startOver()}>
                {text('lock_over_erase')}
              </Button>
            </>
          }
        >
          <p>{text('lock_over_text')}</p>
        </Dialog>
      )}
    </section>
  );
}
