/**
 * The seats that a provider bought, plan by plan: how many are given to clients, how many are free, and what a change of
 * one client's seats does to them. Pure.
 *
 * server: per plan there is a minimum of the contract (M) and the sum of the clients' seats (A). Up to M nothing is
 * bought; beyond it the subscription follows A exactly, up and down. So bought seats are never idle, and what is free
 * without buying is max(0, M − A).
 */
import type { Role } from './model';

/** What the subscription says of one plan. */
export interface BoughtPlan {
  /** Display text of the plan. server: pools are told apart by this name, letter by letter. */
  readonly plan: string;
  /** M: seats of the contract. */
  readonly minimum: number;
  /** Seats bought beyond them, as the subscription has it. */
  readonly purchased: number;
  /** Seats given to clients, as the subscription has it; normally the sum of the clients' seats. */
  readonly assigned: number;
}

/** What has to be known of a client. */
export interface PoolClient {
  readonly plan: string | null;
  /** Seats assigned; null: no limit, which the server counts as none. */
  readonly assigned: number | null;
}

/** All figures are seats. */
export interface SeatPool {
  readonly plan: string;
  readonly minimum: number;
  /** A: given to clients. */
  readonly assigned: number;
  /** Beyond the minimum, and paid for on top: max(0, A − M). */
  readonly purchased: number;
  /** Everything that is paid for: M + purchased. */
  readonly bought: number;
  /** To be given away without buying: max(0, M − A). */
  readonly free: number;
}

/** The pool of a plan of which so many seats are assigned. */
export function seatPool(plan: string, minimum: number, assigned: number): SeatPool {
  const purchased = Math.max(0, assigned - minimum);
  return {
    plan,
    minimum,
    assigned,
    purchased,
    bought: minimum + purchased,
    free: Math.max(0, minimum - assigned),
  };
}

/**
 * One pool for each plan of the subscription, in its order. The clients decide how much is assigned, as they do on the
 * server, so the picture follows a change of seats before the subscription is read again.
 * @param clients all clients of this provider, whatever a page shows of them
 */
export function seatPools(plans: readonly BoughtPlan[], clients: readonly PoolClient[]): SeatPool[] {
  const sums = new Map<string, number>();
  for (const { plan, assigned } of clients) if (plan !== null) sums.set(plan, (sums.get(plan) ?? 0) + (assigned ?? 0));
  return plans.map(({ plan, minimum }) => seatPool(plan, minimum, sums.get(plan) ?? 0));
}

/** The pool that a client draws from; null: the subscription has none for its plan, and the server refuses changes. */
export const poolFor = (pools: readonly SeatPool[], client: Pick<PoolClient, 'plan'>): SeatPool | null =>
  pools.find(({ plan }) => plan === client.plan) ?? null;

/** What changing the seats of one client would do. All figures are seats. */
export interface SeatEffect {
  /**
   * `within`: the pool covers it, also where seats go back to it. `buys`: the subscription grows. `releases`: it
   * shrinks, and what goes cannot be taken back without buying. `refused`: it would have to buy, and only a provider
   * admin can.
   */
  readonly kind: 'none' | 'within' | 'buys' | 'releases' | 'refused';
  /** More (negative: fewer) seats for the client. */
  readonly change: number;
  /** Taken from what is free; negative: goes back to it. */
  readonly fromPool: number;
  /** Bought on top (`refused`: would have to be); negative: released. `fromPool + bought` is the change. */
  readonly bought: number;
  /** The pool afterwards; where it is refused, as it is. */
  readonly after: SeatPool;
}

/**
 * @param change difference to the client's seats now, whole, either way
 * @param role of the account in this provider
 */
export function seatEffect(pool: SeatPool, change: number, role: Role): SeatEffect {
  const after = seatPool(pool.plan, pool.minimum, pool.assigned + change);
  const bought = after.purchased - pool.purchased;
  const figures = { change, bought, fromPool: change - bought };
  if (change === 0) return { kind: 'none', ...figures, after };
  // server: buying is what ends above the minimum and above where it was.
  if (bought > 0 && role !== 'provider-admin') return { kind: 'refused', ...figures, after: pool };
  if (bought > 0) return { kind: 'buys', ...figures, after };
  return { kind: bought < 0 ? 'releases' : 'within', ...figures, after };
}

/** How many seats more an account can give to one client; null: as many as it likes, by buying. */
export const mostMore = (pool: SeatPool, role: Role): number | null => (role === 'provider-admin' ? null : pool.free);
