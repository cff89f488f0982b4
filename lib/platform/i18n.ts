/** The language that was chosen in the preferences, where it is not the browser's. */
import * as z from 'zod/mini';
import type { Preferences } from '@/lib/domain/preferences';
import { recordOf } from '@/lib/domain/record-of';
import { browserSpeech } from './browser-speech';
import { createSpeech, type Speech } from './speech';

export { browserSpeech } from './browser-speech';

const catalogueSchema = recordOf(z.object({ message: z.string() }));

/** Speech in the preferred language. Falls back to the browser's where the catalogue cannot be read. */
export async function preferredSpeech(
  language: Preferences['language'],
  now: () => number = Date.now,
): Promise<Speech> {
  if (language === 'browser') return browserSpeech(now);
  try {
    const response = await fetch(`/_locales/${language}/messages.json`);
    const catalogue = catalogueSchema.parse(await response.json());
    return createSpeech({
      lookup: (key) => catalogue[key]?.message ?? '',
      locale: language,
      now,
    });
  } catch {
    return browserSpeech(now);
  }
}
