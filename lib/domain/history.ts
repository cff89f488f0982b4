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
  /** Oldest first, at most one for each day (UTC). */
  steps: z.array(stepSchema),
});
export type History = z.infer<typeof historySchema>;

const dayOf = (at: number): number => Math.floor(at / dayMs);

/** The steps with one more: it takes the place of an older one of the same day; what is too old goes. */
export function withStep(steps: readonly HistoryStep[], step: HistoryStep): HistoryStep[] {
  const before = steps.filter(({ at }) => dayOf(at) < dayOf(step.at));
  // The last step before the limit says what the figures were at the limit.
  const first = before.findLastIndex(({ at }) => step.at - at > historyKeptMs);
  return [...before.slice(Math.max(0, first)), step];
}
