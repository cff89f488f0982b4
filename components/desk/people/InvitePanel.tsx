import { useEffect, useRef } from 'preact/hooks';
import { useDesk } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { Note } from '@/components/ui/Note';
import { Sentence } from '@/components/ui/speech';
import { mostAtOnce } from '@/lib/domain/invite';
import { givenRoles } from '@/lib/domain/membership';
import { say, sayCount } from '@/lib/domain/words';
import { inviteDoneWords, problemsOf } from '@/lib/view/people/invite-words';
import { isDoubtful, isSettled } from '@/lib/view/people/outcome';
import { canWords, outcomeWords, roleWords } from '@/lib/view/people/words';
import { usePeople } from './context';

/**
 * Does something at once, or where a button of the mouse is down as soon as it is up: what appears while somebody presses
 * a button would push that button away from under the pointer.
 */
function useReleased(): (work: () => void) => void {
  const pressed = useRef(false);
  useEffect(() => {
    const press = (): void => {
      pressed.current = true;
    };
    const release = (): void => {
      pressed.current = false;
    };
    addEventListener('pointerdown', press, true);
    for (const end of ['pointerup', 'pointercancel']) addEventListener(end, release, true);
    return () => {
      removeEventListener('pointerdown', press, true);
      for (const end of ['pointerup', 'pointercancel']) removeEventListener(end, release, true);
    };
  }, []);
  return (work) => {
    if (!pressed.current) return work();
    // The click comes after it.
    addEventListener('pointerup', () => setTimeout(work), { once: true });
  };
}

/** Invites: addresses as they are typed or pasted, checked before anything is sent, and a result for each. */
export function InvitePanel() {
  const { model, speech } = useDesk();
  const people = usePeople();
  const { say: text } = speech.value;
  const { invite, where } = people;
  const field = useRef<HTMLTextAreaElement>(null);
  const whenReleased = useReleased();
  const check = invite.check.value;
  const problems = invite.checked.value ? problemsOf(check) : [];
  const empty = invite.tried.value && check.entries.length === 0;
  const bad = empty || (invite.checked.value && check.wrong.length > 0);
  const busy = invite.busy.value;
  const off = invite.off.value;
  const seats = invite.missingSeats.value > 0;

  async function submit(): Promise<void> {
    const result = await invite.submit();
    if (result !== 'wrong') return;
    const area = field.current;
    const [first] = invite.check.value.wrong;
    area?.focus();
    if (first !== undefined) area?.setSelectionRange(first.at, first.at + first.text.length);
  }

  const described = ['invite-problems', 'invite-hint'].join(' ');
  return (
    <section class="sheet pinvite" aria-labelledby="invite-title" data-invite>
      <header>
        <h2 id="invite-title">{text(say('people_invite'))}</h2>
      </header>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div class="field">
          <label class="label" for="invite-emails">
            {text(say('people_invite_emails'))}
          </label>
          <div class={bad ? 'input input--area input--bad' : 'input input--area'}>
            <textarea
              id="invite-emails"
              ref={field}
              rows={4}
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              readOnly={busy}
              value={invite.text.value}
              aria-invalid={bad ? 'true' : undefined}
              aria-describedby={described}
              onInput={(event) => invite.type(event.currentTarget.value)}
              onBlur={() => whenReleased(() => invite.leave())}
            />
          </div>
          <div id="invite-problems" class="pproblems" aria-live="polite">
            {empty && <p class="hint stop">{text(say('people_invite_empty'))}</p>}
            {problems.map(({ key, words, stops, action, email }) => (
              <p key={key} class={stops ? 'hint stop' : 'hint'} data-problem={action}>
                <Sentence words={words} />{' '}
                {action === 'take-out' && (
                  <Button
                    small
                    kind="plain"
                    aria-label={text(say('people_invite_take_out_of', { email }))}
                    onClick={() => {
                      invite.takeOut(email);
                      field.current?.focus();
                    }}
                  >
                    {text(say('people_invite_take_out'))}
                  </Button>
                )}
                {action === 'resend' && (
                  <Button
                    small
                    kind="plain"
                    aria-label={text(say('people_resend_of', { name: email }))}
                    off={people.progress.value !== null}
                    onClick={() => {
                      invite.resend(email);
                      field.current?.focus();
                    }}
                  >
                    {text(say('people_resend'))}
                  </Button>
                )}
              </p>
            ))}
          </div>
          <p class="hint num" id="invite-hint">
            {text(say('people_invite_hint', { n: check.entries.length, most: mostAtOnce }))}
          </p>
        </div>
        <fieldset class="proles">
          <legend class="label">{text(say('people_invite_role'))}</legend>
          {givenRoles[people.kind].map((role) => {
            const can = canWords(role);
            return (
              <label key={role} class="prole">
                <input
                  type="radio"
                  name="invite-role"
                  value={role}
                  checked={invite.role.value === role}
                  onChange={() => invite.giveRole(role)}
                />
                <span>
                  <b>{text(roleWords(role))}</b>
                  {can !== null && <small>{text(can)}</small>}
                </span>
              </label>
            );
          })}
        </fieldset>
        {people.kind === 'client' && <Seats />}
        <p class="note">
          <Icon name="clock" />
          <span>{text(say('people_invite_note'))}</span>
        </p>
        <div class="pactions">
          <Button type="submit" kind="main" off={off !== null || busy} aria-describedby="invite-off">
            {busy
              ? text(say('people_working_invite'))
              : check.ready.length === 0
                ? text(say('people_invite_none'))
                : text(sayCount('people_invite_button', check.ready.length))}
          </Button>
          {(invite.text.value !== '' || invite.report.value !== null) && !busy && (
            <Button
              kind="plain"
              onClick={() => {
                invite.clear();
                field.current?.focus();
              }}
            >
              {text(say('people_clear'))}
            </Button>
          )}
        </div>
        <p id="invite-off" class={off === null ? 'sr' : 'hint'}>
          {off !== null && text(off)}{' '}
          {seats && (
            <Button
              small
              kind="plain"
              onClick={() => model.openDesk({ page: 'client', clientId: where.place, part: 'seats' })}
            >
              {text(say('people_invite_change_seats'))}
            </Button>
          )}
        </p>
      </form>
      <Result />
    </section>
  );
}

/** What the round takes of a client's seats. */
function Seats() {
  const { speech } = useDesk();
  const { invite, client } = usePeople();
  const { say: text } = speech.value;
  const { ready } = invite.check.value;
  const left = invite.seatsLeft.value;
  if (invite.off.value !== null || ready.length === 0) return null;
  if (left === null)
    return client.value?.assigned === null ? <p class="hint">{text(say('people_invite_no_limit'))}</p> : null;
  return <p class="hint num">{text(sayCount('people_invite_takes', ready.length, { left: left - ready.length }))}</p>;
}

/** What became of the last round. Always there, so that it is read out from the first time. */
function Result() {
  const { speech } = useDesk();
  const { invite } = usePeople();
  const { say: text } = speech.value;
  const report = invite.report.value;
  const doubt = report?.unread || report?.lines.some(({ outcome }) => isDoubtful(outcome));
  const others = report?.lines.filter(({ outcome }) => outcome.kind !== 'done') ?? [];
  return (
    <div class="presult" role="status" data-invited={report === null ? undefined : ''}>
      {report !== null && (
        <>
          <Note>
            <b>{text(inviteDoneWords(report, speech.value))}</b>
          </Note>
          <ul>
            {others.map(({ person, outcome }) => (
              <li
                key={person.id}
                class={isSettled(outcome) ? 'result' : 'result result--bad'}
                data-result={outcome.kind}
              >
                <Icon name={isSettled(outcome) ? 'check' : 'stop'} />
                <span>
                  <bdi>{person.email}</bdi> <Sentence words={outcomeWords('invite', outcome, report.role)} />
                </span>
              </li>
            ))}
          </ul>
          {doubt && (
            <Button small off={invite.busy.value} onClick={() => void invite.checkAgain()}>
              {text(say('people_check'))}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
