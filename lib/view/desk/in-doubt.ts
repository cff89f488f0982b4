/** How long it stays open whether a request that was not answered is still being carried out. */
import { mayHaveWorked } from '@/lib/domain/errand';
import type { Failure } from '@/lib/domain/failure';
import { minuteMs } from '@/lib/domain/time';

/** The server lets nothing take longer. */
const lateMs = 2 * minuteMs;

/**
 * Whether what is not there yet may still come. server: its own 500 ends what it did; whatever cut the line, or a proxy
 * that gave up, ended nothing.
 * @param ageMs from the request to the reading that shows no change, ms
 */
export const mayStillWork = (failure: Failure, ageMs: number): boolean =>
  mayHaveWorked(failure) &&
  !(failure.kind === 'server-error' && failure.status === 500) &&
  // Set back, a clock tells nothing.
  Math.abs(ageMs) < lateMs;
