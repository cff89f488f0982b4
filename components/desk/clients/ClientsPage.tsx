import { useDesk } from '@/components/desk/shell/context';
import { say } from '@/lib/domain/words';

export function ClientsPage() {
  const { speech } = useDesk();
  return <h1 tabIndex={-1}>{speech.value.say(say('desk_title_clients'))}</h1>;
}
