import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Failure, type FailureKind, needsPerson, stopsPoll } from '@/lib/domain/failure';
import { backOffMs, retryAt } from '@/lib/domain/retry';
import { failures } from './failures';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const minute = 60_000;

describe('back-off', () => {
  it('runs 30 s, 1, 2, 4, 8 min and stays under 15', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 50].map((n) => backOffMs(n, 0.5) / minute)).toEqual([0.5, 1, 2, 4, 8, 15, 15, 15]);
  });

  it('never gets shorter with more failures, is spread by a tenth, and has a ceiling', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2_000 }), random, (failed, spread) => {
        const ms = backOffMs(failed, spread);
        expect(backOffMs(failed + 1, spread)).toBeGreaterThanOrEqual(ms);
        expect(ms).toBeLessThanOrEqual(15 * minute);
        expect(ms).toBeGreaterThanOrEqual(27_000);
        expect(Math.abs(ms - backOffMs(failed, 0.5))).toBeLessThanOrEqual(0.1 * backOffMs(failed, 0.5) + 1);
      }),
    );
  });
});

describe('the next try', () => {
  const now = 1_000_000;
  const after: Record<FailureKind, number | null> = {
    offline: 30_000,
    'no-answer': 4 * minute,
    'server-error': 4 * minute,
    'rate-limited': 4 * minute,
    unreadable: 4 * minute,
    'not-bitwarden': 4 * minute,
    'no-permission': 30_000,
    'key-refused': null,
    'version-refused': 60 * minute,
    'sign-in-refused': 60 * minute,
    refused: 4 * minute,
    rejected: 4 * minute,
    'no-provider': 15 * minute,
    'key-lost': null,
  };
  test.each(Object.values(failures))('after $kind', (failure) => {
    const at = retryAt(failure, 4, now, 0.5);
    expect(at === null ? null : at - now).toBe(after[failure.kind]);
  });

  it('is when the server says, where it says so', () => {
    const failure: Failure = { kind: 'rate-limited', host: 'h', retryAt: now + 7_000 };
    expect(retryAt(failure, 9, now, 0.5)).toBe(now + 7_000);
  });

  it('after a 429 without a time waits a minute at least', () => {
    expect(retryAt({ kind: 'rate-limited', host: 'h', retryAt: null }, 1, now, 0)).toBe(now + minute);
  });

  it('is never in the past, and stays away only from what a person alone can end', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(failures)),
        fc.nat({ max: 100 }),
        random,
        (failure, failed, spread) => {
          const at = retryAt(failure, failed, now, spread);
          if (at === null) expect(needsPerson(failure)).toBe(true);
          else {
            expect(at).toBeGreaterThan(now);
            expect(at).toBeLessThanOrEqual(now + 60 * minute);
          }
        },
      ),
    );
  });
});

describe('what a failure means for the rest of the check', () => {
  const kinds = (of: (failure: Failure) => boolean): string[] =>
    Object.values(failures)
      .filter(of)
      .map((failure) => failure.kind)
      .sort();

  it('needs a person', () => {
    expect(kinds(needsPerson)).toEqual([
      'key-lost',
      'key-refused',
      'no-permission',
      'no-provider',
      'sign-in-refused',
      'version-refused',
    ]);
  });

  it('stops the check, or concerns one place alone', () => {
    expect(kinds((failure) => !stopsPoll(failure))).toEqual(['refused', 'rejected', 'server-error', 'unreadable']);
  });
});
