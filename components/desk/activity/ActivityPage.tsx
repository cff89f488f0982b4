import { useDesk } from '@/components/desk/shell/context';
import { say } from '@/lib/domain/words';

/** What the extension did. */
export function ActivityPage() {
  const { speech } = useDesk();
  return (
    <div class="page-head">
      <h1 tabIndex={-1}>{speech.value.say(say('desk_tab_activity'))}</h1>
    </div>
  );
}
