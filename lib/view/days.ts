/** Days and times of day as a language writes them, for a record that is read day by day. */

import { clock } from '@/lib/platform/speech';

export interface Days {
  /** "Today", "Yesterday", then "Thursday 19 November", with the year where it is another one. */
  readonly day: (at: number) => string;
  /** "09:06" */
  readonly time: (at: number) => string;
}

/** Days between two instants, as the calendar here counts them. */
function daysBetween(from: number, to: number): number {
  const midnight = (at: number): number => {
    const date = new Date(at);
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  };
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}

export function createDays(locale: string, now: () => number): Days {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const time = new Intl.DateTimeFormat(locale, clock(locale));
  const here = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  const elsewhere = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  // A heading; languages that write days small begin headings with a capital all the same.
  const heading = (text: string): string => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
  return {
    time: (at) => time.format(at),
    day(at) {
      const gone = daysBetween(at, now());
      if (gone === 0 || gone === 1) return heading(relative.format(-gone, 'day'));
      const sameYear = new Date(at).getFullYear() === new Date(now()).getFullYear();
      return heading((sameYear ? here : elsewhere).format(at));
    },
  };
}
