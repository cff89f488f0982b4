import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import type { Sending } from '@/lib/view/confirm/sending';
import { watchPage } from '@/lib/view/confirm/watch';

const minute = 60_000;

class Page extends EventTarget {
  visibilityState: Document['visibilityState'] = 'visible';
  focused = true;
  hasFocus(): boolean {
    return this.focused;
  }
}

/** A page whose clock and timers the test moves; `missed`: timers of a page that was asleep do not ring. */
function openPage() {
  const page = new Page();
  const window = new EventTarget();
  const done: string[] = [];
  const say = (what: string) => () => done.push(what) > 0;
  const sending = signal<Sending | null>(null);
  let now = 1_000_000;
  let timers: { at: number; work: () => void }[] = [];
  watchPage({
    model: { use: say('use'), wake: say('wake'), hide: say('hide'), leave: say('leave'), sending },
    page,
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
    sending,
    tell: (target: 'page' | 'window', event: string) =>
      (target === 'page' ? page : window).dispatchEvent(new Event(event, { cancelable: true })),
    see(state: 'visible' | 'hidden') {
      page.visibilityState = state;
      page.dispatchEvent(new Event('visibilitychange'));
    },
    /** Another window comes to the front, or this one again. */
    front(focused: boolean) {
      page.focused = focused;
      window.dispatchEvent(new Event(focused ? 'focus' : 'blur'));
    },
    pass(ms: number, missed = false) {
      const end = now + ms;
      for (;;) {
        const next = missed ? undefined : timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.work();
      }
      now = end;
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

  it('closing it is asked about while something is being sent, and at no other time', () => {
    const page = openPage();
    const mayClose = () => page.tell('window', 'beforeunload');
    expect(mayClose()).toBe(true);
    page.sending.value = { at: 0, done: 0, total: 1, stopping: false };
    expect(mayClose()).toBe(false);
    page.sending.value = { at: 1, done: 0, total: 1, stopping: true };
    expect(mayClose()).toBe(false);
    page.sending.value = null;
    expect(mayClose()).toBe(true);
  });
});

describe('what was typed is emptied', () => {
  it('after five minutes out of sight, and not after four', () => {
    const page = openPage();
    page.see('hidden');
    page.pass(4 * minute);
    page.see('visible');
    page.pass(4 * minute);
    expect(page.done).toEqual(['wake']);
    page.see('hidden');
    page.pass(minute);
    expect(page.done).toEqual(['wake', 'hide']);
  });

  it('before the page is shown again, where no timer rang meanwhile', () => {
    const page = openPage();
    page.see('hidden');
    page.pass(60 * minute, true);
    page.see('visible');
    expect(page.done).toEqual(['hide', 'wake']);
  });

  it('after five minutes in which nobody used a page that is in sight, again and again', () => {
    const page = openPage();
    page.pass(4.9 * minute);
    page.tell('page', 'keydown');
    page.pass(4.9 * minute);
    expect(page.done).toEqual(['use']);
    page.pass(0.1 * minute);
    expect(page.done).toEqual(['use', 'hide']);
    page.pass(5 * minute);
    expect(page.done).toEqual(['use', 'hide', 'hide']);
  });

  it('before the first use after a sleep is heard', () => {
    const page = openPage();
    page.pass(7 * 24 * 60 * minute, true);
    page.tell('page', 'keydown');
    expect(page.done).toEqual(['hide', 'use']);
  });

  it('behind another window too, though the pointer passes over it', () => {
    const page = openPage();
    page.front(false);
    for (let gone = 0; gone < 5; gone += 1) {
      page.pass(minute);
      page.tell('page', 'pointermove');
    }
    expect(page.done.filter((what) => what === 'hide')).toEqual(['hide']);
    page.front(true);
    page.pass(4 * minute);
    page.tell('page', 'pointermove');
    page.pass(4 * minute);
    expect(page.done.filter((what) => what === 'hide')).toEqual(['hide']);
  });

  it('when the clock was set back, as nobody can tell how long it has been', () => {
    const page = openPage();
    page.pass(-30_000);
    page.tell('page', 'keydown');
    page.pass(-60 * minute);
    page.tell('page', 'keydown');
    expect(page.done).toEqual(['use', 'hide', 'use']);
  });
});
