import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { useDesk, usePageModel } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { IconButton } from '@/components/ui/IconButton';
import { type TrainingTopic, trainingTopics } from '@/lib/domain/training';
import { type MessageKey, say } from '@/lib/domain/words';
import { createTrainingModel, type TrainingModel } from '@/lib/view/training/model';
import { LanguageChoice, useTrainingLibrary } from './LanguageChoice';

const topicKeys: Readonly<Record<TrainingTopic, MessageKey>> = {
  register: 'training_register',
  videos: 'training_videos',
  import: 'training_import',
  twoStep: 'training_two_step',
  apps: 'training_apps',
  demos: 'training_demos',
};

export interface TrainingLinksProps {
  readonly accountId: string;
  readonly providerId: string;
  readonly clientId: string;
}

/** The model of one client's texts; `TwoStepGuide` shares it. */
export function useTraining({ accountId, providerId, clientId }: TrainingLinksProps): TrainingModel {
  const library = useTrainingLibrary();
  return usePageModel(`training/${accountId}/${providerId}/${clientId}`, (tools, desk) =>
    createTrainingModel({ tools, library, overview: desk.data.source, where: { accountId, providerId }, clientId }),
  );
}

/** Texts to pass on to the people at a client, in their own language. */
export function TrainingLinks(props: TrainingLinksProps) {
  const training = useTraining(props);
  const { say: text } = useDesk().speech.value;
  const { library } = training;
  const id = useId();
  return (
    <section class="sheet training" aria-labelledby={`${id}-title`}>
      <header class="training__head">
        <h2 id={`${id}-title`}>{text(say('training_title'))}</h2>
        <LanguageChoice library={library} />
      </header>
      <div class="training__who">
        <label class="label" for={`${id}-who`}>
          {text(say('training_who'))}
        </label>
        <div class="input">
          <input
            id={`${id}-who`}
            type="text"
            autocomplete="off"
            spellcheck={false}
            list={`${id}-people`}
            value={training.who.value}
            onFocus={training.readPeople}
            onInput={(event) => training.setWho(event.currentTarget.value)}
          />
        </div>
        <datalist id={`${id}-people`}>
          {training.people.value.map((person) => (
            <option key={person} value={person} />
          ))}
        </datalist>
      </div>
      {library.failed.value ? (
        <p class="training__failed" role="alert">
          {text(say('training_failed'))}
        </p>
      ) : (
        <ul class="training__list">
          {trainingTopics.map((topic) => (
            <Topic key={topic} topic={topic} training={training} />
          ))}
        </ul>
      )}
      <div class="training__all">
        <Button small onClick={training.copyAll}>
          <Icon name="copy" size={14} />
          {text(say('training_copy_all'))}
        </Button>
        <Button small kind="plain" onClick={training.mailAll}>
          {text(say('training_mail_all'))}
        </Button>
      </div>
    </section>
  );
}

function Topic({ topic, training }: { topic: TrainingTopic; training: TrainingModel }) {
  const { say: text } = useDesk().speech.value;
  const open = useSignal(false);
  const id = useId();
  const title = text(say(topicKeys[topic]));
  const message = training.message(topic);
  return (
    <li class="topic" data-topic={topic}>
      <div class="topic__line">
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
          {title}
        </button>
        <IconButton
          icon="copy"
          label={text(say('training_copy_name', { topic: title }))}
          onClick={() => training.copy(topic)}
        />
        <IconButton
          icon="mail"
          label={text(say('training_mail_name', { topic: title }))}
          onClick={() => training.mail(topic)}
        />
      </div>
      <p id={id} class="topic__text" hidden={!open.value} lang={training.library.texts.value?.language} dir="auto">
        {open.value ? message?.body : null}
      </p>
    </li>
  );
}
