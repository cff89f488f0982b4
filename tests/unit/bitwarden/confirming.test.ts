import { describe, expect, test } from 'vitest';
import { toConfirmation, toConfirmationEvents, toPublicKey, toSentence } from '@/lib/bitwarden/mapping';

describe('confirming', () => {
  test('the keys that newcomers are known by, and that an account may have none', () => {
    expect(toPublicKey({ id: 'm-1', userId: 'u-1', key: 'TUlJ' })).toEqual({
      id: 'm-1',
      userId: 'u-1',
      publicKey: 'TUlJ',
    });
    for (const key of [null, undefined, ''])
      expect(toPublicKey({ id: 'm-1', userId: 'u-1', key })).toHaveProperty('publicKey', null);
  });

  test('only an empty error is success', () => {
    expect(toConfirmation({ id: 'm-1', error: '' })).toEqual({ id: 'm-1', confirmed: true, sentence: null });
    expect(toConfirmation({ id: 'm-1', error: 'Invalid user.' })).toEqual({
      id: 'm-1',
      confirmed: false,
      sentence: 'Invalid user.',
    });
    // Nothing that could be read, but not nothing either.
    expect(toConfirmation({ id: 'm-1', error: ' ' })).toEqual({ id: 'm-1', confirmed: false, sentence: null });
  });

  test.each<[string, string | null]>([
    ['User does not have two-step login enabled.', 'User does not have two-step login enabled.'],
    ['  Coöperatie 日本 👍  ', 'Coöperatie 日本 👍'],
    ['one\r\ntwo\u0000\u001b[31m', 'one two [31m'],
    // Such characters turn a line around, or hide a part of it.
    ['admin\u202e\u2066nimda\u200b', 'admin nimda'],
    ['\u0007\u200f', null],
    ['', null],
    ['x'.repeat(1_000), 'x'.repeat(300)],
    [`${'x'.repeat(299)}👍`, 'x'.repeat(299)],
  ])('a sentence of the server: %j', (text, sentence) => {
    expect(toSentence(text)).toBe(sentence);
  });

  test('a body without a sentence has none', () => {
    expect([toSentence(null), toSentence(undefined)]).toEqual([null, null]);
  });

  test('events of confirming, and of nothing else', () => {
    const event = { date: '2026-08-21T07:45:12.3456789Z', actingUserId: 'u-9' };
    const data = [
      { ...event, type: 1801, providerUserId: 'pu-1' },
      { ...event, type: 1501, organizationUserId: 'ou-1', providerUserId: null },
      { ...event, type: 1517, organizationUserId: 'ou-2', actingUserId: null },
      { ...event, type: 1526, organizationUserId: 'ou-3', date: 'a while ago' },
      { ...event, type: 1500, organizationUserId: 'ou-4' },
      { ...event, type: 1802, providerUserId: 'pu-2' },
      { ...event, type: 1501 },
    ];
    const at = Date.UTC(2026, 7, 21, 7, 45, 12, 345);
    expect(toConfirmationEvents({ data })).toEqual([
      { memberId: 'pu-1', actingUserId: 'u-9', at },
      { memberId: 'ou-1', actingUserId: 'u-9', at },
      { memberId: 'ou-2', actingUserId: null, at },
      { memberId: 'ou-3', actingUserId: 'u-9', at: null },
    ]);
  });
});
