/** The language that people see: the browser's, or the one chosen in the preferences. */
import * as z from 'zod/mini';
import type { Preferences } from '@/lib/domain/preferences';
import { browser } from './browser';
import { createSpeech, type Lookup, type Speech } from './speech';

const catalogueSchema = z.record(z.string(), z.object({ message: z.string() }));

/** The browser's own lookup needs no request, so a first paint never waits for a catalogue. */
const browserLookup: Lookup = (key) => browser.i18n.getMessage(key as Parameters<typeof browser.i18n.getMessage>[0]);

/** Speech in the browser's language, at once. */
export function browserSpeech(now: () => number = Date.now): Speech {
  // The catalogue's own language, which may differ from the browser's where we have no translation.
  const locale = browserLookup('locale') || 'en';
  const ui = browser.i18n.getUILanguage();
  return createSpeech({
    lookup: browserLookup,
    locale: ui.startsWith(locale) ? ui : locale,
    now,
  });
}

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
