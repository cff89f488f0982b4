/** Every route of the simulated server, the more specific first. An area of the contract has a file of its own. */
import { type Route, sortRoutes } from '../route';
import { accountRoutes } from './account';
import { clientRoutes } from './clients';
import { eventRoutes } from './events';
import { organizationRoutes } from './organization';
import { organizationAdminRoutes } from './organization-admin';
import { organizationRoleRoutes } from './organization-roles';
import { organizationUserRoutes } from './organization-users';
import { providerRoutes } from './provider';
import { providerAdminRoutes } from './provider-admin';
import { providerUserRoutes } from './provider-users';
import { tokenRoutes } from './token';

export const routes: readonly Route[] = sortRoutes([
  ...tokenRoutes,
  ...accountRoutes,
  ...providerRoutes,
  ...providerUserRoutes,
  ...organizationRoutes,
  ...organizationUserRoutes,
  ...eventRoutes,
  ...providerAdminRoutes,
  ...clientRoutes,
  ...organizationAdminRoutes,
  ...organizationRoleRoutes,
]);
