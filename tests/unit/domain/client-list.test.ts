import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arrange,
  type ClientRow,
  clientRows,
  foldQuery,
  foundItems,
  keepOrder,
  listItems,
  nextSort,
  queueLength,
  stretches,
} from '@/lib/domain/client-list';
import type { Client } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import { defaultPreferences } from '@/lib/domain/preferences';
import type { Sort } from '@/lib/domain/seats';
import { account, client, overviewOf, person, place, provider } from './samples';

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
const now = 1_000_000;

const harbour = (clients: readonly Client[], more: Partial<Overview> = {}): Overview =>
  overviewOf({
    accounts: [account()],
    providers: [provider()],
    lists: [{ accountId: 'a', providerId: 'p', readAt: now, clients: [...clients] }],
    ...more,
  });

const names = (rows: readonly ClientRow[]): (string | null)[] => rows.map((row) => row.client.name);

describe('rows', () => {
  const full = client('1', { name: 'Tideway', assigned: 20, used: 20, remaining: 0 });

  it.each([
    ['none left', client('1', { assigned: 5, used: 5, remaining: 0 }), 'full'],
    ['more used than assigned', client('1', { assigned: 5, used: 8, remaining: -3 }), 'over'],
    ['at the threshold', client('1', { assigned: 5, used: 3, remaining: 2 }), 'low'],
    ['above the threshold', client('1', { assigned: 5, used: 2, remaining: 3 }), 'fine'],
    ['no limit', client('1', { assigned: null, used: 3, remaining: null }), 'no-limit'],
    ['seats unknown', client('1', { assigned: 5, used: null, remaining: null }), 'unknown'],
  ])('%s is %s', (_, one, state) => {
    expect(clientRows(harbour([one]), null)[0]?.state).toBe(state);
  });

  it('marks clients that are switched off, muted, waited at, or not read', () => {
    const overview = harbour([full], {
      providers: [provider({ disabledClientIds: ['1'] })],
      places: [
        place('1', [person('m1'), person('m2', { status: 'invited', waitingSince: null })], {
          failure: { kind: 'refused', status: 403, what: 'members' },
          readAt: 7,
        }),
      ],
      preferences: { ...defaultPreferences, muted: [{ accountId: 'a', providerId: 'p', clientId: '1', name: 'x' }] },
    });
    expect(clientRows(overview, null)[0]).toMatchObject({
      state: 'disabled',
      muted: true,
      waiting: 1,
      invited: 1,
      people: { read: false, at: 7 },
      figuresAt: null,
    });
  });

  it('says of when figures are whose list could not be read', () => {
    const overview = harbour([full], {
      providers: [provider({ failure: { kind: 'refused', status: 403, what: 'clients' } })],
    });
    expect(clientRows(overview, null)[0]?.figuresAt).toBe(now);
  });

  it('keeps rows that say the same, and replaces those that do not', () => {
    const other = client('2');
    const before = clientRows(harbour([full, other]), null);
    const known = new Map(before.map((row) => [row.key, row]));
    const after = clientRows(harbour([full, { ...other, used: 4, remaining: 6 }]), null, known);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect(after[1]?.client.used).toBe(4);
  });

  it('lists only what is in scope, and nothing of a provider left behind', () => {
    const two = overviewOf({
      accounts: [account()],
      providers: [provider(), provider({ id: 'q' }), provider({ id: 'gone', removed: true })],
      lists: ['p', 'q', 'gone'].map((providerId) => ({
        accountId: 'a',
        providerId,
        readAt: now,
        clients: [client(providerId)],
      })),
    });
    expect(clientRows(two, null).map((row) => row.providerId)).toEqual(['p', 'q']);
    expect(clientRows(two, { accountId: 'a', providerId: 'q' }).map((row) => row.providerId)).toEqual(['q']);
  });
});

const clientArbitrary = fc
  .record({
    name: fc.option(fc.string({ maxLength: 6 }), { nil: null }),
    plan: fc.constantFrom('Teams', 'Enterprise', null),
    assigned: fc.option(fc.integer({ min: 0, max: 20 }), { nil: null }),
    used: fc.option(fc.integer({ min: 0, max: 25 }), { nil: null }),
  })
  .map(({ name, plan, assigned, used }) => ({
    name,
    plan,
    assigned,
    used,
    remaining: assigned === null || used === null ? null : assigned - used,
  }));
const clientsArbitrary = fc
  .array(clientArbitrary, { maxLength: 30 })
  .map((all) => all.map((one, at) => client(`c${at}`, one)));
const sortArbitrary = fc.option(
  fc.record({ column: fc.constantFrom('client', 'assigned', 'used', 'remaining'), descending: fc.boolean() }),
  { nil: null },
) as fc.Arbitrary<Sort | null>;
const keys = (rows: readonly ClientRow[]): string[] => rows.map((row) => row.key);

describe('order', () => {
  const clients = [
    client('1', { name: 'Zaan', assigned: 9, used: 1, remaining: 8 }),
    client('2', { name: 'älder', assigned: 9, used: 8, remaining: 1 }),
    client('3', { name: 'Brook', assigned: 9, used: 10, remaining: -1 }),
    client('4', { name: 'alder', assigned: null, used: 3, remaining: null }),
  ];
  const rows = clientRows(harbour(clients), null);

  it('puts the low ones first, fewest remaining first, then the others A–Z', () => {
    const { low, rest } = arrange(rows, null, collator);
    expect(names(low)).toEqual(['Brook', 'älder']);
    expect(names(rest)).toEqual(['alder', 'Zaan']);
  });

  it('never groups a muted client as low', () => {
    const muted = { ...defaultPreferences, muted: [{ accountId: 'a', providerId: 'p', clientId: '3', name: null }] };
    const { low, rest } = arrange(clientRows(harbour(clients, { preferences: muted }), null), null, collator);
    expect(names(low)).toEqual(['älder']);
    expect(names(rest)).toContain('Brook');
  });

  it.each<[Sort, (string | null)[]]>([
    [{ column: 'client', descending: true }, ['Zaan', 'Brook', 'älder', 'alder']],
    [{ column: 'remaining', descending: false }, ['Brook', 'älder', 'Zaan', 'alder']],
    [{ column: 'remaining', descending: true }, ['Zaan', 'älder', 'Brook', 'alder']],
    [{ column: 'used', descending: true }, ['Brook', 'älder', 'alder', 'Zaan']],
  ])('by column %o: what has no figure is last', (sort, expected) => {
    const shown = arrange(rows, sort, collator);
    expect(shown.low).toEqual([]);
    const got = names(shown.rest);
    // "alder" and "älder" are equal to the collator: the id decides, either way round.
    if (sort.column === 'client') expect(got.slice(0, 2)).toEqual(expected.slice(0, 2));
    else expect(got).toEqual(expected);
  });

  it('goes up, down and back to the default', () => {
    const up = nextSort(null, 'used');
    const down = nextSort(up, 'used');
    expect([up, down, nextSort(down, 'used')]).toEqual([
      { column: 'used', descending: false },
      { column: 'used', descending: true },
      null,
    ]);
    expect(nextSort(down, 'client')).toEqual({ column: 'client', descending: false });
  });

  it('is the same whatever the order of the server', () => {
    fc.assert(
      fc.property(clientsArbitrary, sortArbitrary, fc.nat(), (all, sort, seed) => {
        const shuffled = [...all].sort(
          (a, b) => ((a.id.length * 31 + seed) % 7) - ((b.id.length * 17 + seed) % 5) || (a.id < b.id ? 1 : -1),
        );
        const one = arrange(clientRows(harbour(all), null), sort, collator);
        const two = arrange(clientRows(harbour(shuffled), null), sort, collator);
        expect([keys(two.low), keys(two.rest)]).toEqual([keys(one.low), keys(one.rest)]);
      }),
    );
  });

  it('holds still while figures change, loses nobody, and knows whether it would differ', () => {
    fc.assert(
      fc.property(clientsArbitrary, clientsArbitrary, sortArbitrary, (before, after, sort) => {
        const shown = arrange(clientRows(harbour(before), null), sort, collator);
        const fresh = arrange(clientRows(harbour(after), null), sort, collator);
        const { arrangement, moved } = keepOrder(shown, fresh);
        const all = [...arrangement.low, ...arrangement.rest];
        expect(keys(all).sort()).toEqual(keys([...fresh.low, ...fresh.rest]).sort());
        // Who was there keeps their place among each other, with the new figures.
        const stayed = keys([...shown.low, ...shown.rest]).filter((key) => keys(all).includes(key));
        expect(keys(all).filter((key) => stayed.includes(key))).toEqual(stayed);
        expect(new Set(all)).toEqual(new Set([...fresh.low, ...fresh.rest]));
        expect(moved).toBe(
          JSON.stringify([keys(arrangement.low), keys(arrangement.rest)]) !==
            JSON.stringify([keys(fresh.low), keys(fresh.rest)]),
        );
      }),
    );
  });
});

describe('search', () => {
  const rows = clientRows(
    harbour([
      client('1', { name: 'Coöperatie Noorderlicht', plan: 'Teams' }),
      client('2', { name: 'Brightwater', plan: 'Enterprise' }),
      client('3', { name: null, plan: 'Teams', assigned: 2, used: 2, remaining: 0 }),
    ]),
    null,
  );
  const shown = arrange(rows, null, collator);
  const found = (query: string): string[] =>
    foundItems(listItems(shown), foldQuery(query)).flatMap((item) => (item.kind === 'row' ? item.row.client.id : []));

  it.each([
    ['cooperatie', ['1']],
    ['  COÖP ', ['1']],
    ['teams', ['3', '1']],
    ['ghtw', ['2']],
    ['brx', []],
  ])('finds %j', (query, ids) => {
    expect(found(query)).toEqual(ids);
  });

  it('replaces the groups by one heading with the count', () => {
    expect(foundItems(listItems(shown), '').map((item) => item.key)).toEqual([
      'low',
      'a/p/3',
      'others',
      'a/p/2',
      'a/p/1',
    ]);
    expect(foundItems(listItems(shown), 'teams')[0]).toEqual({
      kind: 'group',
      key: 'matches',
      group: 'matches',
      count: 2,
    });
    expect(foundItems(listItems(shown), 'brx')).toEqual([]);
  });

  it('has no headings where nothing is low', () => {
    expect(listItems({ low: [], rest: shown.rest }).map((item) => item.kind)).toEqual(['row', 'row']);
  });

  it('marks what matched in the text as it is', () => {
    expect(stretches('Coöperatie', foldQuery('OOP'))).toEqual([
      { text: 'C', hit: false },
      { text: 'oöp', hit: true },
      { text: 'eratie', hit: false },
    ]);
    expect(stretches('Briar Bridge', 'bri').filter((part) => part.hit)).toHaveLength(2);
    expect(stretches('ﬁsh', 'f')).toEqual([
      { text: 'ﬁ', hit: true },
      { text: 'sh', hit: false },
    ]);
  });

  it('marks a letter once that holds the match twice', () => {
    expect(stretches('ﬀx', 'f')).toEqual([
      { text: 'ﬀ', hit: true },
      { text: 'x', hit: false },
    ]);
  });

  it('never loses or adds a letter by marking', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', maxLength: 3 }), (text, query) => {
        const parts = stretches(text, foldQuery(query));
        expect(parts.map((part) => part.text).join('')).toBe(text);
      }),
    );
  });
});

describe('queue', () => {
  it.each([
    [2, 140, 2],
    [3, 140, 3],
    [23, 140, 3],
    [23, 4, 4],
    [23, 1, 7],
    [23, 0, 9],
    [6, 2, 6],
  ])('%i people over %i clients: %i at once', (people, clients, shown) => {
    expect(queueLength(people, clients)).toBe(shown);
  });
});
