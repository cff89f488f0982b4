import { useDesk } from '@/components/desk/shell/context';
import { say } from '@/lib/domain/words';

export function MembersPage() {
  const { speech } = useDesk();
  return <h1 tabIndex={-1}>{speech.value.say(say('desk_title_members'))}</h1>;
}
