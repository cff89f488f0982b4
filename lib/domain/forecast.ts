/**
 * How long a client's seats will do, told from how they went so far. Says nothing where nothing can be said: with a
 * short history, old figures, a growth that came in one jump, or no growth at all. Pure.
 */
import { type HistoryStep, inOrder } from './history';
import { dayMs } from './time';

/** How far back the pace is measured. */
export const paceDays = 90;
/** With less history than this nothing is foretold. */
export const leastDays = 14;
/** Figures older than this are no ground to foretell from. */
const oldMs = 3 * dayMs;
/** Nothing is foretold further ahead than this, nor further than so many times the history that it rests on. */
const farthestDays = 365;
const aheadOfHistory = 4;
/** Days of a month, as people reckon. */
const monthDays = 30;

export type Forecast =
  /** There are no figures, or they are too old, or the server names no limit or no use. */
  | { readonly kind: 'none' }
  /** The history is too short. `since`: its beginning, epoch ms. */
  | { readonly kind: 'young'; readonly since: number }
  /** As many seats are used as at the beginning of those days, or fewer. */
  | { readonly kind: 'flat'; readonly days: number }
  /** More are used, but they came in few jumps, from which no pace follows. */
  | { readonly kind: 'uneven'; readonly days: number; readonly grown: number }
  /** Seats remain, at this pace until `at`, epoch ms. */
  | { readonly kind: 'lasts'; readonly at: number; readonly perDay: number }
  /** Seats remain for longer than can be told: for more than so many months. */
  | { readonly kind: 'beyond'; readonly months: number; readonly perDay: number }
  /** Nothing remains. `perMonth`: seats that would be needed in each month to come, rounded. */
  | { readonly kind: 'full'; readonly perMonth: number; readonly days: number; readonly perDay: number };

export interface ForecastInput {
  /** In any order; of one instant the last counts. */
  readonly steps: readonly HistoryStep[];
  /** Until when the figures are known to hold: when they were last read, epoch ms. */
  readonly readAt: number;
  readonly now: number;
}

/**
 * Since when nothing has been left, without a break until now; null: something is left, or nobody knows.
 * @param steps oldest first
 */
export function fullSince(steps: readonly HistoryStep[]): { readonly at: number; readonly before: boolean } | null {
  const isFull = ({ assigned, used }: HistoryStep): boolean => assigned !== null && used !== null && used >= assigned;
  const free = steps.findLastIndex((step) => !isFull(step));
  const first = steps[free + 1];
  // Full from the first sight on: it was so before, nobody knows for how long.
  return first === undefined ? null : { at: first.at, before: free < 0 };
}

/** Used seats at the end of each day, the oldest first; what was not told is left out. Days count back from the end. */
function daily(steps: readonly HistoryStep[], until: number): { day: number; used: number }[] {
  const samples: { day: number; used: number }[] = [];
  const first = steps[0];
  if (first === undefined) return samples;
  const days = Math.min(paceDays, Math.floor((until - first.at) / dayMs));
  let next = 0;
  for (let day = -days; day <= 0; day += 1) {
    while ((steps[next + 1]?.at ?? Number.POSITIVE_INFINITY) <= until + day * dayMs) next += 1;
    const used = steps[next]?.used ?? null;
    if (used !== null) samples.push({ day, used });
  }
  return samples;
}

/**
 * The slope that half of all pairs of days exceed (Theil and Sen): a jump, or days on which nobody looked, move it far
 * less than they would move an average. Seats a day.
 */
function slopeOf(samples: readonly { day: number; used: number }[]): number {
  const slopes: number[] = [];
  for (const [at, from] of samples.entries())
    for (const to of samples.slice(at + 1)) slopes.push((to.used - from.used) / (to.day - from.day));
  slopes.sort((a, b) => a - b);
  const middle = slopes.length / 2;
  const low = slopes[Math.ceil(middle) - 1] ?? 0;
  const high = slopes[Math.floor(middle)] ?? 0;
  return (low + high) / 2;
}

export function forecast({ steps, readAt, now }: ForecastInput): Forecast {
  const known = inOrder(steps, readAt);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined || now - readAt > oldMs) return { kind: 'none' };
  if (last.assigned === null || last.used === null) return { kind: 'none' };
  const history = readAt - first.at;
  if (history < leastDays * dayMs) return { kind: 'young', since: first.at };

  const samples = daily(known, readAt);
  const oldest = samples[0];
  if (oldest === undefined || -oldest.day < leastDays) return { kind: 'none' };
  const days = -oldest.day;
  const grown = last.used - oldest.used;
  if (grown <= 0) return { kind: 'flat', days };
  const perDay = slopeOf(samples);
  // Half of what an average says, or less: a few jumps made most of it.
  if (perDay * days < grown / 2) return { kind: 'uneven', days, grown };

  const left = last.assigned - last.used;
  if (left <= 0) return { kind: 'full', perMonth: Math.round(perDay * monthDays), days, perDay };
  const ahead = left / perDay;
  const farthest = Math.min(farthestDays, aheadOfHistory * days);
  // The figures may be some hours old; a day that was passed meanwhile is today.
  if (ahead <= farthest) return { kind: 'lasts', at: Math.max(now, readAt + ahead * dayMs), perDay };
  return { kind: 'beyond', months: Math.floor(farthest / monthDays), perDay };
}
