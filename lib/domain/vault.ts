/** The pages of a server's web vault. */
import type { Server } from './server';

/** Host name of the web vault, for people to read. */
export const serverHost = (server: Server): string => new URL(server.vault).host;

/** A page of the web vault. Routes are facts read from the open web vault's routing. */
export type VaultPage =
  | {
      readonly page: 'clients' | 'team' | 'team-events' | 'provider-billing';
      readonly providerId: string;
    }
  | {
      readonly page: 'client' | 'members' | 'events' | 'reports' | 'billing';
      readonly clientId: string;
    }
  | { readonly page: 'api-key' };

const routes: Record<VaultPage['page'], string> = {
  clients: 'clients',
  team: 'manage/members',
  'team-events': 'manage/events',
  'provider-billing': 'billing/subscription',
  client: 'vault',
  members: 'members',
  events: 'reporting/events',
  reports: 'reporting/reports',
  billing: 'billing/subscription',
  'api-key': 'settings/security/security-keys',
};

/** The address of a page in the web vault of a server. */
export function vaultUrl(server: Server, target: VaultPage): string {
  const route = routes[target.page];
  if ('clientId' in target) return `${server.vault}/#/organizations/${encodeURIComponent(target.clientId)}/${route}`;
  if ('providerId' in target) return `${server.vault}/#/providers/${encodeURIComponent(target.providerId)}/${route}`;
  return `${server.vault}/#/${route}`;
}
