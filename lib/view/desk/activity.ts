/** The record on the desk: read, filtered, exported, erased. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Activity } from '@/lib/domain/activity';
import {
  type ActivityFilter,
  activityTable,
  differences,
  fileEntry,
  inFilter,
  newestFirst,
} from '@/lib/domain/activity-log';
import { inScope, type Scope } from '@/lib/domain/client-list';
import { csvText } from '@/lib/domain/csv';
import { datedName } from '@/lib/domain/file-name';
import { sayCount, type Words } from '@/lib/domain/words';
import type { Broadcast } from '@/lib/messaging/protocol';
import type { Speech } from '@/lib/platform/speech';

export interface ActivityDeps {
  readonly read: () => Promise<readonly Activity[]>;
  readonly listen: (handle: (message: Broadcast) => void) => () => void;
  /** Answers when the worker has, or has not. Never rejects. */
  readonly erase: () => Promise<void>;
  readonly saveFile: (name: string, text: string, type: string) => void;
  readonly announce: (words: Words) => void;
  readonly speech: ReadonlySignal<Speech>;
  readonly scope: ReadonlySignal<Scope>;
  /** Providers to choose from: of one alone, what was done for others before is shown as well. */
  readonly several: ReadonlySignal<readonly unknown[]>;
  readonly now: () => number;
  readonly version: string;
}

export type ActivityItem =
  /** `at`: an instant of that day. */
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'entry'; readonly key: string; readonly entry: Activity };

export interface ActivityModel {
  /** Everything in scope, newest first; null: not read yet. */
  readonly entries: ReadonlySignal<readonly Activity[] | null>;
  readonly unreadable: ReadonlySignal<boolean>;
  /** When somebody's words were found to differ, in or out of scope; null: not, or not any more. */
  readonly differed: ReadonlySignal<ReturnType<typeof differences>>;
  readonly filter: ReadonlySignal<ActivityFilter>;
  readonly counts: ReadonlySignal<Readonly<Record<ActivityFilter, number>>>;
  /** Under their days, as far as the filter lets them through. */
  readonly items: ReadonlySignal<readonly ActivityItem[]>;
  /** The question is on the screen. */
  readonly erasing: Signal<boolean>;
  choose(filter: ActivityFilter): void;
  /** Saves what is shown. */
  exportAs(format: 'csv' | 'json'): void;
  erase(): Promise<void>;
  refresh(): Promise<void>;
  stop(): void;
}

const dayOf = (at: number): string => new Date(at).toDateString();

function byDay(entries: readonly Activity[]): ActivityItem[] {
  const items: ActivityItem[] = [];
  let day = '';
  for (const entry of entries) {
    if (dayOf(entry.at) !== day) {
      day = dayOf(entry.at);
      items.push({ kind: 'day', key: `day-${day}`, at: entry.at });
    }
    items.push({ kind: 'entry', key: entry.id, entry });
  }
  return items;
}

function jsonText(entries: readonly Activity[], now: number, version: string): string {
  const activity = entries.map(fileEntry);
  const file = { product: 'Provider Desk', version, format: 1, exportedAt: new Date(now).toISOString(), activity };
  return `${JSON.stringify(file, null, 2)}\n`;
}

export function createActivityModel(deps: ActivityDeps): ActivityModel {
  const records = signal<readonly Activity[] | null>(null);
  const unreadable = signal(false);
  const filter = signal<ActivityFilter>('all');
  const erasing = signal(false);
  let asked = 0;

  const refresh = async (): Promise<void> => {
    asked += 1;
    const mine = asked;
    try {
      const read = await deps.read();
      // A reading that began later knows more.
      if (mine !== asked) return;
      records.value = [...read].sort(newestFirst);
      unreadable.value = false;
    } catch {
      if (mine === asked) unreadable.value = true;
    }
  };

  const entries = computed(() => {
    const scope = deps.several.value.length > 1 ? deps.scope.value : null;
    return records.value?.filter((entry) => inScope(scope, entry)) ?? null;
  });
  const found = computed(() => (entries.value ?? []).filter((entry) => inFilter(entry, filter.value)));
  const counts = computed(() => {
    const all = entries.value ?? [];
    const count = (name: ActivityFilter): number => all.filter((entry) => inFilter(entry, name)).length;
    return { all: count('all'), confirmed: count('confirmed'), problems: count('problems') };
  });
  const silence = deps.listen((message) => {
    if (message.kind === 'changed') void refresh();
  });
  void refresh();

  return {
    entries,
    unreadable,
    differed: computed(() => differences(records.value ?? [])),
    filter,
    counts,
    items: computed(() => byDay(found.value)),
    erasing,
    choose(next) {
      filter.value = next;
    },
    exportAs(format) {
      const shown = found.value;
      const file = datedName('activity', deps.now(), format);
      if (format === 'csv') deps.saveFile(file, csvText(activityTable(shown, deps.speech.value.say)), 'text/csv');
      else deps.saveFile(file, jsonText(shown, deps.now(), deps.version), 'application/json');
      deps.announce(sayCount('activity_saved', shown.length, { file }));
    },
    async erase() {
      await deps.erase();
      await refresh();
      erasing.value = false;
    },
    refresh,
    stop: silence,
  };
}
