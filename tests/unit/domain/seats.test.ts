import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { LowSeats } from '@/lib/domain/preferences';
import { isLow, outstanding, type SeatState, seatState } from '@/lib/domain/seats';
import { client } from './samples';

const seats = (value: number): LowSeats => ({ unit: 'seats', value });
const percent = (value: number): LowSeats => ({ unit: 'percent', value });

describe('low seats', () => {
  test.each<[number | null, number | null, LowSeats, boolean]>([
    [10, 3, seats(2), false],
    [10, 2, seats(2), true],
    [10, 0, seats(2), true],
    [10, -1, seats(0), true],
    [10, 0, seats(0), true],
    [10, 1, seats(0), false],
    [100, 11, percent(10), false],
    [100, 10, percent(10), true],
    // Five percent of 30 is one and a half: one seat is under it, two are not.
    [30, 2, percent(5), false],
    [30, 1, percent(5), true],
    [0, 0, percent(5), true],
    [null, null, seats(2), false],
    [null, 1, seats(2), false],
    [10, null, seats(2), false],
  ])('%s assigned, %s remaining under %j: %s', (assigned, remaining, threshold, expected) => {
    expect(isLow({ assigned, remaining }, threshold)).toBe(expected);
  });

  it('never recovers by losing a seat, nor by a higher threshold', () => {
    const unit = fc.constantFrom('seats' as const, 'percent' as const);
    const figures = fc.tuple(fc.nat({ max: 500 }), fc.integer({ min: -20, max: 500 }), unit, fc.nat({ max: 99 }));
    fc.assert(
      fc.property(figures, ([assigned, remaining, by, value]) => {
        const low = isLow({ assigned, remaining }, { unit: by, value });
        expect(isLow({ assigned, remaining: remaining - 1 }, { unit: by, value })).toBeOneOf(
          low ? [true] : [true, false],
        );
        expect(isLow({ assigned, remaining }, { unit: by, value: value + 1 })).toBeOneOf(low ? [true] : [true, false]);
      }),
    );
  });
});

describe('how a client stands', () => {
  const fine = { disabled: false, muted: false, threshold: seats(2) };
  test.each<[SeatState, Parameters<typeof client>[1], Partial<typeof fine>]>([
    ['fine', { remaining: 3 }, {}],
    ['low', { remaining: 2 }, {}],
    ['fine', { remaining: 2 }, { muted: true }],
    ['full', { remaining: 0 }, {}],
    ['full', { remaining: 0 }, { muted: true }],
    ['over', { remaining: -1 }, {}],
    ['over', { remaining: -1 }, { muted: true }],
    ['no-limit', { assigned: null, remaining: null }, {}],
    ['unknown', { assigned: 10, remaining: null }, {}],
    ['disabled', { remaining: -1 }, { disabled: true }],
    ['disabled', { assigned: null, remaining: null }, { disabled: true }],
  ])('%s', (expected, figures, standing) => {
    expect(seatState(client('x', figures), { ...fine, ...standing })).toBe(expected);
  });
});

describe('people on their way in, by the figures', () => {
  test.each([
    [5, 3, 2],
    [5, 5, 0],
    [3, 5, 0],
    [null, 5, null],
  ])('%s used, %s confirmed: %s', (used, confirmed, expected) => {
    expect(outstanding({ used, confirmed })).toBe(expected);
  });
});
