import { Button } from '@/components/ui/Button';
import { breakable } from '@/components/ui/breakable';
import { Icon } from '@/components/ui/Icon';
import { Sentence } from '@/components/ui/speech';
import { isTeam } from '@/lib/domain/comparing-people';
import { type MessageKey, say, sayCount } from '@/lib/domain/words';
import type { NextStep, ResultLine } from '@/lib/view/confirm/result';
import { useConfirm } from './context';
import { Foot } from './Foot';

const nextKeys: Readonly<Record<Exclude<NextStep, 'vault'>, MessageKey>> = {
  again: 'confirm_next_again',
  compare: 'confirm_next_compare',
  check: 'confirm_next_check',
};

/** What became of everybody: those who were not confirmed first, each with the reason and the next step. */
export function ResultList() {
  const { model, text } = useConfirm();
  const lead = model.lead.value;
  const others = model.others.value;
  const again = model.lines.value.filter(({ next }) => next === 'again').length;
  return (
    <>
      <header>
        <h1 id="confirm-title" tabIndex={-1}>
          {text(model.title.value)}
        </h1>
        {lead !== null && <p>{text(lead)}</p>}
        {again > 1 && (
          <Button small onClick={model.allAgain}>
            {text(say('confirm_next_all_again'))}
          </Button>
        )}
      </header>
      <ul class="outcomes">
        {model.lines.value.map((line) => (
          <Outcome key={line.key} line={line} />
        ))}
      </ul>
      <Foot>
        <Button onClick={() => void model.copyResult(text)}>{text(say('confirm_copy_result'))}</Button>
        {others > 0 && <Button onClick={model.goOn}>{text(sayCount('confirm_go_on', others))}</Button>}
        <Button kind="main" onClick={model.done}>
          {text(say('confirm_result_done'))}
        </Button>
      </Foot>
    </>
  );
}

function Outcome({ line }: { line: ResultLine }) {
  const { model, text } = useConfirm();
  const { next } = line;
  const waiting = model.candidates.value.find(({ key }) => key === line.key)?.waiting;
  const action =
    next === null
      ? null
      : text(
          say(
            next === 'vault'
              ? waiting !== undefined && isTeam(waiting)
                ? 'confirm_next_team'
                : 'confirm_next_client'
              : nextKeys[next],
          ),
        );
  return (
    <li class={line.done ? 'outcome outcome--done' : 'outcome'} data-outcome={line.key}>
      <Icon name={line.done ? 'check' : 'stop'} />
      <div>
        <b>
          <bdi>{breakable(line.name)}</bdi>
        </b>{' '}
        <span class="dim">
          <bdi>{text(line.where)}</bdi>
        </span>
      </div>
      <p>
        {line.sentences.map((words, at) => (
          <span key={at}>
            <Sentence words={words} />{' '}
          </span>
        ))}
      </p>
      {next !== null && action !== null && (
        <Button
          small
          off={line.busy}
          aria-label={text(say('confirm_next_label', { action, name: line.name }))}
          onClick={() => model.next(line.key, next)}
        >
          {action}
          {next === 'vault' && <Icon name="out" size={13} />}
        </Button>
      )}
    </li>
  );
}
