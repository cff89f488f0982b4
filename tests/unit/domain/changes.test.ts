/** What counts as news between two readings: nothing twice, nothing lost, and never the order of rows. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compareList, comparePlace, compareProviders, type PlaceReading } from '@/lib/domain/changes';
import { type Client, type ClientList, type Place, TEAM } from '@/lib/domain/model';
import type { LowSeats } from '@/lib/domain/preferences';
import type { ClientReading, MemberReading, ProviderReading } from '@/lib/domain/readings';
import { client, place, provider } from './samples';

const key = { accountId: 'a', providerId: 'p' };
const threshold: LowSeats = { unit: 'seats', value: 2 };

const member = (id: string, status: MemberReading['status']): MemberReading => ({
  id,
  userId: status === 'invited' ? null : `u-${id}`,
  name: status === 'invited' ? null : `Name of ${id}`,
  email: `${id}@example.org`,
  status,
  role: 'user',
});

const reading = (members: readonly MemberReading[], more: Partial<PlaceReading> = {}): PlaceReading => ({
  key,
  place: 'c1',
  members,
  figures: null,
  firstCheck: false,
  now: 10_000,
  ...more,
});

const statuses = ['invited', 'accepted', 'confirmed', 'revoked', 'staged', 'unknown'] as const;
const members = fc.uniqueArray(
  fc.record({ id: fc.constantFrom(...'abcdefgh'), status: fc.constantFrom(...statuses) }),
  {
    selector: ({ id }) => id,
  },
);
const rows = members.map((list) => list.map(({ id, status }) => member(id, status)));
const shuffledRows = rows.chain((list) =>
  fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
);
const ids = (people: readonly { id: string }[]): string[] => people.map(({ id }) => id).sort();

describe('a member list against what was known', () => {
  it('has no news when nothing changed, however often it is read', () => {
    fc.assert(
      fc.property(rows, fc.boolean(), (list, firstCheck) => {
        const first = comparePlace(undefined, reading(list, { firstCheck }));
        const second = comparePlace(first.next, reading(list, { now: 20_000 }));
        expect(second.accepted).toEqual([]);
        expect(second.left).toEqual([]);
        expect(second.next).toEqual({ ...first.next, readAt: 20_000, triedAt: 20_000 });
      }),
    );
  });

  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(rows, shuffledRows, (before, [one, other]) => {
        const known = comparePlace(undefined, reading(before)).next;
        const now = { now: 20_000 };
        expect(comparePlace(known, reading(other, now))).toEqual(comparePlace(known, reading(one, now)));
      }),
    );
  });

  it('tells of exactly those who began to wait and those who stopped', () => {
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const waits = (list: readonly MemberReading[]) => list.filter(({ status }) => status === 'accepted');
        const known = comparePlace(undefined, reading(before)).next;
        const { accepted, left, next } = comparePlace(known, reading(after, { now: 20_000 }));
        const was = new Set(ids(waits(before)));
        const is = new Set(ids(waits(after)));
        expect(ids(accepted)).toEqual([...is].filter((id) => !was.has(id)).sort());
        expect(ids(left)).toEqual([...was].filter((id) => !is.has(id)).sort());
        expect(next.members).toBe(after.length);
        expect(ids(next.people)).toEqual(
          ids(after.filter(({ status }) => status === 'invited' || status === 'accepted')),
        );
        // Back to where it was: who left comes again, and who came leaves.
        const back = comparePlace(next, reading(before, { now: 30_000 }));
        expect(ids(back.accepted)).toEqual(ids(left));
        expect(ids(back.left)).toEqual(ids(accepted));
      }),
    );
  });

  it('keeps since when somebody is known, waits, and was reminded of', () => {
    const first = comparePlace(undefined, reading([member('x', 'invited'), member('y', 'accepted')]));
    expect(first.next.people).toMatchObject([
      { id: 'x', firstSeenAt: 10_000, waitingSince: null, sinceFirstCheck: false, remindedAt: null },
      { id: 'y', firstSeenAt: 10_000, waitingSince: 10_000 },
    ]);
    const reminded: Place = {
      ...first.next,
      people: first.next.people.map((p) => (p.id === 'y' ? { ...p, remindedAt: 15_000 } : p)),
    };
    const second = comparePlace(reminded, reading([member('x', 'accepted'), member('y', 'accepted')], { now: 20_000 }));
    expect(second.next.people).toMatchObject([
      { id: 'x', firstSeenAt: 10_000, waitingSince: 20_000, remindedAt: null },
      { id: 'y', firstSeenAt: 10_000, waitingSince: 10_000, remindedAt: 15_000 },
    ]);
    expect(second.accepted).toMatchObject([{ id: 'x' }]);
  });

  it('remembers who was waiting before anybody looked, and only them', () => {
    const first = comparePlace(
      undefined,
      reading([member('x', 'invited'), member('y', 'accepted')], { firstCheck: true }),
    );
    expect(first.next.people.map((p) => p.sinceFirstCheck)).toEqual([false, true]);
    const second = comparePlace(
      first.next,
      reading([member('x', 'accepted'), member('y', 'accepted')], { now: 20_000 }),
    );
    expect(second.next.people.map((p) => p.sinceFirstCheck)).toEqual([false, true]);
  });

  it('starts over for somebody who went back to invited', () => {
    const first = comparePlace(undefined, reading([member('x', 'accepted')], { firstCheck: true }));
    const back = comparePlace(first.next, reading([member('x', 'invited')], { now: 20_000 }));
    expect(back.left).toMatchObject([{ id: 'x' }]);
    expect(back.next.people).toMatchObject([{ waitingSince: null, sinceFirstCheck: false, firstSeenAt: 10_000 }]);
    const again = comparePlace(back.next, reading([member('x', 'accepted')], { now: 30_000 }));
    expect(again.accepted).toMatchObject([{ id: 'x', waitingSince: 30_000, sinceFirstCheck: false }]);
  });

  it('forgets the failure of the last try, and takes the new figures', () => {
    const known = place('c1', [], { readAt: null, failure: { kind: 'server-error', host: 'h', status: 500 } });
    const { next } = comparePlace(known, reading([], { figures: { used: 4, confirmed: 4 } }));
    expect(next).toMatchObject({ failure: null, figures: { used: 4, confirmed: 4 }, readAt: 10_000, triedAt: 10_000 });
  });
});

const row = (id: string, remaining: number | null, more: Partial<ClientReading> = {}): ClientReading => {
  const { low: _, ...rest } = client(id, {
    assigned: 10,
    used: 10 - (remaining ?? 0),
    remaining,
    confirmed: 3,
    ...more,
  });
  return rest;
};
const list = (
  known: ClientList | undefined,
  clients: readonly ClientReading[],
  now = 10_000,
  limit: LowSeats = threshold,
) => compareList(known, [], { key, clients, threshold: limit, now });

describe('a list of clients against what was known', () => {
  const someRows = fc
    .uniqueArray(
      fc.record({ id: fc.constantFrom(...'abcdefgh'), remaining: fc.option(fc.integer({ min: -2, max: 6 })) }),
      { selector: ({ id }) => id },
    )
    .map((clients) => clients.map(({ id, remaining }) => row(id, remaining)));
  const shuffled = someRows.chain((clients) =>
    fc.tuple(fc.constant(clients), fc.shuffledSubarray(clients, { minLength: clients.length })),
  );

  it('has no news when nothing changed, and keeps the very same rows', () => {
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const first = list(undefined, one);
        expect(first.becameLow).toEqual([]);
        const second = list(first.next, other, 20_000);
        expect(second.becameLow).toEqual([]);
        expect(second.next.readAt).toBe(20_000);
        expect(second.next.clients.every((c, at) => c === first.next.clients[at])).toBe(true);
        expect(second.next.clients).toHaveLength(one.length);
      }),
    );
  });

  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(someRows, shuffled, (before, [one, other]) => {
        const known = list(undefined, before).next;
        const byId = (clients: readonly Client[]) => [...clients].sort((a, b) => (a.id < b.id ? -1 : 1));
        const a = list(known, one, 20_000);
        const b = list(known, other, 20_000);
        expect(b.next).toEqual(a.next);
        expect(byId(b.becameLow)).toEqual(byId(a.becameLow));
      }),
    );
  });

  it('tells of low seats once per crossing, and again only after recovery', () => {
    const crossings = (remaining: readonly (number | null)[], limit: LowSeats = threshold): number[] => {
      let known: ClientList | undefined;
      return remaining.flatMap((left, at) => {
        const { next, becameLow } = list(known, [row('x', left)], at, limit);
        known = next;
        return becameLow.length > 0 ? [at] : [];
      });
    };
    expect(crossings([5, 2, 1, 0, -1, 2])).toEqual([1]);
    expect(crossings([5, 2, 3, 2, 2, 7, 0])).toEqual([1, 3, 6]);
    // Low when first seen: whoever added it knows.
    expect(crossings([1, 1, 0])).toEqual([]);
    expect(crossings([1, 3, 1])).toEqual([2]);
    // Without a limit, or unknown: not low.
    expect(crossings([5, null, 5])).toEqual([]);
    expect(crossings([20, 11, 10], { unit: 'percent', value: 100 })).toEqual([2]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 6 }), { minLength: 1 }), (remaining) => {
        const expected = remaining.flatMap((left, at) => {
          const before = remaining[at - 1];
          return before !== undefined && before > 2 && left <= 2 ? [at] : [];
        });
        expect(crossings(remaining)).toEqual(expected);
      }),
    );
  });

  it('empties the places that hold nobody by the figures, and those of clients that are gone, never the team', () => {
    const places = [TEAM, 'full', 'empty', 'gone', 'silent'].map((where) => place(where));
    const { emptied } = compareList(undefined, places, {
      key,
      threshold,
      now: 1,
      clients: [
        row('full', 5, { used: 5, confirmed: 4 }),
        row('empty', 5, { used: 5, confirmed: 5 }),
        row('silent', 5, { used: null, confirmed: 5 }),
      ],
    });
    expect(emptied.map((p) => p.place)).toEqual(['empty', 'gone']);
  });

  test.each(['name', 'plan', 'assigned', 'used', 'remaining', 'confirmed', 'relationId'] as const)(
    'a row whose %s changed is a new row',
    (field) => {
      const first = list(undefined, [row('x', 5), row('y', 5)]);
      const changed = { ...row('x', 5), [field]: typeof row('x', 5)[field] === 'number' ? 6 : 'other' };
      const second = list(first.next, [changed, row('y', 5)]);
      expect(second.next.clients[0]).toMatchObject(changed);
      expect(second.next.clients[1]).toBe(first.next.clients[1]);
    },
  );
});

const said = (id: string, more: Partial<ProviderReading> = {}): ProviderReading => ({
  id,
  name: 'Harbour IT',
  role: 'provider-admin',
  enabled: true,
  type: 'msp',
  disabledClientIds: [],
  ...more,
});

describe('the profile against what was known', () => {
  const what = (known: Parameters<typeof compareProviders>[1], now: readonly ProviderReading[]) =>
    compareProviders('a', known, now).news.map((news) => `${news.provider.id} ${news.what}`);

  it.each([
    ['nothing changed', [provider()], [said('p')], []],
    ['a first provider', [], [said('p')], []],
    ['a first provider that is suspended', [], [said('p', { enabled: false })], ['p suspended']],
    ['suspended', [provider()], [said('p', { enabled: false })], ['p suspended']],
    ['still suspended', [provider({ enabled: false })], [said('p', { enabled: false })], []],
    ['resumed', [provider({ enabled: false })], [said('p')], ['p resumed']],
    ['demoted', [provider()], [said('p', { role: 'service-user' })], ['p made-service-user']],
    ['promoted', [provider({ role: 'service-user' })], [said('p')], ['p made-admin']],
    ['removed', [provider()], [], ['p removed']],
    ['still removed', [provider({ removed: true })], [], []],
    ['back after removal', [provider({ removed: true, role: 'service-user' })], [said('p')], []],
    ['one of two removed', [provider(), provider({ id: 'q' })], [said('q')], ['p removed']],
    // Both become one notice, whose later item stays: the graver comes last.
    [
      'demoted and suspended at once',
      [provider()],
      [said('p', { role: 'service-user', enabled: false })],
      ['p made-service-user', 'p suspended'],
    ],
  ])('%s', (_, known, now, expected) => {
    expect(what(known, now)).toEqual(expected);
  });

  it('keeps what the desk knows of a provider, but not over a removal', () => {
    const failure = { kind: 'refused', status: 403, what: 'x' } as const;
    const known = provider({ baselineAt: 7, triedAt: 8, failure });
    expect(compareProviders('a', [known], [said('p')]).next).toMatchObject([{ baselineAt: 7, triedAt: 8, failure }]);
    const [gone] = compareProviders('a', [known], []).next;
    expect(gone).toEqual({ ...known, removed: true, failure: null });
    expect(compareProviders('a', gone === undefined ? [] : [gone], [said('p')]).next).toMatchObject([
      { baselineAt: null, triedAt: null, failure: null, removed: false },
    ]);
  });

  it('is at rest after one reading, whatever came before', () => {
    const anyReading = fc
      .uniqueArray(
        fc.record({
          id: fc.constantFrom('p', 'q', 'r'),
          role: fc.constantFrom('provider-admin' as const, 'service-user' as const),
          enabled: fc.boolean(),
        }),
        { selector: ({ id }) => id },
      )
      .map((all) => all.map(({ id, ...more }) => said(id, more)));
    fc.assert(
      fc.property(anyReading, anyReading, (before, after) => {
        const known = compareProviders('a', [], before).next;
        const next = compareProviders('a', known, after).next;
        expect(compareProviders('a', next, after)).toEqual({ next, news: [] });
        expect(next.filter((p) => !p.removed).map((p) => p.id)).toEqual(after.map((r) => r.id));
      }),
    );
  });
});
