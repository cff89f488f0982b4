/**
 * A long list of which only the visible part is in the page. Up to 150 lines all of it is, so that the browser's own
 * search works. Spacers stand for the rest; lines that must stay (the focused one, an open one) are never taken out.
 */
import { Fragment, type RefObject, type VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface WindowedRowsProps<T> {
  items: readonly T[];
  /** Height of a line in CSS pixels. */
  heightOf: (item: T) => number;
  /** Indexes of lines that stay in the page wherever the window is; -1: none. */
  pinned: readonly number[];
  /** The element that scrolls. */
  scroller: RefObject<HTMLElement | null>;
  render: (item: T, index: number) => VNode;
}

export const windowedOver = 150;
const around = 12;

/** Sums of heights: the top of each line, and the end of the last. */
export function tops<T>(items: readonly T[], heightOf: (item: T) => number): Float64Array {
  const sums = new Float64Array(items.length + 1);
  let sum = 0;
  items.forEach((item, at) => {
    sum += heightOf(item);
    sums[at + 1] = sum;
  });
  return sums;
}

/** Index of the line at a height, between 0 and the last. */
export function lineAt(sums: ArrayLike<number>, y: number): number {
  let low = 0;
  let high = Math.max(0, sums.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sums[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Which lines are in the page: the window and 12 either side, and the pinned ones. In order. */
export function visibleLines(
  sums: ArrayLike<number>,
  view: { readonly from: number; readonly to: number },
  pinned: readonly number[],
): number[] {
  const count = sums.length - 1;
  if (count <= windowedOver) return Array.from({ length: count }, (_, at) => at);
  const first = Math.max(0, lineAt(sums, view.from) - around);
  const last = Math.min(count - 1, lineAt(sums, view.to) + around);
  const lines = new Set(pinned.filter((at) => at >= 0 && at < count));
  for (let at = first; at <= last; at += 1) lines.add(at);
  return [...lines].sort((a, b) => a - b);
}

const Spacer = ({ height }: { height: number }) => (
  <div class="spacer" aria-hidden="true" style={{ blockSize: `${height}px` }} />
);

export function WindowedRows<T>({ items, heightOf, pinned, scroller, render }: WindowedRowsProps<T>) {
  const start = useRef<HTMLDivElement | null>(null);
  const [view, setView] = useState({ from: 0, to: 600 });
  const long = items.length > windowedOver;

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!long || box === null) return;
    const measure = (): void => {
      const top = start.current?.getBoundingClientRect().top ?? 0;
      const from = Math.max(0, box.getBoundingClientRect().top - top);
      const to = from + box.clientHeight;
      setView((old) => (Math.abs(old.from - from) < 200 && Math.abs(old.to - to) < 200 ? old : { from, to }));
    };
    measure();
    box.addEventListener('scroll', measure, { passive: true });
    return () => box.removeEventListener('scroll', measure);
  }, [long, scroller]);

  const sums = tops(items, heightOf);
  const lines = visibleLines(sums, view, pinned);
  const parts: VNode[] = [];
  let done = 0;
  for (const at of lines) {
    const item = items[at];
    if (item === undefined) continue;
    const gap = (sums[at] ?? 0) - (sums[done] ?? 0);
    if (gap > 0) parts.push(<Spacer key={`gap${done}`} height={gap} />);
    // By place rather than by item: a search changes the texts of lines instead of building them anew.
    parts.push(<Fragment key={at}>{render(item, at)}</Fragment>);
    done = at + 1;
  }
  const end = (sums[items.length] ?? 0) - (sums[done] ?? 0);
  if (end > 0) parts.push(<Spacer key={`gap${done}`} height={end} />);
  return (
    <>
      <div ref={start} class="spacer" aria-hidden="true" />
      {parts}
    </>
  );
}
