/** Speech with the real English catalogue, and what every sentence has to be. */
import { expect } from 'vitest';
import type { Words } from '@/lib/domain/words';
import { catalogueOf } from '@/lib/locales/catalogue';
import { createSpeech } from '@/lib/platform/speech';

const messages: Readonly<Record<string, { message: string }>> = catalogueOf('en');

/** Saturday, 21 November 2026, nine in the morning. */
export const now = Date.UTC(2026, 10, 21, 9);

export const english = createSpeech({
  lookup: (key) => messages[key]?.message ?? '',
  locale: 'en-GB',
  now: () => now,
  timeZone: 'UTC',
});

/** Says the words; fails where a message is missing, a placeholder is not filled, or a value leaked through. */
export function spoken(words: Words): string {
  const text = english.say(words);
  expect(text.trim(), JSON.stringify(words)).toBe(text);
  expect(text, JSON.stringify(words)).not.toBe('');
  expect(text, JSON.stringify(words)).not.toMatch(
    /[{}]|\b[a-z]+_[a-z_]+\b|undefined|null|NaN|\[object|Invalid Date| {2}/,
  );
  return text;
}
