import { useDesk } from '@/components/desk/shell/context';
import { TwoStepGuide } from '@/components/desk/training/TwoStepGuide';
import { Button } from '@/components/ui/Button';
import { lacksTwoStep } from '@/lib/domain/membership';
import { say, sayCount } from '@/lib/domain/words';
import { usePeople } from './context';

/** How many of a client's members have two-step login, and the way to those who lack it. */
export function TwoStep() {
  const { speech } = useDesk();
  const people = usePeople();
  const { say: text } = speech.value;
  const where = {
    accountId: people.where.accountId,
    providerId: people.where.providerId,
    clientId: people.where.place,
  };
  const confirmed = people.members.value.filter(({ status, twoStep }) => status === 'confirmed' && twoStep !== null);
  const without = confirmed.filter(lacksTwoStep);
  const have = confirmed.length - without.length;
  const words =
    confirmed.length === 0
      ? say('people_two_step_nobody')
      : without.length === 0
        ? sayCount('people_two_step_all', confirmed.length)
        : sayCount('people_two_step_some', confirmed.length, { have });
  return (
    <section class="sheet ptwo" aria-labelledby="two-step-title" data-two-step>
      <header>
        <h2 id="two-step-title">{text(say('people_two_step_title'))}</h2>
      </header>
      <div>
        <p>{text(words)}</p>
        {without.length > 0 && (
          <p class="pactions">
            <Button small onClick={() => people.choose('no-two-step')}>
              {text(sayCount('people_two_step_show', without.length))}
            </Button>
          </p>
        )}
        <TwoStepGuide {...where} people={without} />
      </div>
    </section>
  );
}
