import { useDesk } from '@/components/desk/shell/context';
import { say } from '@/lib/domain/words';

/** Everybody who waits. */
export function WaitingPage() {
  const { speech } = useDesk();
  return (
    <div class="page-head">
      <h1 tabIndex={-1}>{speech.value.say(say('popup_queue'))}</h1>
    </div>
  );
}
