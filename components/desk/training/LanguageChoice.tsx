import { computed } from '@preact/signals';
import { useId } from 'preact/hooks';
import { useDesk, usePageModel } from '@/components/desk/shell/context';
import { SelectField } from '@/components/ui/SelectField';
import { say } from '@/lib/domain/words';
import { createTrainingLibrary, type TrainingLibrary, trainingLanguages } from '@/lib/view/training/texts';

/** The texts to pass on, one choice of language for the whole desk. */
export const useTrainingLibrary = (): TrainingLibrary =>
  usePageModel('training-library', ({ storage, speech }) =>
    createTrainingLibrary({ storage, locale: computed(() => speech.value.locale) }),
  );

/** A language in its own words: "Nederlands". */
function languageName(language: string): string {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** In which language texts are passed on. */
export function LanguageChoice({ library }: { library: TrainingLibrary }) {
  const { say: text } = useDesk().speech.value;
  const id = useId();
  return (
    <>
      <span class="sr" id={id}>
        {text(say('training_language'))}
      </span>
      <SelectField
        labelledBy={id}
        value={library.language.value}
        options={trainingLanguages.map((language) => ({ value: language, text: languageName(language) }))}
        onValue={library.choose}
      />
    </>
  );
}
