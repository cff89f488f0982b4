/**
 * Locks a page that nobody uses. The clock judges, not a timer alone: a computer that slept for a week has missed its
 * timers, and must lock before it does anything else.
 */

export interface IdleDeps {
  readonly now: () => number;
  /** Calls at this pace until the answer is called. */
  readonly every: (ms: number, call: () => void) => () => void;
  /** Time without use after which it locks. */
  readonly limitMs: () => number;
  readonly onIdle: () => void;
}

export interface Idle {
  /** Begins to watch, as of now. */
  start(): void;
  stop(): void;
  /** Somebody pointed, typed or scrolled. Comes too late after the limit, and then it locks. */
  use(): void;
  /** Looks at the clock: on waking, on coming back to the tab. */
  look(): void;
}

/** How far a clock may go back before it is taken for one that was set back, which would make the wait endless. */
const setBackMs = 60_000;
const lookEveryMs = 5_000;

export function createIdle({ now, every, limitMs, onIdle }: IdleDeps): Idle {
  let usedAt = 0;
  let stopLooking: (() => void) | null = null;

  const stop = (): void => {
    stopLooking?.();
    stopLooking = null;
  };

  const look = (): void => {
    if (stopLooking === null) return;
    const idleMs = now() - usedAt;
    if (idleMs < limitMs() && idleMs > -setBackMs) return;
    stop();
    onIdle();
  };

  return {
    start() {
      usedAt = now();
      stopLooking ??= every(lookEveryMs, look);
    },
    stop,
    use() {
      look();
      if (stopLooking !== null) usedAt = now();
    },
    look,
  };
}
