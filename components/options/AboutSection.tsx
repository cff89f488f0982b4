import { type MessageKey, say } from '@/lib/domain/words';
import { SectionHead } from './SectionHead';
import { useSpeech } from './speech';

const privacy: readonly MessageKey[] = [
  'options_privacy_stored',
  'options_privacy_sent',
  'options_privacy_protects',
  'options_privacy_not',
  'options_privacy_end',
];

/** Whose product this is and is not, and what happens with the data. */
export function AboutSection({ version }: { version: string }) {
  const speech = useSpeech();
  return (
    <section class="section" id="about" aria-labelledby="about-title">
      <SectionHead section="about" />
      <p>{speech.say(say('options_about_text'))}</p>
      <h3>{speech.say(say('options_privacy'))}</h3>
      {privacy.map((key) => (
        <p key={key}>{speech.say(say(key))}</p>
      ))}
      <p class="dim">{speech.say(say('options_version', { version }))}</p>
    </section>
  );
}
