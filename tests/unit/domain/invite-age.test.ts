/** How old an invitation is: from the best of what is known, and never said more exactly than that. */
import { describe, expect, it, test } from 'vitest';
import { invitationAge } from '@/lib/domain/invitation';

const hour = 3_600_000;
const now = Date.UTC(2026, 10, 21, 9);

describe('the age of an invitation', () => {
  test.each([
    [0, 'fresh'],
    [95 * hour, 'fresh'],
    [96 * hour, 'fresh'],
    [96 * hour + 1, 'ending'],
    [120 * hour - 1, 'ending'],
    [120 * hour, 'ended'],
    [900 * hour, 'ended'],
  ])('sent %i ms ago it is %s', (ago, state) => {
    expect(invitationAge({ invitedAt: now - ago }, now)).toEqual({
      sentAt: now - ago,
      endsAt: now - ago + 120 * hour,
      state,
      isEstimate: false,
    });
  });

  it('counts from the last sending, which may be later than the first invitation', () => {
    const dates = { createdAt: now - 200 * hour, invitedAt: now - 5 * hour, firstSeenAt: now - 300 * hour };
    expect(invitationAge(dates, now)).toMatchObject({ sentAt: now - 5 * hour, state: 'fresh', isEstimate: false });
    expect(invitationAge({ ...dates, invitedAt: null }, now)).toMatchObject({ state: 'ended', isEstimate: false });
  });

  it('counts from when it was seen first where nobody told, and says so', () => {
    expect(invitationAge({ firstSeenAt: now - 100 * hour }, now)).toMatchObject({ state: 'ending', isEstimate: true });
    expect(invitationAge({ createdAt: null, invitedAt: 0, firstSeenAt: null }, now)).toBeNull();
  });
});
