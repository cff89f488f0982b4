import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aboutWords,
  accountOf,
  headWords,
  howWords,
  inFilter,
  noteWords,
  type RecordEnd,
  recordColumns,
  recordEnd,
  recordTable,
  searchText,
} from '@/lib/domain/activity-record';
import type { Deed, Sighting } from '@/lib/domain/journal';
import { TEAM } from '@/lib/domain/keys';
import { english, spoken } from './english';

const invite: Deed = {
  id: 'd',
  at: Date.UTC(2026, 10, 21, 9, 6),
  accountId: 'a',
  account: 'ada@harbour-it.example',
  providerId: 'p',
  providerName: 'Harbour IT',
  place: 'c',
  clientName: 'Brightwater',
  what: 'invite',
  state: 'done',
  people: [{ name: 'Eva Roth', email: 'eva@x.example' }],
  role: 'admin',
  sentence: null,
};
const { role: _role, ...roleless } = invite;
const seats: Deed = { ...roleless, what: 'seats', people: [], seats: { from: 20, to: 30 } };
const some = (count: number, refused = 0): Deed['people'] =>
  Array.from({ length: count }, (_, at) => ({
    name: null,
    email: `p${at}@x.example`,
    ...(at < refused ? { refused: true } : {}),
  }));
const waiting: Sighting = {
  id: 's',
  at: 1,
  accountId: 'a',
  providerId: 'p',
  providerName: 'Harbour IT',
  what: 'noticed',
  kind: 'waiting',
  names: ['Tom Okafor', 'Priya Nair'],
  count: 2,
};

const told = (entry: Deed | Sighting): string =>
  [headWords(entry), aboutWords(entry), ...noteWords(entry)].map(spoken).join(' | ');

describe('a deed', () => {
  it.each<[string, Deed, RecordEnd, string]>([
    ['done', invite, 'done', 'Invited | Eva Roth, Brightwater'],
    [
      'in the own team',
      { ...invite, what: 'resend', place: TEAM, clientName: null },
      'done',
      'Sent again | Eva Roth, your own team at Harbour IT',
    ],
    [
      'for many',
      { ...invite, people: some(12) },
      'done',
      'Invited | p0@x.example, p1@x.example and p2@x.example (and 9 more), Brightwater',
    ],
    [
      'refused, with the reason',
      { ...invite, what: 'remove', state: 'refused', sentence: 'Only owners can remove other owners.' },
      'refused',
      'Not removed | Eva Roth, Brightwater | The server said: “Only owners can remove other owners.”',
    ],
    [
      'refused, without one',
      { ...invite, what: 'restore', state: 'refused' },
      'refused',
      'Access not restored | Eva Roth, Brightwater | The server gave no reason.',
    ],
    [
      'never sent, with the reason',
      { ...invite, state: 'unsent', failure: { kind: 'no-permission', host: 'v.test' } },
      'unsent',
      'Not invited | Eva Roth, Brightwater | Nothing was sent. The browser does not let us reach v.test. Allow it in the options.',
    ],
    [
      'found not to be done, after no answer',
      { ...invite, what: 'remove', state: 'refused', failure: { kind: 'no-answer', host: 'v.test' } },
      'refused',
      'Not removed | Eva Roth, Brightwater | No answer from v.test.',
    ],
    [
      'partly done',
      { ...invite, what: 'revoke', state: 'partly', people: some(3, 1), sentence: 'Already revoked.' },
      'partly',
      'Partly done | Access revoked: p0@x.example, p1@x.example and p2@x.example, Brightwater | Not done for p0@x.example. | The server said: “Already revoked.”',
    ],
    [
      'without an answer',
      { ...invite, what: 'role', state: 'sent' },
      'unknown',
      'Not known yet | Change of role: Eva Roth, Brightwater | It was sent, but no answer came, so nobody knows whether it was done. The list itself shows what is.',
    ],
    ['seats', seats, 'done', 'Seats changed | Brightwater, from 20 to 30 seats'],
    [
      'seats without an answer',
      { ...seats, state: 'sent', clientName: null },
      'unknown',
      'Not known yet | Change of seats: a client without a name, from 20 to 30 seats | It was sent, but no answer came, so nobody knows whether it was done. The list itself shows what is.',
    ],
  ])('%s', (_, deed, end, words) => {
    expect(recordEnd(deed)).toBe(end);
    expect(told(deed)).toBe(words);
    expect(inFilter(deed, 'did')).toBe(true);
    expect(inFilter(deed, 'noticed')).toBe(false);
    expect(inFilter(deed, 'problems')).toBe(end !== 'done');
  });

  it('of each kind and end has words', () => {
    for (const what of ['invite', 'resend', 'remove', 'role', 'revoke', 'restore', 'seats'] as const)
      for (const state of ['sent', 'done', 'partly', 'refused', 'unsent'] as const)
        expect(told({ ...invite, what, state })).toMatch(/ \| /);
  });

  it('says which role was given, and by which account', () => {
    const how = howWords(invite);
    expect(how && spoken(how)).toBe('Admin');
    expect(howWords(seats)).toBeNull();
    expect(accountOf(invite)).toBe('ada@harbour-it.example');
  });
});

describe('something that was noticed', () => {
  it.each<[string, Partial<Sighting>, string]>([
    ['two people', {}, 'Waiting | Tom Okafor and Priya Nair, Harbour IT'],
    [
      'more than are named',
      { kind: 'invitation', names: ['A', 'B', 'C', 'D', 'E'], count: 9 },
      'Invitation ends or ended | A, B and C (and 6 more), Harbour IT',
    ],
    ['people at one client', { places: ['Brightwater'] }, 'Waiting | Tom Okafor and Priya Nair, Brightwater'],
    [
      'people at a client and in the team',
      { places: ['Brightwater', 'Harbour IT'] },
      'Waiting | Tom Okafor and Priya Nair · Brightwater and Harbour IT',
    ],
    ['people at many clients', { places: ['A', 'B', 'C', 'D'] }, 'Waiting | Tom Okafor and Priya Nair, Harbour IT'],
    ['without names', { kind: 'low-seats', names: [''], count: 4 }, 'Low on seats | 4 in all, Harbour IT'],
    [
      'an account',
      { kind: 'account', providerName: null, names: ['ada@x.example'], count: 1 },
      'Account needs you | ada@x.example',
    ],
    ['a provider', { kind: 'provider', names: [], count: 0 }, 'Your membership | Harbour IT'],
  ])('%s', (_, more, words) => {
    const entry = { ...waiting, ...more };
    expect(told(entry)).toBe(words);
    expect([inFilter(entry, 'did'), inFilter(entry, 'noticed'), inFilter(entry, 'problems')]).toEqual([
      false,
      true,
      false,
    ]);
    expect(accountOf(entry)).toBeNull();
  });
});

describe('the search', () => {
  it.each<[string, Deed | Sighting, readonly string[]]>([
    ['a deed', invite, ['eva roth', 'eva@x', 'brightwater']],
    ['a deed in the team', { ...invite, clientName: null }, ['eva']],
    ['what was noticed', { ...waiting, places: ['Café Zürich'] }, ['okafor', 'cafe zurich']],
  ])('finds %s by person and client', (_, entry, queries) => {
    for (const query of queries) expect(searchText(entry)).toContain(query);
    expect(searchText(entry)).not.toContain('harbour');
  });
});

describe('as a table', () => {
  it('has a row for each person of a deed, with the end of each', () => {
    const rows = recordTable(
      [
        { ...invite, state: 'partly', people: some(2, 1), sentence: 'Seats.' },
        seats,
        { ...waiting, places: ['Brightwater'] },
        { ...invite, state: 'unsent', failure: { kind: 'offline' } },
      ],
      english.say,
    );
    expect(rows.map((row) => row[1])).toEqual([
      'What',
      'Not invited',
      'Invited',
      'Seats changed',
      'Waiting',
      'Not invited',
    ]);
    expect(rows[4]?.[5]).toBe('Brightwater');
    expect(rows[5]?.at(-1)).toBe('Nothing was sent. You are offline.');
    expect(rows[1]).toEqual([
      '2026-11-21T09:06:00.000Z',
      'Not invited',
      null,
      'p0@x.example',
      'Admin',
      'Brightwater',
      'Harbour IT',
      'ada@harbour-it.example',
      null,
      null,
      null,
      'The server said: “Seats.”',
    ]);
    expect(rows[3]?.at(-1)).toBe('From 20 to 30 seats.');
    expect(rows[4]?.at(-1)).toBe('Tom Okafor and Priya Nair');
  });

  it('calls nothing done of which nobody knows', () => {
    const rows = recordTable(
      [
        { ...invite, state: 'sent' },
        { ...seats, state: 'sent' },
      ],
      english.say,
    );
    expect(rows.slice(1).map((row) => row[1])).toEqual(['Not known yet', 'Not known yet']);
  });

  it('has as many cells in each row as there are columns', () => {
    const state = fc.constantFrom('sent', 'done', 'partly', 'refused', 'unsent' as const);
    fc.assert(
      fc.property(state, fc.nat(5), (how, count) => {
        const rows = recordTable([{ ...invite, state: how, people: some(count) }, waiting], english.say);
        expect(new Set(rows.map((row) => row.length))).toEqual(new Set([recordColumns.length]));
        expect(rows).toHaveLength(2 + Math.max(1, count));
      }),
    );
  });
});
