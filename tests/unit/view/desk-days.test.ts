import { describe, expect, it } from 'vitest';
import { createDays } from '@/lib/view/days';

/** Local time, as people here count their days. */
const at = (month: number, day: number, hour = 9, minute = 0, year = 2026): number =>
  new Date(year, month - 1, day, hour, minute).getTime();

describe('days of a record', () => {
  const now = at(11, 21, 0, 30);
  const { day, time } = createDays('en-GB', () => now);

  it.each([
    ['this day', at(11, 21, 0, 5), 'Today'],
    ['an hour ago, but before midnight', at(11, 20, 23, 40), 'Yesterday'],
    ['the morning before', at(11, 20, 0, 1), 'Yesterday'],
    ['two days ago', at(11, 19, 23, 59), 'Thursday 19 November'],
    ['another year', at(12, 31, 9, 0, 2025), 'Wednesday 31 December 2025'],
    ['a clock that was set back since', at(11, 22), 'Sunday 22 November'],
  ])('%s', (_, instant, expected) => {
    expect(day(instant).replace(',', '')).toBe(expected);
  });

  it('are told apart over the change of the clocks', () => {
    const spring = createDays('en-GB', () => at(3, 29, 12));
    expect([spring.day(at(3, 29, 0, 30)), spring.day(at(3, 28, 23, 30))]).toEqual(['Today', 'Yesterday']);
  });

  it('begin with a capital in every language, and have the time of day as it is written there', () => {
    const dutch = createDays('nl', () => now);
    expect(dutch.day(now)).toBe('Vandaag');
    expect(dutch.day(at(11, 20))).toBe('Gisteren');
    expect(dutch.day(at(11, 19))).toBe('Donderdag 19 november');
    expect(dutch.day(at(12, 31, 9, 0, 2025))).toBe('Woensdag 31 december 2025');
    expect(time(at(11, 21, 9, 6))).toBe('09:06');
    expect(createDays('en-US', () => now).time(at(11, 21, 17, 6))).toMatch(/^5:06\sPM$/);
  });
});
