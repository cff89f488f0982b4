import { useDesk } from '@/components/desk/shell/context';
import { Icon } from '@/components/ui/Icon';
import { say, sayCount } from '@/lib/domain/words';
import type { SeatChangeModel } from '@/lib/view/client/seat-change';
import { typedSeats } from '@/lib/view/client/seat-draft';

const keys: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

/** A number that can be stepped and typed. Steps stop at what may be set; typing may go further, and is told why not. */
export function SeatStepper({ seats, bad }: { seats: SeatChangeModel; bad: boolean }) {
  const { speech } = useDesk();
  const { say: text } = speech.value;
  const busy = seats.phase.value !== 'idle';
  const { least, most } = seats.range.value;
  const value = typedSeats(seats.text.value);
  const now = seats.basis.value?.assigned ?? 0;
  const off = {
    less: busy || (value !== null && value <= Math.min(least, now)),
    more: busy || (value !== null && value >= Math.max(most, now)),
  };
  const step = (which: 'less' | 'more', by: number, name: 'client_seats_less' | 'client_seats_more') => (
    <button
      type="button"
      aria-label={text(say(name))}
      title={text(say(name))}
      aria-disabled={off[which] ? 'true' : undefined}
      onClick={() => !off[which] && seats.step(by)}
    >
      <Icon name={which === 'more' ? 'plus' : 'minus'} />
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a field with its two buttons, not a group of fields.
    <div class={bad ? 'stepper stepper--bad' : 'stepper'} role="group" aria-label={text(say('client_seats_group'))}>
      {step('less', -1, 'client_seats_less')}
      <input
        type="text"
        inputMode="numeric"
        role="spinbutton"
        autocomplete="off"
        aria-label={text(say('client_seats_field'))}
        aria-valuenow={value ?? now}
        aria-valuemin={Math.min(least, now)}
        aria-valuemax={Math.max(most, now)}
        aria-valuetext={
          value === null ? text(say('client_seats_not_a_number')) : text(sayCount('client_seats_count', value))
        }
        aria-invalid={bad ? 'true' : undefined}
        aria-describedby={bad ? 'seats-problem seats-hint' : 'seats-hint'}
        readOnly={busy}
        value={seats.text.value}
        onInput={(event) => seats.type(event.currentTarget.value)}
        onKeyDown={(event) => {
          const by = keys[event.key];
          if (by === undefined || busy) return;
          event.preventDefault();
          seats.step(by);
        }}
      />
      {step('more', 1, 'client_seats_more')}
    </div>
  );
}
