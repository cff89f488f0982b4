/** The pages of a server's web vault. */
import type { Server } from './server';

/** Host name of the web vault, for people to read. */
export const serverHost = (server: Server): string => new URL(server.vault).host;

/** A page of the web vault. Routes are facts read from the open web vault's routing. */
export type VaultPage =
  | {
      readonly page: 'clients' | 'team' | 'team-events' | 'provider-billing' | 'provider-invoices';
      readonly providerId: string;
      /** What the list begins with searching for: clients know it. */
      readonly search?: string;
    }
  | {
      readonly page:
        | 'client'
        | 'members'
        | 'groups'
        | 'events'
        | 'reports'
        | 'billing'
        | 'policies'
        | 'settings'
        | 'import';
      readonly clientId: string;
      /** What the list begins with searching for: members know it. */
      readonly search?: string;
    }
  /** `sends`: the account's own, for nobody sends in a client's name. */
  | { readonly page: 'api-key' | 'sends' };

const routes: Record<VaultPage['page'], string> = {
  clients: 'clients',
  team: 'manage/members',
  'team-events': 'manage/events',
  'provider-billing': 'billing/subscription',
  'provider-invoices': 'billing/history',
  client: 'vault',
  members: 'members',
  groups: 'groups',
  events: 'reporting/events',
  reports: 'reporting/reports',
  billing: 'billing/subscription',
  policies: 'settings/policies',
  settings: 'settings/account',
  import: 'settings/tools/import',
  sends: 'sends',
  'api-key': 'settings/security/security-keys',
};

/** The address of a page in the web vault of a server. */
export function vaultUrl(server: Server, target: VaultPage): string {
  const route = routes[target.page];
  const query = 'search' in target ? `?search=${encodeURIComponent(target.search ?? '')}` : '';
  if ('clientId' in target)
    return `${server.vault}/#/organizations/${encodeURIComponent(target.clientId)}/${route}${query}`;
  if ('providerId' in target)
    return `${server.vault}/#/providers/${encodeURIComponent(target.providerId)}/${route}${query}`;
  return `${server.vault}/#/${route}`;
}
