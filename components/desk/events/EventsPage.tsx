import { useDesk } from '@/components/desk/shell/context';
import { say } from '@/lib/domain/words';

export function EventsPage() {
  const { speech } = useDesk();
  return <h1 tabIndex={-1}>{speech.value.say(say('desk_title_events'))}</h1>;
}
