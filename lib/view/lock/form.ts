/**
 * Setting, changing and taking away the passphrase, among the options. What is typed is kept only as long as the form is
 * open; the worker gets keys, never a passphrase.
 */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Overview } from '@/lib/domain/overview';
import { type InnerKey, normalizedPassphrase, passphraseKdf, type Strength, strengthOf } from '@/lib/domain/passphrase';
import { say, sayCount, type Words } from '@/lib/domain/words';
import type { Answers, RequestOf } from '@/lib/messaging/protocol';
import type { DeriveKey } from './key';
import { createPatience } from './model';

export type LockAim = 'set' | 'change' | 'remove';
export type LockField = 'current' | 'next' | 'again';

export interface LockFormDeps {
  readonly overview: ReadonlySignal<Overview | null>;
  readonly ask: <N extends 'setPassphrase' | 'lockKeys'>(name: N, request: RequestOf<N>) => Promise<Answers[N]>;
  readonly derive: DeriveKey;
  /** Random base64 of 16 bytes, another one each time. */
  readonly newSalt: () => string;
  readonly now: () => number;
  readonly refresh: () => Promise<void>;
  readonly announce: (words: Words) => void;
  /** Removes the picture of the popup's first screen: from now on it would show clients before the passphrase is entered. */
  readonly forgetPicture: () => void;
}

export interface LockProblem {
  readonly field: LockField;
  readonly words: Words;
}

export interface LockForm {
  readonly isSet: ReadonlySignal<boolean>;
  /** What the open form is for; null: none is open. */
  readonly aim: ReadonlySignal<LockAim | null>;
  readonly current: Signal<string>;
  readonly next: Signal<string>;
  readonly again: Signal<string>;
  /** Of the new passphrase; null: nothing is typed yet. */
  readonly strength: ReadonlySignal<Strength | null>;
  readonly problem: ReadonlySignal<LockProblem | null>;
  readonly working: ReadonlySignal<boolean>;
  open(aim: LockAim): void;
  /** Closes the form and forgets what was typed. */
  close(): void;
  /** Answers when it has ended: true if the form did its work and is closed. */
  submit(): Promise<boolean>;
  lockNow(): Promise<void>;
}

const done: Readonly<Record<LockAim, Words>> = {
  set: say('lock_done_set'),
  change: say('lock_done_change'),
  remove: say('lock_done_remove'),
};

export function createLockForm(deps: LockFormDeps): LockForm {
  const aim = signal<LockAim | null>(null);
  const current = signal('');
  const next = signal('');
  const again = signal('');
  const problem = signal<LockProblem | null>(null);
  const working = signal(false);
  const patience = createPatience(deps.now);

  const show = (shown: LockAim | null): void =>
    batch(() => {
      aim.value = shown;
      problem.value = null;
      for (const field of [current, next, again]) field.value = '';
    });

  /** What can be said without asking anybody. */
  function flaw(wanted: LockAim): LockProblem | null {
    if (wanted !== 'set') {
      if (current.value === '') return { field: 'current', words: say('lock_empty') };
      const wait = patience.wait();
      if (wait > 0) return { field: 'current', words: sayCount('lock_wait', wait) };
    }
    if (wanted === 'remove') return null;
    if (strengthOf(next.value) === 'short') return { field: 'next', words: say('lock_short') };
    const same = normalizedPassphrase(next.value) === normalizedPassphrase(again.value);
    return same ? null : { field: 'again', words: say('lock_unlike') };
  }

  /** null: it is done. */
  async function attempt(wanted: LockAim): Promise<LockProblem | null> {
    const field = wanted === 'set' ? 'next' : 'current';
    const noKey = { field, words: say('lock_failed') } as const;
    const set = deps.overview.value?.lock?.passphrase;
    let former: InnerKey | null = null;
    if (wanted !== 'set' && set !== undefined) {
      former = await deps.derive(current.value, set);
      if (former === null) return noKey;
    }
    let latter: InnerKey | null = null;
    if (wanted !== 'remove') {
      latter = await deps.derive(next.value, { salt: deps.newSalt(), ...passphraseKdf });
      if (latter === null) return noKey;
    }
    if (await deps.ask('setPassphrase', { current: former, next: latter })) {
      patience.succeeded();
      return null;
    }
    if (wanted === 'set') return { field, words: say('lock_already') };
    patience.failed();
    return { field, words: say('lock_wrong') };
  }

  return {
    isSet: computed(() => deps.overview.value?.lock !== undefined),
    aim,
    current,
    next,
    again,
    strength: computed(() => (next.value === '' ? null : strengthOf(next.value))),
    problem,
    working,
    open: show,
    close: () => show(null),
    async submit() {
      const wanted = aim.value;
      if (wanted === null || working.value) return false;
      problem.value = flaw(wanted);
      if (problem.value !== null) return false;
      working.value = true;
      try {
        // Before it is set: no picture may be left once it is.
        if (wanted !== 'remove') deps.forgetPicture();
        problem.value = await attempt(wanted);
        await deps.refresh();
      } catch {
        problem.value = { field: wanted === 'set' ? 'next' : 'current', words: say('popup_live_failed') };
      } finally {
        working.value = false;
      }
      if (problem.value !== null) return false;
      show(null);
      deps.announce(done[wanted]);
      return true;
    },
    async lockNow() {
      try {
        await deps.ask('lockKeys', {});
        await deps.refresh();
      } catch {
        deps.announce(say('popup_live_failed'));
      }
    },
  };
}
