import { Icon } from '@/components/ui/Icon';
import { say } from '@/lib/domain/words';
import type { ResultView } from '@/lib/view/options/result';
import { Sentence, useSpeech } from './speech';

const icons = { good: 'check', wait: 'warn', bad: 'stop' } as const;

function Lines({ id, result }: { id: string; result: ResultView }) {
  const speech = useSpeech();
  return (
    <div class={`result result--${result.tone}`}>
      <Icon name={icons[result.tone]} />
      <div id={id}>
        {result.lines.map((words) => (
          <p key={speech.say(words)}>
            <Sentence words={words} />
          </p>
        ))}
        {result.details !== null && (
          <details>
            <summary>{speech.say(say('options_details'))}</summary>
            <code>{result.details}</code>
          </details>
        )}
      </div>
    </div>
  );
}

/**
 * What a test found out. Two live regions that are always there: good news is said in turn, a failure of what was just
 * done at once. `id` is that of the words, for the field that they are about.
 */
export function TestResult({ id, result }: { id: string; result: ResultView | null }) {
  const failed = result?.tone === 'bad';
  return (
    <div class="results">
      <div role="status">{result !== null && !failed && <Lines id={id} result={result} />}</div>
      <div role="alert">{result !== null && failed && <Lines id={id} result={result} />}</div>
    </div>
  );
}
