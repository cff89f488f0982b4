/** The question for the master password. What is typed is kept until it is used, and not a moment longer. */
import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { say, type Words } from '@/lib/domain/words';
import type { Keyrings, NotUnlocked } from './keyrings';
import { notUnlockedWords } from './words';

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
  /** What stands in the field is at fault: it is wrong, or nothing stands there. */
  readonly inField: boolean;
  /** The account has no master password, and will not have one as long as this page is open. */
  readonly noPassword: boolean;
}

export interface UnlockPanelDeps {
  readonly keyrings: Keyrings;
  readonly accountId: string;
  readonly now: () => number;
  /** What is known from before to stand in the way; null: nothing. */
  readonly known?: UnlockProblem | null;
  readonly onNoPassword?: (problem: UnlockProblem) => void;
}

/** Whether trying again, with this or another password, can help. */
const mayTry = (problem: NotUnlocked): boolean =>
  problem.kind !== 'refused' ||
  problem.reason === 'wrong-password' ||
  problem.reason === 'derivation-failed' ||
  problem.reason === 'malformed-answer';

const empty: UnlockProblem = { words: say('unlock_empty'), mayTry: true, inField: true, noPassword: false };

/** What is said of a problem; null: nothing, it was called off. */
function problemOf(failed: NotUnlocked): UnlockProblem | null {
  const words = notUnlockedWords(failed);
  if (words === null) return null;
  const reason = failed.kind === 'refused' ? failed.reason : null;
  return {
    // Nobody should look for a mistake in a password that nothing was held against.
    words: reason === null ? say('unlock_not_tried', { why: words }) : words,
    mayTry: mayTry(failed),
    inField: reason === 'wrong-password',
    noPassword: reason === 'no-master-password',
  };
}

export function createUnlockPanel(deps: UnlockPanelDeps): UnlockPanelModel {
  const { keyrings, accountId, now, known } = deps;
  const password = signal('');
  const working = signal(false);
  const expectedMs = signal<number | null>(null);
  const problem = signal<UnlockProblem | null>(known ?? null);
  const since = now();
  let run: AbortController | null = null;

  return {
    password,
    working,
    expectedMs,
    problem,
    async submit() {
      const typed = password.value;
      if (working.value || problem.value?.noPassword === true) return;
      if (typed === '') {
        // A new object, so that the same words are said again.
        problem.value = { ...empty };
        return;
      }
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
      const found = failed === null ? null : problemOf(failed);
      batch(() => {
        working.value = false;
        password.value = '';
        problem.value = found;
      });
      if (found?.noPassword === true) deps.onNoPassword?.(found);
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
