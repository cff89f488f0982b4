/** The queue of the desk: filter, search, what is ticked, and an order that holds still under a pointer or a focus. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { foldQuery, type Scope } from '@/lib/domain/client-list';
import { providerKeyText, type Waiting } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import {
  foundGroups,
  keepGroups,
  type WaitingFilter,
  type WaitingGroup,
  type WaitingItem,
  type WaitingRow,
  waitingGroups,
  waitingItems,
} from '@/lib/domain/waiting-list';

export interface WaitingInput {
  readonly overview: ReadonlySignal<Overview | null>;
  readonly scope: ReadonlySignal<Scope>;
  readonly now: ReadonlySignal<number>;
  readonly locale: ReadonlySignal<string>;
}

/** An entry of the list to filter by. */
export interface FilterEntry {
  readonly key: string;
  readonly group: WaitingGroup;
  /** null: a place; else the provider as a whole. */
  readonly provider: string | null;
  readonly count: number;
}

export interface WaitingModel {
  readonly query: ReadonlySignal<string>;
  /** As it is compared. Empty: no search. */
  readonly folded: ReadonlySignal<string>;
  /** What was chosen, as long as somebody waits there. */
  readonly filter: ReadonlySignal<WaitingFilter>;
  /** What was chosen, whether or not somebody waits there. */
  readonly wanted: ReadonlySignal<WaitingFilter>;
  readonly filters: ReadonlySignal<readonly FilterEntry[]>;
  /** Several providers are on the page, and have headings. */
  readonly several: ReadonlySignal<boolean>;
  readonly items: ReadonlySignal<readonly WaitingItem[]>;
  /** Those of muted clients, who count nowhere; search and filter hold for them too. */
  readonly muted: ReadonlySignal<readonly WaitingItem[]>;
  /** Everybody in the queue, before filter and search. */
  readonly total: ReadonlySignal<number>;
  readonly mutedTotal: ReadonlySignal<number>;
  /** Keys of the rows in the order shown, those of muted clients last. */
  readonly rowKeys: ReadonlySignal<readonly string[]>;
  /** Those shown in the queue who can be compared here. */
  readonly comparable: ReadonlySignal<readonly Waiting[]>;
  /** Keys of everybody who can, shown or not, muted or not. */
  readonly comparableKeys: ReadonlySignal<ReadonlySet<string>>;
  /** Filter or search leave some out. */
  readonly narrowed: ReadonlySignal<boolean>;
  readonly ticked: ReadonlySignal<ReadonlySet<string>>;
  /** Who is ticked, in the order of the queue. */
  readonly chosen: ReadonlySignal<readonly Waiting[]>;
  /** How many of them filter and search hide just now. */
  readonly hidden: ReadonlySignal<number>;
  find(key: string): Waiting | null;
  search(text: string): void;
  choose(filter: WaitingFilter): void;
  tick(key: string, on: boolean): void;
  untick(): void;
  showMuted(on: boolean): void;
  readonly mutedShown: ReadonlySignal<boolean>;
  /** The pointer or the focus came into the list, or left it. */
  hold(by: 'pointer' | 'focus', on: boolean): void;
  stop(): void;
}

const none: ReadonlySet<string> = new Set();
const rowsOf = (groups: readonly WaitingGroup[]): WaitingRow[] => groups.flatMap((group) => group.rows);
const providerOf = ({ provider }: WaitingGroup): string =>
  providerKeyText({ accountId: provider.accountId, providerId: provider.id });

function filterEntries(groups: readonly WaitingGroup[]): FilterEntry[] {
  const entries: FilterEntry[] = [];
  const several = new Set(groups.map(providerOf)).size > 1;
  let before = '';
  for (const group of groups) {
    const provider = providerOf(group);
    if (several && provider !== before) {
      const mine = groups.filter((other) => providerOf(other) === provider);
      entries.push({ key: provider, group, provider, count: rowsOf(mine).length });
    }
    before = provider;
    entries.push({ key: group.key, group, provider: null, count: group.rows.length });
  }
  return entries;
}

export function createWaitingModel(input: WaitingInput): WaitingModel {
  const query = signal('');
  const wanted = signal<WaitingFilter>(null);
  const marks = signal<ReadonlySet<string>>(none);
  const mutedShown = signal(false);
  const pointer = signal(false);
  const focus = signal(false);
  const folded = computed(() => foldQuery(query.value));
  const collator = computed(() => new Intl.Collator(input.locale.value, { sensitivity: 'base', numeric: true }));

  const fresh = computed(() => {
    const overview = input.overview.value;
    return overview === null
      ? { counted: [], muted: [] }
      : waitingGroups({ overview, scope: input.scope.value, now: input.now.value, collator: collator.value });
  });

  // The order that is on the screen, and for which scope: only newcomers may be kept at the end.
  const groups = signal<readonly WaitingGroup[]>([]);
  let shown: { scope: Scope; groups: readonly WaitingGroup[] } | null = null;
  const stop = effect(() => {
    const held = pointer.value || focus.value;
    const scope = input.scope.value;
    const { counted } = fresh.value;
    const next = held && shown !== null && shown.scope === scope ? keepGroups(shown.groups, counted) : counted;
    shown = { scope, groups: next };
    groups.value = next;
  });

  const several = computed(() => new Set([...fresh.value.counted, ...fresh.value.muted].map(providerOf)).size > 1);
  const filters = computed(() => filterEntries(fresh.value.counted));
  const filter = computed(() =>
    wanted.value !== null && filters.value.some(({ key }) => key === wanted.value) ? wanted.value : null,
  );
  const found = computed(() => foundGroups(groups.value, filter.value, folded.value));
  const foundMuted = computed(() => foundGroups(fresh.value.muted, filter.value, folded.value));
  const everybody = computed(() => [...rowsOf(groups.value), ...rowsOf(fresh.value.muted)]);
  const byKey = computed(() => new Map(everybody.value.map((row) => [row.key, row.waiting])));
  const able = computed(
    () =>
      new Set(
        [...groups.value, ...fresh.value.muted].flatMap((group) =>
          group.obstacle === null ? group.rows.map((row) => row.key) : [],
        ),
      ),
  );
  // Whoever left, or cannot be compared any more, is not ticked any more.
  const ticked = computed(() => new Set([...marks.value].filter((key) => able.value.has(key))));
  const chosen = computed(() => everybody.value.filter((row) => ticked.value.has(row.key)).map((row) => row.waiting));
  const rowKeys = computed(() =>
    [...rowsOf(found.value), ...(mutedShown.value ? rowsOf(foundMuted.value) : [])].map((row) => row.key),
  );
  const hidden = computed(() => {
    const here = new Set(rowKeys.value);
    return [...ticked.value].filter((key) => !here.has(key)).length;
  });

  return {
    query,
    folded,
    filter,
    wanted,
    filters,
    several,
    items: computed(() => waitingItems(found.value, several.value)),
    muted: computed(() => waitingItems(foundMuted.value, several.value)),
    total: computed(() => rowsOf(fresh.value.counted).length),
    mutedTotal: computed(() => rowsOf(fresh.value.muted).length),
    rowKeys,
    comparable: computed(() =>
      found.value.flatMap((group) => (group.obstacle === null ? group.rows.map((row) => row.waiting) : [])),
    ),
    comparableKeys: able,
    narrowed: computed(() => filter.value !== null || folded.value !== ''),
    ticked,
    chosen,
    hidden,
    find: (key) => byKey.value.get(key) ?? null,
    search(text) {
      query.value = text;
    },
    choose(next) {
      wanted.value = next;
    },
    tick(key, on) {
      const next = new Set(ticked.value);
      if (on) next.add(key);
      else next.delete(key);
      marks.value = next;
    },
    untick() {
      marks.value = none;
    },
    showMuted(on) {
      mutedShown.value = on;
    },
    mutedShown,
    hold(by, on) {
      (by === 'pointer' ? pointer : focus).value = on;
    },
    stop,
  };
}
