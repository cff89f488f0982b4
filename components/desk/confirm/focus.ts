/** Where the focus goes when what had it is gone: a word was right, a person was closed or left out, a step taken back. */
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Candidate } from '@/lib/view/confirm/people';
import { focusNext } from './CheckField';

/** What somebody's part of the page offers. */
type Offer = 'field' | 'tick' | 'same' | 'closed' | 'wait' | 'nothing';

function offerOf({ standing }: Candidate): Offer {
  if (standing.kind === 'reading') return 'wait';
  if (standing.kind !== 'check') return 'nothing';
  const { cover, same } = standing.check.comparing;
  if (cover.closed) return 'closed';
  if (cover.shownAll) return 'tick';
  return same === null ? 'field' : 'same';
}

function goOn(offer: Offer, row: HTMLElement): void {
  switch (offer) {
    case 'field':
    case 'tick':
      row.querySelector('input')?.focus();
      return;
    case 'closed':
      row.querySelector<HTMLElement>('[data-advice]')?.focus();
      return;
    case 'same':
    case 'nothing':
      focusNext(row);
      return;
    case 'wait':
  }
}

/** Tab goes from field to field; ↓ leads from a field to what else can be done with the person. */
function reachMenu(event: KeyboardEvent): void {
  const { target, key, isComposing } = event;
  if (key !== 'ArrowDown' || isComposing || !(target instanceof HTMLInputElement)) return;
  const menu = target.closest('[data-check-person]')?.querySelector<HTMLElement>('[aria-haspopup="menu"]');
  if (menu == null) return;
  event.preventDefault();
  menu.focus();
}

/** For somebody's part of the page: whoever was in it does not fall out of it when it changes. */
export function useKeptFocus<T extends HTMLElement>(candidate: Candidate): RefObject<T | null> {
  const row = useRef<T>(null);
  const had = useRef(false);
  const offer = offerOf(candidate);

  useEffect(() => {
    const element = row.current;
    const take = (): void => {
      had.current = true;
    };
    // What is removed loses the focus too, and then this comes after the change: the layout effect is sooner.
    const lose = (): void =>
      queueMicrotask(() => {
        had.current = element?.contains(document.activeElement) === true;
      });
    had.current = element?.contains(document.activeElement) === true;
    element?.addEventListener('focusin', take);
    element?.addEventListener('focusout', lose);
    element?.addEventListener('keydown', reachMenu);
    return () => {
      element?.removeEventListener('focusin', take);
      element?.removeEventListener('focusout', lose);
      element?.removeEventListener('keydown', reachMenu);
    };
  }, []);

  useLayoutEffect(() => {
    const active = document.activeElement;
    // A menu gives the focus back to its button, whatever was chosen in it.
    const isOnMenu = active?.matches('[aria-haspopup="menu"]') === true;
    if (had.current && row.current !== null && (active === document.body || isOnMenu)) goOn(offer, row.current);
  }, [offer]);
  return row;
}
