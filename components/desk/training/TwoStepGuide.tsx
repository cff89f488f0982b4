import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { useDesk } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { say, sayCount } from '@/lib/domain/words';
import type { Reader } from '@/lib/view/training/model';
import { LanguageChoice } from './LanguageChoice';
import { type TrainingLinksProps, useTraining } from './TrainingLinks';

export interface TwoStepGuideProps extends TrainingLinksProps {
  /** Exactly those who lack two-step login. */
  readonly people: readonly Reader[];
}

/** The guide to two-step login, passed on to exactly those who lack it. Nothing where nobody does. */
export function TwoStepGuide({ people, ...where }: TwoStepGuideProps) {
  const training = useTraining(where);
  const { say: text } = useDesk().speech.value;
  const open = useSignal(false);
  const id = useId();
  if (people.length === 0) return null;
  const drafts = training.guideDrafts(people);
  return (
    <div class="guide" data-guide>
      <div class="guide__head">
        <button
          type="button"
          class="topic__name"
          aria-expanded={open.value}
          aria-controls={id}
          onClick={() => {
            open.value = !open.value;
          }}
        >
          <Icon name="chevron" size={14} />
          {text(say('training_guide_show'))}
        </button>
        <LanguageChoice library={training.library} />
      </div>
      <p id={id} class="topic__text" hidden={!open.value} lang={training.library.texts.value?.language} dir="auto">
        {open.value ? training.guide.value?.body : null}
      </p>
      {training.library.failed.value && <p role="alert">{text(say('training_failed'))}</p>}
      <div class="guide__acts">
        <Button small onClick={() => training.copyAddresses(people)}>
          {text(sayCount('training_copy_addresses', people.length))}
        </Button>
        <Button small onClick={training.copyGuide}>
          {text(say('training_copy_guide'))}
        </Button>
        {drafts.map(({ url, count }) => (
          <Button key={url} small onClick={() => training.openDraft(url)}>
            <Icon name="mail" size={14} />
            {text(sayCount('training_mail_guide', count))}
          </Button>
        ))}
      </div>
      {drafts.length > 0 && <p class="hint">{text(say(drafts.length > 1 ? 'training_drafts' : 'training_bcc'))}</p>}
    </div>
  );
}
