import { Icon } from '@/components/ui/Icon';
import { say } from '@/lib/domain/words';
import { useSpeech } from './speech';

/** Says that the organization prescribes this. */
export function Managed() {
  const speech = useSpeech();
  return (
    <span class="managed">
      <Icon name="lock" size={12} />
      {speech.say(say('options_managed'))}
    </span>
  );
}
