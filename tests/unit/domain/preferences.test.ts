import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import * as z from 'zod/mini';
import { defaultPreferences, isQuiet, mutedSet, preferencesSchema } from '@/lib/domain/preferences';

const at = (hour: number, minute = 0): number => hour * 60 + minute;
const quiet = (from: number, to: number, on = true) => ({ on, from, to });

describe('quiet hours', () => {
  test.each([
    ['before', quiet(at(9), at(17)), at(8, 59), false],
    ['the first minute', quiet(at(9), at(17)), at(9), true],
    ['the last minute', quiet(at(9), at(17)), at(16, 59), true],
    ['the end itself', quiet(at(9), at(17)), at(17), false],
    ['evening, across midnight', quiet(at(18), at(8)), at(23, 59), true],
    ['midnight, across midnight', quiet(at(18), at(8)), 0, true],
    ['morning, across midnight', quiet(at(18), at(8)), at(7, 59), true],
    ['the end, across midnight', quiet(at(18), at(8)), at(8), false],
    ['noon, across midnight', quiet(at(18), at(8)), at(12), false],
    ['until midnight', quiet(at(22), 0), at(23, 59), true],
    ['midnight after that', quiet(at(22), 0), 0, false],
    ['from midnight', quiet(0, at(6)), 0, true],
    ['equal ends mean never', quiet(at(8), at(8)), at(8), false],
    ['equal ends at midnight', quiet(0, 0), 0, false],
    ['switched off', quiet(at(9), at(17), false), at(12), false],
  ])('%s', (_, hours, minute, expected) => {
    expect(isQuiet(hours, minute)).toBe(expected);
  });

  it('and the rest of the day make a whole day', () => {
    const minute = fc.nat({ max: 1439 });
    fc.assert(
      fc.property(minute, minute, minute, (from, to, now) => {
        fc.pre(from !== to);
        expect(isQuiet(quiet(from, to), now)).toBe(!isQuiet(quiet(to, from), now));
      }),
    );
  });
});

describe('preferences', () => {
  it('are valid as they come', () => {
    expect(z.safeParse(preferencesSchema, defaultPreferences)).toEqual({ success: true, data: defaultPreferences });
    expect(defaultPreferences).toMatchObject({ checkEveryMinutes: 2, remindAfterHours: 4 });
  });

  test.each([
    { checkEveryMinutes: 0 },
    { checkEveryMinutes: 61 },
    { checkEveryMinutes: 1.5 },
    { checkEveryMinutes: Number.NaN },
    { remindAfterHours: -1 },
    { lowSeats: { unit: 'percent', value: 101 } },
    { lowSeats: { unit: 'seats', value: -1 } },
    { quietHours: { on: true, from: 1440, to: 0 } },
  ])('%j is not believed', (wrong) => {
    expect(z.safeParse(preferencesSchema, { ...defaultPreferences, ...wrong }).success).toBe(false);
  });

  it('mute a client of one account and provider, not its namesakes', () => {
    const muted = mutedSet({
      ...defaultPreferences,
      muted: [{ accountId: 'a', providerId: 'p', clientId: 'c', name: null }],
    });
    expect(muted({ accountId: 'a', providerId: 'p' }, 'c')).toBe(true);
    expect(muted({ accountId: 'b', providerId: 'p' }, 'c')).toBe(false);
    expect(muted({ accountId: 'a', providerId: 'q' }, 'c')).toBe(false);
    expect(muted({ accountId: 'a', providerId: 'p' }, 'd')).toBe(false);
  });
});
