/** The rows of the table of clients: narrowed, searched, in order, and holding still while somebody is about to click. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import {
  type Arrangement,
  type ClientRow,
  foldQuery,
  keepOrder,
  type ListItem,
  listItems,
  type Scope,
} from '@/lib/domain/client-list';
import { arrangeClients, type ClientColumn, type ClientSort, nextClientSort } from './columns';
import { type ClientFilter, foundClients, inClientFilter, type PeopleIndex } from './filters';
import type { Trend } from './trend';

export interface ClientsListInput {
  readonly rows: ReadonlySignal<readonly ClientRow[]>;
  readonly scope: ReadonlySignal<Scope>;
  readonly people: ReadonlySignal<PeopleIndex>;
  /** Keys of rows where an invitation is ending. */
  readonly ending: ReadonlySignal<ReadonlySet<string>>;
  readonly trendOf: ReadonlySignal<(row: ClientRow) => Trend>;
  readonly filter: ReadonlySignal<ClientFilter>;
  readonly locale: ReadonlySignal<string>;
  readonly sort: ClientSort | null;
}

export interface ClientsList {
  readonly query: ReadonlySignal<string>;
  /** As it is compared. Empty: no search. */
  readonly folded: ReadonlySignal<string>;
  readonly sort: ReadonlySignal<ClientSort | null>;
  /** Headings and rows as they are shown. */
  readonly items: ReadonlySignal<readonly ListItem[]>;
  readonly rows: ReadonlySignal<readonly ClientRow[]>;
  /** Keys of the rows, in the order shown. */
  readonly rowKeys: ReadonlySignal<readonly string[]>;
  /** A fresh look would change order or rows, which hold still because somebody is about to click. */
  readonly moved: ReadonlySignal<boolean>;
  search(text: string): void;
  press(column: ClientColumn): void;
  /** The pointer or the focus came into the table, or left it. */
  hold(by: 'pointer' | 'focus', on: boolean): void;
  sortAgain(): void;
  stop(): void;
}

interface Shown {
  readonly scope: Scope;
  readonly filter: ClientFilter;
  readonly sort: ClientSort | null;
  readonly again: number;
  readonly arrangement: Arrangement;
}

const keysOf = ({ low, rest }: Arrangement): Set<string> => new Set([...low, ...rest].map(({ key }) => key));

export function createClientsList(input: ClientsListInput): ClientsList {
  const query = signal('');
  const sort = signal(input.sort);
  const pointer = signal(false);
  const focus = signal(false);
  const again = signal(0);
  const arrangement = signal<Arrangement>({ low: [], rest: [] });
  const moved = signal(false);
  const folded = computed(() => foldQuery(query.value));
  const collator = computed(() => new Intl.Collator(input.locale.value, { sensitivity: 'base', numeric: true }));

  // What is on the screen, and what it was made for: only new figures may be kept waiting.
  let shown: Shown | null = null;
  const stop = effect(() => {
    const held = pointer.value || focus.value;
    const wanted = { scope: input.scope.value, filter: input.filter.value, sort: sort.value, again: again.value };
    const same =
      shown !== null &&
      shown.scope === wanted.scope &&
      shown.filter === wanted.filter &&
      shown.sort === wanted.sort &&
      shown.again === wanted.again;
    const stay = held && same && shown !== null ? keysOf(shown.arrangement) : null;
    let extra = 0;
    const rows = input.rows.value.filter((row) => {
      if (inClientFilter(row, wanted.filter, input.ending.value.has(row.key))) return true;
      // No longer what was asked for, but under somebody's hands.
      const stays = stay?.has(row.key) ?? false;
      if (stays) extra += 1;
      return stays;
    });
    let next = arrangeClients(rows, wanted.sort, collator.value, input.trendOf.value);
    let differs = extra > 0;
    if (stay !== null && shown !== null) {
      const kept = keepOrder(shown.arrangement, next);
      next = kept.arrangement;
      differs ||= kept.moved;
    }
    shown = { ...wanted, arrangement: next };
    arrangement.value = next;
    moved.value = differs;
  });

  const all = computed(() => {
    const { low, rest } = arrangement.value;
    // Under a filter all rows are of one kind.
    return input.filter.value === 'all' ? listItems({ low, rest }) : listItems({ low: [], rest: [...low, ...rest] });
  });
  // Who types on is looking among what was found already.
  let last: { all: readonly ListItem[]; people: PeopleIndex; query: string; found: readonly ListItem[] } | null = null;
  const items = computed(() => {
    const query = folded.value;
    const people = input.people.value;
    const goesOn = last !== null && last.all === all.value && last.people === people && query.startsWith(last.query);
    const found = foundClients(goesOn && last !== null ? last.found : all.value, query, people);
    last = { all: all.value, people, query, found };
    return found;
  });
  const rows = computed(() => {
    const found: ClientRow[] = [];
    for (const item of items.value) if (item.kind === 'row') found.push(item.row);
    return found;
  });

  return {
    query,
    folded,
    sort,
    items,
    rows,
    rowKeys: computed(() => rows.value.map(({ key }) => key)),
    moved,
    search(text) {
      query.value = text;
    },
    press(column) {
      sort.value = nextClientSort(sort.value, column);
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
