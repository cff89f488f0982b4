/**
 * Confirming people, and what goes with it. Nothing here trusts an answer alone: what became of each person is read
 * from the place's own list afterwards, and a record that was written before tells the next check what is still open.
 */
import type { Compared, ConfirmOutcome, PlaceKey } from '@/lib/domain/confirmation';
import { fail, type Result, succeed } from '@/lib/domain/failure';
import { type Account, TEAM } from '@/lib/domain/model';
import type { ConfirmReading, MemberReading } from '@/lib/domain/readings';
import { dayMs } from '@/lib/domain/time';
import type { Answers, RequestOf } from '@/lib/messaging/protocol';
import { readProfile } from './accounts';
import { commitPlace } from './commit';
import { mayHaveWorked, notDone, outcomeOf } from './confirm-outcome';
import { confirmedByUs, noteDifference, noteSending, type SendState, settle } from './confirm-record';
import type { Ports } from './ports';
import { callForPerson, findAccount, tokenOf } from './session';

/** The account was forgotten meanwhile. */
const forgotten = fail({ kind: 'key-lost' } as const);

/** What opens the account's keys: from the sign-in, and from a profile read now. */
export async function unlockMaterial(
  ports: Ports,
  { accountId, fresh }: RequestOf<'unlockMaterial'>,
): Promise<Answers['unlockMaterial']> {
  const account = await findAccount(ports, accountId);
  if (account === undefined) return forgotten;
  if (fresh) await ports.session.remove(account.id);
  const profile = await readProfile(ports, account);
  if (!profile.ok) return profile;
  const token = await tokenOf(ports, account);
  if (!token.ok) return token;
  const { email, keys } = profile.value.reading;
  return succeed({ email, sealed: token.value.sealed, sealedAt: token.value.issuedAt, keys });
}

export async function publicKeys(ports: Ports, request: RequestOf<'publicKeys'>): Promise<Answers['publicKeys']> {
  const account = await findAccount(ports, request.accountId);
  if (account === undefined) return forgotten;
  return callForPerson(ports, account, (api, token) => api.publicKeys(token, request, request.ids));
}

/**
 * Confirms people of one place in one request. Their keys are read once more before: whose is not the one that was
 * compared is not sent.
 */
export async function confirm(ports: Ports, request: RequestOf<'confirm'>): Promise<Answers['confirm']> {
  // server: the same id twice spoils the whole batch.
  const people = [...new Map(request.people.map((person) => [person.id, person])).values()];
  const ids = people.map(({ id }) => id);
  const account = await findAccount(ports, request.accountId);
  if (account === undefined) return ids.map((id) => ({ id, kind: 'not-allowed' }));
  const keys = await callForPerson(ports, account, (api, token) => api.publicKeys(token, request, ids));
  if (!keys.ok) return ids.map((id) => notDone(id, keys.failure));
  const current = new Map(keys.value.map((key) => [key.id, key]));
  const same = people.filter(({ id, userId, publicKey }) => {
    const key = current.get(id);
    return key?.userId === userId && key.publicKey === publicKey;
  });
  const records = await noteSending(ports, request, same);
  if (records === null) return ids.map((id) => ({ id, kind: 'not-allowed' }));
  try {
    const answer = await send(ports, account, request, same);
    const rows = new Map(answer.ok ? answer.value.map((row) => [row.id, row]) : []);
    const isInDoubt = same.length > 0 && (answer.ok || mayHaveWorked(answer.failure));
    const look = isInDoubt || ids.some((id) => !current.has(id)) ? await readMembers(ports, account, request) : null;
    const members = new Map(look?.ok ? look.value.members.map((member) => [member.id, member]) : []);
    const outcomes = ids.map((id): ConfirmOutcome => {
      const key = current.get(id);
      if (key !== undefined && !records.has(id)) return { id, kind: 'key-changed', key };
      // Nothing was sent for whoever waits no longer.
      const said = key === undefined || answer.ok ? succeed(rows.get(id)) : answer;
      const seen = look?.ok === false ? look : succeed(members.get(id)?.status);
      return key === undefined && !seen.ok ? notDone(id, seen.failure) : outcomeOf(id, said, seen);
    });
    await settleSent(ports, request, records, outcomes, look);
    return look?.ok ? await withActors(ports, account, request, outcomes, look.value.members) : outcomes;
  } finally {
    for (const id of records.values()) ports.sending.delete(id);
  }
}

/** Sends what was sealed for those whose key is still the one that was compared. */
async function send(
  ports: Ports,
  account: Account,
  request: RequestOf<'confirm'>,
  people: readonly Compared[],
): Promise<Result<ConfirmReading[]>> {
  if (people.length === 0) return succeed([]);
  const keys = people.map(({ id, sealedKey }) => ({ id, key: sealedKey }));
  const name = request.place === TEAM ? null : request.collectionName;
  return callForPerson(ports, account, (api, token) => api.confirm(token, request, keys, name));
}

/** Everybody at a place, and when that was asked. */
interface Look {
  readonly members: readonly MemberReading[];
  readonly askedAt: number;
}

async function readMembers(ports: Ports, account: Account, place: PlaceKey): Promise<Result<Look>> {
  const askedAt = ports.clock.now();
  const result = await callForPerson(ports, account, (api, token) => api.members(token, place));
  return result.ok ? succeed({ members: result.value, askedAt }) : result;
}

/** Writes down what was seen, what became of whom was sent, and what follows from both. */
async function commitLook(
  ports: Ports,
  place: PlaceKey,
  { members, askedAt }: Look,
  settled?: ReadonlyMap<string, SendState>,
): Promise<boolean> {
  const count = (status: MemberReading['status']): number => members.filter((m) => m.status === status).length;
  const confirmed = count('confirmed');
  // server: what the list of clients will say, so that nobody reads the place again for it.
  const figures = { confirmed, used: confirmed + count('accepted') + count('invited') };
  const reading = { members, askedAt, figures: place.place === TEAM ? null : figures, settled };
  return (await commitPlace(ports, place, reading)) !== null;
}

async function settleSent(
  ports: Ports,
  place: PlaceKey,
  records: ReadonlyMap<string, string>,
  outcomes: readonly ConfirmOutcome[],
  look: Result<Look> | null,
): Promise<void> {
  const settled = new Map<string, SendState>();
  for (const { id, kind } of outcomes) {
    const record = records.get(id);
    if (record === undefined || kind === 'unknown') continue;
    if (kind !== 'confirmed') settled.set(record, 'not-confirmed');
    // What only the answer says waits for the list to say so too.
    else if (look?.ok) settled.set(record, kind);
  }
  // Nothing is kept of a place that was lost meanwhile, except what was done there.
  if (!look?.ok || !(await commitLook(ports, place, look.value, settled)))
    await ports.store.write(['activity'], (tx) => settle(tx, place, ({ id }) => settled.get(id) ?? null));
}

/** Looks up who was faster, with one request for all of them. */
async function withActors(
  ports: Ports,
  account: Account,
  place: PlaceKey,
  outcomes: readonly ConfirmOutcome[],
  members: readonly MemberReading[],
): Promise<readonly ConfirmOutcome[]> {
  if (!outcomes.some(({ kind }) => kind === 'already-confirmed')) return outcomes;
  const now = ports.clock.now();
  // A day ahead: the server's clock may be.
  const log = await callForPerson(ports, account, (api, token) =>
    api.confirmations(token, place, now - 2 * dayMs, now + dayMs),
  );
  return outcomes.map((outcome) => {
    const event = log.ok ? log.value.find(({ memberId }) => memberId === outcome.id) : undefined;
    if (event === undefined || outcome.kind !== 'already-confirmed') return outcome;
    const { actingUserId, at } = event;
    const actor = members.find(({ userId }) => userId !== null && userId === actingUserId);
    return { ...outcome, by: actor?.name ?? (actingUserId === account.userId ? account.email : null), at };
  });
}

/** Reads the place again, after an answer that never came. */
export async function lookAgain(ports: Ports, request: RequestOf<'lookAgain'>): Promise<Answers['lookAgain']> {
  const account = await findAccount(ports, request.accountId);
  if (account === undefined) return request.ids.map((id) => ({ id, kind: 'not-allowed' }));
  const look = await readMembers(ports, account, request);
  if (!look.ok) return request.ids.map((id) => ({ id, kind: 'unknown', failure: look.failure }));
  await commitLook(ports, request, look.value);
  const ours = await ports.store.read(['activity'], (tx) => confirmedByUs(tx, request));
  const members = new Map(look.value.members.map((member) => [member.id, member]));
  const noAnswer = fail({ kind: 'no-answer', host: new URL(account.server.api).host } as const);
  return request.ids.map((id) => {
    const outcome = outcomeOf(id, noAnswer, succeed(members.get(id)?.status));
    // Without a record of ours it was somebody else.
    return outcome.kind === 'confirmed' && !ours.has(id)
      ? { id, kind: 'already-confirmed', by: null, at: null }
      : outcome;
  });
}

export async function noteMismatch(ports: Ports, request: RequestOf<'noteMismatch'>): Promise<undefined> {
  await noteDifference(ports, request, request);
  return undefined;
}

export async function eraseActivity(ports: Ports): Promise<undefined> {
  await ports.store.write(['activity'], (tx) => tx.clear('activity'));
  return undefined;
}
