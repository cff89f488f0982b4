/** What an account is told about itself: profile, keys, memberships, clients. */
import { planOf } from '../plans';
import type { Call } from '../route';
import type { Organization, OrganizationUser, Provider, User } from '../rows';
import { decodeName, toWireDate } from '../wire';
import type { World } from '../world';
import { featuresOf, permissionsOf } from './features';

/** The account's keys as the API writes them, or null without a key pair. */
export function accountKeys(world: World, user: User): Record<string, unknown> | null {
  const wrappedPrivateKey = world.wrappedPrivateKey(user);
  const pair = world.keyPairOf(user);
  if (wrappedPrivateKey === null || pair === null) return null;
  const second = world.secondVersionOf(user);
  return {
    object: 'privateKeys',
    signatureKeyPair: second === null ? null : { object: 'signatureKeyPair', ...second.signatureKeyPair },
    publicKeyEncryptionKeyPair: {
      object: 'publicKeyEncryptionKeyPair',
      wrappedPrivateKey,
      publicKey: pair.publicKey,
      signedPublicKey: second?.signedPublicKey ?? null,
    },
    securityState: second?.securityState ?? null,
  };
}

/** server: the only place that tells a suspended client (`enabled`); `id` is {o}. */
function clientRow(organization: Organization, provider: Provider, user: User, key: string | null) {
  return {
    object: 'profileProviderOrganization',
    id: organization.id,
    name: decodeName(organization.name),
    enabled: organization.enabled,
    identifier: null,
    productTierType: planOf(organization.planType).tier,
    ...featuresOf(organization),
    useActivateAutofillPolicy: false,
    useDisableSMAdsForUsers: false,
    key,
    ssoBound: false,
    resetPasswordEnrolled: false,
    providerId: provider.id,
    providerName: decodeName(provider.name),
    providerType: provider.type,
    ssoEnabled: false,
    keyConnectorEnabled: false,
    keyConnectorUrl: null,
    ssoMemberDecryptionType: null,
    accessSecretsManager: false,
    accessPam: false,
    userId: user.id,
    status: 2,
    type: 0,
    permissions: permissionsOf(),
  };
}

function membershipRow(world: World, organization: Organization, member: OrganizationUser, user: User) {
  const relation = world.relationOf(organization.id);
  const provider = relation === undefined ? undefined : world.providers.get(relation.providerId);
  return {
    object: 'profileOrganization',
    id: organization.id,
    name: decodeName(organization.name),
    enabled: organization.enabled,
    identifier: null,
    productTierType: planOf(organization.planType).tier,
    ...featuresOf(organization),
    useActivateAutofillPolicy: false,
    useDisableSMAdsForUsers: false,
    key: world.sealedKeyOf(member),
    ssoBound: false,
    resetPasswordEnrolled: member.resetPasswordEnrolled,
    providerId: provider?.id ?? null,
    providerName: decodeName(provider?.name ?? null),
    providerType: provider?.type ?? null,
    ssoEnabled: false,
    keyConnectorEnabled: false,
    keyConnectorUrl: null,
    ssoMemberDecryptionType: null,
    accessSecretsManager: member.accessSecretsManager,
    accessPam: member.accessPam,
    userId: user.id,
    status: member.status,
    type: member.type,
    permissions: member.permissions === null ? null : permissionsOf(member.permissions),
    organizationUserId: member.id,
    userIsClaimedByOrganization: false,
    familySponsorshipFriendlyName: null,
    familySponsorshipAvailable: false,
    familySponsorshipLastSyncDate: null,
    familySponsorshipValidUntil: null,
    familySponsorshipToDelete: null,
    isAdminInitiated: false,
  };
}

/** server: confirmed memberships of providers that are not pending; rows, not claims. */
function providersOf({ world }: Call, user: User) {
  return world.providerUsersOf(user.id).flatMap((row) => {
    const provider = world.providers.get(row.providerId);
    return row.status !== 2 || provider === undefined || provider.status === 0 ? [] : [{ row, provider }];
  });
}

/** The body of `GET /accounts/profile`, and of the profile in `GET /sync`. */
export function profileOf(call: Call, user: User): Record<string, unknown> {
  const { world } = call;
  const providers = providersOf(call, user);
  const memberships = world.membershipsOf(user.id).flatMap((member) => {
    const organization = world.organizations.get(member.organizationId);
    return organization === undefined ? [] : [{ member, organization }];
  });
  const organizations = (...statuses: number[]) =>
    memberships
      .filter(({ member }) => statuses.includes(member.status))
      .map(({ member, organization }) => membershipRow(world, organization, member, user));
  return {
    object: 'profile',
    id: user.id,
    name: user.name,
    email: user.email,
    emailVerified: true,
    premium: false,
    premiumFromOrganization: false,
    culture: 'en-US',
    twoFactorEnabled: user.twoFactor,
    key: world.masterKeyEncryptedUserKey(user),
    privateKey: world.wrappedPrivateKey(user),
    accountKeys: accountKeys(world, user),
    securityStamp: 'simulated',
    forcePasswordReset: false,
    usesKeyConnector: false,
    avatarColor: null,
    creationDate: toWireDate(user.createdAt),
    verifyDevices: true,
    organizations: organizations(2),
    organizationsNew: organizations(1, 2),
    providers: providers.map(({ row, provider }) => ({
      object: 'profileProvider',
      id: provider.id,
      name: decodeName(provider.name),
      key: row.key,
      status: 2,
      type: row.type,
      enabled: provider.enabled,
      permissions: permissionsOf(),
      userId: user.id,
      useEvents: provider.useEvents,
      providerStatus: provider.status,
      providerType: provider.type,
    })),
    providerOrganizations: providers.flatMap(({ provider }) =>
      world.relationsOf(provider.id).flatMap((relation) => {
        const organization = world.organizations.get(relation.organizationId);
        return organization === undefined ? [] : [clientRow(organization, provider, user, relation.key)];
      }),
    ),
  };
}
