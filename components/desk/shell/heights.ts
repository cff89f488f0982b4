/** Heights of the rows of a long list that has headings of days in it: what it reckons with for what is not in the page. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

export interface Heights {
  readonly row: number;
  readonly day: number;
}

/**
 * Measures the first row and the first heading (`.day`) in the list, anew when the window changes.
 * @param row selector of a row
 * @param fallback px, until there is something to measure
 */
export function useHeights(list: RefObject<HTMLElement | null>, row: string, fallback: Heights): Heights {
  const [heights, setHeights] = useState(fallback);
  useLayoutEffect(() => {
    const measure = (): void => {
      const of = (selector: string, otherwise: number): number =>
        list.current?.querySelector<HTMLElement>(selector)?.getBoundingClientRect().height || otherwise;
      setHeights((old) => {
        const next = { row: of(row, old.row), day: of('.day', old.day) };
        return next.row === old.row && next.day === old.day ? old : next;
      });
    };
    measure();
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, []);
  return heights;
}
