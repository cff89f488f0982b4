/** The toolbar: one state for every situation, a count of people, and a sentence. */
import { describe, expect, it, test } from 'vitest';
import {
  accountInTrouble,
  type BadgeState,
  type BadgeView,
  badgeCount,
  badgeView,
  troubleWords,
} from '@/lib/domain/badge';
import { type Failure, needsPerson } from '@/lib/domain/failure';
import type { Account, Place } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import { defaultPreferences } from '@/lib/domain/preferences';
import { now, spoken } from './english';
import { failures } from './failures';
import { account, client, overviewOf, person, place, provider } from './samples';

const minute = 60_000;

interface Situation {
  readonly waiting?: number;
  readonly failure?: Failure | null;
  /** Minutes since the list was read; null: never. */
  readonly age?: number | null;
  readonly online?: boolean;
  readonly label?: string | null;
  /** Minutes since the account was added. */
  readonly added?: number;
  readonly suspended?: boolean;
  readonly removed?: boolean;
}

function overview({
  waiting = 0,
  failure = null,
  age = 1,
  label = null,
  added = 1,
  suspended = false,
  removed = false,
}: Situation): Overview {
  const readAt = now - (age ?? 0) * minute;
  const people = Array.from({ length: waiting }, (_, n) => person(`x${n}`));
  const at: Place = place('c', people, { readAt, triedAt: readAt });
  return overviewOf({
    accounts: [account({ label, failure, addedAt: now - added * minute })],
    providers: [provider({ role: 'service-user', baselineAt: age === null ? null : 1, enabled: !suspended, removed })],
    lists: age === null ? [] : [{ accountId: 'a', providerId: 'p', readAt, clients: [client('c')] }],
    places: [at],
  });
}
const view = (situation: Situation): BadgeView =>
  badgeView(overview(situation), { now, online: situation.online ?? true });

describe('the badge', () => {
  const refused = failures['key-refused'];
  test.each<[string, BadgeView, BadgeState, string, BadgeView['icon'], string]>([
    ['no account', badgeView(overviewOf({}), { now, online: true }), 'signed-out', '', 'idle', 'Set up Provider Desk'],
    [
      'no account, offline',
      badgeView(overviewOf({}), { now, online: false }),
      'signed-out',
      '',
      'idle',
      'Set up Provider Desk',
    ],
    ['suspended', view({ suspended: true }), 'trouble', '!', 'normal', 'Harbour IT: suspended by Bitwarden'],
    [
      'suspended while people wait',
      view({ suspended: true, waiting: 2 }),
      'waiting-and-trouble',
      '2',
      'normal',
      '2 people wait. Harbour IT: suspended by Bitwarden',
    ],
    [
      'removed from the provider',
      view({ removed: true }),
      'trouble',
      '!',
      'normal',
      'Harbour IT: you are no longer a member',
    ],
    [
      'never read since it was added long ago',
      view({ age: null, added: 45 }),
      'stale',
      '?',
      'off',
      'Not checked since 08:15',
    ],
    ['all clear', view({}), 'clear', '', 'idle', 'Provider Desk: nobody is waiting'],
    ['one waits', view({ waiting: 1 }), 'waiting', '1', 'normal', '1 person waits for confirmation'],
    ['three wait', view({ waiting: 3 }), 'waiting', '3', 'normal', '3 people wait for confirmation'],
    ['a hundred wait', view({ waiting: 100 }), 'waiting', '99+', 'normal', '100 people wait for confirmation'],
    ['trouble', view({ failure: refused }), 'trouble', '!', 'normal', 'ada@harbour-it.example: API key refused'],
    [
      'trouble by its label',
      view({ failure: refused, label: 'Lantern' }),
      'trouble',
      '!',
      'normal',
      'Lantern: API key refused',
    ],
    [
      'both',
      view({ failure: refused, waiting: 3 }),
      'waiting-and-trouble',
      '3',
      'normal',
      '3 people wait. ada@harbour-it.example: API key refused',
    ],
    [
      'trouble and old',
      view({ failure: refused, age: 600 }),
      'trouble',
      '!',
      'normal',
      'ada@harbour-it.example: API key refused',
    ],
    ['first check', view({ age: null }), 'checking', '', 'idle', 'Provider Desk: first check…'],
    [
      'offline, never checked',
      view({ age: null, online: false }),
      'offline',
      '',
      'idle',
      'Offline. Nothing was checked yet',
    ],
    ['offline', view({ online: false }), 'offline', '', 'idle', 'Offline. Last checked at 08:59'],
    [
      'offline, one waits',
      view({ online: false, waiting: 1 }),
      'offline',
      '1',
      'normal',
      'Offline. Last checked at 08:59',
    ],
    ['half an hour old', view({ age: 30 }), 'clear', '', 'idle', 'Provider Desk: nobody is waiting'],
    ['older', view({ age: 31 }), 'stale', '?', 'off', 'Not checked since 08:29'],
    ['older, two wait', view({ age: 31, waiting: 2 }), 'stale', '2', 'off', 'Not checked since 08:29'],
    ['older and offline', view({ age: 61, online: false }), 'stale', '?', 'off', 'Not checked since 07:59'],
    [
      'a failure that mends itself',
      view({ failure: failures['no-answer'] }),
      'clear',
      '',
      'idle',
      'Provider Desk: nobody is waiting',
    ],
  ])('%s', (_, shown, state, text, icon, title) => {
    expect(shown).toMatchObject({ state, text, icon });
    expect(spoken(shown.title)).toBe(title);
  });

  it('has words, a colour and a fitting text in every situation', () => {
    const states = new Set<BadgeState>();
    for (const failure of [null, ...Object.values(failures)])
      for (const waiting of [0, 1, 2, 12, 99, 100, 1_000])
        for (const age of [null, 0, 31, 3_000])
          for (const online of [true, false]) {
            const shown = view({ failure, waiting, age, online });
            states.add(shown.state);
            expect(spoken(shown.title).length).toBeGreaterThan(5);
            expect(shown.color).toMatch(/^#[0-9a-f]{6}$/);
            expect(shown.text).toMatch(/^(|!|\?|[1-9]\d?|99\+)$/);
            if (waiting > 0) expect(shown.text).toBe(badgeCount(waiting));
          }
    states.add(badgeView(overviewOf({}), { now, online: true }).state);
    expect([...states].sort()).toEqual(
      ['checking', 'clear', 'offline', 'signed-out', 'stale', 'trouble', 'waiting', 'waiting-and-trouble'].sort(),
    );
  });

  it('counts people at muted clients neither in figure nor in words', () => {
    const muted = {
      ...overview({ waiting: 3 }),
      preferences: { ...defaultPreferences, muted: [{ accountId: 'a', providerId: 'p', clientId: 'c', name: null }] },
    };
    expect(badgeView(muted, { now, online: true })).toMatchObject({ state: 'clear', text: '' });
  });

  it('is as old as the oldest account', () => {
    const fresh = overview({});
    const other = overview({ age: 45 });
    const rename = <T extends { accountId: string }>(records: readonly T[]): T[] =>
      records.map((r) => ({ ...r, accountId: 'b' }));
    const both: Overview = {
      ...fresh,
      accounts: [...fresh.accounts, ...other.accounts.map((a): Account => ({ ...a, id: 'b' }))],
      providers: [...fresh.providers, ...rename(other.providers)],
      lists: [...fresh.lists, ...rename(other.lists)],
      places: [...fresh.places, ...rename(other.places)],
    };
    expect(badgeView(both, { now, online: true }).state).toBe('stale');
  });

  test.each([
    [0, ''],
    [1, '1'],
    [99, '99'],
    [100, '99+'],
    [12_345, '99+'],
  ])('%s people: "%s"', (count, text) => {
    expect(badgeCount(count)).toBe(text);
  });
});

describe('trouble', () => {
  test.each(Object.values(failures))('$kind has words', (failure) => {
    expect(spoken(troubleWords(failure))).toMatch(/^[a-zA-Z]/);
    const found = accountInTrouble(overview({ failure }));
    expect(found?.failure ?? null).toEqual(needsPerson(failure) ? failure : null);
  });
});
