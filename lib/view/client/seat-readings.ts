/** What is known of a client's seats and of the pool they come from, and how it is read. */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import { type ClientNow, clientsNow, type Subscription, subscription } from '@/lib/bitwarden/administration/seats';
import { needsPerson, type Result } from '@/lib/domain/failure';
import { type PoolClient, poolFor, seatPools } from '@/lib/domain/seat-pool';
import { obstacleWords } from '@/lib/domain/who-may';
import { say, type Words } from '@/lib/domain/words';
import type { DeskTools } from '@/lib/view/desk/tools';
import type { FoundClient } from './find';
import type { PoolView, SeatBasis } from './seat-draft';
import type { Counted } from './seat-truth';

/** What keeps from changing seats at all. */
export interface SeatObstacle {
  readonly words: Words;
  /** Where it can be helped, in the web vault. */
  readonly page: 'clients' | 'provider-billing' | null;
}

export interface SeatReadings {
  /** null: there is no number of seats that could be changed. */
  readonly basis: ReadonlySignal<SeatBasis | null>;
  readonly obstacle: ReadonlySignal<SeatObstacle | null>;
  /** Reads the pool, unless it was read a moment ago. */
  readPool(): Promise<void>;
  /** Reads clients and subscription. Where the clients cannot be read, what is known of them stays. */
  readBoth(client: FoundClient): Promise<Result<readonly ClientNow[]>>;
  counted(client: FoundClient): Counted;
}

/** How old the pool may be to be looked at again without asking. */
const poolFreshMs = 30_000;

const named = ({ provider }: FoundClient): string | Words => provider.name ?? say('provider_unnamed');

function poolView(plan: string | null, clients: readonly PoolClient[], read: Result<Subscription> | null): PoolView {
  if (read === null) return { kind: 'reading' };
  if (!read.ok) return { kind: 'unread', failure: read.failure };
  const pool = poolFor(seatPools(read.value.plans, clients), { plan });
  const bill = read.value.plans.find((one) => one.plan === plan);
  if (pool === null || bill === undefined) return { kind: 'no-plan' };
  const paid = bill.minimum + bill.purchased;
  const price = paid <= 0 || bill.cost <= 0 ? null : { each: bill.cost / paid, cadence: bill.cadence };
  return { kind: 'known', pool, price };
}

interface Known {
  readonly clients: readonly PoolClient[];
  readonly plan: string | null;
  readonly assigned: number | null;
  readonly used: number | null;
}

export function createSeatReadings(
  { work, now }: Pick<DeskTools, 'work' | 'now'>,
  found: ReadonlySignal<FoundClient | null>,
): SeatReadings {
  const bought = signal<{ readonly at: number; readonly read: Result<Subscription> } | null>(null);
  const seen = signal<{ readonly at: number; readonly clients: readonly ClientNow[] } | null>(null);

  /** The client as it was read last, here or by the worker. */
  function latest({ row: { client }, clients, readAt }: FoundClient): Known {
    const row = seen.value?.clients.find(({ clientId }) => clientId === client.id);
    // Later than now: the clock was set back, and what the worker read is the later one.
    if (seen.value === null || row === undefined || seen.value.at < readAt || seen.value.at > now())
      return { clients, plan: client.plan, assigned: client.assigned, used: client.used };
    return {
      clients: seen.value.clients.map(({ plan, seats }) => ({ plan, assigned: seats })),
      plan: row.plan,
      assigned: row.seats,
      used: row.occupied,
    };
  }

  const basis = computed<SeatBasis | null>(() => {
    const client = found.value;
    if (client === null) return null;
    const { assigned, used, plan, clients } = latest(client);
    if (assigned === null) return null;
    return { assigned, used, pool: poolView(plan, clients, bought.value?.read ?? null), role: client.provider.role };
  });

  const obstacle = computed<SeatObstacle | null>(() => {
    const client = found.value;
    if (client === null) return null;
    const { provider, account, row } = client;
    const because = (words: Words, page: SeatObstacle['page'] = null): SeatObstacle => ({ words, page });
    if (account.failure !== null && needsPerson(account.failure))
      return because(obstacleWords({ kind: 'account', failure: account.failure }, row.client.id).why);
    if (provider.type === 'reseller') return because(say('client_seats_reseller', { provider: named(client) }));
    if (!provider.enabled)
      return because(
        say('client_seats_suspended', { provider: named(client) }),
        provider.role === 'provider-admin' ? 'provider-billing' : null,
      );
    const { assigned, plan } = latest(client);
    if (assigned === null) return because(say('client_seats_no_limit'));
    if ((row.client.name ?? '').trim() === '') return because(say('client_seats_no_name'), 'clients');
    if (basis.value?.pool.kind !== 'no-plan') return null;
    return because(
      plan === null
        ? say('client_seats_no_plan_name', { provider: named(client) })
        : say('client_seats_no_plan', { provider: named(client), plan }),
    );
  });

  return {
    basis,
    obstacle,
    async readPool() {
      const client = found.value;
      const before = bought.value;
      if (client === null || client.provider.type === 'reseller') return;
      if (before?.read.ok && Math.abs(now() - before.at) < poolFreshMs) return;
      const { accountId, providerId } = client.row;
      const read = await work.run(accountId, subscription(providerId));
      // Meanwhile it may have been read for a change, which was later.
      if (bought.value === before) bought.value = { at: now(), read };
    },
    async readBoth({ row: { accountId, providerId } }) {
      const [clients, plans] = await Promise.all([
        work.run(accountId, clientsNow(providerId)),
        work.run(accountId, subscription(providerId)),
      ]);
      const at = now();
      batch(() => {
        bought.value = { at, read: plans };
        if (clients.ok) seen.value = { at, clients: clients.value };
      });
      return clients;
    },
    counted(client) {
      const read = bought.value?.read;
      const pool = basis.value?.pool;
      const { plan } = client.row.client;
      return {
        subscribed: read?.ok ? (read.value.plans.find((one) => one.plan === plan)?.assigned ?? null) : null,
        given: pool?.kind === 'known' ? pool.pool.assigned : null,
      };
    },
  };
}
