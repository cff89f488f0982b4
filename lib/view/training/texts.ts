/** The texts to pass on, each language loaded when it is chosen, and the choice remembered. */

import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import * as z from 'zod/mini';
import { type TrainingTexts, trainingSchema } from '@/lib/domain/training';

/** One file a language; a file that is added is a language that can be chosen. */
const files = import.meta.glob<unknown>('../../training/*.json', { import: 'default' });

const languageOf = (path: string): string => /([\w-]+)\.json$/.exec(path)?.[1] ?? '';

export const trainingLanguages: readonly string[] = Object.keys(files).map(languageOf).sort();

const loadFile = async (language: string): Promise<TrainingTexts> => {
  const load = Object.entries(files).find(([path]) => languageOf(path) === language)?.[1];
  return z.parse(trainingSchema, await load?.());
};

const key = 'training-language';

export interface TextsDeps {
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  /** BCP 47 tag of the page's language. */
  readonly locale: ReadonlySignal<string>;
  readonly load?: (language: string) => Promise<TrainingTexts>;
}

export interface TrainingLibrary {
  readonly language: ReadonlySignal<string>;
  /** null: being loaded. */
  readonly texts: ReadonlySignal<TrainingTexts | null>;
  /** The file is gone: the extension was updated under the page. */
  readonly failed: ReadonlySignal<boolean>;
  choose(language: string): void;
}

const isKnown = (language: string): boolean => trainingLanguages.includes(language);

/** The language that somebody chose last; null: nobody did. */
function storedLanguage({ storage }: TextsDeps): string | null {
  try {
    const stored = storage.getItem(key);
    return stored !== null && isKnown(stored) ? stored : null;
  } catch {
    // Forbidden: nothing is remembered.
    return null;
  }
}

export function createTrainingLibrary(deps: TextsDeps): TrainingLibrary {
  const load = deps.load ?? loadFile;
  const chosen = signal(storedLanguage(deps));
  // The reader's, where somebody chose it; else the page's, and it goes along with that.
  const language = computed(() => {
    const [own = ''] = deps.locale.value.split('-');
    return chosen.value ?? (isKnown(own) ? own : 'en');
  });
  const texts = signal<TrainingTexts | null>(null);
  const failed = signal(false);
  effect(() => {
    const wanted = language.value;
    load(wanted).then(
      (loaded) => {
        // Of two languages, the one that was chosen later counts.
        if (language.peek() !== wanted) return;
        texts.value = loaded;
        failed.value = false;
      },
      () => {
        if (language.peek() === wanted) failed.value = true;
      },
    );
  });
  return {
    language,
    texts,
    failed,
    choose(next) {
      chosen.value = next;
      try {
        deps.storage.setItem(key, next);
      } catch {
        // Full or forbidden: it holds as long as the page.
      }
    },
  };
}
