/**
 * The page that lets people in: unlock, compare, confirm, and what became of it. Nobody is ever confirmed here without a
 * comparison of their own, and nothing that was opened outlives the page, a locking, or a while without use.
 */
import { batch, computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Step } from '@/lib/domain/comparing';
import { batchSize } from '@/lib/domain/comparing-people';
import { deskHash } from '@/lib/domain/desk-route';
import type { Account, Waiting } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import { say, type Words } from '@/lib/domain/words';
import type { OverviewModel } from '@/lib/view/overview';
import { createPatient } from '@/lib/view/pace';
import { createErrands } from './errands';
import { createKeyrings, type KeyringsDeps } from './keyrings';
import { type Needed, neededFor } from './needed';
import { type Candidate, type ConfirmPeopleDeps, createConfirmPeople, isCompared, isOpen } from './people';
import { type NextStep, type ResultLine, resultLead, resultLines, resultText, resultTitle } from './result';
import { createSaid, type Remark } from './said';
import { createSending, type Sending } from './sending';
import type { UnlockPanelModel } from './unlock';
import { createUnlocking } from './unlocking';
import { goingOnWords } from './words';

export interface ConfirmDeps extends Omit<ConfirmPeopleDeps, 'overview' | 'speak'>, KeyringsDeps {
  readonly overview: OverviewModel;
  readonly now: () => number;
  readonly online: ReadonlySignal<boolean>;
  /** Calls at this pace until the answer is called. */
  readonly every: (ms: number, call: () => void) => () => void;
  /** Shows another place of the desk. */
  readonly go: (hash: string) => void;
  /** Puts a text where it can be pasted from; whether that worked. */
  readonly copy: (text: string) => Promise<boolean>;
  /** What a newcomer's own collection at a client is called. */
  readonly collectionName: () => string;
}

/** Where the page stands. `nobody`: nobody is asked for, or nobody of them waits. */
export type Stage = 'opening' | 'nobody' | 'unlock' | 'compare' | 'sending' | 'result';

export interface ConfirmModel {
  readonly stage: ReadonlySignal<Stage>;
  readonly overview: ReadonlySignal<Overview | null>;
  readonly now: ReadonlySignal<number>;
  readonly candidates: ReadonlySignal<readonly Candidate[]>;
  /** Those of them who are on the screen now. */
  readonly shown: ReadonlySignal<readonly Candidate[]>;
  /** How many there are on the list. */
  readonly listed: ReadonlySignal<number>;
  readonly counts: ReadonlySignal<Counts>;
  /** People, 50 at a time: which fifty, from 0, and how many there are. */
  readonly fifty: ReadonlySignal<{ readonly at: number; readonly count: number }>;
  /** The account whose keys are to be unlocked next. */
  readonly account: ReadonlySignal<Account | null>;
  /** Which of the accounts that are needed that is, from 1, and for whom. */
  readonly needed: ReadonlySignal<Needed>;
  readonly panel: ReadonlySignal<UnlockPanelModel | null>;
  /** There are people of other accounts, with whom one can go on. */
  readonly canSkip: ReadonlySignal<boolean>;
  readonly isUnlocked: ReadonlySignal<boolean>;
  /** Why it was locked, and what that means; null: it was not, or has been unlocked since. */
  readonly locked: ReadonlySignal<Words | null>;
  readonly sending: ReadonlySignal<Sending | null>;
  /** When reading or sending goes on after a pause, epoch ms; null: nothing pauses. */
  readonly goingOnAt: ReadonlySignal<number | null>;
  readonly lines: ReadonlySignal<readonly ResultLine[]>;
  /** People who were not compared and can be, after the others have ended. */
  readonly others: ReadonlySignal<number>;
  readonly title: ReadonlySignal<Words>;
  readonly lead: ReadonlySignal<Words | null>;
  readonly polite: ReadonlySignal<Words | null>;
  readonly urgent: ReadonlySignal<Words | null>;
  /** In the corner, for a while. */
  readonly remark: ReadonlySignal<Remark | null>;
  readonly lockMinutes: ReadonlySignal<number>;
  /** The page is shown with these people, or (null) another one is. */
  follow(who: readonly string[] | null): void;
  skip(): void;
  step(key: string, step: Step): Promise<void>;
  readAgain(...keys: readonly string[]): void;
  leaveOut(key: string, out: boolean): void;
  turn(by: 1 | -1): void;
  confirm(): Promise<void>;
  stopSending(): void;
  next(key: string, step: NextStep): void;
  /** Sends everybody again with whom that is the next step. */
  allAgain(): void;
  copyPhrase(key: string): Promise<void>;
  copyText(text: string): Promise<void>;
  copyResult(speak: (words: Words) => string): Promise<void>;
  openVault(waiting: Waiting): void;
  done(): void;
  /** On to those who were not compared yet. */
  goOn(): void;
  lock(): void;
  /** Locks without a word: the page is being left. */
  leave(): void;
  /** Somebody pointed or typed. */
  use(): void;
  /** The page came back: to the front, or from sleep. */
  wake(): void;
  /** The page has been out of sight for long: what was typed is not left lying about. */
  hide(): void;
  tick(): void;
  stop(): void;
}

/** How the people on the list stand. */
export interface Counts {
  /** Can be compared, or were. */
  readonly open: number;
  readonly compared: number;
}

const ageTickMs = 30_000;

const addressOf = (who: readonly string[] | null): string => who?.join() ?? '';

export function createConfirmModel(deps: ConfirmDeps): ConfirmModel {
  const overview = deps.overview.overview;
  const now = signal(deps.now());
  /** The people asked for; null: the page is not shown. */
  const who = signal<readonly string[] | null>(null);
  const begun = signal(false);
  const ended = signal(false);
  /** The address whose people are on the page. */
  let begunFor = '';
  /** The results were on the screen: whoever looked at another page meanwhile finds them on coming back. */
  let isSeen = false;
  /** "Done" was said to them. */
  let isTaken = false;
  /** Compared again on their own; null: everybody who has not ended yet. */
  const only = signal<ReadonlySet<string> | null>(null);
  const at = signal(0);
  const speak = (words: Words, atOnce: boolean): void => said.speak(words, atOnce);
  const keyrings = createKeyrings(deps);
  const patient = createPatient(deps);
  const people = createConfirmPeople({ ...deps, ask: patient.ask, overview, speak });
  const sender = createSending({ ...deps, keyrings, people });
  const { sending, results } = sender;

  const listed = computed(() => {
    const some = only.value;
    const over = new Set(results.value.map(({ key }) => key));
    return people.candidates.value.filter(({ key }) => (some === null ? !over.has(key) : some.has(key)));
  });
  const open = computed(() => listed.value.filter(isOpen));
  const fifty = computed(() => {
    const count = Math.max(1, Math.ceil(listed.value.length / batchSize));
    return { at: Math.min(at.value, count - 1), count };
  });
  const shown = computed(() => {
    const from = fifty.value.at * batchSize;
    return listed.value.slice(from, from + batchSize);
  });
  const accountId = computed(
    () => open.value.find(({ waiting }) => !keyrings.open.value.has(waiting.accountId))?.waiting.accountId ?? null,
  );
  const account = computed(() => overview.value?.accounts.find(({ id }) => id === accountId.value) ?? null);
  const stage = computed<Stage>(() => {
    if (!begun.value) return 'opening';
    if (sending.value !== null) return 'sending';
    if (ended.value) return 'result';
    if (listed.value.length === 0) return 'nobody';
    return account.value === null ? 'compare' : 'unlock';
  });
  const said = createSaid({ stage: () => stage.value, every: deps.every });
  const errands = createErrands({ ...deps, overview, said });
  const goingOnAt = computed(() => {
    if (stage.value === 'sending') return sender.until.value;
    return stage.value === 'compare' ? patient.until.value : null;
  });
  const unlocking = createUnlocking({
    ...deps,
    overview,
    keyrings,
    wanted: computed(() => (stage.value === 'unlock' && who.value !== null ? accountId.value : null)),
    onLock(id, words) {
      people.dropAll(id);
      if (id === null) patient.callOff();
      if (words !== null) speak(words, true);
    },
  });

  function begin(): void {
    batch(() => {
      // Left without a word and come back to: everything is as it was.
      const isBack = addressOf(who.peek()) === begunFor && !isTaken;
      sender.clear();
      patient.callOff();
      people.begin(who.peek() ?? [], isBack);
      sender.tick();
      begunFor = addressOf(who.peek());
      isTaken = false;
      only.value = null;
      if (!isBack) at.value = 0;
      ended.value = false;
      begun.value = true;
    });
  }

  const stops = [
    // The people asked for, as soon as the store has answered.
    effect(() => {
      if (who.value !== null && !begun.value && overview.value !== null) untracked(begin);
    }),
    effect(() => {
      if (stage.value === 'result' && who.value !== null) isSeen = true;
    }),
    effect(() => {
      const until = goingOnAt.value;
      if (until !== null) untracked(() => speak(goingOnWords(until), false));
    }),
    // Keys of those on the screen, once theirs are unlocked.
    effect(() => {
      if (stage.value !== 'compare' || who.value === null) return;
      const keys = shown.value.filter(({ standing }) => standing.kind === 'reading').map(({ key }) => key);
      if (keys.length > 0) untracked(() => void people.read(keys, false));
    }),
    // The network is back: whatever is not known can be found out.
    effect(() => {
      if (deps.online.value) untracked(() => void sender.checkUnknown());
    }),
    deps.every(ageTickMs, () => tick()),
  ];

  function tick(): void {
    now.value = deps.now();
    sender.tick();
    unlocking.look();
  }

  async function sendAll(keys: readonly string[]): Promise<void> {
    if (keys.length === 0 || sending.peek() !== null) return;
    isSeen = false;
    isTaken = false;
    await sender.send(keys);
    batch(() => {
      now.value = deps.now();
      only.value = null;
      // Whoever was found to differ elsewhere at the last moment is not sent, and then there may be nothing to tell.
      ended.value = results.peek().length > 0;
    });
    if (results.peek().length > 0) speak(resultTitle(results.peek()), false);
  }

  async function check(key: string): Promise<void> {
    speak(say('confirm_checking'), false);
    await sender.checkUnknown([key]);
    now.value = deps.now();
    const line = resultLines(results.peek(), deps.now()).find((one) => one.key === key);
    for (const words of line?.sentences.slice(0, 1) ?? []) speak(words, false);
  }

  /** Whether what ended may make room for the people that are asked for now. */
  function isOver(): boolean {
    if (!ended.peek() || isTaken) return true;
    const isElsewhere = addressOf(who.peek()) !== begunFor;
    return isSeen && (isElsewhere || resultLines(results.peek(), deps.now()).every(({ next }) => next === null));
  }

  function compareAgain(key: string): void {
    const ending = results.peek().find((result) => result.key === key)?.ending;
    batch(() => {
      only.value = new Set([key]);
      ended.value = false;
      if (ending?.kind === 'key-changed') void people.replace(key, ending.key);
      else people.drop([key]);
      const waiting = people.find(key)?.waiting;
      // Opening it once more takes the keys as they are by then.
      if (ending?.kind === 'key-unopened' && waiting !== undefined) unlocking.lock(waiting.accountId, null);
    });
  }

  return {
    stage,
    overview,
    now,
    candidates: people.candidates,
    shown,
    listed: computed(() => listed.value.length),
    counts: computed(() => ({ open: open.value.length, compared: listed.value.filter(isCompared).length })),
    fifty,
    account,
    needed: computed(() => neededFor(listed.value, accountId.value)),
    panel: unlocking.panel,
    canSkip: computed(() => open.value.some(({ waiting }) => waiting.accountId !== accountId.value)),
    isUnlocked: unlocking.isUnlocked,
    locked: unlocking.locked,
    sending,
    goingOnAt,
    lines: computed(() => resultLines(results.value, now.value)),
    others: computed(() => {
      const over = new Set(results.value.map(({ key }) => key));
      return people.candidates.value.filter((one) => !over.has(one.key) && isOpen(one)).length;
    }),
    title: computed(() => resultTitle(results.value)),
    lead: computed(() => resultLead(results.value)),
    polite: said.polite,
    urgent: said.urgent,
    remark: said.remark,
    lockMinutes: unlocking.lockMinutes,
    follow(next) {
      if (next !== null && who.peek() !== null && addressOf(next) === addressOf(who.peek())) return;
      batch(() => {
        who.value = next;
        if (next === null) unlocking.panel.peek()?.cancel();
        // What is being sent is shown to its end, and then what became of it.
        else if (sending.peek() === null && isOver()) begun.value = false;
      });
    },
    skip() {
      const id = accountId.peek();
      for (const { key, waiting } of open.peek()) if (waiting.accountId === id) people.leaveOut(key, true);
    },
    step: people.step,
    readAgain: (...keys) => void people.read(keys, true),
    leaveOut: people.leaveOut,
    turn(by) {
      at.value = Math.max(0, Math.min(fifty.peek().at + by, fifty.peek().count - 1));
    },
    confirm: () =>
      sendAll(
        listed
          .peek()
          .filter(isCompared)
          .map(({ key }) => key),
      ),
    stopSending: sender.stopSending,
    next(key, step) {
      const result = results.peek().find((one) => one.key === key);
      if (result === undefined) return;
      sender.tick();
      if (step === 'check') void check(key);
      else if (step === 'vault') errands.openVault(result.waiting);
      else if (step === 'again' && isStillCompared(key)) void sendAll([key]);
      else compareAgain(key);
    },
    allAgain() {
      sender.tick();
      const again = resultLines(results.peek(), deps.now()).filter(({ next }) => next === 'again');
      void sendAll(again.map(({ key }) => key));
    },
    copyPhrase: (key) => errands.copyPhrase(people.find(key)),
    copyText: errands.copyText,
    copyResult: (sayWords) => errands.copyText(resultText(results.peek(), deps.now(), sayWords)),
    openVault: errands.openVault,
    done() {
      isTaken = true;
      // Others were asked for meanwhile: now it is their turn.
      if (addressOf(who.peek()) !== begunFor) begun.value = false;
      else deps.go(deskHash({ page: 'waiting' }));
    },
    goOn() {
      batch(() => {
        only.value = null;
        ended.value = false;
      });
      // Their fields are empty again: nothing that stands there is another word.
      for (const { key, standing } of open.peek()) {
        if (standing.kind === 'check' && standing.check.comparing.differs)
          void people.step(key, { do: 'give', text: '' });
      }
    },
    lock: () => unlocking.lock(null, say('unlock_locked')),
    leave: () => unlocking.lock(null, null),
    use: unlocking.use,
    wake: tick,
    hide: () => unlocking.panel.peek()?.empty(),
    tick,
    stop() {
      unlocking.stop();
      said.stop();
      for (const stop of stops) stop();
    },
  };

  function isStillCompared(key: string): boolean {
    const candidate = people.find(key);
    return candidate !== undefined && isCompared(candidate);
  }
}
