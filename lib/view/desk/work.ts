/**
 * What the pages of the desk have done on the server. One errand at a time is sent through the worker; each deed is
 * written down before it goes out and when its end is known; afterwards the place is read again, because an answer alone
 * is not the truth.
 */
import type { ReadonlySignal } from '@preact/signals';
import type { PlaceKey } from '@/lib/domain/confirmation';
import { type Errand, endOfFailed, isRefusal, mayHaveWorked } from '@/lib/domain/errand';
import { type Failure, fail, type Result, succeed } from '@/lib/domain/failure';
import type { Deed } from '@/lib/domain/journal';
import type { BulkReading } from '@/lib/domain/members';
import { TEAM } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import { createPace, createPatient, failureOf, goOnAt, type PaceDeps, roomMs } from '@/lib/view/pace';
import type { Ask } from '@/lib/view/page-model';

/** As long as our own pace of changes may hold one back, with the room after it. server: five in a second. */
const momentMs = roomMs + 1_500;

/** Somebody for whom something is done. */
export interface Subject {
  /** Id of the membership; the address where there is none yet. */
  readonly id: string;
  readonly name: string | null;
  readonly email: string;
}

/** What became of one person. */
export type Ending =
  | { readonly kind: 'done' }
  /** The server did not do it; `sentence` is its own reason, null where it gave none. */
  | { readonly kind: 'refused'; readonly sentence: string | null }
  /** The server does not speak of this person: gone meanwhile. */
  | { readonly kind: 'gone' }
  /** Nothing was sent, or the server says that it did nothing: worth another try. */
  | { readonly kind: 'not-sent'; readonly failure: Failure }
  /** Sent, and no answer tells. */
  | { readonly kind: 'unknown'; readonly failure: Failure };

export interface Act {
  readonly where: PlaceKey;
  readonly what: Deed['what'];
  readonly people: readonly Subject[];
  readonly role?: Deed['role'];
  readonly seats?: Deed['seats'];
  /** One that answers for each person, or without a result. */
  readonly errand: Errand<readonly BulkReading[] | null>;
  /** Not sent again after a pause of seconds and more: what it rests on has to be looked at again before. */
  readonly once?: boolean;
}

export interface ActResult {
  /** By the subject's id; empty where nobody in particular is concerned. */
  readonly endings: ReadonlyMap<string, Ending>;
  /** Of the whole request; null: it was answered. */
  readonly failure: Failure | null;
  /**
   * Writes into the record what a later look told, where no answer did: whether it was done, or by the subject's id for
   * whom. Never rejects.
   */
  settle(done: boolean | ReadonlySet<string>): Promise<void>;
}

export interface WorkDeps extends PaceDeps {
  readonly ask: Ask;
  readonly overview: ReadonlySignal<Overview | null>;
  readonly newId: () => string;
}

export interface Work {
  /** Until when a pause lasts that the server or our own budget asks for; null: none. */
  readonly pausedUntil: ReadonlySignal<number | null>;
  callOff(): void;
  /** Sends one errand and reads its answer; sits out short pauses. Never rejects. */
  run<T>(accountId: string, errand: Errand<T>): Promise<Result<T>>;
  /** Has something done for people, or for a client's seats. Never rejects. */
  act(act: Act): Promise<ActResult>;
  /** Has the worker read a place again, so that snapshot, badge and notices are true. Never rejects. */
  readPlace(where: PlaceKey): Promise<void>;
  /** The same for a provider's list of clients. */
  readClients(where: Pick<PlaceKey, 'accountId' | 'providerId'>): Promise<void>;
}

/** What a failed request means for whoever it was about. */
function endingOf(failure: Failure): Ending {
  if (mayHaveWorked(failure)) return { kind: 'unknown', failure };
  if (!isRefusal(failure)) return { kind: 'not-sent', failure };
  return { kind: 'refused', sentence: failure.sentence ?? null };
}

function endingsOf(people: readonly Subject[], answer: Result<readonly BulkReading[] | null>): Map<string, Ending> {
  if (!answer.ok) return new Map(people.map(({ id }) => [id, endingOf(answer.failure)]));
  const rows = answer.value;
  if (rows === null) return new Map(people.map(({ id }) => [id, { kind: 'done' }]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    people.map(({ id }): [string, Ending] => {
      const row = byId.get(id);
      if (row === undefined) return [id, { kind: 'gone' }];
      return [id, row.done ? { kind: 'done' } : { kind: 'refused', sentence: row.sentence }];
    }),
  );
}

/** How a deed ended, for the record. One that nobody knows the end of stays `sent`. */
function stateOf(answer: Result<unknown>, endings: ReadonlyMap<string, Ending>): Deed['state'] {
  if (!answer.ok) return endOfFailed(answer.failure);
  const undone = [...endings.values()].filter(({ kind }) => kind !== 'done').length;
  if (undone === 0) return 'done';
  return undone === endings.size ? 'refused' : 'partly';
}

const firstSentence = (answer: Result<unknown>, endings: ReadonlyMap<string, Ending>): string | null => {
  if (!answer.ok) return 'sentence' in answer.failure ? (answer.failure.sentence ?? null) : null;
  for (const ending of endings.values())
    if (ending.kind === 'refused' && ending.sentence !== null) return ending.sentence;
  return null;
};

export function createWork(deps: WorkDeps): Work {
  const patient = createPatient(deps);
  const pace = createPace(deps);
  const noAnswer = fail({ kind: 'no-answer', host: '' } as const);

  /** Sits out nothing but the moment that our own pace of changes may ask for. */
  const askSoon: Ask = async (name, request) => {
    let answer = await deps.ask(name, request);
    for (let tries = 0; tries < 3; tries += 1) {
      const until = goOnAt(failureOf(answer), deps.now());
      if (until === null || until - deps.now() > momentMs || !(await pace.pause(until - roomMs))) break;
      answer = await deps.ask(name, request);
    }
    return answer;
  };

  async function run<T>(accountId: string, { request, read }: Errand<T>, ask = patient.ask): Promise<Result<T>> {
    try {
      const answer = await ask('errand', { accountId, ...request });
      if (!answer.ok) return answer;
      const value = read(answer.value);
      return value === null ? fail({ kind: 'unreadable', host: '', what: request.call }) : succeed(value.value);
    } catch {
      // The worker died on the way: nobody knows how far it had come.
      return noAnswer;
    }
  }

  function deedOf({ where, what, people, role, seats }: Act): Deed {
    const { accountId, providerId, place } = where;
    const overview = deps.overview.value;
    const account = overview?.accounts.find(({ id }) => id === accountId);
    const provider = overview?.providers.find((one) => one.accountId === accountId && one.id === providerId);
    const list = overview?.lists.find((one) => one.accountId === accountId && one.providerId === providerId);
    return {
      id: deps.newId(),
      at: deps.now(),
      accountId,
      account: account?.label ?? account?.email ?? '',
      providerId,
      providerName: provider?.name ?? null,
      place,
      clientName: place === TEAM ? null : (list?.clients.find(({ id }) => id === place)?.name ?? null),
      what,
      state: 'sent',
      people: people.map(({ name, email }) => ({ name, email })),
      ...(role === undefined ? {} : { role }),
      ...(seats === undefined ? {} : { seats }),
      sentence: null,
    };
  }

  const quietly = (work: Promise<unknown>): Promise<void> =>
    work.then(
      () => undefined,
      () => undefined,
    );

  const readPlace = (where: PlaceKey): Promise<void> => quietly(deps.ask('lookAgain', { ...where, ids: [] }));

  return {
    pausedUntil: patient.until,
    callOff: patient.callOff,
    run: (accountId, errand) => run(accountId, errand),
    readPlace,
    readClients: ({ accountId, providerId }) => quietly(deps.ask('readClients', { accountId, providerId })),
    async act(act) {
      const { where, people, errand } = act;
      const deed = deedOf(act);
      try {
        await deps.ask('note', deed);
      } catch {
        // What cannot be written down is not done.
        const ending: Ending = { kind: 'not-sent', failure: noAnswer.failure };
        const settle = async (): Promise<void> => undefined;
        return { endings: new Map(people.map(({ id }) => [id, ending])), failure: noAnswer.failure, settle };
      }
      const sentAt = deps.now();
      const answer = await run(where.accountId, errand, act.once ? askSoon : patient.ask);
      const endings = endingsOf(people, answer);
      const write = (state: Deed['state'], isDone: (id: string) => boolean): Promise<void> =>
        quietly(
          deps.ask('note', {
            ...deed,
            state,
            sentence: firstSentence(answer, endings),
            ...(answer.ok || state === 'done' || isRefusal(answer.failure) ? {} : { failure: answer.failure }),
            people: people.map(({ id, name, email }) => ({ name, email, ...(isDone(id) ? {} : { refused: true }) })),
          }),
        );
      const state = stateOf(answer, endings);
      await write(state, (id) => !answer.ok || endings.get(id)?.kind === 'done');
      await readPlace(where);
      const sent = people
        .filter(({ id }) => endings.get(id)?.kind === 'done')
        .map(({ email }) => ({ email, at: sentAt }));
      if ((act.what === 'invite' || act.what === 'resend') && sent.length > 0)
        await quietly(deps.ask('invited', { ...where, sent }));
      return {
        endings,
        failure: answer.ok ? null : answer.failure,
        async settle(done) {
          if (state !== 'sent') return;
          const isDone = (id: string): boolean => (typeof done === 'boolean' ? done : done.has(id));
          const count = people.filter(({ id }) => isDone(id)).length;
          const whole = people.length === 0 ? isDone('') : count === people.length;
          await write(whole ? 'done' : count === 0 ? 'refused' : 'partly', isDone);
        },
      };
    },
  };
}
