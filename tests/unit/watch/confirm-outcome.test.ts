/** What is said of each person, for everything that a server can answer and a list can show afterwards. */
import { describe, expect, it } from 'vitest';
import { mayHaveWorked } from '@/lib/domain/errand';
import { type Failure, fail, type Result, succeed } from '@/lib/domain/failure';
import type { ConfirmReading, MemberReading } from '@/lib/domain/readings';
import {
  certaintyOf,
  type Doubt,
  doubtMs,
  endOfDoubt,
  isSameId,
  notDone,
  outcomeOf,
} from '@/lib/watch/confirm-outcome';
import { deadAgain } from '@/lib/watch/session';

const host = 'v.test';
const lost: Failure = { kind: 'no-answer', host };
const id = 'm-1';
const yes = succeed({ id, confirmed: true, sentence: null });
const no = succeed({ id, confirmed: false, sentence: 'User does not have two-step login enabled.' });
const silent = succeed(undefined);
const broken = fail(lost);
const unread = fail<Failure>({ kind: 'server-error', host, status: 502 });

const confirmed = { id, kind: 'confirmed' };
const found = { id, kind: 'found-confirmed' };
const later = { id, kind: 'unknown', failure: null };
const doubt = { id, kind: 'unknown', failure: lost };
const already = { id, kind: 'already-confirmed', by: null, at: null };
const left = { id, kind: 'left' };
const refused = { id, kind: 'refused', sentence: null };

type Seen = Result<MemberReading['status'] | undefined>;
type Row = [
  said: string,
  listed: string,
  Result<ConfirmReading | undefined>,
  Seen,
  end: object,
  record: ReturnType<typeof certaintyOf>,
];

describe('the end of one person', () => {
  it.each([
    ['success', 'confirmed', yes, succeed('confirmed'), confirmed, 'confirmed'],
    ['success, but the list does not show it', 'accepted', yes, succeed('accepted'), later, 'acknowledged'],
    ['success, and gone at once', 'gone', yes, silent, confirmed, 'confirmed'],
    ['success, and revoked at once', 'revoked', yes, succeed('revoked'), confirmed, 'confirmed'],
    ['a refusal', 'accepted', no, succeed('accepted'), { ...refused, sentence: no.value.sentence }, 'not-confirmed'],
    ['a refusal because somebody was faster', 'confirmed', no, succeed('confirmed'), already, 'not-confirmed'],
    ['a refusal because they are revoked', 'revoked', no, succeed('revoked'), left, 'not-confirmed'],
    ['a refusal', 'new', no, succeed('unknown'), { ...refused, sentence: no.value.sentence }, 'not-confirmed'],
    ['nothing about them', 'confirmed', silent, succeed('confirmed'), already, 'not-confirmed'],
    ['nothing about them', 'accepted', silent, succeed('accepted'), refused, 'not-confirmed'],
    ['nothing about them', 'gone', silent, silent, left, 'not-confirmed'],
    ['nothing about them', 'invited anew', silent, succeed('invited'), left, 'not-confirmed'],
    ['nothing about them', 'staged', silent, succeed('staged'), left, 'not-confirmed'],
    ['nothing about them', 'something new', silent, succeed('unknown'), refused, 'not-confirmed'],
    ['no answer', 'confirmed', broken, succeed('confirmed'), found, null],
    ['no answer', 'accepted', broken, succeed('accepted'), doubt, null],
    ['no answer', 'something new', broken, succeed('unknown'), doubt, null],
    ['no answer', 'gone', broken, silent, left, null],
    ['success', 'not to be read', yes, unread, confirmed, 'acknowledged'],
    ['a refusal', 'not to be read', no, unread, { ...refused, sentence: no.value.sentence }, 'not-confirmed'],
    ['nothing about them', 'not to be read', silent, unread, { ...doubt, failure: unread.failure }, null],
    ['no answer', 'not to be read', broken, unread, doubt, null],
  ] satisfies Row[])('the answer: %s; the list: %s', (_answer, _list, answer, seen, end, record) => {
    expect(outcomeOf(id, answer, seen)).toEqual(end);
    expect(certaintyOf(answer, seen)).toBe(record);
  });

  it.each<Failure>([
    { kind: 'rate-limited', host, retryAt: 7 },
    { kind: 'key-refused' },
    { kind: 'key-lost' },
    { kind: 'no-permission', host },
    { kind: 'version-refused' },
    { kind: 'sign-in-refused', code: 'invalid_grant' },
    { kind: 'rejected', status: 400, what: 'model' },
  ])('$kind did nothing: not sent, whatever the list says', (failure) => {
    const lists: Seen[] = [succeed('accepted'), succeed('confirmed'), silent, unread];
    for (const seen of lists) {
      expect(outcomeOf(id, fail(failure), seen)).toEqual({ id, kind: 'not-sent', failure });
      expect(certaintyOf(fail(failure), seen)).toBe('not-confirmed');
    }
  });

  it.each([401, 403, 404])('%i is a lack of rights, and did nothing', (status) => {
    const answer = fail<Failure>({ kind: 'refused', status, what: 'model' });
    expect(outcomeOf(id, answer, succeed('accepted'))).toEqual({ id, kind: 'not-allowed' });
    expect(outcomeOf(id, answer, unread)).toEqual({ id, kind: 'not-allowed' });
  });

  it.each<Failure>([
    { kind: 'offline' },
    { kind: 'no-answer', host },
    { kind: 'server-error', host, status: 500 },
    { kind: 'unreadable', host, what: 'model' },
    { kind: 'not-bitwarden', host },
  ])('$kind leaves in doubt what was done', (failure) => {
    expect(mayHaveWorked(failure)).toBe(true);
    expect(outcomeOf(id, fail(failure), succeed('confirmed'))).toEqual(found);
    expect(outcomeOf(id, fail(failure), succeed('accepted'))).toEqual({ id, kind: 'unknown', failure });
    expect(outcomeOf(id, fail(failure), unread)).toEqual({ id, kind: 'unknown', failure });
    expect(certaintyOf(fail(failure), succeed('accepted'))).toBeNull();
  });

  it('a token that is dead although it is new is no lack of rights', () => {
    const failure: Failure = { kind: 'sign-in-refused', code: 'unauthorized' };
    expect(notDone(id, deadAgain)).toEqual({ id, kind: 'not-sent', failure });
  });
});

describe('the end of a doubt', () => {
  const userId = 'ada';
  const event = { memberId: id, actingUserId: 'ADA', at: 7 };
  const others = [
    { ...event, memberId: 'm-2' },
    { ...event, actingUserId: 'bob' },
  ];
  const early = { personId: id, userId, acknowledged: false, ageMs: doubtMs - 1 };
  const late = { ...early, ageMs: doubtMs };

  it.each<[string, Doubt, ReturnType<typeof endOfDoubt>]>([
    ['still waiting, soon after', { ...early, status: 'accepted', events: [] }, null],
    ['still waiting, clearly later', { ...late, status: 'accepted', events: undefined }, 'not-confirmed'],
    [
      'still waiting, whatever the server said',
      { ...late, acknowledged: true, status: 'accepted', events: [] },
      'not-confirmed',
    ],
    ['in, as the server said', { ...early, acknowledged: true, status: 'confirmed', events: undefined }, 'confirmed'],
    [
      'gone, but the server said that they were in',
      { ...early, acknowledged: true, status: undefined, events: undefined },
      'confirmed',
    ],
    ['in, by us', { ...early, status: 'confirmed', events: [event] }, 'confirmed'],
    ['in by us, and gone', { ...early, status: undefined, events: [event] }, 'confirmed'],
    ['in, by somebody else', { ...early, status: 'confirmed', events: others }, 'not-confirmed'],
    [
      'in, by the server itself',
      { ...early, status: 'confirmed', events: [{ ...event, actingUserId: null }] },
      'not-confirmed',
    ],
    ['in, and no event yet', { ...early, status: 'confirmed', events: others.slice(0, 1) }, null],
    ['in, and no event ever', { ...late, status: 'confirmed', events: others.slice(0, 1) }, 'unclear'],
    ['gone, and no event ever', { ...late, status: undefined, events: [] }, 'unclear'],
    ['revoked, and no event ever', { ...late, status: 'revoked', events: [] }, 'unclear'],
    ['in, and the log could not be asked', { ...late, status: 'confirmed', events: undefined }, null],
  ])('%s', (_what, known, end) => {
    expect(endOfDoubt(known)).toBe(end);
  });

  it('knows ids whatever their case, and nobody by none', () => {
    expect([isSameId('aB', 'Ab'), isSameId('a', 'b'), isSameId(null, null), isSameId('a', null)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
