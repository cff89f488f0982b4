/**
 * The people on the page and where each comparison stands. A phrase is made of the very bytes that will be sealed to: a
 * key is fetched once, shown, and kept until it is used or dropped.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Activity } from '@/lib/domain/activity';
import { beginComparing, type Comparing, type Cover, carried, type Step, stepped } from '@/lib/domain/comparing';
import { askedFor, fullName, grouped, placeText, sendSize, waitingByKey } from '@/lib/domain/comparing-people';
import type { PublicKeyReading } from '@/lib/domain/confirmation';
import { failureWords } from '@/lib/domain/failure-words';
import { personKey } from '@/lib/domain/keys';
import type { MemberRole, Waiting } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import { confirmObstacle, obstacleWords } from '@/lib/domain/who-may';
import { say, type Words } from '@/lib/domain/words';
import { type Check, readPhrase } from './check';
import { createPhraseMemory, type PhraseMemoryDeps } from './phrase-memory';

export type { Check };

export type Standing =
  /** Nothing was asked yet, or the answer is awaited. */
  | { readonly kind: 'reading' }
  /** The key could not be had; asking again may help. */
  | { readonly kind: 'unread'; readonly words: Words }
  /** There is nothing to compare, or it must not be. */
  | { readonly kind: 'stopped'; readonly words: Words }
  /** This account cannot confirm here. */
  | { readonly kind: 'obstacle'; readonly words: Words; readonly who: Words }
  /** Waits no longer: confirmed by somebody else, or withdrawn. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'left-out' }
  | { readonly kind: 'check'; readonly check: Check };

export interface Candidate {
  readonly key: string;
  /** As the store has them now; who is gone, as they were. */
  readonly waiting: Waiting;
  readonly standing: Standing;
}

/** What this page remembers of somebody beyond the store. */
interface Entry {
  readonly key: string;
  readonly first: Waiting;
  readonly standing: Extract<Standing, { kind: 'reading' | 'unread' | 'stopped' | 'gone' | 'check' }>;
  readonly leftOut: boolean;
  /** Is on the page. Whoever was compared and is not keeps the comparison as long as the keys are open. */
  readonly asked: boolean;
}

export interface ConfirmPeopleDeps extends PhraseMemoryDeps {
  readonly overview: ReadonlySignal<Overview | null>;
  /** What was done and found before, from the store. */
  readonly readActivity: () => Promise<readonly Activity[]>;
  /** To be read out: politely, or at once. */
  readonly speak: (words: Words, urgent: boolean) => void;
}

export interface ConfirmPeople {
  /** In the order of the queue. */
  readonly candidates: ReadonlySignal<readonly Candidate[]>;
  /** Who of them can be compared, by the key. */
  find(key: string): Candidate | undefined;
  /**
   * Begins with the people that an address asks for. Needs the store to have answered. Whoever was compared before stays
   * so. @param isBack nothing else was shown between: who was left out stays so too.
   */
  begin(who: readonly string[], isBack: boolean): void;
  /**
   * Fetches the keys of these, and of all others of their places along with them. `again`: also those that could not be
   * had before, which nobody but a person asks for.
   */
  read(keys: readonly string[], again: boolean): Promise<void>;
  /** Compares with another key than before: the one that the server has now. */
  replace(key: string, reading: PublicKeyReading): Promise<void>;
  step(key: string, step: Step): Promise<void>;
  /** Looks whether another tab has found since that the words differ; then that holds here too. */
  recheck(key: string): Promise<boolean>;
  leaveOut(key: string, out: boolean): void;
  /** Drops the phrases of these, and with them what was compared. */
  drop(keys: readonly string[]): void;
  /** Drops every phrase of an account, or (null) of all, also of people who are not on the page now. */
  dropAll(accountId: string | null): void;
}

const reading = { kind: 'reading' } as const;

/** What stays of a comparison when the page is left and comes back: that the words were the same. */
const stays = (entry: Entry | undefined): entry is Entry =>
  entry?.standing.kind === 'check' && entry.standing.check.comparing.same !== null;

/** A comparison at its beginning, of words that may have differed before. */
const begun = (cover: Cover): Comparing => ({ ...beginComparing(cover), differs: cover.wrong > 0 || cover.closed });

/** Somebody who is to come in as something else than when they were compared has not been compared for that. */
const forRole = (check: Check, role: MemberRole): Check =>
  check.role === role ? check : { ...check, role, comparing: { ...check.comparing, same: null } };

/** Whoever is still to be compared, or was. */
export const checkOf = ({ standing }: Candidate): Check | null => (standing.kind === 'check' ? standing.check : null);

/** Compared, and found the same. */
export const isCompared = (candidate: Candidate): boolean => checkOf(candidate)?.comparing.same != null;

/** Can be compared, or will be able to once the key is read. */
export const isOpen = ({ standing }: Candidate): boolean =>
  standing.kind === 'reading' || standing.kind === 'unread' || standing.kind === 'check';

/** Why nobody can be confirmed there by this account, and who can; null: they can. */
function obstacleOf({ accounts, providers, places }: Overview, { accountId, providerId, place }: Waiting) {
  const obstacle = confirmObstacle({
    account: accounts.find(({ id }) => id === accountId),
    provider: providers.find((one) => one.accountId === accountId && one.id === providerId),
    place: places.find(
      (one) => one.accountId === accountId && one.providerId === providerId && one.place === place,
    ) ?? { place, failure: null },
  });
  return obstacle === null ? null : obstacleWords(obstacle, place);
}

export function createConfirmPeople(deps: ConfirmPeopleDeps): ConfirmPeople {
  const { overview, ask } = deps;
  const entries = signal<readonly Entry[]>([]);
  /** Keys of people whose keys are being asked for, each with the question it belongs to. */
  const asking = new Map<string, object>();
  const memory = createPhraseMemory(deps);

  const now = computed(() => (overview.value === null ? null : waitingByKey(overview.value)));

  const standingOf = (entry: Entry, waiting: Waiting | undefined): Standing => {
    if (entry.standing.kind === 'gone' || waiting === undefined) return { kind: 'gone' };
    const obstacle = overview.value === null ? null : obstacleOf(overview.value, waiting);
    if (obstacle !== null) return { kind: 'obstacle', words: obstacle.why, who: obstacle.who };
    if (entry.leftOut) return { kind: 'left-out' };
    const { standing } = entry;
    return standing.kind === 'check'
      ? { kind: 'check', check: forRole(standing.check, waiting.person.role) }
      : standing;
  };

  const candidates = computed<readonly Candidate[]>(() =>
    entries.value
      .filter(({ asked }) => asked)
      .map((entry) => {
        const waiting = now.value?.get(entry.key);
        return { key: entry.key, waiting: waiting ?? entry.first, standing: standingOf(entry, waiting) };
      }),
  );

  const find = (key: string): Candidate | undefined => candidates.peek().find((candidate) => candidate.key === key);
  const entryOf = (key: string): Entry | undefined => entries.peek().find((entry) => entry.key === key);

  /** All at once: everything that shows people is made anew each time. */
  const set = (changes: ReadonlyMap<string, Partial<Entry>>): void => {
    if (changes.size === 0) return;
    entries.value = entries.peek().map((entry) => ({ ...entry, ...changes.get(entry.key) }));
  };

  /** Rows about the same phrase: somebody may wait in several places, and be met by several accounts. */
  const setPhrase = (phrase: string, change: (check: Check, key: string) => Partial<Check>): void => {
    entries.value = entries.peek().map((entry) => {
      const { key, standing } = entry;
      if (standing.kind !== 'check' || standing.check.name !== phrase) return entry;
      return { ...entry, standing: { kind: 'check', check: { ...standing.check, ...change(standing.check, key) } } };
    });
  };

  /** While the others were being read, something may have come of the same phrase in another row. */
  const caughtUp = (standing: Entry['standing']): Entry['standing'] => {
    const cover = standing.kind === 'check' ? memory.last(standing.check.name) : null;
    if (standing.kind !== 'check' || cover === null) return standing;
    return { kind: 'check', check: { ...standing.check, comparing: begun(cover) } };
  };

  /** What was asked about these people has an answer; of whom something else was asked or dropped meanwhile it is none. */
  function answered(
    question: object,
    standings: readonly (readonly [key: string, standing: Entry['standing']])[],
  ): void {
    const due = standings.filter(([key]) => asking.get(key) === question);
    for (const [key] of due) asking.delete(key);
    set(new Map(due.map(([key, standing]) => [key, { standing: caughtUp(standing) }])));
  }

  function drop(isDropped: (entry: Entry) => boolean): void {
    entries.value = entries.peek().map((entry) => {
      if (!isDropped(entry)) return entry;
      asking.delete(entry.key);
      return entry.standing.kind === 'gone' ? entry : { ...entry, standing: reading };
    });
  }

  async function checkFor(
    waiting: Waiting,
    read: PublicKeyReading,
    record: readonly Activity[],
  ): Promise<Entry['standing']> {
    const found = await readPhrase(waiting, read);
    if (found.kind === 'stopped') return found;
    const { phrase } = found;
    const showAll = overview.peek()?.preferences.comparing === 'show-all';
    const cover = await memory.begin(waiting, phrase, showAll, record);
    // Where the page that found it was gone before it was written down.
    void memory.note(waiting, phrase);
    return { kind: 'check', check: { ...phrase, role: waiting.person.role, comparing: begun(cover) } };
  }

  /** Asks for the keys of people of one place. */
  async function readPlace(people: readonly Candidate[]): Promise<void> {
    const [first] = people;
    if (first === undefined) return;
    const question = {};
    for (const { key } of people) asking.set(key, question);
    const { accountId, providerId, place } = first.waiting;
    const ids = people.map(({ waiting }) => waiting.person.id);
    const [answer, record] = await Promise.all([
      ask('publicKeys', { accountId, providerId, place, ids }).catch(() => null),
      deps.readActivity().catch(() => null),
    ]);
    const found = answer?.ok === true ? new Map(answer.value.map((read) => [read.id, read])) : null;
    const words = answer === null || answer.ok ? say('confirm_fail_worker') : failureWords(answer.failure);
    const standings = await Promise.all(
      people.map(async ({ key, waiting }) => {
        const read = found?.get(waiting.person.id);
        const standing: Entry['standing'] =
          found === null || record === null
            ? { kind: 'unread', words }
            : read === undefined
              ? { kind: 'gone' }
              : await checkFor(waiting, read, record);
        return [key, standing] as const;
      }),
    );
    answered(question, standings);
  }

  function tell(candidate: Candidate, step: Step, before: Comparing, after: Comparing): void {
    const name = fullName(candidate.waiting.person);
    if (after.same !== null && before.same === null) deps.speak(say('confirm_live_same', { name }), false);
    else if (after.differs && (step.do === 'give' || step.do === 'differ')) {
      deps.speak(say(after.cover.closed ? 'confirm_live_closed' : 'confirm_live_differs', { name }), true);
    }
  }

  async function step(key: string, taken: Step): Promise<void> {
    const candidate = find(key);
    const check = candidate === undefined ? null : checkOf(candidate);
    if (candidate === undefined || check === null) return;
    const { name, words, role } = check;
    let before = check.comparing;
    let after = before;
    await memory.change(candidate.waiting, name, (stored) => {
      const entry = entryOf(key)?.standing;
      const current = entry?.kind === 'check' && entry.check.name === name ? forRole(entry.check, role) : check;
      before = { ...current.comparing, cover: stored ?? current.comparing.cover };
      after = stepped(before, taken, words);
      return after.cover;
    });
    setPhrase(name, ({ comparing }, row) =>
      row === key ? { role, comparing: after } : { comparing: carried(comparing, before, after) },
    );
    const entry = entryOf(key)?.standing;
    if (entry?.kind === 'check' && entry.check.name === name) tell(candidate, taken, before, after);
    await memory.note(candidate.waiting, check);
  }

  return {
    candidates,
    find,
    begin(who, isBack) {
      asking.clear();
      const stored = overview.peek();
      const people = stored === null ? [] : askedFor(stored, who);
      const before = new Map(entries.peek().map((entry) => [entry.key, entry]));
      const shown = people.map((first): Entry => {
        const key = personKey(first);
        const entry = before.get(key);
        const standing = stays(entry) ? entry.standing : reading;
        return { key, first, standing, leftOut: isBack && entry?.leftOut === true, asked: true };
      });
      const others = [...before.values()].filter(
        (entry) => stays(entry) && !shown.some(({ key }) => key === entry.key),
      );
      entries.value = [...shown, ...others.map((entry) => ({ ...entry, asked: false }))];
    },
    async read(keys, again) {
      const wanted = new Set(keys.flatMap((key) => find(key) ?? []).map(({ waiting }) => placeText(waiting)));
      const open = candidates.peek().filter((candidate) => {
        const { kind } = candidate.standing;
        const asked = asking.has(candidate.key);
        const due = kind === 'reading' || (again && kind === 'unread');
        return !asked && due && wanted.has(placeText(candidate.waiting));
      });
      const unread = open.filter(({ standing }) => standing.kind === 'unread');
      set(new Map(unread.map(({ key }) => [key, { standing: reading }])));
      await Promise.all(grouped(open, ({ waiting }) => placeText(waiting), sendSize).map(readPlace));
    },
    async replace(key, read) {
      const candidate = find(key);
      if (candidate === undefined) return;
      const question = {};
      asking.set(key, question);
      set(new Map([[key, { standing: reading }]]));
      const record = await deps.readActivity().catch(() => null);
      const standing: Entry['standing'] =
        record === null
          ? { kind: 'unread', words: say('confirm_fail_worker') }
          : await checkFor(candidate.waiting, read, record);
      answered(question, [[key, standing]]);
    },
    step,
    async recheck(key) {
      const candidate = find(key);
      const check = candidate === undefined ? null : checkOf(candidate);
      if (candidate === undefined || check === null || check.comparing.same === null) return false;
      const { name, comparing } = check;
      const cover = await memory.change(candidate.waiting, name, (stored) => stored ?? comparing.cover);
      if (!cover.closed) return true;
      setPhrase(name, () => ({ comparing: { cover, same: null, differs: true } }));
      return false;
    },
    leaveOut: (key, leftOut) => set(new Map([[key, { leftOut }]])),
    drop(keys) {
      const dropped = new Set(keys);
      drop(({ key }) => dropped.has(key));
    },
    dropAll: (accountId) => drop(({ first }) => accountId === null || first.accountId === accountId),
  };
}
