/** The popup's list: search, sort, the order that holds still under a pointer, and the queue above it. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import {
  type Arrangement,
  arrange,
  type ClientRow,
  foldQuery,
  foundItems,
  keepOrder,
  type ListItem,
  listItems,
  nextSort,
  queueLength,
  type Scope,
} from '@/lib/domain/client-list';
import type { Waiting } from '@/lib/domain/model';
import { fold, type Sort, type SortColumn } from '@/lib/domain/seats';

export interface ListInput {
  readonly rows: ReadonlySignal<readonly ClientRow[]>;
  readonly people: ReadonlySignal<readonly Waiting[]>;
  readonly scope: ReadonlySignal<Scope>;
  readonly totals: ReadonlySignal<{ readonly clients: number; readonly people: number }>;
  readonly locale: ReadonlySignal<string>;
  readonly sort: Sort | null;
}

export interface Queue {
  readonly shown: readonly Waiting[];
  /** How many more there are to show; while searching, those who do not match are not counted. */
  readonly more: number;
  readonly total: number;
}

export interface PopupList {
  readonly query: ReadonlySignal<string>;
  /** As it is compared: lower case, no accents. Empty: no search. */
  readonly folded: ReadonlySignal<string>;
  readonly sort: ReadonlySignal<Sort | null>;
  readonly items: ReadonlySignal<readonly ListItem[]>;
  /** Keys of the rows, in the order shown. */
  readonly rowKeys: ReadonlySignal<readonly string[]>;
  readonly queue: ReadonlySignal<Queue>;
  readonly expanded: ReadonlySignal<boolean>;
  /** New figures would change the order, which holds still because somebody is about to click. */
  readonly moved: ReadonlySignal<boolean>;
  search(text: string): void;
  press(column: SortColumn): void;
  expand(all: boolean): void;
  /** The pointer or the focus came into the list, or left it. */
  hold(by: 'pointer' | 'focus', on: boolean): void;
  sortAgain(): void;
  stop(): void;
}

export function createPopupList(input: ListInput): PopupList {
  const query = signal('');
  const sort = signal(input.sort);
  const expanded = signal(false);
  const pointer = signal(false);
  const focus = signal(false);
  const again = signal(0);
  const arrangement = signal<Arrangement>({ low: [], rest: [] });
  const moved = signal(false);
  const folded = computed(() => foldQuery(query.value));
  const collator = computed(() => new Intl.Collator(input.locale.value, { sensitivity: 'base', numeric: true }));

  // The order that is on the screen, and what it was made for: only new figures may be kept waiting.
  let shown: { scope: Scope; sort: Sort | null; again: number; arrangement: Arrangement } | null = null;
  const stop = effect(() => {
    const held = pointer.value || focus.value;
    const wanted = { scope: input.scope.value, sort: sort.value, again: again.value };
    let next = arrange(input.rows.value, wanted.sort, collator.value);
    let differs = false;
    if (held && shown?.scope === wanted.scope && shown.sort === wanted.sort && shown.again === wanted.again) {
      const kept = keepOrder(shown.arrangement, next);
      next = kept.arrangement;
      differs = kept.moved;
    }
    shown = { ...wanted, arrangement: next };
    arrangement.value = next;
    moved.value = differs;
  });

  const all = computed(() => listItems(arrangement.value));
  // Who types on is looking among what was found already.
  let last: { all: readonly ListItem[]; query: string; found: readonly ListItem[] } | null = null;
  const items = computed(() => {
    const query = folded.value;
    const among = last !== null && last.all === all.value && query.startsWith(last.query) ? last.found : all.value;
    const found = foundItems(among, query);
    last = { all: all.value, query, found };
    return found;
  });
  const rowKeys = computed(() => items.value.flatMap((item) => (item.kind === 'row' ? item.key : [])));
  const queue = computed<Queue>(() => {
    const people = input.people.value;
    const total = input.totals.value.people;
    if (folded.value !== '') {
      const found = people.filter((one) =>
        fold(`${one.person.name ?? ''}\n${one.person.email}`).includes(folded.value),
      );
      return { shown: found, more: 0, total };
    }
    const count = expanded.value ? people.length : queueLength(total, input.totals.value.clients);
    return { shown: people.slice(0, count), more: Math.max(0, total - count), total };
  });

  return {
    query,
    folded,
    sort,
    items,
    rowKeys,
    queue,
    expanded,
    moved,
    search(text) {
      query.value = text;
    },
    press(column) {
      sort.value = nextSort(sort.value, column);
    },
    expand(all) {
      expanded.value = all;
    },
    hold(by, on) {
      (by === 'pointer' ? pointer : focus).value = on;
    },
    sortAgain() {
      again.value += 1;
    },
    stop,
  };
}
