import { Button } from '@/components/ui/Button';
import { Toggle } from '@/components/ui/Toggle';
import { type MessageKey, say } from '@/lib/domain/words';
import type { LockForm } from '@/lib/view/lock/form';
import { LockFormView } from './LockFormView';
import { PreferenceRow } from './PreferenceRow';
import { SectionHead } from './SectionHead';
import { useSpeech } from './speech';

/** The passphrase over the stored keys: whether there is one, and what can be done with it. */
export function LockSection({ lock }: { lock: LockForm }) {
  const speech = useSpeech();
  const text = (key: MessageKey): string => speech.say(say(key));
  const set = lock.isSet.value;
  return (
    <section class="section" id="lock" aria-labelledby="lock-title">
      <SectionHead section="lock" />
      <p>{text('lock_lead')}</p>
      <div class="sheet">
        <PreferenceRow id="passphrase" name="lock_ask" hint={text('lock_ask_hint')}>
          <Toggle
            labelledBy="passphrase-name"
            describedBy="passphrase-hint"
            on={set}
            onToggle={(on) => lock.open(on ? 'set' : 'remove')}
          />
        </PreferenceRow>
        {set && (
          <>
            <PreferenceRow id="passphrase-change" name="lock_change" hint={text('lock_change_hint')}>
              <Button small onClick={() => lock.open('change')}>
                {text('lock_change_button')}
              </Button>
            </PreferenceRow>
            <PreferenceRow id="passphrase-lock" name="lock_now" hint={text('lock_now_hint')}>
              <Button small onClick={() => void lock.lockNow()}>
                {text('lock_now')}
              </Button>
            </PreferenceRow>
          </>
        )}
      </div>
      {lock.aim.value !== null && <LockFormView key={lock.aim.value} lock={lock} aim={lock.aim.value} />}
    </section>
  );
}
