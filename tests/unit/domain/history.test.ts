/** The history of seats: what changed, once a day at most, and no further back than it is kept. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HistoryStep, historyKeptMs, inOrder, withStep } from '@/lib/domain/history';

const day = 86_400_000;
const figures = fc.record({ assigned: fc.option(fc.nat(50)), used: fc.option(fc.nat(50)) });
const course = fc.array(fc.tuple(fc.nat({ max: 40 * day }), figures), { minLength: 1, maxLength: 60 });

/** Steps taken one after another, each so long after the last. */
function taken(pauses: readonly (readonly [number, Omit<HistoryStep, 'at'>])[]): {
  steps: HistoryStep[];
  all: HistoryStep[];
} {
  let at = Date.UTC(2026, 0, 1);
  let steps: HistoryStep[] = [];
  const all: HistoryStep[] = [];
  for (const [pause, figure] of pauses) {
    at += pause;
    all.push({ at, ...figure });
    steps = withStep(steps, { at, ...figure });
  }
  return { steps, all };
}
/** What the figures were at an instant, by the steps before it. */
const figureAt = (steps: readonly HistoryStep[], at: number) => steps.findLast((step) => step.at <= at);

describe('a history', () => {
  it('keeps the last step of each day, in order, and knows every figure within its reach', () => {
    fc.assert(
      fc.property(course, (pauses) => {
        const { steps, all } = taken(pauses);
        const days = steps.map(({ at }) => Math.floor(at / day));
        expect(days).toEqual([...new Set(days)].toSorted((a, b) => a - b));
        const end = all.at(-1)?.at ?? 0;
        expect(steps.at(-1)).toEqual(all.at(-1));
        for (let back = 0; back < historyKeptMs; back += 9 * day) {
          const evening = Math.floor((end - back) / day) * day - 1;
          if (evening < (all[0]?.at ?? 0) || end - evening >= historyKeptMs) continue;
          expect(figureAt(steps, evening)).toEqual(figureAt(all, evening));
        }
      }),
    );
  });

  it('loses and reorders nothing while the clock is wrong', () => {
    const jumps = fc.oneof(
      { weight: 4, arbitrary: fc.nat(3 * day) },
      { weight: 1, arbitrary: fc.integer({ min: -300 * day, max: 0 }) },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(jumps, figures), { minLength: 1, maxLength: 40 }), (pauses) => {
        const { steps, all } = taken(pauses);
        // Of those that follow each other on one day the last one, and nothing else goes.
        const dayOf = (at: number): number => Math.floor(at / day);
        const kept = all.filter(({ at }, place) => dayOf(all[place + 1]?.at ?? Number.NaN) !== dayOf(at));
        const reach = Math.max(...all.map(({ at }) => at)) - Math.min(...all.map(({ at }) => at));
        if (reach <= historyKeptMs) expect(steps).toEqual(kept);
        expect(steps.at(-1)).toEqual(all.at(-1));
      }),
    );
  });

  it('is told in order, up to an instant, and ends with what was read last until then', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -90 * day, max: 90 * day }), figures)), (list) => {
        const until = 0;
        const steps = list.map(([at, figure]) => ({ at, ...figure }));
        const known = inOrder(steps, until);
        expect(known.every(({ at }, n) => at <= until && at > (known[n - 1]?.at ?? Number.NEGATIVE_INFINITY))).toBe(
          true,
        );
        const last = (one: Omit<HistoryStep, 'at'> | undefined) => one && [one.assigned, one.used];
        expect(last(known.at(-1))).toEqual(last(steps.findLast(({ at }) => at <= until)));
        if (new Set(steps.map(({ at }) => at)).size === steps.length) {
          const sorted = steps.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at);
          expect(inOrder(sorted, until)).toEqual(sorted);
        }
      }),
    );
  });

  it('read while the clock was set far back counts from the next one on', () => {
    const at = (days: number, used: number): HistoryStep => ({ at: days * day, assigned: 9, used });
    const steps = [at(100, 1), at(101, 2), at(3, 3), at(104, 4)];
    expect(inOrder(steps, 105 * day)).toEqual([at(100, 1), at(101, 2), at(104, 4)]);
    expect(inOrder(steps.slice(0, 3), 105 * day)).toEqual([at(100, 1), at(101, 2), at(105, 3)]);
    expect(inOrder([at(100, 1), at(400, 2), at(102, 3)], 105 * day)).toEqual([at(100, 1), at(102, 3)]);
  });

  it('does not grow beyond what is kept', () => {
    fc.assert(
      fc.property(course, (pauses) => {
        const { steps } = taken(pauses);
        const end = steps.at(-1)?.at ?? 0;
        expect(steps.filter(({ at }) => end - at > historyKeptMs).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
