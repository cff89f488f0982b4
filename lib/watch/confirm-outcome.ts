/** What became of each person, from what the server answered and what the place's list says afterwards. Pure. */
import type { ConfirmOutcome } from '@/lib/domain/confirmation';
import type { Failure, Result } from '@/lib/domain/failure';
import type { ConfirmReading, MemberReading } from '@/lib/domain/readings';

type Status = MemberReading['status'];

const ambiguous: readonly Failure['kind'][] = ['offline', 'no-answer', 'server-error', 'unreadable', 'not-bitwarden'];

/** Whether a request that failed so may have been carried out all the same: the line broke, or the answer was spoilt. */
export const mayHaveWorked = (failure: Failure): boolean => ambiguous.includes(failure.kind);

/** The end of somebody for whom nothing was done, and why. */
export const notDone = (id: string, failure: Failure): ConfirmOutcome =>
  failure.kind === 'refused' ? { id, kind: 'not-allowed' } : { id, kind: 'not-sent', failure };

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
  if (!seen.ok) {
    if (row?.confirmed) return { id, kind: 'confirmed' };
    if (row) return { id, kind: 'refused', sentence: row.sentence };
    return { id, kind: 'unknown', failure: answer.ok ? seen.failure : answer.failure };
  }
  switch (seen.value) {
    case 'confirmed':
      // Without an answer it was this try: before it they were waiting.
      return !answer.ok || row?.confirmed
        ? { id, kind: 'confirmed' }
        : { id, kind: 'already-confirmed', by: null, at: null };
    case 'accepted':
      // A success that the list does not show is none.
      return answer.ok
        ? { id, kind: 'refused', sentence: row?.sentence ?? null }
        : { id, kind: 'not-sent', failure: answer.failure };
    default:
      return { id, kind: 'left' };
  }
}
