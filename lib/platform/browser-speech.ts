/** The language of the browser. Apart from chosen languages, so that a first paint needs nothing else. */
import { browser } from './browser';
import { createSpeech, type Lookup, type Speech } from './speech';

/** The browser's own lookup needs no request, so a first paint never waits for a catalogue. */
const browserLookup: Lookup = (key) => browser.i18n.getMessage(key as Parameters<typeof browser.i18n.getMessage>[0]);

/** Speech in the browser's language, at once. */
export function browserSpeech(now: () => number = Date.now): Speech {
  // The catalogue's own language, which may differ from the browser's where we have no translation.
  const locale = browserLookup('locale') || 'en';
  const ui = browser.i18n.getUILanguage();
  // A call into the browser for each word of each row is felt while somebody types.
  const known = new Map<string, string>();
  const lookup: Lookup = (key) => {
    const message = known.get(key) ?? browserLookup(key);
    known.set(key, message);
    return message;
  };
  return createSpeech({
    lookup,
    locale: ui.startsWith(locale) ? ui : locale,
    now,
  });
}
