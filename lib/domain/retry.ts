/** When to try again by ourselves. */
import type { Failure } from './failure';
import { hourMs, minuteMs } from './preferences';

const firstMs = 30_000;
const ceilingMs = 15 * minuteMs;

/** Exponential: 30 s, 1, 2, 4, 8 min, never more than 15. `random` (0 ≤ x < 1) spreads it by a tenth either way. */
export function backOffMs(failures: number, random: number): number {
  const plain = Math.min(ceilingMs, firstMs * 2 ** Math.min(20, Math.max(0, failures - 1)));
  return Math.min(ceilingMs, Math.round(plain * (0.9 + 0.2 * random)));
}

/** How long to leave a server alone that answered 429 without a time. server: its own periods are a minute. */
export const unnamedPauseMs = (failures: number, random: number): number =>
  Math.max(minuteMs, backOffMs(failures, random));

/**
 * The earliest instant for another try after so many failures in a row, or null: only a person can help, and every
 * try would be a failed sign-in in somebody's log.
 */
export function retryAt(failure: Failure, failures: number, now: number, random: number): number | null {
  switch (failure.kind) {
    case 'key-refused':
    case 'key-lost':
      return null;
    case 'version-refused':
    case 'sign-in-refused':
      return now + hourMs;
    case 'no-provider':
      return now + ceilingMs;
    case 'offline':
    case 'no-permission':
      // Looking costs no request.
      return now + firstMs;
    case 'rate-limited':
      return failure.retryAt ?? now + unnamedPauseMs(failures, random);
    default:
      return now + backOffMs(failures, random);
  }
}

/** `notBefore` of an account that waits for a person. */
export const never = Number.MAX_SAFE_INTEGER;
