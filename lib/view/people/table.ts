/** The list of members as a file for spreadsheets. */
import type { Cell } from '@/lib/domain/csv';
import type { Member, PlaceKind } from '@/lib/domain/membership';
import { say, type Words } from '@/lib/domain/words';
import { roleWords, statusWords } from './words';

const instant = (at: number | null | undefined): string | null => (at ? new Date(at).toISOString() : null);

/** A head in the page's language, and a row for each; dates are ISO, what is not told is empty. */
export function memberTable(
  members: readonly Member[],
  kind: PlaceKind,
  text: (words: Words) => string,
): (readonly Cell[])[] {
  const yes = (value: boolean | null): string | null =>
    value === null ? null : text(say(value ? 'people_csv_yes' : 'people_csv_no'));
  // In a file no sentence is as old as the page: dates stand in columns of their own.
  const status = (member: Member): string => text(statusWords({ ...member, invitation: null }, { ago: () => '' }));
  const head = [
    say('people_csv_name'),
    say('people_csv_email'),
    say('people_head_role'),
    say('people_head_status'),
    say('people_csv_invited'),
    say('people_csv_seen'),
    say('people_csv_ends'),
    ...(kind === 'client' ? [say('people_head_two_step'), say('people_head_recovery')] : []),
  ];
  return [
    // Where a head may break in a narrow table is of no use in a file.
    head.map((words) => text(words).replaceAll('\u00ad', '')),
    ...members.map((member): Cell[] => {
      const { name, email, role, invitation, twoStep, recovery } = member;
      return [
        name,
        email,
        text(roleWords(role)),
        status(member),
        invitation?.isEstimate ? null : instant(invitation?.sentAt),
        invitation?.isEstimate ? instant(invitation.sentAt) : null,
        invitation?.isEstimate ? null : instant(invitation?.endsAt),
        ...(kind === 'client' ? [yes(twoStep), yes(recovery)] : []),
      ];
    }),
  ];
}
