/** What a wanted number of seats would mean, before anything is sent. Pure. */
import type { Failure } from '@/lib/domain/failure';
import { failureWords } from '@/lib/domain/failure-words';
import type { Role } from '@/lib/domain/model';
import { mostMore, type SeatEffect, type SeatPool, seatEffect } from '@/lib/domain/seat-pool';
import { say, sayCount, type Words } from '@/lib/domain/words';

/** What a seat costs. */
export interface SeatPrice {
  /** For one seat and period, before discounts, in whatever currency the provider is billed. */
  readonly each: number;
  readonly cadence: 'Monthly' | 'Annual' | null;
}

/** What is known of the pool that the client draws from. */
export type PoolView =
  | { readonly kind: 'reading' }
  | { readonly kind: 'known'; readonly pool: SeatPool; readonly price: SeatPrice | null }
  /** server: without a plan of that name in the subscription it refuses every change. */
  | { readonly kind: 'no-plan' }
  | { readonly kind: 'unread'; readonly failure: Failure };

/** What a preview rests on. */
export interface SeatBasis {
  readonly assigned: number;
  /** null: the server does not say; then nothing is taken away. */
  readonly used: number | null;
  readonly pool: PoolView;
  readonly role: Role;
}

/** One line of the preview. */
export interface PreviewLine {
  readonly label: Words;
  readonly value: Words;
  /** What it all comes to. */
  readonly sum: boolean;
}

export type SeatDraft =
  | { readonly kind: 'unchanged' }
  /** Cannot be had; `words` says why and what to do. */
  | { readonly kind: 'problem'; readonly words: Words }
  | {
      readonly kind: 'change';
      readonly to: number;
      /** null: the pool is not known. */
      readonly effect: SeatEffect | null;
      readonly lines: readonly PreviewLine[];
      /** What has to be known before saying yes. */
      readonly notes: readonly Words[];
      /** What has to be ticked; null: nothing. */
      readonly tick: Words | null;
      readonly button: Words;
    };

/** Nobody means more than this; the server takes 32 bits. */
const mostSeats = 99_999;

/** Digits, or groups of three with one of the marks between that people write there. */
const wholeNumber = /^(?:\d{1,9}|\d{1,3}(?:[\s.,'’]\d{3}){1,2})$/;

/** The number in a field; null: there is none. Half a seat is none either: "1.5" must not be taken for 15. */
export function typedSeats(text: string): number | null {
  const typed = text.trim();
  return wholeNumber.test(typed) ? Number(typed.replace(/\D/g, '')) : null;
}

/** The fewest seats that may be set. server: it would take fewer than are used, and refuse invitations afterwards. */
export const fewest = (basis: SeatBasis): number => basis.used ?? basis.assigned;

/** The most seats that this account may set. */
export function most(basis: SeatBasis): number {
  if (basis.pool.kind !== 'known') return mostSeats;
  const more = mostMore(basis.pool.pool, basis.role);
  return more === null ? mostSeats : Math.min(mostSeats, basis.assigned + more);
}

const problem = (words: Words): SeatDraft => ({ kind: 'problem', words });

function problemOf(basis: SeatBasis, to: number): SeatDraft | null {
  const { used, assigned } = basis;
  if (used === null && to < assigned) return problem(say('client_seats_used_unknown'));
  if (used !== null && to < used) return problem(sayCount('client_seats_below', used));
  if (to > mostSeats) return problem(say('client_seats_too_many', { most: mostSeats }));
  const top = most(basis);
  if (to <= top) return null;
  return problem(top > assigned ? sayCount('client_seats_no_buying', top - assigned) : say('client_seats_none_free'));
}

function knownLines({ change, fromPool, bought }: SeatEffect, pool: SeatPool): PreviewLine[] {
  const line = (label: Words, seats: number, sum = false): PreviewLine => ({
    label,
    value: say('client_seats_figure', { n: seats }),
    sum,
  });
  const { plan, free } = pool;
  const lines = [line(say(change > 0 ? 'client_seats_added' : 'client_seats_taken'), Math.abs(change))];
  if (fromPool > 0) lines.push(line(sayCount('client_seats_from_pool', free, { plan }), fromPool));
  if (fromPool < 0) lines.push(line(say('client_seats_to_pool', { plan }), -fromPool));
  const sum = (label: Words, seats: number): PreviewLine => ({
    label,
    value: sayCount('client_seats_count', seats),
    sum: true,
  });
  if (bought > 0) lines.push(sum(say('client_seats_bought'), bought));
  if (bought < 0) lines.push(sum(say('client_seats_released'), -bought));
  return lines;
}

/** Cents are enough. */
const money = (amount: number): number => Math.round(amount * 100) / 100;

function priceWords(price: SeatPrice | null): Words[] {
  if (price === null || price.cadence === null) return [];
  const each = money(price.each);
  return [say(price.cadence === 'Annual' ? 'client_seats_price_year' : 'client_seats_price_month', { each })];
}

function notesOf(effect: SeatEffect, price: SeatPrice | null, role: Role): Words[] {
  if (effect.bought > 0) return [sayCount('client_seats_buys', effect.bought), ...priceWords(price)];
  if (effect.bought === 0) return [];
  return [
    sayCount('client_seats_releases', -effect.bought),
    say(role === 'provider-admin' ? 'client_seats_buy_back' : 'client_seats_no_back'),
  ];
}

function tickOf({ bought }: SeatEffect): Words | null {
  if (bought > 0) return sayCount('client_seats_tick_buy', bought);
  return bought < 0 ? sayCount('client_seats_tick_release', -bought) : null;
}

/** @param text as it stands in the field */
export function seatDraft(basis: SeatBasis, text: string): SeatDraft {
  const to = typedSeats(text);
  if (to === null) return problem(say('client_seats_not_a_number'));
  const change = to - basis.assigned;
  if (change === 0) return { kind: 'unchanged' };
  const bad = problemOf(basis, to);
  if (bad !== null) return bad;
  const button = change > 0 ? sayCount('client_seats_add', change) : sayCount('client_seats_take', -change);
  if (basis.pool.kind === 'known') {
    const { pool, price } = basis.pool;
    const effect = seatEffect(pool, change, basis.role);
    return {
      kind: 'change',
      to,
      effect,
      lines: knownLines(effect, pool),
      notes: notesOf(effect, price, basis.role),
      tick: tickOf(effect),
      button,
    };
  }
  const figure = say('client_seats_figure', { n: Math.abs(change) });
  return {
    kind: 'change',
    to,
    effect: null,
    lines: [{ label: say(change > 0 ? 'client_seats_added' : 'client_seats_taken'), value: figure, sum: false }],
    notes: [
      say('client_seats_pool_unknown'),
      ...(basis.pool.kind === 'unread' ? [failureWords(basis.pool.failure)] : []),
    ],
    tick: say(change > 0 ? 'client_seats_tick_may_buy' : 'client_seats_tick_may_release'),
    button,
  };
}

/** What differs between what was previewed and what holds now; null: nothing that matters. */
export function changedSince(before: SeatBasis, now: SeatBasis): Words | null {
  if (before.assigned !== now.assigned) return sayCount('client_seats_changed', now.assigned);
  if (before.used !== now.used)
    return now.used === null ? say('client_seats_used_unknown') : sayCount('client_seats_used_changed', now.used);
  if (before.pool.kind !== now.pool.kind) return say('client_seats_pool_changed');
  if (before.pool.kind !== 'known' || now.pool.kind !== 'known') return null;
  const [a, b] = [before.pool.pool, now.pool.pool];
  return a.plan === b.plan && a.minimum === b.minimum && a.assigned === b.assigned
    ? null
    : say('client_seats_pool_changed');
}

/** Whether going back would neither buy nor release anything. */
export function canUndo(now: SeatBasis, to: number): boolean {
  if (now.pool.kind !== 'known' || to < fewest(now)) return false;
  return seatEffect(now.pool.pool, to - now.assigned, now.role).kind === 'within';
}
