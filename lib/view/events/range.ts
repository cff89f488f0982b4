/** From when to when a log is read: the last days, or dates of one's own. Days are those of the calendar here. */
import type { EventRange } from '@/lib/bitwarden/administration/events';
import { dayMs } from '@/lib/domain/time';
import type { MessageKey } from '@/lib/domain/words';

export const rangeChoices = ['7', '30', '90', '365', 'own'] as const;
export type RangeChoice = (typeof rangeChoices)[number];

/** server: more than this is refused. */
const mostMs = 367 * dayMs;

/** Dates as a date field gives them, `2026-11-21`; empty: none. */
export interface OwnDates {
  readonly from: string;
  readonly to: string;
}

export type RangeReading =
  | { readonly ok: true; readonly range: EventRange }
  /** Which sentence says what is wrong. */
  | { readonly ok: false; readonly problem: MessageKey };

const startOf = (at: Date, daysBefore = 0): number =>
  new Date(at.getFullYear(), at.getMonth(), at.getDate() - daysBefore).getTime();

const endOf = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1).getTime() - 1;

/** A date field's value as a day here; null: it is none. */
function dayOf(text: string): Date | null {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const day = new Date(Number(year), Number(month) - 1, Number(date));
  return Number.isNaN(day.getTime()) || day.getDate() !== Number(date) ? null : day;
}

/** The day of an instant as a date field wants it. */
export function dateText(at: number): string {
  const day = new Date(at);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${String(day.getFullYear()).padStart(4, '0')}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** What a choice means now. The end of today is included, so that what happens while one reads is too. */
export function readRange(choice: RangeChoice, own: OwnDates, now: number): RangeReading {
  const today = new Date(now);
  if (choice !== 'own') return { ok: true, range: { from: startOf(today, Number(choice) - 1), to: endOf(today) } };
  const first = dayOf(own.from);
  const last = dayOf(own.to);
  if (first === null || last === null) return { ok: false, problem: 'events_range_missing' };
  const from = startOf(first);
  const to = Math.min(endOf(last), endOf(today));
  if (from > endOf(last)) return { ok: false, problem: 'events_range_reversed' };
  if (from > to) return { ok: false, problem: 'events_range_future' };
  return to - from > mostMs ? { ok: false, problem: 'events_range_long' } : { ok: true, range: { from, to } };
}
