/** Ages and ends of invitations as sentences, in both languages. */
import { describe, expect, it, test } from 'vitest';
import { invitationAge } from '@/lib/domain/invitation';
import type { Member } from '@/lib/domain/membership';
import { dateText, untilWords, waitsWords } from '@/lib/view/people/dates';
import { dismissOnlyAdmin, isOnlyAdminDismissed } from '@/lib/view/people/dismissed';
import { memberTable } from '@/lib/view/people/table';
import { statusWords } from '@/lib/view/people/words';
import { dutch, english, spoken } from '../domain/english';

const hour = 3_600_000;
const day = 24 * hour;
/** Noon of this machine's day, wherever it stands, so that a day has the same hours on either side. */
const now = new Date(2026, 10, 21, 12).getTime();

const until = (sentAgo: number, seen = false): string => {
  const at = now - sentAgo;
  const age = invitationAge(seen ? { firstSeenAt: at } : { invitedAt: at }, now);
  if (age === null) throw new Error('no age');
  return spoken(untilWords(age, now, english));
};

describe('until when', () => {
  test.each([
    [0, 'Ends in 5 days'],
    [2 * day, 'Ends in 3 days'],
    [3 * day + 20 * hour, 'Ends tomorrow, 16:00'],
    [4 * day, 'Ends tomorrow, 12:00'],
    [4 * day + 20 * hour, 'Ends today, 16:00'],
    [5 * day, 'Ended today, 12:00'],
    [6 * day, 'Ended yesterday'],
    [13 * day, 'Ended 13 November'],
  ])('sent %i ms ago: %s', (ago, text) => {
    expect(until(ago)).toBe(text);
  });

  it('says since when it has been seen where nobody told when it was sent', () => {
    const age = invitationAge({ firstSeenAt: english.ago.length }, english.ago.length);
    expect(age?.isEstimate).toBe(true);
    expect(until(9 * day, true)).toBe('Ended 17 November');
    expect(until(2 * day, true)).toMatch(/^seen /);
  });

  it('writes the day as the language does', () => {
    expect(dateText(now, english)).toBe('21 November');
    expect(dateText(now, dutch)).toBe('21 november');
  });

  test.each([
    [30_000, 'Waits 1 minute'],
    [5 * hour, 'Waits 5 hours'],
    [2 * day + hour, 'Waits 2 days'],
  ])('who has waited %i ms: %s', (gone, text) => {
    expect(spoken(waitsWords({ at: now - gone, before: false }, now))).toBe(text);
    expect(spoken(waitsWords({ at: now - gone, before: true }, now))).toMatch(/^Since before /);
  });
});

const member: Member = {
  id: 'm',
  userId: null,
  name: '=cmd()',
  email: 'eva@x.example',
  status: 'invited',
  role: 'user',
  isSelf: false,
  invitation: invitationAge({ invitedAt: Date.UTC(2026, 10, 20) }, now),
  waiting: null,
  twoStep: false,
  recovery: null,
  revokedBy: null,
};

describe('in files and lists', () => {
  it('has dates as ISO, and nothing where nothing is told', () => {
    const [head, row] = memberTable([member], 'client', english.say);
    expect(head).toHaveLength(9);
    expect(row).toEqual([
      '=cmd()',
      'eva@x.example',
      'User',
      'Invited',
      '2026-11-20T00:00:00.000Z',
      null,
      '2026-11-25T00:00:00.000Z',
      'No',
      null,
    ]);
    const seen = { ...member, invitation: invitationAge({ firstSeenAt: Date.UTC(2026, 10, 20) }, now) };
    expect(memberTable([seen], 'team', english.say)[1]?.slice(4)).toEqual([null, '2026-11-20T00:00:00.000Z', null]);
  });

  it('has a word for every status', () => {
    const statuses = ['accepted', 'confirmed', 'invited', 'revoked', 'staged', 'unknown'] as const;
    const words = statuses.map((status) => spoken(statusWords({ ...member, status, invitation: null }, english)));
    expect(new Set(words).size).toBe(statuses.length);
    const ended = { ...member, invitation: invitationAge({ invitedAt: 1 }, now) };
    expect(spoken(statusWords(ended, english))).toBe('Invitation ended');
  });
});

describe('a warning that was put away', () => {
  const storage = (first: string | null = null) => {
    let text = first;
    return {
      getItem: () => text,
      setItem(_: string, value: string) {
        text = value;
      },
      removeItem() {
        text = null;
      },
    };
  };

  it('stays away for 90 days, for that provider alone', () => {
    const kept = storage();
    expect(isOnlyAdminDismissed(kept, 'a/p', now)).toBe(false);
    dismissOnlyAdmin(kept, 'a/p', now);
    expect(isOnlyAdminDismissed(kept, 'a/p', now + 89 * day)).toBe(true);
    expect(isOnlyAdminDismissed(kept, 'a/p', now + 90 * day)).toBe(false);
    expect(isOnlyAdminDismissed(kept, 'a/q', now)).toBe(false);
    // A clock that was set back must not keep it away for years.
    expect(isOnlyAdminDismissed(kept, 'a/p', now - day)).toBe(false);
  });

  it.each(['{', '[1]', '"x"'])('is there again where what is stored is %s', (text) => {
    expect(isOnlyAdminDismissed(storage(text), 'a/p', now)).toBe(false);
  });
});
