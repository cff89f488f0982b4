import type { ComponentChildren } from 'preact';
import { type MessageKey, say } from '@/lib/domain/words';
import { Managed } from './Managed';
import { useSpeech } from './speech';

export interface PreferenceRowProps {
  /** Its name is `<id>-name`, its explanation `<id>-hint`. */
  id: string;
  name: MessageKey;
  hint: ComponentChildren;
  /** Prescribed by the organization. */
  managed?: boolean;
  children: ComponentChildren;
}

/** A setting: what it is, what it means, and its control. */
export function PreferenceRow({ id, name, hint, managed, children }: PreferenceRowProps) {
  const speech = useSpeech();
  return (
    <div class="pref">
      <b id={`${id}-name`}>{speech.say(say(name))}</b>
      <small id={`${id}-hint`}>
        {hint}
        {managed && <Managed />}
      </small>
      <div class="actions">{children}</div>
    </div>
  );
}
