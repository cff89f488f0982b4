/** The question for the master password. What is typed is kept until it is used, and not a moment longer. */
import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Words } from '@/lib/domain/words';
import { notUnlockedWords } from './confirm-words';
import type { Keyrings, NotUnlocked } from './keyrings';

export interface UnlockPanelModel {
  readonly password: Signal<string>;
  readonly working: ReadonlySignal<boolean>;
  /** How long it is expected to take, ms; null: about a second or less, or not known. */
  readonly expectedMs: ReadonlySignal<number | null>;
  readonly problem: ReadonlySignal<UnlockProblem | null>;
  /** Tries what was typed. Answers when it has ended. */
  submit(): Promise<void>;
  /** Ends a derivation at once. */
  cancel(): void;
  /** Forgets what was typed. */
  empty(): void;
}

export interface UnlockProblem {
  readonly words: Words;
  /** Another password may do; otherwise the field is of no use. */
  readonly mayTry: boolean;
}

export interface UnlockPanelDeps {
  readonly keyrings: Keyrings;
  readonly accountId: string;
  readonly now: () => number;
}

/** Whether trying again, with this or another password, can help. */
const mayTry = (problem: NotUnlocked): boolean =>
  problem.kind !== 'refused' ||
  problem.reason === 'wrong-password' ||
  problem.reason === 'derivation-failed' ||
  problem.reason === 'malformed-answer';

export function createUnlockPanel({ keyrings, accountId, now }: UnlockPanelDeps): UnlockPanelModel {
  const password = signal('');
  const working = signal(false);
  const expectedMs = signal<number | null>(null);
  const problem = signal<UnlockProblem | null>(null);
  const since = now();
  let run: AbortController | null = null;

  return {
    password,
    working,
    expectedMs,
    problem,
    async submit() {
      const typed = password.value;
      if (working.value || typed === '') return;
      const mine = new AbortController();
      run = mine;
      batch(() => {
        working.value = true;
        expectedMs.value = null;
        problem.value = null;
      });
      const failed = await keyrings
        .unlock(accountId, typed, {
          since,
          signal: mine.signal,
          onProgress(progress) {
            if (run === mine) expectedMs.value = progress.expectedMs;
          },
        })
        .catch((): NotUnlocked => ({ kind: 'no-worker' }));
      if (run !== mine) return;
      run = null;
      batch(() => {
        working.value = false;
        password.value = '';
        const words = failed === null ? null : notUnlockedWords(failed);
        problem.value = failed === null || words === null ? null : { words, mayTry: mayTry(failed) };
      });
    },
    cancel() {
      run?.abort();
      run = null;
      batch(() => {
        working.value = false;
        password.value = '';
      });
    },
    empty() {
      password.value = '';
    },
  };
}
