// biome-ignore-all lint/a11y/useSemanticElements: a grid with the roles of a table, because only some of its rows are in the page.
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are read; the controls in them have the focus.
import type { VNode } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useDesk } from '@/components/desk/shell/context';
import { useHides } from '@/components/desk/shell/Unless';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { WindowedRows } from '@/components/ui/WindowedRows';
import type { ClientRow, ListItem } from '@/lib/domain/client-list';
import { type MessageKey, say, sayCount } from '@/lib/domain/words';
import { shortDateText } from '@/lib/view/client/dates';
import { type ClientColumn, clientColumns } from '@/lib/view/clients/columns';
import { foundPeople } from '@/lib/view/clients/filters';
import { trendKey, trendWords } from '@/lib/view/clients/notes';
import type { Trend } from '@/lib/view/clients/trend';
import { ClientLine } from './ClientLine';
import { useClients } from './context';
import type { RowPart } from './keys';

/** Where the keyboard is in the table, and where it is about to go. */
export interface RowFocus {
  /** The row that Tab reaches. */
  readonly stop: string | null;
  /** Takes the focus as soon as it is in the page. */
  readonly goal: { readonly key: string; readonly part: RowPart } | null;
}

const heads: Readonly<Record<ClientColumn, MessageKey>> = {
  client: 'popup_head_client',
  plan: 'clients_head_plan',
  assigned: 'popup_head_assigned',
  used: 'popup_head_used',
  remaining: 'popup_head_remaining',
  days: 'clients_head_days',
  people: 'clients_head_people',
};

/** As measured last: a table that comes back after a search that found nothing is drawn once. */
let known = { row: 42, group: 32 };

const isGroup = (item: ListItem | undefined): boolean => item?.kind === 'group';

/** Indexes of the headings: the first line, and the one after as many rows as that counts. */
function groupsOf(items: readonly ListItem[]): number[] {
  const [first] = items;
  if (first?.kind !== 'group') return [];
  return isGroup(items[first.count + 1]) ? [0, first.count + 1] : [0];
}

/** Says each trend once. */
function sentences(say: (trend: Trend) => string): (trend: Trend) => string {
  const known = new Map<string, string>();
  return (trend) => {
    const key = trendKey(trend);
    const before = known.get(key);
    if (before !== undefined) return before;
    const sentence = say(trend);
    known.set(key, sentence);
    return sentence;
  };
}

/** The control of a row, if it is in the page. */
function partOf(key: string, part: RowPart): HTMLElement | null {
  const found = document.querySelector<HTMLElement>(`[data-client="${CSS.escape(key)}"] [data-part="${part}"]`);
  return part === 'more' ? (found?.querySelector('button') ?? null) : found;
}

/** All clients that are shown. */
export function ClientTable({ focus, onFocus }: { focus: RowFocus; onFocus: (focus: RowFocus) => void }) {
  const { model, speech } = useDesk();
  const clients = useClients();
  const hides = useHides();
  const { say: text } = speech.value;
  const { list } = clients;
  const items = list.items.value;
  const table = useRef<HTMLElement | null>(null);
  const [height, setHeight] = useState(known);
  // Lines are told apart by their place, so that a search changes texts instead of building rows anew. While the focus is
  // in a row, that row has to keep its element wherever it goes: these are the places as they were then.
  const held = useRef<ReadonlyMap<string, string> | null>(null);

  // Heights as they are on the screen: text size, density and width change them.
  useLayoutEffect(() => {
    const measure = (): void => {
      const of = (kind: keyof typeof known, otherwise: number): number =>
        table.current?.querySelector<HTMLElement>(`[data-line="${kind}"]`)?.getBoundingClientRect().height || otherwise;
      setHeight((old) => {
        const next = { row: of('row', old.row), group: of('group', old.group) };
        // A fraction of a pixel counts where there are thousands: in rows, but not in two headings.
        if (next.row === old.row && Math.abs(next.group - old.group) < 1) return old;
        known = next;
        return next;
      });
    };
    measure();
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, [model.data.source.value?.preferences.density, items.length > 0, isGroup(items[0])]);

  useLayoutEffect(() => {
    if (focus.goal !== null) partOf(focus.goal.key, focus.goal.part)?.focus();
  }, [focus.goal]);

  // A table that goes lets go.
  useLayoutEffect(
    () => () => {
      list.hold('pointer', false);
      list.hold('focus', false);
    },
    [list],
  );

  const focusAt = focus.stop === null ? -1 : items.findIndex((item) => item.key === focus.stop);
  // Tab comes to the first row until another has had the focus.
  const stopAt = focusAt >= 0 ? focusAt : isGroup(items[0]) ? 1 : 0;

  const query = list.folded.value;
  const names = clients.providerNames.value;
  const trendOf = clients.trendOf.value;
  const people = clients.people.value;
  const said = speech.value;
  const unnamed = text(say('provider_unnamed'));
  const saidOf = useMemo(
    () => sentences((trend) => said.say(trendWords(trend, (at) => shortDateText(said.locale, at)))),
    [said],
  );
  const providerOf = (row: ClientRow): string | null =>
    names === null ? null : (names.get(`${row.accountId}/${row.providerId}`) ?? unnamed);
  const draw = (item: ListItem, at: number): VNode => {
    // Head and sums are rows 1 and 2.
    const index = at + 3;
    if (item.kind === 'group') return <Group item={item} index={index} />;
    const trend = trendOf(item.row);
    return (
      <ClientLine
        row={item.row}
        index={index}
        stop={at === stopAt}
        provider={providerOf(item.row)}
        trend={trend}
        trendSaid={saidOf(trend)}
        query={query}
        found={foundPeople(item.row, query, people)}
        speech={said}
        clients={clients}
        hides={hides}
      />
    );
  };
  // As long as nothing else changes, a line that is there is not drawn again while one scrolls.
  const drawn = new Map<ListItem, { readonly at: number; readonly line: VNode }>();
  const render = (item: ListItem, at: number): VNode => {
    const before = drawn.get(item);
    if (before?.at === at) return before.line;
    const line = draw(item, at);
    drawn.set(item, { at, line });
    return line;
  };

  return (
    // The button that sorts again belongs to what holds still: on the way to it nothing may be sorted.
    <div
      class="sheet ct-sheet"
      onPointerEnter={() => list.hold('pointer', true)}
      onPointerLeave={() => list.hold('pointer', false)}
      onFocusIn={({ target }) => {
        // What is in the page now keeps its element as long as the focus is in here.
        held.current ??= new Map(items.map(({ key }, at) => [key, `${at}`]));
        list.hold('focus', true);
        const row = target instanceof Element ? target.closest<HTMLElement>('[data-client]') : null;
        const key = row?.dataset.client;
        if (key !== undefined && key !== focus.stop) onFocus({ stop: key, goal: null });
      }}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        // From row to row is not out of the table.
        if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return;
        held.current = null;
        list.hold('focus', false);
      }}
    >
      {list.moved.value && (
        <p class="ct-moved">
          <span class="grow">{text(say('popup_order_changed'))}</span>
          <Button
            small
            kind="plain"
            onClick={() => {
              list.sortAgain();
              // The button goes, and takes the focus with it.
              list.hold('focus', false);
            }}
          >
            {text(say('popup_sort_again'))}
          </Button>
        </p>
      )}
      <section
        ref={table}
        class="ct"
        role="table"
        aria-label={text(say('popup_clients'))}
        aria-rowcount={items.length + 2}
      >
        <Head />
        <SumLine />
        <WindowedRows
          items={items}
          keyOf={(item, at) => held.current?.get(item.key) ?? (held.current === null ? `${at}` : item.key)}
          heights={{
            line: height.row,
            others: groupsOf(items).map((at) => ({ at, by: height.group - height.row })),
          }}
          pinned={[stopAt]}
          render={render}
          typed={query}
        />
      </section>
    </div>
  );
}

function Head() {
  const { speech } = useDesk();
  const { list } = useClients();
  const { say: text } = speech.value;
  const sort = list.sort.value;
  return (
    <div class="ct-row ct-head" role="row" aria-rowindex={1}>
      {clientColumns.map((column) => {
        const on = sort?.column === column;
        const order = on ? (sort.descending ? 'descending' : 'ascending') : 'none';
        return (
          <span
            key={column}
            role="columnheader"
            aria-sort={order}
            class={on ? `ct-h ct-h--${column} on` : `ct-h ct-h--${column}`}
          >
            <button
              type="button"
              title={column === 'days' ? text(say('clients_head_days_name')) : undefined}
              onClick={() => list.press(column)}
            >
              {text(say(heads[column]))}
              {on && <Icon name={sort.descending ? 'down' : 'up'} size={12} />}
            </button>
          </span>
        );
      })}
      <span role="columnheader" class="ct-h ct-h--acts">
        <span class="sr">{text(say('clients_head_actions'))}</span>
      </span>
    </div>
  );
}

/** What is shown, added up. */
function SumLine() {
  const { model, speech } = useDesk();
  const clients = useClients();
  const { say: text, number } = speech.value;
  const sums = clients.sums.value;
  const all = sums.clients === model.data.totals.value.clients;
  const more = [
    ...(sums.unlimited > 0 ? [text(sayCount('clients_sum_unlimited', sums.unlimited))] : []),
    ...(sums.waiting > 0 ? [text(say('clients_sum_waiting', { n: sums.waiting }))] : []),
    ...(sums.invited > 0 ? [text(say('clients_sum_invited', { n: sums.invited }))] : []),
  ];
  return (
    <div class="ct-row ct-sum" role="row" aria-rowindex={2} data-sums>
      <span class="ct-name" role="rowheader">
        {text(sayCount(all ? 'clients_sum_all' : 'clients_sum_shown', sums.clients))}
      </span>
      <span class="ct-plan" role="cell" />
      <span class="ct-n ct-assigned" role="cell">
        {number(sums.assigned)}
      </span>
      <span class="ct-n ct-used" role="cell">
        {number(sums.used)}
      </span>
      <span class="ct-n ct-left" role="cell">
        <span>{number(sums.remaining)}</span>
      </span>
      <span class="ct-sum__people" role="cell" aria-colspan={3}>
        {more.map((one) => (
          <span key={one}>{one}</span>
        ))}
      </span>
    </div>
  );
}

function Group({ item, index }: { item: Extract<ListItem, { kind: 'group' }>; index: number }) {
  const { model, speech } = useDesk();
  const { list } = useClients();
  const { say: text, number } = speech.value;
  const { clients } = model.data.totals.value;
  return (
    <div
      class={item.group === 'low' ? 'ct-group ct-group--low' : 'ct-group'}
      role="row"
      aria-rowindex={index}
      data-line="group"
    >
      <span role="cell" aria-colspan={8}>
        {item.group === 'matches' ? (
          text(sayCount('popup_matches', item.count, { total: clients, query: list.query.value.trim() }))
        ) : (
          <>
            {text(say(item.group === 'low' ? 'popup_group_low' : 'popup_group_others'))}{' '}
            <span class="num">{number(item.count)}</span>
          </>
        )}
      </span>
    </div>
  );
}
