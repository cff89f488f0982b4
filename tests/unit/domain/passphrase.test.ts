import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { badgeView } from '@/lib/domain/badge';
import { isLocked } from '@/lib/domain/overview';
import {
  innerKeySchema,
  lockOf,
  normalizedPassphrase,
  type Passphrase,
  passphraseKdf,
  strengthOf,
} from '@/lib/domain/passphrase';
import { account, overviewOf, person, place, provider } from './samples';

const passphrase: Passphrase = { id: 'own', salt: 's', ...passphraseKdf, check: 'c', setAt: 1 };
const lockedOverview = overviewOf({
  accounts: [account({ failure: { kind: 'key-refused' }, failureSince: 1 })],
  providers: [provider()],
  places: [place('team', [person('m')])],
  lock: lockOf(passphrase, { salt: null, lockedAt: 7 }),
});

describe('the strength of a passphrase', () => {
  it.each([
    ['', 'short'],
    ['elf letters', 'short'],
    ['zwölf zeichn', 'fair'],
    ['🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑', 'short'],
    ['🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑', 'fair'],
    ['correct horse sta', 'fair'],
    ['correct horse stap', 'good'],
    ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'fair'],
    ['abcabcabcabcabcabcabcabc', 'fair'],
    // As people count: e and its accent are one.
    ['e\u0301le\u0301le\u0301le\u0301le\u0301l', 'short'],
  ])('%s is %s', (text, strength) => {
    expect(strengthOf(text)).toBe(strength);
  });

  it('is derived at least as slowly as the design asks', () => {
    expect(passphraseKdf.memoryMib).toBeGreaterThanOrEqual(64);
    expect(passphraseKdf.iterations).toBeGreaterThanOrEqual(3);
    expect(passphraseKdf.parallelism).toBeGreaterThanOrEqual(4);
  });

  it('counts the same however its letters are put together', () => {
    expect(normalizedPassphrase('cafe\u0301')).toBe(normalizedPassphrase('caf\u00e9'));
    expect(normalizedPassphrase('Café')).not.toBe(normalizedPassphrase('café'));
  });
});

describe('the lock', () => {
  it.each<[string, Parameters<typeof lockOf>[1], boolean]>([
    ['entered', { salt: 's', lockedAt: null }, false],
    ['another one entered', { salt: 't', lockedAt: null }, true],
    ['none entered', { salt: null, lockedAt: null }, true],
    ['locked by somebody', { salt: null, lockedAt: 7 }, true],
    ['nobody says', undefined, true],
  ])('%s', (_, entered, locked) => {
    expect(lockOf(passphrase, entered)).toEqual({ passphrase, locked, lockedAt: entered?.lockedAt ?? null });
  });

  it('is no lock where there is no overview, or no passphrase', () => {
    expect([isLocked(null), isLocked(overviewOf({})), isLocked(lockedOverview)]).toEqual([false, false, true]);
  });

  it('has the badge say nothing else, whoever waits and whatever is wrong', () => {
    const view = badgeView(lockedOverview, { now: 1, online: false });
    expect(view).toMatchObject({ state: 'locked', icon: 'off', text: '', title: { key: 'badge_locked' } });
    const { lock: _, ...open } = lockedOverview;
    expect(badgeView(open, { now: 1, online: false }).state).toBe('waiting-and-trouble');
    const none = { ...lockedOverview, accounts: [] };
    expect(badgeView(none, { now: 1, online: true }).state).toBe('locked');
  });
});

describe('a key in a message', () => {
  it.each<[string, unknown, boolean]>([
    ['salt and key', { salt: 's', key: 'k' }, true],
    ['no salt', { key: 'k' }, false],
    ['bytes', { salt: 's', key: new Uint8Array(32) }, false],
  ])('%s', (_, value, good) => {
    expect(z.safeParse(innerKeySchema, value).success).toBe(good);
  });
});
