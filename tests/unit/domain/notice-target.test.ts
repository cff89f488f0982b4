/** Where a click on a notice leads, and until when "tomorrow" puts it off. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { TEAM } from '@/lib/domain/model';
import { type NoticeTarget, nextMorning, noticeTarget } from '@/lib/domain/notice-words';
import type { NoticeItem, NoticeKind } from '@/lib/domain/notices';
import { dayMs, hourMs } from '@/lib/domain/preferences';
import { failures } from './failures';
import { atClient, inTeam, invited, low, notice, role, trouble } from './notice-items';

describe('where a click leads', () => {
  const first = (kind: NoticeKind, ...items: NoticeItem[]) => noticeTarget(notice(kind, items));
  test.each<[string, NoticeTarget | null, NoticeTarget | null]>([
    [
      'a client’s member',
      first('waiting', atClient(1)),
      { open: 'desk', route: { page: 'confirm', who: ['a/p/c1/x1'] } },
    ],
    [
      'one of the team',
      first('waiting', inTeam(1)),
      { open: 'desk', route: { page: 'confirm', who: ['a/p/team/x1'] } },
    ],
    [
      'all of several, the longest waiting first',
      first('waiting', atClient(1), inTeam(5), atClient(2)),
      { open: 'desk', route: { page: 'confirm', who: ['a/p/team/x5', 'a/p/c2/x2', 'a/p/c1/x1'] } },
    ],
    [
      'people before seats',
      first('away', low(1), atClient(2)),
      { open: 'desk', route: { page: 'confirm', who: ['a/p/c2/x2'] } },
    ],
    [
      'the seats of one client',
      first('low-seats', low(1)),
      { open: 'desk', route: { page: 'client', clientId: 'c1', part: 'seats' } },
    ],
    [
      'the clients low on seats',
      first('low-seats', low(1), low(2)),
      { open: 'desk', route: { page: 'clients', only: 'low' } },
    ],
    [
      'the team',
      first('invitation', invited(1, { place: TEAM }), invited(2, { place: TEAM })),
      { open: 'desk', route: { page: 'members' } },
    ],
    [
      'the members of one client',
      first('invitation', invited(1)),
      { open: 'desk', route: { page: 'client', clientId: 'c1', part: 'members' } },
    ],
    [
      'the clients where invitations end',
      first('invitation', invited(1), invited(2)),
      { open: 'desk', route: { page: 'clients', only: 'ending' } },
    ],
    [
      'billing',
      first('provider', role('suspended', null)),
      { open: 'provider-billing', accountId: 'a', providerId: 'p' },
    ],
    ['the account, after a removal', first('provider', role('removed', null)), { open: 'account', accountId: 'a' }],
    ['the account', first('account', trouble(failures['key-refused'])), { open: 'account', accountId: 'a' }],
    ['nowhere', first('digest'), null],
  ])('%s', (_, actual, expected) => {
    expect(actual).toEqual(expected);
  });

  it('leaves the notice as it is', () => {
    const before = notice('waiting', [atClient(1), inTeam(5)]);
    const copy = structuredClone(before);
    noticeTarget(before);
    expect(before).toEqual(copy);
  });
});

describe('tomorrow', () => {
  const midnight = Date.UTC(2026, 10, 21);
  const minuteOfDay = (at: number): { minuteOfDay: number } => ({ minuteOfDay: Math.floor((at % dayMs) / 60_000) });
  test.each([
    ['in the evening: the next morning', 20, dayMs + 8 * hourMs],
    ['in the small hours: this morning', 2, 8 * hourMs],
    ['shortly before eight: the next morning', 7, dayMs + 8 * hourMs],
    ['at eight: the next morning', 8, dayMs + 8 * hourMs],
  ])('%s', (_, hour, expected) => {
    expect(nextMorning(midnight + hour * hourMs, minuteOfDay) - midnight).toBe(expected);
  });

  it('is always eight in the morning, some hours away, and no more than a day and four hours', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1439 }), (minute) => {
        const at = nextMorning(midnight + minute * 60_000, minuteOfDay);
        expect(minuteOfDay(at).minuteOfDay).toBe(8 * 60);
        const wait = at - midnight - minute * 60_000;
        expect(wait).toBeGreaterThan(4 * hourMs);
        expect(wait).toBeLessThanOrEqual(dayMs + 4 * hourMs);
      }),
    );
  });
});
