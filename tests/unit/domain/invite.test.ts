/** Addresses to invite: nothing typed is lost, the order stays, and what the server would refuse is found before. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { checkInvite, isAddress, type Known, mostAtOnce, typedWords } from '@/lib/domain/invite';

const nobody: Known = new Map();
const texts = (text: string): string[] => typedWords(text).map((word) => word.text);
const verdicts = (text: string, known: Known = nobody): string[] =>
  checkInvite(text, known).entries.map(({ verdict }) => verdict);

const address = fc
  .tuple(fc.stringMatching(/^[a-z0-9][a-z0-9+_-]{0,12}$/), fc.stringMatching(/^[a-z0-9-]{1,10}\.[a-z]{2,6}$/))
  .map(([local, domain]) => `${local}@${domain}`);
const separator = fc.stringMatching(/^[,;\s]{1,4}$/);

describe('what was typed', () => {
  test('addresses between any separators are found, all of them, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(address, separator), { maxLength: 40 }), (parts) => {
        const text = parts.map((part) => part.join('')).join('');
        expect(texts(text)).toEqual(parts.map(([email]) => email));
      }),
    );
  });

  test('an address is never lost, whatever stands around it', () => {
    const noise = fc.string({ unit: fc.constantFrom('<', '>', '"', ',', ' ', '\n', 'Eva', '(', ')', 'x', '.') });
    fc.assert(
      fc.property(noise, address, noise, (before, email, after) => {
        expect(texts(`${before} ${email} ${after}`).join(' ')).toContain(email);
      }),
    );
  });

  test('each word says where it stands', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const word of typedWords(text)) expect(text.slice(word.at, word.at + word.text.length)).toBe(word.text);
      }),
    );
  });

  test.each([
    ['Eva Roth <eva@x.example>; "Bram" <bram@x.example>', ['eva@x.example', 'bram@x.example']],
    ['eva@x.example <eva.roth@x.example>', ['eva@x.example', 'eva.roth@x.example']],
    ['mailto:eva@x.example', ['eva@x.example']],
    ['(eva@x.example), "bram@x.example".', ['eva@x.example', 'bram@x.example']],
    ['eva@x.example，bram@x.example、', ['eva@x.example', 'bram@x.example']],
    ['<eva@x.example>,<bram@x.example>', ['eva@x.example', 'bram@x.example']],
    ['eva', ['eva']],
    [' \n,; ', []],
  ])('%s', (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });
});

describe('what an address is', () => {
  test.each([
    'eva@x.example',
    'eva.roth+desk@mail.x-y.example',
    "o'connell@x.example",
    'A@B.CO',
    `${'x'.repeat(244)}@example.org`,
  ])('%s can be invited', (email) => {
    expect(isAddress(email)).toBe(true);
    expect(verdicts(email)).toEqual(['fine']);
  });

  // server: ASCII local part, a dot in the domain, a letter at the end, 256 characters at most.
  test.each([
    ['eva', 'malformed'],
    ['eva@harbour-it', 'malformed'],
    ['@x.example', 'malformed'],
    ['eva@x.example1', 'malformed'],
    ['eva@x..example', 'malformed'],
    ['éva@x.example', 'malformed'],
    ['eva@bram@x.example', 'malformed'],
    [`${'x'.repeat(250)}@example.org`, 'too-long'],
  ])('%s cannot: %s', (email, verdict) => {
    expect(isAddress(email)).toBe(false);
    expect(verdicts(email)).toEqual([verdict]);
  });
});

describe('a round', () => {
  const known: Known = new Map([
    ['eva@x.example', { status: 'invited' }],
    ['bram@x.example', { status: 'confirmed' }],
    ['chidi@x.example', { status: 'accepted' }],
    ['dee@x.example', { status: 'revoked' }],
  ]);

  it('takes whom it can, and says of each other why not', () => {
    const text = 'new@x.example EVA@x.example bram@x.example New@X.example chidi@x.example dee@x.example hugo@x';
    const check = checkInvite(text, known);
    expect(check.entries.map(({ verdict }) => verdict)).toEqual([
      'fine',
      'invited',
      'member',
      'twice',
      'member',
      'member',
      'malformed',
    ]);
    expect(check.ready).toEqual(['new@x.example']);
    expect(check.wrong.map((entry) => entry.text)).toEqual(['hugo@x']);
  });

  it('takes the first 20 and keeps the rest, in order', () => {
    const all = Array.from({ length: 23 }, (_, at) => `p${at}@x.example`);
    const check = checkInvite(`eva@x.example ${all.join(',')}`, known);
    expect(check.ready).toEqual(all.slice(0, mostAtOnce));
    expect(check.later).toEqual(all.slice(mostAtOnce));
    expect(check.fine).toBe(23);
  });

  test('nobody is in two places: fine, later, wrong and the others are everybody', () => {
    const junk = fc.constantFrom('eva@x.example', 'hugo', 'bram@x.example', 'a@b.example');
    fc.assert(
      fc.property(fc.array(fc.oneof(address, junk), { maxLength: 60 }), (list) => {
        const { entries, ready, later, wrong } = checkInvite(list.join('\n'), known);
        const others = entries.filter(({ verdict }) => ['twice', 'member', 'invited'].includes(verdict));
        expect(entries.map((entry) => entry.text)).toEqual(list);
        expect(ready.length + later.length + wrong.length + others.length).toBe(list.length);
        expect(new Set([...ready, ...later].map((one) => one.toLowerCase())).size).toBe(ready.length + later.length);
        expect(ready.length).toBeLessThanOrEqual(mostAtOnce);
      }),
    );
  });
});
