/** The desk's model over a made-up store and worker, with a clock and timers that tests move. */
import { signal } from '@preact/signals';
import type { Activity } from '@/lib/domain/activity';
import { deskHash } from '@/lib/domain/desk-route';
import type { JournalEntry } from '@/lib/domain/journal';
import type { Overview } from '@/lib/domain/overview';
import type { Broadcast } from '@/lib/messaging/protocol';
import { createDeskModel, type DeskModel } from '@/lib/view/desk/model';
import { createOverviewModel } from '@/lib/view/overview';
import { english, now as start } from '../domain/english';

export { start };

export interface OpenDesk {
  readonly model: DeskModel;
  readonly asked: [string, unknown][];
  /** Places of the desk, pages of the options and other addresses that were opened. */
  readonly opened: string[];
  /** What the address was made to say, in order. */
  readonly kept: string[];
  readonly files: { name: string; text: string; type: string }[];
  /** What the store answers next; an error is thrown. */
  activity: readonly Activity[] | Error;
  journal: readonly JournalEntry[];
  /** Holds the readings of the record that begin from now on back, until what it answers is called. */
  holdActivity(): () => void;
  show(next: Overview): Promise<void>;
  changed(): Promise<void>;
  pass(ms: number): void;
  /** Does something later, by the clock that `pass` moves. */
  readonly later: (ms: number, work: () => void) => () => void;
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export async function openDesk(first: Overview, { hash = '#/waiting' }: { hash?: string } = {}): Promise<OpenDesk> {
  let now = start;
  let stored = first;
  let timers: { at: number; work: () => void }[] = [];
  let gate: Promise<void> = Promise.resolve();
  const heard: ((message: Broadcast) => void)[] = [];
  const listen = (handle: (message: Broadcast) => void) => {
    heard.push(handle);
    return () => undefined;
  };
  const later = (ms: number, work: () => void): (() => void) => {
    const timer = { at: now + ms, work };
    timers.push(timer);
    return () => {
      timers = timers.filter((other) => other !== timer);
    };
  };
  const overview = createOverviewModel({ read: async () => structuredClone(stored), listen, later });
  const asked: [string, unknown][] = [];
  const opened: string[] = [];
  const kept: string[] = [];
  const files: { name: string; text: string; type: string }[] = [];
  const desk: Omit<OpenDesk, 'model'> = {
    asked,
    opened,
    kept,
    files,
    later,
    activity: [],
    journal: [],
    holdActivity() {
      let open = (): void => undefined;
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return open;
    },
    async show(next) {
      stored = next;
      await desk.changed();
    },
    async changed() {
      for (const handle of heard) handle({ kind: 'changed' });
      await overview.refresh();
      await settled();
    },
    pass(ms) {
      now += ms;
      const due = timers.filter((timer) => timer.at <= now);
      timers = timers.filter((timer) => timer.at > now);
      for (const { work } of due) work();
    },
  };
  const model = createDeskModel({
    keepHash: (next) => void kept.push(next),
    overview,
    ask: async (name, request) => {
      asked.push([name, request]);
      return undefined as never;
    },
    now: () => now,
    online: signal(true),
    openOptions: async (where) => void opened.push(where),
    openPage: async (url) => void opened.push(url),
    openDesk: async (route) => void opened.push(deskHash(route)),
    speech: signal(english),
    hash,
    later,
    readActivity: async () => {
      const answer = desk.activity;
      await gate;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    readJournal: async () => desk.journal,
    listen,
    saveFile: (name, text, type) => void files.push({ name, text, type }),
    version: '9.9.9',
  });
  await overview.refresh();
  await settled();
  return Object.assign(desk, { model });
}
