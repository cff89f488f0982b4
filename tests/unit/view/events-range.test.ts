import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayMs } from '@/lib/domain/time';
import { dateText, rangeChoices, readRange } from '@/lib/view/events/range';

const now = new Date(2026, 10, 21, 9, 30).getTime();
const none = { from: '', to: '' };

describe('the period of an event log', () => {
  it.each(rangeChoices.filter((choice) => choice !== 'own'))(
    'of %s days ends with today, and counts today',
    (choice) => {
      const reading = readRange(choice, none, now);
      if (!reading.ok) throw new Error('no range');
      expect(new Date(reading.range.to)).toEqual(new Date(2026, 10, 21, 23, 59, 59, 999));
      expect(new Date(reading.range.from)).toEqual(new Date(2026, 10, 21 - Number(choice) + 1));
    },
  );

  it.each([
    ['one day', '2026-11-03', '2026-11-03', null],
    ['a year and a day', '2025-11-20', '2026-11-21', null],
    ['no first date', '', '2026-11-03', 'events_range_missing'],
    ['half a date', '2026-11', '2026-11-03', 'events_range_missing'],
    ['a day that is none', '2026-02-30', '2026-11-03', 'events_range_missing'],
    ['the wrong way round', '2026-11-04', '2026-11-03', 'events_range_reversed'],
    ['more than a year', '2025-11-18', '2026-11-21', 'events_range_long'],
    ['to come', '2026-12-24', '2026-12-26', 'events_range_future'],
  ])('of own dates: %s', (_, from, to, problem) => {
    const reading = readRange('own', { from, to }, now);
    expect(reading.ok ? null : reading.problem).toBe(problem);
  });

  it('never asks for more than the server shows, nor the wrong way round, nor for days to come', () => {
    const date = fc.integer({ min: -800, max: 800 }).map((days) => dateText(now + days * dayMs));
    fc.assert(
      fc.property(date, date, (from, to) => {
        const reading = readRange('own', { from, to }, now);
        if (!reading.ok) return;
        const { range } = reading;
        expect(range.to - range.from).toBeLessThanOrEqual(367 * dayMs);
        expect(range.from).toBeLessThan(range.to);
        expect(dateText(range.from)).toBe(from);
        expect(range.to).toBeLessThanOrEqual(new Date(2026, 10, 22).getTime());
      }),
    );
  });
});
