/** What is shown of the clients, as a table for a file, and added up. */
import type { ClientRow } from '@/lib/domain/client-list';
import type { Cell } from '@/lib/domain/csv';
import { providerKeyText } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import { type MessageKey, say, type Words } from '@/lib/domain/words';
import type { Trend } from './trend';

/** Columns of the file, in order. */
const columns: readonly MessageKey[] = [
  'clients_csv_provider',
  'clients_csv_client',
  'clients_csv_id',
  'clients_csv_plan',
  'clients_csv_assigned',
  'clients_csv_used',
  'clients_csv_remaining',
  'clients_csv_waiting',
  'clients_csv_invited',
  'clients_csv_days',
  'clients_csv_read',
];

export interface TableInput {
  readonly overview: Pick<Overview, 'providers' | 'lists'>;
  readonly trendOf: (row: ClientRow) => Trend;
  readonly text: (words: Words) => string;
}

/** Head and rows, as they are given; what is not known is empty, times are ISO 8601 in UTC. */
export function clientsTable(rows: readonly ClientRow[], { overview, trendOf, text }: TableInput): Cell[][] {
  const names = new Map(overview.providers.map(({ accountId, id, name }) => [`${accountId}/${id}`, name]));
  const readAt = new Map(overview.lists.map((list) => [providerKeyText(list), new Date(list.readAt).toISOString()]));
  return [
    columns.map((key) => text(say(key))),
    ...rows.map((row): Cell[] => {
      const { client } = row;
      const provider = providerKeyText(row);
      const trend = trendOf(row);
      return [
        names.get(provider) ?? null,
        client.name,
        client.id,
        client.plan,
        client.assigned,
        client.used,
        client.remaining,
        row.waiting,
        row.invited,
        trend.kind === 'known' ? trend.change : null,
        readAt.get(provider) ?? null,
      ];
    }),
  ];
}

/** Seats and people of several clients together. What is not known, or has no limit, is left out. */
export interface Sums {
  readonly clients: number;
  readonly assigned: number;
  readonly used: number;
  readonly remaining: number;
  readonly waiting: number;
  readonly invited: number;
  /** Clients without a limit of seats: those they use are in the sum, and none is assigned or remains. */
  readonly unlimited: number;
}

export function sumsOf(rows: readonly ClientRow[]): Sums {
  const sums = { clients: rows.length, assigned: 0, used: 0, remaining: 0, waiting: 0, invited: 0, unlimited: 0 };
  for (const { client, waiting, invited } of rows) {
    sums.assigned += client.assigned ?? 0;
    sums.used += client.used ?? 0;
    sums.remaining += client.remaining ?? 0;
    sums.waiting += waiting;
    sums.invited += invited;
    if (client.assigned === null) sums.unlimited += 1;
  }
  return sums;
}
