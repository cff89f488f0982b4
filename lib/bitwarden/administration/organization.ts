/** Errands about a client as a whole. */
import * as z from 'zod/mini';
import type { Errand } from '@/lib/domain/errand';
import { listOf } from '../list-of';
import { reading } from './errand';

/** What a client may use. */
export interface Organization {
  /** Its plan has account recovery at all. */
  readonly hasRecovery: boolean;
  /** Its plan keeps an event log. */
  readonly hasEvents: boolean;
  /** Its plan has policies. */
  readonly hasPolicies: boolean;
}

/** `GET /organizations/{o}`. server: 404 for whoever may not. */
export const organization = (clientId: string): Errand<Organization> =>
  reading(
    { call: 'GET /organizations/{o}', ids: { o: clientId } },
    z.object({
      object: z.literal('organization'),
      useResetPassword: z.nullish(z.boolean()),
      useEvents: z.nullish(z.boolean()),
      usePolicies: z.nullish(z.boolean()),
    }),
    ({ useResetPassword, useEvents, usePolicies }) => ({
      hasRecovery: useResetPassword ?? false,
      hasEvents: useEvents ?? false,
      hasPolicies: usePolicies ?? false,
    }),
  );

/** server: PolicyType. */
export const policyTypes = { twoStep: 0, accountRecovery: 8 } as const;

/**
 * `GET /organizations/{o}/policies`: the types that are switched on. server: a policy that was never saved is not listed,
 * and off.
 */
export const policies = (clientId: string): Errand<ReadonlySet<number>> =>
  reading(
    { call: 'GET /organizations/{o}/policies', ids: { o: clientId } },
    listOf(z.object({ type: z.number(), enabled: z.boolean() })),
    (list) => new Set(list.data.filter(({ enabled }) => enabled).map(({ type }) => type)),
  );
