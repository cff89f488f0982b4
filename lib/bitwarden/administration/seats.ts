/** Errands about seats: what the provider bought, and what each client has of it. */
import * as z from 'zod/mini';
import type { Errand } from '@/lib/domain/errand';
import { listOf } from '../list-of';
import { doing, instant, reading } from './errand';

/** What a provider bought of one plan. */
export interface PlanPool {
  /** Display text of the plan, the same as the clients' `plan`; compared as it is, never translated. */
  readonly plan: string;
  /** Seats of the contract, which need not be bought. */
  readonly minimum: number;
  /** Seats bought beyond them. server: exactly what the clients have beyond the minimum; they are never idle. */
  readonly purchased: number;
  /** Seats given to clients. */
  readonly assigned: number;
  /** Of all seats of the plan, before discounts, in the provider's currency. */
  readonly cost: number;
  readonly cadence: 'Monthly' | 'Annual' | null;
}

export interface Subscription {
  /** The payment processor's word: `active`, `past_due`… */
  readonly status: string;
  readonly plans: readonly PlanPool[];
  /** Epoch ms; null: not told. */
  readonly periodEndsAt: number | null;
}

const subscriptionSchema = z.object({
  status: z.string(),
  currentPeriodEndDate: z.nullish(z.string()),
  plans: z.array(
    z.object({
      planName: z.string(),
      seatMinimum: z.number(),
      purchasedSeats: z.number(),
      assignedSeats: z.number(),
      cost: z.number(),
      cadence: z.nullish(z.string()),
    }),
  ),
});

/**
 * `GET /providers/{p}/billing/subscription`. server: any confirmed member of a billable provider; else 401 or 404 with a
 * body; 500 without a payment set-up.
 */
export const subscription = (providerId: string): Errand<Subscription> =>
  reading(
    { call: 'GET /providers/{p}/billing/subscription', ids: { p: providerId } },
    subscriptionSchema,
    ({ status, currentPeriodEndDate, plans }) => ({
      status,
      periodEndsAt: instant(currentPeriodEndDate),
      plans: plans.map(({ planName, seatMinimum, purchasedSeats, assignedSeats, cost, cadence }) => ({
        plan: planName,
        minimum: seatMinimum,
        purchased: purchasedSeats,
        assigned: assignedSeats,
        cost,
        cadence: cadence === 'Monthly' || cadence === 'Annual' ? cadence : null,
      })),
    }),
  );

/** A client as the server has it now, its name letter by letter as it would have to be sent back. */
export interface ClientNow {
  readonly clientId: string;
  readonly relationId: string;
  readonly name: string | null;
  readonly plan: string | null;
  readonly seats: number | null;
  readonly occupied: number | null;
}

/** `GET /providers/{p}/organizations`: to be read just before seats are changed, since colleagues change them too. */
export const clientsNow = (providerId: string): Errand<ClientNow[]> =>
  reading(
    { call: 'GET /providers/{p}/organizations', ids: { p: providerId } },
    listOf(
      z.object({
        id: z.string(),
        organizationId: z.string(),
        organizationName: z.nullish(z.string()),
        plan: z.nullish(z.string()),
        seats: z.nullish(z.number()),
        occupiedSeats: z.nullish(z.number()),
      }),
    ),
    (list) =>
      list.data.map((row) => ({
        clientId: row.organizationId,
        relationId: row.id,
        name: row.organizationName ?? null,
        plan: row.plan ?? null,
        seats: row.seats ?? null,
        occupied: row.occupiedSeats ?? null,
      })),
  );

/**
 * A name as it has to be sent to be read again letter by letter. server: stores it as it is sent, and decodes it when it
 * is read, so that a name with `&amp;` in it would come back with `&`.
 */
const asStored = (name: string): string => (/&#?\w+;/.test(name) ? name.replaceAll('&', '&amp;') : name);

/**
 * `PUT /providers/{p}/clients/{po}`. server: both fields every time, a missing number is taken as 0; seats in use are
 * not looked at; not atomic, so after a 5xx everything has to be read again.
 * @param client as it was read a moment ago; its name must not be empty
 * @param seats whole and not negative
 */
export const changeSeats = (
  providerId: string,
  client: { readonly relationId: string; readonly name: string },
  seats: number,
): Errand<null> =>
  doing({
    call: 'PUT /providers/{p}/clients/{r}',
    ids: { p: providerId, r: client.relationId },
    body: { assignedSeats: seats, name: asStored(client.name) },
  });
