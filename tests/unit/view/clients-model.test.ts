import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mutedSet } from '@/lib/domain/muted';
import { defaultPreferences } from '@/lib/domain/preferences';
import { filterCounts } from '@/lib/view/clients/filters';
import { clientsTable, sumsOf } from '@/lib/view/clients/table';
import { english, spoken } from '../domain/english';
import { client, person, place, provider } from '../domain/samples';
import { day, harbour, hour, openClients, start, withClient } from './clients-scene';

const muted = (...ids: string[]) => ({
  ...defaultPreferences,
  muted: ids.map((clientId) => ({ accountId: 'a', providerId: 'p', clientId, name: null })),
});

describe('filters', () => {
  it.each([
    ['all', ['[low 2]', 'Tideway', 'Verhoeven', '[others 4]', 'Alder', 'Brightwater', 'Fjord', 'Norcross']],
    ['low', ['Tideway', 'Verhoeven']],
    ['waiting', ['Brightwater']],
    ['ending', ['Fjord']],
    ['muted', []],
  ] as const)('%s', async (filter, lines) => {
    const { clients, lines: shown } = await openClients(harbour());
    clients.choose(filter);
    expect(shown()).toEqual(lines);
    expect(clients.counts.value[filter]).toBe(lines.filter((line) => !line.startsWith('[')).length);
    expect(clients.sums.value.clients).toBe(clients.counts.value[filter]);
  });

  it('find muted clients under "Muted" and "All" only', async () => {
    const { clients, lines } = await openClients(harbour({ preferences: muted('t', 'b', 'f') }));
    expect(clients.counts.value).toEqual({ all: 6, low: 1, waiting: 0, ending: 0, muted: 3 });
    clients.choose('muted');
    expect(lines()).toEqual(['Brightwater', 'Fjord', 'Tideway']);
    expect(mutedSet(muted('t'))({ accountId: 'a', providerId: 'p' }, 't')).toBe(true);
    expect(filterCounts([], new Set()).all).toBe(0);
  });

  it('know an invitation that ends by the clock alone', async () => {
    const desk = await openClients(harbour());
    desk.clients.choose('ending');
    expect(desk.lines()).toEqual(['Fjord']);
    desk.pass(4 * day + hour);
    desk.model.tick();
    expect(desk.lines()).toEqual(['Brightwater', 'Fjord']);
  });
});

describe('the address', () => {
  it('says what the table is narrowed to, and a reload comes back to it', async () => {
    const desk = await openClients(harbour());
    desk.clients.choose('low');
    expect(desk.kept).toEqual(['#/clients?only=low']);
    desk.clients.choose('all');
    expect(desk.kept.at(-1)).toBe('#/clients');
    const again = await openClients(harbour(), { hash: '#/clients?only=ending' });
    expect(again.lines()).toEqual(['Fjord']);
    expect(again.kept).toEqual([]);
  });

  it('may name what there is not', async () => {
    const { clients, kept } = await openClients(harbour(), { hash: '#/clients?only=nothing' });
    expect(clients.filter.value).toBe('all');
    expect(kept).toEqual(['#/clients']);
  });

  it('that says nothing leaves what was chosen: whoever comes back from a client goes on', async () => {
    const { clients, kept, model } = await openClients(harbour());
    clients.choose('low');
    model.follow('#/clients/t');
    model.follow('#/clients');
    expect(clients.filter.value).toBe('low');
    expect(kept.at(-1)).toBe('#/clients?only=low');
    model.follow('#/clients?only=waiting');
    expect(clients.filter.value).toBe('waiting');
  });
});

describe('search', () => {
  it.each([
    ['tide', ['[matches 1]', 'Tideway']],
    ['TEAMS', ['[matches 1]', 'Tideway']],
    ['okafor', ['[matches 1]', 'Brightwater']],
    ['fjord.test', ['[matches 1]', 'Fjord']],
    ['brx', []],
  ])('%s', async (query, found) => {
    const { clients, lines } = await openClients(harbour());
    for (let length = 1; length <= query.length; length += 1) clients.list.search(query.slice(0, length));
    expect(lines()).toEqual(found);
    clients.list.search('');
    expect(lines()).toHaveLength(8);
  });

  it('is read out once typing rests, and works within a filter', async () => {
    const desk = await openClients(harbour());
    desk.clients.choose('low');
    desk.clients.list.search('e');
    desk.pass(300);
    desk.clients.list.search('er');
    desk.pass(300);
    expect(desk.spoken).toEqual([]);
    desk.pass(200);
    expect(desk.spoken.map((words) => words.map(spoken))).toEqual([['1 of 6 clients matches “er”']]);
    desk.clients.list.search('erx');
    desk.pass(400);
    expect(desk.spoken.at(-1)?.map(spoken)).toEqual(['Nothing matches “erx”.']);
  });

  it('finds whoever was invited since', async () => {
    const desk = await openClients(harbour());
    desk.clients.list.search('zoe');
    expect(desk.lines()).toEqual([]);
    const overview = harbour();
    await desk.show({ ...overview, places: [...overview.places, place('a', [person('zoe', { name: 'Zoë' })])] });
    expect(desk.lines()).toEqual(['[matches 1]', 'Alder']);
  });
});

describe('what somebody is about to click holds still', () => {
  it('until they leave, or have it sorted again', async () => {
    const desk = await openClients(harbour());
    const { list } = desk.clients;
    list.hold('pointer', true);
    const before = desk.lines();
    await desk.show(withClient(harbour(), 'a', { used: 24, remaining: 0 }));
    expect(desk.lines()).toEqual(before);
    expect(list.moved.value).toBe(true);
    list.sortAgain();
    expect(desk.lines().slice(0, 4)).toEqual(['[low 3]', 'Alder', 'Tideway', 'Verhoeven']);
    expect(list.moved.value).toBe(false);
  });

  it('rows that a filter no longer shows as well', async () => {
    const desk = await openClients(harbour());
    const { list } = desk.clients;
    desk.clients.choose('low');
    list.hold('focus', true);
    await desk.show(withClient(harbour(), 't', { assigned: 40, remaining: 20 }));
    expect(desk.lines()).toEqual(['Tideway', 'Verhoeven']);
    expect(list.moved.value).toBe(true);
    list.hold('focus', false);
    expect(desk.lines()).toEqual(['Verhoeven']);
    expect(list.moved.value).toBe(false);
  });

  it('but a press on a head sorts at once', async () => {
    const desk = await openClients(harbour());
    desk.clients.list.hold('focus', true);
    desk.clients.list.press('used');
    expect(desk.lines()).toEqual(['Alder', 'Tideway', 'Norcross', 'Verhoeven', 'Brightwater', 'Fjord']);
    expect(desk.storage.get('desk-clients')).toContain('used');
    const later = await openClients(harbour(), { storage: desk.storage });
    expect(later.lines()[0]).toBe('Alder');
  });
});

describe('the past', () => {
  const history = (clientId: string, used: number) => ({
    accountId: 'a',
    providerId: 'p',
    clientId,
    steps: [{ at: start - 31 * day, assigned: 10, used }],
  });
  it('gives the column its figures, and the order by it', async () => {
    const { clients, lines } = await openClients(harbour(), { history: [history('a', 18), history('f', 199)] });
    const trend = (id: string) => clients.trendOf.value(clients.find(`a/p/${id}`)!);
    expect(trend('a')).toEqual({ kind: 'known', change: 1 });
    expect(trend('f')).toEqual({ kind: 'known', change: -11 });
    expect(trend('b')).toEqual({ kind: 'young', since: null });
    clients.list.press('days');
    expect(lines().slice(0, 3)).toEqual(['Alder', 'Fjord', 'Brightwater']);
  });

  it('is read again at most once a minute while a check tells of its steps, and not when nobody looks', async () => {
    const desk = await openClients(harbour());
    expect(desk.historyReads).toHaveLength(1);
    for (let times = 0; times < 5; times += 1) desk.hear({ kind: 'changed' });
    expect(desk.historyReads).toHaveLength(1);
    desk.pass(60_000);
    expect(desk.historyReads).toHaveLength(2);
    desk.clients.show(false);
    desk.pass(10 * 60_000);
    desk.hear({ kind: 'changed' });
    expect(desk.historyReads).toHaveLength(2);
    desk.clients.show(true);
    expect(desk.historyReads).toHaveLength(3);
  });
});

describe('what is shown, added up and saved', () => {
  it('follows filter, search and order', async () => {
    const { clients, saved, announced } = await openClients(harbour());
    expect(clients.sums.value).toEqual({
      clients: 6,
      assigned: 364,
      used: 358,
      remaining: 37,
      waiting: 1,
      invited: 3,
      unlimited: 1,
    });
    clients.choose('low');
    clients.list.press('client');
    clients.list.press('client');
    clients.exportCsv();
    expect(saved[0]?.name).toBe('clients-2026-11-21.csv');
    expect(saved[0]?.text.split('\r\n')).toEqual([
      '\uFEFFProvider,Client,Client id,Plan,Assigned,Used,Remaining,Waiting,Invited,"Change in used, 30 days",Read at',
      'Harbour IT,Verhoeven,v,Enterprise,50,48,2,0,0,,2026-11-21T08:59:00.000Z',
      'Harbour IT,Tideway,t,Teams,20,20,0,0,0,,2026-11-21T08:59:00.000Z',
      '',
    ]);
    expect(announced.map(spoken)).toEqual(['Saved clients-2026-11-21.csv, 2 rows.']);
    clients.choose('all');
    clients.list.search('norc');
    expect(clients.sums.value).toMatchObject({ clients: 1, assigned: 0, used: 31, remaining: 0, unlimited: 1 });
  });

  it('has as many cells in every row, and sums that are those of the rows', async () => {
    const { clients } = await openClients(harbour());
    const [sample] = clients.list.rows.value;
    if (sample === undefined) throw new Error('no row');
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            name: fc.option(fc.string()),
            plan: fc.option(fc.string()),
            assigned: fc.option(fc.nat()),
            used: fc.option(fc.nat()),
            known: fc.boolean(),
            waiting: fc.nat(),
          }),
          { maxLength: 8 },
        ),
        (made) => {
          const rows = made.map(({ name, plan, assigned, used, waiting, known }, at) => ({
            ...sample,
            key: String(at),
            providerId: known ? 'p' : 'gone',
            waiting,
            client: client(String(at), { name, plan, assigned, used, remaining: null }),
          }));
          const table = clientsTable(rows, {
            overview: harbour(),
            trendOf: () => ({ kind: 'known', change: -1 }),
            text: english.say,
          });
          expect(new Set(table.map((cells) => cells.length))).toEqual(new Set([11]));
          expect(table).toHaveLength(rows.length + 1);
          const sums = sumsOf(rows);
          expect(sums.assigned).toBe(made.reduce((sum, { assigned }) => sum + (assigned ?? 0), 0));
          expect(sums.waiting).toBe(made.reduce((sum, { waiting }) => sum + waiting, 0));
        },
      ),
    );
  });
});

describe('what a row does', () => {
  it('goes to pages here and in the web vault, and mutes', async () => {
    const desk = await openClients(harbour());
    const row = desk.clients.find('a/p/t');
    if (row === null) throw new Error('no row');
    desk.clients.open(row, 'seats');
    desk.clients.open(row, 'members');
    expect(desk.opened).toEqual(['#/clients/t', '#/clients/t/members']);
    desk.clients.openVault(row, 'reports');
    expect(desk.vault).toEqual([{ accountId: 'a', page: 'reports', clientId: 't' }]);
    desk.clients.mute(row);
    await new Promise((resolve) => setImmediate(resolve));
    expect(desk.asked).toContainEqual([
      'mute',
      { client: { accountId: 'a', providerId: 'p', clientId: 't', name: 'Tideway' }, muted: true },
    ]);
    expect(desk.announced.map(spoken)).toEqual(['Tideway is muted.']);
  });

  it('says whose it is where there are several providers, and who may add clients', async () => {
    const overview = harbour({
      providers: [provider(), provider({ id: 'q', name: 'Lantern', role: 'service-user' })],
    });
    const { clients, model } = await openClients({
      ...overview,
      lists: [...overview.lists, { accountId: 'a', providerId: 'q', readAt: start, clients: [client('x')] }],
    });
    expect([...(clients.providerNames.value ?? [])]).toEqual([
      ['a/p', 'Harbour IT'],
      ['a/q', 'Lantern'],
    ]);
    expect(clients.growing.value.map(({ id }) => id)).toEqual(['p']);
    model.choose({ accountId: 'a', providerId: 'q' });
    expect(clients.providerNames.value).toBeNull();
    expect(clients.growing.value).toEqual([]);
    expect(clients.counts.value.all).toBe(1);
  });
});
