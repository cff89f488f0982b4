import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signInFailure } from '@/lib/bitwarden/api';
import type { Failure } from '@/lib/domain/failure';

describe('the error word of the token endpoint', () => {
  test.each<[string, Failure]>([
    ['invalid_client', { kind: 'key-refused' }],
    ['version_header_missing', { kind: 'version-refused' }],
    ['invalid_client_version', { kind: 'version-refused' }],
    ['device_error', { kind: 'sign-in-refused', code: 'device_error' }],
    ['invalid_grant', { kind: 'sign-in-refused', code: 'invalid_grant' }],
    ['invalid_scope', { kind: 'sign-in-refused', code: 'invalid_scope' }],
    ['unsupported_grant_type', { kind: 'sign-in-refused', code: 'unsupported_grant_type' }],
    ['', { kind: 'sign-in-refused', code: 'unknown' }],
    ['a'.repeat(41), { kind: 'sign-in-refused', code: 'unknown' }],
    ['Zq3vR8tYw1LmN0pKs6BdXc2HfJg9Ue', { kind: 'sign-in-refused', code: 'unknown' }],
    ['invalid_grant\n<b>', { kind: 'sign-in-refused', code: 'unknown' }],
  ])('%j', (error, expected) => {
    expect(signInFailure(error)).toEqual(expected);
  });

  test('any other text leaves no trace', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^[a-z_]*$/.test(text));
        expect(signInFailure(text)).toEqual({
          kind: 'sign-in-refused',
          code: 'unknown',
        });
      }),
    );
  });
});
