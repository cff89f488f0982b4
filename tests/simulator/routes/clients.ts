/** Seats of clients, and what the provider pays for them. */
import { planOf } from '../plans';
import { openRoute, type Route, route, type UserCall } from '../route';
import type { Organization, PoolPlan, Provider } from '../rows';
import {
  badRequest,
  bare,
  crashed,
  done,
  errorBody,
  notFound,
  ok,
  type Reply,
  toWireDate,
  unauthorized,
} from '../wire';
import { isProviderAdmin, isProviderMember, needsProviderMember } from './roles';

const supportNeeded: Reply = {
  status: 500,
  json: errorBody('Something went wrong with your request. Please contact support for assistance.'),
};
const onlyCloud = badRequest('Only allowed when not self hosted.');
const noPayment: Reply = {
  status: 500,
  json: errorBody('Something went wrong with your request. Please contact support.'),
};

/** server: a provider that can be billed is none of the resellers, and is set up. */
const isBillable = ({ type, status }: Provider): boolean => type !== 1 && status === 2;

/** server: the sum of seats over managed clients of the same plan, compared by the plan's name. */
function assignedIn({ world }: UserCall, provider: Provider, planType: number): number {
  let sum = 0;
  for (const { organizationId } of world.relationsOf(provider.id)) {
    const organization = world.organizations.get(organizationId);
    if (organization?.status === 2 && planOf(organization.planType).name === planOf(planType).name) {
      sum += organization.seats ?? 0;
    }
  }
  return sum;
}

/** server: beyond the minimum the subscription follows the sum; at or below it bought seats are released. */
function settle(plan: PoolPlan, assigned: number): void {
  plan.allocatedSeats = assigned;
  plan.purchasedSeats = Math.max(0, assigned - plan.seatMinimum);
}

function changeClient(call: UserCall, wanted: { readonly seats: number; readonly name: string }): Reply {
  const { world, params, switches } = call;
  if (switches.selfHosted) return onlyCloud;
  const provider = world.providers.get(params.p ?? '');
  if (provider === undefined) return notFound;
  if (!isBillable(provider)) return bare(401);
  if (!provider.payment) return noPayment;
  const relation = world.relationsOf(provider.id).find(({ id }) => id === params.po);
  const organization: Organization | undefined = world.organizations.get(relation?.organizationId ?? '');
  if (relation === undefined || organization === undefined) return notFound;
  if (organization.status !== 2) return supportNeeded;
  const plan = provider.plans.find(({ planType }) => planType === organization.planType);
  if (plan === undefined) return noPayment;
  const assigned = assignedIn(call, provider, organization.planType);
  const next = assigned + wanted.seats - (organization.seats ?? 0);
  if (next > plan.seatMinimum && next > assigned && !isProviderAdmin(call)) {
    return { status: 401, json: errorBody('Service users cannot purchase additional seats.') };
  }
  if (next !== assigned) settle(plan, next);
  // server: seats in use are not looked at, and the name is stored as it was sent.
  organization.seats = wanted.seats;
  organization.name = wanted.name;
  relation.revisionAt = call.clock.now();
  return done;
}

function subscription(call: UserCall): Reply {
  const provider = call.world.providers.get(call.params.p ?? '');
  if (provider === undefined) return notFound;
  if (!isProviderMember(call) || !isBillable(provider)) return unauthorized;
  if (!provider.payment) return noPayment;
  const monthMs = 30 * 86_400_000;
  return ok({
    status: 'active',
    currentPeriodEndDate: toWireDate(call.clock.now() + monthMs),
    discountPercentage: 35,
    collectionMethod: 'charge_automatically',
    plans: provider.plans.map(({ planType, seatMinimum, purchasedSeats, allocatedSeats }) => {
      const { name, tier, annual, seatPrice } = planOf(planType);
      return {
        planName: name,
        type: planType,
        productTier: tier,
        seatMinimum,
        purchasedSeats,
        assignedSeats: allocatedSeats,
        cost: (seatMinimum + purchasedSeats) * seatPrice,
        cadence: annual ? 'Annual' : 'Monthly',
      };
    }),
    accountCredit: 0,
    taxInformation: null,
    cancelAt: null,
    suspension: null,
    providerType: provider.type,
    paymentSource: { type: 0, description: 'VISA, *4242, 04/2028', needsVerification: false },
  });
}

export const clientRoutes: readonly Route[] = [
  route('PUT', '/providers/{p}/clients/{po}', {
    role: needsProviderMember,
    body(reader) {
      const seats = reader.number('assignedSeats', { min: -2_147_483_648, max: 2_147_483_647 }) ?? 0;
      if (seats < 0) reader.complain('assignedSeats', 'You cannot assign negative seats to a client organization.');
      return { seats, name: reader.requiredText('name') };
    },
    run: changeClient,
  }),
  // server: organizations that the caller owns and could bring along; seeded accounts own none.
  route('GET', '/providers/{p}/clients/addable', {
    role: needsProviderMember,
    run({ world, params, switches, caller }) {
      if (switches.selfHosted) return onlyCloud;
      const provider = world.providers.get(params.p ?? '');
      if (provider === undefined) return notFound;
      if (!isBillable(provider)) return bare(401);
      if (!provider.payment) return crashed;
      const confirmed = world
        .providerUsersOf(caller.userId)
        .some(({ providerId, status }) => providerId === provider.id && status === 2);
      return confirmed ? ok([]) : unauthorized;
    },
  }),
  route('GET', '/providers/{p}/billing/subscription', { run: subscription }),
  // server: has no token check of its own, so that its 401 has a body even without a token.
  openRoute('api', 'GET', '/providers/{p}/billing/vnext/warnings', (call) => {
    if (call.switches.selfHosted) return onlyCloud;
    const provider = call.world.providers.get(call.params.p ?? '');
    if (provider === undefined) return { status: 404, json: errorBody('Provider not found.') };
    const { caller } = call;
    if (caller === null || !isProviderMember({ ...call, caller })) return unauthorized;
    const resolution = isProviderAdmin({ ...call, caller }) ? 'add_payment_method' : 'contact_administrator';
    return ok({ suspension: provider.enabled ? null : { resolution, subscriptionCancelsAt: null }, taxId: null });
  }),
];
