import { useDesk } from '@/components/desk/shell/context';
import { say } from '@/lib/domain/words';

export function ClientPage() {
  const { speech } = useDesk();
  return <h1 tabIndex={-1}>{speech.value.say(say('desk_title_client'))}</h1>;
}
