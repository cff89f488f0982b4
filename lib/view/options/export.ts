/** The file that "Export" saves: what is stored about clients and people and what was done, and nothing that opens an account. */
import type { Activity } from '@/lib/domain/activity';
import { fileEntry, newestFirst } from '@/lib/domain/activity-log';
import { datedName } from '@/lib/domain/file-name';
import type { History } from '@/lib/domain/history';
import type { JournalEntry } from '@/lib/domain/journal';
import type { Overview } from '@/lib/domain/overview';

/** What is kept beside the overview. */
export interface Records {
  readonly activity: readonly Activity[];
  readonly journal: readonly JournalEntry[];
  readonly history: readonly History[];
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** Everything as one JSON text. Keys and tokens are not in the overview, and the device identifier is left out. */
export function exportText(overview: Overview, records: Records, now: number, version: string): string {
  const accounts = overview.accounts.map((account) => ({
    id: account.id,
    email: account.email,
    label: account.label,
    server: account.server,
    addedAt: iso(account.addedAt),
    lastAnswerAt: iso(account.lastAnswerAt),
    providers: overview.providers
      .filter((provider) => provider.accountId === account.id)
      .map((provider) => {
        const list = overview.lists.find((l) => l.accountId === account.id && l.providerId === provider.id);
        return {
          id: provider.id,
          name: provider.name,
          role: provider.role,
          enabled: provider.enabled,
          removed: provider.removed,
          clientsReadAt: iso(list?.readAt ?? null),
          clients: (list?.clients ?? []).map(({ id, name, plan, assigned, used, remaining, confirmed }) => {
            return { id, name, plan, assigned, used, remaining, confirmed };
          }),
          seatHistory: records.history
            .filter((one) => one.accountId === account.id && one.providerId === provider.id)
            .map(({ clientId, steps }) => ({
              clientId,
              steps: steps.map(({ at, assigned, used }) => ({ at: iso(at), assigned, used })),
            })),
          places: overview.places
            .filter((place) => place.accountId === account.id && place.providerId === provider.id)
            .map((place) => ({
              place: place.place,
              readAt: iso(place.readAt),
              people: place.people.map(({ name, email, status, role, firstSeenAt, waitingSince }) => {
                return { name, email, status, role, firstSeenAt: iso(firstSeenAt), waitingSince: iso(waitingSince) };
              }),
            })),
        };
      }),
  }));
  const activity = [...records.activity, ...records.journal].sort(newestFirst).map(fileEntry);
  const file = { product: 'Provider Desk', version, format: 1, exportedAt: iso(now), accounts, activity };
  return `${JSON.stringify({ ...file, preferences: overview.preferences }, null, 2)}\n`;
}

/** Name of the file, with the day as people here count it: "provider-desk-2026-11-21.json". */
export const exportName = (now: number): string => datedName('provider-desk', now, 'json');
