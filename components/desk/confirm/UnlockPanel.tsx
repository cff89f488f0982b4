import { useEffect, useRef } from 'preact/hooks';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { SecretField } from '@/components/ui/SecretField';
import { Sentence } from '@/components/ui/speech';
import { fullName } from '@/lib/domain/comparing-people';
import { say, sayCount, type Words } from '@/lib/domain/words';
import type { Needed } from '@/lib/view/confirm/needed';
import type { UnlockPanelModel } from '@/lib/view/confirm/unlock';
import { useConfirm } from './context';

const workingWords = (expectedMs: number | null): Words =>
  expectedMs === null
    ? say('unlock_working')
    : say('unlock_working_long', { seconds: Math.max(2, Math.ceil(expectedMs / 1000)) });

/** For whom an account is unlocked. */
function forWords({ first, more }: Needed): Words | null {
  if (first === null) return null;
  const name = fullName(first.person);
  return more === 0 ? say('unlock_for', { name }) : sayCount('unlock_for_more', more, { name });
}

/** The question for one account's master password. */
export function UnlockPanel({ panel, email }: { panel: UnlockPanelModel; email: string }) {
  const { model, text } = useConfirm();
  const field = useRef<HTMLInputElement>(null);
  const working = panel.working.value;
  const problem = panel.problem.value;
  const locked = model.locked.value;
  const [first] = model.shown.value;
  const useless = problem !== null && !problem.mayTry;
  const noPassword = problem?.noPassword === true;
  // Nothing is wrong with what was typed: that stands apart from the field.
  const isNotice = problem !== null && !problem.inField && (problem.mayTry || noPassword);
  const needed = model.needed.value;
  const whom = forWords(needed);
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => (field.current ?? heading.current)?.focus(), [panel, noPassword]);

  return (
    <form
      class="confirm confirm--unlock"
      aria-labelledby="confirm-title"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void panel.submit().then(() => field.current?.focus());
      }}
    >
      <header>
        <h1 id="confirm-title" ref={heading} tabIndex={-1}>
          {text(say(noPassword ? 'unlock_no_master_title' : 'unlock_title'))}
        </h1>
        <p>{noPassword ? <bdi>{email}</bdi> : text(say('unlock_lead'))}</p>
        {needed.count > 1 && (
          <p>
            <b>{text(say('unlock_account_of', { at: needed.at, count: needed.count }))}</b>{' '}
            {whom !== null && <Sentence words={whom} />}
          </p>
        )}
      </header>
      <div class="confirm__body">
        {locked !== null && problem === null && !working && <p class="confirm__locked">{text(locked)}</p>}
        <p class={isNotice ? 'confirm__locked' : 'hint'} role="alert">
          {problem !== null && isNotice && text(problem.words)}
        </p>
        <div>
          {!noPassword && (
            <SecretField
              key={email}
              id="master-password"
              label={<Sentence words={say('unlock_field', { email })} />}
              showLabel={text(say('unlock_show'))}
              hideLabel={text(say('unlock_hide'))}
              autocomplete="current-password"
              field={field}
              readOnly={working}
              bad={problem?.inField === true}
              errorId="unlock-problem"
              value={panel.password.value}
              onText={(typed) => {
                panel.password.value = typed;
              }}
            />
          )}
          <p class="hint hint--stop" id="unlock-problem" role="alert">
            {problem !== null && !isNotice && text(problem.words)}
          </p>
          <p class="hint" role="status">
            {working && text(workingWords(panel.expectedMs.value))}
          </p>
        </div>
        {!noPassword && (
          <div class="note">
            <Icon name="lock" />
            <span>{text(say('unlock_note', { minutes: model.lockMinutes.value }))}</span>
          </div>
        )}
      </div>
      <footer>
        {first !== undefined && (
          <Button kind="plain" onClick={() => model.openVault(first.waiting)}>
            {text(say('unlock_vault'))}
            <Icon name="out" size={13} />
          </Button>
        )}
        <span class="grow" />
        {model.canSkip.value && (
          <Button kind="plain" onClick={model.skip}>
            {text(say('unlock_skip'))}
          </Button>
        )}
        <Button onClick={() => (working ? panel.cancel() : model.done())}>{text(say('unlock_cancel'))}</Button>
        {!noPassword && (
          <Button kind="main" type="submit" off={working || useless}>
            {text(say(working ? 'unlock_busy' : 'unlock_button'))}
          </Button>
        )}
      </footer>
    </form>
  );
}
