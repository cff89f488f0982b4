import { Button } from '@/components/ui/Button';
import { SelectField } from '@/components/ui/SelectField';
import { Toggle } from '@/components/ui/Toggle';
import type { Preferences } from '@/lib/domain/preferences';
import { type MessageKey, say, sayCount } from '@/lib/domain/words';
import {
  lowSeatsChoices,
  lowSeatsText,
  lowSeatsWords,
  type PreferencesModel,
  reminderChoices,
  withPresent,
} from '@/lib/view/options/preferences';
import { MutedClients } from './MutedClients';
import { PreferenceRow } from './PreferenceRow';
import { QuietHours } from './QuietHours';
import { SectionHead } from './SectionHead';
import { useSpeech } from './speech';

interface PartProps {
  model: PreferencesModel;
  preferences: Preferences;
}

type SwitchName = 'notifyWaiting' | 'notifyInvitations' | 'showNames' | 'letterKeys';

/** A setting that is on or off. */
export function SwitchRow(props: PartProps & { id: string; field: SwitchName; name: MessageKey; hint: MessageKey }) {
  const { model, preferences, id, field, name, hint } = props;
  const speech = useSpeech();
  const managed = model.isManaged(field);
  return (
    <PreferenceRow id={id} name={name} hint={speech.say(say(hint))} managed={managed}>
      <Toggle
        labelledBy={`${id}-name`}
        describedBy={`${id}-hint`}
        on={preferences[field] ?? true}
        disabled={managed}
        onToggle={(on) => void model.change({ [field]: on })}
      />
    </PreferenceRow>
  );
}

function Reminder({ model, preferences }: PartProps) {
  const speech = useSpeech();
  const managed = model.isManaged('remindAfterHours');
  const choices = withPresent(reminderChoices, preferences.remindAfterHours, (n) => sayCount('options_remind', n));
  return (
    <PreferenceRow
      id="remind"
      name="options_n_remind"
      hint={speech.say(say('options_n_remind_hint'))}
      managed={managed}
    >
      <SelectField
        labelledBy="remind-name"
        describedBy="remind-hint"
        disabled={managed}
        value={String(preferences.remindAfterHours)}
        options={choices.map(({ value, words }) => ({ value: String(value), text: speech.say(words) }))}
        onValue={(value) => void model.change({ remindAfterHours: Number(value) })}
      />
    </PreferenceRow>
  );
}

function LowSeats({ model, preferences }: PartProps) {
  const speech = useSpeech();
  const present = lowSeatsText(preferences.lowSeats);
  const fixedAt = model.isManaged('lowSeats');
  const fixed = model.isManaged('notifyLowSeats');
  const choices = withPresent(lowSeatsChoices, present, () => lowSeatsWords(preferences.lowSeats));
  return (
    <PreferenceRow
      id="low"
      name="options_n_low"
      hint={speech.say(say('options_n_low_hint'))}
      managed={fixed || fixedAt}
    >
      <span id="low-at" class="sr">
        {speech.say(say('options_n_low_at'))}
      </span>
      <SelectField
        labelledBy="low-at"
        disabled={fixedAt}
        value={present}
        options={choices.map(({ value, words }) => ({ value, text: speech.say(words) }))}
        onValue={(value) => {
          const chosen = lowSeatsChoices.find((choice) => choice.value === value);
          if (chosen !== undefined) void model.change({ lowSeats: chosen.threshold });
        }}
      />
      <Toggle
        labelledBy="low-name"
        describedBy="low-hint"
        on={preferences.notifyLowSeats}
        disabled={fixed}
        onToggle={(on) => void model.change({ notifyLowSeats: on })}
      />
    </PreferenceRow>
  );
}

function Pause({ model, preferences, now }: PartProps & { now: number }) {
  const speech = useSpeech();
  const until = preferences.pausedUntil;
  if (until === null || until <= now) return null;
  const hint = speech.say(say('options_n_paused_hint', { at: { moment: until } }));
  return (
    <PreferenceRow id="paused" name="options_n_paused" hint={hint}>
      <Button small onClick={() => void model.goOn()}>
        {speech.say(say('options_go_on'))}
      </Button>
    </PreferenceRow>
  );
}

function Sample({ model }: { model: PreferencesModel }) {
  const speech = useSpeech();
  const taken = model.sample.value;
  return (
    <>
      <PreferenceRow id="try" name="options_n_try" hint={speech.say(say('options_n_try_hint'))}>
        <Button small onClick={() => void model.trySample()}>
          {speech.say(say('options_try'))}
        </Button>
      </PreferenceRow>
      <p class={taken === false ? 'pref-note stop' : 'pref-note'} role="status">
        {taken !== null && speech.say(taken ? say('options_try_sent') : say('options_try_hidden'))}
      </p>
    </>
  );
}

/** Which notices come, when, and about whom. */
export function NotificationsSection({ model, now }: { model: PreferencesModel; now: number }) {
  const speech = useSpeech();
  const preferences = model.preferences.value;
  return (
    <section class="section" id="notifications" aria-labelledby="notifications-title">
      <SectionHead section="notifications" />
      {preferences !== null && (
        <div class="sheet">
          <Pause model={model} preferences={preferences} now={now} />
          <SwitchRow
            id="waiting"
            field="notifyWaiting"
            name="options_n_waiting"
            hint="options_n_waiting_hint"
            model={model}
            preferences={preferences}
          />
          <Reminder model={model} preferences={preferences} />
          <LowSeats model={model} preferences={preferences} />
          <SwitchRow
            id="invitations"
            field="notifyInvitations"
            name="options_n_invitations"
            hint="options_n_invitations_hint"
            model={model}
            preferences={preferences}
          />
          <PreferenceRow id="attention" name="options_n_account" hint={speech.say(say('options_n_account_hint'))}>
            <span class="dim">{speech.say(say('options_always'))}</span>
          </PreferenceRow>
          <SwitchRow
            id="names"
            field="showNames"
            name="options_n_names"
            hint="options_n_names_hint"
            model={model}
            preferences={preferences}
          />
          <QuietHours model={model} preferences={preferences} />
          <MutedClients model={model} preferences={preferences} />
          <Sample model={model} />
        </div>
      )}
    </section>
  );
}
