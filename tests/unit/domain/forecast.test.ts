import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Forecast, forecast, fullSince, leastDays, paceDays } from '@/lib/domain/forecast';
import { type HistoryStep, inOrder } from '@/lib/domain/history';
import { dayMs } from '@/lib/domain/time';

const now = Date.UTC(2026, 10, 21, 9);
/** Figures from so many days ago on. */
const step = (daysAgo: number, used: number | null, assigned: number | null = 20): HistoryStep => ({
  at: now - daysAgo * dayMs,
  assigned,
  used,
});
const told = (steps: readonly HistoryStep[], more: { readAt?: number } = {}): Forecast =>
  forecast({ steps, readAt: now, now, ...more });
/** `used` rising by one every so many days, for so long, up to a figure now. */
const rising = (every: number, days: number, usedNow: number, assigned: number): HistoryStep[] => {
  const steps: HistoryStep[] = [];
  for (let ago = days, used = usedNow - Math.floor(days / every); ago >= 0; ago -= every, used += 1)
    steps.push(step(ago, used, assigned));
  return steps;
};
const daysAhead = (found: Forecast): number | null => (found.kind === 'lasts' ? (found.at - now) / dayMs : null);

describe('what is foretold', () => {
  it('nothing without figures, without a limit, or from figures that are old', () => {
    expect(told([])).toEqual({ kind: 'none' });
    expect(told([step(60, 5), step(1, null)])).toEqual({ kind: 'none' });
    expect(told([step(60, 5), step(1, 6, null)])).toEqual({ kind: 'none' });
    expect(told(rising(5, 60, 15, 20), { readAt: now - 4 * dayMs })).toEqual({ kind: 'none' });
    expect(told([step(60, null), step(5, 3), step(1, 5)])).toEqual({ kind: 'none' });
  });

  it('nothing under two weeks of history', () => {
    expect(told(rising(1, leastDays - 1, 15, 20))).toEqual({ kind: 'young', since: now - (leastDays - 1) * dayMs });
    expect(told(rising(1, leastDays, 15, 20)).kind).toBe('lasts');
  });

  it('no date where nobody was added, or fewer are used than before', () => {
    expect(told([step(120, 8)])).toEqual({ kind: 'flat', days: paceDays });
    expect(told([step(30, 8)])).toEqual({ kind: 'flat', days: 30 });
    expect(told([step(100, 15), step(50, 12), step(10, 9)])).toEqual({ kind: 'flat', days: paceDays });
    expect(told([step(100, 8), step(50, 12), step(10, 8)])).toEqual({ kind: 'flat', days: paceDays });
  });

  it('no date from a single jump, as after weeks in which nobody looked', () => {
    expect(told([step(100, 5), step(20, 15)])).toEqual({ kind: 'uneven', days: paceDays, grown: 10 });
    expect(told([step(100, 5), step(85, 15)])).toEqual({ kind: 'uneven', days: paceDays, grown: 10 });
  });

  it('a date at a steady pace', () => {
    // One seat every ten days, five left.
    const found = told(rising(10, 120, 15, 20));
    expect(daysAhead(found)).toBeGreaterThan(40);
    expect(daysAhead(found)).toBeLessThan(60);
  });

  it('a day that passed since the figures were read is today', () => {
    const readAt = now - 2 * dayMs;
    const found = told(rising(2, 100, 19, 18.2), { readAt });
    expect(found).toMatchObject({ kind: 'lasts', at: now });
  });

  it('a pace that one jump does not spoil', () => {
    const steady = rising(10, 120, 15, 20);
    const jumped = steady.map((one) => (one.at > now - 15 * dayMs ? { ...one, used: (one.used ?? 0) + 3 } : one));
    const [before, after] = [told(steady), told(jumped)];
    if (before.kind !== 'lasts' || after.kind !== 'lasts') throw new Error('both have a date');
    expect(after.perDay).toBeLessThan(before.perDay * 1.5);
  });

  it('no date that the history does not support', () => {
    expect(told(rising(20, 120, 15, 60))).toMatchObject({ kind: 'beyond', months: 12 });
    expect(told(rising(4, 20, 15, 200))).toMatchObject({ kind: 'beyond', months: 2 });
  });

  it('what a client without seats would need', () => {
    expect(told(rising(10, 120, 20, 20))).toMatchObject({ kind: 'full', perMonth: 3, days: paceDays });
    expect(told(rising(10, 120, 23, 20))).toMatchObject({ kind: 'full', perMonth: 3 });
  });
});

describe('full since', () => {
  it.each([
    ['something is left', [step(20, 20), step(3, 19)], null],
    ['nobody knows', [step(3, null)], null],
    ['no limit', [step(3, 30, null)], null],
    ['for some days', [step(20, 19), step(6, 20), step(2, 21)], { at: now - 6 * dayMs, before: false }],
    ['again', [step(20, 20), step(9, 20, 25), step(4, 25, 25)], { at: now - 4 * dayMs, before: false }],
    ['from the first sight on', [step(20, 20)], { at: now - 20 * dayMs, before: true }],
  ] as const)('%s', (_, steps, since) => {
    expect(fullSince(inOrder(steps, now))).toEqual(since);
  });
});

describe('always', () => {
  const figure = fc.oneof({ weight: 9, arbitrary: fc.nat(60) }, { weight: 1, arbitrary: fc.constant(null) });
  const histories = fc.array(
    fc.record({
      at: fc.integer({ min: -200 * dayMs, max: dayMs }).map((ago) => now + ago),
      assigned: figure,
      used: figure,
    }),
    { maxLength: 40 },
  );

  it('is never in the past, never further than a year, and every figure is one', () => {
    fc.assert(
      fc.property(histories, fc.nat(3 * dayMs), (steps, age) => {
        const found = forecast({ steps, readAt: now - age, now });
        for (const value of Object.values(found))
          if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
        if ('perDay' in found) expect(found.perDay).toBeGreaterThan(0);
        if (found.kind === 'lasts') {
          expect(found.at).toBeGreaterThanOrEqual(now);
          expect(found.at - now).toBeLessThanOrEqual(365 * dayMs);
        }
        if (found.kind === 'beyond') expect(found.months).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('does not depend on a step that was taken while the clock was wrong', () => {
    const course = histories.map((steps) =>
      [...new Map(steps.filter(({ at }) => at <= now).map((one) => [one.at, one])).values()].sort(
        (a, b) => a.at - b.at,
      ),
    );
    const years = fc.integer({ min: 2, max: 50 });
    fc.assert(
      fc.property(course, fc.nat(40), years, (steps, place, off) => {
        fc.pre(place + 1 < steps.length);
        const slip = { ...step(off * 365, 3), used: steps[place]?.used ?? null };
        const other = [...steps.slice(0, place + 1), slip, ...steps.slice(place + 1)];
        expect(told(other)).toEqual(told(steps));
      }),
    );
  });

  it('ends sooner at a faster pace: growth times n lasts no longer', () => {
    const rises = fc.array(fc.nat(3), { minLength: 20, maxLength: 60 });
    fc.assert(
      fc.property(rises, fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 400 }), (added, times, left) => {
        const going = (factor: number): Forecast => {
          let used = 0;
          const steps = added.map((more, at) => {
            used += more * factor;
            return { used, ago: (added.length - 1 - at) * 2 };
          });
          return told(steps.map((one) => step(one.ago, one.used, used + left)));
        };
        const [slow, fast] = [going(1), going(times)];
        expect(['lasts', 'beyond'].includes(fast.kind)).toBe(['lasts', 'beyond'].includes(slow.kind));
        if (slow.kind === 'lasts') expect(daysAhead(fast)).toBeLessThanOrEqual(daysAhead(slow) ?? 0);
        if (fast.kind === 'beyond') expect(slow.kind).toBe('beyond');
      }),
    );
  });

  it('foretells nothing for a client that only shrinks', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { minLength: 2, maxLength: 30 }), (losses) => {
        let used = 200;
        const steps = losses.map((loss, at) => {
          used -= loss;
          return step((losses.length - at) * 4, used, 300);
        });
        expect(['flat', 'young', 'none']).toContain(told(steps).kind);
      }),
    );
  });
});
