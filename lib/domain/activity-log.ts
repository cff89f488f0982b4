/** The record of what was done, as people read it: what counts as what, in which words, and as a table. */
import type { Activity } from './activity';
import type { Way } from './confirmation';
import type { Cell } from './csv';
import { type MemberRole, TEAM } from './model';
import { type MessageKey, say, type Words } from './words';

/** How an entry ended. `unknown`: it was sent, and nobody knows yet what became of it; `unclear`: nobody ever will. */
export type ActivityEnd = 'confirmed' | 'unknown' | 'unclear' | 'not-confirmed' | 'mismatch';

export function endOf(entry: Activity): ActivityEnd {
  if (entry.what === 'mismatch') return 'mismatch';
  return entry.state === 'sending' ? 'unknown' : entry.state;
}

interface Entry {
  readonly id: string;
  readonly at: number;
}

/** Newest first; of one instant, in an order that never changes. */
export const newestFirst = (a: Entry, b: Entry): number => b.at - a.at || (a.id < b.id ? -1 : 1);

/** An entry as a file holds it: everything that is kept of it, with an instant that people can read. */
export const fileEntry = <T extends Entry>(entry: T) => ({ ...entry, at: new Date(entry.at).toISOString() });

const ends: Readonly<Record<ActivityEnd, MessageKey>> = {
  confirmed: 'activity_confirmed',
  unknown: 'activity_unknown',
  unclear: 'activity_unclear',
  'not-confirmed': 'activity_not_confirmed',
  mismatch: 'activity_mismatch',
};

const ways: Readonly<Record<Way, MessageKey>> = {
  'covered-word': 'activity_way_covered',
  'whole-phrase': 'activity_way_whole',
  'all-five': 'activity_way_all',
};

const roles: Readonly<Record<MemberRole, MessageKey>> = {
  'provider-admin': 'desk_role_provider_admin',
  'service-user': 'desk_role_service_user',
  owner: 'desk_role_owner',
  admin: 'desk_role_admin',
  user: 'desk_role_user',
  custom: 'desk_role_custom',
  unknown: 'desk_role_unknown',
};

/** A role in the place that somebody joins. */
export const roleWords = (role: MemberRole): Words => say(roles[role]);

export const endWords = (entry: Activity): Words => say(ends[endOf(entry)]);

/** How the phrase was compared; null: it was not, as the words differed. */
export const wayWords = (entry: Activity): Words | null => (entry.what === 'mismatch' ? null : say(ways[entry.way]));

const personOf = ({ person }: Activity): string => person.name ?? person.email;

/** Whom it concerns, and where. */
export function whomWords(entry: Activity): Words {
  const name = personOf(entry);
  const provider = entry.providerName ?? say('provider_unnamed');
  if (entry.place !== TEAM)
    return say('activity_whom_client', { name, client: entry.clientName ?? say('client_unnamed') });
  if (entry.person.role === 'provider-admin') return say('activity_whom_admin', { name, provider });
  return say('activity_whom_service', { name, provider });
}

/**
 * When somebody's words were found to differ; null: they were not, or were sent since, which takes words that are the
 * same. Told by their membership or by their user, whichever says more lately.
 */
export function differences(
  entries: readonly Activity[],
): (person: { readonly id: string; readonly userId: string | null }) => number | null {
  const last = new Map<string, Activity>();
  for (const entry of [...entries].sort(newestFirst))
    for (const id of [entry.person.id, entry.person.userId]) if (id !== null && !last.has(id)) last.set(id, entry);
  return ({ id, userId }) => {
    const known = [last.get(id), userId === null ? undefined : last.get(userId)].flatMap((entry) => entry ?? []);
    const [newest] = known.sort(newestFirst);
    return newest?.what === 'mismatch' ? newest.at : null;
  };
}

/** A confirmation as a row of the table; times as ISO 8601 in UTC. The columns are those of `recordColumns`. */
export function activityRow(entry: Activity, text: (words: Words) => string): Cell[] {
  const way = wayWords(entry);
  return [
    new Date(entry.at).toISOString(),
    text(endWords(entry)),
    entry.person.name,
    entry.person.email,
    text(roleWords(entry.person.role)),
    entry.place === TEAM ? text(say('activity_own_team')) : entry.clientName,
    entry.providerName,
    entry.account,
    way === null ? null : text(way),
    entry.publicKeyHash,
    entry.person.userId,
    null,
  ];
}
