/** The language of the browser. Apart from chosen languages, so that a first paint needs nothing else. */
import { unpacked } from '@/lib/locales/packed';
import { browser } from './browser';
import { createSpeech, type Lookup, type Speech, type SpeechOptions } from './speech';

/** The browser's own lookup needs no request, so a first paint never waits for a catalogue. */
const inBrowser = (name: string): string =>
  browser.i18n.getMessage(name as Parameters<typeof browser.i18n.getMessage>[0]);

/** The words of one language: the browser's where none is given. */
export const lookupIn = (texts = inBrowser('texts')): Lookup => unpacked(inBrowser('names'), texts);

/** What the browser's language is spoken with. */
export function browserWords(now: () => number): SpeechOptions {
  const lookup = lookupIn();
  // The catalogue's own language, which may differ from the browser's where we have no translation.
  const locale = lookup('locale') || 'en';
  const ui = browser.i18n.getUILanguage();
  return { lookup, locale: ui.startsWith(locale) ? ui : locale, now };
}

/** Speech in the browser's language, at once. */
export const browserSpeech = (now: () => number = Date.now): Speech => createSpeech(browserWords(now));
