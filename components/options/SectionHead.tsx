import { type MessageKey, say } from '@/lib/domain/words';
import type { Section } from '@/lib/view/options/route';
import { useSpeech } from './speech';

/** The sections' names, in the list and above each. */
export const sectionKeys: Readonly<Record<Section, MessageKey>> = {
  accounts: 'options_accounts',
  notifications: 'options_notifications',
  checking: 'options_checking',
  lock: 'options_lock',
  data: 'options_data',
  about: 'options_about',
};

/** A section's heading. Takes the focus when somebody is led there. */
export function SectionHead({ section }: { section: Section }) {
  const speech = useSpeech();
  return (
    <h2 id={`${section}-title`} tabIndex={-1}>
      {speech.say(say(sectionKeys[section]))}
    </h2>
  );
}
