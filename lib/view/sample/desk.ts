/**
 * The sample as the desk's source: takes the place of store and worker in one tab. Nothing of it is stored or sent, and
 * all of it goes with the tab.
 */
import type { Activity } from '@/lib/domain/activity';
import { succeed } from '@/lib/domain/failure';
import { type History, historyKeptMs } from '@/lib/domain/history';
import type { JournalEntry } from '@/lib/domain/journal';
import type { Managed } from '@/lib/domain/managed';
import { defaultPreferences, minuteMs, type Preferences } from '@/lib/domain/preferences';
import type { Answers, Broadcast, RequestName, RequestOf } from '@/lib/messaging/protocol';
import type { DeskSource } from '@/lib/view/desk/source';
import { createOverviewModel } from '@/lib/view/overview';
import { createPast } from './past';
import { createSampleServer } from './server';
import { accountId, snapshot } from './snapshot';
import { createWorld } from './world';

export interface SampleDeps {
  readonly now: () => number;
  readonly later: (ms: number, work: () => void) => () => void;
  /** Calls at this pace until the answer is called. */
  readonly every: (ms: number, call: () => void) => () => void;
  /** Language and looks that the person chose already. */
  readonly preferences: Pick<Preferences, 'language' | 'appearance' | 'density' | 'letterKeys'>;
  readonly managed: Managed | undefined;
  /** Says of itself that it is a sample: it stands in files and e-mails as well. */
  readonly providerName: string;
  /** Somebody wants to go to the web vault, which the sample does not have. */
  readonly onVault: () => void;
}

type Handlers = { [N in RequestName]?: (request: RequestOf<N>) => Answers[N] };

export function createSampleDesk(deps: SampleDeps): DeskSource {
  const { language, appearance, density, letterKeys } = deps.preferences;
  let preferences: Preferences = { ...defaultPreferences, language, appearance, density, letterKeys };
  const world = createWorld(deps.now(), deps.providerName);
  const past = createPast(world, deps.now());
  let activity: readonly Activity[] = past.activity;
  const journal = new Map<string, JournalEntry>(past.journal.map((entry) => [entry.id, entry]));
  const serve = createSampleServer(world, deps.now);
  const remembered = new Map<string, string>();

  const listeners = new Set<(message: Broadcast) => void>();
  const listen = (handle: (message: Broadcast) => void): (() => void) => {
    listeners.add(handle);
    return () => void listeners.delete(handle);
  };
  const look = () => snapshot(world, preferences, deps.managed, deps.now());
  /** What the desk knows: read when a worker would have read it, and never halfway. */
  let known = look();
  const changed = (): undefined => {
    for (const handle of listeners) handle({ kind: 'changed' });
    return undefined;
  };
  const read = (): undefined => {
    known = look();
    return changed();
  };
  const prefer = (more: Partial<Preferences>): undefined => {
    preferences = { ...preferences, ...more };
    return read();
  };

  const handlers: Handlers = {
    checkNow: read,
    savePreferences: prefer,
    pause: ({ until }) => prefer({ pausedUntil: until }),
    mute({ client, muted }) {
      const others = preferences.muted.filter(({ clientId }) => clientId !== client.clientId);
      return prefer({ muted: muted ? [...others, client] : others });
    },
    openVault() {
      deps.onVault();
      return undefined;
    },
    lookAgain() {
      read();
      return [];
    },
    readClients() {
      read();
      return succeed(null);
    },
    // The made-up server itself keeps when invitations were sent.
    invited: () => undefined,
    errand: serve,
    note(deed) {
      journal.set(deed.id, deed);
      return changed();
    },
    eraseActivity() {
      activity = [];
      journal.clear();
      return changed();
    },
  };

  deps.every(2 * minuteMs, read);
  return {
    overview: createOverviewModel({ read: async () => known, listen, later: deps.later }),
    async ask<N extends RequestName>(name: N, request: RequestOf<N>): Promise<Answers[N]> {
      const handle = handlers[name];
      if (handle === undefined) throw new Error(`the sample cannot ${name}`);
      return handle(request);
    },
    listen,
    readActivity: async () => [...activity],
    readJournal: async () => [...journal.values()],
    async readHistory({ providerId }): Promise<readonly History[]> {
      const since = deps.now() - historyKeptMs;
      return world.clients.map(({ id, steps }) => ({
        accountId,
        providerId,
        clientId: id,
        steps: steps.filter(({ at }) => at > since),
      }));
    },
    storage: {
      getItem: (key) => remembered.get(key) ?? null,
      setItem: (key, text) => void remembered.set(key, text),
      removeItem: (key) => void remembered.delete(key),
    },
  };
}
