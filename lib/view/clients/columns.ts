/** The columns of the desk's table of clients: how rows are put in order by them, and which order was chosen last. */

import * as z from 'zod/mini';
import { type Arrangement, arrange, type ClientRow } from '@/lib/domain/client-list';
import type { TextStorage } from '@/lib/view/popup/picture';
import type { Trend } from './trend';

export const clientColumns = ['client', 'plan', 'assigned', 'used', 'remaining', 'days', 'people'] as const;
export type ClientColumn = (typeof clientColumns)[number];

const sortSchema = z.object({ column: z.literal(clientColumns), descending: z.boolean() });
/** null stands for the default: the low ones first. */
export type ClientSort = z.infer<typeof sortSchema>;

/** Where a press should bring up what somebody looks for: what grew most, where most people are on their way in. */
const mostFirst: readonly ClientColumn[] = ['days', 'people'];

/** The next order after a press on a head: one way, the other, then the default again. */
export function nextClientSort(sort: ClientSort | null, column: ClientColumn): ClientSort | null {
  const first = mostFirst.includes(column);
  if (sort?.column !== column) return { column, descending: first };
  return sort.descending === first ? { column, descending: !first } : null;
}

/** A figure to sort by; null: there is none, and the row goes last whichever way the column runs. */
function figureOf(row: ClientRow, column: 'days' | 'people', trendOf: (row: ClientRow) => Trend): number | null {
  if (column === 'people') {
    // Who waits counts for more than any number of invitations.
    const weight = row.waiting * 1_000_000 + row.invited;
    return weight === 0 ? null : weight;
  }
  const trend = trendOf(row);
  return trend.kind === 'known' ? trend.change : null;
}

/** Puts rows in order; equal ones by name, as everywhere. */
export function arrangeClients(
  rows: readonly ClientRow[],
  sort: ClientSort | null,
  collator: Intl.Collator,
  trendOf: (row: ClientRow) => Trend,
): Arrangement {
  if (sort === null) return arrange(rows, null, collator);
  const { column, descending } = sort;
  if (column !== 'plan' && column !== 'days' && column !== 'people')
    return arrange(rows, { column, descending }, collator);
  const byName = arrange(rows, { column: 'client', descending: false }, collator).rest;
  const down = descending ? -1 : 1;
  const lastWithout = (a: unknown, b: unknown): number => Number(a === null) - Number(b === null);
  if (column === 'plan') {
    return {
      low: [],
      rest: byName.toSorted(({ client: { plan: a } }, { client: { plan: b } }) =>
        a === null || b === null ? lastWithout(a, b) : down * collator.compare(a, b),
      ),
    };
  }
  const figures = new Map(byName.map((row) => [row, figureOf(row, column, trendOf)]));
  return {
    low: [],
    rest: byName.toSorted((one, other) => {
      const a = figures.get(one) ?? null;
      const b = figures.get(other) ?? null;
      return a === null || b === null ? lastWithout(a, b) : down * (a - b);
    }),
  };
}

const key = 'desk-clients';
const memorySchema = z.object({ sort: z.nullable(sortSchema) });

/** The order that was chosen last; the default where nothing, or nothing believable, is stored. */
export function rememberedSort(storage: TextStorage): ClientSort | null {
  try {
    const parsed = z.safeParse(memorySchema, JSON.parse(storage.getItem(key) ?? 'null'));
    return parsed.success ? parsed.data.sort : null;
  } catch {
    return null;
  }
}

export function rememberSort(storage: TextStorage, sort: ClientSort | null): void {
  try {
    // What is the default needs no remembering, and leaves nothing behind.
    if (sort === null) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify({ sort }));
  } catch {
    // Full or forbidden: nothing is remembered.
  }
}
