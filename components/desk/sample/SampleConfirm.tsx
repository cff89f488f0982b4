import { useDesk } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { say } from '@/lib/domain/words';

/** In place of the comparison: phrases come from keys, and made-up people have none. */
export function SampleConfirm() {
  const { model, speech } = useDesk();
  const { say: text } = speech.value;
  return (
    <>
      <h1 tabIndex={-1}>{text(say('desk_title_confirm'))}</h1>
      <EmptyState title={text(say('sample_confirm_title'))} text={text(say('sample_confirm_text'))}>
        <Button onClick={() => model.openDesk({ page: 'waiting' })}>{text(say('sample_confirm_back'))}</Button>
      </EmptyState>
    </>
  );
}
