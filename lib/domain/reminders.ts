/** Whom to be reminded of: first some hours after they were seen waiting, then once a day. */
import type { Person } from './model';
import { dayMs, hourMs } from './preferences';

/** Whether a reminder about this person is due. An instant in the future (a clock set back) is not. */
export function reminderDue(person: Person, afterHours: number, now: number): boolean {
  if (afterHours === 0 || person.status !== 'accepted' || person.waitingSince === null) return false;
  return person.remindedAt === null
    ? now - person.waitingSince >= afterHours * hourMs
    : now - person.remindedAt >= dayMs;
}
