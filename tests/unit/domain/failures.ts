/** One failure of each kind: the compiler sees to it that none is missing. */
import type { Failure, FailureKind } from '@/lib/domain/failure';

export const failures: { readonly [K in FailureKind]: Extract<Failure, { kind: K }> } = {
  offline: { kind: 'offline' },
  'no-answer': { kind: 'no-answer', host: 'vault.example.org' },
  'server-error': { kind: 'server-error', host: 'vault.example.org', status: 503 },
  'rate-limited': { kind: 'rate-limited', host: 'vault.example.org', retryAt: null },
  unreadable: { kind: 'unreadable', host: 'vault.example.org', what: 'GET /providers/{p}/organizations' },
  'not-bitwarden': { kind: 'not-bitwarden', host: 'vault.example.org' },
  'no-permission': { kind: 'no-permission', host: 'vault.example.org' },
  'key-refused': { kind: 'key-refused' },
  'version-refused': { kind: 'version-refused' },
  'sign-in-refused': { kind: 'sign-in-refused', code: 'invalid_grant' },
  refused: { kind: 'refused', status: 403, what: 'GET /providers/{p}/users' },
  rejected: { kind: 'rejected', status: 400, what: 'GET /providers/{p}/users' },
  'no-provider': { kind: 'no-provider' },
  'key-lost': { kind: 'key-lost' },
};
