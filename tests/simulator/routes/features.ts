/** The many switches of an organization, as three answers of the server list them. */
import { planOf } from '../plans';
import type { Organization } from '../rows';

export const permissionNames = [
  'accessEventLogs',
  'accessImportExport',
  'accessReports',
  'createNewCollections',
  'editAnyCollection',
  'deleteAnyCollection',
  'manageGroups',
  'managePolicies',
  'manageSso',
  'manageUsers',
  'manageResetPassword',
  'manageScim',
  'manageAccessRules',
] as const;

/** A whole set of permissions; those not given are off. */
export function permissionsOf(given: Readonly<Record<string, boolean>> | null = null): Record<string, boolean> {
  return Object.fromEntries(permissionNames.map((name) => [name, given?.[name] ?? false]));
}

/** What profile and organization answers share. */
export function featuresOf(organization: Organization): Record<string, unknown> {
  const enterprise = planOf(organization.planType).tier === 3;
  return {
    usePolicies: enterprise,
    useSso: enterprise,
    useKeyConnector: false,
    useScim: enterprise,
    useGroups: true,
    useDirectory: true,
    useEvents: organization.useEvents,
    useTotp: true,
    use2fa: true,
    useApi: true,
    useResetPassword: organization.useResetPassword,
    useSecretsManager: false,
    usePasswordManager: true,
    usersGetPremium: true,
    useCustomPermissions: enterprise,
    useRiskInsights: enterprise,
    useOrganizationDomains: enterprise,
    useAdminSponsoredFamilies: false,
    useAutomaticUserConfirmation: false,
    usePhishingBlocker: false,
    useMyItems: organization.useMyItems,
    useInviteLinks: false,
    usePam: false,
    selfHost: false,
    seats: organization.seats,
    maxCollections: null,
    maxStorageGb: 1,
    hasPublicAndPrivateKeys: true,
    limitCollectionCreation: true,
    limitCollectionDeletion: true,
    limitItemDeletion: false,
    allowAdminAccessToAllCollectionItems: false,
  };
}
