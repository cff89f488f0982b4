/** Seats of clients: what counts as low, how a row is judged, and how lists are searched and sorted. */
import type { Client } from './model';
import type { LowSeats } from './preferences';

/** Whether so few seats remain that somebody should look. Without a limit, or unknown: never. */
export function isLow(client: Pick<Client, 'assigned' | 'remaining'>, threshold: LowSeats): boolean {
  if (client.remaining === null || client.assigned === null) return false;
  const limit = threshold.unit === 'seats' ? threshold.value : (client.assigned * threshold.value) / 100;
  return client.remaining <= limit;
}

/** How a client's seats stand, gravest first. */
export type SeatState = 'over' | 'full' | 'low' | 'fine' | 'no-limit' | 'unknown' | 'disabled';

export interface Standing {
  readonly disabled: boolean;
  readonly muted: boolean;
  readonly threshold: LowSeats;
}

/** Judges one client. A muted client is never called low, but full stays full: that is a fact, not an alarm. */
export function seatState(client: Client, { disabled, muted, threshold }: Standing): SeatState {
  if (disabled) return 'disabled';
  if (client.assigned === null) return 'no-limit';
  if (client.remaining === null) return 'unknown';
  if (client.remaining < 0) return 'over';
  if (client.remaining === 0) return 'full';
  return !muted && isLow(client, threshold) ? 'low' : 'fine';
}

/** How many people are on their way in, by the figures: invited or accepted. null: the server did not say. */
export const outstanding = (client: Pick<Client, 'used' | 'confirmed'>): number | null =>
  client.used === null ? null : Math.max(0, client.used - client.confirmed);

/** Lower case without accents, so that "cooperatie" finds "Coöperatie". */
export const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

export type SortColumn = 'client' | 'assigned' | 'used' | 'remaining';
export interface Sort {
  readonly column: SortColumn;
  readonly descending: boolean;
}

/** Compares by a figure; what has none goes last, whichever way the column runs. */
function byFigure(a: number | null, b: number | null, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return descending ? b - a : a - b;
}

/**
 * Order of two clients under a sort; equal figures fall back to the name, equal names to the id, so that the order
 * never depends on the server's, which has none. Names are compared as the given collator does.
 */
export function compareClients(sort: Sort, collator: Intl.Collator): (a: Client, b: Client) => number {
  const byName = (a: Client, b: Client): number => {
    if ((a.name === null) !== (b.name === null)) return a.name === null ? 1 : -1;
    return collator.compare(a.name ?? '', b.name ?? '') || (a.id < b.id ? -1 : Number(a.id > b.id));
  };
  return (a, b) => {
    if (sort.column === 'client') return sort.descending ? -byName(a, b) : byName(a, b);
    return byFigure(a[sort.column], b[sort.column], sort.descending) || byName(a, b);
  };
}
