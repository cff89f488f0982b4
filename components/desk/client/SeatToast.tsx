import { useDesk } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { Sentence } from '@/components/ui/speech';
import { Toast } from '@/components/ui/Toast';
import { say } from '@/lib/domain/words';
import type { SeatChangeModel } from '@/lib/view/client/seat-change';
import { focusSeats } from './focus';

/** Says that seats were changed, with the way back. Stays while somebody is about to use it. */
export function SeatToast({ seats }: { seats: SeatChangeModel }) {
  const { speech } = useDesk();
  const { say: text } = speech.value;
  const toast = seats.toast.value;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only notices whether the button inside is about to be used.
    <div
      onFocusIn={() => seats.holdToast(true)}
      onFocusOut={() => seats.holdToast(false)}
      onMouseEnter={() => seats.holdToast(true)}
      onMouseLeave={() => seats.holdToast(false)}
    >
      <Toast>
        {toast === null ? null : (
          <span class="seat-toast">
            <Sentence words={toast.words} />
            {toast.undo !== null && (
              <Button
                small
                kind="plain"
                onClick={() => {
                  void seats.undo();
                  focusSeats();
                }}
              >
                {text(say('client_seats_undo'))}
              </Button>
            )}
          </span>
        )}
      </Toast>
    </div>
  );
}
