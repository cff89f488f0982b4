/**
 * How many requests may go to one base address in a minute. server: 200 GETs a minute for each path and address, ten
 * sign-ins a minute, shared by all colleagues behind one address; real deployments may be stricter. The budget is a
 * part of that, and is kept in the store so that a worker which dies and wakes does not start afresh.
 */
import { minuteMs } from '@/lib/domain/preferences';
import type { Budget } from '@/lib/store/schema';
import type { Store } from '@/lib/store/store';

/** Requests a minute and address. What people ask for may use the last part, which checking leaves free. */
export const apiPerMinute = { background: 50, person: 60, change: 60 } as const;

/** Changes in any second, after which the next one waits. server: five of a verb and path in a second; reads are free. */
export const changesPerSecond = 5;

/** Sign-ins a minute and address: half of what the server lets pass for a whole office. */
export const signInsPerMinute = 5;

export type Slot =
  | { readonly granted: true; readonly budget: Budget }
  | { readonly granted: false; readonly freeAt: number; readonly asked: boolean };

const empty = (host: string): Budget => ({ host, sentAt: [], blockedUntil: 0, blockedAt: 0 });

/**
 * Takes one request out of the budget, or says when one is free. `asked`: the server itself wants silence. `perSecond`: it
 * changes something, and so many may in a second.
 */
export function takeFrom(budget: Budget, perMinute: number, now: number, perSecond?: number): Slot {
  // An instant in the future means that the clock was set back; it says nothing any more.
  if (budget.blockedUntil > now && budget.blockedAt <= now) {
    return { granted: false, freeAt: budget.blockedUntil, asked: true };
  }
  const recent = budget.sentAt.filter((at) => at <= now && now - at < minuteMs);
  const [oldest] = recent.slice(-perMinute);
  if (recent.length >= perMinute && oldest !== undefined)
    return { granted: false, freeAt: oldest + minuteMs, asked: false };
  let changedAt = (budget.changedAt ?? []).filter((at) => at <= now && now - at < 1_000);
  if (perSecond !== undefined) {
    const fifth = changedAt.at(-perSecond);
    if (fifth !== undefined) return { granted: false, freeAt: fifth + 1_000, asked: false };
    changedAt = [...changedAt, now];
  }
  return {
    granted: true,
    budget: { host: budget.host, sentAt: [...recent, now], changedAt, blockedUntil: 0, blockedAt: 0 },
  };
}

/** Takes a slot and writes it down before the request goes out. null: granted; else when to try again. */
export function takeSlot(
  store: Store,
  host: string,
  perMinute: number,
  now: number,
  perSecond?: number,
): Promise<{ freeAt: number; asked: boolean } | null> {
  return store.write(['budgets'], async (tx) => {
    const slot = takeFrom((await tx.get('budgets', host)) ?? empty(host), perMinute, now, perSecond);
    if (!slot.granted) return { freeAt: slot.freeAt, asked: slot.asked };
    await tx.put('budgets', slot.budget);
    return null;
  });
}

/** The server asked for silence (429). */
export function blockHost(store: Store, host: string, until: number, now: number): Promise<void> {
  return store.write(['budgets'], async (tx) => {
    const budget = (await tx.get('budgets', host)) ?? empty(host);
    await tx.put('budgets', { ...budget, blockedUntil: until, blockedAt: now });
  });
}
