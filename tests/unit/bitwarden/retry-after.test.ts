import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRetryAfter } from '@/lib/bitwarden/retry-after';

const now = Date.UTC(2026, 7, 20, 12, 0, 0);
const day = 24 * 60 * 60_000;

describe('Retry-After', () => {
  test.each<[string, string | null, number | null]>([
    ['absent', null, null],
    ['empty', '', null],
    ['seconds', '60', now + 60_000],
    ['no wait', '0', now],
    ['spaces around', ' 7 ', now + 7_000],
    ['exactly a day', '86400', now + day],
    ['more than a day', '86401', now + day],
    ['more than a number holds', '9'.repeat(400), now + day],
    ['negative', '-5', null],
    ['a fraction', '1.5', null],
    ['an exponent', '1e3', null],
    ['two values', '5, 10', null],
    ['a word', 'soon', null],
    ['a word that Date.parse takes for a date', 'later 1', null],
    ['an ISO date, which is no HTTP date', '2026-08-20T12:05:00Z', null],
    ['a date', 'Thu, 20 Aug 2026 12:05:00 GMT', now + 5 * 60_000],
    ['the date of this very second', 'Thu, 20 Aug 2026 12:00:00 GMT', now],
    ['a date that has passed', 'Thu, 20 Aug 2026 11:59:59 GMT', null],
    ['a date years ahead', 'Sun, 20 Aug 2045 12:00:00 GMT', now + day],
    ['a month that does not exist', 'Thu, 20 Foo 2026 12:05:00 GMT', null],
  ])('%s', (_name, header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });

  test('whatever the header says, the wait is between nothing and a day, or unknown', () => {
    const header = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.bigInt({ min: 0n }).map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    );
    fc.assert(
      fc.property(header, (text) => {
        const at = parseRetryAfter(text, now);
        expect(at === null || (at >= now && at <= now + day)).toBe(true);
      }),
    );
  });
});
