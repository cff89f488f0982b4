/** Speech with the real catalogues, and what every sentence has to be. */
import { expect } from 'vitest';
import type { Words } from '@/lib/domain/words';
import { catalogueOf } from '@/lib/locales/catalogue';
import { createSpeech, type Speech } from '@/lib/platform/speech';

/** Saturday, 21 November 2026, nine in the morning. */
export const now = Date.UTC(2026, 10, 21, 9);

function speechIn(language: string, locale: string): Speech {
  const messages: Readonly<Record<string, { message: string }>> = catalogueOf(language);
  return createSpeech({
    lookup: (key) => messages[key]?.message ?? '',
    locale,
    now: () => now,
    timeZone: 'UTC',
  });
}

export const english = speechIn('en', 'en-GB');
export const dutch = speechIn('nl', 'nl');

/** Fails where a message is missing, a placeholder is not filled, or a value leaked through. */
function expectWhole(text: string, words: Words): void {
  expect(text.trim(), JSON.stringify(words)).toBe(text);
  expect(text, JSON.stringify(words)).not.toBe('');
  expect(text, JSON.stringify(words)).not.toMatch(
    /[{}]|\b[a-z]+_[a-z_]+\b|undefined|null|NaN|\[object|Invalid Date| {2}/,
  );
}

/** Says the words in English, and sees that they come out whole in both languages. */
export function spoken(words: Words): string {
  expectWhole(dutch.say(words), words);
  // A moment may come with its day, in front of which no Dutch sentence has "om".
  expect(dutch.say(words), JSON.stringify(words)).not.toMatch(/\bom (ma|di|wo|do|vr|za|zo) \d/);
  const text = english.say(words);
  expectWhole(text, words);
  return text;
}
