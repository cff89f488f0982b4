/** A popup's model over a made-up store and worker, with a clock and timers that tests move. */
import { signal } from '@preact/signals';
import type { ClientRow, Scope } from '@/lib/domain/client-list';
import { deskHash } from '@/lib/domain/desk-route';
import type { Client } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import type { Words } from '@/lib/domain/words';
import type { Broadcast } from '@/lib/messaging/protocol';
import { createOverviewModel } from '@/lib/view/overview';
import { createPopupMemory } from '@/lib/view/popup/memory';
import { createPopupModel, type PopupModel } from '@/lib/view/popup/model';
import { account, client, overviewOf, place, provider } from '../domain/samples';

export const start = Date.UTC(2026, 10, 21, 9, 0);
export const minute = 60_000;

export const harbour = (
  more: Partial<Overview> = {},
  clients: readonly Client[] = [client('1'), client('2')],
): Overview =>
  overviewOf({
    accounts: [account({ profileReadAt: start - minute })],
    providers: [provider()],
    lists: [{ accountId: 'a', providerId: 'p', readAt: start - minute, clients: [...clients] }],
    places: [place('team', [], { readAt: start - minute })],
    ...more,
  });

export class Storage {
  readonly entries = new Map<string, string>();
  getItem = (key: string): string | null => this.entries.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.entries.set(key, value);
  removeItem = (key: string): void => void this.entries.delete(key);
}

export interface Desk {
  readonly model: PopupModel;
  readonly asked: [string, unknown][];
  readonly opened: string[];
  readonly online: { value: boolean };
  show(next: Overview): Promise<void>;
  progress(message: Extract<Broadcast, { kind: 'progress' }>): void;
  pass(ms: number): void;
  failing: boolean;
}

export async function open(
  first: Overview,
  options: { wanted?: Scope; storage?: Storage; online?: boolean } = {},
): Promise<Desk> {
  let now = start;
  let stored = first;
  let heard = (_: Broadcast): void => undefined;
  let timers: { at: number; work: () => void }[] = [];
  const asked: [string, unknown][] = [];
  const opened: string[] = [];
  const online = signal(options.online ?? true);
  const later = (ms: number, work: () => void): (() => void) => {
    const timer = { at: now + ms, work };
    timers.push(timer);
    return () => {
      timers = timers.filter((other) => other !== timer);
    };
  };
  const overview = createOverviewModel({
    read: async () => structuredClone(stored),
    listen(handle) {
      heard = handle;
      return () => undefined;
    },
    later,
  });
  const desk = {
    asked,
    opened,
    online,
    failing: false,
    async show(next: Overview) {
      stored = next;
      heard({ kind: 'changed' });
      await overview.refresh();
    },
    progress: (message: Broadcast) => heard(message),
    pass(ms: number) {
      now += ms;
      const due = timers.filter((timer) => timer.at <= now);
      timers = timers.filter((timer) => timer.at > now);
      for (const { work } of due) work();
      desk.model.tick();
    },
    model: createPopupModel({
      overview,
      ask: async (name, request) => {
        asked.push([name, request]);
        if (desk.failing) throw new Error('no worker');
        return undefined as never;
      },
      memory: createPopupMemory(options.storage ?? new Storage()),
      now: () => now,
      online,
      locale: signal('en'),
      openOptions: async (hash) => void opened.push(hash),
      openPage: async (url) => void opened.push(url),
      openDesk: async (route) => void opened.push(deskHash(route)),
      later,
      wanted: options.wanted ?? null,
    }),
  };
  await overview.refresh();
  return desk;
}

export const firstRow = ({ model }: Desk): ClientRow => {
  const [row] = model.data.rows.value;
  if (row === undefined) throw new Error('no row');
  return row;
};
export const keysOf = (words: readonly Words[]): string[] => words.map((one) => one.key);
