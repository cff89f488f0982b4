import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClientRow } from '@/lib/domain/client-list';
import { dayMs } from '@/lib/domain/time';
import {
  arrangeClients,
  type ClientSort,
  clientColumns,
  nextClientSort,
  rememberedSort,
  rememberSort,
} from '@/lib/view/clients/columns';
import { trendText, trendWords } from '@/lib/view/clients/notes';
import { type Trend, usedTrend } from '@/lib/view/clients/trend';
import { english, spoken } from '../domain/english';
import { client } from '../domain/samples';

const collator = new Intl.Collator('en');

const row = (id: string, more: Partial<ClientRow> = {}, figures: Parameters<typeof client>[1] = {}): ClientRow => ({
  key: `a/p/${id}`,
  accountId: 'a',
  providerId: 'p',
  client: client(id, { name: id, ...figures }),
  state: 'fine',
  muted: false,
  waiting: 0,
  invited: 0,
  figuresAt: null,
  people: { read: true },
  folded: id,
  ...more,
});

const order = (rows: readonly ClientRow[], sort: ClientSort | null, trends: Record<string, number> = {}): string => {
  const trendOf = ({ client: { id } }: ClientRow): Trend =>
    trends[id] === undefined ? { kind: 'unknown' } : { kind: 'known', change: trends[id] };
  const { low, rest } = arrangeClients(rows, sort, collator, trendOf);
  return [low, rest].map((part) => part.map((one) => one.client.id).join('')).join('|');
};

describe('order', () => {
  const rows = [
    row('c', { waiting: 1 }, { plan: 'Teams', assigned: 5, used: 5, remaining: 0 }),
    row('a', { invited: 3 }, { plan: 'Enterprise', assigned: 9, used: 1, remaining: 8 }),
    row('d', { state: 'low' }, { plan: null, assigned: 7, used: 6, remaining: 1 }),
    row('b', { waiting: 1, invited: 2 }, { plan: 'Teams', assigned: null, used: 2, remaining: null }),
  ];
  const trends = { a: 2, b: -1, c: 11 };
  it.each<[string, ClientSort | null, string]>([
    ['the low ones first', null, 'd|abc'],
    ['names', { column: 'client', descending: false }, '|abcd'],
    ['names, back', { column: 'client', descending: true }, '|dcba'],
    ['plans, none last', { column: 'plan', descending: false }, '|abcd'],
    ['plans back, none last all the same', { column: 'plan', descending: true }, '|bcad'],
    ['assigned, no limit last', { column: 'assigned', descending: true }, '|adcb'],
    ['remaining', { column: 'remaining', descending: false }, '|cdab'],
    ['thirty days, unknown last', { column: 'days', descending: true }, '|cabd'],
    ['thirty days the other way', { column: 'days', descending: false }, '|bacd'],
    ['people: who waits before who is invited', { column: 'people', descending: true }, '|bcad'],
    ['people the other way, nobody last', { column: 'people', descending: false }, '|acbd'],
  ])('%s', (_, sort, expected) => {
    expect(order(rows, sort, trends)).toBe(expected);
  });

  it('loses nobody and is the same whatever came first', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.record({
            id: fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 }),
            plan: fc.option(fc.constantFrom('Teams', 'Enterprise')),
            seats: fc.option(fc.nat({ max: 3 })),
            people: fc.nat({ max: 2 }),
          }),
          { selector: ({ id }) => id, maxLength: 12 },
        ),
        fc.constantFrom(...clientColumns),
        fc.boolean(),
        (made, column, descending) => {
          const all = made.map(({ id, plan, seats, people }) =>
            row(id, { waiting: people }, { plan, assigned: seats, used: seats, remaining: seats }),
          );
          const sort = { column, descending };
          const trend = Object.fromEntries(made.map(({ id, people }) => [id, people - 1]));
          const sorted = order(all, sort, trend);
          expect(order([...all].reverse(), sort, trend)).toBe(sorted);
          expect(sorted.length).toBe(all.reduce((sum, { client: { id } }) => sum + id.length, 1));
        },
      ),
    );
  });

  it.each(clientColumns)('%s: a third press brings the default back', (column) => {
    const first = nextClientSort(null, column);
    const second = nextClientSort(first, column);
    expect(first?.descending).toBe(column === 'days' || column === 'people');
    expect(second).toEqual({ column, descending: !first?.descending });
    expect(nextClientSort(second, column)).toBeNull();
    expect(nextClientSort({ column: column === 'used' ? 'plan' : 'used', descending: true }, column)).toEqual(first);
  });
});

describe('the order is remembered', () => {
  const memory = (stored?: string) => {
    let text: string | null = stored ?? null;
    return {
      getItem: () => text,
      setItem: (_: string, next: string) => {
        text = next;
      },
      removeItem: () => {
        text = null;
      },
      text: () => text,
    };
  };
  it('until it is the default again, which leaves nothing behind', () => {
    const storage = memory();
    rememberSort(storage, { column: 'days', descending: true });
    expect(rememberedSort(storage)).toEqual({ column: 'days', descending: true });
    rememberSort(storage, null);
    expect(storage.text()).toBeNull();
    expect(rememberedSort(storage)).toBeNull();
  });
  it.each(['', 'x', '{}', '{"sort":{"column":"nothing","descending":true}}', '[1]'])('not %j', (text) => {
    expect(rememberedSort(memory(text))).toBeNull();
  });
  it('nor from a storage that refuses', () => {
    const refuses = (): never => {
      throw new Error('forbidden');
    };
    const storage = { getItem: refuses, setItem: refuses, removeItem: refuses };
    rememberSort(storage, { column: 'plan', descending: false });
    expect(rememberedSort(storage)).toBeNull();
  });
});

describe('thirty days', () => {
  const today = 1000;
  const at = (daysAgo: number): number => (today - daysAgo) * dayMs + 7;
  const step = (daysAgo: number, used: number | null) => ({ at: at(daysAgo), assigned: 20, used });
  it.each<[string, Parameters<typeof usedTrend>[0], number | null, string, string]>([
    ['never seen', undefined, 5, '–', 'No history yet'],
    ['no steps', [], 5, '–', 'No history yet'],
    ['seen for a week', [step(7, 5)], 9, '–', 'History starts on 20 Sept'],
    ['seen for 29 days', [step(29, 5)], 9, '–', 'History starts on 29 Aug'],
    ['seen for 30 days', [step(30, 5)], 9, '+4', '4 seats more used than 30 days ago'],
    [
      'the last step before counts',
      [step(90, 1), step(31, 7), step(2, 3)],
      6,
      '−1',
      '1 seat fewer used than 30 days ago',
    ],
    ['unchanged for long', [step(200, 5)], 5, '0', 'As many seats used as 30 days ago'],
    ['one more', [step(30, 5)], 6, '+1', '1 seat more used than 30 days ago'],
    ['many', [step(30, 2000)], 500, '−1,500', '1,500 seats fewer used than 30 days ago'],
    ['not told now', [step(40, 5)], null, '–', 'The server did not say how many seats were used'],
    ['not told then', [step(40, null)], 5, '–', 'The server did not say how many seats were used'],
  ])('%s', (_, steps, used, text, sentence) => {
    const trend = usedTrend(steps, used, today);
    expect(trendText(trend, english.number)).toBe(text);
    const words = trendWords(trend, (instant) => english.moment(instant));
    expect(spoken(words)).toBe(sentence);
  });
});
