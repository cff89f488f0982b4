/**
 * What pages know of the store: the overview as it was last read, and how far a running check is. Read again whenever
 * the worker says that something changed. What did not change keeps its identity, so that a page repaints only the rest.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Overview } from '@/lib/domain/overview';
import type { Broadcast } from '@/lib/messaging/protocol';

export interface OverviewDeps {
  /** Reads everything from the store, in one transaction. */
  readonly read: () => Promise<Overview>;
  /** Hears the worker; answers with a function that stops listening. */
  readonly listen: (handle: (message: Broadcast) => void) => () => void;
  /** Does something later; answers with a function that calls it off. */
  readonly later: (ms: number, work: () => void) => () => void;
}

/**
 * A worker that died never says that its check ended. One that lives tells of each step; should a step take longer than
 * this, the next one brings the progress back.
 */
const progressLastsMs = 40_000;

export interface Progress {
  readonly accountId: string;
  readonly done: number;
  /** null: not known yet. */
  readonly total: number | null;
}

export interface OverviewModel {
  /** null until the store has answered once. */
  readonly overview: ReadonlySignal<Overview | null>;
  /** null: no check is running. */
  readonly progress: ReadonlySignal<Progress | null>;
  /** The store could not be read when last asked. */
  readonly unreadable: ReadonlySignal<boolean>;
  /** Reads again. Calls during a reading share the next one. Never rejects. */
  refresh(): Promise<void>;
  stop(): void;
}

/** How a record is recognised among its neighbours. */
const keyOf = (value: object): string | null => {
  const parts = ['accountId', 'providerId', 'place', 'id'].map((part) => Reflect.get(value, part) as unknown);
  return parts.some((part) => typeof part === 'string') ? parts.join('/') : null;
};

const isPlain = (value: unknown): value is object => typeof value === 'object' && value !== null;

function sharedArray(old: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const known = new Map<string, unknown>();
  for (const item of old) {
    const key = isPlain(item) ? keyOf(item) : null;
    if (key !== null) known.set(key, item);
  }
  const items = next.map((item, at) => {
    const key = isPlain(item) ? keyOf(item) : null;
    return shared(key === null ? old[at] : known.get(key), item);
  });
  return items.length === old.length && items.every((item, at) => item === old[at]) ? old : items;
}

/** `next`, but with everything in it that equals a part of `old` being that part. Plain data only. */
export function shared<T>(old: unknown, next: T): T;
export function shared(old: unknown, next: unknown): unknown {
  if (Object.is(old, next)) return old;
  if (!isPlain(old) || !isPlain(next)) return next;
  if (Array.isArray(old) && Array.isArray(next)) return sharedArray(old, next);
  if (Array.isArray(old) || Array.isArray(next)) return next;
  const before = new Map<string, unknown>(Object.entries(old));
  let same = true;
  const merged: [string, unknown][] = [];
  for (const [name, value] of Object.entries(next)) {
    const kept = shared(before.get(name), value);
    merged.push([name, kept]);
    if (!before.has(name) || kept !== before.get(name)) same = false;
  }
  // Not assigned one by one: "__proto__" would not become a field.
  return same && merged.length === before.size ? old : Object.fromEntries(merged);
}

export function createOverviewModel({ read, listen, later }: OverviewDeps): OverviewModel {
  const overview = signal<Overview | null>(null);
  const progress = signal<Progress | null>(null);
  const unreadable = signal(false);
  let stopped = false;
  let running: Promise<void> | null = null;
  let queued: Promise<void> | null = null;

  const once = async (): Promise<void> => {
    try {
      const next = await read();
      if (stopped) return;
      overview.value = shared(overview.value, next);
      unreadable.value = false;
    } catch {
      // Whatever it was: the page goes on showing what it has, and says so.
      if (!stopped) unreadable.value = true;
    }
  };

  const refresh = (): Promise<void> => {
    if (running === null) {
      running = once().finally(() => {
        running = null;
      });
      return running;
    }
    // The reading under way may have begun before the change.
    queued ??= running.then(() => {
      queued = null;
      return refresh();
    });
    return queued;
  };

  let keepProgress = (): void => undefined;
  const silence = listen((message) => {
    if (message.kind === 'changed') {
      void refresh();
      return;
    }
    const { accountId, done, total } = message;
    keepProgress();
    progress.value = accountId === null ? null : { accountId, done, total };
    if (accountId === null) return;
    keepProgress = later(progressLastsMs, () => {
      progress.value = null;
    });
  });

  return {
    overview,
    progress,
    unreadable,
    refresh,
    stop() {
      stopped = true;
      silence();
      keepProgress();
    },
  };
}
