/** How many seats more a client uses than thirty days ago, as far as this extension has seen it. */
import { type HistoryStep, inOrder } from '@/lib/domain/history';
import { dayMs } from '@/lib/domain/time';

/** Days that the column looks back. */
export const trendDays = 30;

export type Trend =
  /** Seats; negative: fewer. */
  | { readonly kind: 'known'; readonly change: number }
  /** Not looked at for so long yet. `since`: epoch ms of the first sight, null: there was none. */
  | { readonly kind: 'young'; readonly since: number | null }
  /** The server did not say, now or then. */
  | { readonly kind: 'unknown' };

const unknown: Trend = { kind: 'unknown' };

/** The day (UTC) of an instant, as the history counts days. */
export const dayOf = (at: number): number => Math.floor(at / dayMs);

/**
 * @param steps as they were read, at most one a day, which says how the figures were when that day ended
 * @param used seats used now; null: not told
 * @param today a day as `dayOf` counts them, so that nothing changes while one looks
 */
export function usedTrend(steps: readonly HistoryStep[] | undefined, used: number | null, today: number): Trend {
  const known = inOrder(steps ?? [], (today + 1) * dayMs);
  const [first] = known;
  if (first === undefined) return { kind: 'young', since: null };
  const then = known.findLast(({ at }) => dayOf(at) <= today - trendDays);
  if (then === undefined) return { kind: 'young', since: first.at };
  return used === null || then.used === null ? unknown : { kind: 'known', change: used - then.used };
}
