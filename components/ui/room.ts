/** Room for bars that stay in sight while the page scrolls, so that what has the focus never lies under one of them. */
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** Custom properties of the page, in CSS pixels, that `scroll-padding` is made of. */
export type Room = '--room-above' | '--room-below';

/** Keeps as much room as a bar takes, for as long as it is in the page and sticks. */
export function useRoom(bar: RefObject<HTMLElement | null>, room: Room): void {
  useLayoutEffect(() => {
    const element = bar.current;
    if (element === null) return;
    const { style } = document.documentElement;
    const measure = (): void => {
      const sticks = getComputedStyle(element).position === 'sticky';
      const height = `${sticks ? Math.ceil(element.getBoundingClientRect().height) : 0}px`;
      // As a rule it is what the sheet reckons with. Another value has the whole page's styles computed anew.
      if (getComputedStyle(document.documentElement).getPropertyValue(room) !== height) style.setProperty(room, height);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // Whether it sticks may hang on the height of the window alone.
    addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      removeEventListener('resize', measure);
      style.removeProperty(room);
    };
  }, [bar, room]);
}
