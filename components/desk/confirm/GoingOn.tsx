import { Icon } from '@/components/ui/Icon';
import { goingOnWords } from '@/lib/view/confirm/words';
import { useConfirm } from './context';

/** That reading or sending pauses, and when it goes on by itself. It is read out from elsewhere. */
export function GoingOn() {
  const { model, text } = useConfirm();
  const until = model.goingOnAt.value;
  if (until === null) return null;
  return (
    <p class="going-on">
      <Icon name="clock" />
      <span>{text(goingOnWords(until))}</span>
    </p>
  );
}
