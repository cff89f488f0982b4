import { useId } from 'preact/hooks';
import { useDesk } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { SelectField } from '@/components/ui/SelectField';
import { say } from '@/lib/domain/words';
import type { EventLogModel } from '@/lib/view/events/model';
import { rangeChoices } from '@/lib/view/events/range';

/** Which days of a log are read. */
export function EventRange({ log }: { log: EventLogModel }) {
  const { say: text } = useDesk().speech.value;
  const id = useId();
  const { from, to } = log.own.value;
  const problem = log.problem.value;
  const field = (name: 'from' | 'to', value: string) => (
    <label class="events__date">
      <span>{text(say(name === 'from' ? 'events_from' : 'events_to'))}</span>
      <input
        class="time"
        type="date"
        value={value}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        onInput={(event) => log.setOwn({ [name]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <div class="events__range">
      <span class="sr" id={`${id}-range`}>
        {text(say('events_range'))}
      </span>
      <SelectField
        labelledBy={`${id}-range`}
        value={log.choice.value}
        options={rangeChoices.map((choice) => ({ value: choice, text: text(say(`events_days_${choice}`)) }))}
        onValue={(value) => {
          const choice = rangeChoices.find((name) => name === value);
          if (choice !== undefined) log.chooseRange(choice);
        }}
      />
      {log.choice.value === 'own' && (
        <form
          class="events__own"
          onSubmit={(event) => {
            event.preventDefault();
            log.applyOwn();
          }}
        >
          {field('from', from)}
          {field('to', to)}
          <Button type="submit">{text(say('events_show'))}</Button>
          {problem !== null && (
            <p class="stop" role="alert" id={`${id}-problem`}>
              {text(say(problem))}
            </p>
          )}
        </form>
      )}
    </div>
  );
}
