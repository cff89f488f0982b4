/** The sending, as it goes on, and its results: kept, sent again, looked at again. */
import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Ask } from '@/lib/view/options/form';
import { createPace } from '@/lib/view/pace';
import type { Keyrings } from './keyrings';
import { type Candidate, type ConfirmPeople, checkOf } from './people';
import { keptMs, type Result } from './result';
import { type Ending, lookAgain, places, send, type ToSend } from './send';

export interface Sending {
  /** The number of the last person who is being sent just now, from 1. */
  readonly at: number;
  readonly done: number;
  readonly total: number;
  /** "Stop after this one" was said. */
  readonly stopping: boolean;
}

export interface SendingDeps {
  readonly ask: Ask;
  readonly keyrings: Keyrings;
  readonly people: ConfirmPeople;
  readonly now: () => number;
  /** Calls at this pace until the answer is called. */
  readonly every: (ms: number, call: () => void) => () => void;
  readonly collectionName: () => string;
}

export interface SendingModel {
  /** null: nothing is being sent. */
  readonly sending: ReadonlySignal<Sending | null>;
  /** When it goes on after a pause, epoch ms; null: it does not pause. */
  readonly until: ReadonlySignal<number | null>;
  /** In the order in which they were first sent. */
  readonly results: ReadonlySignal<readonly Result[]>;
  /** Sends those of these who are compared, and answers when all have ended. Never two sendings at a time. */
  send(keys: readonly string[]): Promise<void>;
  stopSending(): void;
  /** Asks the server what became of those of whom nothing is known. */
  checkUnknown(keys?: readonly string[]): Promise<void>;
  /** Drops comparisons that were kept for too long. */
  tick(): void;
  /**
   * Forgets the results. Of a comparison that may be sent again the time stays known; any other that was sent is dropped.
   */
  clear(): void;
}

interface Ended {
  readonly person: ToSend;
  readonly ending: Ending;
  /** When this comparison first came to an end, epoch ms: from then on it is kept, and trying again adds nothing. */
  readonly at: number;
  /** When the server was last asked what became of it and nothing was known after it, epoch ms; null: not yet. */
  readonly checkedAt: number | null;
  /** The result has been read and left behind. */
  readonly told: boolean;
}

/** The server changed nothing and the key is the one compared: sent again, the comparison is as good as before. */
const isReusable = ({ kind }: Ending): boolean =>
  kind === 'not-sent' || kind === 'held-back' || kind === 'refused' || kind === 'not-allowed';

/** Whoever can be sent: compared here, and still waiting. */
const toSend = (candidate: Candidate | undefined): readonly ToSend[] => {
  const check = candidate === undefined ? null : checkOf(candidate);
  return candidate === undefined || check?.comparing.same == null
    ? []
    : [{ key: candidate.key, waiting: candidate.waiting, check }];
};

/** Whether two are one comparison: it was neither dropped nor made again between them. */
const isSame = (one: ToSend, other: ToSend): boolean => one.check.comparing === other.check.comparing;

export function createSending(deps: SendingDeps): SendingModel {
  const { ask, keyrings, people, now, collectionName } = deps;
  const pace = createPace(deps);
  const sending = signal<Sending | null>(null);
  const ended = signal<readonly Ended[]>([]);
  const checking = signal<ReadonlySet<string>>(new Set());

  const end = (person: ToSend, ending: Ending, checkedAt: number | null = null): void => {
    const before = ended.peek().find((one) => one.person.key === person.key);
    const at = before !== undefined && isSame(before.person, person) ? before.at : now();
    const mine = { person, ending, at, checkedAt, told: false };
    batch(() => {
      ended.value =
        before === undefined ? [...ended.peek(), mine] : ended.peek().map((one) => (one === before ? mine : one));
      const running = sending.peek();
      if (running !== null) sending.value = { ...running, done: running.done + 1 };
    });
  };

  const results = computed<readonly Result[]>(() => {
    const compared = new Map(people.candidates.value.flatMap(toSend).map((one) => [one.key, one]));
    const untold = ended.value.filter(({ told }) => !told);
    return untold.map(({ person, ending, at, checkedAt }) => {
      const { key, waiting } = person;
      const present = compared.get(key);
      const kept = present !== undefined && isSame(present, person);
      return { key, waiting, ending, at, kept, checking: checking.value.has(key), checkedAt };
    });
  });

  /** Whoever was compared again since has a comparison of their own, and is not among these. */
  const keysOfSame = (those: readonly Ended[]): readonly string[] =>
    those.flatMap(({ person }) =>
      toSend(people.find(person.key)).flatMap((present) => (isSame(present, person) ? [present.key] : [])),
    );

  /** Sits a pause out. Without the keys there is nothing to wait for. */
  async function pause(until: number, accountId: string): Promise<void> {
    const over = pace.pause(until);
    const stop = effect(() => {
      if (!keyrings.open.value.has(accountId)) pace.callOff();
    });
    await over;
    stop();
  }

  /** Whether nothing was found since by which somebody's words are not the same. */
  const isStillSame = async ({ key }: ToSend): Promise<boolean> => {
    if (await people.recheck(key)) return true;
    const candidate = people.find(key);
    // Whoever is gone, or was dropped with the keys, ends as such.
    return candidate === undefined || checkOf(candidate) === null;
  };

  return {
    sending,
    until: pace.until,
    results,
    async send(keys) {
      if (sending.peek() !== null) return;
      sending.value = { at: 0, done: 0, total: keys.length, stopping: false };
      try {
        // What another tab has found holds here too.
        const same = await Promise.all(keys.map(async (key) => ((await people.recheck(key)) ? [key] : [])));
        const ready = same.flat().flatMap((key) => toSend(people.find(key)));
        sending.value = { at: 0, done: 0, total: ready.length, stopping: sending.peek()?.stopping === true };
        await send(ready, {
          ask,
          keyrings,
          collectionName,
          now,
          pause: (until, { accountId }) => pause(until, accountId),
          async stillSame(those) {
            const same = await Promise.all(those.map(isStillSame));
            return those.filter((_, at) => same[at]);
          },
          mayGoOn: () => sending.peek()?.stopping === false,
          onPlace(together) {
            const running = sending.peek();
            if (running !== null) sending.value = { ...running, at: running.done + together.length };
          },
          onEnding: (person, ending) => end(person, ending),
        });
      } finally {
        sending.value = null;
      }
    },
    stopSending() {
      const running = sending.peek();
      if (running !== null) sending.value = { ...running, stopping: true };
      pace.callOff();
    },
    async checkUnknown(keys) {
      const unknown = ended
        .peek()
        .filter(({ person: { key }, ending }) => ending.kind === 'unknown' && (keys?.includes(key) ?? true))
        .map(({ person }) => person)
        .filter(({ key }) => !checking.peek().has(key));
      const asked = unknown.map(({ key }) => key);
      checking.value = new Set([...checking.peek(), ...asked]);
      await Promise.all(
        places(unknown).map(async (together) => {
          const endings = await lookAgain(ask, together);
          for (const person of together) {
            const ending = endings.get(person.key);
            if (ending !== undefined) end(person, ending, now());
          }
        }),
      );
      checking.value = new Set([...checking.peek()].filter((key) => !asked.includes(key)));
    },
    tick() {
      const late = ended.peek().filter(({ at }) => now() >= at + keptMs);
      const keys = keysOfSame(late);
      if (keys.length > 0) people.drop(keys);
    },
    clear() {
      const used = ended.peek().filter(({ ending }) => !isReusable(ending));
      people.drop(keysOfSame(used));
      ended.value = ended.peek().flatMap((one) => (isReusable(one.ending) ? [{ ...one, told: true }] : []));
    },
  };
}
