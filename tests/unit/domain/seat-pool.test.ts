import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '@/lib/domain/model';
import {
  mostMore,
  type PoolClient,
  poolFor,
  type SeatEffect,
  seatEffect,
  seatPool,
  seatPools,
} from '@/lib/domain/seat-pool';

const bought = (plan: string, minimum: number) => ({ plan, minimum, purchased: 0, assigned: 0 });
const client = (plan: string | null, assigned: number | null): PoolClient => ({ plan, assigned });

describe('pools', () => {
  it.each([
    { what: 'nothing assigned', minimum: 100, assigned: 0, purchased: 0, bought: 100, free: 100 },
    { what: 'some free', minimum: 100, assigned: 60, purchased: 0, bought: 100, free: 40 },
    { what: 'all of the contract in use', minimum: 100, assigned: 100, purchased: 0, bought: 100, free: 0 },
    { what: 'more than the contract', minimum: 100, assigned: 130, purchased: 30, bought: 130, free: 0 },
    { what: 'a contract without a minimum', minimum: 0, assigned: 7, purchased: 7, bought: 7, free: 0 },
  ])('$what', ({ minimum, assigned, purchased, bought, free }) => {
    expect(seatPool('Teams', minimum, assigned)).toEqual({
      plan: 'Teams',
      minimum,
      assigned,
      purchased,
      bought,
      free,
    });
  });

  it('adds up clients of the same plan, letter by letter', () => {
    const pools = seatPools(
      [bought('Enterprise (Monthly)', 200), bought('Teams (Monthly)', 50)],
      [
        client('Enterprise (Monthly)', 20),
        client('Enterprise (Monthly)', 30),
        client('Enterprise (Annually)', 500),
        client('enterprise (monthly)', 500),
        client('Teams (Monthly)', 60),
        // Without a limit: nothing that could be counted.
        client('Teams (Monthly)', null),
        client(null, 900),
      ],
    );
    expect(pools.map(({ plan, assigned, free }) => ({ plan, assigned, free }))).toEqual([
      { plan: 'Enterprise (Monthly)', assigned: 50, free: 150 },
      { plan: 'Teams (Monthly)', assigned: 60, free: 0 },
    ]);
  });

  it('finds the pool of a client, or none', () => {
    const pools = seatPools([bought('Teams (Monthly)', 50)], []);
    expect(poolFor(pools, client('Teams (Monthly)', 3))?.minimum).toBe(50);
    expect(poolFor(pools, client('Teams (Annually)', 3))).toBeNull();
    expect(poolFor(pools, client(null, 3))).toBeNull();
  });
});

describe('what a change does', () => {
  const admin: Role = 'provider-admin';
  const service: Role = 'service-user';
  const table: readonly {
    what: string;
    assigned: number;
    change: number;
    role: Role;
    kind: SeatEffect['kind'];
    fromPool: number;
    bought: number;
  }[] = [
    { what: 'no change', assigned: 60, change: 0, role: service, kind: 'none', fromPool: 0, bought: 0 },
    { what: 'within', assigned: 60, change: 10, role: service, kind: 'within', fromPool: 10, bought: 0 },
    { what: 'the last free seat', assigned: 99, change: 1, role: service, kind: 'within', fromPool: 1, bought: 0 },
    { what: 'back', assigned: 60, change: -10, role: service, kind: 'within', fromPool: -10, bought: 0 },
    { what: 'one over', assigned: 100, change: 1, role: admin, kind: 'buys', fromPool: 0, bought: 1 },
    { what: 'partly over', assigned: 96, change: 10, role: admin, kind: 'buys', fromPool: 4, bought: 6 },
    {
      what: 'partly over, service user',
      assigned: 96,
      change: 10,
      role: service,
      kind: 'refused',
      fromPool: 4,
      bought: 6,
    },
    { what: 'over already', assigned: 120, change: 5, role: service, kind: 'refused', fromPool: 0, bought: 5 },
    { what: 'released', assigned: 120, change: -5, role: service, kind: 'releases', fromPool: 0, bought: -5 },
    {
      what: 'released to below',
      assigned: 120,
      change: -30,
      role: admin,
      kind: 'releases',
      fromPool: -10,
      bought: -20,
    },
    {
      what: 'released to exactly M',
      assigned: 120,
      change: -20,
      role: admin,
      kind: 'releases',
      fromPool: 0,
      bought: -20,
    },
  ];
  it.each(table)('$what', ({ assigned, change, role, kind, fromPool, bought: more }) => {
    const pool = seatPool('Teams', 100, assigned);
    const effect = seatEffect(pool, change, role);
    expect(effect).toMatchObject({ kind, change, fromPool, bought: more });
    expect(effect.after).toEqual(kind === 'refused' ? pool : seatPool('Teams', 100, assigned + change));
  });

  it('tells how far one can go without buying', () => {
    expect(mostMore(seatPool('Teams', 100, 96), service)).toBe(4);
    expect(mostMore(seatPool('Teams', 100, 130), service)).toBe(0);
    expect(mostMore(seatPool('Teams', 100, 96), admin)).toBeNull();
  });
});

/** The server's own rules, written down once more from their description: what is stored, and what a call does to it. */
interface Stored {
  readonly minimum: number;
  allocated: number;
  purchased: number;
  readonly seats: number[];
}

/** Answers whether the call was let through. */
function serverChange(stored: Stored, at: number, seats: number, role: Role): boolean {
  const before = stored.seats.reduce((sum, one) => sum + one, 0);
  const next = before - (stored.seats[at] ?? 0) + seats;
  const purchase = next > stored.minimum && next > before;
  if (purchase && role === 'service-user') return false;
  if (before <= stored.minimum && next <= stored.minimum) stored.allocated = next;
  else {
    stored.allocated = next;
    stored.purchased = next > stored.minimum ? next - stored.minimum : 0;
  }
  stored.seats[at] = seats;
  return true;
}

const role = fc.constantFrom<Role>('provider-admin', 'service-user');
const figure = fc.nat({ max: 400 });

describe('always', () => {
  it('foretells what the server does, through any number of changes', () => {
    fc.assert(
      fc.property(
        figure,
        fc.array(figure, { minLength: 1, maxLength: 5 }),
        fc.array(fc.record({ at: fc.nat(), seats: figure, role }), { maxLength: 12 }),
        (minimum, seats, calls) => {
          const sum = seats.reduce((all, one) => all + one, 0);
          const stored: Stored = {
            minimum,
            allocated: sum,
            purchased: Math.max(0, sum - minimum),
            seats: [...seats],
          };
          for (const call of calls) {
            const at = call.at % stored.seats.length;
            const [pool] = seatPools(
              [{ plan: 'Teams', minimum, purchased: stored.purchased, assigned: stored.allocated }],
              stored.seats.map((one) => client('Teams', one)),
            );
            if (pool === undefined) throw new Error('no pool');
            const before = stored.purchased;
            const effect = seatEffect(pool, call.seats - (stored.seats[at] ?? 0), call.role);
            const through = serverChange(stored, at, call.seats, call.role);
            expect(effect.kind !== 'refused').toBe(through);
            expect(effect.after.assigned).toBe(stored.allocated);
            expect(effect.after.purchased).toBe(stored.purchased);
            if (through) expect(effect.bought).toBe(stored.purchased - before);
            expect(effect.fromPool + effect.bought).toBe(effect.change);
          }
        },
      ),
    );
  });

  it('has no idle bought seats, and pays for all that is assigned', () => {
    fc.assert(
      fc.property(figure, figure, (minimum, assigned) => {
        const pool = seatPool('Teams', minimum, assigned);
        expect(pool.bought).toBe(Math.max(minimum, assigned));
        expect(pool.bought).toBe(pool.assigned + pool.free);
        expect(pool.purchased > 0 && pool.free > 0).toBe(false);
      }),
    );
  });

  it('refuses a service user exactly beyond what is free', () => {
    fc.assert(
      fc.property(figure, figure, fc.integer({ min: 1, max: 500 }), (minimum, assigned, more) => {
        const pool = seatPool('Teams', minimum, assigned);
        expect(seatEffect(pool, more, 'service-user').kind === 'refused').toBe(
          more > (mostMore(pool, 'service-user') ?? Number.POSITIVE_INFINITY),
        );
        expect(seatEffect(pool, more, 'provider-admin').kind).not.toBe('refused');
      }),
    );
  });
});
