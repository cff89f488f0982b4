/** Members as the administration sees them: everybody, in every status. */
import type { MemberReading } from './readings';

/** Somebody of a provider's own team. server: tells no dates. */
export type TeamMember = MemberReading;

/** A member of a client, with what the server tells beside the status. */
export interface MemberDetail extends MemberReading {
  /** First invitation, epoch ms; null: the server is older than that. */
  readonly createdAt: number | null;
  /** Enrolled in account recovery; null: not told. */
  readonly recoveryEnrolled: boolean | null;
  /** Has two-step login; null: not told. */
  readonly twoStep: boolean | null;
  /** server: RevocationReason; null: none. */
  readonly revokedBy: number | null;
}

/** What the server says became of one of several. Whoever it does not speak of was not treated. */
export interface BulkReading {
  /** Id of the membership. */
  readonly id: string;
  readonly done: boolean;
  /** Why not, in the server's own words; null: it gave none. */
  readonly sentence: string | null;
}
