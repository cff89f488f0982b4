/**
 * Turns words into text: looks the message up in one language, fills its placeholders (`{name}`), chooses plural
 * forms, and writes numbers, lists and moments as the language does.
 */
import type { Words, WordValue } from '@/lib/domain/words';

/** The text behind a key, or an empty string where there is none. */
export type Lookup = (key: string) => string;

/** Speech of sentences: all that the worker needs. */
export interface Sayer {
  /** BCP 47 tag of the language of the messages and formats. */
  readonly locale: string;
  readonly say: (words: Words) => string;
  readonly number: (value: number) => string;
  readonly list: (items: readonly string[]) => string;
  /** Clock time where it is today, else with the day: "08:41", "Thu 16:40", "12 Nov". */
  readonly moment: (at: number) => string;
}

export interface Speech extends Sayer {
  /** Everything, for titles and exports. */
  readonly exact: (at: number) => string;
  /** For columns: "just now", "40 min", "16 h", "2 d". */
  readonly age: (at: number) => string;
  /** For sentences: "2 minutes ago", up to six days, then the date. */
  readonly ago: (at: number) => string;
}

export interface SpeechOptions {
  readonly lookup: Lookup;
  readonly locale: string;
  readonly now: () => number;
  /** IANA zone; left out: the computer's. */
  readonly timeZone?: string;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Rounded, but never "60 min": that is an hour, and an hour is not over. */
const inMinutes = (ms: number): number => Math.min(59, Math.max(1, Math.round(ms / minute)));

/** How a language writes times of day: "09:06", but "9:06 am" where the day has twice twelve hours. */
export const clock = (locale: string): { readonly hour: 'numeric' | '2-digit'; readonly minute: '2-digit' } => ({
  hour: new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hour12 === true ? 'numeric' : '2-digit',
  minute: '2-digit',
});

/** A format that is made when it is first needed: each costs about a millisecond, and most pages need few of them. */
function lazily(
  { locale, timeZone }: SpeechOptions,
  options: (locale: string) => Intl.DateTimeFormatOptions,
): (at: number) => string {
  let made: Intl.DateTimeFormat | undefined;
  return (at) => {
    made ??= new Intl.DateTimeFormat(locale, { timeZone, ...options(locale) });
    return made.format(at);
  };
}

const asDate = { day: 'numeric', month: 'short' } as const;

export function createSayer(options: SpeechOptions): Sayer {
  const { lookup, locale, now } = options;
  const numbers = new Intl.NumberFormat(locale);
  const plural = new Intl.PluralRules(locale);
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const time = lazily(options, clock);
  const timeToSecond = lazily(options, () => ({ ...clock(locale), second: '2-digit' }));
  const weekday = lazily(options, () => ({ ...clock(locale), weekday: 'short' }));
  const date = lazily(options, () => asDate);
  const dayNumber = lazily({ ...options, locale: 'en-CA' }, () => ({}));

  const moment = (at: number): string => {
    if (dayNumber(at) === dayNumber(now())) return time(at);
    return Math.abs(now() - at) < 6 * day ? weekday(at) : date(at);
  };

  const value = (given: WordValue): string => {
    if (typeof given === 'string') return given;
    if (typeof given === 'number') return numbers.format(given).replace(/^-/, '\u2212');
    if ('list' in given) return lists.format(given.list);
    if ('moment' in given) return moment(given.moment);
    if ('second' in given) return timeToSecond(given.second);
    if ('day' in given) return weekday(given.day);
    return say(given);
  };

  function say(words: Words): string {
    const key =
      words.count === undefined ? words.key : `${words.key}_${plural.select(words.count) === 'one' ? 'one' : 'other'}`;
    const pattern = lookup(key);
    // A missing message must show in a test, not as an empty button.
    if (pattern === '') return key;
    return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const given = name === 'count' && words.count !== undefined ? words.count : words.values?.[name];
      return given === undefined ? whole : value(given);
    });
  }

  return { locale, say, number: value, list: (items) => lists.format(items), moment };
}

/** Speech with all that a page says besides. */
export function createSpeech(options: SpeechOptions): Speech {
  const { locale, now } = options;
  const sayer = createSayer(options);
  const date = lazily(options, () => asDate);
  const full = lazily(options, () => ({ dateStyle: 'medium', timeStyle: 'medium' }));
  let made: Intl.RelativeTimeFormat | undefined;
  const relative = (count: number, unit: 'minute' | 'hour' | 'day'): string => {
    made ??= new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    return made.format(-count, unit);
  };

  const age = (at: number): string => {
    const gone = Math.max(0, now() - at);
    if (gone < 45_000) return sayer.say({ key: 'age_now' });
    if (gone < hour) return sayer.say({ key: 'age_minutes', values: { n: inMinutes(gone) } });
    if (gone < day) return sayer.say({ key: 'age_hours', values: { n: Math.floor(gone / hour) } });
    return sayer.say({ key: 'age_days', values: { n: Math.floor(gone / day) } });
  };

  const ago = (at: number): string => {
    const gone = Math.max(0, now() - at);
    if (gone < 45_000) return sayer.say({ key: 'age_now' });
    if (gone < hour) return relative(inMinutes(gone), 'minute');
    if (gone < day) return relative(Math.floor(gone / hour), 'hour');
    if (gone < 7 * day) return relative(Math.floor(gone / day), 'day');
    return date(at);
  };

  return { ...sayer, exact: full, age, ago };
}
