import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { dayMs, hourMs } from '@/lib/domain/preferences';
import { reminderDue } from '@/lib/domain/reminders';
import { person } from './samples';

const now = 100 * dayMs;

describe('a reminder', () => {
  test.each([
    ['waits less than the hours', { waitingSince: now - 4 * hourMs + 1 }, 4, false],
    ['waits the hours', { waitingSince: now - 4 * hourMs }, 4, true],
    ['waits for days, never reminded', { waitingSince: now - 3 * dayMs }, 4, true],
    ['reminded today', { waitingSince: now - 3 * dayMs, remindedAt: now - dayMs + 1 }, 4, false],
    ['reminded a day ago', { waitingSince: now - 3 * dayMs, remindedAt: now - dayMs }, 4, true],
    ['switched off', { waitingSince: now - 3 * dayMs }, 0, false],
    ['invited only', { status: 'invited' as const, waitingSince: null }, 4, false],
    ['waits since the future: the clock was set back', { waitingSince: now + 1 }, 4, false],
    ['reminded in the future', { waitingSince: now - 3 * dayMs, remindedAt: now + 1 }, 4, false],
  ])('%s', (_, more, hours, expected) => {
    expect(reminderDue(person('x', more), hours, now)).toBe(expected);
  });

  it('comes once after the hours and then once a day, however often it is asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 168 }), fc.integer({ min: 1, max: 90 }), (hours, everyMinutes) => {
        let who = person('x', { waitingSince: now });
        const reminders: number[] = [];
        const days = 10;
        for (let at = now; at <= now + days * dayMs; at += everyMinutes * 60_000) {
          if (!reminderDue(who, hours, at)) continue;
          reminders.push(at);
          who = { ...who, remindedAt: at };
        }
        const first = reminders[0];
        if (hours * hourMs < days * dayMs - 90 * 60_000) expect(first).toBeDefined();
        if (first === undefined) return;
        expect(first - now - hours * hourMs).toBeLessThan(everyMinutes * 60_000);
        for (const [n, at] of reminders.slice(1).entries()) {
          const gap = at - (reminders[n] ?? 0);
          expect(gap).toBeGreaterThanOrEqual(dayMs);
          expect(gap).toBeLessThan(dayMs + everyMinutes * 60_000);
        }
      }),
      { numRuns: 50 },
    );
  });
});
