/**
 * Confirming people, and what goes with it. Nothing here trusts an answer alone: what became of each person is read
 * from the place's own list afterwards, and a record that was written before tells later checks what is still in doubt.
 */
import type { Compared, ConfirmOutcome, PlaceKey } from '@/lib/domain/confirmation';
import { mayHaveWorked } from '@/lib/domain/errand';
import { fail, type Result, succeed } from '@/lib/domain/failure';
import { type Account, TEAM } from '@/lib/domain/model';
import type { ConfirmReading, MemberReading } from '@/lib/domain/readings';
import type { Answers, RequestOf } from '@/lib/messaging/protocol';
import { readProfile } from './accounts';
import { commitPlace } from './commit';
import { readEvents, withActors } from './confirm-log';
import { type Certainty, certaintyOf, isSameId, notDone, outcomeOf, type Status } from './confirm-outcome';
import { eraseRecord, type Look, noteDifference, noteSending, settle, standing } from './confirm-record';
import { forgotten } from './errands';
import type { Ports } from './ports';
import { callForPerson, findAccount, tokenOf } from './session';

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
    return key !== undefined && isSameId(key.userId, userId) && key.publicKey === publicKey;
  });
  const records = await noteSending(ports, request, same);
  if (records === null) return ids.map((id) => ({ id, kind: 'not-allowed' }));
  try {
    const answer = await send(ports, account, request, same);
    const rows = new Map(answer.ok ? answer.value.map((row) => [row.id, row]) : []);
    const isInDoubt = same.length > 0 && (answer.ok || mayHaveWorked(answer.failure));
    const look = isInDoubt || ids.some((id) => !current.has(id)) ? await readMembers(ports, account, request) : null;
    const statuses = new Map(look?.ok ? look.value.members.map(({ id, status }) => [id, status]) : []);
    const said = (id: string): Result<ConfirmReading | undefined> => (answer.ok ? succeed(rows.get(id)) : answer);
    const seen = (id: string): Result<Status | undefined> => (look?.ok === false ? look : succeed(statuses.get(id)));
    const settled = new Map<string, Certainty | null>();
    for (const [id, record] of records) {
      const certainty = certaintyOf(said(id), seen(id));
      // That this try did nothing says nothing of a former one.
      settled.set(record.id, record.wasOpen && certainty === 'not-confirmed' ? null : certainty);
    }
    const outcomes = ids.map((id): ConfirmOutcome => {
      const key = current.get(id);
      if (key !== undefined)
        return records.has(id) ? outcomeOf(id, said(id), seen(id)) : { id, kind: 'key-changed', key };
      // Nothing was sent for whoever waits no longer.
      const status = seen(id);
      return status.ok ? outcomeOf(id, succeed(undefined), status) : notDone(id, status.failure);
    });
    return await conclude(ports, account, request, outcomes, look?.ok ? { ...look.value, settled } : { settled });
  } finally {
    for (const { id } of records.values()) ports.sending.delete(id);
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

async function readMembers(ports: Ports, account: Account, place: PlaceKey): Promise<Result<Look>> {
  const askedAt = ports.clock.now();
  const result = await callForPerson(ports, account, (api, token) => api.members(token, place));
  return result.ok ? succeed({ members: result.value, askedAt }) : result;
}

/**
 * Writes down what was seen and what follows for the record, and says whose doing it was where somebody is in. Without
 * a look, what is certain is written down all the same.
 */
async function conclude(
  ports: Ports,
  account: Account,
  place: PlaceKey,
  outcomes: readonly ConfirmOutcome[],
  known: Look | Pick<Look, 'settled'>,
): Promise<readonly ConfirmOutcome[]> {
  if ('members' in known) {
    const curious = outcomes.some(({ kind }) => kind === 'already-confirmed' || kind === 'found-confirmed');
    const look = { ...known, events: await readEvents(ports, place, known, { asker: 'person', curious }) };
    const figures = place.place === TEAM ? null : figuresOf(look.members);
    if ((await commitPlace(ports, place, { ...look, figures })) !== null)
      return withActors(ports, account, place, outcomes, look);
  }
  // Nothing is kept of a place that was lost meanwhile, except what was done there.
  await ports.store.write(['accounts', 'activity'], (tx) => settle(ports, tx, place, known.settled, null));
  return outcomes;
}

/** server: what the list of clients will say, so that nobody reads the place again for it. */
function figuresOf(members: readonly MemberReading[]): { used: number; confirmed: number } {
  const count = (status: Status): number => members.filter((member) => member.status === status).length;
  const confirmed = count('confirmed');
  return { confirmed, used: confirmed + count('accepted') + count('invited') };
}

/** Reads the place again, after an answer that never came. */
export async function lookAgain(ports: Ports, request: RequestOf<'lookAgain'>): Promise<Answers['lookAgain']> {
  const account = await findAccount(ports, request.accountId);
  if (account === undefined) return request.ids.map((id) => ({ id, kind: 'not-allowed' }));
  const look = await readMembers(ports, account, request);
  if (!look.ok) return request.ids.map((id) => ({ id, kind: 'unknown', failure: look.failure }));
  const statuses = new Map(look.value.members.map(({ id, status }) => [id, status]));
  const noAnswer = fail({ kind: 'no-answer', host: new URL(account.server.api).host } as const);
  const outcomes = request.ids.map((id): ConfirmOutcome => {
    const status = statuses.get(id);
    // Whether it was ours, the record will say.
    return outcomeOf(id, status === 'confirmed' ? succeed(undefined) : noAnswer, succeed(status));
  });
  const told = await conclude(ports, account, request, outcomes, look.value);
  const states = await ports.store.read(['activity'], (tx) => standing(tx, request));
  // What is in doubt no longer, and still waiting, was not done.
  return told.map((outcome) =>
    statuses.get(outcome.id) === 'accepted' && states.get(outcome.id) !== 'sending'
      ? { id: outcome.id, kind: 'not-sent', failure: noAnswer.failure }
      : outcome,
  );
}

export async function noteMismatch(ports: Ports, request: RequestOf<'noteMismatch'>): Promise<undefined> {
  await noteDifference(ports, request, request);
  return undefined;
}

export async function eraseActivity(ports: Ports): Promise<undefined> {
  await eraseRecord(ports);
  return undefined;
}
