/**
 * What became of each person, from what the server answered, what the place's list shows afterwards and, where that
 * leaves a doubt, what the event log tells. Pure.
 *
 * There is one kind of doubt: it was sent, and no answer says what was done. The record of it then stays open until the
 * place is read clearly later; until then "still waiting" may only mean that the server is slow.
 */
import type { ConfirmOutcome } from '@/lib/domain/confirmation';
import { mayHaveWorked } from '@/lib/domain/errand';
import type { Failure, Result } from '@/lib/domain/failure';
import type { ConfirmationEvent, ConfirmReading, MemberReading } from '@/lib/domain/readings';
import { minuteMs } from '@/lib/domain/time';
import { deadAgain } from './session';

export type Status = MemberReading['status'];

/**
 * So long after it was sent, a list that still shows somebody waiting says that nothing was done: a minute after the
 * last answer could have come, and more.
 */
export const doubtMs = 2 * minuteMs;

/** The end of somebody for whom nothing was done, and why. */
export function notDone(id: string, failure: Failure): ConfirmOutcome {
  if (failure.kind !== 'refused') return { id, kind: 'not-sent', failure };
  // A token that does not work says nothing of a role.
  return failure.what === deadAgain.what
    ? { id, kind: 'not-sent', failure: { kind: 'sign-in-refused', code: 'unauthorized' } }
    : { id, kind: 'not-allowed' };
}

/**
 * @param answer what the server said of this person; undefined: it said nothing of them
 * @param seen their status in the list, read afterwards; undefined: they are not in it
 */
export function outcomeOf(
  id: string,
  answer: Result<ConfirmReading | undefined>,
  seen: Result<Status | undefined>,
): ConfirmOutcome {
  if (!answer.ok && !mayHaveWorked(answer.failure)) return notDone(id, answer.failure);
  const row = answer.ok ? answer.value : undefined;
  // A list may lag behind; who was removed a moment later was let in all the same.
  if (row?.confirmed)
    return seen.ok && seen.value === 'accepted' ? { id, kind: 'unknown', failure: null } : { id, kind: 'confirmed' };
  if (!seen.ok) {
    if (row) return { id, kind: 'refused', sentence: row.sentence };
    return { id, kind: 'unknown', failure: answer.ok ? seen.failure : answer.failure };
  }
  switch (seen.value) {
    case 'confirmed':
      return answer.ok ? { id, kind: 'already-confirmed', by: null, at: null } : { id, kind: 'found-confirmed' };
    case 'accepted':
    // A status that is not known yet: they are there, and that is all.
    case 'unknown':
      return answer.ok
        ? { id, kind: 'refused', sentence: row?.sentence ?? null }
        : { id, kind: 'unknown', failure: answer.failure };
    default:
      return { id, kind: 'left' };
  }
}

/** What is certain of a confirmation that was sent. `acknowledged`: the server said that it did it, and no list yet. */
export type Certainty = 'confirmed' | 'acknowledged' | 'not-confirmed';

/** @returns null: it is in doubt */
export function certaintyOf(
  answer: Result<ConfirmReading | undefined>,
  seen: Result<Status | undefined>,
): Certainty | null {
  if (!answer.ok) return mayHaveWorked(answer.failure) ? null : 'not-confirmed';
  if (answer.value?.confirmed) return seen.ok && seen.value !== 'accepted' ? 'confirmed' : 'acknowledged';
  return answer.value !== undefined || seen.ok ? 'not-confirmed' : null;
}

/** A confirmation in doubt, and what is known of it by a later reading of its place. */
export interface Doubt {
  /** Of the membership. */
  readonly personId: string;
  /** Of the account that sent it. */
  readonly userId: string;
  readonly acknowledged: boolean;
  /** From the sending to the moment that the list was asked for. */
  readonly ageMs: number;
  /** In that list; undefined: not in it. */
  readonly status: Status | undefined;
  /** undefined: the log could not be asked now. A log that tells nothing is empty. */
  readonly events: readonly ConfirmationEvent[] | undefined;
}

/** Ids of users come in upper and lower case. */
export const isSameId = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && a.toLowerCase() === b.toLowerCase();

/** How a doubt ends; null: not yet. */
export function endOfDoubt(doubt: Doubt): 'confirmed' | 'not-confirmed' | 'unclear' | null {
  const isLater = doubt.ageMs >= doubtMs;
  if (doubt.status === 'accepted') return isLater ? 'not-confirmed' : null;
  if (doubt.acknowledged) return 'confirmed';
  const event = doubt.events?.find(({ memberId }) => memberId === doubt.personId);
  if (event !== undefined) return isSameId(event.actingUserId, doubt.userId) ? 'confirmed' : 'not-confirmed';
  // An event may come late.
  return doubt.events !== undefined && isLater ? 'unclear' : null;
}
