import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Overview } from '@/lib/domain/overview';
import { type MessageKey, say } from '@/lib/domain/words';
import { type LockModel, openLock } from '@/lib/view/lock/model';
import { Button } from './Button';
import { Icon } from './Icon';
import { IconButton } from './IconButton';
import { useSpeech } from './speech';

export interface LockedPanelProps {
  overview: ReadonlySignal<Overview | null>;
}

/** Instead of everything else, while the passphrase has to be entered: on the popup, the desk and the options page. */
export function LockedPanel({ overview }: LockedPanelProps) {
  const model = useMemo(() => openLock(overview), [overview]);
  useEffect(() => {
    // What was typed must not wait in a page that the browser may bring back.
    addEventListener('pagehide', model.leave);
    return () => removeEventListener('pagehide', model.leave);
  }, [model]);
  return (
    <section class="locked" aria-labelledby="locked-title">
      <Icon name="lock" size={22} />
      {model.forgotten.value ? <StartOver model={model} /> : <Unlock model={model} />}
    </section>
  );
}

function Unlock({ model }: { model: LockModel }) {
  const speech = useSpeech();
  const text = (key: MessageKey): string => speech.say(say(key));
  const field = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const problem = model.problem.value;
  const busy = model.busy.value;
  useEffect(() => field.current?.focus(), []);
  // Written out: the fields of the options page would weigh as much again in the popup.
  const attributes = {
    id: 'passphrase',
    ref: field,
    autocomplete: 'off',
    spellcheck: false,
    autocapitalize: 'off',
    readOnly: busy,
    'aria-invalid': problem !== null,
    'aria-describedby': 'passphrase-hint passphrase-problem',
    value: model.passphrase.value,
    onInput: (event: { readonly currentTarget: HTMLInputElement }): void => {
      model.passphrase.value = event.currentTarget.value;
    },
  } as const;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void model.unlock().then(() => field.current?.focus());
      }}
    >
      <h2 id="locked-title">{text('lock_title')}</h2>
      <p>{speech.say(model.why.value)}</p>
      <label class="label" for="passphrase">
        {text('lock_field')}
      </label>
      <div class={problem === null ? 'input' : 'input input--bad'}>
        {open ? <input {...attributes} type="text" /> : <input {...attributes} type="password" />}
        <IconButton icon="eye" label={text(open ? 'lock_hide' : 'lock_show')} onClick={() => setOpen(!open)} />
      </div>
      <p class="hint stop" id="passphrase-problem" role="alert">
        {problem !== null && speech.say(problem)}
      </p>
      <p class="hint" id="passphrase-hint">
        {text('lock_hint')}
      </p>
      <div class="locked__actions">
        <Button kind="main" type="submit" off={busy}>
          {text(busy ? 'lock_working' : 'lock_unlock')}
        </Button>
        <Button
          kind="plain"
          onClick={() => {
            model.forgotten.value = true;
          }}
        >
          {text('lock_forgot')}
        </Button>
      </div>
    </form>
  );
}

/** Asked before anything is erased. */
function StartOver({ model }: { model: LockModel }) {
  const speech = useSpeech();
  const text = (key: MessageKey): string => speech.say(say(key));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div>
      <h2 id="locked-title" tabIndex={-1} ref={heading}>
        {text('lock_over_title')}
      </h2>
      <p>{text('lock_over_text')}</p>
      <div class="locked__actions">
        <Button kind="stop" off={model.busy.value} onClick={() => void model.startOver()}>
          {text('lock_over_erase')}
        </Button>
        <Button
          onClick={() => {
            model.forgotten.value = false;
          }}
        >
          {text('options_cancel')}
        </Button>
      </div>
    </div>
  );
}
