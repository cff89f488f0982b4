import { describe, expect, it } from 'vitest';
import type { Failure, FailureKind } from '@/lib/domain/failure';
import type { SignInOutcome } from '@/lib/messaging/protocol';
import { bugResult, failureResult, outcomeResult } from '@/lib/view/options/result';
import { now, text } from './options-fixtures';

const host = 'vault.example.org';
const failures: Record<FailureKind, Failure> = {
  offline: { kind: 'offline' },
  'no-answer': { kind: 'no-answer', host },
  'server-error': { kind: 'server-error', host, status: 503 },
  'rate-limited': { kind: 'rate-limited', host, retryAt: null },
  unreadable: { kind: 'unreadable', host, what: 'GET /accounts/profile' },
  'not-bitwarden': { kind: 'not-bitwarden', host },
  'no-permission': { kind: 'no-permission', host },
  'key-refused': { kind: 'key-refused' },
  'version-refused': { kind: 'version-refused' },
  'sign-in-refused': { kind: 'sign-in-refused', code: 'invalid_grant' },
  refused: { kind: 'refused', status: 403, what: 'GET /accounts/profile' },
  rejected: { kind: 'rejected', status: 400, what: 'POST /connect/token' },
  'no-provider': { kind: 'no-provider' },
  'key-lost': { kind: 'key-lost' },
};

const outcomes: SignInOutcome[] = [
  { kind: 'malformed-id' },
  { kind: 'organization-key' },
  { kind: 'missing-secret' },
  { kind: 'other-account' },
  ...Object.values(failures).map((failure): SignInOutcome => ({ kind: 'failed', failure })),
];

const harbour = { id: 'p1', name: 'Harbour IT', role: 'provider-admin', enabled: true, clients: 24 } as const;
const connected = (...providers: Extract<SignInOutcome, { kind: 'connected' }>['providers']): SignInOutcome => ({
  kind: 'connected',
  accountId: 'a',
  email: 'ada@harbour-it.example',
  providers,
});

describe('words of what a sign-in found out', () => {
  it('are distinct and whole for everything that can go wrong', () => {
    for (const region of ['us', 'eu', 'own'] as const) {
      const said = outcomes.map((outcome) => outcomeResult(outcome, region, 'entering').lines.map(text).join(' '));
      expect(new Set(said).size).toBe(outcomes.length);
      for (const sentence of said) {
        // A missing message shows its key, an unfilled placeholder its braces.
        expect(sentence).not.toMatch(/options_|[{}]/);
        expect(sentence).toMatch(/[.!]$/);
      }
    }
  });

  it.each([
    ['organization-key', { kind: 'organization-key' }, 'clientId', 'This is an organization’s key.'],
    ['malformed-id', { kind: 'malformed-id' }, 'clientId', 'That is not a complete client_id.'],
    ['missing-secret', { kind: 'missing-secret' }, 'clientSecret', 'The client_secret is missing.'],
    ['wrong secret', { kind: 'failed', failure: { kind: 'key-refused' } }, 'clientSecret', 'does not know this key'],
    ['unreachable', { kind: 'failed', failure: failures['no-answer'] }, 'address', `No answer from ${host}.`],
    ['not such a server', { kind: 'failed', failure: failures['not-bitwarden'] }, 'address', 'not like Bitwarden'],
    ['no provider', { kind: 'failed', failure: { kind: 'no-provider' } }, null, 'belongs to no provider'],
  ] as const)('points at what has to be corrected: %s', (_name, outcome, field, part) => {
    const result = outcomeResult(outcome, 'own', 'entering');
    expect(result.tone).toBe('bad');
    expect(result.field).toBe(field);
    expect(result.lines.map(text).join(' ')).toContain(part);
  });

  it('name the time to wait for where the server names it', () => {
    const failure: Failure = { kind: 'rate-limited', host, retryAt: now + 14 * 60_000 };
    expect(failureResult(failure, 'own', 'entering').lines.map(text).join()).toContain('at 9:14 AM');
  });

  it('speak of the stored key when that is tested', () => {
    const result = failureResult({ kind: 'key-refused' }, 'eu', 'testing');
    expect(result.lines.map(text).join(' ')).toContain('enter the new one');
    expect(result.field).toBeNull();
  });

  it('ask about the region only where there are two', () => {
    expect(failureResult({ kind: 'key-refused' }, 'eu', 'entering').lines).toHaveLength(2);
    expect(failureResult({ kind: 'key-refused' }, 'own', 'entering').lines).toHaveLength(1);
  });

  it('keep status and call for the details', () => {
    expect(failureResult(failures.refused, 'own', 'entering').details).toBe('403 GET /accounts/profile');
    expect(failureResult(failures['server-error'], 'own', 'entering').details).toBe('503');
  });

  it('say who was connected, with clients and role', () => {
    const result = outcomeResult(connected(harbour), 'eu', 'entering');
    expect(result.tone).toBe('good');
    expect(result.lines.map(text)).toEqual(['Connected: Harbour IT, 24 clients, provider admin']);
  });

  it('say every provider, leave out what is not known, and warn of a suspension', () => {
    const lantern = { id: 'p2', name: null, role: 'service-user', enabled: false, clients: null } as const;
    const result = outcomeResult(connected({ ...harbour, clients: 1 }, lantern), 'eu', 'entering');
    expect(result.tone).toBe('wait');
    const lines = result.lines.map(text);
    expect(lines.slice(0, 2)).toEqual([
      'Connected: Harbour IT, 1 client, provider admin',
      'Connected: your provider, service user',
    ]);
    expect(lines[2]).toContain('has suspended your provider');
  });

  it('has words for a bug of our own', () => {
    expect(bugResult.lines.map(text).join()).toContain('did not answer');
  });
});
