/**
 * The people on the page and where each comparison stands. A phrase is made of the very bytes that will be sealed to: a
 * key is fetched once, shown, and kept until it is used or dropped.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Activity } from '@/lib/domain/activity';
import {
  beginComparing,
  type Comparing,
  type Cover,
  carried,
  drawPosition,
  isWorthNoting,
  newCover,
  type Step,
  stepped,
} from '@/lib/domain/comparing';
import { askedFor, fullName, grouped, placeText, sendSize, waitingByKey } from '@/lib/domain/comparing-people';
import type { PublicKeyReading } from '@/lib/domain/confirmation';
import { differedBefore } from '@/lib/domain/differed';
import { personKey } from '@/lib/domain/keys';
import type { Waiting } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import { confirmObstacle, obstacleWords } from '@/lib/domain/who-may';
import { say, type Words } from '@/lib/domain/words';
import { type Check, readPhrase } from './confirm-check';
import { failureWords } from './confirm-words';
import type { Ask } from './options-form';

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

export interface CoverStore {
  /** @param phrase which person's and which key's; one at a time. */
  change(phrase: string, accountId: string, change: (stored: Cover | null) => Cover): Promise<Cover>;
}

export interface ConfirmPeopleDeps {
  readonly overview: ReadonlySignal<Overview | null>;
  readonly ask: Ask;
  readonly covers: CoverStore;
  /** What was done and found before, from the store. */
  readonly readActivity: () => Promise<readonly Activity[]>;
  /** A random byte each time. */
  readonly nextByte: () => number;
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

/** What stays of a comparison when the page is left and comes back: of whom it says that they may come in as the same. */
const stays = (entry: Entry | undefined, { person }: Waiting): entry is Entry =>
  entry?.standing.kind === 'check' &&
  entry.standing.check.comparing.same !== null &&
  entry.first.person.role === person.role;

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
  const { overview, ask, covers } = deps;
  const entries = signal<readonly Entry[]>([]);
  /** Keys of people whose keys are being asked for, each with the question it belongs to. */
  const asking = new Map<string, object>();
  /** What was last remembered of each phrase, for where the browser remembers nothing. */
  const here = new Map<string, Cover>();
  /** Phrases that are just being written into the record. */
  const noting = new Set<string>();

  const now = computed(() => (overview.value === null ? null : waitingByKey(overview.value)));

  const standingOf = (entry: Entry, waiting: Waiting | undefined): Standing => {
    if (entry.standing.kind === 'gone' || waiting === undefined) return { kind: 'gone' };
    const obstacle = overview.value === null ? null : obstacleOf(overview.value, waiting);
    if (obstacle !== null) return { kind: 'obstacle', words: obstacle.why, who: obstacle.who };
    return entry.leftOut ? { kind: 'left-out' } : entry.standing;
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

  const set = (key: string, change: Partial<Entry>): void => {
    entries.value = entries.peek().map((entry) => (entry.key === key ? { ...entry, ...change } : entry));
  };

  /** Rows about the same phrase: somebody may wait in several places, and be met by several accounts. */
  const setPhrase = (phrase: string, change: (comparing: Comparing, key: string) => Comparing): void => {
    entries.value = entries.peek().map((entry) => {
      const { key, standing } = entry;
      if (standing.kind !== 'check' || standing.check.name !== phrase) return entry;
      const comparing = change(standing.check.comparing, key);
      return { ...entry, standing: { kind: 'check', check: { ...standing.check, comparing } } };
    });
  };

  function drop(isDropped: (entry: Entry) => boolean): void {
    entries.value = entries.peek().map((entry) => {
      if (!isDropped(entry)) return entry;
      asking.delete(entry.key);
      return entry.standing.kind === 'gone' ? entry : { ...entry, standing: reading };
    });
  }

  /** What is remembered, changed; where the browser remembers nothing, this page alone does. */
  function remembered(phrase: string, { accountId }: Waiting, change: (stored: Cover | null) => Cover): Promise<Cover> {
    const keep = (cover: Cover): Cover => {
      here.set(phrase, cover);
      return cover;
    };
    return covers.change(phrase, accountId, change).then(keep, () => keep(change(here.get(phrase) ?? null)));
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
    const differed = differedBefore(record, phrase.userId, phrase.hash);
    const cover = await remembered(phrase.name, waiting, (stored) =>
      stored === null
        ? // What differed before the browser was started is closed still, and stands in the record.
          { ...newCover(drawPosition(deps.nextByte), showAll), closed: differed, noted: differed }
        : { ...stored, shownAll: stored.shownAll || showAll },
    );
    const check = { ...phrase, comparing: { ...beginComparing(cover), differs: cover.wrong > 0 || cover.closed } };
    // Where the page that found it was gone before it was written down.
    void note(waiting, check, cover);
    return { kind: 'check', check };
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
    await Promise.all(
      people.map(async ({ key, waiting }) => {
        const read = found?.get(waiting.person.id);
        const standing: Entry['standing'] =
          found === null || record === null
            ? { kind: 'unread', words }
            : read === undefined
              ? { kind: 'gone' }
              : await checkFor(waiting, read, record);
        // Dropped meanwhile: nothing of it comes back by itself.
        if (asking.get(key) !== question) return;
        asking.delete(key);
        set(key, { standing });
      }),
    );
  }

  function tell(candidate: Candidate, step: Step, before: Comparing, after: Comparing): void {
    const name = fullName(candidate.waiting.person);
    if (after.same !== null && before.same === null) deps.speak(say('confirm_live_same', { name }), false);
    else if (after.differs && (step.do === 'give' || step.do === 'differ')) {
      deps.speak(say(after.cover.closed ? 'confirm_live_closed' : 'confirm_live_differs', { name }), true);
    }
  }

  /** Into the record, where it is due: once for a phrase, until somebody begins again. */
  async function note(waiting: Waiting, { name, hash }: Check, cover: Cover): Promise<void> {
    if (!isWorthNoting(cover) || noting.has(name)) return;
    const { accountId, providerId, place, person } = waiting;
    noting.add(name);
    try {
      await ask('noteMismatch', { accountId, providerId, place, id: person.id, publicKeyHash: hash });
      // Only now: what a page did not live to write, the next one does.
      await remembered(name, waiting, (stored) => {
        const now = stored ?? cover;
        return { ...now, noted: now.noted || isWorthNoting(now) };
      });
    } catch {
      // With the next step, or on the next page.
    } finally {
      noting.delete(name);
    }
  }

  async function step(key: string, taken: Step): Promise<void> {
    const candidate = find(key);
    const check = candidate === undefined ? null : checkOf(candidate);
    if (candidate === undefined || check === null) return;
    const { name, words } = check;
    let before = check.comparing;
    let after = before;
    const cover = await remembered(name, candidate.waiting, (stored) => {
      const entry = entryOf(key)?.standing;
      const current = entry?.kind === 'check' && entry.check.name === name ? entry.check.comparing : check.comparing;
      before = { ...current, cover: stored ?? current.cover };
      after = stepped(before, taken, words);
      return after.cover;
    });
    setPhrase(name, (comparing, row) => (row === key ? after : carried(comparing, before, after)));
    const entry = entryOf(key)?.standing;
    if (entry?.kind === 'check' && entry.check.name === name) tell(candidate, taken, before, after);
    await note(candidate.waiting, check, cover);
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
        const standing = stays(entry, first) ? entry.standing : reading;
        return { key, first, standing, leftOut: isBack && entry?.leftOut === true, asked: true };
      });
      const others = [...before.values()].filter(
        (entry) => stays(entry, entry.first) && !shown.some(({ key }) => key === entry.key),
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
      for (const { key, standing } of open) if (standing.kind === 'unread') set(key, { standing: reading });
      await Promise.all(grouped(open, ({ waiting }) => placeText(waiting), sendSize).map(readPlace));
    },
    async replace(key, read) {
      const candidate = find(key);
      if (candidate === undefined) return;
      const question = {};
      asking.set(key, question);
      set(key, { standing: reading });
      const record = await deps.readActivity().catch(() => null);
      const standing: Entry['standing'] =
        record === null
          ? { kind: 'unread', words: say('confirm_fail_worker') }
          : await checkFor(candidate.waiting, read, record);
      if (asking.get(key) !== question) return;
      asking.delete(key);
      set(key, { standing });
    },
    step,
    async recheck(key) {
      const candidate = find(key);
      const check = candidate === undefined ? null : checkOf(candidate);
      if (candidate === undefined || check === null || check.comparing.same === null) return false;
      const { name, comparing } = check;
      const cover = await remembered(name, candidate.waiting, (stored) => stored ?? comparing.cover);
      if (!cover.closed) return true;
      setPhrase(name, () => ({ cover, same: null, differs: true }));
      return false;
    },
    leaveOut: (key, leftOut) => set(key, { leftOut }),
    drop: (keys) => drop(({ key }) => keys.includes(key)),
    dropAll: (accountId) => drop(({ first }) => accountId === null || first.accountId === accountId),
  };
}
