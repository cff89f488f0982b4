/** The rows of a list of clients, which are judged field by field: what each may be, and what makes the list unreadable. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { clientListSchema } from '@/lib/bitwarden/schemas';

const row = {
  id: 'relation',
  organizationId: 'client',
  organizationName: 'Name',
  plan: 'Teams',
  userCount: 3,
  seats: 5,
  occupiedSeats: 4,
  remainingSeats: 1,
};

const parses = (value: unknown): boolean =>
  z.safeParse(clientListSchema, { object: 'list', data: [row, value] }).success;

describe('a row of the list of clients', () => {
  it('is good as the server sends it, whatever else it has', () => {
    expect(parses(row)).toBe(true);
    expect(parses({ ...row, settings: null, key: '2.x' })).toBe(true);
  });

  it.each(['id', 'organizationId', 'userCount'])('needs %s', (name) => {
    const { [name as 'id']: _, ...rest } = row;
    expect(parses(rest)).toBe(false);
    expect(parses({ ...row, [name]: null })).toBe(false);
  });

  it.each(['organizationName', 'plan', 'seats', 'occupiedSeats', 'remainingSeats'])('may do without %s', (name) => {
    const { [name as 'id']: _, ...rest } = row;
    expect(parses(rest)).toBe(true);
    expect(parses({ ...row, [name]: null })).toBe(true);
  });

  it.each(['id', 'organizationId', 'organizationName', 'plan'])('wants a text for %s', (name) => {
    for (const wrong of [7, true, {}, []]) expect(parses({ ...row, [name]: wrong })).toBe(false);
  });

  it.each(['userCount', 'seats', 'occupiedSeats', 'remainingSeats'])('wants a number for %s', (name) => {
    for (const wrong of ['7', true, {}, [], Number.POSITIVE_INFINITY])
      expect(parses({ ...row, [name]: wrong })).toBe(false);
  });

  it.each([[null], ['row'], [7], [[]]])('is no %j', (wrong) => {
    expect(parses(wrong)).toBe(false);
  });
});
