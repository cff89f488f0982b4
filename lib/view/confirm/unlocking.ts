/** When keys are open and when they are not: the question for the password, and everything that locks again. */
import { batch, computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Account } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import { defaultLockAfterMinutes, minuteMs } from '@/lib/domain/preferences';
import { say, sayCount, type Words } from '@/lib/domain/words';
import { createIdle } from './idle';
import type { Keyrings } from './keyrings';
import { createUnlockPanel, type UnlockPanelModel, type UnlockProblem } from './unlock';

export interface UnlockingDeps {
  readonly overview: ReadonlySignal<Overview | null>;
  readonly keyrings: Keyrings;
  /** The account whose password is to be asked for now; null: none. */
  readonly wanted: ReadonlySignal<string | null>;
  readonly now: () => number;
  /** Calls at this pace until the answer is called. */
  readonly every: (ms: number, call: () => void) => () => void;
  /** Keys were forgotten: of one account, or (null) of all. Whatever rests on them has to go too. */
  readonly onLock: (accountId: string | null, words: Words | null) => void;
}

export interface Unlocking {
  readonly panel: ReadonlySignal<UnlockPanelModel | null>;
  readonly isUnlocked: ReadonlySignal<boolean>;
  /** Why it was locked, and what that means; null: it was not, or has been unlocked since. */
  readonly locked: ReadonlySignal<Words | null>;
  /** Minutes without use after which it locks. */
  readonly lockMinutes: ReadonlySignal<number>;
  /** Forgets the keys, and what was typed. @param accountId of one account; null: of all. */
  lock(accountId: string | null, words: Words | null): void;
  /** Somebody pointed or typed. */
  use(): void;
  /** Looks whether it is too late. */
  look(): void;
  stop(): void;
}

/** What an account is recognised by: another one in its place must not find its keys open. */
const identity = ({ userId, server, addedAt, deviceId }: Account): string =>
  [userId, server.api, addedAt, deviceId].join('|');

/** Failures by which an account has lost its API key: somebody renewed it, or the browser lost it. */
const isKeyGone = ({ failure }: Account): boolean => failure?.kind === 'key-refused' || failure?.kind === 'key-lost';

export function createUnlocking(deps: UnlockingDeps): Unlocking {
  const { overview, keyrings } = deps;
  const panel = signal<UnlockPanelModel | null>(null);
  const locked = signal<Words | null>(null);
  /** What an account was when its keys were opened. */
  const opened = new Map<string, string>();
  /** Accounts that turned out to have no master password: nobody is asked for it twice. */
  const noPassword = new Map<string, UnlockProblem>();
  const lockMinutes = computed(() => overview.value?.preferences.lockAfterMinutes ?? defaultLockAfterMinutes);

  const idle = createIdle({
    now: deps.now,
    every: deps.every,
    limitMs: () => lockMinutes.peek() * minuteMs,
    onIdle: () => lock(null, sayCount('unlock_locked_idle', lockMinutes.peek())),
  });

  function lock(accountId: string | null, words: Words | null): void {
    batch(() => {
      keyrings.lock(accountId ?? undefined);
      panel.peek()?.cancel();
      if (accountId === null) opened.clear();
      else opened.delete(accountId);
      if (keyrings.open.peek().size === 0) idle.stop();
      locked.value = words;
      deps.onLock(accountId, words);
    });
  }

  const panelOf = (accountId: string): UnlockPanelModel =>
    createUnlockPanel({
      keyrings,
      accountId,
      now: deps.now,
      known: noPassword.get(accountId) ?? null,
      onNoPassword: (problem) => void noPassword.set(accountId, problem),
    });

  /** Forgotten, erased, behind a passphrase, or not the same any more. */
  function lockStrangers(stored: Overview | null, open: ReadonlySet<string>): void {
    for (const id of open) {
      const account = stored?.accounts.find((one) => one.id === id);
      const before = opened.get(id);
      const same = account !== undefined && (before === undefined || before === identity(account));
      if (stored?.lock?.locked === true) lock(id, say('unlock_locked_passphrase'));
      else if (same && !isKeyGone(account)) opened.set(id, identity(account));
      else lock(id, say('unlock_locked_account'));
    }
  }

  let openBefore: ReadonlySet<string> = keyrings.open.peek();
  const stops = [
    effect(() => {
      const id = deps.wanted.value;
      untracked(() => {
        panel.peek()?.cancel();
        panel.value = id === null ? null : panelOf(id);
      });
    }),
    effect(() => {
      const stored = overview.value;
      const open = keyrings.open.value;
      untracked(() => {
        if ([...open].some((id) => !openBefore.has(id))) {
          locked.value = null;
          idle.start();
        }
        openBefore = open;
        lockStrangers(stored, open);
      });
    }),
  ];

  return {
    panel,
    isUnlocked: computed(() => keyrings.open.value.size > 0),
    locked,
    lockMinutes,
    lock,
    use: idle.use,
    look: idle.look,
    stop() {
      lock(null, null);
      for (const stop of stops) stop();
    },
  };
}
