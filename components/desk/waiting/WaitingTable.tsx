// biome-ignore-all lint/a11y/useSemanticElements: a grid with the roles of a table, because only some of its rows are in the page.
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are read; the controls in them have the focus.
import type { RefObject, VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useDesk } from '@/components/desk/shell/context';
import { WindowedRows } from '@/components/ui/WindowedRows';
import type { WaitingItem } from '@/lib/domain/waiting-list';
import { say } from '@/lib/domain/words';
import { PlaceLine, ProviderLine } from './PlaceLine';
import { WaitingLine } from './WaitingLine';
import type { LastFocus, RowFocus, RowPart } from './WaitingPage';

export interface WaitingTableProps {
  items: readonly WaitingItem[];
  label: string;
  focus: RowFocus;
  onFocus: (focus: RowFocus) => void;
  /** Where the focus is, for when its row is taken away. */
  last: RefObject<LastFocus>;
}

const fallback = { row: 42, place: 36, note: 78, provider: 40 };

const kindOf = (item: WaitingItem): keyof typeof fallback =>
  item.kind === 'person'
    ? 'row'
    : item.kind === 'provider'
      ? 'provider'
      : item.group.obstacle === null
        ? 'place'
        : 'note';

const isPart = (part: string | undefined): part is RowPart => part === 'tick' || part === 'compare' || part === 'vault';

/** The controls of somebody's row, if it is in the page. */
const partOf = (key: string, part: RowPart): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-person="${CSS.escape(key)}"] [data-part="${part}"]`);

/** The queue, as a table under the headings of its places. */
export function WaitingTable({ items, label, focus, onFocus, last }: WaitingTableProps) {
  const { model, speech } = useDesk();
  const { say: text } = speech.value;
  const { waiting, data } = model;
  const table = useRef<HTMLElement | null>(null);
  const [height, setHeight] = useState(fallback);

  // Heights as they are on the screen: text size, density and width change them.
  useLayoutEffect(() => {
    const measure = (): void => {
      const of = (kind: keyof typeof fallback, otherwise: number): number =>
        table.current?.querySelector<HTMLElement>(`[data-line="${kind}"]`)?.getBoundingClientRect().height || otherwise;
      setHeight((old) => {
        const next = {
          row: of('row', old.row),
          place: of('place', old.place),
          note: of('note', old.note),
          provider: of('provider', old.provider),
        };
        const same = next.row === old.row && next.place === old.place;
        return same && next.note === old.note && next.provider === old.provider ? old : next;
      });
    };
    measure();
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, [data.source.value?.preferences.density, items.length > 0]);

  useLayoutEffect(() => {
    const { goal } = focus;
    // Who cannot be compared has nothing to tick.
    if (goal !== null) (partOf(goal.key, goal.part) ?? partOf(goal.key, 'compare'))?.focus();
  }, [focus.goal]);

  // A table that goes lets go.
  useLayoutEffect(
    () => () => {
      waiting.hold('pointer', false);
      waiting.hold('focus', false);
    },
    [waiting],
  );

  const indexOf = (key: string | null): number => (key === null ? -1 : items.findIndex((item) => item.key === key));
  const focusAt = indexOf(focus.stop);
  // Tab comes to the first row until another has had the focus.
  const stopAt = focusAt >= 0 ? focusAt : items.findIndex((item) => item.kind === 'person');

  const render = (item: WaitingItem, at: number): VNode => {
    // The head is row 1.
    const index = at + 2;
    if (item.kind === 'provider') return <ProviderLine item={item} index={index} />;
    if (item.kind === 'place') return <PlaceLine group={item.group} index={index} />;
    return (
      <WaitingLine
        row={item.row}
        group={item.group}
        index={index}
        stop={at === stopAt}
        ticked={waiting.ticked.value.has(item.key)}
        query={waiting.folded.value}
      />
    );
  };

  return (
    <section
      ref={table}
      class="sheet wtable"
      role="table"
      aria-label={label}
      aria-rowcount={items.length + 1}
      onPointerEnter={() => waiting.hold('pointer', true)}
      onPointerLeave={() => waiting.hold('pointer', false)}
      onFocusIn={({ target }) => {
        waiting.hold('focus', true);
        const element = target instanceof HTMLElement ? target : null;
        const key = element?.closest<HTMLElement>('[data-person]')?.dataset.person;
        const part = element?.dataset.part;
        if (key === undefined || !isPart(part)) {
          last.current = null;
          return;
        }
        last.current = { key, part };
        if (focus.stop !== key) onFocus({ stop: key, goal: null });
      }}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        // A row that is taken away has no next focus; one that is left has. From row to row is not out of the table.
        if (relatedTarget === null) return;
        if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return;
        last.current = null;
        waiting.hold('focus', false);
      }}
    >
      <div class="wrow whead" role="row" aria-rowindex={1}>
        <span role="columnheader">
          <span class="sr">{text(say('desk_head_tick'))}</span>
        </span>
        <span role="columnheader">{text(say('desk_head_person'))}</span>
        <span role="columnheader">{text(say('desk_head_role'))}</span>
        <span role="columnheader" class="r">
          {text(say('desk_head_since'))}
        </span>
        <span role="columnheader">
          <span class="sr">{text(say('desk_head_act'))}</span>
        </span>
      </div>
      <WindowedRows
        items={items}
        keyOf={(item) => item.key}
        heights={{
          line: height.row,
          others: items.flatMap((item, at) => {
            const kind = kindOf(item);
            return kind === 'row' ? [] : [{ at, by: height[kind] - height.row }];
          }),
        }}
        pinned={[stopAt]}
        render={render}
      />
    </section>
  );
}
