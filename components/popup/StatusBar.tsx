import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { say } from '@/lib/domain/words';
import type { StatusState } from '@/lib/view/popup-status';
import { usePopup } from './context';

const dots: Record<StatusState, string> = {
  fresh: '',
  checking: '',
  old: 'dot--wait',
  failing: 'dot--stop',
  first: 'dot--off',
  offline: 'dot--off',
};

/** How old everything is, and what can be done about it. */
export function StatusBar() {
  const { model, speech } = usePopup();
  const { say: text, exact } = speech.value;
  const status = model.data.status.value;
  if (status === null) return null;
  const at = model.data.totals.value.checkedAt;
  return (
    <footer class="status" data-status={status.state}>
      <i class={`dot ${dots[status.state]}`} />
      <span class="status__text" data-volatile title={at === null ? undefined : exact(at)}>
        {text(status.text)}
      </span>
      {status.action !== null && (
        <Button small kind="plain" onClick={() => model.check()}>
          <Icon name="refresh" size={13} />
          {text(say(status.action === 'try' ? 'popup_try_now' : 'popup_check_now'))}
        </Button>
      )}
    </footer>
  );
}
