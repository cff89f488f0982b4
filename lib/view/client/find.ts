/** Which client an address of the desk means, and as which account it is looked at. */
import { type ClientRow, clientRows, inScope, type Scope } from '@/lib/domain/client-list';
import { needsPerson } from '@/lib/domain/failure';
import type { Account, Client, Provider } from '@/lib/domain/model';
import { isLocked, type Overview } from '@/lib/domain/overview';

/** A client with everything that says who looks at it. */
export interface FoundClient {
  readonly row: ClientRow;
  readonly provider: Provider;
  readonly account: Account;
  /** All clients of the provider: together they make up its pools of seats. */
  readonly clients: readonly Client[];
  /** When they were read, epoch ms. */
  readonly readAt: number;
}

/**
 * Several accounts may have the same client: the one in scope is taken, else one that works, and among those a provider
 * admin, who may do more.
 */
export function findClient(overview: Overview | null, scope: Scope, clientId: string): FoundClient | null {
  if (overview === null) return null;
  const found = clientRows(overview, null)
    .filter((row) => row.client.id === clientId)
    .flatMap((row): (FoundClient & { rank: number })[] => {
      const provider = overview.providers.find((one) => one.accountId === row.accountId && one.id === row.providerId);
      const account = overview.accounts.find(({ id }) => id === row.accountId);
      const list = overview.lists.find((one) => one.accountId === row.accountId && one.providerId === row.providerId);
      if (provider === undefined || account === undefined || list === undefined) return [];
      const rank =
        (scope !== null && inScope(scope, row) ? 8 : 0) +
        (account.failure === null ? 4 : needsPerson(account.failure) ? 0 : 2) +
        (provider.role === 'provider-admin' ? 1 : 0);
      return [{ row, provider, account, clients: list.clients, readAt: list.readAt, rank }];
    })
    .sort((a, b) => b.rank - a.rank || (a.row.key < b.row.key ? -1 : 1));
  return found[0] ?? null;
}

/** Why there is no client to show. */
export type Absence =
  /** The store has not answered yet. */
  | 'opening'
  | 'no-account'
  /** Some list of clients was never read: it may be on it. */
  | 'not-read'
  /** It was here when the page was opened. */
  | 'gone'
  /** No list has it. */
  | 'unknown';

/** @param seen whether this page has shown the client before */
export function absenceOf(overview: Overview | null, seen: boolean): Absence {
  if (overview === null || isLocked(overview)) return 'opening';
  if (overview.accounts.length === 0) return 'no-account';
  if (seen) return 'gone';
  const here = overview.providers.filter((provider) => !provider.removed);
  const unread =
    overview.accounts.some(({ profileReadAt }) => profileReadAt === null) ||
    here.some(
      ({ accountId, id }) => !overview.lists.some((one) => one.accountId === accountId && one.providerId === id),
    );
  return unread ? 'not-read' : 'unknown';
}
