import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { sightingSchema } from '@/lib/domain/journal';
import { sightings } from '@/lib/domain/sightings';
import { failures } from './failures';
import { atClient, inTeam, invited, low, role, trouble } from './notice-items';

const now = 1_000_000;

describe('what notices told', () => {
  it('is one entry for each kind and provider, as the journal keeps them', () => {
    const items = [atClient(1), inTeam(2), low(1), invited(3), trouble(failures['key-refused']), role('removed', null)];
    const entries = sightings([...items, { ...atClient(4), providerId: 'q' }], now);
    for (const entry of entries) expect(z.safeParse(sightingSchema, entry).success).toBe(true);
    expect(entries.map(({ kind, providerId, count, names }) => [kind, providerId, count, names])).toEqual([
      ['waiting', 'p', 2, ['Person x1', 'Person x2']],
      ['low-seats', 'p', 1, ['Client 1']],
      ['invitation', 'p', 1, ['Person x3']],
      ['account', '', 1, ['ada@lantern.example']],
      ['provider', 'p', 1, ['']],
      ['waiting', 'q', 1, ['Person x4']],
    ]);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  });

  it('names the first twenty and counts the rest', () => {
    const [entry] = sightings(
      Array.from({ length: 32 }, (_, n) => atClient(n)),
      now,
    );
    expect(entry).toMatchObject({ count: 32, at: now });
    expect(entry?.names).toHaveLength(20);
  });

  it('names where people join, each client once, and the provider for its own team', () => {
    const [waiting, few, account] = sightings(
      [atClient(1), atClient(4), inTeam(2), low(1), invited(3), trouble(failures['key-refused'])].filter(
        ({ about }) => about !== 'invitation',
      ),
      now,
    );
    expect(waiting?.places).toEqual(['Client 1', 'Harbour IT']);
    expect([few?.places, account?.places]).toEqual([undefined, undefined]);
    expect(sightings([invited(3)], now)[0]?.places).toEqual(['Client 0']);
  });

  it('is nothing where nothing was told', () => {
    expect(sightings([], now)).toEqual([]);
  });
});
