/** What a number of seats would mean, before anything is sent. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '@/lib/domain/model';
import { seatPool } from '@/lib/domain/seat-pool';
import {
  canUndo,
  changedSince,
  fewest,
  most,
  type PoolView,
  type SeatBasis,
  type SeatDraft,
  seatDraft,
  typedSeats,
} from '@/lib/view/client/seat-draft';
import { spoken } from '../domain/english';
import { failures } from '../domain/failures';

const plan = 'Teams';
const known = (minimum: number, assigned: number): PoolView => ({
  kind: 'known',
  pool: seatPool(plan, minimum, assigned),
  price: { each: 4, cadence: 'Monthly' },
});
const basis = (more: Partial<SeatBasis> = {}): SeatBasis => ({
  assigned: 20,
  used: 18,
  pool: known(104, 100),
  role: 'provider-admin',
  ...more,
});
/** The whole draft as a person reads it, seen to be whole in both languages. */
function read(draft: SeatDraft): string[] {
  if (draft.kind === 'unchanged') return ['unchanged'];
  if (draft.kind === 'problem') return [spoken(draft.words)];
  return [
    ...draft.lines.map(({ label, value }) => `${spoken(label)}: ${spoken(value)}`),
    ...draft.notes.map(spoken),
    ...(draft.tick === null ? [] : [`[ ] ${spoken(draft.tick)}`]),
    `(${spoken(draft.button)})`,
  ];
}

describe('a number as it is typed', () => {
  it.each([
    ['30', 30],
    [' 30 ', 30],
    ['1,200', 1200],
    ['1.200', 1200],
    ['1 200', 1200],
    ['1\u202f200', 1200],
    ['1.234.567', 1_234_567],
    ['007', 7],
    ['0', 0],
    ['', null],
    ['-3', null],
    ['abc', null],
    ['3e2', null],
    ['1.5', null],
    ['30,0', null],
    ['12 34', null],
    ['1.2000', null],
    ['٣', null],
    ['9999999999', null],
  ])('%j is %s', (text, seats) => {
    expect(typedSeats(text)).toBe(seats);
  });
});

describe('the preview', () => {
  const admin = basis();
  const service = basis({ role: 'service-user' });
  const bought = basis({ pool: known(90, 100) });
  it.each<[string, SeatBasis, string, string[]]>([
    ['nothing new', admin, '20', ['unchanged']],
    [
      'within the pool',
      admin,
      '23',
      ['Added to this client: 3', 'From the Teams pool (4 unassigned): 3', '(Add 3 seats)'],
    ],
    [
      'beyond it',
      admin,
      '30',
      [
        'Added to this client: 10',
        'From the Teams pool (4 unassigned): 4',
        'To be bought: 6 seats',
        'This buys 6 seats and adds them to the next invoice, at the price in your subscription.',
        'At present that is 4 for each seat and month, before discounts, in the currency of your invoices.',
        '[ ] I want to buy 6 seats',
        '(Add 10 seats)',
      ],
    ],
    ['back to the pool', admin, '19', ['Taken from this client: 1', 'Back to the Teams pool: 1', '(Take 1 seat away)']],
    [
      'out of what was bought',
      { ...bought, used: 5 },
      '8',
      [
        'Taken from this client: 12',
        'Back to the Teams pool: 2',
        'Released from the subscription: 10 seats',
        'This releases 10 bought seats from the subscription at once.',
        'To have them again you would have to buy them again.',
        '[ ] I want to release 10 bought seats',
        '(Take 12 seats away)',
      ],
    ],
    [
      'the same for somebody who cannot buy them back',
      { ...bought, role: 'service-user' },
      '19',
      [
        'Taken from this client: 1',
        'Released from the subscription: 1 seat',
        'This releases 1 bought seat from the subscription at once.',
        'Only a provider admin can buy them again; you cannot take this back.',
        '[ ] I want to release 1 bought seat',
        '(Take 1 seat away)',
      ],
    ],
    ['below what is used', admin, '17', ['18 people use seats. Remove members first.']],
    ['more than a service user has', service, '25', ['Only a provider admin can buy seats. You can add up to 4.']],
    [
      'nothing for a service user',
      { ...bought, role: 'service-user' },
      '21',
      ['Only a provider admin can buy seats, and none are unassigned.'],
    ],
    ['more than anybody means', admin, '100000', ['More than 99,999 cannot be set here.']],
    ['no number', admin, 'x', ['Enter a whole number.']],
    [
      'fewer where nobody knows how many are used',
      basis({ used: null }),
      '19',
      ['Bitwarden does not say how many seats are used, so none can be taken away here.'],
    ],
    [
      'a pool that could not be read',
      basis({ pool: { kind: 'unread', failure: failures['server-error'] }, role: 'service-user' }),
      '40',
      [
        'Added to this client: 20',
        'The seat pool could not be read, so nobody knows whether this buys or releases seats.',
        'The server was too busy to answer.',
        '[ ] I know that this may buy seats',
        '(Add 20 seats)',
      ],
    ],
  ])('%s', (_, from, text, lines) => {
    expect(read(seatDraft(from, text))).toEqual(lines);
  });

  it('lets a client that uses more than it has go up to what it uses, and no lower', () => {
    const over = basis({ assigned: 20, used: 23 });
    expect(read(seatDraft(over, '22'))).toEqual(['23 people use seats. Remove members first.']);
    expect(read(seatDraft(over, '20'))).toEqual(['unchanged']);
    expect(seatDraft(over, '23').kind).toBe('change');
  });
});

describe('always', () => {
  const bases = fc
    .record({
      assigned: fc.nat(200),
      used: fc.option(fc.nat(220), { nil: null }),
      minimum: fc.nat(300),
      others: fc.nat(200),
      role: fc.constantFrom<Role>('provider-admin', 'service-user'),
    })
    .map(
      ({ assigned, used, minimum, others, role }): SeatBasis => ({
        assigned,
        used,
        role,
        pool: known(minimum, assigned + others),
      }),
    );

  it('offers nothing that the server refuses or that leaves people without seats', () => {
    fc.assert(
      fc.property(bases, fc.nat(500), (from, to) => {
        const draft = seatDraft(from, String(to));
        if (draft.kind !== 'change') return;
        expect(draft.to).toBe(to);
        expect(draft.effect?.kind).not.toBe('refused');
        expect(to).toBeGreaterThanOrEqual(Math.min(fewest(from), Math.max(from.assigned, fewest(from))));
        expect(to).toBeLessThanOrEqual(most(from));
        // Whatever costs or gives up something takes a tick.
        expect(draft.tick !== null).toBe(draft.effect?.bought !== 0);
        for (const line of draft.lines) spoken(line.label);
      }),
    );
  });

  it('goes back only where that costs nothing', () => {
    fc.assert(
      fc.property(bases, fc.nat(300), (from, to) => {
        if (!canUndo(from, to)) return;
        const draft = seatDraft(from, String(to));
        expect(draft.kind === 'change' && draft.tick === null).toBe(true);
      }),
    );
  });
});

describe('what changed meanwhile', () => {
  const before = basis();
  const said = (now: Partial<SeatBasis>): string | null => {
    const words = changedSince(before, basis(now));
    return words === null ? null : spoken(words);
  };
  it.each<[string, Partial<SeatBasis>, string | null]>([
    ['nothing', {}, null],
    ['the price alone', { pool: { kind: 'known', pool: seatPool(plan, 104, 100), price: null } }, null],
    ['the seats', { assigned: 25 }, 'A colleague changed this client to 25 seats a moment ago.'],
    ['who uses them', { used: 19 }, 'Meanwhile 19 people use seats.'],
    ['the pool, by another client', { pool: known(104, 102) }, 'The seat pool changed a moment ago.'],
    ['the contract', { pool: known(110, 100) }, 'The seat pool changed a moment ago.'],
    [
      'that it can be read',
      { pool: { kind: 'unread', failure: failures.offline } },
      'The seat pool changed a moment ago.',
    ],
  ])('%s', (_, now, words) => {
    expect(said(now)).toBe(words);
  });
});
