import { Choices } from '@/components/ui/Choices';
import { SelectField } from '@/components/ui/SelectField';
import type { Preferences } from '@/lib/domain/preferences';
import { type MessageKey, say, sayCount } from '@/lib/domain/words';
import { languages, type PreferencesModel, withPresent } from '@/lib/view/options/preferences';
import { ConfirmingSheet } from './ConfirmingSheet';
import { SwitchRow } from './NotificationsSection';
import { PreferenceRow } from './PreferenceRow';
import { SectionHead } from './SectionHead';
import { useSpeech } from './speech';

interface PartProps {
  model: PreferencesModel;
  preferences: Preferences;
}

const appearances: readonly { readonly value: Preferences['appearance']; readonly key: MessageKey }[] = [
  { value: 'system', key: 'options_appearance_system' },
  { value: 'light', key: 'options_appearance_light' },
  { value: 'dark', key: 'options_appearance_dark' },
];

const densities: readonly { readonly value: Preferences['density']; readonly key: MessageKey }[] = [
  { value: 'compact', key: 'options_density_compact' },
  { value: 'roomy', key: 'options_density_roomy' },
];

function Interval({ model, preferences }: PartProps) {
  const speech = useSpeech();
  const managed = model.isManaged('checkEveryMinutes');
  const choices = withPresent(model.intervals.value, preferences.checkEveryMinutes, (n) =>
    sayCount('options_minutes', n),
  );
  return (
    <PreferenceRow id="every" name="options_c_every" hint={speech.say(say('options_c_every_hint'))} managed={managed}>
      <SelectField
        labelledBy="every-name"
        describedBy="every-hint"
        disabled={managed}
        value={String(preferences.checkEveryMinutes)}
        options={choices.map(({ value, words }) => ({ value: String(value), text: speech.say(words) }))}
        onValue={(value) => void model.change({ checkEveryMinutes: Number(value) })}
      />
    </PreferenceRow>
  );
}

function Display({ model, preferences }: PartProps) {
  const speech = useSpeech();
  const text = (key: MessageKey): string => speech.say(say(key));
  return (
    <>
      <PreferenceRow id="look" name="options_c_appearance" hint={text('options_appearance_hint')}>
        <Choices
          name="appearance"
          legend={text('options_c_appearance')}
          quiet
          value={preferences.appearance}
          options={appearances.map(({ value, key }) => ({ value, text: text(key) }))}
          onValue={(appearance) => void model.change({ appearance })}
        />
      </PreferenceRow>
      <PreferenceRow id="density" name="options_c_density" hint={text('options_density_hint')}>
        <Choices
          name="density"
          legend={text('options_c_density')}
          quiet
          value={preferences.density}
          options={densities.map(({ value, key }) => ({ value, text: text(key) }))}
          onValue={(density) => void model.change({ density })}
        />
      </PreferenceRow>
      <PreferenceRow
        id="language"
        name="options_c_language"
        hint={text('options_language_hint')}
        managed={model.isManaged('language')}
      >
        <SelectField
          labelledBy="language-name"
          disabled={model.isManaged('language')}
          value={preferences.language}
          options={languages.map(({ value, name }) => ({ value, text: name ?? text('options_language_browser') }))}
          onValue={(value) => {
            const chosen = languages.find((language) => language.value === value);
            if (chosen !== undefined) void model.change({ language: chosen.value });
          }}
        />
      </PreferenceRow>
      <SwitchRow
        id="letters"
        field="letterKeys"
        name="options_c_letters"
        hint="options_letters_hint"
        model={model}
        preferences={preferences}
      />
    </>
  );
}

/** How often to check, and how pages look. */
export function CheckingSection({ model }: { model: PreferencesModel }) {
  const preferences = model.preferences.value;
  const speech = useSpeech();
  return (
    <section class="section" id="checking" aria-labelledby="checking-title">
      <SectionHead section="checking" />
      {preferences !== null && (
        <>
          <div class="sheet">
            <Interval model={model} preferences={preferences} />
          </div>
          <ConfirmingSheet model={model} preferences={preferences} />
          <section class="sheet" aria-labelledby="display-title">
            <header>
              <h3 id="display-title">{speech.say(say('options_display'))}</h3>
            </header>
            <Display model={model} preferences={preferences} />
          </section>
        </>
      )}
    </section>
  );
}
