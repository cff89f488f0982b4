import { say } from '@/lib/domain/words';
import type { StatusState, StatusView } from '@/lib/view/popup/status';
import { Button } from './Button';
import { Icon } from './Icon';
import { usePage } from './page';

const dots: Record<StatusState, string> = {
  fresh: '',
  checking: '',
  old: 'dot--wait',
  failing: 'dot--stop',
  first: 'dot--off',
  offline: 'dot--off',
  locked: 'dot--off',
};

/** How old everything is, and what can be done about it. */
export function Freshness({ status }: { status: StatusView }) {
  const { model, speech } = usePage();
  const { say: text, exact } = speech.value;
  const at = model.data.totals.value.checkedAt;
  return (
    <>
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
    </>
  );
}
