/**
 * What a poll does with a list of clients, without the network and the database: JSON, schema, mapping, comparison. Runs
 * in Node and, bundled, in a page of the extension, whose JavaScript engine is the one that people have.
 */
import * as z from 'zod/mini';
import { toClient } from '@/lib/bitwarden/mapping';
import { clientListSchema } from '@/lib/bitwarden/schemas';
import { compareList, type ListChange } from '@/lib/domain/changes';
import type { ClientList } from '@/lib/domain/model';
import { defaultPreferences } from '@/lib/domain/preferences';

export interface ParseInput {
  /** Answers of the server: what is known, and what is read next. */
  readonly before: string;
  readonly after: string;
  readonly warmUp: number;
  readonly rounds: number;
}

/** In ms. */
export interface ParseTimes {
  /** JSON.parse of the same text. */
  readonly floor: number[];
  readonly ours: number[];
  /** Of `ours`: up to the readings (JSON, schema, mapping). */
  readonly read: number[];
  readonly clients: number;
  /** Rows that are not the objects they were. */
  readonly changed: number;
}

function readings(text: string) {
  const parsed = z.safeParse(clientListSchema, JSON.parse(text));
  if (!parsed.success) throw new Error('the list does not parse');
  return parsed.data.data.map(toClient);
}

function compare(known: ClientList | undefined, clients: ReturnType<typeof readings>, now: number): ListChange {
  const key = { accountId: 'account', providerId: 'provider' };
  return compareList(known, [], { key, clients, threshold: defaultPreferences.lowSeats, now });
}

/** Measures floor and ours in turn. Pages of an extension forbid `eval`, so the schemas run without generated code. */
export function measureParse({ before, after, warmUp, rounds }: ParseInput): ParseTimes {
  z.config({ jitless: true });
  const known = compare(undefined, readings(before), 1).next;
  const old = new Set(known.clients);
  const times = { floor: [] as number[], ours: [] as number[], read: [] as number[] };
  let clients = 0;
  let changed = 0;
  const floor = (): number => {
    const start = performance.now();
    JSON.parse(after);
    return performance.now() - start;
  };
  const ours = (): { all: number; read: number } => {
    const start = performance.now();
    const rows = readings(after);
    const read = performance.now();
    const { next } = compare(known, rows, 2);
    const end = performance.now();
    clients = next.clients.length;
    changed = next.clients.filter((client) => !old.has(client)).length;
    return { all: end - start, read: read - start };
  };
  for (let round = -warmUp; round < rounds; round += 1) {
    // Now the one first, now the other: whoever comes second pays for clearing away what the first has left.
    const early = round % 2 === 0 ? floor() : null;
    const { all, read } = ours();
    const least = early ?? floor();
    if (round < 0) continue;
    times.floor.push(least);
    times.ours.push(all);
    times.read.push(read);
  }
  return { ...times, clients, changed };
}
