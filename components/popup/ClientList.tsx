// biome-ignore-all lint/a11y/useSemanticElements: a grid with the roles of a table, because only some of its rows are in the page.
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are read; the buttons in them have the focus.
import type { RefObject, VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { WindowedRows } from '@/components/ui/WindowedRows';
import type { ListItem } from '@/lib/domain/client-list';
import type { SortColumn } from '@/lib/domain/seats';
import { say, sayCount } from '@/lib/domain/words';
import { rowId } from '@/lib/view/popup/ids';
import { ClientDrawer } from './ClientDrawer';
import { ClientLine } from './ClientLine';
import { usePopup } from './context';

const columns: readonly SortColumn[] = ['client', 'assigned', 'used', 'remaining'];

/** Where the keyboard is in the list, and where it is about to go. */
export interface ListFocus {
  /** The row that Tab reaches. */
  readonly stop: string | null;
  /** Takes the focus as soon as it is in the page. */
  readonly goal: { readonly key: string } | null;
}

export interface ClientListProps {
  scroller: RefObject<HTMLElement | null>;
  focus: ListFocus;
}

const fallback = { row: 42, group: 27, drawer: 110 };

/** Index of the heading in the middle of the list; -1: there is none. */
function secondGroup(items: readonly ListItem[]): number {
  const [first] = items;
  const at = first?.kind === 'group' ? first.count + 1 : -1;
  return items[at]?.kind === 'group' ? at : -1;
}

/** The table of clients. */
export function ClientList({ scroller, focus }: ClientListProps) {
  const { model, speech } = usePopup();
  const { say: text } = speech.value;
  const { list, data } = model;
  const items = list.items.value;
  const open = model.open.value;
  const table = useRef<HTMLElement | null>(null);
  const [height, setHeight] = useState(fallback);

  // Heights as they are on the screen: text size and density change them.
  useLayoutEffect(() => {
    const of = (selector: string, otherwise: number): number =>
      table.current?.querySelector<HTMLElement>(selector)?.getBoundingClientRect().height || otherwise;
    setHeight((old) => {
      const next = { row: of('.client', old.row), group: of('.cgroup', old.group), drawer: of('.drawer', old.drawer) };
      return next.row === old.row && next.group === old.group && next.drawer === old.drawer ? old : next;
    });
  }, [open, data.source.value?.preferences.density, items.length > 0]);

  useLayoutEffect(() => {
    if (focus.goal !== null) document.getElementById(rowId(focus.goal.key))?.focus();
  }, [focus.goal]);

  const indexOf = (key: string | null): number => (key === null ? -1 : items.findIndex((item) => item.key === key));
  const openAt = indexOf(open);
  const focusAt = indexOf(focus.stop);
  // Tab comes to the first row until another has had the focus.
  const stopAt = focusAt >= 0 ? focusAt : items[0]?.kind === 'group' ? 1 : 0;

  const query = list.folded.value;
  const several = data.provider.value === null;
  const names = new Map(data.providers.value.map((one) => [`${one.accountId}/${one.id}`, one.name]));
  const render = (item: ListItem, at: number): VNode => {
    // The head is row 1; an open drawer is a row of its own.
    const index = at + 2 + (openAt >= 0 && at > openAt ? 1 : 0);
    if (item.kind === 'group') return <Group item={item} index={index} />;
    return (
      <>
        <ClientLine
          row={item.row}
          index={index}
          open={at === openAt}
          stop={at === stopAt}
          query={query}
          speech={speech.value}
          toggle={model.toggle}
          provider={several ? (names.get(`${item.row.accountId}/${item.row.providerId}`) ?? null) : null}
        />
        {at === openAt && <ClientDrawer key={item.key} row={item.row} index={index + 1} />}
      </>
    );
  };

  return (
    // The button that sorts again belongs to what holds still: on the way to it nothing may be sorted.
    <div
      onPointerEnter={() => list.hold('pointer', true)}
      onPointerLeave={() => list.hold('pointer', false)}
      onFocusIn={() => list.hold('focus', true)}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        // From row to row is not out of the list.
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) list.hold('focus', false);
      }}
    >
      {list.moved.value && (
        <p class="moved">
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
        class="clients"
        role="table"
        aria-label={text(say('popup_clients'))}
        aria-rowcount={items.length + 1 + (openAt >= 0 ? 1 : 0)}
      >
        <Head />
        <WindowedRows
          items={items}
          heights={{
            line: height.row,
            others: [
              { at: items[0]?.kind === 'group' ? 0 : -1, by: height.group - height.row },
              { at: secondGroup(items), by: height.group - height.row },
              { at: openAt, by: height.drawer },
            ],
          }}
          pinned={[stopAt, openAt]}
          scroller={scroller}
          render={render}
        />
      </section>
    </div>
  );
}

function Head() {
  const { model, speech } = usePopup();
  const { say: text } = speech.value;
  const sort = model.list.sort.value;
  return (
    <div class="crow chead" role="row" aria-rowindex={1}>
      {columns.map((column) => {
        const on = sort?.column === column;
        const order = on ? (sort.descending ? 'descending' : 'ascending') : 'none';
        return (
          <span key={column} role="columnheader" aria-sort={order} class={on ? 'on' : undefined}>
            <button type="button" onClick={() => model.list.press(column)}>
              {text(say(`popup_head_${column}`))}
              {on && <Icon name={sort.descending ? 'down' : 'up'} size={12} />}
            </button>
          </span>
        );
      })}
    </div>
  );
}

function Group({ item, index }: { item: Extract<ListItem, { kind: 'group' }>; index: number }) {
  const { model, speech } = usePopup();
  const { say: text, number } = speech.value;
  const { clients } = model.data.totals.value;
  return (
    <div class={item.group === 'low' ? 'cgroup cgroup--low' : 'cgroup'} role="row" aria-rowindex={index}>
      <span role="cell" aria-colspan={4}>
        {item.group === 'matches' ? (
          text(sayCount('popup_matches', item.count, { total: clients, query: model.list.query.value.trim() }))
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
