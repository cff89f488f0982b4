/** Who waits, and how old is what we say. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type ClientList, type Place, type Provider, TEAM } from '@/lib/domain/model';
import {
  accountCheckedAt,
  accountView,
  checkedAt,
  isOld,
  isStale,
  type Overview,
  waitingPeople,
} from '@/lib/domain/overview';
import { defaultPreferences } from '@/lib/domain/preferences';
import { failures } from './failures';
import { account, client, overviewOf, person, place, provider } from './samples';

const listOf = (clients: ClientList['clients'], readAt = 900, providerId = 'p'): ClientList => ({
  accountId: 'a',
  providerId,
  readAt,
  clients,
});
const muting = (...clientIds: string[]) => ({
  ...defaultPreferences,
  muted: clientIds.map((clientId) => ({ accountId: 'a', providerId: 'p', clientId, name: null })),
});

describe('who waits', () => {
  const base = overviewOf({
    accounts: [account()],
    providers: [provider()],
    lists: [listOf([client('c1', { name: 'Brightwater' }), client('c2', { name: null })])],
    places: [
      place(TEAM, [person('t', { waitingSince: 300 })]),
      place('c1', [person('x', { waitingSince: 200 }), person('i', { status: 'invited', waitingSince: null })]),
      place('c2', [person('y', { waitingSince: 100 })]),
    ],
  });
  const who = (overview: Overview, only?: Parameters<typeof waitingPeople>[1]) =>
    waitingPeople(overview, only).map((w) => `${w.person.id} at ${w.clientName ?? w.place}`);

  it('longest first, by the names of today, the invited not among them', () => {
    expect(who(base)).toEqual(['y at c2', 'x at Brightwater', 't at team']);
  });

  it('not at muted clients', () => {
    expect(who({ ...base, preferences: muting('c2') })).toEqual(['x at Brightwater', 't at team']);
  });

  it('not at providers that were left', () => {
    expect(who({ ...base, providers: [provider({ removed: true })] })).toEqual([]);
    expect(who({ ...base, providers: [] })).toEqual([]);
  });

  it('of one provider, if asked', () => {
    const two = {
      ...base,
      providers: [provider(), provider({ id: 'q' })],
      places: [...base.places, place('c9', [person('z')], { providerId: 'q' })],
    };
    expect(who(two, { accountId: 'a', providerId: 'q' })).toEqual(['z at c9']);
    expect(who(two)).toHaveLength(4);
    expect(who(two, { accountId: 'b', providerId: 'q' })).toEqual([]);
  });

  it('two accounts in one provider each see their own', () => {
    const other = place('c1', [person('x')], { accountId: 'b' });
    const both = { ...base, providers: [provider(), provider({ accountId: 'b' })], places: [...base.places, other] };
    expect(waitingPeople(both).map((w) => w.accountId)).toEqual(['a', 'a', 'a', 'b']);
  });

  it('in one order, whatever the order of places and people', () => {
    const people = fc.uniqueArray(
      fc.record({ id: fc.constantFrom(...'abcdefgh'), at: fc.nat({ max: 3 }), first: fc.boolean() }),
      { selector: ({ id }) => id },
    );
    const both = people.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(both, (orders) => {
        const [one, other] = orders.map((list) =>
          who({
            ...base,
            places: list.map(({ id, at, first }) =>
              place(`c-${id}`, [person(id, { waitingSince: at, sinceFirstCheck: first })]),
            ),
          }),
        );
        expect(other).toEqual(one);
      }),
    );
  });
});

describe('how old is what we say of a provider', () => {
  const now = 10_000;
  const outstanding = client('c1', { used: 4, confirmed: 3 });
  const at = (places: Place[], of: Partial<Provider> = {}, clients = [outstanding], readAt = 9_000): number | null => {
    const view = accountView({ providers: [provider(of)], lists: [listOf(clients, readAt)], places }, account());
    const [only] = view.providers;
    return only === undefined ? null : checkedAt(view, only, now);
  };
  const team = place(TEAM, [], { readAt: 8_500 });
  const invited = [person('i', { status: 'invited', waitingSince: null })];
  const read = (readAt: number, more: Partial<Place> = {}): Place =>
    place('c1', invited, { readAt, triedAt: readAt, figures: { used: 4, confirmed: 3 }, ...more });

  test.each<[string, number | null, number | null]>([
    ['everything read after the list: the oldest of list and team', at([team, read(9_500)]), 8_500],
    ['a client still to be read in this check: as old as that', at([team, read(7_000)]), 7_000],
    ['a client never read, first check', at([team], { baselineAt: null }), null],
    ['a client never read, later', at([team]), 8_500],
    ['the team never read', at([read(9_500)]), null],
    ['a service user has no team', at([read(9_500)], { role: 'service-user' }), 9_000],
    [
      'a client that cannot be read does not hold the rest back',
      at([team, read(100, { failure: failures.refused, triedAt: now - 300_000 })]),
      8_500,
    ],
    [
      'a team that cannot be read neither',
      at([place(TEAM, [], { readAt: 10, failure: failures.refused }), read(9_500)]),
      9_000,
    ],
    ['nobody on the way anywhere', at([team], {}, [client('c1', { used: 3, confirmed: 3 })]), 8_500],
  ])('%s', (_, actual, expected) => {
    expect(actual).toBe(expected);
  });

  it('is unknown without a list', () => {
    const view = accountView({ providers: [provider()], lists: [], places: [team] }, account());
    expect(view.providers.map((p) => checkedAt(view, p, now))).toEqual([null]);
  });

  it('is never later than any reading it stands on', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: now }), { maxLength: 6 }),
        fc.nat({ max: now }),
        fc.nat({ max: now }),
        (reads, list, own) => {
          const clients = reads.map((_, n) => client(`c${n}`, { used: 4, confirmed: 3 }));
          const places = reads.map((readAt, n) => ({ ...read(readAt), place: `c${n}` }));
          const answer = at([place(TEAM, [], { readAt: own }), ...places], {}, clients, list);
          const older = reads.filter((readAt) => readAt < list);
          expect(answer).toBe(Math.min(list, own, ...older));
        },
      ),
    );
  });

  it('over several providers is the oldest, and unknown while one is', () => {
    const view = (second: ClientList[]) =>
      accountView(
        {
          providers: [
            provider({ role: 'service-user' }),
            provider({ id: 'q', role: 'service-user' }),
            provider({ id: 'gone', removed: true }),
          ],
          lists: [listOf([], 9_000), ...second],
          places: [],
        },
        account(),
      );
    expect(accountCheckedAt(view([listOf([], 4_000, 'q')]), now)).toBe(4_000);
    expect(accountCheckedAt(view([]), now)).toBeNull();
  });
});

describe('an account’s part of the overview', () => {
  it('holds nothing of another account', () => {
    const overview = overviewOf({
      providers: [provider(), provider({ accountId: 'b' })],
      lists: [listOf([]), { ...listOf([]), accountId: 'b' }],
      places: [place('c1'), place('c2', [], { accountId: 'b' })],
    });
    const view = accountView(overview, account());
    expect(view.providers.map((p) => p.accountId)).toEqual(['a']);
    expect([...view.lists.values()].map((l) => l.accountId)).toEqual(['a']);
    expect([...(view.places.get('p')?.keys() ?? [])]).toEqual(['c1']);
  });
});

describe('old and stale', () => {
  const every = (minutes: number) => ({ ...defaultPreferences, checkEveryMinutes: minutes });
  const minute = 60_000;
  test.each([
    [1, 3, 30],
    [2, 6, 30],
    [10, 30, 30],
    [30, 90, 90],
    [60, 180, 180],
  ])('checked every %s min: old after %s, stale after %s', (minutes, old, stale) => {
    expect([old, old + 0.001].map((ago) => isOld(0, every(minutes), ago * minute))).toEqual([false, true]);
    expect([stale, stale + 0.001].map((ago) => isStale(0, every(minutes), ago * minute))).toEqual([false, true]);
  });
});
