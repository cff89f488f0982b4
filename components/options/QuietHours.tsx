import { Toggle } from '@/components/ui/Toggle';
import type { Preferences } from '@/lib/domain/preferences';
import { type MessageKey, say } from '@/lib/domain/words';
import { type PreferencesModel, parseTime, timeText } from '@/lib/view/options/preferences';
import { PreferenceRow } from './PreferenceRow';
import { useSpeech } from './speech';

/** From when to when notices wait, each day. */
export function QuietHours({ model, preferences }: { model: PreferencesModel; preferences: Preferences }) {
  const speech = useSpeech();
  const quiet = preferences.quietHours;
  const managed = model.isManaged('quietHours');
  const time = (end: 'from' | 'to', label: MessageKey) => (
    <input
      class="time num"
      type="time"
      required
      disabled={managed}
      aria-label={speech.say(say(label))}
      value={timeText(quiet[end])}
      onChange={(event) => {
        const minute = parseTime(event.currentTarget.value);
        if (minute === null) event.currentTarget.value = timeText(quiet[end]);
        else void model.change({ quietHours: { ...quiet, [end]: minute } });
      }}
    />
  );
  const never = quiet.on && quiet.from === quiet.to;
  return (
    <PreferenceRow
      id="quiet"
      name="options_n_quiet"
      managed={managed}
      hint={speech.say(say(never ? 'options_quiet_never' : 'options_n_quiet_hint'))}
    >
      {time('from', 'options_quiet_from')}
      <span aria-hidden="true">{speech.say(say('options_quiet_between'))}</span>
      {time('to', 'options_quiet_to')}
      <Toggle
        labelledBy="quiet-name"
        describedBy="quiet-hint"
        on={quiet.on}
        disabled={managed}
        onToggle={(on) => void model.change({ quietHours: { ...quiet, on } })}
      />
    </PreferenceRow>
  );
}
