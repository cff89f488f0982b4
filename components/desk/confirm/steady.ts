/** Against slips of a hand that is faster than the page. */
import { useEffect, useRef, useState } from 'preact/hooks';

const controls = 'button, a, input, summary';

/** What a click works on: the same for a box and for the label around it. */
const controlOf = (target: EventTarget | null): Element | null =>
  target instanceof Element ? (target.closest('label') ?? target.closest(controls)) : null;

/**
 * The second click of a double click belongs to what the first one hit. On anything else, which has come to stand there
 * since, it does nothing.
 */
export function useSteadyClicks() {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = root.current;
    if (element === null) return;
    let first: Element | null = null;
    const onClick = (event: MouseEvent): void => {
      const control = controlOf(event.target);
      if (event.detail <= 1) first = control;
      else if (control !== first) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    element.addEventListener('click', onClick, true);
    return () => element.removeEventListener('click', onClick, true);
  }, []);
  return root;
}

/** How long a key may still be meant for what had the focus before. */
const settleMs = 500;

/**
 * Whether something got the focus just now without being asked for it: a second Enter is still meant for the field that
 * handed it on.
 */
export function useFreshFocus(): { readonly fresh: boolean; readonly onFocus: (event: FocusEvent) => void } {
  const [fresh, setFresh] = useState(false);
  useEffect(() => {
    if (!fresh) return;
    const timer = setTimeout(() => setFresh(false), settleMs);
    return () => clearTimeout(timer);
  }, [fresh]);
  return {
    fresh,
    // Whoever walks there with the Tab key comes from another control; a field that is done is gone by then.
    onFocus: ({ relatedTarget }) => setFresh(relatedTarget === null),
  };
}
