import { useDesk } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { say } from '@/lib/domain/words';

/** Says all the time that nothing here is real, and leads out of it. */
export function SampleBanner({ onAdd, onEnd }: { onAdd: () => void; onEnd: () => void }) {
  const { say: text } = useDesk().speech.value;
  return (
    <section class="sample-banner" aria-label={text(say('sample_title'))}>
      <Icon name="info" />
      <p>
        <b>{text(say('sample_title'))}</b> {text(say('sample_text'))}
      </p>
      <Button small kind="main" onClick={onAdd}>
        {text(say('sample_add'))}
      </Button>
      <Button small onClick={onEnd}>
        {text(say('sample_end'))}
      </Button>
    </section>
  );
}
