import { describe, expect, it } from 'vitest';
import type { Activity } from '@/lib/domain/activity';
import type { JournalEntry } from '@/lib/domain/journal';
import type { Overview } from '@/lib/domain/overview';
import { account, overviewOf, provider } from '../domain/samples';
import { openDesk, start } from './desk-support';

const minute = 60_000;

const harbour = (more: Partial<Overview> = {}): Overview =>
  overviewOf({ accounts: [account({ profileReadAt: start - minute })], providers: [provider()], ...more });

const entry = (id: string, more: Partial<Extract<Activity, { what: 'confirm' }>> = {}): Activity => ({
  id,
  at: start,
  accountId: 'a',
  account: 'ada@harbour-it.example',
  providerId: 'p',
  providerName: 'Harbour IT',
  place: 'b',
  clientName: 'Brightwater',
  person: { id: 'm', userId: 'u', name: 'Tom', email: 'tom@brightwater.example', role: 'user' },
  publicKeyHash: 'ab'.repeat(32),
  what: 'confirm',
  way: 'covered-word',
  state: 'confirmed',
  ...more,
});

const deed: JournalEntry = {
  id: 'deed',
  at: start,
  accountId: 'a',
  account: 'ada@harbour-it.example',
  providerId: 'p',
  providerName: 'Harbour IT',
  place: 'b',
  clientName: 'Brightwater',
  what: 'invite',
  state: 'done',
  people: [
    { name: null, email: 'eva@brightwater.example' },
    { name: null, email: 'hugo@brightwater.example', refused: true },
  ],
  role: 'user',
  sentence: null,
};
const sighting: JournalEntry = {
  id: 'sighting',
  at: start - 1,
  accountId: 'a',
  providerId: 'p',
  providerName: 'Harbour IT',
  what: 'noticed',
  kind: 'waiting',
  names: ['Tom Okafor'],
  count: 1,
};

describe('the record', () => {
  const day = 24 * 60 * minute;
  const record = async (entries: readonly Activity[], overview = harbour()) => {
    const desk = await openDesk(overview);
    desk.activity = entries;
    await desk.changed();
    return { desk, activity: desk.model.activity };
  };

  it('is read again whenever the worker says that something changed; newest first, day by day', async () => {
    const { activity } = await record([
      entry('old', { at: start - 2 * day }),
      entry('1'),
      entry('2', { at: start - 1 }),
    ]);
    expect(activity.items.value.map((item) => (item.kind === 'day' ? 'day' : item.key))).toEqual([
      'day',
      '1',
      '2',
      'day',
      'old',
    ]);
  });

  it('is filtered, with counts that do not change by it', async () => {
    const { activity } = await record([
      entry('1'),
      entry('2', { state: 'sending' }),
      entry('3', { state: 'not-confirmed' }),
    ]);
    const counts = { all: 3, did: 3, noticed: 0, problems: 2 };
    expect(activity.counts.value).toEqual(counts);
    activity.choose('problems');
    expect(activity.items.value.filter((item) => item.kind === 'entry').map(({ key }) => key)).toEqual(['2', '3']);
    expect(activity.counts.value).toEqual(counts);
  });

  it('is searched by client and person, with what notices told; saved as shown, and the count read out', async () => {
    const { desk, activity } = await record([
      entry('1'),
      entry('2', { clientName: 'Gable', person: { ...entry('').person, email: 'ann@gable.example' } }),
    ]);
    desk.journal = [deed, { ...sighting, places: ['Brightwater'] }, { ...sighting, id: 'other', at: start - 2 }];
    await desk.changed();
    const shown = () => activity.items.value.flatMap((item) => (item.kind === 'entry' ? [item.key] : []));
    activity.search(' BRIGHT ');
    expect(shown()).toEqual(['1', 'deed', 'sighting']);
    desk.pass(400);
    expect(desk.model.polite.value).toMatchObject([{ key: 'activity_matches', count: 3 }]);
    activity.choose('noticed');
    expect(shown()).toEqual(['sighting']);
    activity.exportAs('csv');
    expect(desk.files[0]?.text.trim().split('\r\n')).toHaveLength(2);
    activity.search('nobody');
    expect(shown()).toEqual([]);
    desk.pass(400);
    expect(desk.model.polite.value).toMatchObject([{ key: 'popup_nothing_title' }]);
    activity.search('');
    expect(shown()).toEqual(['sighting', 'other']);
  });

  it('of the provider that was chosen; of the only one there is, all that was ever done', async () => {
    const entries = [entry('1'), entry('2', { providerId: 'q' }), entry('3', { providerId: 'gone' })];
    const ids = (list: readonly { readonly id: string }[] | null) => list?.map(({ id }) => id);
    const one = await record(entries);
    expect(ids(one.activity.entries.value)).toEqual(['1', '2', '3']);
    const two = await record(entries, harbour({ providers: [provider(), provider({ id: 'q' })] }));
    expect(ids(two.activity.entries.value)).toEqual(['1', '2', '3']);
    two.desk.model.choose({ accountId: 'a', providerId: 'q' });
    expect(ids(two.activity.entries.value)).toEqual(['2']);
  });

  it('of what was told about an account belongs to each of its providers', async () => {
    const { desk, activity } = await record([], harbour({ providers: [provider(), provider({ id: 'q' })] }));
    desk.journal = [deed, { ...sighting, kind: 'account', providerId: '', providerName: null }];
    await desk.changed();
    desk.model.choose({ accountId: 'a', providerId: 'q' });
    expect(activity.entries.value?.map(({ id }) => id)).toEqual(['sighting']);
  });

  it('is saved as it is shown, and says so', async () => {
    const { desk, activity } = await record([entry('1', { state: 'not-confirmed' }), entry('2')]);
    desk.journal = [{ ...deed, state: 'partly' }, sighting];
    await desk.changed();
    expect(activity.counts.value).toEqual({ all: 4, did: 3, noticed: 1, problems: 2 });
    activity.choose('problems');
    activity.exportAs('csv');
    activity.exportAs('json');
    const [csv, json] = desk.files;
    expect(csv?.name).toBe('activity-2026-11-21.csv');
    expect(csv?.text.startsWith('\uFEFFTime,')).toBe(true);
    expect(csv?.text.trim().split('\r\n')).toHaveLength(4);
    expect(json?.name).toBe('activity-2026-11-21.json');
    expect(JSON.parse(json?.text ?? '')).toMatchObject({
      product: 'Provider Desk',
      version: '9.9.9',
      activity: [
        { id: '1', at: new Date(start).toISOString(), publicKeyHash: 'ab'.repeat(32) },
        { id: 'deed', what: 'invite' },
      ],
    });
    expect(desk.model.said.value).toMatchObject({ key: 'activity_saved', count: 2 });
    desk.pass(5_000);
    expect(desk.model.said.value).toBeNull();
  });

  it('is erased by the worker, and read again', async () => {
    const { desk, activity } = await record([entry('1')]);
    activity.erasing.value = true;
    desk.activity = [];
    await activity.erase();
    expect(desk.asked.filter(([name]) => name === 'eraseActivity')).toHaveLength(1);
    expect(activity.entries.value).toEqual([]);
    expect(activity.erasing.value).toBe(false);
  });

  it('that cannot be read says so, and keeps what was read before', async () => {
    const { desk, activity } = await record([entry('1')]);
    desk.activity = new Error('storage');
    await desk.changed();
    expect(activity.unreadable.value).toBe(true);
    expect(activity.entries.value).toHaveLength(1);
    desk.activity = [entry('1')];
    await desk.changed();
    expect(activity.unreadable.value).toBe(false);
  });

  it('of two readings the one that began later counts, whichever ends first', async () => {
    const { desk, activity } = await record([]);
    const endEarly = desk.holdActivity();
    desk.activity = [entry('early')];
    const early = activity.refresh();
    const endLate = desk.holdActivity();
    desk.activity = [entry('late')];
    const late = activity.refresh();
    endLate();
    await late;
    endEarly();
    await early;
    expect(activity.entries.value?.map(({ id }) => id)).toEqual(['late']);
  });
});
