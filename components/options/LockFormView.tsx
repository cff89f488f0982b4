import { useEffect, useRef } from 'preact/hooks';
import { Button } from '@/components/ui/Button';
import { Note } from '@/components/ui/Note';
import { SecretField } from '@/components/ui/SecretField';
import { type MessageKey, say } from '@/lib/domain/words';
import type { LockAim, LockField, LockForm } from '@/lib/view/lock/form';
import { useSpeech } from './speech';
import { WorkingLabel } from './WorkingLabel';

const titles: Readonly<Record<LockAim, MessageKey>> = {
  set: 'lock_form_set',
  change: 'lock_form_change',
  remove: 'lock_form_remove',
};

const fieldsOf: Readonly<Record<LockAim, readonly LockField[]>> = {
  set: ['next', 'again'],
  change: ['current', 'next', 'again'],
  remove: ['current'],
};

/** The form that sets, changes or takes away the passphrase. */
export function LockFormView({ lock, aim }: { lock: LockForm; aim: LockAim }) {
  const speech = useSpeech();
  const text = (key: MessageKey): string => speech.say(say(key));
  const form = useRef<HTMLFormElement>(null);
  const working = lock.working.value;
  const problem = lock.problem.value;
  const labels: Readonly<Record<LockField, MessageKey>> = {
    current: 'lock_current',
    next: aim === 'set' ? 'lock_field' : 'lock_next',
    again: 'lock_again',
  };
  const focus = (field: LockField | undefined): void =>
    form.current?.querySelector<HTMLInputElement>(`#passphrase-${field}`)?.focus();

  useEffect(() => {
    focus(fieldsOf[aim][0]);
    // What was typed must not wait in a page that the browser may bring back.
    addEventListener('pagehide', lock.close);
    return () => removeEventListener('pagehide', lock.close);
  }, [lock, aim]);

  // The form goes, and the focus would go with it.
  const leave = (): void => document.getElementById('lock-title')?.focus();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void lock.submit().then((done) => {
      if (done) leave();
      else focus(lock.problem.value?.field);
    });
  };
  return (
    <form class="sheet lock" noValidate aria-labelledby="passphrase-title" ref={form} onSubmit={submit}>
      <header>
        <h3 id="passphrase-title">{text(titles[aim])}</h3>
      </header>
      <div class="lock__fields">
        {fieldsOf[aim].map((field) => (
          <div key={field}>
            <SecretField
              id={`passphrase-${field}`}
              label={text(labels[field])}
              hint={field === 'next' ? text('lock_next_hint') : undefined}
              showLabel={text('lock_show')}
              hideLabel={text('lock_hide')}
              readOnly={working}
              bad={problem?.field === field}
              errorId={`passphrase-${field}-problem`}
              value={lock[field].value}
              onText={(typed) => {
                lock[field].value = typed;
              }}
            />
            {field === 'next' && (
              <p class="hint" role="status">
                {lock.strength.value !== null && text(`lock_strength_${lock.strength.value}`)}
              </p>
            )}
            <p class="hint stop" id={`passphrase-${field}-problem`} role="alert">
              {problem?.field === field && speech.say(problem.words)}
            </p>
          </div>
        ))}
        {aim !== 'remove' && <Note>{text('lock_note')}</Note>}
        <div class="submit">
          <Button type="submit" kind={aim === 'remove' ? 'stop' : 'main'} off={working}>
            <WorkingLabel idle={text(titles[aim])} busy={text('lock_form_working')} working={working} />
          </Button>
          <Button
            kind="plain"
            onClick={() => {
              lock.close();
              leave();
            }}
          >
            {text('options_cancel')}
          </Button>
        </div>
      </div>
    </form>
  );
}
