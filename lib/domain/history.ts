/** How a client's seats went, day by day, as far as this extension saw it. Only what changed is kept. */
import * as z from 'zod/mini';
import { dayMs } from './time';

/** How far back it is kept. */
export const historyKeptMs = 400 * dayMs;

const stepSchema = z.object({
  /** When these figures were first read, or last on that day. */
  at: z.number(),
  assigned: z.nullable(z.number()),
  used: z.nullable(z.number()),
});
/** From `at` on, these were the figures. */
export type HistoryStep = z.infer<typeof stepSchema>;

export const historySchema = z.object({
  accountId: z.string(),
  providerId: z.string(),
  clientId: z.string(),
  /** In the order in which they were read, whatever the clock said then; at most one for each day (UTC). */
  steps: z.array(stepSchema),
});
export type History = z.infer<typeof historySchema>;

const dayOf = (at: number): number => Math.floor(at / dayMs);

/**
 * The steps with one more: it takes the place of the last one if that is of the same day; what is too old goes. A clock
 * that was set back takes nothing away.
 */
export function withStep(steps: readonly HistoryStep[], step: HistoryStep): HistoryStep[] {
  const before = steps.filter(({ at }, place) => place < steps.length - 1 || dayOf(at) !== dayOf(step.at));
  // The last step before the limit says what the figures were at the limit.
  const first = before.findIndex((_, place) => step.at - (before[place + 1]?.at ?? step.at) <= historyKeptMs);
  return [...before.slice(Math.max(0, first)), step];
}

/** Of each place, whether its instant belongs to the most that are in order and not later than `until`. */
function inStep(steps: readonly HistoryStep[], until: number): ReadonlySet<number> {
  const lengths: number[] = [];
  const previous: number[] = [];
  let best = -1;
  for (const [place, { at }] of steps.entries()) {
    let [length, from] = [at <= until ? 1 : 0, -1];
    for (let other = 0; length > 0 && other < place; other += 1)
      if ((lengths[other] ?? 0) >= length && (steps[other]?.at ?? at) <= at)
        [length, from] = [(lengths[other] ?? 0) + 1, other];
    lengths.push(length);
    previous.push(from);
    if (length > 0 && length >= (lengths[best] ?? 0)) best = place;
  }
  const fit = new Set<number>();
  for (let place = best; place >= 0; place = previous[place] ?? -1) fit.add(place);
  return fit;
}

/**
 * Oldest first, up to `until`, one for each instant. What was read after that is left out; where the clock was wrong, the
 * fewest instants give way: such a step counts from the next one on whose instant holds.
 */
export function inOrder(all: readonly HistoryStep[], until: number): readonly HistoryStep[] {
  const steps = all.slice(0, all.findLastIndex(({ at }) => at <= until) + 1);
  if (steps.every(({ at }, place) => at > (steps[place - 1]?.at ?? Number.NEGATIVE_INFINITY))) return steps;
  const fit = inStep(steps, until);
  const known: HistoryStep[] = [];
  let next = until;
  for (const [place, step] of [...steps.entries()].reverse()) {
    const at = fit.has(place) ? step.at : next;
    // Of several at one instant the last one counts.
    if (known.length === 0 || at < next) known.push({ ...step, at });
    next = at;
  }
  return known.reverse();
}
