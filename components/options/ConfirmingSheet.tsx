import { Choices } from '@/components/ui/Choices';
import { SelectField } from '@/components/ui/SelectField';
import { defaultLockAfterMinutes, type Preferences } from '@/lib/domain/preferences';
import { type MessageKey, say, sayCount } from '@/lib/domain/words';
import { lockAfterChoices, type PreferencesModel, withPresent } from '@/lib/view/options/preferences';
import { PreferenceRow } from './PreferenceRow';
import { useSpeech } from './speech';

const ways: readonly { readonly value: NonNullable<Preferences['comparing']>; readonly key: MessageKey }[] = [
  { value: 'cover-one', key: 'options_comparing_cover' },
  { value: 'show-all', key: 'options_comparing_all' },
];

/** How phrases are compared, and how long opened keys last. */
export function ConfirmingSheet({ model, preferences }: { model: PreferencesModel; preferences: Preferences }) {
  const speech = useSpeech();
  const text = (key: MessageKey): string => speech.say(say(key));
  const minutes = preferences.lockAfterMinutes ?? defaultLockAfterMinutes;
  const choices = withPresent(lockAfterChoices, minutes, (n) => sayCount('options_minutes', n));
  return (
    <section class="sheet" aria-labelledby="confirming-title">
      <header>
        <h3 id="confirming-title">{text('options_confirming')}</h3>
      </header>
      <PreferenceRow
        id="comparing"
        name="options_comparing"
        hint={text('options_comparing_hint')}
        managed={model.isManaged('comparing')}
      >
        <Choices
          name="comparing"
          legend={text('options_comparing')}
          quiet
          disabled={model.isManaged('comparing')}
          value={preferences.comparing ?? 'cover-one'}
          options={ways.map(({ value, key }) => ({ value, text: text(key) }))}
          onValue={(comparing) => void model.change({ comparing })}
        />
      </PreferenceRow>
      <PreferenceRow
        id="lock-after"
        name="options_lock_after"
        hint={text('options_lock_after_hint')}
        managed={model.isManaged('lockAfterMinutes')}
      >
        <SelectField
          labelledBy="lock-after-name"
          describedBy="lock-after-hint"
          disabled={model.isManaged('lockAfterMinutes')}
          value={String(minutes)}
          options={choices.map(({ value, words }) => ({ value: String(value), text: speech.say(words) }))}
          onValue={(value) => void model.change({ lockAfterMinutes: Number(value) })}
        />
      </PreferenceRow>
    </section>
  );
}
