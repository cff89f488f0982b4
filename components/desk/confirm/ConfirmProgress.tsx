import { Button } from '@/components/ui/Button';
import { say } from '@/lib/domain/words';
import type { Sending } from '@/lib/view/confirm/sending';
import { useConfirm } from './context';
import { Foot } from './Foot';
import { GoingOn } from './GoingOn';

/** How far the sending is, and the way to end it early. */
export function ConfirmProgress({ sending }: { sending: Sending }) {
  const { model, text } = useConfirm();
  const { done, total, stopping } = sending;
  // The bar shows who is done, and the words count on from there.
  const at = Math.min(total, done + 1);
  return (
    <>
      <header>
        <h1 id="confirm-title" tabIndex={-1}>
          {text(say('confirm_sending_title', { at, total }))}
        </h1>
        <p>{text(say('confirm_sending_lead'))}</p>
      </header>
      <div class="confirm__body">
        <div
          class="progress"
          role="progressbar"
          aria-labelledby="confirm-title"
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={done}
        >
          <span style={{ inlineSize: `${total === 0 ? 0 : Math.round((100 * done) / total)}%` }} />
        </div>
        <GoingOn />
      </div>
      <Foot>
        <Button off={stopping} onClick={model.stopSending}>
          {text(say(stopping ? 'confirm_stopping' : 'confirm_stop'))}
        </Button>
      </Foot>
    </>
  );
}
