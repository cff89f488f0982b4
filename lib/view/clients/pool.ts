/** The seat pools of the providers in scope: what they bought, asked for while somebody looks, and what is free of it. */
import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { type Subscription, subscription } from '@/lib/bitwarden/administration/seats';
import type { Failure, Result } from '@/lib/domain/failure';
import { failureWords } from '@/lib/domain/failure-words';
import { type Account, type ClientList, type Provider, providerKeyText } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import { type SeatPool, seatPools } from '@/lib/domain/seat-pool';
import { minuteMs } from '@/lib/domain/time';
import { say, type Words } from '@/lib/domain/words';
import type { Work } from '@/lib/view/desk/work';

export type PoolState =
  | { readonly kind: 'reading' }
  /** `at`: the older of the two readings that the figures are made of, epoch ms. */
  | { readonly kind: 'known'; readonly pools: readonly SeatPool[]; readonly at: number }
  /** There is none that could be read: that is how it is, and asking again does not help. */
  | { readonly kind: 'none'; readonly words: Words }
  | { readonly kind: 'failed'; readonly words: Words };

export interface ProviderPool {
  readonly key: string;
  readonly provider: Provider;
  readonly state: PoolState;
}

export interface PoolModel {
  readonly pools: ReadonlySignal<readonly ProviderPool[]>;
  /** Somebody looks, or no longer does. What is older than some minutes is read when they come. */
  watch(on: boolean): void;
  /** Reads again at once what is shown. */
  refresh(): void;
  stop(): void;
}

export interface PoolInput {
  readonly overview: ReadonlySignal<Overview | null>;
  readonly providers: ReadonlySignal<readonly Provider[]>;
  readonly work: Work;
  readonly now: () => number;
}

interface Reading {
  readonly answer: Result<Subscription> | null;
  /** When this answer was asked for, epoch ms. */
  readonly at: number;
  /** When it was asked for last, whatever came of that, epoch ms. */
  readonly askedAt: number;
  /** What it was asked for: seats that were given or taken since change what was bought. */
  readonly assigned: string;
  /** Of several that are under way, the last counts. */
  readonly turn: number;
}

/** Contracts change seldom; what is bought follows the clients' seats, which make it be read at once. */
const freshMs = 5 * minuteMs;

const keyOf = ({ accountId, id }: Provider): string => providerKeyText({ accountId, providerId: id });

const listOf = (overview: Overview | null, provider: Provider): ClientList | undefined =>
  overview?.lists.find((list) => providerKeyText(list) === keyOf(provider));

/** Seats by plan, as one text: another text means that somebody changed seats. */
function assignedText(list: ClientList | undefined): string {
  const sums = new Map<string, number>();
  for (const { plan, assigned } of list?.clients ?? [])
    sums.set(plan ?? '', (sums.get(plan ?? '') ?? 0) + (assigned ?? 0));
  return JSON.stringify([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Why there is no pool. server: 401 or 404 with a body for a provider that is not billed, 500 where payment was never set
 * up; both on own servers as well.
 */
function missing(failure: Failure, account: Account | undefined): PoolState {
  if (failure.kind === 'refused') {
    const own = account?.server.region === 'own';
    return { kind: 'none', words: say(own ? 'clients_pool_none_own' : 'clients_pool_none_refused') };
  }
  if (failure.kind === 'server-error' && failure.status === 500)
    return { kind: 'none', words: say('clients_pool_none_payment') };
  return { kind: 'failed', words: failureWords(failure) };
}

export function createPool({ overview, providers, work, now }: PoolInput): PoolModel {
  const readings = signal<ReadonlyMap<string, Reading>>(new Map());
  const watched = signal(false);

  const keep = (key: string, reading: Reading): void => {
    readings.value = new Map(readings.value).set(key, reading);
  };

  async function read(provider: Provider): Promise<void> {
    const key = keyOf(provider);
    const assigned = assignedText(listOf(overview.value, provider));
    const before = readings.value.get(key);
    const askedAt = now();
    const turn = (before?.turn ?? 0) + 1;
    // What is known stays on the screen while it is read again, no younger than it is.
    const old = { answer: before?.answer ?? null, at: before?.at ?? askedAt, askedAt, assigned, turn };
    keep(key, old);
    const answer = await work.run(provider.accountId, subscription(provider.id));
    if (readings.value.get(key)?.turn !== turn) return;
    if (answer.ok || old.answer?.ok !== true) keep(key, { ...old, answer, at: askedAt });
  }

  // server: a reseller is never billed, so there is nothing to ask.
  const asked = computed(() => providers.value.filter(({ type }) => type !== 'reseller'));

  const stop = effect(() => {
    if (!watched.value) return;
    const stored = overview.value;
    for (const provider of asked.value) {
      const list = listOf(stored, provider);
      const account = stored?.accounts.find(({ id }) => id === provider.accountId);
      if (list === undefined || account === undefined) continue;
      untracked(() => {
        const reading = readings.value.get(keyOf(provider));
        // Set back, a clock tells nothing.
        const fresh = reading !== undefined && Math.abs(now() - reading.askedAt) < freshMs;
        if (!fresh || reading.assigned !== assignedText(list)) void read(provider);
      });
    }
  });

  const stateOf = (provider: Provider): PoolState => {
    if (provider.type === 'reseller') return { kind: 'none', words: say('clients_pool_none_reseller') };
    const stored = overview.value;
    const list = listOf(stored, provider);
    const reading = readings.value.get(keyOf(provider));
    const answer = reading?.answer ?? null;
    if (reading === undefined || answer === null || list === undefined) return { kind: 'reading' };
    if (!answer.ok)
      return missing(
        answer.failure,
        stored?.accounts.find(({ id }) => id === provider.accountId),
      );
    const pools = seatPools(answer.value.plans, list.clients).filter(({ bought }) => bought > 0);
    if (pools.length === 0) return { kind: 'none', words: say('clients_pool_none_bought') };
    return { kind: 'known', pools, at: Math.min(reading.at, list.readAt) };
  };

  return {
    pools: computed(() =>
      providers.value.map((provider) => ({ key: keyOf(provider), provider, state: stateOf(provider) })),
    ),
    watch(on) {
      watched.value = on;
    },
    refresh() {
      for (const provider of asked.value) void read(provider);
    },
    stop,
  };
}
