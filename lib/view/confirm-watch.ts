/** What the page itself tells: that somebody uses it, that it went out of sight or came back, that it is being left. */
import { minuteMs } from '@/lib/domain/time';
import type { ConfirmModel } from './confirm-model';

/** How long a typed password may stand in a page that nobody sees. */
const hiddenMs = 5 * minuteMs;

const uses = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

export interface WatchDeps {
  readonly model: Pick<ConfirmModel, 'use' | 'wake' | 'hide' | 'leave'>;
  readonly page: Document;
  readonly window: EventTarget;
  readonly now: () => number;
  /** Does something later; answers with a function that calls it off. */
  readonly later: (ms: number, work: () => void) => () => void;
}

export function watchPage({ model, page, window, now, later }: WatchDeps): void {
  // Before anything on the page hears of it: what comes after the limit finds everything locked.
  for (const use of uses) page.addEventListener(use, () => model.use(), { capture: true, passive: true });

  let hiddenAt: number | null = null;
  let callOff = (): void => undefined;
  page.addEventListener('visibilitychange', () => {
    callOff();
    if (page.visibilityState === 'hidden') {
      hiddenAt = now();
      callOff = later(hiddenMs, model.hide);
      return;
    }
    // Timers of a page out of sight come late, and on a sleeping computer not at all.
    if (hiddenAt !== null && now() - hiddenAt >= hiddenMs) model.hide();
    hiddenAt = null;
    model.wake();
  });
  for (const event of ['focus', 'pageshow', 'resume']) window.addEventListener(event, () => model.wake());
  // Also when the browser keeps the page to bring it back.
  window.addEventListener('pagehide', () => model.leave());
}
