/** A client organization and its policies. */
import { planOf } from '../plans';
import { lacksRole, type Route, route, type UserCall } from '../route';
import type { Organization, Policy } from '../rows';
import { decodeName, list, notFound, ok, type Reply } from '../wire';
import { featuresOf } from './features';
import { hasProviderClaim, isOwner, managesAsProvider } from './roles';

/** server: an owner by claim; a provider member by row, but only with some provider claim in the token. */
const seesOrganization = (call: UserCall): boolean =>
  call.caller.ownerOf.has(call.params.o ?? '') || (hasProviderClaim(call) && managesAsProvider(call));

function organizationOf(organization: Organization): Reply {
  const plan = planOf(organization.planType);
  return ok({
    ...featuresOf(organization),
    object: 'organization',
    id: organization.id,
    name: decodeName(organization.name),
    businessName: null,
    businessAddress1: null,
    businessAddress2: null,
    businessAddress3: null,
    businessCountry: null,
    businessTaxNumber: null,
    billingEmail: organization.billingEmail,
    plan: {
      object: 'plan',
      type: organization.planType,
      productTier: plan.tier,
      name: plan.name,
      isAnnual: plan.annual,
    },
    secretsManagerPlan: null,
    planType: organization.planType,
    maxAutoscaleSeats: null,
    useDisableSmAdsForUsers: false,
    smSeats: null,
    smServiceAccounts: null,
    maxAutoscaleSmSeats: null,
    maxAutoscaleSmServiceAccounts: null,
  });
}

const policyRow = (organizationId: string, { type, enabled, data }: Policy) => ({
  object: 'policy',
  organizationId,
  type,
  data,
  enabled,
  canToggleState: true,
});

/** server: the policy of Send controls is in every list, saved or not. */
const sendControls: Policy = { type: 21, enabled: false, data: {} };

const needsPolicyRight = (call: UserCall): Reply | null =>
  isOwner(call) || call.caller.adminOf.has(call.params.o ?? '') ? null : lacksRole(call);

export const organizationRoutes: readonly Route[] = [
  route('GET', '/organizations/{o}', {
    badId: 'crash-json',
    run(call) {
      const organization = call.world.organizations.get(call.params.o ?? '');
      return organization === undefined || !seesOrganization(call) ? notFound : organizationOf(organization);
    },
  }),
  route('GET', '/organizations/{o}/policies', {
    role: needsPolicyRight,
    run({ world, params }) {
      const id = params.o ?? '';
      const saved = world.organizations.get(id)?.policies ?? [];
      const rows = saved.some(({ type }) => type === sendControls.type) ? saved : [...saved, sendControls];
      return list(rows.map((policy) => policyRow(id, policy)));
    },
  }),
  route('GET', '/organizations/{o}/policies/{type}', {
    role: needsPolicyRight,
    run({ world, params }) {
      const type = Number(params.type);
      if (!Number.isInteger(type)) return notFound;
      const saved = world.organizations.get(params.o ?? '')?.policies.find((policy) => policy.type === type);
      return ok(policyRow(params.o ?? '', saved ?? { type, enabled: false, data: {} }));
    },
  }),
];
