import { signal } from '@preact/signals';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { readPolicy } from '@/lib/domain/managed';
import type { Overview } from '@/lib/domain/overview';
import { defaultPreferences, type Preferences, preferencesSchema } from '@/lib/domain/preferences';
import type { Words } from '@/lib/domain/words';
import type { RequestOf } from '@/lib/messaging/protocol';
import {
  createPreferencesModel,
  findClients,
  intervalChoices,
  lowSeatsChoices,
  mutableClients,
  parseTime,
  reminderChoices,
  timeText,
  withPresent,
} from '@/lib/view/options/preferences';
import { account, client, type Handlers, now, overview, provider, text, worker } from './options-fixtures';

describe('choices', () => {
  it('are those of the design', () => {
    expect(intervalChoices.map(({ words }) => text(words))).toEqual([
      '1 minute',
      '2 minutes',
      '5 minutes',
      '15 minutes',
      '30 minutes',
      '60 minutes',
    ]);
    expect(reminderChoices.map(({ value, words }) => [value, text(words)])).toEqual([
      [0, 'Off'],
      [1, 'After 1 hour'],
      [4, 'After 4 hours'],
      [24, 'After 24 hours'],
    ]);
    expect(lowSeatsChoices.map(({ value, words }) => [value, text(words)])).toEqual([
      ['seats-0', '0 seats'],
      ['seats-1', '1 seat'],
      ['seats-2', '2 seats'],
      ['seats-5', '5 seats'],
      ['seats-10', '10 seats'],
      ['percent-5', '5 % of assigned'],
      ['percent-10', '10 % of assigned'],
    ]);
  });

  it('can all be stored', () => {
    for (const { value } of intervalChoices) {
      expect(z.safeParse(preferencesSchema, { ...defaultPreferences, checkEveryMinutes: value }).success).toBe(true);
    }
    for (const { value } of reminderChoices) {
      expect(z.safeParse(preferencesSchema, { ...defaultPreferences, remindAfterHours: value }).success).toBe(true);
    }
    for (const { threshold } of lowSeatsChoices) {
      expect(z.safeParse(preferencesSchema, { ...defaultPreferences, lowSeats: threshold }).success).toBe(true);
    }
  });

  it('hold a value that is none of ours, too', () => {
    const words = (): Words => ({ key: 'options_minutes', count: 7 });
    expect(withPresent(intervalChoices, 7, words).map((choice) => choice.value)).toContain(7);
    expect(withPresent(intervalChoices, 5, words)).toHaveLength(intervalChoices.length);
  });
});

describe('times of the day', () => {
  it('survive a time field', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), (minute) => {
        expect(parseTime(timeText(minute))).toBe(minute);
      }),
    );
  });

  it.each(['', '24:00', '8:00', '18:60', 'noon'])('are not read from %j', (typed) => {
    expect(parseTime(typed)).toBeNull();
  });
});

const mutedOne = { accountId: account().id, providerId: 'p1', clientId: 'c2', name: 'Quayside Rentals' };
const lists = [
  {
    accountId: account().id,
    providerId: 'p1',
    readAt: now,
    clients: [client('c2', 'Quayside Rentals'), client('c1', 'Coöperatie Zonnestraal'), client('c3', null)],
  },
];

describe('clients to mute', () => {
  it('are all of them by name, with those that are muted, also when they are gone', () => {
    const gone = { ...mutedOne, clientId: 'c9', name: 'Tideway' };
    const preferences: Preferences = { ...defaultPreferences, muted: [mutedOne, gone] };
    const found = mutableClients(overview({ lists, preferences }), 'en');
    expect(found.map((row) => [row.client.name, row.muted])).toEqual([
      [null, false],
      ['Coöperatie Zonnestraal', false],
      ['Quayside Rentals', true],
      ['Tideway', true],
    ]);
    expect(found.every((row) => row.providerName === null)).toBe(true);
  });

  it('are told apart by their provider where there are several', () => {
    const providers = [provider(), provider({ id: 'p2', name: 'Lantern Support' })];
    expect(mutableClients(overview({ lists, providers }), 'en')[0]?.providerName).toBe('Harbour IT');
  });

  it('are found whatever the case and accents', () => {
    const all = mutableClients(overview({ lists }), 'en');
    expect(findClients(all, ' COOP ').map((row) => row.client.clientId)).toEqual(['c1']);
    expect(findClients(all, 'brx')).toEqual([]);
    expect(findClients(all, ' ')).toBe(all);
  });
});

function setup(handlers: Handlers, policy?: unknown) {
  const shown = signal(overview(policy === undefined ? {} : { managed: readPolicy(policy) }));
  const { ask, asked } = worker(handlers);
  const spoken: string[] = [];
  const model = createPreferencesModel({
    overview: shown,
    ask,
    refresh: () => Promise.resolve(),
    announce: (words) => spoken.push(text(words)),
  });
  return { model, shown, asked, spoken };
}

/** As the worker merges a change. */
const merged = (shown: Overview, patch: RequestOf<'savePreferences'>): Overview => ({
  ...shown,
  preferences: z.parse(preferencesSchema, { ...shown.preferences, ...patch }),
});

describe('changing preferences', () => {
  it('shows the change at once, sends it and nothing else, and says so', async () => {
    const { model, shown, asked, spoken } = setup({
      savePreferences(patch) {
        shown.value = merged(shown.value, patch);
        return undefined;
      },
    });
    const done = model.change({ showNames: false });
    expect(model.preferences.value?.showNames).toBe(false);
    expect(spoken).toEqual([]);
    await done;
    expect(asked).toEqual([{ name: 'savePreferences', request: { showNames: false } }]);
    expect(spoken).toEqual(['Saved']);
    expect(model.preferences.value?.showNames).toBe(false);
  });

  it('sends each of two changes once, one after the other', async () => {
    const answers: (() => void)[] = [];
    const { model, shown, asked } = setup({
      async savePreferences(patch) {
        await new Promise<void>((answer) => answers.push(answer));
        shown.value = merged(shown.value, patch);
        return undefined;
      },
    });
    const first = model.change({ showNames: false });
    await vi.waitFor(() => expect(answers).toHaveLength(1), { timeout: 4_000 });
    const second = model.change({ density: 'roomy' });
    await Promise.resolve();
    // Two at once could overtake each other on their way.
    expect(answers).toHaveLength(1);
    answers[0]?.();
    await first;
    await vi.waitFor(() => expect(answers).toHaveLength(2), { timeout: 4_000 });
    expect(model.preferences.value?.density).toBe('roomy');
    answers[1]?.();
    await second;
    expect(asked.map(({ request }) => request)).toEqual([{ showNames: false }, { density: 'roomy' }]);
    expect(model.preferences.value).toEqual({ ...defaultPreferences, showNames: false, density: 'roomy' });
  });

  it('takes a change that was refused along with the one that waits behind it, but no later one', async () => {
    const refusals: (() => void)[] = [];
    const { model, asked, spoken } = setup({
      savePreferences: () => new Promise((_, refuse) => refusals.push(() => refuse(new Error('worker died')))),
    });
    const refused = async (at: number) => {
      await vi.waitFor(() => expect(refusals).toHaveLength(at + 1), { timeout: 4_000 });
      refusals[at]?.();
    };
    const first = model.change({ showNames: false });
    await vi.waitFor(() => expect(refusals).toHaveLength(1), { timeout: 4_000 });
    const second = model.change({ density: 'roomy' });
    await refused(0);
    await refused(1);
    await Promise.all([first, second]);
    expect(model.preferences.value).toEqual(defaultPreferences);
    expect(spoken.at(-1)).toBe('That could not be saved. Try again.');
    // By now the page shows that neither was saved.
    const third = model.change({ letterKeys: false });
    await refused(2);
    await third;
    expect(asked.map(({ request }) => request)).toEqual([
      { showNames: false },
      { showNames: false, density: 'roomy' },
      { letterKeys: false },
    ]);
  });

  it('sends nothing of what changed elsewhere or is prescribed', async () => {
    const { model, shown, asked } = setup({ savePreferences: () => undefined }, { checkEveryMinutes: 15 });
    const preferences = { ...defaultPreferences, checkEveryMinutes: 15, pausedUntil: now + 1000, muted: [mutedOne] };
    shown.value = { ...shown.value, preferences };
    await model.change({ checkEveryMinutes: 2 });
    expect(asked).toEqual([]);
    await model.change({ density: 'roomy' });
    expect(asked).toEqual([{ name: 'savePreferences', request: { density: 'roomy' } }]);
  });

  it('goes back and says so when it cannot be saved', async () => {
    const { model, spoken } = setup({});
    await model.change({ showNames: false });
    expect(model.preferences.value?.showNames).toBe(true);
    expect(spoken).toEqual(['That could not be saved. Try again.']);
  });

  it('mutes and ends a pause by their own messages', async () => {
    const { model, asked } = setup({ mute: () => undefined, pause: () => undefined });
    await model.mute(mutedOne, true);
    await model.goOn();
    expect(asked).toEqual([
      { name: 'mute', request: { client: mutedOne, muted: true } },
      { name: 'pause', request: { until: null } },
    ]);
  });

  it('knows what is prescribed', () => {
    const { model } = setup({}, { checkEveryMinutes: 15 });
    expect(model.isManaged('checkEveryMinutes')).toBe(true);
    expect(model.isManaged('showNames')).toBe(false);
  });

  it.each([true, false])('tells whether the browser took the sample: %s', async (taken) => {
    const { model } = setup({ sampleNotice: () => taken });
    expect(model.sample.value).toBeNull();
    await model.trySample();
    expect(model.sample.value).toBe(taken);
  });
});
