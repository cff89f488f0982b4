/** The question for the passphrase, as popup, desk and options ask it; and what to do if nobody knows it any more. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Overview } from '@/lib/domain/overview';
import { say, sayCount, type Words } from '@/lib/domain/words';
import { ask as askWorker } from '@/lib/messaging/door';
import type { Answers, RequestOf } from '@/lib/messaging/protocol';
import { type DeriveKey, deriveInnerKey } from './key';

export interface LockDeps {
  readonly overview: ReadonlySignal<Overview | null>;
  readonly ask: <N extends 'unlockKeys' | 'startOver'>(name: N, request: RequestOf<N>) => Promise<Answers[N]>;
  readonly derive: DeriveKey;
  readonly now: () => number;
}

export interface LockModel {
  /** Since when nothing is checked, and what to do about it. */
  readonly why: ReadonlySignal<Words>;
  readonly passphrase: Signal<string>;
  /** What is wrong with what was entered; null: nothing. */
  readonly problem: ReadonlySignal<Words | null>;
  readonly busy: ReadonlySignal<boolean>;
  /** Nobody knows it: the question whether to start over is open. */
  readonly forgotten: Signal<boolean>;
  unlock(): Promise<void>;
  startOver(): Promise<void>;
  /** Forgets what was typed. */
  leave(): void;
}

/** Wrong tries that cost nothing; after that each one costs twice as much as the one before. */
const freeTries = 3;
const longestWaitMs = 30_000;

/** Makes trying many passphrases in a page slow. By the clock, so that waiting costs nothing. */
export function createPatience(now: () => number) {
  let wrong = 0;
  let notBefore = 0;
  return {
    /** Seconds to wait before the next try; 0: none. */
    wait: (): number => Math.min(Math.ceil(Math.max(0, notBefore - now()) / 1_000), longestWaitMs / 1_000),
    failed(): void {
      wrong += 1;
      if (wrong >= freeTries) notBefore = now() + Math.min(1_000 * 2 ** (wrong - freeTries), longestWaitMs);
    },
    succeeded(): void {
      wrong = 0;
    },
  };
}

/** When the last answer of any server came; null: none ever did. */
const lastAnswerAt = (overview: Overview): number | null =>
  overview.accounts.reduce<number | null>(
    (last, { lastAnswerAt: at }) => (at === null || (last !== null && last > at) ? last : at),
    null,
  );

function whyWords(overview: Overview | null): Words {
  const lockedAt = overview?.lock?.lockedAt ?? null;
  if (lockedAt !== null) return say('lock_why_locked', { at: { moment: lockedAt } });
  const at = overview === null ? null : lastAnswerAt(overview);
  return at === null ? say('lock_why_never') : say('lock_why_closed', { at: { moment: at } });
}

export function createLockModel({ overview, ask, derive, now }: LockDeps): LockModel {
  const passphrase = signal('');
  const problem = signal<Words | null>(null);
  const busy = signal(false);
  const forgotten = signal(false);
  const patience = createPatience(now);

  /** null: it is open. */
  async function attempt(): Promise<Words | null> {
    const set = overview.value?.lock?.passphrase;
    if (set === undefined) return null;
    if (passphrase.value === '') return say('lock_empty');
    const wait = patience.wait();
    if (wait > 0) return sayCount('lock_wait', wait);
    const key = await derive(passphrase.value, set);
    if (key === null) return say('lock_failed');
    if (await ask('unlockKeys', key)) {
      patience.succeeded();
      return null;
    }
    patience.failed();
    return say('lock_wrong');
  }

  async function working(work: () => Promise<Words | null>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    const found = await work().catch(() => say('popup_live_failed'));
    batch(() => {
      busy.value = false;
      problem.value = found;
      if (found === null) passphrase.value = '';
    });
  }

  return {
    why: computed(() => whyWords(overview.value)),
    passphrase,
    problem,
    busy,
    forgotten,
    unlock: () => working(attempt),
    startOver: () =>
      working(async () => {
        try {
          await ask('startOver', {});
        } finally {
          forgotten.value = false;
        }
        return null;
      }),
    leave() {
      passphrase.value = '';
    },
  };
}

/** The model of a page. */
export const openLock = (overview: ReadonlySignal<Overview | null>): LockModel =>
  createLockModel({ overview, ask: askWorker, derive: deriveInnerKey, now: Date.now });
