import { describe, expect, it } from 'vitest';
import { deskHash, deskRoute } from '@/lib/domain/desk-route';
import type { Overview } from '@/lib/domain/overview';
import { defaultPreferences } from '@/lib/domain/preferences';
import { account, client, overviewOf, person, place, provider } from '../domain/samples';
import { openDesk, start } from './desk-support';

const minute = 60_000;

const harbour = (more: Partial<Overview> = {}): Overview =>
  overviewOf({
    accounts: [account({ profileReadAt: start - minute })],
    providers: [provider()],
    lists: [
      {
        accountId: 'a',
        providerId: 'p',
        readAt: start - minute,
        clients: [client('b', { name: 'Brightwater' }), client('f', { name: 'Fjord' })],
      },
    ],
    places: [
      place('team', [person('t1')], { readAt: start - minute }),
      place('b', [person('b1', { name: 'Tom' }), person('b2', { name: 'Aoife', waitingSince: 600 })], {
        readAt: start - minute,
      }),
      place('f', [person('f1', { name: 'Luca' })], { readAt: start - minute }),
    ],
    ...more,
  });

/** The same with the people of a place changed. */
const withPeople = (where: string, ...ids: string[]): Overview => {
  const all = harbour();
  return {
    ...all,
    places: all.places.map((one) => (one.place === where ? { ...one, people: ids.map((id) => person(id)) } : one)),
  };
};

const who = (hash: string | undefined): string[] =>
  new URLSearchParams((hash ?? '').split('?')[1] ?? '').getAll('who').map((key) => key.split('/').at(-1) ?? '');
const shown = (keys: readonly string[]): string[] => keys.map((key) => key.split('/').at(-1) ?? '');

describe('the size of the team', () => {
  const team = (members?: number) =>
    place('team', [], { readAt: start - minute, ...(members === undefined ? {} : { members }) });
  it.each<[string, Overview, number]>([
    ['as it was read last', harbour({ places: [team(9)] }), 9],
    ['read by a version that did not count', harbour({ places: [team()] }), 0],
    ['not read yet', harbour({ places: [] }), 0],
    ['hidden from a service user', harbour({ providers: [provider({ role: 'service-user' })], places: [team(9)] }), 0],
    ['of several', harbour({ providers: [provider(), provider({ id: 'q' })], places: [team(9)] }), 0],
  ])('%s', async (_, overview, size) => {
    const { model } = await openDesk(overview);
    expect(model.teamSize.value).toBe(size);
  });
});

describe('the address', () => {
  it.each([
    ['', 'clients'],
    ['#/clients?only=low', 'clients'],
    ['#/clients/c%2F1', 'client'],
    ['#/members', 'members'],
    ['#/events', 'events'],
    ['#/waiting', 'waiting'],
    ['#/activity', 'activity'],
    ['#/confirm?who=a', 'confirm'],
    ['#/nowhere', 'clients'],
  ])('%s', async (hash, page) => {
    const { model } = await openDesk(harbour(), { hash });
    expect(model.route.value.page).toBe(page);
    model.follow('#/activity');
    expect(model.route.value.page).toBe('activity');
    model.follow(hash);
    expect(model.route.value.page).toBe(page);
  });

  it.each([
    '#/clients',
    '#/clients?only=low',
    '#/clients/c1',
    '#/clients/c%2F1/members',
    '#/clients/c1/events',
    '#/waiting?only=a%2Fp',
    '#/confirm?who=a&who=b',
    '#/confirm',
    '#/members',
    '#/events',
    '#/activity',
  ])('%s comes back as it was', (hash) => {
    expect(deskHash(deskRoute(hash))).toBe(hash);
  });

  it.each([
    ['#/clients/c1/nothing', { page: 'client', clientId: 'c1', part: 'seats' }],
    ['#/clients/%E0%A4%A', { page: 'client', clientId: '%E0%A4%A', part: 'seats' }],
    ['#/clients/', { page: 'clients' }],
  ])('%s is read as well as can be', (hash, route) => {
    expect(deskRoute(hash)).toEqual(route);
  });

  it('keeps what the queue is narrowed to: over a reload, and on the way to other pages and back', async () => {
    const { model, kept } = await openDesk(harbour());
    expect(kept).toEqual([]);
    model.waiting.choose('a/p/f');
    expect(kept).toEqual(['#/waiting?only=a%2Fp%2Ff']);
    const again = await openDesk(harbour(), { hash: kept[0] ?? '' });
    expect(again.model.waiting.filter.value).toBe('a/p/f');
    expect(again.kept).toEqual([]);
    // Links to the queue say nothing of what it is narrowed to.
    model.follow('#/activity');
    model.follow('#/waiting');
    expect(model.waiting.filter.value).toBe('a/p/f');
    expect(kept.slice(1)).toEqual(['#/waiting?only=a%2Fp%2Ff']);
    model.follow('#/waiting?only=a%2Fp%2Fb');
    expect(model.waiting.filter.value).toBe('a/p/b');
    expect(kept).toHaveLength(2);
    model.waiting.choose(null);
    expect(kept.slice(2)).toEqual(['#/waiting']);
  });
});

describe('the queue', () => {
  it('has the people that the count of the tab, popup and badge has', async () => {
    const { model } = await openDesk(harbour());
    expect(shown(model.waiting.rowKeys.value)).toEqual(['t1', 'b1', 'b2', 'f1']);
    expect(model.waiting.total.value).toBe(model.data.totals.value.people);
  });

  it('lists what to filter by with counts, and forgets a filter once nobody waits there', async () => {
    const desk = await openDesk(harbour());
    const { waiting } = desk.model;
    expect(waiting.filters.value.map(({ key, count }) => [key, count])).toEqual([
      ['a/p/team', 1],
      ['a/p/b', 2],
      ['a/p/f', 1],
    ]);
    waiting.choose('a/p/f');
    expect(shown(waiting.rowKeys.value)).toEqual(['f1']);
    expect(waiting.narrowed.value).toBe(true);
    await desk.show(withPeople('f'));
    expect(waiting.filter.value).toBeNull();
    expect(shown(waiting.rowKeys.value)).toEqual(['t1', 'b1', 'b2']);
  });

  it('offers providers to filter by where there are several', async () => {
    const two = harbour({
      providers: [provider(), provider({ id: 'q', name: 'Lantern' })],
      places: [...harbour().places, place('team', [person('l1')], { providerId: 'q' })],
    });
    const { model } = await openDesk(two);
    expect(model.waiting.filters.value.map(({ key, provider: whole, count }) => [key, whole !== null, count])).toEqual([
      ['a/p', true, 4],
      ['a/p/team', false, 1],
      ['a/p/b', false, 2],
      ['a/p/f', false, 1],
      ['a/q', true, 1],
      ['a/q/team', false, 1],
    ]);
    model.waiting.choose('a/q');
    expect(shown(model.waiting.rowKeys.value)).toEqual(['l1']);
  });

  it('reads out how many a search finds, once typing rests', async () => {
    const desk = await openDesk(harbour());
    desk.model.waiting.search('bright');
    desk.pass(300);
    expect(desk.model.polite.value).toEqual([]);
    desk.pass(200);
    expect(desk.model.polite.value).toMatchObject([{ key: 'desk_matches', count: 2 }]);
    desk.model.waiting.search('zzz');
    desk.pass(500);
    expect(desk.model.polite.value).toMatchObject([{ key: 'popup_nothing_title', values: { query: 'zzz' } }]);
  });

  it('counts muted people nowhere, and keeps them within reach', async () => {
    const muted = [{ accountId: 'a', providerId: 'p', clientId: 'b', name: null }];
    const desk = await openDesk(harbour({ preferences: { ...defaultPreferences, muted } }));
    const { waiting } = desk.model;
    expect([waiting.total.value, waiting.mutedTotal.value]).toEqual([2, 2]);
    expect(shown(waiting.rowKeys.value)).toEqual(['t1', 'f1']);
    waiting.showMuted(true);
    expect(shown(waiting.rowKeys.value)).toEqual(['t1', 'f1', 'b1', 'b2']);
    expect(shown(waiting.comparable.value.map(({ person }) => person.id)).sort()).toEqual(['f1', 't1']);
    desk.model.compareShown();
    expect(desk.opened).toEqual(['#/confirm']);
  });

  it('holds still under pointer and focus: whoever comes, comes last, and goes to their place when both have left', async () => {
    const desk = await openDesk(harbour());
    const { waiting } = desk.model;
    waiting.hold('pointer', true);
    waiting.hold('focus', true);
    await desk.show(withPeople('team', 't1', 't2'));
    expect(shown(waiting.rowKeys.value)).toEqual(['t1', 'b1', 'b2', 'f1', 't2']);
    waiting.hold('pointer', false);
    expect(shown(waiting.rowKeys.value).at(-1)).toBe('t2');
    waiting.hold('focus', false);
    expect(shown(waiting.rowKeys.value)).toEqual(['t1', 't2', 'b1', 'b2', 'f1']);
  });
});

describe('who is ticked', () => {
  it('stays ticked over readings, searches and filters; whoever leaves is not', async () => {
    const desk = await openDesk(harbour());
    const { waiting } = desk.model;
    for (const key of ['a/p/b/b1', 'a/p/f/f1']) waiting.tick(key, true);
    waiting.search('luca');
    expect([...waiting.ticked.value]).toHaveLength(2);
    expect(waiting.hidden.value).toBe(1);
    await desk.show(harbour());
    expect(shown([...waiting.ticked.value])).toEqual(['b1', 'f1']);
    await desk.show(withPeople('f'));
    expect(shown([...waiting.ticked.value])).toEqual(['b1']);
    waiting.untick();
    expect([...waiting.ticked.value]).toEqual([]);
  });

  it('is never somebody who cannot be compared', async () => {
    const desk = await openDesk(harbour({ providers: [provider({ type: 'reseller' })] }));
    const { waiting } = desk.model;
    waiting.tick('a/p/b/b1', true);
    waiting.tick('a/p/team/t1', true);
    expect(shown([...waiting.ticked.value])).toEqual(['t1']);
    desk.model.compareShown();
    expect(who(desk.opened[0])).toEqual(['t1']);
  });
});

describe('to the comparison', () => {
  it('with everybody, in a short address', async () => {
    const desk = await openDesk(harbour());
    desk.model.compareShown();
    expect(desk.opened).toEqual(['#/confirm']);
    const two = await openDesk(harbour({ providers: [provider(), provider({ id: 'q' })] }));
    two.model.compareShown();
    expect(two.opened).toEqual(['#/confirm']);
  });

  it('with names where not everybody who waits anywhere is meant', async () => {
    const providers = [provider(), provider({ id: 'q' })];
    const elsewhere = place('k', [person('k1')], { providerId: 'q' });
    const desk = await openDesk(harbour({ providers, places: [...harbour().places, elsewhere] }));
    desk.model.choose({ accountId: 'a', providerId: 'p' });
    desk.model.compareShown();
    expect(who(desk.opened[0]).sort()).toEqual(['b1', 'b2', 'f1', 't1']);
  });

  it('with nobody is not gone to', async () => {
    const reseller = await openDesk(harbour({ providers: [provider({ type: 'reseller', role: 'service-user' })] }));
    reseller.model.compareShown();
    expect(reseller.opened).toEqual([]);
    const empty = await openDesk(harbour({ places: [place('team')] }));
    empty.model.compareShown();
    expect(empty.opened).toEqual([]);
  });

  it('with those who are ticked, in the order of the queue', async () => {
    const desk = await openDesk(harbour());
    desk.model.waiting.tick('a/p/f/f1', true);
    desk.model.waiting.tick('a/p/team/t1', true);
    desk.model.compareShown();
    expect(who(desk.opened[0])).toEqual(['t1', 'f1']);
  });

  it('with those a search leaves', async () => {
    const desk = await openDesk(harbour());
    desk.model.waiting.search('brightwater');
    desk.model.compareShown();
    expect(who(desk.opened[0])).toEqual(['b1', 'b2']);
  });

  it('without those who cannot be compared here', async () => {
    const desk = await openDesk(harbour({ providers: [provider({ role: 'service-user' })] }));
    desk.model.compareShown();
    expect(who(desk.opened[0])).toEqual(['b1', 'b2', 'f1']);
  });

  it('with nobody: nowhere', async () => {
    const desk = await openDesk(harbour({ places: [] }));
    desk.model.compareShown();
    expect(desk.opened).toEqual([]);
  });
});
