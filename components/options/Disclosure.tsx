import { Note } from '@/components/ui/Note';
import { say } from '@/lib/domain/words';
import { Sentence, useSpeech } from './speech';

/** What happens with the key, above the button that saves it. `host`: where it goes; null: not known yet. */
export function Disclosure({ host }: { host: string | null }) {
  const speech = useSpeech();
  return (
    <Note>
      <b>{speech.say(say('options_disclosure_title'))}</b>{' '}
      <Sentence words={say('options_disclosure', { host: host ?? say('options_your_server') })} />
    </Note>
  );
}
