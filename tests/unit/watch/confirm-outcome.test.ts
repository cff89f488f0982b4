/** What is said of each person, for everything that a server can answer and a list can show afterwards. */
import { describe, expect, it } from 'vitest';
import { type Failure, fail, type Result, succeed } from '@/lib/domain/failure';
import type { ConfirmReading, MemberReading } from '@/lib/domain/readings';
import { mayHaveWorked, outcomeOf } from '@/lib/watch/confirm-outcome';

const host = 'v.test';
const lost: Failure = { kind: 'no-answer', host };
const id = 'm-1';
const yes = succeed({ id, confirmed: true, sentence: null });
const no = succeed({ id, confirmed: false, sentence: 'User does not have two-step login enabled.' });
const silent = succeed(undefined);
const broken = fail(lost);
const unread = fail<Failure>({ kind: 'server-error', host, status: 502 });

const confirmed = { id, kind: 'confirmed' };
const already = { id, kind: 'already-confirmed', by: null, at: null };
const left = { id, kind: 'left' };
const refused = { id, kind: 'refused', sentence: null };

type Seen = Result<MemberReading['status'] | undefined>;
type Row = [said: string, listed: string, Result<ConfirmReading | undefined>, Seen, end: object];

describe('the end of one person', () => {
  it.each([
    ['success', 'confirmed', yes, succeed('confirmed'), confirmed],
    ['success, but the list does not show it', 'accepted', yes, succeed('accepted'), refused],
    ['success, and gone at once', 'gone', yes, silent, left],
    ['a refusal', 'accepted', no, succeed('accepted'), { ...refused, sentence: no.value.sentence }],
    ['a refusal because somebody was faster', 'confirmed', no, succeed('confirmed'), already],
    ['a refusal because they are revoked', 'revoked', no, succeed('revoked'), left],
    ['nothing about them', 'confirmed', silent, succeed('confirmed'), already],
    ['nothing about them', 'accepted', silent, succeed('accepted'), refused],
    ['nothing about them', 'gone', silent, silent, left],
    ['nothing about them', 'invited anew', silent, succeed('invited'), left],
    ['nothing about them', 'staged', silent, succeed('staged'), left],
    ['nothing about them', 'something new', silent, succeed('unknown'), left],
    ['no answer', 'confirmed', broken, succeed('confirmed'), confirmed],
    ['no answer', 'accepted', broken, succeed('accepted'), { id, kind: 'not-sent', failure: lost }],
    ['no answer', 'gone', broken, silent, left],
    ['success', 'not to be read', yes, unread, confirmed],
    ['a refusal', 'not to be read', no, unread, { ...refused, sentence: no.value.sentence }],
    ['nothing about them', 'not to be read', silent, unread, { id, kind: 'unknown', failure: unread.failure }],
    ['no answer', 'not to be read', broken, unread, { id, kind: 'unknown', failure: lost }],
  ] satisfies Row[])('the answer: %s; the list: %s', (_answer, _list, answer, seen, end) => {
    expect(outcomeOf(id, answer, seen)).toEqual(end);
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
    for (const seen of lists) expect(outcomeOf(id, fail(failure), seen)).toEqual({ id, kind: 'not-sent', failure });
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
    expect(outcomeOf(id, fail(failure), succeed('confirmed'))).toEqual(confirmed);
    expect(outcomeOf(id, fail(failure), succeed('accepted'))).toEqual({ id, kind: 'not-sent', failure });
    expect(outcomeOf(id, fail(failure), unread)).toEqual({ id, kind: 'unknown', failure });
  });
});
