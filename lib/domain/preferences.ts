/** What a person may set, with the defaults, and the few rules that follow from it. */
import * as z from 'zod/mini';
import { wholeNumber } from './numbers';

export { mutedSet } from './muted';
export { dayMs, hourMs, minuteMs } from './time';

export const lowSeatsSchema = z.union([
  z.object({
    unit: z.literal('seats'),
    value: /* @__PURE__ */ wholeNumber(0, 1000),
  }),
  /** Percent of the assigned seats. */
  z.object({
    unit: z.literal('percent'),
    value: /* @__PURE__ */ wholeNumber(0, 100),
  }),
]);
export type LowSeats = z.infer<typeof lowSeatsSchema>;

const minuteOfDay = /* @__PURE__ */ wholeNumber(0, 1439);

export const mutedClientSchema = z.object({
  accountId: z.string(),
  providerId: z.string(),
  clientId: z.string(),
  name: z.nullable(z.string()),
});
export type MutedClient = z.infer<typeof mutedClientSchema>;

export const preferencesSchema = z.object({
  /** Minutes between two checks. */
  checkEveryMinutes: /* @__PURE__ */ wholeNumber(1, 60),
  notifyWaiting: z.boolean(),
  /** First reminder after so many hours, then daily; 0: none. */
  remindAfterHours: /* @__PURE__ */ wholeNumber(0, 168),
  notifyLowSeats: z.boolean(),
  /** Invitations that end within a day or have ended. Absent in records of the first version: told of. */
  notifyInvitations: z.optional(z.boolean()),
  lowSeats: lowSeatsSchema,
  /** Names in notices; off: numbers only. */
  showNames: z.boolean(),
  /** Local wall-clock minutes of the day; `from` after `to` runs across midnight. */
  quietHours: z.object({ on: z.boolean(), from: minuteOfDay, to: minuteOfDay }),
  /** Notices wait until then; null: not paused. */
  pausedUntil: z.nullable(z.number()),
  muted: z.array(mutedClientSchema),
  appearance: z.literal(['system', 'light', 'dark']),
  density: z.literal(['compact', 'roomy']),
  language: z.literal(['browser', 'en', 'nl']),
  /** Single-letter keys (WCAG 2.1.4). */
  letterKeys: z.boolean(),
  /** How a phrase is compared at first. Absent in records of the first version. */
  comparing: z.optional(z.literal(['cover-one', 'show-all'])),
  /** Minutes without use after which opened keys are forgotten. Absent in records of the first version. */
  lockAfterMinutes: z.optional(/* @__PURE__ */ wholeNumber(1, 60)),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** Minutes without use after which a page forgets opened keys, where nobody chose otherwise. */
export const defaultLockAfterMinutes = 10;

export const defaultPreferences: Preferences = {
  checkEveryMinutes: 2,
  notifyWaiting: true,
  remindAfterHours: 4,
  notifyLowSeats: true,
  lowSeats: { unit: 'seats', value: 2 },
  showNames: true,
  quietHours: { on: false, from: 18 * 60, to: 8 * 60 },
  pausedUntil: null,
  muted: [],
  appearance: 'system',
  density: 'compact',
  language: 'browser',
  letterKeys: true,
};

/** Whether notices have to wait at this wall-clock minute of the day. Equal ends mean never, not always. */
export function isQuiet(quiet: Preferences['quietHours'], minute: number): boolean {
  if (!quiet.on || quiet.from === quiet.to) return false;
  return quiet.from < quiet.to ? minute >= quiet.from && minute < quiet.to : minute >= quiet.from || minute < quiet.to;
}
