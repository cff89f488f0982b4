/** Moments of invitations as sentences: "Ends tomorrow, 09:12", "Ended 13 November". */
import type { InvitationAge } from '@/lib/domain/invitation';
import { dayMs, hourMs, minuteMs } from '@/lib/domain/time';
import { say, sayCount, type Words } from '@/lib/domain/words';
import { clock, type Speech } from '@/lib/platform/speech';

interface Formats {
  readonly date: Intl.DateTimeFormat;
  readonly time: Intl.DateTimeFormat;
}
const formats = new Map<string, Formats>();
const formatsOf = (locale: string): Formats => {
  const known = formats.get(locale);
  if (known !== undefined) return known;
  const made = {
    date: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' }),
    time: new Intl.DateTimeFormat(locale, clock(locale)),
  };
  formats.set(locale, made);
  return made;
};

/** "26 November" */
export const dateText = (at: number, { locale }: Speech): string => formatsOf(locale).date.format(at);

/** Days from one instant to another, as the calendar here counts them. */
function daysBetween(from: number, to: number): number {
  const midnight = (at: number): number => {
    const date = new Date(at);
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  };
  return Math.round((midnight(to) - midnight(from)) / dayMs);
}

/** Until when an invitation is good, or since when not; where nobody told, since when it has been seen. */
export function untilWords(age: InvitationAge, now: number, speech: Speech): Words {
  const { endsAt, sentAt, state, isEstimate } = age;
  const time = formatsOf(speech.locale).time.format(endsAt);
  if (isEstimate && state !== 'ended') return say('people_seen', { ago: speech.ago(sentAt) });
  const days = daysBetween(now, endsAt);
  if (state === 'ended') {
    if (days === 0) return say('people_ended_today', { time });
    return days === -1 ? say('people_ended_yesterday') : say('people_ended_on', { date: dateText(endsAt, speech) });
  }
  if (days <= 0) return say('people_ends_today', { time });
  return days === 1 ? say('people_ends_tomorrow', { time }) : sayCount('people_ends_days', days);
}

/** How long somebody has waited, in days, hours or minutes. `before`: since before the desk first looked. */
export function waitsWords(waiting: { readonly at: number; readonly before: boolean }, now: number): Words {
  const gone = Math.max(0, now - waiting.at);
  if (waiting.before) return say('people_waits_before', { at: { moment: waiting.at } });
  const [key, count] =
    gone >= dayMs
      ? (['people_waits_days', Math.floor(gone / dayMs)] as const)
      : gone >= hourMs
        ? (['people_waits_hours', Math.floor(gone / hourMs)] as const)
        : (['people_waits_minutes', Math.max(1, Math.floor(gone / minuteMs))] as const);
  return sayCount(key, count);
}
