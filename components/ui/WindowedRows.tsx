/**
 * A long list of which only the visible part is in the page. Up to 150 lines all of it is, so that the browser's own
 * search works. Spacers stand for the rest; lines that must stay (the focused one, an open one) are never taken out.
 */
import { Fragment, type RefObject, type VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Heights in CSS pixels: the same for every line, but for a few. */
export interface LineHeights {
  readonly line: number;
  /** By index: how much taller (or, negative, lower) a line is. */
  readonly others: readonly { readonly at: number; readonly by: number }[];
}

export interface WindowedRowsProps<T> {
  items: readonly T[];
  heights: LineHeights;
  /** Indexes of lines that stay in the page wherever the window is; -1: none. */
  pinned: readonly number[];
  /** The element that scrolls; left out: the page itself. */
  scroller?: RefObject<HTMLElement | null>;
  /**
   * What a line is recognised by. Left out: its place, so that a search changes the texts of lines instead of building
   * them anew. A line with a state of its own, or one that people come and go around, has to keep its element.
   */
  keyOf?: (item: T, index: number) => string;
  render: (item: T, index: number) => VNode;
  /**
   * What somebody types to narrow the list. Until that rests, and in the first frame, only lines in sight are drawn,
   * however short the list is: whoever types waits for these. Left out: so in the first frame of a long list.
   */
  typed?: string;
}

export const windowedOver = 150;
/** Lines either side of the window, and how many until the list rests. */
const around = 12;
const aroundAtFirst = 1;
const restMs = 100;

/** Where a line begins. */
export const topOf = ({ line, others }: LineHeights, at: number): number =>
  others.reduce((top, other) => (other.at >= 0 && other.at < at ? top + other.by : top), at * line);

/** Index of the line at a height, between 0 and the last. */
export function lineAt(heights: LineHeights, count: number, y: number): number {
  let low = 0;
  let high = Math.max(0, count - 1);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (topOf(heights, middle) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Which lines are in the page: the window and some either side, and the pinned ones. In order. */
export function visibleLines(
  heights: LineHeights,
  count: number,
  view: { readonly from: number; readonly to: number },
  pinned: readonly number[],
  beside: number = around,
  over: number = windowedOver,
): number[] {
  if (count <= over) return Array.from({ length: count }, (_, at) => at);
  const first = Math.max(0, lineAt(heights, count, view.from) - beside);
  const last = Math.min(count - 1, lineAt(heights, count, view.to) + beside);
  const lines = new Set(pinned.filter((at) => at >= 0 && at < count));
  for (let at = first; at <= last; at += 1) lines.add(at);
  return [...lines].sort((a, b) => a - b);
}

const Spacer = ({ height }: { height: number }) => (
  <div class="spacer" aria-hidden="true" style={{ blockSize: `${height}px` }} />
);

export function WindowedRows<T>({ items, heights, pinned, scroller, keyOf, render, typed }: WindowedRowsProps<T>) {
  const start = useRef<HTMLDivElement | null>(null);
  const [view, setView] = useState(() => ({ from: 0, to: innerHeight - 200 }));
  const [rested, setRested] = useState<string | null>(null);
  const rests = rested === (typed ?? '');
  const over = rests || typed === undefined ? windowedOver : 0;
  const long = items.length > over;

  useEffect(() => {
    if (rests || (typed === undefined && !long)) return;
    const timer = setTimeout(() => setRested(typed ?? ''), restMs);
    return () => clearTimeout(timer);
  }, [rests, typed, long]);

  useLayoutEffect(() => {
    const box = scroller === undefined ? document.documentElement : scroller.current;
    if (!long || box === null) return;
    const measure = (): void => {
      const top = start.current?.getBoundingClientRect().top ?? 0;
      // The page's own top is out of sight as soon as it is scrolled.
      const begin = (scroller === undefined ? 0 : box.getBoundingClientRect().top) - top;
      const from = Math.max(0, begin);
      const to = Math.max(from, begin + box.clientHeight);
      // As far as the lines beside the window make up for.
      const slack = rests ? 200 : 40;
      setView((old) => (Math.abs(old.from - from) < slack && Math.abs(old.to - to) < slack ? old : { from, to }));
    };
    measure();
    const heard = scroller === undefined ? document : box;
    heard.addEventListener('scroll', measure, { passive: true });
    return () => heard.removeEventListener('scroll', measure);
  }, [long, rests, scroller]);

  const lines = visibleLines(heights, items.length, view, pinned, rests ? around : aroundAtFirst, over);
  const parts: VNode[] = [];
  let done = 0;
  for (const at of lines) {
    const item = items[at];
    if (item === undefined) continue;
    const gap = at > done ? topOf(heights, at) - topOf(heights, done) : 0;
    if (gap > 0) parts.push(<Spacer key={`gap${done}`} height={gap} />);
    parts.push(<Fragment key={keyOf?.(item, at) ?? at}>{render(item, at)}</Fragment>);
    done = at + 1;
  }
  const end = topOf(heights, items.length) - topOf(heights, done);
  if (end > 0) parts.push(<Spacer key={`gap${done}`} height={end} />);
  return (
    <>
      <div ref={start} class="spacer" aria-hidden="true" />
      {parts}
    </>
  );
}
