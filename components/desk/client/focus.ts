/** Where the focus goes when the button that had it leaves the page. */

/** The number of seats: where somebody who saved, cancelled or took back goes on. */
export function focusSeats(): void {
  document.querySelector<HTMLElement>('.stepper [role="spinbutton"]')?.focus();
}

/** Nothing has the focus any more, since what had it is gone. */
export const isFocusLost = (): boolean => document.activeElement === null || document.activeElement === document.body;
