import { describe, expect, it } from 'vitest';
import { watchPage } from '@/lib/view/confirm-watch';

const minute = 60_000;

class Page extends EventTarget {
  visibilityState = 'visible';
}

/** A page whose clock and timers the test moves; `missed`: timers of a page that was asleep do not ring. */
function openPage() {
  const page = new Page();
  const window = new EventTarget();
  const done: string[] = [];
  const say = (what: string) => () => done.push(what) > 0;
  let now = 0;
  let timers: { at: number; work: () => void }[] = [];
  watchPage({
    model: { use: say('use'), wake: say('wake'), hide: say('hide'), leave: say('leave') },
    page: page as Page & Document,
    window,
    now: () => now,
    later(ms, work) {
      const timer = { at: now + ms, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  });
  return {
    done,
    tell: (target: 'page' | 'window', event: string) =>
      (target === 'page' ? page : window).dispatchEvent(new Event(event)),
    see(state: 'visible' | 'hidden') {
      page.visibilityState = state;
      page.dispatchEvent(new Event('visibilitychange'));
    },
    pass(ms: number, missed = false) {
      now += ms;
      const due = timers.filter(({ at }) => at <= now);
      if (missed) return;
      timers = timers.filter((timer) => !due.includes(timer));
      for (const { work } of due) work();
    },
  };
}

describe('what a page tells', () => {
  it.each(['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'])('%s is use', (event) => {
    const page = openPage();
    page.tell('page', event);
    expect(page.done).toEqual(['use']);
  });

  it.each(['focus', 'pageshow', 'resume'])('%s wakes', (event) => {
    const page = openPage();
    page.tell('window', event);
    expect(page.done).toEqual(['wake']);
  });

  it('leaving it locks, also when the browser keeps it', () => {
    const page = openPage();
    page.tell('window', 'pagehide');
    expect(page.done).toEqual(['leave']);
  });

  it('five minutes out of sight empty what was typed, and four do not', () => {
    const page = openPage();
    page.see('hidden');
    page.pass(4 * minute);
    page.see('visible');
    page.pass(10 * minute);
    expect(page.done).toEqual(['wake']);
    page.see('hidden');
    page.pass(5 * minute);
    expect(page.done).toEqual(['wake', 'hide']);
  });

  it('and where no timer rang meanwhile, they do so before it is shown again', () => {
    const page = openPage();
    page.see('hidden');
    page.pass(60 * minute, true);
    page.see('visible');
    expect(page.done).toEqual(['hide', 'wake']);
  });
});
