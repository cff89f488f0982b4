/**
 * Which request comes next. A pure function of what is stored, so that a check which was cut off anywhere goes on by
 * itself: nothing about a check in progress is kept anywhere else.
 */
import type { Account, Client, ClientList, Place, Provider } from './model';
import { TEAM } from './model';
import { minuteMs } from './preferences';
import { outstanding } from './seats';

/** Everything stored about one account that decides what to read. */
export interface AccountView {
  readonly account: Account;
  readonly providers: readonly Provider[];
  /** By provider id. */
  readonly lists: ReadonlyMap<string, ClientList>;
  /** By provider id, then by place. */
  readonly places: ReadonlyMap<string, ReadonlyMap<string, Place>>;
}

export type Step =
  | { readonly read: 'profile' }
  | { readonly read: 'clients'; readonly providerId: string }
  | { readonly read: 'team'; readonly providerId: string }
  | {
      readonly read: 'members';
      readonly providerId: string;
      readonly clientId: string;
    };

export interface PlanOptions {
  readonly now: number;
  readonly intervalMs: number;
  /** "Check now": everything that a check reads is due if it was last read before this instant; null: by the clock. */
  readonly since: number | null;
}

/** A client whose people are all known and whose figures stand still is read again only this often. */
export const fullRefreshMs = 30 * minuteMs;

/** The profile alone tells of suspension and of a changed role. It is read between two checks, not within one, and no more often than they are. */
export const profileEveryMs = 5 * minuteMs;

/** "Check now" reads the profile too, unless it was read just before. */
export const profileFreshMs = 15_000;

/** Alarms of a browser are no finer than this. */
export const minGapMs = 30_000;

/** A read that failed for this place alone is tried again after so long: a broken client must not eat the budget. */
export const placeRetryMs = 2 * minuteMs;

/** Whether `at` is at least `ms` ago. An instant in the future means that the clock was set back: due. */
export const isDue = (at: number | null, ms: number, now: number): boolean => at === null || now - at >= ms || at > now;

/**
 * Whether a client's member list has to be read. `listReadAt` is when the figures were read: the list belongs to this
 * check if it was read since.
 *
 * Accepting an invitation changes no figure, so a client with somebody invited is read at every check. Where everybody
 * on the way in is known to have accepted already, nothing can happen that the figures do not show, except one person
 * leaving as another comes: that waits for the slow refresh.
 */
export function needsReading(
  client: Client,
  place: Place | undefined,
  listReadAt: number,
  { now, since }: Pick<PlanOptions, 'now' | 'since'>,
): boolean {
  const expected = outstanding(client);
  if (expected === 0 && !place?.unsettled) return false;
  if (place === undefined) return true;
  if (place.failure !== null)
    return isDue(place.triedAt, placeRetryMs, now) || (since !== null && place.triedAt < since);
  if (place.readAt === null || place.readAt > now) return true;
  if (place.readAt >= listReadAt) return false;
  if (place.unsettled) return true;
  if (expected === null || place.figures === null) return isDue(place.readAt, fullRefreshMs, now);
  const moved = place.figures.used !== client.used || place.figures.confirmed !== client.confirmed;
  const someInvited = place.people.some((person) => person.status === 'invited');
  const someUnknown = place.people.length !== expected;
  return moved || someInvited || someUnknown || isDue(place.readAt, fullRefreshMs, now);
}

/** The member lists of a provider's clients that have to be read, the longest untouched first: nobody starves. */
export function dueMembers(view: AccountView, provider: Provider, now: number, since: number | null = null): Client[] {
  const list = view.lists.get(provider.id);
  if (list === undefined) return [];
  const places = view.places.get(provider.id);
  const due = list.clients.filter((client) =>
    needsReading(client, places?.get(client.id), list.readAt, { now, since }),
  );
  const touched = (client: Client): number => places?.get(client.id)?.triedAt ?? 0;
  return due.sort((a, b) => touched(a) - touched(b) || (a.id < b.id ? -1 : 1));
}

/** Whether something is due that was last read and last tried at these instants, and failed there or not. */
function isListDue(readAt: number | null, triedAt: number | null, failed: boolean, options: PlanOptions): boolean {
  const { now, since, intervalMs } = options;
  if (since !== null) return triedAt === null || triedAt < since || triedAt > now;
  return failed ? isDue(triedAt, placeRetryMs, now) : isDue(readAt, intervalMs, now);
}

const clientsDue = (view: AccountView, provider: Provider, options: PlanOptions): boolean =>
  isListDue(view.lists.get(provider.id)?.readAt ?? null, provider.triedAt, provider.failure !== null, options);

function teamDue(view: AccountView, provider: Provider, options: PlanOptions): boolean {
  if (provider.role !== 'provider-admin') return false;
  const team = view.places.get(provider.id)?.get(TEAM);
  return team === undefined || isListDue(team.readAt, team.triedAt, team.failure !== null, options);
}

/** The providers of an account that are read at all. */
export const readProviders = (view: AccountView): Provider[] => view.providers.filter((provider) => !provider.removed);

/** The next request of the check itself, or null: the check is complete. */
function nextOfCheck(view: AccountView, options: PlanOptions): Step | null {
  const providers = readProviders(view);
  for (const provider of providers) {
    if (clientsDue(view, provider, options)) return { read: 'clients', providerId: provider.id };
    if (teamDue(view, provider, options)) return { read: 'team', providerId: provider.id };
  }
  for (const provider of providers) {
    const [client] = dueMembers(view, provider, options.now, options.since);
    if (client !== undefined) return { read: 'members', providerId: provider.id, clientId: client.id };
  }
  return null;
}

/** Whether a check has begun so lately that the run which made it may still be the one that asks. */
const justChecked = (view: AccountView, now: number): boolean =>
  readProviders(view).some((provider) => !isDue(view.lists.get(provider.id)?.readAt ?? null, minGapMs, now));

/** The request that is due next for the account, or null: everything is as fresh as it should be. */
export function nextStep(view: AccountView, options: PlanOptions): Step | null {
  const { now, since, intervalMs } = options;
  const { profileReadAt } = view.account;
  if (profileReadAt === null || profileReadAt > now) return { read: 'profile' };
  if (since !== null && profileReadAt < since - profileFreshMs) return { read: 'profile' };
  const step = nextOfCheck(view, options);
  const every = Math.max(profileEveryMs, intervalMs);
  // Where one check runs into the next, there is no gap to wait for.
  const patience = step === null && !justChecked(view, now) ? every : every + 2 * intervalMs;
  return isDue(profileReadAt, patience, now) ? { read: 'profile' } : step;
}

/** How many requests the check still takes, for "60 of 140". */
export const remainingMembers = (view: AccountView, now: number): number =>
  readProviders(view).reduce((sum, provider) => sum + dueMembers(view, provider, now).length, 0);

/** Whether a check was begun and not ended, as when it ran out of budget. */
export const isUnfinished = (view: AccountView, now: number): boolean => remainingMembers(view, now) > 0;

/** When the next request becomes due, if nothing changes; `intervalMs` from the last reading of each list. */
export function nextDueAt(view: AccountView, intervalMs: number, now: number): number {
  const instants = [Math.max((view.account.profileReadAt ?? 0) + Math.max(profileEveryMs, intervalMs), now + minGapMs)];
  for (const provider of readProviders(view)) {
    const list = view.lists.get(provider.id);
    instants.push(
      provider.failure === null && list !== undefined
        ? list.readAt + intervalMs
        : (provider.triedAt ?? 0) + placeRetryMs,
    );
    // What failed is tried again.
    for (const place of view.places.get(provider.id)?.values() ?? [])
      if (place.failure !== null) instants.push(Math.max(place.triedAt + placeRetryMs, now + minGapMs));
  }
  return Math.min(...instants);
}
