/**
 * What became of each person for whom something was done: the answer held against the list as it was read afterwards.
 * An answer alone is not the truth, and where no answer came the list is all there is.
 */
import type { Failure } from '@/lib/domain/failure';
import type { Deed } from '@/lib/domain/journal';
import type { MemberRole } from '@/lib/domain/model';
import type { MemberReading } from '@/lib/domain/readings';
import { mayStillWork } from '@/lib/view/desk/in-doubt';
import type { Ending } from '@/lib/view/desk/work';

export type PeopleDeed = Exclude<Deed['what'], 'seats'>;

export type Outcome =
  | { readonly kind: 'done' }
  /** No answer came, but the list shows that it was done. */
  | { readonly kind: 'found' }
  /** It was so already: somebody else was faster. */
  | { readonly kind: 'already' }
  /** They accepted meanwhile, so there is nothing to send again. */
  | { readonly kind: 'joined' }
  /** They are no longer there. */
  | { readonly kind: 'left' }
  | { readonly kind: 'refused'; readonly sentence: string | null }
  | { readonly kind: 'not-sent'; readonly failure: Failure }
  /** Nothing was sent: a colleague gave them another role since the page showed theirs. `role`: the one they have. */
  | { readonly kind: 'overtaken'; readonly role: MemberRole }
  /** No answer came, and the list shows no change. */
  | { readonly kind: 'not-done' }
  /** The server said yes, and the list shows no change. */
  | { readonly kind: 'contradicted' }
  /** No answer came, and nothing can be seen, or not yet. */
  | { readonly kind: 'unknown' };

/** What a request came to, or that none was made since the record is not as it was shown. */
export type PeopleEnding = Ending | Extract<Outcome, { kind: 'overtaken' }>;

export interface Evidence {
  readonly what: PeopleDeed;
  readonly ending: PeopleEnding;
  /** As the list had them before it was sent; null: not in it. */
  readonly before: MemberReading | null;
  /** As the list has them now; null: not in it. `unread`: it could not be read. */
  readonly after: MemberReading | null | 'unread';
  /** The role they were to get. */
  readonly role: MemberRole | null;
  /** From the end of the last request to the reading of the list, ms. */
  readonly ageMs: number;
}

/** Whether the list shows what was wanted. null: no list can show it. */
function achieved({ what, role }: Evidence, after: MemberReading | null): boolean | null {
  switch (what) {
    case 'resend':
      return null;
    case 'invite':
      return after !== null;
    case 'remove':
      return after === null;
    case 'revoke':
      return after?.status === 'revoked';
    case 'restore':
      return after !== null && after.status !== 'revoked';
    case 'role':
      return after?.role === role;
  }
}

function fromAnswer(ending: PeopleEnding): Outcome {
  switch (ending.kind) {
    case 'done':
    case 'refused':
    case 'not-sent':
    case 'overtaken':
      return ending;
    case 'gone':
      return { kind: 'left' };
    case 'unknown':
      return { kind: 'unknown' };
  }
}

const isIn = ({ status }: MemberReading): boolean => status === 'accepted' || status === 'confirmed';

function resent(ending: PeopleEnding, after: MemberReading | null): Outcome {
  if (after === null) return { kind: 'left' };
  if (ending.kind !== 'done' && isIn(after)) return { kind: 'joined' };
  return ending.kind === 'gone' ? { kind: 'refused', sentence: null } : fromAnswer(ending);
}

/** What became of one person. */
export function judge(evidence: Evidence): Outcome {
  const { what, ending, before, after } = evidence;
  // They were there before anything was sent, so nothing was.
  if (what === 'invite' && before !== null) return { kind: after === null ? 'left' : 'already' };
  if (after === 'unread') return fromAnswer(ending);
  const holds = achieved(evidence, after);
  if (holds === null) return resent(ending, after);
  if (after === null && what !== 'remove' && what !== 'invite') return { kind: 'left' };
  switch (ending.kind) {
    case 'done':
      return { kind: holds ? 'done' : 'contradicted' };
    case 'unknown':
      if (holds) return { kind: 'found' };
      return { kind: mayStillWork(ending.failure, evidence.ageMs) ? 'unknown' : 'not-done' };
    case 'gone':
      return holds ? { kind: 'already' } : { kind: 'refused', sentence: null };
    default:
      return holds ? { kind: 'already' } : ending;
  }
}

/** Whether it is as it was wanted to be, or needs nobody any more. */
export const isSettled = ({ kind }: Outcome): boolean =>
  kind === 'done' || kind === 'found' || kind === 'already' || kind === 'joined' || kind === 'left';

/** Whether another look at the list may tell more: nothing is known, or the list lagged behind. */
export const isDoubtful = ({ kind }: Outcome): boolean => kind === 'unknown' || kind === 'contradicted';
