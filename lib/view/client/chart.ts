/** The picture of a client's seats: steps over the last days, as shapes in a square of 100 by 100. Pure. */
import { paceDays } from '@/lib/domain/forecast';
import { type HistoryStep, inOrder } from '@/lib/domain/history';
import { dayMs } from '@/lib/domain/time';

/** A stretch during which the figures were the same, per cent of the width. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

export interface Chart {
  /** How many days it shows. */
  readonly days: number;
  /** Lines across, from below; per cent from the top. */
  readonly axis: readonly { readonly value: number; readonly top: number }[];
  /** Along the lower edge, per cent from the start. */
  readonly dates: readonly { readonly at: number; readonly start: number }[];
  /** Paths (SVG) of the used seats, as a line and as an area, and of the assigned ones. */
  readonly used: string;
  readonly area: string;
  readonly assigned: string;
  /** Where the two names stand: next to their own line, per cent. null: it has no line. */
  readonly names: {
    readonly used: { readonly start: number; readonly top: number } | null;
    readonly assigned: { readonly start: number; readonly top: number } | null;
  };
  /** Per cent from the top, where used meets assigned at the end; null: something is left, or nobody knows. */
  readonly full: number | null;
  /** The figures at both ends. */
  readonly first: HistoryStep;
  readonly last: HistoryStep;
}

/** Figures that held from `at` on, the oldest first: what stands in the table. */
export function chartSteps(steps: readonly HistoryStep[], until: number): readonly HistoryStep[] {
  const known = inOrder(steps, until);
  const from = until - paceDays * dayMs;
  const start = Math.max(
    0,
    known.findLastIndex(({ at }) => at <= from),
  );
  return known.slice(start).map((step) => ({ ...step, at: Math.max(step.at, from) }));
}

/** Round figures to draw lines at: 0 and two to four more, the last at or above the highest. */
export function ticks(highest: number): number[] {
  const rough = Math.max(1, highest / 3);
  const power = 10 ** Math.floor(Math.log10(rough));
  const size = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? rough;
  const step = Math.max(1, size);
  const lines: number[] = [];
  for (let value = 0; value < Math.max(1, highest) + step; value += step) lines.push(value);
  return lines;
}

const at2 = (value: number): number => Math.round(value * 100) / 100;

/** A line that goes along and then up or down; it is broken where nothing is known. */
const pathOf = (stretches: readonly Stretch[], y: (value: number) => number): string =>
  stretches
    .map(({ from, to, value }, at) => {
      const joined = stretches[at - 1]?.to === from;
      return `${joined ? `V${y(value)}` : `M${from} ${y(value)}`}H${to}`;
    })
    .join('');

const areaOf = (stretches: readonly Stretch[], y: (value: number) => number): string =>
  stretches.map(({ from, to, value }) => `M${from} 100V${y(value)}H${to}V100Z`).join('');

/** The middle of the longest stretch. */
function longest(stretches: readonly Stretch[]): Stretch | null {
  let found: Stretch | null = null;
  for (const one of stretches) if (found === null || one.to - one.from > found.to - found.from) found = one;
  return found;
}

/**
 * @param until when the figures were last read, epoch ms: the end of the picture
 * @returns null: there is nothing to draw yet
 */
export function chartOf(steps: readonly HistoryStep[], until: number): Chart | null {
  const shown = chartSteps(steps, until);
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined || until - first.at < dayMs) return null;
  const span = until - first.at;
  const x = (at: number): number => at2(((at - first.at) / span) * 100);
  const stretchesOf = (of: (step: HistoryStep) => number | null): Stretch[] =>
    shown.flatMap((step, at) => {
      const value = of(step);
      return value === null ? [] : [{ from: x(step.at), to: x(shown[at + 1]?.at ?? until), value }];
    });
  const used = stretchesOf((step) => step.used);
  const assigned = stretchesOf((step) => step.assigned);
  const lines = ticks(Math.max(0, ...[...used, ...assigned].map(({ value }) => value)));
  const top = lines.at(-1) ?? 1;
  const y = (value: number): number => at2(100 - (value / top) * 100);
  const nameAt = (stretches: readonly Stretch[]) => {
    const where = longest(stretches);
    return where === null ? null : { start: at2((where.from + where.to) / 2), top: y(where.value) };
  };
  return {
    days: Math.floor(span / dayMs),
    axis: lines.map((value) => ({ value, top: y(value) })),
    dates: [0, 1 / 3, 2 / 3, 1].map((part) => ({ at: first.at + part * span, start: at2(part * 100) })),
    used: pathOf(used, y),
    area: areaOf(used, y),
    assigned: pathOf(assigned, y),
    full: last.assigned !== null && last.used !== null && last.used >= last.assigned ? y(last.used) : null,
    names: { used: nameAt(used), assigned: nameAt(assigned) },
    first,
    last,
  };
}
