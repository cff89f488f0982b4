// biome-ignore-all lint/a11y/useSemanticElements: a grid with the roles of a table, because only some of its rows are in the page.
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are read; the controls in them have the focus.
import type { VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useDesk } from '@/components/desk/shell/context';
import { goalOf } from '@/components/desk/shell/keys';
import { Icon } from '@/components/ui/Icon';
import { WindowedRows, windowedOver } from '@/components/ui/WindowedRows';
import type { Member, MemberColumn, PlaceKind } from '@/lib/domain/membership';
import { type MessageKey, say } from '@/lib/domain/words';
import { usePeople } from './context';
import { MemberRow } from './MemberRow';

const parts = ['tick', 'role', 'first', 'more'] as const;
type Part = (typeof parts)[number];
const isPart = (text: string | undefined): text is Part => parts.some((part) => part === text);

/** A control of somebody's row, if it is in the page; every row has a tick. */
const partOf = (id: string, part: Part): HTMLElement | null => {
  const row = document.querySelector<HTMLElement>(`[data-member="${CSS.escape(id)}"]`);
  return row?.querySelector<HTMLElement>(`[data-part="${part}"]`) ?? row?.querySelector('[data-part="tick"]') ?? null;
};

/** Where the keyboard is, and where it is about to go. */
interface Focus {
  readonly stop: string | null;
  readonly goal: { readonly id: string; readonly part: Part } | null;
}

interface Order {
  readonly column: MemberColumn;
  readonly name: MessageKey;
}

const member: Order = { column: 'member', name: 'people_head_member' };
const role: Order = { column: 'role', name: 'people_head_role' };
const status: Order = { column: 'status', name: 'people_head_status' };
const until: Order = { column: 'until', name: 'people_head_until' };

/**
 * Heads, each with the orders that it offers. A client's members have two columns more: there the end of an invitation
 * stands under the status.
 */
const headsOf: Readonly<Record<PlaceKind, readonly (readonly [Order, ...Order[]])[]>> = {
  team: [[member], [role], [status], [until]],
  client: [[member], [role], [status, until]],
};

const page = 10;
const rowHeight = 52;

/** Members as a table. Arrow keys lead from row to row in the same column; Tab goes through the controls of one row. */
export function MemberTable({ label, onLeft }: { label: string; onLeft: () => void }) {
  const { model: desk, speech } = useDesk();
  const people = usePeople();
  const { say: text } = speech.value;
  const rows = people.shown.value;
  const table = useRef<HTMLElement | null>(null);
  const [focus, setFocus] = useState<Focus>({ stop: null, goal: null });
  const [line, setLine] = useState(rowHeight);
  const last = useRef<{ id: string; part: Part; at: number } | null>(null);

  // As high as a row is on the screen: text size, density and width change it.
  useLayoutEffect(() => {
    const measure = (): void => {
      const height = table.current?.querySelector('[data-line="row"]')?.getBoundingClientRect().height;
      if (height) setLine(height);
    };
    measure();
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, [desk.data.source.value?.preferences.density, rows.length > 0]);

  useLayoutEffect(() => {
    if (focus.goal !== null) partOf(focus.goal.id, focus.goal.part)?.focus();
  }, [focus.goal]);

  // Whoever is removed takes the focus along: it goes to the next row, else to the heading.
  const ids = rows.map(({ id }) => id).join();
  useLayoutEffect(() => {
    const before = last.current;
    if (before === null || document.activeElement !== document.body) return;
    if (rows.some(({ id }) => id === before.id)) return;
    const next = rows[Math.min(before.at, rows.length - 1)];
    if (next === undefined) {
      last.current = null;
      onLeft();
    } else setFocus({ stop: next.id, goal: { id: next.id, part: before.part } });
  }, [ids]);

  const focusAt = rows.findIndex(({ id }) => id === focus.stop);
  const stopAt = Math.max(0, focusAt);

  function onKeyDown(event: KeyboardEvent): void {
    const target = event.target instanceof HTMLElement ? event.target : null;
    const part = target?.dataset.part;
    if (!isPart(part) || target?.getAttribute('aria-expanded') === 'true') return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const goal = goalOf(event.key, stopAt, rows.length, page);
    if (goal === null) return;
    const row = rows[Math.min(rows.length - 1, Math.max(0, goal))];
    if (row !== undefined) setFocus({ stop: row.id, goal: { id: row.id, part } });
    event.preventDefault();
  }

  const shownTicked = rows.filter(({ id }) => people.ticked.value.has(id)).length;
  const heads = headsOf[people.kind];
  const sort = people.sort.value;
  const sortOf = (column: MemberColumn) =>
    sort?.column === column ? (sort.descending ? 'descending' : 'ascending') : undefined;

  const render = (member: Member, at: number): VNode => (
    <MemberRow member={member} index={at + 2} stop={at === stopAt} ticked={people.ticked.value.has(member.id)} />
  );

  return (
    <section
      ref={table}
      class={`sheet ptable ptable--${people.kind} ${rows.length > windowedOver ? 'ptable--long' : ''}`}
      role="table"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      onKeyDown={onKeyDown}
      onFocusIn={({ target }) => {
        const element = target instanceof HTMLElement ? target : null;
        const id = element?.closest<HTMLElement>('[data-member]')?.dataset.member;
        const part = element?.dataset.part;
        if (id === undefined) {
          last.current = null;
          return;
        }
        last.current = {
          id,
          part: isPart(part) ? part : (last.current?.part ?? 'more'),
          at: rows.findIndex((row) => row.id === id),
        };
        if (focus.stop !== id) setFocus({ stop: id, goal: null });
      }}
    >
      <div class="prow phead" role="row" aria-rowindex={1}>
        <span role="columnheader">
          <label class="tick">
            <input
              type="checkbox"
              aria-label={text(say('people_tick_all'))}
              checked={shownTicked > 0 && shownTicked === rows.length}
              indeterminate={shownTicked > 0 && shownTicked < rows.length}
              onChange={(event) => people.tickShown(event.currentTarget.checked)}
            />
          </label>
        </span>
        {heads.map(([first, ...others]) => (
          <span
            key={first.column}
            role="columnheader"
            class={`member__${first.column}`}
            aria-sort={[first, ...others].map(({ column }) => sortOf(column)).find((order) => order !== undefined)}
          >
            {[first, ...others].map(({ column, name }) => (
              <button key={column} type="button" class="psort" onClick={() => people.sortBy(column)}>
                {text(say(name))}
                {sort?.column === column && <Icon name={sort.descending ? 'down' : 'up'} size={12} />}
              </button>
            ))}
          </span>
        ))}
        {people.kind === 'client' && (
          <>
            <span role="columnheader" class="member__two">
              {text(say('people_head_two_step'))}
            </span>
            <span role="columnheader" class="member__recovery">
              {text(say('people_head_recovery'))}
            </span>
          </>
        )}
        <span role="columnheader">
          <span class="sr">{text(say('people_head_act'))}</span>
        </span>
      </div>
      <WindowedRows
        items={rows}
        keyOf={({ id }) => id}
        heights={{ line, others: [] }}
        pinned={[stopAt]}
        render={render}
      />
    </section>
  );
}
