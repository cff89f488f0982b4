/** What the page itself tells: that somebody uses it, that they came back, that it is being left. */
import { effect } from '@preact/signals';
import { minuteMs } from '@/lib/domain/time';
import type { ConfirmModel } from './model';

/** How long a typed password may stand in a page that nobody uses: out of sight, behind another window, or just left. */
const unusedMs = 5 * minuteMs;

const uses = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

export interface WatchDeps {
  readonly model: Pick<ConfirmModel, 'use' | 'wake' | 'hide' | 'leave' | 'sending'>;
  readonly page: Pick<Document, 'addEventListener' | 'visibilityState' | 'hasFocus'>;
  readonly window: EventTarget;
  readonly now: () => number;
  /** Does something later; answers with a function that calls it off. */
  readonly later: (ms: number, work: () => void) => () => void;
}

export function watchPage({ model, page, window, now, later }: WatchDeps): void {
  let usedAt = now();

  /** The clock judges: timers of a page out of sight come late, and on a sleeping computer not at all. */
  const look = (): void => {
    const idleMs = now() - usedAt;
    // A clock that was set back would make the wait endless.
    if (idleMs < unusedMs && idleMs > -minuteMs) return;
    usedAt = now();
    model.hide();
  };
  const wait = (): void => {
    later(Math.max(1, usedAt + unusedMs - now()), () => {
      look();
      wait();
    });
  };
  const used = (): void => {
    look();
    usedAt = now();
  };
  wait();

  // Before anything on the page hears of it: what comes after the limit finds everything locked, and nothing typed.
  const heard = (): void => {
    // A pointer on its way to another window passes over this one without using it.
    if (page.hasFocus()) used();
    model.use();
  };
  for (const use of uses) page.addEventListener(use, heard, { capture: true, passive: true });
  const back = (): void => {
    used();
    model.wake();
  };
  page.addEventListener('visibilitychange', () => {
    if (page.visibilityState === 'visible') back();
  });
  for (const event of ['focus', 'pageshow', 'resume']) window.addEventListener(event, back);
  // Also when the browser keeps the page to bring it back.
  window.addEventListener('pagehide', () => model.leave());

  // Closing the tab is asked about while something is under way, whichever page of the desk is shown, and at no other time.
  const guard = (event: Event): void => event.preventDefault();
  effect(() => {
    if (model.sending.value === null) window.removeEventListener('beforeunload', guard);
    else window.addEventListener('beforeunload', guard);
  });
}
