/** How long an invitation has been out, and how long its link is still good. No answer of the server shows either. */
import { hourMs } from './time';

/** server: setting OrganizationInviteExpirationHours, counted from each sending; teams and clients alike. */
export const invitationLastsMs = 120 * hourMs;

/** So long before its end an invitation is worth a look. */
export const endingMs = 24 * hourMs;

export type InvitationState = 'fresh' | 'ending' | 'ended';

export interface InvitationAge {
  /** When the last invitation was sent, epoch ms; where that is an estimate: when the desk first saw it. */
  readonly sentAt: number;
  /** From then on its link fails, epoch ms. */
  readonly endsAt: number;
  readonly state: InvitationState;
  /** Nobody told when it was sent: it may be older than this, and somebody may have sent it again since. */
  readonly isEstimate: boolean;
}

/** What is known of when somebody was invited; epoch ms, absent or null: nothing. */
export interface InvitationDates {
  /** The last sending, by this extension or by the event log. */
  readonly invitedAt?: number | null | undefined;
  /** server: a client's member's first invitation, which sending again does not move. */
  readonly createdAt?: number | null | undefined;
  /** When the desk first saw it. */
  readonly firstSeenAt?: number | null | undefined;
}

const stateOf = (endsAt: number, now: number): InvitationState => {
  if (now >= endsAt) return 'ended';
  return endsAt - now < endingMs ? 'ending' : 'fresh';
};

/** The age of an invitation from the best of what is known; null: nothing is. */
export function invitationAge(dates: InvitationDates, now: number): InvitationAge | null {
  const told = Math.max(dates.invitedAt ?? 0, dates.createdAt ?? 0);
  const sentAt = told > 0 ? told : (dates.firstSeenAt ?? 0);
  if (sentAt <= 0) return null;
  const endsAt = sentAt + invitationLastsMs;
  return { sentAt, endsAt, state: stateOf(endsAt, now), isEstimate: told <= 0 };
}
