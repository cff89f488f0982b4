/** A provider and the list of its clients. */
import { planOf } from '../plans';
import { type Route, route } from '../route';
import type { Relation } from '../rows';
import { decodeName, list, notFound, ok, toWireDate } from '../wire';
import type { World } from '../world';
import { needsProviderMember } from './roles';

/** One row of the clients' list. server: remaining is null without a limit of seats, and may be negative. */
function clientRow(world: World, relation: Relation) {
  const organization = world.organizations.get(relation.organizationId);
  if (organization === undefined) return [];
  const { occupied, confirmed } = world.seatsOf(organization.id);
  return [
    {
      object: 'providerOrganizationOrganizationDetail',
      id: relation.id,
      providerId: relation.providerId,
      organizationId: organization.id,
      key: relation.key,
      settings: null,
      creationDate: toWireDate(relation.createdAt),
      revisionDate: toWireDate(relation.revisionAt),
      userCount: confirmed,
      seats: organization.seats,
      occupiedSeats: occupied,
      remainingSeats: organization.seats === null ? null : organization.seats - occupied,
      plan: planOf(organization.planType).name,
      organizationName: decodeName(organization.name),
    },
  ];
}

export const providerRoutes: readonly Route[] = [
  route('GET', '/providers/{p}', {
    role: needsProviderMember,
    run({ world, params }) {
      const provider = world.providers.get(params.p ?? '');
      if (provider === undefined) return notFound;
      return ok({
        object: 'provider',
        id: provider.id,
        name: decodeName(provider.name),
        businessName: decodeName(provider.name),
        businessAddress1: null,
        businessAddress2: null,
        businessAddress3: null,
        businessCountry: 'NL',
        businessTaxNumber: null,
        billingEmail: provider.billingEmail,
        creationDate: toWireDate(provider.createdAt),
        type: provider.type,
      });
    },
  }),
  route('GET', '/providers/{p}/organizations', {
    role: needsProviderMember,
    run: ({ world, params }) =>
      list(world.relationsOf(params.p ?? '').flatMap((relation) => clientRow(world, relation))),
  }),
];
