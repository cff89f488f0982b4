import { describe, expect, it } from 'vitest';
import type { Overview } from '@/lib/domain/overview';
import { defaultPreferences } from '@/lib/domain/preferences';
import { account, client, overviewOf, person, place, provider } from '../domain/samples';
import { firstRow, harbour, keysOf, minute, open, Storage, start } from './popup-desk';

describe('states', () => {
  it.each<[string, Overview, string]>([
    ['first run', overviewOf({}), 'first-run'],
    ['first check', overviewOf({ accounts: [account({ profileReadAt: null })] }), 'first-check'],
    ['first list', overviewOf({ accounts: [account()], providers: [provider()] }), 'first-check'],
    ['no provider', overviewOf({ accounts: [account()] }), 'no-provider'],
    ['removed from the only provider', harbour({ providers: [provider({ removed: true })] }), 'no-provider'],
    ['no clients', harbour({}, []), 'empty'],
    ['clients', harbour(), 'list'],
  ])('%s', async (_, overview, state) => {
    const { model } = await open(overview);
    expect(model.data.state.value).toBe(state);
  });
});

describe('to the comparison', () => {
  const waiting = (more: Partial<Overview> = {}): Overview =>
    harbour({
      places: [
        place('team', [person('t')], { readAt: start }),
        place('1', [person('c'), person('d')], { readAt: start }),
      ],
      ...more,
    });
  const named = (hash: string | undefined): string[] =>
    new URLSearchParams((hash ?? '').split('?')[1] ?? '').getAll('who');

  it('go all who can be compared; of the others it is known what keeps from it', async () => {
    const { model, opened } = await open(waiting({ providers: [provider({ type: 'reseller' })] }));
    expect(model.data.people.value).toHaveLength(3);
    expect(model.data.people.value.map((one) => model.data.obstacle.value(one)?.kind ?? null).sort()).toEqual([
      null,
      'reseller',
      'reseller',
    ]);
    expect(model.data.comparable.value.map(({ person: { id } }) => id)).toEqual(['t']);
    model.compare('all');
    expect(opened.map(named)).toEqual([['a/p/team/t']]);
  });

  it('goes everybody without names, and nobody at all not', async () => {
    const all = await open(waiting());
    all.model.compare('all');
    expect(all.opened).toEqual(['#/confirm']);
    const none = await open(waiting({ providers: [provider({ type: 'reseller', role: 'service-user' })] }));
    expect(none.model.data.comparable.value).toEqual([]);
    none.model.compare('all');
    none.model.compare([]);
    expect(none.opened).toEqual([]);
  });
});

describe('status bar', () => {
  const status = async (overview: Overview, more: { online?: boolean; passed?: number } = {}) => {
    const desk = await open(overview, { online: more.online ?? true });
    desk.pass(more.passed ?? 0);
    await Promise.resolve();
    const view = desk.model.data.status.value;
    return [view?.state, view?.text.key, view?.action];
  };
  const failed = harbour({ accounts: [account({ failure: { kind: 'no-answer', host: 'x' } })] });
  const paused = { ...defaultPreferences, pausedUntil: start + 60 * minute };

  it.each<[string, Overview, { online?: boolean; passed?: number }, unknown[]]>([
    ['fresh', harbour(), {}, ['fresh', 'popup_checked_minutes', 'check']],
    ['old', harbour(), { passed: 9 * minute }, ['old', 'popup_checked_minutes', 'check']],
    ['very old', harbour(), { passed: 100 * minute }, ['old', 'popup_checked_hours', 'check']],
    ['failing', failed, {}, ['failing', 'popup_checked_minutes', 'try']],
    ['offline', harbour(), { online: false }, ['offline', 'popup_status_offline', null]],
    ['paused', harbour({ preferences: paused }), {}, ['fresh', 'popup_status_paused', 'check']],
    [
      'no longer paused',
      harbour({ preferences: paused }),
      { passed: 61 * minute },
      ['old', 'popup_checked_hours', 'check'],
    ],
  ])('%s', async (_, overview, more, expected) => {
    expect(await status(overview, more)).toEqual(expected);
  });

  it('says how far a check is, if it is long, and only of what is shown', async () => {
    const desk = await open(harbour());
    desk.progress({ kind: 'progress', accountId: 'a', done: 60, total: 140 });
    expect(desk.model.data.status.value).toMatchObject({
      state: 'checking',
      text: { key: 'popup_checking_of', values: { done: 60, total: 140 } },
    });
    desk.progress({ kind: 'progress', accountId: 'a', done: 1, total: 3 });
    expect(desk.model.data.status.value?.text.key).toBe('popup_checking');
    desk.progress({ kind: 'progress', accountId: 'b', done: 1, total: 3 });
    expect(desk.model.data.status.value?.state).toBe('fresh');
    desk.progress({ kind: 'progress', accountId: null, done: 0, total: null });
    expect(desk.model.data.progress.value).toBeNull();
  });

  it('says first check until one has ended', async () => {
    const { model } = await open(overviewOf({ accounts: [account()], providers: [provider()] }), { online: true });
    expect(model.data.status.value?.state).toBe('first');
    expect(model.data.firstCheck.value).toBe(true);
  });
});

describe('scope', () => {
  const two = harbour({
    providers: [provider(), provider({ id: 'q', name: 'Lantern', role: 'service-user' })],
    lists: ['p', 'q'].map((providerId) => ({
      accountId: 'a',
      providerId,
      readAt: start,
      clients: [client(providerId)],
    })),
  });

  it('is the only provider, or all of several', async () => {
    expect((await open(harbour())).model.data.scope.value).toEqual({ accountId: 'a', providerId: 'p' });
    const { model } = await open(two);
    expect(model.data.scope.value).toBeNull();
    expect(model.data.rows.value).toHaveLength(2);
  });

  it('is what was chosen, remembered, and given up when it is gone', async () => {
    const storage = new Storage();
    const desk = await open(two, { storage });
    desk.model.choose({ accountId: 'a', providerId: 'q' });
    expect(desk.model.data.provider.value?.name).toBe('Lantern');
    const again = await open(two, { storage });
    expect(again.model.data.provider.value?.name).toBe('Lantern');
    await again.show(harbour());
    expect(again.model.data.provider.value?.name).toBe('Harbour IT');
  });

  it('is what a notice leads to, whatever was chosen', async () => {
    const { model } = await open(two, { wanted: { accountId: 'a', providerId: 'q' } });
    expect(model.data.provider.value?.name).toBe('Lantern');
  });

  it('remembers the sort, and believes nothing else', async () => {
    const storage = new Storage();
    (await open(harbour(), { storage })).model.list.press('used');
    expect((await open(harbour(), { storage })).model.list.sort.value).toEqual({ column: 'used', descending: false });
    storage.setItem('popup-choices', '{"scope":7}');
    expect((await open(harbour(), { storage })).model.list.sort.value).toBeNull();
    storage.setItem('popup-choices', '{');
    expect((await open(harbour(), { storage })).model.list.sort.value).toBeNull();
  });
});

describe('checking by itself', () => {
  it('leaves what is fresh alone', async () => {
    expect((await open(harbour())).asked).toEqual([]);
  });

  it('asks once for what is old', async () => {
    const old = harbour({ lists: [{ accountId: 'a', providerId: 'p', readAt: start - 60 * minute, clients: [] }] });
    const desk = await open(old);
    await desk.show({ ...old, places: [] });
    expect(desk.asked).toEqual([['checkNow', { accountId: null, pressed: false }]]);
  });

  it('does not try again what only a person can end, nor without a network', async () => {
    const refused = harbour({ accounts: [account({ failure: { kind: 'key-refused' } })], lists: [] });
    expect((await open(refused)).asked).toEqual([]);
    expect((await open(harbour({ lists: [] }), { online: false })).asked).toEqual([]);
  });

  it('asks when the network is back', async () => {
    const desk = await open(harbour(), { online: false });
    desk.online.value = true;
    expect(desk.asked).toEqual([['checkNow', { accountId: null, pressed: false }]]);
  });
});

describe('what is said', () => {
  const waiting = (...ids: string[]): Overview =>
    harbour({
      places: [
        place('team', [], { readAt: start }),
        place(
          '1',
          ids.map((id) => person(id)),
        ),
      ],
    });

  it('only who came and who left', async () => {
    const desk = await open(waiting('x'));
    await desk.show(waiting('x'));
    expect(desk.model.polite.value).toEqual([]);
    await desk.show(waiting('x', 'y'));
    expect(desk.model.polite.value).toMatchObject([
      { key: 'popup_live_checked' },
      { key: 'popup_live_more', count: 1 },
    ]);
    await desk.show(waiting());
    expect(desk.model.polite.value).toMatchObject([
      { key: 'popup_live_checked' },
      { key: 'popup_live_fewer', count: 2 },
    ]);
  });

  it('what a search found, once typing rests', async () => {
    const desk = await open(waiting('zoe'));
    desk.model.list.search('client');
    desk.pass(399);
    desk.model.list.search('client 1');
    desk.pass(399);
    expect(desk.model.polite.value).toEqual([]);
    desk.pass(1);
    expect(keysOf(desk.model.polite.value)).toEqual(['popup_matches']);
    desk.model.list.search('zoe');
    desk.pass(400);
    expect(keysOf(desk.model.polite.value)).toEqual(['popup_matches', 'popup_matches_people']);
    desk.model.list.search('brx');
    desk.pass(400);
    expect(keysOf(desk.model.polite.value)).toEqual(['popup_nothing_title']);
  });

  it('that an action failed, until something newer was read', async () => {
    const desk = await open(harbour());
    desk.failing = true;
    desk.model.pause(null);
    await new Promise(setImmediate);
    expect(desk.model.urgent.value?.key).toBe('popup_live_failed');
    await desk.show(harbour());
    expect(desk.model.urgent.value?.key).toBe('popup_live_failed');
    const list = { accountId: 'a', providerId: 'p', readAt: start, clients: [client('1')] };
    await desk.show(harbour({ lists: [list], places: [place('team', [], { readAt: start })] }));
    expect(desk.model.urgent.value).toBeNull();
  });
});

describe('queue', () => {
  const people = Array.from({ length: 7 }, (_, at) => person(`m${at}`, { waitingSince: 100 - at }));
  const clients = Array.from({ length: 6 }, (_, at) => client(String(at + 1)));
  const busy = harbour({ places: [place('team', [], { readAt: start }), place('1', people)] }, clients);

  it('shows three, longest wait first, and the rest on demand', async () => {
    const { model } = await open(busy);
    expect(model.list.queue.value.shown.map((one) => one.person.id)).toEqual(['m6', 'm5', 'm4']);
    expect(model.list.queue.value).toMatchObject({ more: 4, total: 7 });
    model.list.expand(true);
    expect(model.list.queue.value.shown).toHaveLength(7);
    expect(model.list.queue.value.more).toBe(0);
  });

  it('keeps who matches a search, by name or e-mail', async () => {
    const { model } = await open(busy);
    model.list.search('M3@EX');
    expect(model.list.queue.value.shown.map((one) => one.person.id)).toEqual(['m3']);
    expect(model.list.queue.value.total).toBe(7);
  });
});

describe('order', () => {
  const changed = harbour({}, [client('1'), client('2', { used: 10, remaining: 0 })]);

  it('waits until pointer and focus have left', async () => {
    const desk = await open(harbour());
    const { list } = desk.model;
    list.hold('pointer', true);
    list.hold('focus', true);
    await desk.show(changed);
    expect(list.rowKeys.value).toEqual(['a/p/1', 'a/p/2']);
    expect(list.moved.value).toBe(true);
    list.hold('pointer', false);
    expect(list.moved.value).toBe(true);
    list.hold('focus', false);
    expect(list.rowKeys.value).toEqual(['a/p/2', 'a/p/1']);
    expect(list.moved.value).toBe(false);
  });

  it('comes at once when asked for', async () => {
    const desk = await open(harbour());
    desk.model.list.hold('pointer', true);
    await desk.show(changed);
    desk.model.list.sortAgain();
    expect(desk.model.list.rowKeys.value).toEqual(['a/p/2', 'a/p/1']);
  });

  it('finds the same whether one types on or deletes', async () => {
    const { model } = await open(harbour({}, [client('1', { name: 'Brook' }), client('2', { name: 'Bridge' })]));
    const found = (query: string): string[] => {
      model.list.search(query);
      return [...model.list.rowKeys.value];
    };
    expect(found('br')).toHaveLength(2);
    expect(found('bro')).toEqual(['a/p/1']);
    expect(found('br')).toHaveLength(2);
    expect(found('bri')).toEqual(['a/p/2']);
    expect(found('')).toHaveLength(2);
  });
});

describe('actions', () => {
  it('lead to the right page of the right vault', async () => {
    const overview = harbour({ places: [place('team', [person('t')], { readAt: start }), place('1', [person('m')])] });
    const desk = await open(overview);
    const { model } = desk;
    model.openClient(firstRow(desk), 'events');
    for (const one of model.data.people.value) model.openPerson(one);
    const [team] = model.data.providers.value;
    if (team !== undefined) model.openProvider(team, 'provider-billing');
    expect(desk.asked.map(([name, request]) => [name, (request as { url: string }).url])).toEqual([
      ['openVault', 'https://vault.bitwarden.eu/#/organizations/1/reporting/events'],
      ['openVault', 'https://vault.bitwarden.eu/#/organizations/1/members'],
      ['openVault', 'https://vault.bitwarden.eu/#/providers/p/manage/members'],
      ['openVault', 'https://vault.bitwarden.eu/#/providers/p/billing/subscription'],
    ]);
  });

  it('mute, pause, dismiss, check and open the options', async () => {
    const desk = await open(harbour());
    const { model } = desk;
    model.mute(firstRow(desk));
    model.pause(5);
    model.act({ do: 'dismiss', accountId: 'a', providerId: 'p' });
    model.act({ do: 'check' });
    model.act({ do: 'account', accountId: 'api.x/u' });
    expect(desk.asked).toEqual([
      ['mute', { client: { accountId: 'a', providerId: 'p', clientId: '1', name: 'Client 1' }, muted: true }],
      ['pause', { until: 5 }],
      ['dismissProvider', { accountId: 'a', providerId: 'p' }],
      ['checkNow', { accountId: 'a', pressed: true }],
    ]);
    expect(desk.opened).toEqual(['account=api.x%2Fu']);
  });

  it('open one drawer at a time', async () => {
    const { model } = await open(harbour());
    model.toggle('a/p/1');
    model.toggle('a/p/2');
    expect(model.open.value).toBe('a/p/2');
    model.toggle('a/p/2');
    expect(model.open.value).toBeNull();
  });
});
