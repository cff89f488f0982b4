import { Fragment } from 'preact';
import { useDesk } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { Icon, type IconName } from '@/components/ui/Icon';
import { Sentence } from '@/components/ui/speech';
import { say } from '@/lib/domain/words';
import type { ClientModel } from '@/lib/view/client/model';
import type { SeatOutcome } from '@/lib/view/client/seat-truth';
import { focusSeats } from './focus';

const icons: Readonly<Record<SeatOutcome['tone'], IconName>> = { good: 'check', wait: 'warn', bad: 'stop' };

/** What became of it, where that is not what was wanted. */
export function SeatResult({ client }: { client: ClientModel }) {
  const { speech } = useDesk();
  const { say: text } = speech.value;
  const { seats } = client;
  const result = seats.result.value;
  if (result === null) return null;
  const { tone, words, next } = result;
  return (
    <div class={`result result--${tone}`} data-seat-result={tone}>
      <Icon name={icons[tone]} />
      <div>
        <p>
          {words.map((one, at) => (
            <Fragment key={one.key}>
              {at > 0 && ' '}
              <Sentence words={one} />
            </Fragment>
          ))}
        </p>
        {next === 'check' && (
          <Button
            small
            onClick={() => {
              void seats.check();
              focusSeats();
            }}
          >
            {text(say('client_seats_check'))}
          </Button>
        )}
        {(next === 'subscription' || next === 'clients') && (
          <Button small onClick={() => client.openProvider(next === 'clients' ? 'clients' : 'provider-billing')}>
            {text(say(next === 'clients' ? 'client_seats_to_clients' : 'client_seats_to_billing'))}
            <Icon name="out" size={13} />
          </Button>
        )}
      </div>
    </div>
  );
}
