/** What may be done with whom, and in what order members stand. */
import { describe, expect, it, test } from 'vitest';
import {
  enrolledOf,
  hindrance,
  isRise,
  lacksTwoStep,
  type Member,
  matches,
  memberDeeds,
  onlyAdmin,
  passes,
  sortMembers,
  takesLastOwner,
} from '@/lib/domain/membership';

const member = (id: string, more: Partial<Member> = {}): Member => ({
  id,
  userId: `u-${id}`,
  name: `Name ${id}`,
  email: `${id}@x.example`,
  status: 'confirmed',
  role: 'service-user',
  isSelf: false,
  invitation: null,
  waiting: null,
  twoStep: null,
  recovery: null,
  revokedBy: null,
  ...more,
});
const invitation = (state: 'fresh' | 'ending' | 'ended', endsAt = 1) => ({
  sentAt: 0,
  endsAt,
  state,
  isEstimate: false,
});
const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

it('who is enrolled in account recovery counts among the confirmed, and not before any of that is known', () => {
  expect(enrolledOf([])).toBeUndefined();
  expect(enrolledOf([member('a'), member('b', { status: 'revoked', recovery: true })])).toBeUndefined();
  const known = [member('a', { recovery: true }), member('b', { recovery: false }), member('c')];
  expect(enrolledOf([...known, member('d', { status: 'revoked', recovery: true })])).toEqual({ count: 1, of: 2 });
});

describe('what may be done', () => {
  const self = member('me', { role: 'provider-admin', isSelf: true });
  const other = member('other', { role: 'provider-admin' });
  const service = member('s');
  const invited = member('i', { status: 'invited', userId: null, name: null });
  const revoked = member('r', { status: 'revoked', role: 'user' });
  const custom = member('c', { role: 'custom' });

  test.each([
    ['a service user', service, { resend: 'not-invited', restore: 'not-revoked' }],
    ['another admin', other, { resend: 'not-invited', restore: 'not-revoked' }],
    ['oneself', self, { resend: 'not-invited', remove: 'self', role: 'self', revoke: 'self', restore: 'self' }],
    ['somebody invited', invited, { restore: 'not-revoked' }],
    ['somebody revoked', revoked, { resend: 'not-invited', revoke: 'revoked' }],
    ['somebody with a custom role', custom, { resend: 'not-invited', role: 'custom', restore: 'not-revoked' }],
  ])('with %s', (_, who, held) => {
    const all = [self, other, service, invited, revoked, custom];
    const found = Object.fromEntries(
      memberDeeds.flatMap((deed) => {
        const reason = hindrance(deed, who, all);
        return reason === null ? [] : [[deed, reason]];
      }),
    );
    expect(found).toEqual(held);
  });

  it('keeps the only confirmed admin an admin, and in the team', () => {
    const waiting = member('w', { role: 'provider-admin', status: 'accepted' });
    for (const only of [self, other]) {
      const all = [only, service, waiting];
      expect(onlyAdmin(all)).toBe(only);
      expect(hindrance('remove', only, all)).toBe('last-admin');
      expect(hindrance('role', only, all)).toBe('last-admin');
      expect(hindrance('remove', waiting, all)).toBeNull();
    }
    expect(onlyAdmin([self, other])).toBeNull();
    expect(onlyAdmin([service])).toBeNull();
  });

  it('knows when a client would have no owner of its own any more', () => {
    const owner = member('o', { role: 'owner' });
    const second = member('p', { role: 'owner' });
    const later = member('q', { role: 'owner', status: 'invited' });
    expect(takesLastOwner([owner, later, service], [owner])).toBe(true);
    expect(takesLastOwner([owner, second], [owner])).toBe(false);
    expect(takesLastOwner([owner, second], [owner, second])).toBe(true);
    expect(takesLastOwner([later, service], [service])).toBe(false);
  });

  it('tells a rise from the rest', () => {
    expect(isRise('service-user', 'provider-admin')).toBe(true);
    expect(isRise('provider-admin', 'service-user')).toBe(false);
    expect(isRise('user', 'admin')).toBe(true);
    expect(isRise('admin', 'owner')).toBe(true);
    expect(isRise('owner', 'admin')).toBe(false);
  });
});

describe('the list', () => {
  const people = [
    member('zoe', { name: 'Zoe' }),
    member('ended', { status: 'invited', name: null, invitation: invitation('ended', 5) }),
    member('bram', { name: 'Bram' }),
    member('ending', { status: 'invited', name: null, invitation: invitation('ending', 9) }),
    member('wait', { status: 'accepted', name: 'Xi', waiting: { at: 3, before: false } }),
    member('gone', { status: 'revoked', name: 'Ann' }),
  ];
  const order = (...sort: [] | [Parameters<typeof sortMembers>[1]]): string[] =>
    sortMembers(people, sort[0] ?? null, collator).map(({ id }) => id);

  it('begins with those who wait, then confirmed by name, invited, ended, revoked', () => {
    expect(order()).toEqual(['wait', 'bram', 'zoe', 'ending', 'ended', 'gone']);
  });

  it('is sorted by any column, either way, always to the same end', () => {
    expect(order({ column: 'member', descending: false })).toEqual(['gone', 'bram', 'ended', 'ending', 'wait', 'zoe']);
    expect(order({ column: 'until', descending: false }).slice(0, 3)).toEqual(['wait', 'ended', 'ending']);
    expect(order({ column: 'status', descending: true })[0]).toBe('gone');
    expect(sortMembers([...people].reverse(), null, collator)).toEqual(sortMembers(people, null, collator));
  });

  it('lets through what a filter is for', () => {
    const ids = (filter: Parameters<typeof passes>[0]) =>
      people.filter((one) => passes(filter, one)).map(({ id }) => id);
    expect(ids('invited')).toEqual(['ending']);
    expect(ids('ended')).toEqual(['ended']);
    expect(ids('accepted')).toEqual(['wait']);
    expect(ids('revoked')).toEqual(['gone']);
    expect(ids('all')).toHaveLength(people.length);
  });

  it('finds in name and address, without regard to accents', () => {
    expect(matches(member('a', { name: 'Søren Novák' }), 'novak')).toBe(true);
    expect(matches(member('a', { name: null, email: 'eva@x.example' }), 'x.ex')).toBe(true);
    expect(matches(member('a'), 'zzz')).toBe(false);
  });

  it('bothers about two-step login those who are in, and of whom it is known', () => {
    expect(lacksTwoStep(member('a', { twoStep: false }))).toBe(true);
    expect(lacksTwoStep(member('a', { twoStep: false, status: 'invited' }))).toBe(false);
    expect(lacksTwoStep(member('a', { twoStep: null }))).toBe(false);
  });
});
