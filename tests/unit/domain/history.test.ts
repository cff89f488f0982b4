/** The history of seats: what changed, once a day at most, and no further back than it is kept. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HistoryStep, historyKeptMs, withStep } from '@/lib/domain/history';

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
