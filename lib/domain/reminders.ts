/** Whom to be reminded of: who waits, some hours after they were seen and then once a day; and whose invitation ends. */
import { endingMs, type InvitationAge, invitationAge } from './invitation';
import type { Person, Provider } from './model';
import { dayMs, hourMs } from './preferences';

/** Whether a reminder about this person is due. An instant in the future (a clock set back) is not. */
export function reminderDue(person: Person, afterHours: number, now: number): boolean {
  if (afterHours === 0 || person.status !== 'accepted' || person.waitingSince === null) return false;
  return person.remindedAt === null
    ? now - person.waitingSince >= afterHours * hourMs
    : now - person.remindedAt >= dayMs;
}

/**
 * The age of an invitation, where it can be told of. Of people who had been invited before the first look nobody knows
 * when, unless somebody told since.
 */
function knownAge(person: Person, { baselineAt }: Pick<Provider, 'baselineAt'>, now: number): InvitationAge | null {
  if (person.status !== 'invited' || baselineAt === null) return null;
  const age = invitationAge(person, now);
  return age?.isEstimate && person.firstSeenAt <= baselineAt ? null : age;
}

/** From when on an invitation ends within a day, and when it has ended. */
const stagesOf = ({ endsAt }: InvitationAge): readonly [number, number] => [endsAt - endingMs, endsAt];

/** An end that has come near, or come, and was not told of; `stage` is what to keep as `endTold`. */
export function endingDue(
  person: Person,
  provider: Pick<Provider, 'baselineAt'>,
  now: number,
): { readonly age: InvitationAge; readonly stage: number } | null {
  const age = knownAge(person, provider, now);
  // Who was away for days is told of the end alone.
  const stage = age === null ? undefined : stagesOf(age).findLast((at) => at <= now);
  return age !== null && stage !== undefined && stage > (person.endTold ?? 0) ? { age, stage } : null;
}

/** When an invitation enters its next stage; none: there is nothing to wait for. */
export function endingsAfter(person: Person, provider: Pick<Provider, 'baselineAt'>, now: number): readonly number[] {
  const age = knownAge(person, provider, now);
  return age === null ? [] : stagesOf(age).filter((at) => at > now);
}
