/**
 * Waiting instead of failing: where the server, or our own budget for it, asks for a pause that somebody would sit out,
 * the page goes on by itself afterwards.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import * as z from 'zod/mini';
import { type Failure, failureSchema } from '@/lib/domain/failure';
import { minuteMs } from '@/lib/domain/time';
import type { Ask } from '@/lib/view/options/form';

/** The longest pause that is sat out. */
export const patienceMs = 2 * minuteMs;

/** Whatever comes next takes several requests: a moment later there is room for all of them. */
export const roomMs = 3_000;

/** Pauses in a row after which nobody has got any further: then it is told. */
export const mostPauses = 3;

/** When to go on after a failure, epoch ms; null: it is none that a short pause helps against. */
export const goOnAt = (failure: Failure | null, now: number): number | null =>
  failure?.kind === 'rate-limited' && failure.retryAt !== null && failure.retryAt - now <= patienceMs
    ? failure.retryAt + roomMs
    : null;

export interface PaceDeps {
  readonly now: () => number;
  /** Calls at this pace until the answer is called. */
  readonly every: (ms: number, call: () => void) => () => void;
}

export interface Pace {
  /** When it goes on, epoch ms; null: it does not wait. */
  readonly until: ReadonlySignal<number | null>;
  /** Waits, one pause at a time. true: the time has come; false: it was called off. */
  pause(until: number): Promise<boolean>;
  callOff(): void;
}

export function createPace({ now, every }: PaceDeps): Pace {
  const until = signal<number | null>(null);
  let callOff = (): void => undefined;
  return {
    until,
    callOff: () => callOff(),
    pause: (instant) =>
      new Promise((resolve) => {
        const end = (come: boolean): void => {
          stop();
          callOff = () => undefined;
          until.value = null;
          resolve(come);
        };
        const look = (): void => {
          const left = instant - now();
          // A clock that was set back would make the wait endless.
          if (left <= 0 || left > patienceMs + minuteMs) end(true);
        };
        // The clock judges: timers come late on a page out of sight, and not at all on a sleeping computer.
        const stop = every(1_000, look);
        callOff = () => end(false);
        until.value = instant;
        look();
      }),
  };
}

const failedSchema = z.object({ ok: z.literal(false), failure: failureSchema });

/** Why an answer of the worker is none; null: it is one, or no result at all. */
export const failureOf = (answer: unknown): Failure | null => {
  const read = z.safeParse(failedSchema, answer);
  return read.success ? read.data.failure : null;
};

export interface Patient extends Pick<Pace, 'until' | 'callOff'> {
  /** Asks, and where the answer is a short pause, asks again after it: one after the other, so that none is in the way. */
  readonly ask: Ask;
}

export function createPatient(deps: PaceDeps & { readonly ask: Ask }): Patient {
  const { ask, now } = deps;
  const pace = createPace(deps);
  let lane: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  /** Pauses after which it was no better. */
  let inVain = 0;
  /** Counts calls to stop: what waited before one does not go on after it. */
  let calls = 0;
  return {
    until: pace.until,
    callOff() {
      calls += 1;
      pace.callOff();
    },
    async ask(name, request) {
      const before = calls;
      let answer = await ask(name, request);
      const mayWait = (): number | null => (before === calls ? goOnAt(failureOf(answer), now()) : null);
      if (mayWait() === null) return answer;
      waiting += 1;
      const turn = lane.then(async () => {
        while (inVain < mostPauses) {
          const until = mayWait();
          if (until === null || !(await pace.pause(until))) break;
          answer = await ask(name, request);
          inVain = mayWait() === null ? 0 : inVain + 1;
        }
        return answer;
      });
      const left = (): void => {
        waiting -= 1;
        if (waiting === 0) inVain = 0;
      };
      lane = turn.then(left, left);
      return turn;
    },
  };
}
