import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import * as z from 'zod/mini';
import { effectivePreferences, features, isHidden, readPolicy } from '@/lib/domain/managed';
import { defaultPreferences, type Preferences, preferencesSchema } from '@/lib/domain/preferences';

const counting = (policy: unknown, own: Partial<Preferences> = {}, chosen?: readonly string[]): Preferences =>
  effectivePreferences({ ...defaultPreferences, ...own }, readPolicy(policy), chosen);

const nothing = {
  enforced: {},
  defaults: {},
  leastMinutes: undefined,
  mostMinutes: undefined,
  hide: [],
  server: undefined,
};

describe('a policy', () => {
  test.each([[undefined], [null], ['text'], [7], [[]], [{}]])('that is %j prescribes nothing', (policy) => {
    expect(readPolicy(policy)).toEqual(nothing);
  });

  it('is read field by field: what is wrong does not spoil the rest', () => {
    expect(
      readPolicy({
        checkEveryMinutes: 0,
        leastMinutes: 5,
        mostMinutes: 'many',
        server: 12,
        hide: ['seats', 3, 'something newer'],
        defaults: { showNames: 'no', notifyWaiting: false, colour: 'red' },
        enforced: { lowSeats: { unit: 'seats', value: -1 }, remindAfterHours: 24 },
      }),
    ).toEqual({
      ...nothing,
      leastMinutes: 5,
      hide: ['seats', 'something newer'],
      defaults: { notifyWaiting: false },
      enforced: { remindAfterHours: 24 },
    });
  });

  it('prescribes the interval by its old name as well', () => {
    expect(readPolicy({ checkEveryMinutes: 10 }).enforced).toEqual({ checkEveryMinutes: 10 });
  });
});

describe('what counts', () => {
  test.each<[string, unknown, Partial<Preferences>, readonly string[], Partial<Preferences>]>([
    ['nothing prescribed', {}, { showNames: false }, [], { showNames: false }],
    ['a default, nobody chose', { defaults: { showNames: false } }, {}, [], { showNames: false }],
    ['a default, somebody chose', { defaults: { showNames: false } }, { showNames: true }, ['showNames'], {}],
    [
      'a default, somebody chose before that was written down',
      { defaults: { remindAfterHours: 24 } },
      { remindAfterHours: 1 },
      [],
      { remindAfterHours: 1 },
    ],
    [
      'enforced, whatever somebody chose',
      { enforced: { remindAfterHours: 24 }, defaults: { remindAfterHours: 0 } },
      { remindAfterHours: 1 },
      ['remindAfterHours'],
      { remindAfterHours: 24 },
    ],
    ['limits, below', { leastMinutes: 5 }, {}, [], { checkEveryMinutes: 5 }],
    ['limits, above', { mostMinutes: 10 }, { checkEveryMinutes: 30 }, [], { checkEveryMinutes: 10 }],
    ['limits, between', { leastMinutes: 1, mostMinutes: 10 }, { checkEveryMinutes: 5 }, [], { checkEveryMinutes: 5 }],
    [
      'an object as a default',
      { defaults: { quietHours: { on: true, from: 0, to: 60 } } },
      {},
      [],
      { quietHours: { on: true, from: 0, to: 60 } },
    ],
  ])('%s', (_, policy, own, chosen, expected) => {
    expect(counting(policy, own, chosen)).toEqual({ ...defaultPreferences, ...expected });
  });

  it('is always sound, whatever the policy', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.dictionary(fc.constantFrom(...Object.keys(defaultPreferences)), fc.anything()),
        (a, b) => {
          for (const policy of [
            a,
            { defaults: b, enforced: a },
            { enforced: b, leastMinutes: a, mostMinutes: a, hide: a },
          ])
            expect(z.safeParse(preferencesSchema, counting(policy)).success).toBe(true);
        },
      ),
    );
  });
});

describe('hiding', () => {
  it('is of what is named, and of nothing where nothing is prescribed', () => {
    const managed = readPolicy({ hide: ['training'] });
    expect(features.filter((feature) => isHidden({ managed }, feature))).toEqual(['training']);
    expect(features.filter((feature) => isHidden({}, feature) || isHidden(null, feature))).toEqual([]);
  });
});
