/** The language that was chosen in the preferences, where it is not the browser's. */
import * as z from 'zod/mini';
import type { Preferences } from '@/lib/domain/preferences';
import { browserSpeech, lookupIn } from './browser-speech';
import { createSpeech, type Speech } from './speech';

export { browserSpeech } from './browser-speech';

const catalogueSchema = z.object({ texts: z.object({ message: z.string() }) });

/** Speech in the preferred language. Falls back to the browser's where the catalogue cannot be read. */
export async function preferredSpeech(
  language: Preferences['language'],
  now: () => number = Date.now,
): Promise<Speech> {
  if (language === 'browser') return browserSpeech(now);
  try {
    const response = await fetch(`/_locales/${language}/messages.json`);
    const { texts } = z.parse(catalogueSchema, await response.json());
    return createSpeech({
      lookup: lookupIn(texts.message),
      locale: language,
      now,
    });
  } catch {
    return browserSpeech(now);
  }
}
