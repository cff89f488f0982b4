import { describe, expect, it } from 'vitest';
import { needsPerson } from '@/lib/domain/failure';
import { confirmObstacle, obstacleWords, whoMay } from '@/lib/domain/who-may';
import { spoken } from './english';
import { failures } from './failures';
import { account, place, provider } from './samples';

const all = { account: account(), provider: provider(), place: place('c') };

describe('what keeps an account from confirming', () => {
  it.each([
    ['nothing, at a client', {}, null],
    ['nothing, in the own team', { place: place('team') }, null],
    ['nothing, for a service user at a client', { provider: provider({ role: 'service-user' as const }) }, null],
    [
      'a service user in the own team',
      { provider: provider({ role: 'service-user' as const }), place: place('team') },
      'needs-admin',
    ],
    ['a reseller at a client', { provider: provider({ type: 'reseller' as const }) }, 'reseller'],
    [
      'not a reseller in its own team',
      { provider: provider({ type: 'reseller' as const }), place: place('team') },
      null,
    ],
    ['not a provider of a kind that is not known', { provider: provider({ type: 'unknown' as const }) }, null],
    ['not a suspended provider', { provider: provider({ enabled: false }) }, null],
    ['a provider that was left', { provider: provider({ removed: true, type: 'reseller' as const }) }, 'provider-left'],
    ['a provider that is not there', { provider: undefined }, 'provider-left'],
    ['an account that was forgotten', { account: undefined }, 'provider-left'],
    ['a refused list of clients', { provider: provider({ failure: failures.refused }) }, 'refused'],
    ['a refused place', { place: place('c', [], { failure: failures.refused }) }, 'refused'],
    ['not a list that got no answer', { provider: provider({ failure: failures['no-answer'] }) }, null],
    ['not a place that got no answer', { place: place('c', [], { failure: failures['server-error'] }) }, null],
    [
      'the reseller before the key',
      { account: account({ failure: failures['key-lost'] }), provider: provider({ type: 'reseller' as const }) },
      'reseller',
    ],
    [
      'the key before the refusal',
      { account: account({ failure: failures['key-refused'] }), provider: provider({ failure: failures.refused }) },
      'account',
    ],
  ])('%s', (_, more, kind) => {
    expect(confirmObstacle({ ...all, ...more })?.kind ?? null).toBe(kind);
  });

  it.each(Object.values(failures))('$kind: only what a person has to end', (failure) => {
    const obstacle = confirmObstacle({ ...all, account: account({ failure }) });
    expect(obstacle).toEqual(needsPerson(failure) ? { kind: 'account', failure } : null);
  });

  it('is said with the reason and with who can, in sentences of their own for each place', () => {
    const said = new Set<string>();
    const obstacles = [
      { kind: 'provider-left' as const },
      { kind: 'reseller' as const },
      { kind: 'needs-admin' as const },
      { kind: 'refused' as const },
      ...Object.values(failures)
        .filter(needsPerson)
        .map((failure) => ({ kind: 'account' as const, failure })),
    ];
    for (const obstacle of obstacles) {
      for (const where of ['team', 'c']) {
        const { why, who } = obstacleWords(obstacle, where);
        expect(spoken(why)).toMatch(/\.$/);
        expect(spoken(who)).toMatch(/\.$/);
        said.add(spoken(why));
      }
    }
    // Four of their own, and of the account: permission, version, key, sign-in.
    expect(said.size).toBe(8);
    expect(spoken(obstacleWords({ kind: 'reseller' }, 'c').who)).toContain('owners and admins');
    expect(spoken(obstacleWords({ kind: 'needs-admin' }, 'team').who)).toContain('provider admin');
  });

  it('is something else in the team than at a client', () => {
    expect(spoken(whoMay('team'))).not.toBe(spoken(whoMay('c')));
  });
});
