/** The time as the simulated server sees it. */

export interface Clock {
  /** Epoch ms. */
  now(): number;
}

export interface MovableClock extends Clock {
  /** From now on the clock goes on from this instant (stands still, if the clock beneath stands still). */
  setTo(at: number): void;
  advance(ms: number): void;
}

/** A clock that can be moved, over one that cannot. */
export function createMovableClock(beneath: Clock): MovableClock {
  let offsetMs = 0;
  return {
    now: () => beneath.now() + offsetMs,
    setTo: (at) => {
      offsetMs = at - beneath.now();
    },
    advance: (ms) => {
      offsetMs += ms;
    },
  };
}

/** A clock that only moves when it is told to. */
export function createStoppedClock(at: number): MovableClock {
  return createMovableClock({ now: () => at });
}
