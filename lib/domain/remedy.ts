/** What it takes to end a failure: a person, or patience. */
import type { Failure } from './failure';

/** Failures that only a person can end: no use in trying again by ourselves. */
export const needsPerson = (failure: Failure): boolean =>
  failure.kind === 'key-refused' ||
  failure.kind === 'no-permission' ||
  failure.kind === 'no-provider' ||
  failure.kind === 'version-refused' ||
  failure.kind === 'sign-in-refused' ||
  failure.kind === 'key-lost';

/** Failures of the line or the server as a whole: stop the poll and back off, rather than going on to the next request. */
export const stopsPoll = (failure: Failure): boolean =>
  needsPerson(failure) ||
  failure.kind === 'offline' ||
  failure.kind === 'no-answer' ||
  failure.kind === 'rate-limited' ||
  failure.kind === 'not-bitwarden';
