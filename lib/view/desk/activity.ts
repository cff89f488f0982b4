/** The record on the desk: read, filtered, exported, erased. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Activity } from '@/lib/domain/activity';
import { differences, fileEntry, newestFirst } from '@/lib/domain/activity-log';
import {
  inFilter,
  isConfirmation,
  isSighting,
  type RecordEntry,
  type RecordFilter,
  recordTable,
  searchText,
} from '@/lib/domain/activity-record';
import { foldQuery, inScope, type Scope } from '@/lib/domain/client-list';
import { csvText } from '@/lib/domain/csv';
import { datedName } from '@/lib/domain/file-name';
import type { JournalEntry } from '@/lib/domain/journal';
import { sayCount, type Words } from '@/lib/domain/words';
import type { Broadcast } from '@/lib/messaging/protocol';
import type { Speech } from '@/lib/platform/speech';

export interface ActivityDeps {
  /** Confirmations. */
  readonly read: () => Promise<readonly Activity[]>;
  /** Everything else that was done, and what notices told of. */
  readonly readJournal: () => Promise<readonly JournalEntry[]>;
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
  | { readonly kind: 'entry'; readonly key: string; readonly entry: RecordEntry };

export interface ActivityModel {
  /** Everything in scope, newest first; null: not read yet. */
  readonly entries: ReadonlySignal<readonly RecordEntry[] | null>;
  readonly unreadable: ReadonlySignal<boolean>;
  /** When somebody's words were found to differ, in or out of scope; null: not, or not any more. */
  readonly differed: ReadonlySignal<ReturnType<typeof differences>>;
  readonly filter: ReadonlySignal<RecordFilter>;
  readonly counts: ReadonlySignal<Readonly<Record<RecordFilter, number>>>;
  readonly query: ReadonlySignal<string>;
  /** Under their days, as far as filter and search let them through. */
  readonly items: ReadonlySignal<readonly ActivityItem[]>;
  /** The question is on the screen. */
  readonly erasing: Signal<boolean>;
  choose(filter: RecordFilter): void;
  /** Narrows it to a client or a person. */
  search(text: string): void;
  /** Saves what is shown. */
  exportAs(format: 'csv' | 'json'): void;
  erase(): Promise<void>;
  refresh(): Promise<void>;
  stop(): void;
}

/** What was told of an account as a whole belongs to each of its providers. */
const isOfAccount = (scope: Scope, entry: RecordEntry): boolean =>
  isSighting(entry) && entry.providerId === '' && scope?.accountId === entry.accountId;

const dayOf = (at: number): string => new Date(at).toDateString();

function byDay(entries: readonly RecordEntry[]): ActivityItem[] {
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

function jsonText(entries: readonly RecordEntry[], now: number, version: string): string {
  const activity = entries.map(fileEntry);
  const file = { product: 'Provider Desk', version, format: 1, exportedAt: new Date(now).toISOString(), activity };
  return `${JSON.stringify(file, null, 2)}\n`;
}

export function createActivityModel(deps: ActivityDeps): ActivityModel {
  const records = signal<readonly RecordEntry[] | null>(null);
  const unreadable = signal(false);
  const filter = signal<RecordFilter>('all');
  const query = signal('');
  const erasing = signal(false);
  let asked = 0;

  const refresh = async (): Promise<void> => {
    asked += 1;
    const mine = asked;
    try {
      const read: readonly RecordEntry[] = (await Promise.all([deps.read(), deps.readJournal()])).flat();
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
    return records.value?.filter((entry) => inScope(scope, entry) || isOfAccount(scope, entry)) ?? null;
  });
  const folded = computed(() => foldQuery(query.value));
  const texts = computed(() => new Map((entries.value ?? []).map((entry) => [entry.id, searchText(entry)])));
  const matches = ({ id }: RecordEntry): boolean =>
    folded.value === '' || (texts.value.get(id)?.includes(folded.value) ?? false);
  const found = computed(() =>
    (entries.value ?? []).filter((entry) => inFilter(entry, filter.value) && matches(entry)),
  );
  const counts = computed(() => {
    const all = entries.value ?? [];
    const count = (name: RecordFilter): number => all.filter((entry) => inFilter(entry, name)).length;
    return { all: count('all'), did: count('did'), noticed: count('noticed'), problems: count('problems') };
  });
  const silence = deps.listen((message) => {
    if (message.kind === 'changed') void refresh();
  });
  void refresh();

  return {
    entries,
    unreadable,
    differed: computed(() => differences((records.value ?? []).filter(isConfirmation))),
    filter,
    counts,
    query,
    items: computed(() => byDay(found.value)),
    erasing,
    choose(next) {
      filter.value = next;
    },
    search(text) {
      query.value = text;
    },
    exportAs(format) {
      const shown = found.value;
      const file = datedName('activity', deps.now(), format);
      const table = recordTable(shown, deps.speech.value.say);
      if (format === 'csv') deps.saveFile(file, csvText(table), 'text/csv');
      else deps.saveFile(file, jsonText(shown, deps.now(), deps.version), 'application/json');
      // A table has a row for each person, and its head.
      deps.announce(sayCount('activity_saved', format === 'csv' ? table.length - 1 : shown.length, { file }));
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
