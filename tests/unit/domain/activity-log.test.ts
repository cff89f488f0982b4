import { describe, expect, it } from 'vitest';
import type { Activity } from '@/lib/domain/activity';
import { differences, endOf, endWords, newestFirst, wayWords, whomWords } from '@/lib/domain/activity-log';
import { inFilter, recordTable } from '@/lib/domain/activity-record';
import { csvText } from '@/lib/domain/csv';
import { datedName } from '@/lib/domain/file-name';
import { english, spoken } from './english';

const common = {
  id: 'x',
  at: Date.UTC(2026, 10, 21, 9, 6),
  accountId: 'a',
  account: 'ada@harbour-it.example',
  providerId: 'p',
  providerName: 'Harbour IT',
  place: 'c',
  clientName: 'Brightwater Dental Group',
  person: { id: 'm', userId: 'u', name: 'Tom Okafor', email: 'tom@brightwater.example', role: 'user' },
  publicKeyHash: 'ab'.repeat(32),
} as const;
const confirmed: Activity = { ...common, what: 'confirm', way: 'covered-word', state: 'confirmed' };
const team = { place: 'team', clientName: null } as const;

describe('words that differed', () => {
  const mismatch: Activity = { ...common, id: 'y', what: 'mismatch' };
  const moved = (entry: Activity, minutes: number, person: Partial<Activity['person']> = {}): Activity => ({
    ...entry,
    at: common.at + minutes * 60_000,
    person: { ...entry.person, ...person },
  });
  const tom = { id: 'm', userId: 'u' };

  it.each<[string, Activity[], typeof tom | { id: string; userId: null }, number | null]>([
    ['nothing known', [], tom, null],
    ['found', [mismatch], tom, common.at],
    ['found twice: the last counts', [mismatch, moved(mismatch, 5)], tom, common.at + 300_000],
    ['confirmed since', [mismatch, moved(confirmed, 5)], tom, null],
    ['found again after that', [moved(mismatch, 9), mismatch, moved(confirmed, 5)], tom, common.at + 540_000],
    ['of the same user elsewhere', [mismatch], { id: 'other', userId: 'u' }, common.at],
    ['of the same membership, whose user is not known', [mismatch], { id: 'm', userId: null }, common.at],
    ['found of a user who was not known then', [moved(mismatch, 0, { userId: null })], tom, common.at],
    [
      'known of both: the newer counts',
      [moved(mismatch, 0, { userId: null }), moved(confirmed, 5, { id: 'other' })],
      tom,
      null,
    ],
    ['of somebody else', [mismatch], { id: 'other', userId: 'v' }, null],
  ])('%s', (_, entries, person, at) => {
    expect(differences(entries)(person)).toBe(at);
    expect(differences([...entries].reverse())(person)).toBe(at);
  });
});

describe('an entry', () => {
  it.each<[string, Activity, string, string, string | null, boolean]>([
    ['confirmed', confirmed, 'Confirmed', 'Tom Okafor, Brightwater Dental Group', 'covered word compared', false],
    [
      'sent, and nobody knows',
      { ...confirmed, state: 'sending', way: 'all-five' },
      'Not known yet',
      'Tom Okafor, Brightwater Dental Group',
      'all five words heard',
      true,
    ],
    [
      'sent, and nobody will ever know',
      { ...confirmed, state: 'unclear' },
      'End not known',
      'Tom Okafor, Brightwater Dental Group',
      'covered word compared',
      true,
    ],
    [
      'not confirmed',
      { ...confirmed, state: 'not-confirmed', way: 'whole-phrase' },
      'Not confirmed',
      'Tom Okafor, Brightwater Dental Group',
      'whole phrase pasted',
      true,
    ],
    [
      'words that differed',
      { ...common, what: 'mismatch' },
      'Words differed',
      'Tom Okafor, Brightwater Dental Group',
      null,
      true,
    ],
    [
      'of the team',
      { ...confirmed, ...team, person: { ...common.person, role: 'service-user' } },
      'Confirmed',
      'Tom Okafor, as service user of Harbour IT',
      'covered word compared',
      false,
    ],
    [
      'an admin of the team, without a name',
      { ...confirmed, ...team, person: { ...common.person, name: null, role: 'provider-admin' } },
      'Confirmed',
      'tom@brightwater.example, as provider admin of Harbour IT',
      'covered word compared',
      false,
    ],
    [
      'at a client without a name',
      { ...confirmed, clientName: null, providerName: null },
      'Confirmed',
      'Tom Okafor, a client without a name',
      'covered word compared',
      false,
    ],
  ])('%s', (_, entry, end, whom, way, problem) => {
    expect(spoken(endWords(entry))).toBe(end);
    expect(spoken(whomWords(entry))).toBe(whom);
    const words = wayWords(entry);
    expect(words === null ? null : spoken(words)).toBe(way);
    expect(inFilter(entry, 'problems')).toBe(problem);
    expect([inFilter(entry, 'all'), inFilter(entry, 'did'), inFilter(entry, 'noticed')]).toEqual([true, true, false]);
  });

  it('comes before older ones', () => {
    const list = [
      { ...confirmed, at: 1 },
      { ...confirmed, at: 3, id: 'b' },
      { ...confirmed, at: 3, id: 'a' },
    ];
    expect(list.sort(newestFirst).map(({ at, id }) => `${at}${id}`)).toEqual(['3a', '3b', '1x']);
    expect(endOf(confirmed)).toBe('confirmed');
  });
});

describe('as a table', () => {
  const rows = recordTable([confirmed, { ...common, ...team, what: 'mismatch' }], english.say);

  it('has a head in the language of the page, and as many cells in each row', () => {
    expect(rows[0]).toContain('SHA-256 of the public key');
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  });

  it('holds who, where, when, by whom, how, and with which key', () => {
    expect(rows[1]).toEqual([
      '2026-11-21T09:06:00.000Z',
      'Confirmed',
      'Tom Okafor',
      'tom@brightwater.example',
      'User',
      'Brightwater Dental Group',
      'Harbour IT',
      'ada@harbour-it.example',
      'covered word compared',
      'ab'.repeat(32),
      'u',
      null,
    ]);
    expect(rows[2]?.slice(5, 9)).toEqual(['Own team', 'Harbour IT', 'ada@harbour-it.example', null]);
  });

  it('cannot be made to run anything by a name', () => {
    const evil: Activity = { ...confirmed, clientName: '=cmd|x', person: { ...common.person, name: '@SUM(1)' } };
    const text = csvText(recordTable([evil], english.say));
    expect(text).toContain(",'@SUM(1),");
    expect(text).toContain(",'=cmd|x,");
  });
});

it('is saved under the day as people here count it', () => {
  const evening = new Date(2026, 2, 5, 23, 59).getTime();
  expect(datedName('activity', evening, 'csv')).toBe('activity-2026-03-05.csv');
});
