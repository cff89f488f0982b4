/**
 * One run of the watcher over all accounts: asks the planner for the next request, makes it, writes down what it
 * said, and asks again, until nothing is due or the minute's budget is used up. Nothing about the run itself is kept:
 * a run that was cut off anywhere is continued by the next one, because the planner sees what is missing.
 */
import { type Failure, stopsPoll } from '@/lib/domain/failure';
import type { Account, ClientList, Place, Provider, ProviderKey } from '@/lib/domain/model';
import { TEAM } from '@/lib/domain/model';
import { accountView, type Overview } from '@/lib/domain/overview';
import { type AccountView, nextStep, type PlanOptions, remainingMembers, type Step } from '@/lib/domain/plan';
import { minuteMs } from '@/lib/domain/preferences';
import { readOverview } from '@/lib/store/store';
import {
  commitAccountFailure,
  commitBaseline,
  commitList,
  commitListFailure,
  commitPlace,
  commitPlaceFailure,
  commitProfile,
  isFirstLookDone,
} from './commit';
import { readEvents } from './confirm-log';
import type { Ports } from './ports';
import { type Asker, call, heedRefusal, heedRoles, type Wait } from './session';

/** Planned a little early, so that an alarm with jitter always finds its check due. */
const earlyPart = 0.85;

/** So many places in a row that the server fails on, and it is the server. */
const failuresInRow = 3;

export interface CheckOptions {
  /** "Check now" at that instant; null: what the clock says. */
  readonly since: number | null;
  /** Only this account; null: all. */
  readonly accountId: string | null;
  readonly asker: Asker;
  /** Called when something was written that a page or a notice may show. */
  readonly onChange: () => Promise<void>;
}

/** One account while it is being read. */
interface Lane {
  account: Account;
  providers: Provider[];
  readonly lists: Map<string, ClientList>;
  readonly places: Map<string, Map<string, Place>>;
  failuresInRow: number;
  done: number;
}

function laneOf(overview: Overview, account: Account): Lane {
  const view = accountView(overview, account);
  return {
    account,
    providers: [...view.providers],
    lists: new Map(view.lists),
    places: new Map([...view.places].map(([id, places]) => [id, new Map(places)])),
    failuresInRow: 0,
    done: 0,
  };
}

const viewOf = (lane: Lane): AccountView => lane;

function placesOf(lane: Lane, providerId: string): Map<string, Place> {
  const places = lane.places.get(providerId) ?? new Map<string, Place>();
  lane.places.set(providerId, places);
  return places;
}

/** What became of a step: go on, this account is finished for now, or it has to wait for budget. */
type Outcome = { readonly go: 'on' } | { readonly go: 'stop' } | { readonly go: 'wait'; readonly until: number };
const on: Outcome = { go: 'on' };
const stop: Outcome = { go: 'stop' };

/** When a run may be worth starting before anything is due: budget that comes free. null: no such thing. */
export interface CheckResult {
  readonly waitUntil: number | null;
}

export async function check(ports: Ports, options: CheckOptions): Promise<CheckResult> {
  const overview = await readOverview(ports.store);
  const intervalMs = overview.preferences.checkEveryMinutes * minuteMs * earlyPart;
  const lanes = new Set(
    overview.accounts
      .filter((account) => options.accountId === null || account.id === options.accountId)
      .filter((account) => mayTry(ports, account, options))
      .map((account) => laneOf(overview, account)),
  );
  let waitUntil: number | null = null;
  // Even where nothing is due: a permission that was taken is told of at once.
  for (const lane of lanes) {
    const failure = await obstacle(ports, lane.account);
    if (failure === null) continue;
    lanes.delete(lane);
    await failAccount(ports, lane, failure, options);
  }
  // One step of each account in turn: a large one does not keep a small one waiting.
  while (lanes.size > 0) {
    for (const lane of lanes) {
      const outcome = await advance(ports, lane, options, intervalMs);
      if (outcome.go !== 'on') lanes.delete(lane);
      if (outcome.go === 'wait') waitUntil = Math.min(waitUntil ?? outcome.until, outcome.until);
    }
  }
  return { waitUntil };
}

/**
 * Whether an account may be tried: its back-off is over, its network is back, or a person asks. A key that was refused is
 * tried only when the person asks for this very account: each try is a failed sign-in in somebody's log.
 */
function mayTry(ports: Ports, account: Account, { since, accountId }: CheckOptions): boolean {
  const { failure } = account;
  if (failure === null) return true;
  if (failure.kind === 'offline') return ports.clock.online();
  // Looking costs no request.
  if (failure.kind === 'no-permission') return true;
  const signsIn =
    failure.kind === 'key-refused' || failure.kind === 'sign-in-refused' || failure.kind === 'version-refused';
  if (since !== null && (!signsIn || accountId !== null)) return true;
  const now = ports.clock.now();
  return now >= account.notBefore || (account.failedAt ?? 0) > now;
}

async function advance(ports: Ports, lane: Lane, options: CheckOptions, intervalMs: number): Promise<Outcome> {
  const now = ports.clock.now();
  // A clock that was set back during the run would make everything due for ever.
  const since = options.since !== null && options.since <= now ? options.since : null;
  const plan: PlanOptions = { now, intervalMs, since };
  // Asked before each step: where one check runs into the next, there is never nothing left to read.
  await finishFirstLook(ports, lane, options);
  const step = nextStep(viewOf(lane), plan);
  if (step === null) return stop;
  const failure = await obstacle(ports, lane.account);
  if (failure !== null) return failAccount(ports, lane, failure, options);
  const total = remainingMembers(viewOf(lane), plan.now);
  ports.broadcast({
    kind: 'progress',
    accountId: lane.account.id,
    done: lane.done,
    total: step.read === 'members' ? lane.done + total : null,
  });
  return take(ports, lane, step, options);
}

/** What makes a request pointless before it is sent. */
async function obstacle(ports: Ports, account: Account): Promise<Failure | null> {
  // Permission first: it does not come and go with the network, and its loss is told of once.
  if (!(await ports.permitted(account.server)))
    return { kind: 'no-permission', host: new URL(account.server.api).host };
  return ports.clock.online() ? null : { kind: 'offline' };
}

async function failAccount(ports: Ports, lane: Lane, failure: Failure, options: CheckOptions): Promise<Outcome> {
  await commitAccountFailure(ports, lane.account.id, failure);
  await options.onChange();
  return stop;
}

function take(ports: Ports, lane: Lane, step: Step, options: CheckOptions): Promise<Outcome> {
  switch (step.read) {
    case 'profile':
      return readProfile(ports, lane, options);
    case 'clients':
      return readClients(ports, lane, step.providerId, options);
    case 'team':
      return readPlace(ports, lane, step.providerId, TEAM, options);
    case 'members':
      return readPlace(ports, lane, step.providerId, step.clientId, options);
  }
}

/** A failure of a list that the whole account depends on. */
async function failed(ports: Ports, lane: Lane, failure: Failure | Wait, options: CheckOptions): Promise<Outcome> {
  if (failure.kind === 'wait') return { go: 'wait', until: failure.until };
  return failAccount(ports, lane, failure, options);
}

async function readProfile(ports: Ports, lane: Lane, options: CheckOptions): Promise<Outcome> {
  const { id } = lane.account;
  const result = await call(ports, lane.account, options.asker, (api, token) => api.profile(token));
  if (!result.ok) {
    const { failure } = result;
    // server: to a token of somebody whose account is gone. Signing in says so plainly.
    const isGone = failure.kind === 'refused' && failure.status === 401;
    const why = isGone ? await heedRefusal(ports, lane.account, true) : null;
    return failed(ports, lane, why ?? failure, options);
  }
  await heedRoles(ports, id, result.value.providers);
  const commit = await commitProfile(ports, id, result.value);
  if (commit === null) return stop;
  lane.account = commit.account;
  lane.providers = [...commit.next];
  for (const provider of commit.next) {
    if (provider.removed) {
      lane.lists.delete(provider.id);
      lane.places.delete(provider.id);
    } else if (provider.role !== 'provider-admin') lane.places.get(provider.id)?.delete(TEAM);
  }
  if (commit.news.length > 0) await options.onChange();
  return on;
}

const keyOf = (lane: Lane, providerId: string): ProviderKey => ({ accountId: lane.account.id, providerId });

/** Refused or unreadable for this provider alone; everything else stops the account. */
async function failedList(
  ports: Ports,
  lane: Lane,
  providerId: string,
  failure: Failure | Wait,
  options: CheckOptions,
): Promise<Outcome> {
  if (failure.kind === 'wait' || stopsPoll(failure) || failure.kind === 'server-error')
    return failed(ports, lane, failure, options);
  const again = lane.providers.find((provider) => provider.id === providerId)?.failure?.kind === 'refused';
  const commit = await commitListFailure(ports, keyOf(lane, providerId), failure);
  if (commit === null) return stop;
  if (failure.kind === 'refused' && again) await heedRefusal(ports, lane.account);
  lane.account = commit.account;
  lane.providers = lane.providers.map((provider) => (provider.id === providerId ? commit.provider : provider));
  await options.onChange();
  return on;
}

async function readClients(ports: Ports, lane: Lane, providerId: string, options: CheckOptions): Promise<Outcome> {
  const result = await call(ports, lane.account, options.asker, (api, token) => api.clients(token, providerId));
  if (!result.ok) return failedList(ports, lane, providerId, result.failure, options);
  const commit = await commitList(ports, keyOf(lane, providerId), result.value);
  if (commit === null) return stop;
  lane.account = commit.account;
  lane.lists.set(providerId, commit.next);
  for (const place of commit.emptied) lane.places.get(providerId)?.delete(place.place);
  lane.providers = lane.providers.map((provider) => (provider.id === providerId ? commit.provider : provider));
  await options.onChange();
  return on;
}

/** Reads who is on the way in at one place: the provider's own team, or a client. */
async function readPlace(
  ports: Ports,
  lane: Lane,
  providerId: string,
  place: string,
  options: CheckOptions,
): Promise<Outcome> {
  const client = lane.lists.get(providerId)?.clients.find((row) => row.id === place);
  const figures = client === undefined ? null : { used: client.used, confirmed: client.confirmed };
  if (place !== TEAM) lane.done += 1;
  const askedAt = ports.clock.now();
  const result = await call(ports, lane.account, options.asker, (api, token) =>
    api.members(token, { providerId, place }),
  );
  if (!result.ok) return failedPlace(ports, lane, providerId, place, result.failure, options);
  const where = { ...keyOf(lane, providerId), place };
  const look = { members: result.value, askedAt };
  // In doubt is only what was left so by a sending.
  const isOpen = placesOf(lane, providerId).get(place)?.unsettled === true;
  const events = isOpen ? await readEvents(ports, where, look, { asker: options.asker, curious: false }) : undefined;
  const commit = await commitPlace(ports, where, { ...look, figures, events });
  if (commit === null) return stop;
  lane.failuresInRow = 0;
  lane.account = commit.account;
  placesOf(lane, providerId).set(place, commit.place);
  if (commit.moved) await options.onChange();
  return on;
}

async function failedPlace(
  ports: Ports,
  lane: Lane,
  providerId: string,
  place: string,
  failure: Failure | Wait,
  options: CheckOptions,
): Promise<Outcome> {
  if (failure.kind === 'wait' || stopsPoll(failure)) return failed(ports, lane, failure, options);
  const again = lane.places.get(providerId)?.get(place)?.failure?.kind === 'refused';
  const next = await commitPlaceFailure(ports, keyOf(lane, providerId), place, failure);
  if (next === null) return stop;
  placesOf(lane, providerId).set(place, next);
  // server: only provider routes judge by the role in the token.
  if (place === TEAM && failure.kind === 'refused' && again) await heedRefusal(ports, lane.account);
  lane.failuresInRow += 1;
  if (failure.kind === 'server-error' && lane.failuresInRow >= failuresInRow)
    return failAccount(ports, lane, failure, options);
  return on;
}

/** Once everything has been seen, the account's first look ends with its digest. */
async function finishFirstLook(ports: Ports, lane: Lane, options: CheckOptions): Promise<void> {
  const open = lane.providers.filter((provider) => provider.baselineAt === null && !provider.removed);
  if (open.length === 0) return;
  const isDone = (provider: Provider): boolean =>
    isFirstLookDone(provider, lane.lists.get(provider.id)?.clients, placesOf(lane, provider.id));
  if (!open.some(isDone) || !open.every((provider) => isDone(provider) || provider.failure !== null)) return;
  const done = await commitBaseline(ports, lane.account.id);
  if (done === null) return;
  lane.providers = lane.providers.map((provider) => done.find(({ id }) => id === provider.id) ?? provider);
  await options.onChange();
}
