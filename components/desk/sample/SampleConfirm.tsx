import { useDesk } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { say } from '@/lib/domain/words';

/** In place of the comparison: phrases come from keys, and made-up people have none. */
export function SampleConfirm() {
  const { model, speech } = useDesk();
  const { say: text } = speech.value;
  return (
    <>
      <h1 tabIndex={-1}>{text(say('sample_confirm_title'))}</h1>
      <p>{text(say('sample_confirm_text'))}</p>
      <p>
        <Button onClick={() => model.openDesk({ page: 'waiting' })}>{text(say('sample_confirm_back'))}</Button>
      </p>
    </>
  );
}
