/** Dutch as it comes out in the end: figures, plurals, lists and moments in whole sentences of the real catalogue. */
import { describe, expect, test } from 'vitest';
import { say, sayCount, type Words } from '@/lib/domain/words';
import { languages } from '@/lib/locales/catalogue';
import { dutch, now } from './english';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** Newer versions of the language data part numbers with other spaces. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('Dutch', () => {
  test.each<[number, string, string]>([
    [0, 'zojuist', 'zojuist'],
    [-5 * minute, 'zojuist', 'zojuist'],
    [45 * second, '1 min', '1 minuut geleden'],
    [40 * minute, '40 min', '40 minuten geleden'],
    [hour, '1 u', '1 uur geleden'],
    [16 * hour, '16 u', '16 uur geleden'],
    [day, '1 d', 'gisteren'],
    [2 * day, '2 d', 'eergisteren'],
    [6 * day, '6 d', '6 dagen geleden'],
    [7 * day, '7 d', '14 nov'],
  ])('an age of %s ms: %s, %s', (gone, age, ago) => {
    expect(dutch.age(now - gone)).toBe(age);
    expect(dutch.ago(now - gone)).toBe(ago);
  });

  test.each<[string, number, string]>([
    ['today', now - 20 * minute, '08:40'],
    ['this week', now - 16 * hour, 'vr 17:00'],
    ['before', now - 30 * day, '22 okt'],
  ])('a moment %s', (_, at, text) => {
    expect(plain(dutch.moment(at))).toBe(text);
  });

  test('a moment in full', () => {
    expect(plain(dutch.exact(now))).toBe('21 nov 2026, 09:00:00');
  });

  test.each<[Words, string]>([
    [sayCount('badge_waiting', 0), '0 mensen wachten op bevestiging'],
    [sayCount('badge_waiting', 1), '1 persoon wacht op bevestiging'],
    [sayCount('badge_waiting', 1234), '1.234 mensen wachten op bevestiging'],
    [sayCount('options_remind', 1), 'Na 1 uur'],
    [sayCount('options_remind', 24), 'Na 24 uur'],
    [say('options_low_percent', { n: 5 }), '5% van toegewezen'],
    [
      say('notice_list', { names: { list: ['Priya Nair', 'Tom Okafor', 'Eva Roth'] } }),
      'Priya Nair, Tom Okafor en Eva Roth',
    ],
    [
      say('notice_many', { spread: sayCount('notice_spread_clients_team', 5), since: { day: now - 16 * hour } }),
      'Bij 5 klanten en in je eigen team. De langste sinds vr 17:00.',
    ],
    [
      sayCount('badge_waiting_trouble', 3, { account: 'Lantern Support', trouble: say('trouble_key_refused') }),
      '3 mensen wachten. Lantern Support: API-sleutel geweigerd',
    ],
    [say('badge_stale', { at: { moment: now - 30 * hour } }), 'Niet meer gecontroleerd sinds vr 03:00'],
    [say('popup_next_at', { at: { moment: now + 5 * minute } }), 'Volgende poging: 09:05.'],
    [
      say('confirm_going_on', { at: { second: now + 14 * second } }),
      'Gaat verder om 09:00:14, om de server niet te overladen.',
    ],
    [
      say('confirm_title_and', {
        first: say('confirm_title_all', { done: 2 }),
        second: say('confirm_title_not', { not: 2 }),
      }),
      '2 bevestigd, 2 niet',
    ],
    [say('popup_checked_hours', { h: 1, m: 12 }), '1 u 12 min geleden gecontroleerd'],
    [say('popup_compare_all', { n: 3 }), 'Alle 3 vergelijken'],
  ])('%j', (words, text) => {
    expect(plain(dutch.say(words))).toBe(text);
  });
});

describe('every language', () => {
  test.each(languages)('%s has no plural that the catalogue lacks a form for', (language) => {
    expect(new Intl.PluralRules(language).resolvedOptions().pluralCategories.sort()).toEqual(['one', 'other']);
  });
});
