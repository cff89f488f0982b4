/** Every answer against every state of the list: nothing is called done that the list does not show. */
import { describe, expect, it, test } from 'vitest';
import type { MemberReading } from '@/lib/domain/readings';
import type { Ending } from '@/lib/view/desk/work';
import { isSettled, judge, type Outcome, type PeopleDeed, type PeopleEnding } from '@/lib/view/people/outcome';
import { outcomeWords } from '@/lib/view/people/words';
import { spoken } from '../domain/english';

const row = (more: Partial<MemberReading> = {}): MemberReading => ({
  id: 'm',
  userId: 'u',
  name: 'Eva Roth',
  email: 'eva@x.example',
  status: 'confirmed',
  role: 'user',
  ...more,
});
const late = 2 * 60_000;
const failure = { kind: 'no-answer', host: 'v.test' } as const;
const done: Ending = { kind: 'done' };
const gone: Ending = { kind: 'gone' };
const unknown: Ending = { kind: 'unknown', failure };
const refused: Ending = { kind: 'refused', sentence: 'User invalid.' };
const overtaken = { kind: 'overtaken', role: 'owner' } as const;
const notSent: Ending = { kind: 'not-sent', failure: { kind: 'rate-limited', host: 'v.test', retryAt: null } };

type Case = readonly [PeopleDeed, string, PeopleEnding, MemberReading | null | 'unread', Outcome['kind']];
const cases: readonly Case[] = [
  ['remove', 'no longer in the list', done, null, 'done'],
  ['remove', 'still in the list', done, row(), 'contradicted'],
  ['remove', 'no longer in the list', gone, null, 'already'],
  ['remove', 'still in the list', gone, row(), 'refused'],
  ['remove', 'no longer in the list', unknown, null, 'found'],
  ['remove', 'still in the list', unknown, row(), 'not-done'],
  ['remove', 'still in the list', refused, row(), 'refused'],
  ['remove', 'no longer in the list', refused, null, 'already'],
  ['remove', 'still in the list', notSent, row(), 'not-sent'],
  ['remove', 'unread', unknown, 'unread', 'unknown'],
  ['remove', 'unread', done, 'unread', 'done'],
  ['remove', 'unread', gone, 'unread', 'left'],
  ['revoke', 'revoked', done, row({ status: 'revoked' }), 'done'],
  ['revoke', 'as before', unknown, row(), 'not-done'],
  ['revoke', 'revoked', refused, row({ status: 'revoked' }), 'already'],
  ['revoke', 'no longer in the list', gone, null, 'left'],
  ['restore', 'back', done, row(), 'done'],
  ['restore', 'revoked', refused, row({ status: 'revoked' }), 'refused'],
  ['restore', 'back', refused, row(), 'already'],
  ['role', 'the new one', done, row({ role: 'admin' }), 'done'],
  ['role', 'the old one', done, row(), 'contradicted'],
  ['role', 'the new one', unknown, row({ role: 'admin' }), 'found'],
  ['role', 'another one', overtaken, row({ role: 'owner' }), 'overtaken'],
  ['role', 'custom', { ...overtaken, role: 'custom' }, row({ role: 'custom' }), 'overtaken'],
  ['role', 'the new one', overtaken, row({ role: 'admin' }), 'already'],
  ['role', 'unread', overtaken, 'unread', 'overtaken'],
  ['role', 'no longer in the list', overtaken, null, 'left'],
  ['role', 'no longer in the list', gone, null, 'left'],
  ['resend', 'invited', done, row({ status: 'invited' }), 'done'],
  ['resend', 'invited', unknown, row({ status: 'invited' }), 'unknown'],
  ['resend', 'waiting', refused, row({ status: 'accepted' }), 'joined'],
  ['resend', 'no longer in the list', gone, null, 'left'],
  ['resend', 'invited', gone, row({ status: 'invited' }), 'refused'],
  ['invite', 'in the list', done, row({ status: 'invited' }), 'done'],
  ['invite', 'not in the list', done, null, 'contradicted'],
  ['invite', 'in the list', unknown, row({ status: 'invited' }), 'found'],
  ['invite', 'not in the list', unknown, null, 'not-done'],
  ['invite', 'not in the list', refused, null, 'refused'],
  ['invite', 'not in the list', notSent, null, 'not-sent'],
];

describe('what became of somebody', () => {
  test.each(cases.map((one) => ({ what: one[0], list: one[1], ending: one[2], after: one[3], kind: one[4] })))(
    '$what, answered $ending.kind, $list: $kind',
    ({ what, ending, after, kind }) => {
      const before = what === 'invite' ? null : row();
      const outcome = judge({ what, ending, before, after, role: what === 'role' ? 'admin' : null, ageMs: late });
      expect(outcome.kind).toBe(kind);
      expect(spoken(outcomeWords(what, outcome, 'admin'))).toMatch(/[.”]$/);
    },
  );

  it('does not call an invitation sent that the server skipped', () => {
    const there = row({ status: 'invited' });
    const outcome = judge({ what: 'invite', ending: done, before: there, after: there, role: 'user', ageMs: 0 });
    expect(outcome.kind).toBe('already');
    expect(spoken(outcomeWords('invite', outcome, 'user'))).toBe('Was there already; nothing was sent.');
  });

  test.each([
    ['a line that was cut', failure, 0, 'unknown'],
    ['a line that was cut, long ago', failure, late, 'not-done'],
    ['a proxy that gave up', { kind: 'server-error', host: 'v.test', status: 504 }, 0, 'unknown'],
    ['a fault of the server itself', { kind: 'server-error', host: 'v.test', status: 500 }, 0, 'not-done'],
  ] as const)('%s: what is not there yet may still come', (_, why, ageMs, kind) => {
    for (const [what, after] of [
      ['remove', row()],
      ['invite', null],
    ] as const) {
      const before = what === 'invite' ? null : row();
      expect(judge({ what, ending: { kind: 'unknown', failure: why }, before, after, role: null, ageMs }).kind).toBe(
        kind,
      );
    }
  });

  it('quotes the server in a sentence of ours', () => {
    expect(spoken(outcomeWords('remove', { kind: 'refused', sentence: 'You cannot remove yourself.' }, null))).toBe(
      'The server refused: “You cannot remove yourself”.',
    );
  });

  test('whatever may still be wrong is not settled', () => {
    const open = ['refused', 'not-sent', 'overtaken', 'not-done', 'contradicted', 'unknown'];
    for (const [what, , ending, after] of cases) {
      const outcome = judge({ what, ending, before: row(), after, role: 'admin', ageMs: late });
      expect(isSettled(outcome)).toBe(!open.includes(outcome.kind));
    }
  });
});
