/** Words become text: plurals, lists, figures, moments and ages, as the language and the time zone have them. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { say, sayCount, type WordValue } from '@/lib/domain/words';
import { createSpeech, type Speech } from '@/lib/platform/speech';
import { english, now as englishNow } from './english';

/** Saturday, 21 November 2026, 09:30 UTC. */
const now = Date.UTC(2026, 10, 21, 9, 30);
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const messages: Readonly<Record<string, string>> = {
  badge_waiting_one: '1 waits',
  badge_waiting_other: '{count} wait',
  notice_list: '{names}',
  notice_many: '{spread}, since {since}.',
  badge_trouble: '{account}: {trouble}',
  trouble_offline: 'offline',
  age_now: 'just now',
  age_minutes: '{n} min',
  age_hours: '{n} h',
  age_days: '{n} d',
};
const speech = (more: { locale?: string; timeZone?: string; at?: number } = {}): Speech =>
  createSpeech({
    lookup: (key) => messages[key] ?? '',
    locale: more.locale ?? 'en-GB',
    now: () => more.at ?? now,
    timeZone: more.timeZone ?? 'UTC',
  });
/** Newer versions of the language data part numbers with other spaces. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
const names = (value: WordValue, of = speech()): string => of.say(say('notice_list', { names: value }));

describe('plurals', () => {
  test.each([
    ['en-GB', 0, '0 wait'],
    ['en-GB', 1, '1 waits'],
    ['en-GB', 2, '2 wait'],
    ['en-GB', 1234, '1,234 wait'],
    ['nl', 1, '1 waits'],
    ['nl', 1234, '1.234 wait'],
    // A language with forms that the catalogue does not have falls back to the general one.
    ['pl', 3, '3 wait'],
  ])('%s %s: %s', (locale, count, text) => {
    expect(speech({ locale }).say(sayCount('badge_waiting', count))).toBe(text);
  });
});

describe('values', () => {
  test.each<[string, WordValue, string]>([
    ['text as it is', '<b>& "Zoë"', '<b>& "Zoë"'],
    ['text that looks like a placeholder', '{names} {count} $1 $&', '{names} {count} $1 $&'],
    ['a figure', 1234567, '1,234,567'],
    ['a figure under zero, with a true minus', -3, '\u22123'],
    ['no name', { list: [] }, ''],
    ['one name', { list: ['Ada'] }, 'Ada'],
    ['two names', { list: ['Ada', 'Bob'] }, 'Ada and Bob'],
    ['three names', { list: ['Ada', 'Bob', 'Cy'] }, 'Ada, Bob and Cy'],
    ['words', sayCount('badge_waiting', 2), '2 wait'],
    ['words with words', say('badge_trouble', { account: 'A', trouble: say('trouble_offline') }), 'A: offline'],
  ])('%s', (_, value, text) => {
    expect(names(value)).toBe(text);
  });

  it('any text goes through unchanged', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(names(text)).toBe(text);
      }),
    );
  });

  it('lists as the language does', () => {
    expect(names({ list: ['Ada', 'Bob', 'Cy'] }, speech({ locale: 'nl' }))).toBe('Ada, Bob en Cy');
    expect(speech({ locale: 'nl' }).list(['Ada', 'Bob'])).toBe('Ada en Bob');
    expect(speech().number(-12_345)).toBe('\u221212,345');
  });

  it('a missing message shows its key, a missing value its placeholder, so that a test sees them', () => {
    expect(speech().say(say('badge_clear'))).toBe('badge_clear');
    expect(speech().say(say('notice_many', { spread: 'x' }))).toBe('x, since {since}.');
  });
});

describe('moments', () => {
  it('to the second, where it is about seconds', () => {
    expect(names({ second: now + 14_056 })).toBe('09:30:14');
    expect(plain(names({ second: now }, speech({ locale: 'en-US' })))).toBe('9:30:00 AM');
  });

  test.each<[string, number, string]>([
    ['now', now, '09:30'],
    ['today', now - 9 * hour, '00:30'],
    ['later today', now + 14 * hour, '23:30'],
    ['yesterday, hours ago', now - 10 * hour, 'Fri 23:30'],
    ['tomorrow', now + 15 * hour, 'Sun 00:30'],
    ['five days ago', now - 5 * day, 'Mon 09:30'],
    ['six days ago', now - 6 * day, '15 Nov'],
    ['last year', now - 400 * day, '17 Oct'],
  ])('%s: %s', (_, at, text) => {
    expect(plain(speech().moment(at)).replace(',', '')).toBe(text);
    expect(plain(names({ moment: at })).replace(',', '')).toBe(text);
  });

  it('with the day, always, where asked', () => {
    expect(plain(names({ day: now })).replace(',', '')).toBe('Sat 09:30');
  });

  it('by the clock of the zone: the same instant is today here and yesterday there', () => {
    const at = Date.UTC(2026, 10, 21, 3);
    const text = (timeZone: string) => plain(speech({ timeZone }).moment(at)).replace(',', '');
    expect(text('UTC')).toBe('03:00');
    expect(text('Europe/Amsterdam')).toBe('04:00');
    expect(text('Asia/Kolkata')).toBe('08:30');
    expect(text('America/New_York')).toBe('Fri 22:00');
    expect(speech({ timeZone: 'Asia/Kolkata' }).exact(at)).toContain('08:30:00');
  });

  it('with the hours of the language', () => {
    expect(plain(speech({ locale: 'en-US' }).moment(now - hour))).toBe('8:30 AM');
    expect(plain(speech({ locale: 'en-US' }).moment(now - 3 * day))).toMatch(/^Wed\W+9:30 AM$/);
    expect(plain(speech({ locale: 'nl' }).moment(now - 3 * day))).toMatch(/^wo\W+09:30$/);
  });
});

describe('ages', () => {
  test.each<[number, string, string]>([
    [0, 'just now', 'just now'],
    [-5 * minute, 'just now', 'just now'],
    [44 * second, 'just now', 'just now'],
    [45 * second, '1 min', '1 minute ago'],
    [89 * second, '1 min', '1 minute ago'],
    [2 * minute, '2 min', '2 minutes ago'],
    [59 * minute, '59 min', '59 minutes ago'],
    [hour - second, '59 min', '59 minutes ago'],
    [hour, '1 h', '1 hour ago'],
    [day - second, '23 h', '23 hours ago'],
    [day, '1 d', 'yesterday'],
    [6 * day + 23 * hour, '6 d', '6 days ago'],
    [7 * day, '7 d', '14 Nov'],
    [100 * day, '100 d', '13 Aug'],
  ])('%s ms: %s, %s', (gone, age, ago) => {
    expect(speech().age(now - gone)).toBe(age);
    expect(speech().ago(now - gone)).toBe(ago);
  });

  it('have words in the real catalogue', () => {
    const ages = [0, 5 * minute, 5 * hour, 5 * day].map((gone) => english.age(englishNow - gone));
    expect(ages).toEqual(['just now', '5 min', '5 h', '5 d']);
  });

  it('never go back as time goes on', () => {
    const rank = (text: string): number => {
      const [, n = '0', unit = ''] = /^(\d+) (min|h|d)$/.exec(text) ?? [];
      return Number(n) * ({ min: 1, h: 60, d: 1440 }[unit] ?? 0);
    };
    fc.assert(
      fc.property(fc.nat({ max: 3 * day }), fc.nat({ max: 3 * hour }), (gone, more) => {
        expect(rank(speech().age(now - gone - more))).toBeGreaterThanOrEqual(rank(speech().age(now - gone)));
      }),
      { numRuns: 30 },
    );
  });
});
