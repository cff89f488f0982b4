import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldQuery } from '@/lib/domain/client-list';
import type { Person } from '@/lib/domain/model';
import { type Overview, waitingPeople } from '@/lib/domain/overview';
import { defaultPreferences } from '@/lib/domain/preferences';
import { foundGroups, keepGroups, type WaitingGroup, waitingGroups, waitingItems } from '@/lib/domain/waiting-list';
import { failures } from './failures';
import { account, client, overviewOf, person, place, provider } from './samples';

const minute = 60_000;
const now = 1_000 + minute;
const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
const groups = (overview: Overview, more: Partial<Parameters<typeof waitingGroups>[0]> = {}) =>
  waitingGroups({ overview, scope: null, now, collator, ...more });

const owned = { accountId: 'b', providerId: 'q' };
const desk = overviewOf({
  accounts: [account(), account({ id: 'b', email: 'lena@lantern.example' })],
  // Stored in any order.
  providers: [provider({ accountId: 'b', id: 'q', name: 'Lantern' }), provider()],
  lists: [
    {
      accountId: 'a',
      providerId: 'p',
      readAt: 1_000,
      clients: [client('z', { name: 'Zebra' }), client('n', { name: null }), client('e', { name: 'Éclair' })],
    },
    { ...owned, readAt: 1_000, clients: [client('k', { name: 'Kwelder' })] },
  ],
  places: [
    place('z', [
      person('z1', { waitingSince: 300 }),
      person('z2', { waitingSince: 200 }),
      person('z3', { status: 'invited', waitingSince: null }),
    ]),
    place('k', [person('k1')], owned),
    place('n', [person('n1')]),
    place('e', [person('e1', { name: 'Noor Ávila' })]),
    place('team', [person('t1', { role: 'service-user' })]),
    place('empty'),
  ],
});
const shape = (list: readonly WaitingGroup[]) =>
  list.map((group) => [group.key, group.rows.map((row) => row.waiting.person.id)]);

describe('groups', () => {
  it('stand under their provider: the own team first, then clients by name, the nameless last; longest wait first', () => {
    expect(shape(groups(desk).counted)).toEqual([
      ['a/p/team', ['t1']],
      ['a/p/e', ['e1']],
      ['a/p/z', ['z2', 'z1']],
      ['a/p/n', ['n1']],
      ['b/q/k', ['k1']],
    ]);
  });

  it('of one provider, where that is what one looks at', () => {
    expect(shape(groups(desk, { scope: owned }).counted)).toEqual([['b/q/k', ['k1']]]);
  });

  it('say which account their provider is seen by, where two are called the same', () => {
    const called = (name: string | null, ...accounts: Parameters<typeof account>[0][]) =>
      groups({
        ...desk,
        accounts: accounts.map((more) => account(more)),
        providers: [provider({ accountId: 'b', id: 'q', name }), provider()],
      }).counted.map((group) => group.account);
    const lena = { id: 'b', email: 'lena@lantern.example' };
    const [ada, last] = ['ada@harbour-it.example', 'lena@lantern.example'];
    expect(called('Lantern', {}, lena)).toEqual([null, null, null, null, null]);
    expect(called('Harbour IT', {}, lena)).toEqual([ada, ada, ada, ada, last]);
    expect(called('Harbour IT', { label: 'Own' }, lena)).toEqual(['Own', 'Own', 'Own', 'Own', last]);
    const left = { ...desk, providers: [provider(), provider({ id: 'r', removed: true })] };
    expect(groups(left).counted[0]?.account).toBe(null);
    expect(waitingItems(groups(desk).counted, true)[0]).toMatchObject({ kind: 'provider', account: null });
  });

  it('of muted clients stand apart, and all others are those that popup and badge count', () => {
    const muted = [{ accountId: 'a', providerId: 'p', clientId: 'z', name: 'Zebra' }];
    const overview = { ...desk, preferences: { ...defaultPreferences, muted } };
    const { counted, muted: apart } = groups(overview);
    expect(shape(apart)).toEqual([['a/p/z', ['z2', 'z1']]]);
    expect(apart[0]?.muted).toBe(true);
    expect(counted.flatMap((group) => group.rows.map((row) => row.key)).sort()).toEqual(
      waitingPeople(overview)
        .map((one) => `${one.accountId}/${one.providerId}/${one.place}/${one.person.id}`)
        .sort(),
    );
  });

  it('tell what is in the way of those there', () => {
    const reseller = { ...desk, providers: [provider({ type: 'reseller' }), ...desk.providers.slice(0, 1)] };
    expect(groups(reseller).counted.map((group) => group.obstacle?.kind ?? null)).toEqual([
      null,
      'reseller',
      'reseller',
      'reseller',
      null,
    ]);
  });

  it('leave out providers that were left', () => {
    const left = { ...desk, providers: [provider({ removed: true }), ...desk.providers.slice(0, 1)] };
    expect(groups(left).counted.map((group) => group.key)).toEqual(['b/q/k']);
  });
});

describe('how old', () => {
  const asOf = (more: Parameters<typeof place>[2], passed: number, where = 'z', listReadAt = 1_000) => {
    const overview = overviewOf({
      accounts: [account()],
      providers: [provider()],
      lists: [{ accountId: 'a', providerId: 'p', readAt: listReadAt, clients: [client('z')] }],
      places: [place(where, [person('z1')], more)],
    });
    return groups(overview, { now: 1_000 + passed }).counted[0]?.asOf;
  };
  it.each([
    ['just read', asOf({}, 0), null],
    ['within three intervals', asOf({}, 6 * minute), null],
    ['over three intervals, and so is the list', asOf({}, 7 * minute), { at: 1_000 }],
    ['a while ago, but the figures have not moved since', asOf({}, 30 * minute, 'z', 1_000 + 29 * minute), null],
    ['longer ago than the slow refresh', asOf({}, 37 * minute, 'z', 1_000 + 36 * minute), { at: 1_000 }],
    ['the team has no figures that vouch for it', asOf({}, 7 * minute, 'team', 1_000 + 7 * minute), { at: 1_000 }],
    ['failed', asOf({ failure: failures['server-error'] }, 0), { at: 1_000 }],
    ['never read', asOf({ readAt: null, failure: failures['server-error'] }, 0), { at: null }],
  ])('%s', (_, actual, expected) => {
    expect(actual).toEqual(expected);
  });
});

describe('search and filter', () => {
  const found = (filter: string | null, query: string) =>
    shape(foundGroups(groups(desk).counted, filter, foldQuery(query)));
  it.each([
    ['a name, whatever case and accents', null, 'NOOR avila', [['a/p/e', ['e1']]]],
    ['an address', null, 'z2@', [['a/p/z', ['z2']]]],
    ['a client: everybody there', null, 'eclair', [['a/p/e', ['e1']]]],
    ['a place', 'a/p/z', '', [['a/p/z', ['z2', 'z1']]]],
    ['a provider', 'b/q', '', [['b/q/k', ['k1']]]],
    ['both', 'a/p/z', 'z1@', [['a/p/z', ['z1']]]],
    ['nobody', 'b/q', 'z1@', []],
  ])('%s', (_, filter, query, expected) => {
    expect(found(filter, query)).toEqual(expected);
  });
});

describe('lines', () => {
  it('have a heading for each place, and for each provider where there are several', () => {
    const kinds = (several: boolean) =>
      waitingItems(groups(desk).counted, several)
        .map((item) => item.kind)
        .join(' ');
    expect(kinds(false)).not.toContain('provider');
    expect(kinds(true)).toBe(
      'provider place person place person place person person place person provider place person',
    );
    const heads = waitingItems(groups(desk).counted, true).flatMap((item) =>
      item.kind === 'provider' ? item.count : [],
    );
    expect(heads).toEqual([5, 1]);
  });

  it('have keys of their own, whoever comes while the order is held', () => {
    const more = {
      ...desk,
      places: desk.places.map((one) =>
        one.place === 'team' ? { ...one, people: [...one.people, person('t2')] } : one,
      ),
    };
    const items = waitingItems(keepGroups(groups(desk).counted, groups(more).counted), true);
    expect(new Set(items.map((item) => item.key)).size).toBe(items.length);
  });
});

describe('an order that is held', () => {
  const with_ = (change: (people: Record<string, Person[]>) => void): Overview => {
    const people = Object.fromEntries(desk.places.map((one) => [one.place, [...one.people]]));
    change(people);
    return { ...desk, places: desk.places.map((one) => ({ ...one, people: people[one.place] ?? [] })) };
  };
  const kept = (overview: Overview) => shape(keepGroups(groups(desk).counted, groups(overview).counted));

  it('puts whoever came after everybody else', () => {
    const overview = with_((people) => {
      people.team?.push(person('t0', { waitingSince: 1 }));
      people.empty?.push(person('x1'));
    });
    expect(kept(overview).slice(0, 5)).toEqual(shape(groups(desk).counted));
    expect(kept(overview).slice(5)).toEqual([
      ['a/p/team', ['t0']],
      ['a/p/empty', ['x1']],
    ]);
  });

  it('lets go whoever left, with the heading of the last', () => {
    const overview = with_((people) => {
      people.z = people.z?.slice(1) ?? [];
      people.e = [];
    });
    expect(kept(overview)).toEqual([
      ['a/p/team', ['t1']],
      ['a/p/z', ['z2']],
      ['a/p/n', ['n1']],
      ['b/q/k', ['k1']],
    ]);
  });

  it('never moves anybody against another, and shows exactly who waits', () => {
    const crowd = fc.uniqueArray(fc.tuple(fc.constantFrom('team', 'z', 'e', 'n', 'empty'), fc.nat({ max: 30 })), {
      selector: ([where, n]) => `${where}${n}`,
      maxLength: 25,
    });
    const of = (list: readonly (readonly [string, number])[]): Overview =>
      with_((people) => {
        for (const where of ['team', 'z', 'e', 'n', 'empty', 'k']) people[where] = [];
        for (const [where, n] of list) people[where]?.push(person(`${where}${n}`, { waitingSince: (n * 7) % 11 }));
      });
    fc.assert(
      fc.property(crowd, crowd, crowd, (first, second, third) => {
        const keys = (list: readonly WaitingGroup[]) => list.flatMap((group) => group.rows.map((row) => row.key));
        const a = groups(of(first)).counted;
        const b = keepGroups(a, groups(of(second)).counted);
        const c = keepGroups(b, groups(of(third)).counted);
        for (const [before, after, overview] of [
          [a, b, of(second)],
          [b, c, of(third)],
        ] as const) {
          const left = new Set(keys(after));
          const stayed = keys(before).filter((key) => left.has(key));
          expect(keys(after).slice(0, stayed.length)).toEqual(stayed);
          expect(keys(after).sort()).toEqual(keys(groups(overview).counted).sort());
          expect(after.every((group) => group.rows.length > 0)).toBe(true);
        }
      }),
    );
  });
});
