/** The language that was chosen in the preferences, where it is not the browser's. */
import * as z from 'zod/mini';
import type { Preferences } from '@/lib/domain/preferences';
import { browserWords, lookupIn } from './browser-speech';
import { createSayer, createSpeech, type Sayer, type Speech, type SpeechOptions } from './speech';

export { browserSpeech } from './browser-speech';

const catalogueSchema = z.object({ texts: z.object({ message: z.string() }) });

/** What the preferred language is spoken with: the browser's where the catalogue cannot be read. */
async function preferredWords(language: Preferences['language'], now: () => number): Promise<SpeechOptions> {
  if (language === 'browser') return browserWords(now);
  try {
    const response = await fetch(`/_locales/${language}/messages.json`);
    const { texts } = z.parse(catalogueSchema, await response.json());
    return { lookup: lookupIn(texts.message), locale: language, now };
  } catch {
    return browserWords(now);
  }
}

/** Speech in the preferred language. */
export const preferredSpeech = async (
  language: Preferences['language'],
  now: () => number = Date.now,
): Promise<Speech> => createSpeech(await preferredWords(language, now));

/** The same for sentences alone. */
export const preferredSayer = async (language: Preferences['language']): Promise<Sayer> =>
  createSayer(await preferredWords(language, Date.now));
