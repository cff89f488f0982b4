/** What the order and the identity of a list's rows hang on, beyond the news that they make. */
import { expect, it } from 'vitest';
import { compareList } from '@/lib/domain/changes';
import type { LowSeats } from '@/lib/domain/preferences';
import type { ClientReading } from '@/lib/domain/readings';

const key = { accountId: 'a', providerId: 'p' };
const reading = (id: string, remaining: number): ClientReading => ({
  id,
  relationId: `r-${id}`,
  name: id,
  plan: null,
  assigned: 10,
  used: 10 - remaining,
  remaining,
  confirmed: 1,
});
const at = (clients: readonly ClientReading[], value = 2) => ({
  key,
  clients,
  threshold: { unit: 'seats', value } satisfies LowSeats,
  now: 1,
});

it('judges rows that stand still by the threshold of now', () => {
  const rows = [reading('one', 3), reading('two', 9)];
  const known = compareList(undefined, [], at(rows)).next;
  const { next, becameLow } = compareList(known, [], at(rows, 5));
  expect(next.clients.map(({ id, low }) => [id, low])).toEqual([
    ['one', true],
    ['two', false],
  ]);
  expect(becameLow.map(({ id }) => id)).toEqual(['one']);
  expect(next.clients[1]).toBe(known.clients[1]);
});

it('keeps a list in the order of ids as clients come and go', () => {
  const known = compareList(undefined, [], at([reading('d', 9), reading('b', 9), reading('f', 9)])).next;
  const { next } = compareList(known, [], at([reading('f', 9), reading('e', 9), reading('a', 9), reading('b', 8)]));
  expect(next.clients.map(({ id }) => id)).toEqual(['a', 'b', 'e', 'f']);
});
