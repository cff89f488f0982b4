/** The sending, as it goes on, and its results: kept, sent again, looked at again. */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import { type Candidate, type ConfirmPeople, checkOf } from './confirm-people';
import { keptMs, type Result } from './confirm-result';
import { type Ending, lookAgain, places, send, type ToSend } from './confirm-send';
import type { Keyrings } from './keyrings';
import type { Ask } from './options-form';

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
  readonly collectionName: () => string;
}

export interface SendingModel {
  /** null: nothing is being sent. */
  readonly sending: ReadonlySignal<Sending | null>;
  /** In the order in which they were first sent. */
  readonly results: ReadonlySignal<readonly Result[]>;
  /** Sends those of these who are compared, and answers when all have ended. Never two sendings at a time. */
  send(keys: readonly string[]): Promise<void>;
  stopSending(): void;
  /** Asks the server what became of those of whom nothing is known. */
  checkUnknown(keys?: readonly string[]): Promise<void>;
  /** Drops comparisons that were kept for too long. */
  tick(): void;
  clear(): void;
}

interface Ended {
  readonly person: ToSend;
  readonly ending: Ending;
  readonly at: number;
}

/** Whoever can be sent: compared here, and still waiting. */
const toSend = (candidate: Candidate | undefined): readonly ToSend[] => {
  const check = candidate === undefined ? null : checkOf(candidate);
  return candidate === undefined || check?.comparing.same == null
    ? []
    : [{ key: candidate.key, waiting: candidate.waiting, check }];
};

export function createSending({ ask, keyrings, people, now, collectionName }: SendingDeps): SendingModel {
  const sending = signal<Sending | null>(null);
  const ended = signal<readonly Ended[]>([]);
  const checking = signal<ReadonlySet<string>>(new Set());

  const end = (person: ToSend, ending: Ending): void => {
    const mine = { person, ending, at: now() };
    const known = ended.peek().some((one) => one.person.key === person.key);
    batch(() => {
      ended.value = known
        ? ended.peek().map((one) => (one.person.key === person.key ? mine : one))
        : [...ended.peek(), mine];
      const running = sending.peek();
      if (running !== null) sending.value = { ...running, done: running.done + 1 };
    });
  };

  const results = computed<readonly Result[]>(() => {
    const kept = new Set(people.candidates.value.flatMap(toSend).map(({ key }) => key));
    return ended.value.map(({ person: { key, waiting }, ending, at }) => ({
      key,
      waiting,
      ending,
      at,
      kept: kept.has(key),
      checking: checking.value.has(key),
    }));
  });

  return {
    sending,
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
          mayGoOn: () => sending.peek()?.stopping === false,
          onPlace(together) {
            const running = sending.peek();
            if (running !== null) sending.value = { ...running, at: running.done + together.length };
          },
          onEnding: end,
        });
      } finally {
        sending.value = null;
      }
    },
    stopSending() {
      const running = sending.peek();
      if (running !== null) sending.value = { ...running, stopping: true };
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
            if (ending !== undefined) end(person, ending);
          }
        }),
      );
      checking.value = new Set([...checking.peek()].filter((key) => !asked.includes(key)));
    },
    tick() {
      const late = ended.peek().filter(({ at }) => now() >= at + keptMs);
      const keys = late.flatMap(({ person: { key } }) => toSend(people.find(key)).map((one) => one.key));
      if (keys.length > 0) people.drop(keys);
    },
    clear() {
      ended.value = [];
    },
  };
}
