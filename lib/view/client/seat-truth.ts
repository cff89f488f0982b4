/** What to say after seats were changed, or were meant to be: told from what the server shows, not from its answer. */
import { mayHaveWorked } from '@/lib/domain/errand';
import type { Failure } from '@/lib/domain/failure';
import { failureWords } from '@/lib/domain/failure-words';
import type { Role } from '@/lib/domain/model';
import { say, sayCount, type Words } from '@/lib/domain/words';
import { mayStillWork } from '@/lib/view/desk/in-doubt';

export interface SeatOutcome {
  readonly tone: 'good' | 'wait' | 'bad';
  /** One sentence each. */
  readonly words: readonly Words[];
  /** What to do next: read the truth again, or look at the subscription in the web vault. */
  readonly next: 'check' | 'subscription' | 'clients' | null;
}

export const outcome = (
  tone: SeatOutcome['tone'],
  words: readonly Words[],
  next: SeatOutcome['next'] = null,
): SeatOutcome => ({ tone, words, next });

export interface SeatsSent {
  readonly name: string | Words;
  readonly from: number;
  readonly to: number;
  readonly role: Role;
  /** Would have bought, as far as was known. */
  readonly buying: boolean;
  /** How the request failed; null: it was answered with success. */
  readonly failure: Failure | null;
  /** From when it was sent to when the seats were looked at, ms. */
  readonly ageMs: number;
  /** Seats the client has now; undefined: could not be read; null: no limit. */
  readonly seats: number | null | undefined;
  readonly before: Counted;
  readonly now: Counted;
}

/** The seats given to clients of one plan, counted in two ways that normally agree; null: not known. */
export interface Counted {
  /** As the subscription has it. */
  readonly subscribed: number | null;
  /** The sum over the clients. */
  readonly given: number | null;
}

/** server: subscription and client are written one after the other; a fault in between leaves the first. */
function isHalfDone({ before, now, seats, from }: SeatsSent): boolean {
  if (seats !== from || before.subscribed === null || now.subscribed === null) return false;
  if (before.given === null || now.given === null) return false;
  return now.subscribed - before.subscribed !== now.given - before.given;
}

const hasSeats = ({ name, seats }: SeatsSent): Words =>
  typeof seats === 'number'
    ? sayCount('client_seats_has', seats, { client: name })
    : say('client_seats_has_no_limit', { client: name });

function refusedWords({ failure, role, buying }: SeatsSent): Words[] {
  if (failure === null) return [];
  const sentence = 'sentence' in failure ? failure.sentence : undefined;
  if (sentence !== undefined) return [say('client_seats_refused', { sentence: sentence.replace(/[.\s]+$/, '') })];
  if (failure.kind === 'refused' && role === 'service-user' && buying) return [say('client_seats_service_refused')];
  return [failureWords(failure)];
}

export function seatsOutcome(sent: SeatsSent): SeatOutcome {
  const { failure, seats, to, from } = sent;
  if (seats === undefined) {
    if (failure === null) return outcome('wait', [say('client_seats_done_unseen')], 'check');
    if (mayHaveWorked(failure)) return outcome('wait', [say('confirm_unknown')], 'check');
    return outcome('bad', [...refusedWords(sent), say('client_seats_not_sent')], 'check');
  }
  if (failure === null)
    return seats === to
      ? outcome('good', [hasSeats(sent)])
      : outcome('wait', [say('client_seats_other'), hasSeats(sent)]);
  if (!mayHaveWorked(failure)) return outcome('bad', [...refusedWords(sent), hasSeats(sent)]);
  if (seats === to) return outcome('good', [say('client_seats_worked'), hasSeats(sent)]);
  if (seats === from && mayStillWork(failure, sent.ageMs))
    return outcome('wait', [say('confirm_unknown'), hasSeats(sent)], 'check');
  if (isHalfDone(sent))
    return outcome('bad', [failureWords(failure), hasSeats(sent), say('client_seats_half')], 'subscription');
  if (seats === from) return outcome('bad', [failureWords(failure), say('client_seats_still'), hasSeats(sent)]);
  return outcome('wait', [failureWords(failure), hasSeats(sent)]);
}
