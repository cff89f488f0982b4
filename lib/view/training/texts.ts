/** The texts to pass on, each language loaded when it is chosen, and the choice remembered. */

import { effect, type ReadonlySignal, signal } from '@preact/signals';
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
  readonly locale: string;
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

/** The language that was chosen last, else the page's where there are texts in it, else English. */
function firstLanguage({ storage, locale }: TextsDeps): string {
  const known = (language: string | null): language is string =>
    language !== null && trainingLanguages.includes(language);
  try {
    const stored = storage.getItem(key);
    if (known(stored)) return stored;
  } catch {
    // Forbidden: nothing is remembered.
  }
  const [own = ''] = locale.split('-');
  return known(own) ? own : 'en';
}

export function createTrainingLibrary(deps: TextsDeps): TrainingLibrary {
  const load = deps.load ?? loadFile;
  const language = signal(firstLanguage(deps));
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
      language.value = next;
      try {
        deps.storage.setItem(key, next);
      } catch {
        // Full or forbidden: it holds as long as the page.
      }
    },
  };
}
