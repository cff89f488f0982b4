import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClientIdCheck, checkClientId } from '@/lib/domain/client-id';

const guid = '7a10c002-5b2e-4d19-8f3a-b4000000002e';

describe('a pasted client_id', () => {
  test.each<[string, ClientIdCheck]>([
    [`user.${guid}`, 'ok'],
    [` \tuser.${guid}\n`, 'ok'],
    [`user.${guid.toUpperCase()}`, 'ok'],
    [`User.${guid}`, 'malformed'],
    [`USER.${guid}`, 'malformed'],
    [`organization.${guid}`, 'organization-key'],
    [` organization.${guid} `, 'organization-key'],
    [`Organization.${guid}`, 'organization-key'],
    ['organization.', 'malformed'],
    ['organization.not-a-guid', 'malformed'],
    ['', 'malformed'],
    ['user.', 'malformed'],
    [guid, 'malformed'],
    [`user.${guid}0`, 'malformed'],
    [`user.${guid.slice(1)}`, 'malformed'],
    [`user.${guid.replaceAll('-', '')}`, 'malformed'],
    [`user.{${guid}}`, 'malformed'],
    [`user. ${guid}`, 'malformed'],
    [`xuser.${guid}`, 'malformed'],
    [`installation.${guid}`, 'malformed'],
    ['ada@harbour-it.example', 'malformed'],
  ])('%j is %s', (text, expected) => {
    expect(checkClientId(text)).toBe(expected);
  });

  test('every personal id of any user passes; one character less, anywhere, and it does not', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.nat({ max: 40 }), (id, at) => {
        const text = `user.${id}`;
        expect(checkClientId(text)).toBe('ok');
        expect(checkClientId(text.slice(0, at) + text.slice(at + 1))).toBe('malformed');
      }),
    );
  });
});
