/** Whose doing a confirmation was: asked of the event log, with names from the lists at hand. */
import type { ConfirmOutcome, PlaceKey } from '@/lib/domain/confirmation';
import { type Account, TEAM } from '@/lib/domain/model';
import type { ConfirmationEvent, MemberReading } from '@/lib/domain/readings';
import { dayMs } from '@/lib/domain/time';
import { isSameId } from './confirm-outcome';
import { type Look, openToEvents, type Sent, standing } from './confirm-record';
import type { Ports } from './ports';
import { type Asker, call, callForPerson, findAccount } from './session';

/**
 * Asks the event log, with one request, if the list leaves open how a confirmation ended.
 * @param curious somebody wants to know who did it, whatever the record says
 * @returns undefined: there was no need, or it could not be asked now; empty: it tells nothing, or may not be read
 */
export async function readEvents(
  ports: Ports,
  place: PlaceKey,
  look: Look,
  { asker, curious }: { readonly asker: Asker; readonly curious: boolean },
): Promise<readonly ConfirmationEvent[] | undefined> {
  const account = await findAccount(ports, place.accountId);
  const open = await ports.store.read(['activity'], (tx) => openToEvents(ports, tx, place, look));
  if (account === undefined || (open.length === 0 && !curious)) return undefined;
  const now = ports.clock.now();
  const from = Math.min(now - 2 * dayMs, ...open.map((record: Sent) => record.at - dayMs));
  // A day ahead: the server's clock may be.
  const log = await call(ports, account, asker, (api, token) => api.confirmations(token, place, from, now + dayMs));
  if (log.ok) return log.value;
  const { kind } = log.failure;
  return kind === 'refused' || kind === 'rejected' || kind === 'unreadable' ? [] : undefined;
}

/** Says of those who are in whose doing it was: ours by the record, or somebody's by the event log. */
export async function withActors(
  ports: Ports,
  account: Account,
  place: PlaceKey,
  outcomes: readonly ConfirmOutcome[],
  { members, events = [] }: Look,
): Promise<readonly ConfirmOutcome[]> {
  const states = await ports.store.read(['activity'], (tx) => standing(tx, place));
  const eventOf = (id: string): ConfirmationEvent | undefined => events.find(({ memberId }) => memberId === id);
  const byOthers = outcomes.filter(({ id, kind }) => isIn(kind) && states.get(id) !== 'confirmed');
  const nameOf = await names(
    ports,
    account,
    place,
    members,
    byOthers.flatMap(({ id }) => eventOf(id)?.actingUserId ?? []),
  );
  return outcomes.map((outcome): ConfirmOutcome => {
    const { id, kind } = outcome;
    if (!isIn(kind)) return outcome;
    const state = states.get(id);
    if (state === 'confirmed') return { id, kind: 'confirmed' };
    const event = eventOf(id);
    if (event !== undefined) return { id, kind: 'already-confirmed', by: nameOf(event.actingUserId), at: event.at };
    // A try of ours whose end nobody knows may have been the one.
    return state === 'sending' || state === 'unclear' ? { id, kind: 'found-confirmed' } : outcome;
  });
}

/** Found in the list as confirmed, without the server having said that it was this. */
const isIn = (kind: ConfirmOutcome['kind']): boolean => kind === 'already-confirmed' || kind === 'found-confirmed';

/** Looks up what people are called, by user id; whoever is not at the place may be in the provider's team. */
async function names(
  ports: Ports,
  account: Account,
  place: PlaceKey,
  members: readonly MemberReading[],
  userIds: readonly string[],
): Promise<(userId: string | null) => string | null> {
  const own = { userId: account.userId, name: null, email: account.email };
  const known = [...members, own];
  const isUnknown = (userId: string): boolean => !known.some((person) => isSameId(person.userId, userId));
  // server: a team is shown to provider admins only.
  const mayAsk = place.place !== TEAM && userIds.some(isUnknown) && (await isAdmin(ports, place));
  const team = mayAsk
    ? await callForPerson(ports, account, (api, token) => api.members(token, { ...place, place: TEAM }))
    : null;
  if (team?.ok) known.push(...team.value);
  return (userId) => {
    const person = known.find((somebody) => isSameId(somebody.userId, userId));
    return person?.name ?? (person?.email || null);
  };
}

const isAdmin = (ports: Ports, { accountId, providerId }: PlaceKey): Promise<boolean> =>
  ports.store.read(
    ['providers'],
    async (tx) => (await tx.get('providers', [accountId, providerId]))?.role === 'provider-admin',
  );
