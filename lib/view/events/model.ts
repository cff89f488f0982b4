/** An event log on the desk: which days, what of it, by whom, and as a table. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { clientEvents, type EventRange, providerEvents } from '@/lib/bitwarden/administration/events';
import { organization } from '@/lib/bitwarden/administration/organization';
import { foldQuery } from '@/lib/domain/client-list';
import { type Cell, csvText } from '@/lib/domain/csv';
import { type EventKind, eventKinds } from '@/lib/domain/event-log';
import { type EventLine, eventLine } from '@/lib/domain/event-words';
import type { Failure } from '@/lib/domain/failure';
import { datedName } from '@/lib/domain/file-name';
import type { ProviderKey } from '@/lib/domain/keys';
import type { Overview } from '@/lib/domain/overview';
import { dayMs } from '@/lib/domain/time';
import { type MessageKey, say, sayCount, type Words } from '@/lib/domain/words';
import type { DeskTools } from '@/lib/view/desk/tools';
import { createNames } from './names';
import { createPaging } from './paging';
import { dateText, type OwnDates, type RangeChoice, readRange } from './range';

export interface EventLogDeps {
  readonly tools: Pick<DeskTools, 'work' | 'speech' | 'now' | 'saveFile' | 'announce' | 'speak'>;
  readonly overview: ReadonlySignal<Overview | null>;
  readonly where: ProviderKey;
  /** Whose log it is; null: the provider's. */
  readonly clientId: string | null;
}

export type EventItem =
  /** `at`: an instant of that day; null: events whose date cannot be read. */
  | { readonly kind: 'day'; readonly key: string; readonly at: number | null }
  | { readonly kind: 'line'; readonly key: string; readonly line: EventLine };

export type KindFilter = EventKind | 'all';

export interface EventLogModel {
  readonly choice: ReadonlySignal<RangeChoice>;
  readonly own: ReadonlySignal<OwnDates>;
  /** What is wrong with the dates; null: nothing, or not asked yet. */
  readonly problem: ReadonlySignal<MessageKey | null>;
  readonly busy: ReadonlySignal<boolean>;
  /** A pause that the server asks for ends then, epoch ms; null: none. */
  readonly pausedUntil: ReadonlySignal<number | null>;
  readonly failure: ReadonlySignal<Failure | null>;
  readonly namesFailure: ReadonlySignal<Failure | null>;
  readonly readAt: ReadonlySignal<number | null>;
  /** The days that were read, whatever is chosen meanwhile; null: nothing was yet. */
  readonly period: ReadonlySignal<EventRange | null>;
  /** How many events were read; `whole`: that is all of the period. */
  readonly loaded: ReadonlySignal<{ readonly count: number; readonly whole: boolean }>;
  readonly quiet: ReadonlySignal<number>;
  /** The plan keeps no log; null: not known. Asked only where nothing is there. */
  readonly keepsNone: ReadonlySignal<boolean | null>;
  readonly kind: ReadonlySignal<KindFilter>;
  readonly kinds: ReadonlySignal<readonly { readonly kind: KindFilter; readonly count: number }[]>;
  readonly query: ReadonlySignal<string>;
  /** How many the filter and the search let through. */
  readonly shown: ReadonlySignal<number>;
  readonly items: ReadonlySignal<readonly EventItem[]>;
  /** Reads the newest events, where that was not done yet. */
  open(): void;
  /** Reads the period from its end again. */
  refresh(): void;
  chooseRange(choice: RangeChoice): void;
  setOwn(dates: Partial<OwnDates>): void;
  /** Reads the dates that were entered. */
  applyOwn(): void;
  more(): void;
  chooseKind(kind: KindFilter): void;
  search(query: string): void;
  showAll(): void;
  exportCsv(): void;
}

const dayKey = (at: number | null): string => (at === null ? '' : new Date(at).toDateString());

function byDay(lines: readonly EventLine[]): EventItem[] {
  const items: EventItem[] = [];
  let day: string | null = null;
  lines.forEach((line, place) => {
    const { at } = line.event;
    if (dayKey(at) !== day) {
      day = dayKey(at);
      items.push({ kind: 'day', key: `day-${day}-${place}`, at });
    }
    items.push({ kind: 'line', key: `line-${place}`, line });
  });
  return items;
}

const kindKey = (kind: KindFilter): MessageKey => `events_kind_${kind}`;

const columns: readonly MessageKey[] = [
  'events_col_time',
  'events_col_what',
  'events_col_by',
  'events_col_kind',
  'events_col_number',
  'events_col_device',
  'events_col_address',
];

/** Head and rows; times as ISO 8601 in UTC. */
export const eventTable = (lines: readonly EventLine[], text: (words: Words) => string): Cell[][] => [
  columns.map((key) => text(say(key))),
  ...lines.map(({ event, what, by, kind, device }): Cell[] => [
    event.at === null ? null : new Date(event.at).toISOString(),
    text(what),
    by === null ? null : text(by),
    text(say(kindKey(kind))),
    event.type,
    device === null ? null : text(device),
    event.ipAddress,
  ]),
];

export const kindWords = (kind: KindFilter): Words => say(kindKey(kind));

export function createEventLogModel({ tools, overview, where, clientId }: EventLogDeps): EventLogModel {
  const { work, speech, now } = tools;
  const choice = signal<RangeChoice>('30');
  const own = signal<OwnDates>({ from: dateText(now() - 6 * dayMs), to: dateText(now()) });
  const problem = signal<MessageKey | null>(null);
  const kind = signal<KindFilter>('all');
  const query = signal('');
  const keepsNone = signal<boolean | null>(null);
  const names = createNames({ run: work.run, overview, where, clientId });
  const paging = createPaging(
    (range, next) =>
      work.run(
        where.accountId,
        clientId === null ? providerEvents(where.providerId, range, next) : clientEvents(clientId, range, next),
      ),
    now,
  );

  /** Once the newest page is there: who is meant, or why there is nothing. */
  async function lookInto(count: number): Promise<void> {
    if (count > 0) return names.read();
    if (clientId === null || !paging.whole.value || paging.failure.value !== null || keepsNone.value !== null) return;
    const plan = await work.run(where.accountId, organization(clientId));
    if (plan.ok) keepsNone.value = !plan.value.hasEvents;
  }

  async function start(): Promise<void> {
    const reading = readRange(choice.value, own.value, now());
    problem.value = reading.ok ? null : reading.problem;
    if (!reading.ok) return;
    // What another period may not have would look like an empty log.
    if (kind.value === 'other') kind.value = 'all';
    await told(paging.start(reading.range));
  }

  async function told(step: Promise<number>): Promise<void> {
    const count = await step;
    if (count > 0) tools.speak([sayCount('events_live', count)]);
    await lookInto(paging.events.value.length);
  }

  const provider = computed(
    () =>
      overview.value?.providers.find(({ accountId, id }) => accountId === where.accountId && id === where.providerId)
        ?.name ?? null,
  );
  const lines = computed(() => paging.events.value.map((event) => eventLine(event, names.book.value, provider.value)));
  /** What a search compares with; made only when somebody searches. */
  const texts = computed(() => {
    const { say: text } = speech.value;
    return lines.value.map(({ event, what, by, device }) =>
      foldQuery(
        [text(what), by && text(by), device && text(device), event.ipAddress, String(event.type)]
          .filter(Boolean)
          .join(' '),
      ),
    );
  });
  const found = computed(() => {
    const wanted = foldQuery(query.value);
    const searched = wanted === '' ? lines.value : lines.value.filter((_, at) => texts.value[at]?.includes(wanted));
    return kind.value === 'all' ? searched : searched.filter((line) => line.kind === kind.value);
  });

  return {
    choice,
    own,
    problem,
    busy: paging.busy,
    pausedUntil: work.pausedUntil,
    failure: paging.failure,
    namesFailure: names.failure,
    readAt: paging.readAt,
    period: paging.period,
    loaded: computed(() => ({ count: paging.events.value.length, whole: paging.whole.value })),
    quiet: paging.quiet,
    keepsNone,
    kind,
    kinds: computed(() => {
      const counts = new Map<EventKind, number>();
      for (const line of lines.value) counts.set(line.kind, (counts.get(line.kind) ?? 0) + 1);
      const each = eventKinds.map((name) => ({ kind: name, count: counts.get(name) ?? 0 }));
      // What is not known here has a place only where there is any.
      return [
        { kind: 'all' as const, count: lines.value.length },
        ...each.filter(({ kind: name, count }) => name !== 'other' || count > 0),
      ];
    }),
    query,
    shown: computed(() => found.value.length),
    items: computed(() => byDay(found.value)),
    open() {
      if (paging.readAt.value === null && !paging.busy.value) void start();
    },
    refresh: () => void start(),
    chooseRange(next) {
      choice.value = next;
      problem.value = null;
      if (next !== 'own') void start();
    },
    setOwn(dates) {
      own.value = { ...own.value, ...dates };
      problem.value = null;
    },
    applyOwn: () => void start(),
    more: () => void told(paging.more()),
    chooseKind(next) {
      kind.value = next;
    },
    search(text) {
      query.value = text;
    },
    showAll() {
      kind.value = 'all';
      query.value = '';
    },
    exportCsv() {
      const rows = found.value;
      const file = datedName('events', now(), 'csv');
      tools.saveFile(file, csvText(eventTable(rows, speech.value.say)), 'text/csv');
      const more = !paging.whole.value;
      tools.announce(sayCount(more ? 'events_saved_part' : 'events_saved', rows.length, { file }));
    },
  };
}
