import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceWords } from '@/lib/domain/event-device';
import { type EventKind, kindOf, type LogEvent, wordsOf } from '@/lib/domain/event-log';
import { emptyBook, eventLine, type NameBook } from '@/lib/domain/event-words';
import { spoken } from './english';

const nothing: LogEvent = {
  type: 1501,
  at: 1,
  userId: null,
  actingUserId: null,
  memberId: null,
  clientId: null,
  providerId: null,
  relationId: null,
  systemUser: null,
  deviceType: null,
  ipAddress: null,
  domainName: null,
};
const book: NameBook = {
  members: new Map([['m-tom', 'Tom Okafor']]),
  users: new Map([
    ['tom', 'Tom Okafor'],
    ['ada', 'Ada Vermeer'],
  ]),
  clients: new Map([
    ['c', 'Brightwater'],
    ['r', 'Brightwater'],
  ]),
  state: 'whole',
};
const read = (event: Partial<LogEvent>, names = book) => {
  const { what, by, kind } = eventLine({ ...nothing, ...event }, names, 'Harbour IT');
  return { what: spoken(what), by: by === null ? null : spoken(by), kind };
};

/** Every number of the contract's table, as ranges with both ends. */
const known: readonly (readonly [number, number])[] = [
  [1000, 1011],
  [1100, 1132],
  [1300, 1302],
  [1400, 1402],
  [1500, 1526],
  [1600, 1630],
  [1700, 1700],
  [1800, 1803],
  [1900, 1903],
  [2000, 2003],
  [2100, 2105],
  [2200, 2203],
  [2300, 2305],
  [2400, 2402],
  [2500, 2511],
];

describe('a line of the event log', () => {
  it('has words of its own for every number that the contract names', () => {
    for (const [from, to] of known)
      for (let type = from; type <= to; type += 1) {
        expect(wordsOf(type), String(type)).not.toBeNull();
        const { what } = read({ type, memberId: 'm-tom', clientId: 'c', domainName: 'tideway.example' });
        expect(what).not.toMatch(/^Event \d/);
        expect(kindOf(type), String(type)).not.toBe('other');
      }
  });

  it('of a number that is not known says the number, whatever it is', () => {
    expect(read({ type: 2999 })).toEqual({ what: 'Event 2999', by: null, kind: 'other' });
    fc.assert(
      fc.property(fc.integer({ min: -5, max: 99_999 }), (type) => {
        const { what } = read({ type, memberId: 'm-tom', actingUserId: 'ada' });
        if (wordsOf(type) === null) expect(what).toBe(`Event ${type}`);
      }),
    );
  });

  it.each<[string, Partial<LogEvent>, string, string | null]>([
    [
      'invited, by a colleague',
      { type: 1500, memberId: 'm-tom', actingUserId: 'ada' },
      'Tom Okafor was invited',
      'by Ada Vermeer',
    ],
    ['known by user alone', { userId: 'tom', actingUserId: 'ada' }, 'Tom Okafor was confirmed', 'by Ada Vermeer'],
    [
      'done by themself',
      { type: 1516, memberId: 'm-tom', userId: 'tom', actingUserId: 'tom' },
      'Tom Okafor left',
      null,
    ],
    ['logged in: who acted is who is meant', { type: 1000, actingUserId: 'tom' }, 'Tom Okafor logged in', null],
    ['removed since', { type: 1503, memberId: 'm-gone' }, 'Somebody no longer listed was removed', null],
    [
      'by somebody who left',
      { memberId: 'm-tom', actingUserId: 'x' },
      'Tom Okafor was confirmed',
      'by somebody no longer listed',
    ],
    [
      'by staff who are in no list here',
      { memberId: 'm-tom', actingUserId: 'x', clientId: 'c', providerId: 'p' },
      'Tom Okafor was confirmed',
      'by staff of Harbour IT',
    ],
    [
      'by the directory',
      { type: 1523, memberId: 'm-tom', systemUser: 1 },
      'Tom Okafor was listed by the directory, without an invitation yet',
      'by the directory (SCIM)',
    ],
    [
      'by a system that is not known',
      { type: 1511, memberId: 'm-tom', systemUser: 77 },
      'Tom Okafor had their access revoked',
      'by the server itself',
    ],
    [
      'about a client',
      { type: 1901, relationId: 'r', actingUserId: 'ada' },
      'Brightwater was added as a client',
      'by Ada Vermeer',
    ],
    [
      'about a client that is gone',
      { type: 1902, relationId: 'other' },
      'A client no longer listed was unlinked from the provider',
      null,
    ],
    [
      'about a domain',
      { type: 2002, domainName: 'tideway.example', systemUser: 2 },
      'tideway.example was verified as a domain',
      'by the check of domains',
    ],
    ['about an item', { type: 1107, actingUserId: 'tom' }, 'An item was viewed', 'by Tom Okafor'],
    ['a field shown', { type: 1132 }, 'A hidden value of an item was shown', null],
    ['a field copied', { type: 1131 }, 'A hidden value of an item was copied', null],
    ['about the policies', { type: 1700, actingUserId: 'ada' }, 'A policy was changed', 'by Ada Vermeer'],
  ])('%s', (_, event, what, by) => {
    expect(read(event)).toMatchObject({ what, by });
  });

  it('does not call somebody gone before the list was read, nor where it could not be', () => {
    expect(read({ memberId: 'm-x', actingUserId: 'ada' }, emptyBook)).toMatchObject({
      what: 'Somebody was confirmed',
      by: null,
    });
    const part: NameBook = { ...emptyBook, state: 'part' };
    expect(read({ memberId: 'm-x', actingUserId: 'x' }, part)).toMatchObject({
      what: 'Somebody whose name could not be read was confirmed',
      by: 'by somebody whose name could not be read',
    });
  });

  it.each<[number, EventKind]>([
    [1005, 'logins'],
    [1115, 'items'],
    [1302, 'items'],
    [1511, 'people'],
    [1602, 'organization'],
    [1700, 'policies'],
    [1800, 'people'],
    [1903, 'organization'],
    [2003, 'organization'],
    [2105, 'items'],
    [2511, 'items'],
    [2600, 'other'],
    [999, 'other'],
  ])('%i is about %s', (type, kind) => {
    expect(kindOf(type)).toBe(kind);
  });

  it.each([
    [2, 'Chrome extension'],
    [9, 'web vault in Chrome'],
    [8, 'Linux app'],
    [24, 'command line on macOS'],
    [14, 'web vault in another browser'],
    [21, 'a program (SDK)'],
    [22, 'the server'],
    [99, 'device 99'],
  ])('device %i is %s', (type, name) => {
    expect(spoken(deviceWords(type))).toBe(name);
  });
});
