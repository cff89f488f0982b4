/** Keys that are heard anywhere in a page. */
import { useLayoutEffect } from 'preact/hooks';

/**
 * Hears keys from the moment that the page is drawn: after an ordinary effect, one pressed at first sight would be lost.
 * @param place `document` hears before `window`, so keys of a whole page come before those of a part of it
 */
export function useKeys(onKeyDown: ((event: KeyboardEvent) => void) | null, place: Document | Window = window): void {
  useLayoutEffect(() => {
    if (onKeyDown === null) return;
    const hear = (event: Event): void => {
      if (event instanceof KeyboardEvent) onKeyDown(event);
    };
    place.addEventListener('keydown', hear);
    return () => place.removeEventListener('keydown', hear);
  }, [onKeyDown, place]);
}
