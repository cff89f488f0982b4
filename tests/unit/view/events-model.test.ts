import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import type { EventRange } from '@/lib/bitwarden/administration/events';
import type { Errand, ErrandRequest } from '@/lib/domain/errand';
import { type Failure, fail, type Result, succeed } from '@/lib/domain/failure';
import { dayMs } from '@/lib/domain/time';
import type { Words } from '@/lib/domain/words';
import { createEventLogModel, type EventLogModel } from '@/lib/view/events/model';
import { english, now as start } from '../domain/english';
import { account, client, overviewOf, provider } from '../domain/samples';

const list = (data: unknown[], continuationToken: string | null = null) => ({
  object: 'list',
  data,
  continuationToken,
});
const event = (type: number, ago: number, more: object = {}) => ({
  object: 'event',
  type,
  date: new Date(start - ago).toISOString(),
  ...more,
});
const page = (count: number, next: string | null, ago = 0) =>
  list(
    Array.from({ length: count }, (_, at) => event(1500, ago + at * 1_000, { organizationUserId: `m${at % 3}` })),
    next,
  );
const members = list([
  { id: 'm0', userId: 'u0', type: 2, status: 2, name: 'Tom Okafor', email: 'tom@x.example' },
  { id: 'm1', userId: null, type: 2, status: 0, name: null, email: 'aoife@x.example' },
]);
const slow: Failure = { kind: 'rate-limited', host: 'h', retryAt: null };
const refused: Failure = { kind: 'refused', status: 404, what: 'w' };

interface Server {
  /** Answers to readings of the log, in order; the last one is given again. */
  pages: (object | Failure)[];
  members: object | Failure;
  team: object | Failure;
  hasEvents: boolean;
}

const isFailure = (answer: object): answer is Failure => 'kind' in answer;
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

function desk(more: Partial<Server> = {}, of: 'client' | 'team' = 'client') {
  const server: Server = { pages: [page(3, null)], members, team: members, hasEvents: true, ...more };
  const asked: ErrandRequest[] = [];
  const spoken: string[] = [];
  const files: { name: string; text: string }[] = [];
  const holds: (() => void)[] = [];
  let held = false;
  const answerTo = (call: string): object => {
    if (call.endsWith('/events')) return server.pages.length > 1 ? server.pages.shift()! : server.pages[0]!;
    if (call === 'GET /organizations/{o}') return { object: 'organization', useEvents: server.hasEvents };
    return call === 'GET /providers/{p}/users' ? server.team : server.members;
  };
  const run = async <T>(_: string, errand: Errand<T>): Promise<Result<T>> => {
    asked.push(errand.request);
    const answer = answerTo(errand.request.call);
    if (held && errand.request.call.endsWith('/events')) await new Promise<void>((resolve) => holds.push(resolve));
    if (isFailure(answer)) return fail(answer);
    const read = errand.read(answer);
    return read === null ? fail({ kind: 'unreadable', host: '', what: '' }) : succeed(read.value);
  };
  const say = (words: Words) => english.say(words);
  const log: EventLogModel = createEventLogModel({
    tools: {
      work: {
        run,
        pausedUntil: signal(null),
        callOff: () => undefined,
        act: async () => Promise.reject(),
        readPlace: async () => undefined,
        readClients: async () => undefined,
      },
      speech: signal(english),
      now: () => start,
      saveFile: (name, text) => void files.push({ name, text }),
      announce: (words) => void spoken.push(say(words)),
      speak: (words) => void spoken.push(words.map(say).join(' ')),
    },
    overview: signal(
      overviewOf({
        accounts: [account()],
        providers: [provider()],
        lists: [{ accountId: 'a', providerId: 'p', readAt: 1, clients: [client('c')] }],
      }),
    ),
    where: { accountId: 'a', providerId: 'p' },
    clientId: of === 'client' ? 'c' : null,
  });
  const readings = () => asked.filter(({ call }) => call.endsWith('/events'));
  return {
    log,
    server,
    asked,
    readings,
    spoken,
    files,
    hold: () => {
      held = true;
    },
    release: () => {
      held = false;
      for (const go of holds.splice(0)) go();
    },
    async open() {
      log.open();
      await settled();
    },
  };
}

const sentences = (log: EventLogModel): string[] =>
  log.items.value.flatMap((item) => (item.kind === 'line' ? [english.say(item.line.what)] : []));

describe('an event log', () => {
  it('is read once it is opened, thirty days of it, and names are read once it has any', async () => {
    const d = desk();
    expect(d.asked).toEqual([]);
    await d.open();
    await d.open();
    expect(d.asked.map(({ call }) => call)).toEqual([
      'GET /organizations/{o}/events',
      'GET /organizations/{o}/users',
      'GET /providers/{p}/users',
    ]);
    expect(sentences(d.log)).toEqual([
      'Tom Okafor was invited',
      'aoife@x.example was invited',
      'Somebody no longer listed was invited',
    ]);
    expect(d.log.loaded.value).toEqual({ count: 3, whole: true });
    expect(d.spoken).toEqual(['3 events loaded.']);
    const { start: from, end } = d.readings()[0]?.query ?? {};
    expect(Date.parse(end ?? '') - Date.parse(from ?? '')).toBeGreaterThan(29 * dayMs);
  });

  it('of the provider asks for the team alone', async () => {
    const d = desk({}, 'team');
    await d.open();
    expect(d.asked.map(({ call }) => call)).toEqual(['GET /providers/{p}/events', 'GET /providers/{p}/users']);
  });

  it('goes on with the same dates and the token, and says that there is more', async () => {
    const d = desk({ pages: [page(50, 'A'), page(50, 'B', 90_000), page(7, null, dayMs)] });
    await d.open();
    expect(d.log.loaded.value).toEqual({ count: 50, whole: false });
    d.log.more();
    await settled();
    expect(d.log.loaded.value).toEqual({ count: 107, whole: true });
    const [first, second, third] = d.readings().map(({ query }) => query ?? {});
    expect([first?.continuationToken, second?.continuationToken, third?.continuationToken]).toEqual([
      undefined,
      'A',
      'B',
    ]);
    for (const query of [second, third]) expect(query).toMatchObject({ start: first?.start, end: first?.end });
    d.log.more();
    await settled();
    expect(d.readings()).toHaveLength(3);
  });

  it('gives several pages of older ones at once, and not all there are', async () => {
    const d = desk({ pages: [page(50, 'A')] });
    await d.open();
    d.log.more();
    await settled();
    expect(d.readings()).toHaveLength(5);
    expect(d.log.loaded.value).toEqual({ count: 250, whole: false });
  });

  it('puts short pages together, and passes over empty ones', async () => {
    const d = desk({ pages: [page(20, 'A'), page(0, 'B'), page(0, 'C'), page(40, 'D')] });
    await d.open();
    expect(d.readings()).toHaveLength(4);
    expect(d.log.loaded.value).toEqual({ count: 60, whole: false });
    expect(d.log.quiet.value).toBe(0);
  });

  it('stops after some empty pages, and asks the person', async () => {
    const d = desk({ pages: [page(0, 'A')] });
    await d.open();
    expect(d.readings()).toHaveLength(5);
    expect(d.log.quiet.value).toBe(5);
    expect(d.log.loaded.value).toEqual({ count: 0, whole: false });
    d.server.pages = [page(2, null)];
    d.log.more();
    await settled();
    expect(d.log.quiet.value).toBe(0);
    expect(d.log.loaded.value).toEqual({ count: 2, whole: true });
  });

  it('keeps what is here when a page does not come, says so, and goes on from there', async () => {
    const d = desk({ pages: [page(50, 'A'), slow, page(1, null)] });
    await d.open();
    d.log.more();
    await settled();
    expect(d.log.failure.value).toEqual(slow);
    expect(d.log.loaded.value).toEqual({ count: 50, whole: false });
    d.log.more();
    await settled();
    expect(d.log.failure.value).toBeNull();
    expect(d.readings().at(-1)?.query?.continuationToken).toBe('A');
    expect(d.log.loaded.value).toEqual({ count: 51, whole: true });
  });

  it('that is refused says so, and is not called empty', async () => {
    const d = desk({ pages: [refused] });
    await d.open();
    expect(d.log.failure.value).toEqual(refused);
    expect(d.log.loaded.value).toEqual({ count: 0, whole: false });
    expect(d.log.keepsNone.value).toBeNull();
  });

  it.each([true, false])('that is empty asks whether the plan keeps one: %s', async (hasEvents) => {
    const d = desk({ pages: [page(0, null)], hasEvents });
    await d.open();
    expect(d.log.keepsNone.value).toBe(!hasEvents);
    expect(d.asked.map(({ call }) => call)).toEqual(['GET /organizations/{o}/events', 'GET /organizations/{o}']);
  });

  it('of the provider that is empty asks nothing more', async () => {
    const d = desk({ pages: [page(0, null)] }, 'team');
    await d.open();
    expect(d.asked).toHaveLength(1);
    expect(d.log.keepsNone.value).toBeNull();
  });

  it('whose names cannot be read is shown all the same, and tries again with the next page', async () => {
    const d = desk({ pages: [page(50, 'A'), page(1, null)], members: slow });
    await d.open();
    expect(d.log.namesFailure.value).toEqual(slow);
    // The team was read: whoever is in it has a name.
    expect(sentences(d.log)[2]).toBe('Somebody whose name could not be read was invited');
    d.server.members = members;
    d.log.more();
    await settled();
    expect(d.log.namesFailure.value).toBeNull();
    expect(sentences(d.log)[0]).toBe('Tom Okafor was invited');
  });

  it('of another period forgets the one before, whichever answers first', async () => {
    const d = desk({ pages: [page(50, 'A'), page(2, null)] });
    d.hold();
    d.log.open();
    d.log.chooseRange('7');
    await settled();
    d.release();
    await settled();
    expect(d.log.loaded.value).toEqual({ count: 2, whole: true });
    expect(d.log.busy.value).toBe(false);
  });

  it('reads own dates when told to, and says what is wrong with them', async () => {
    const d = desk();
    await d.open();
    d.log.chooseRange('own');
    await settled();
    expect(d.readings()).toHaveLength(1);
    d.log.setOwn({ from: '2026-11-09', to: '2026-11-01' });
    d.log.applyOwn();
    expect(d.log.problem.value).toBe('events_range_reversed');
    // What is on the screen is still of the days that were read.
    expect(new Date(d.log.period.value?.from ?? 0)).toEqual(new Date(2026, 9, 23));
    expect(d.log.loaded.value.count).toBe(3);
    d.log.setOwn({ to: '2026-11-10' });
    expect(d.log.problem.value).toBeNull();
    d.log.applyOwn();
    await settled();
    const query = d.readings()[1]?.query;
    const range: EventRange = { from: Date.parse(query?.start ?? ''), to: Date.parse(query?.end ?? '') };
    expect(new Date(range.from)).toEqual(new Date(2026, 10, 9));
    expect(new Date(range.to)).toEqual(new Date(2026, 10, 10, 23, 59, 59, 999));
  });

  it('is narrowed by kind and by what its sentences say, with counts that stay', async () => {
    const pages = [
      list([
        event(1500, 0, { organizationUserId: 'm0' }),
        event(1000, 1_000, { userId: 'u0', actingUserId: 'u0', ipAddress: '203.0.113.9', deviceType: 2 }),
        event(2999, 2 * dayMs),
        { ...event(1700, 0), date: 'no date' },
      ]),
    ];
    const d = desk({ pages });
    await d.open();
    const counts = d.log.kinds.value;
    expect(counts.map(({ kind, count }) => `${kind} ${count}`)).toEqual([
      'all 4',
      'people 1',
      'organization 0',
      'policies 1',
      'items 0',
      'logins 1',
      'other 1',
    ]);
    d.log.chooseKind('logins');
    expect(sentences(d.log)).toEqual(['Tom Okafor logged in']);
    expect(d.log.kinds.value).toEqual(counts);
    d.log.search('CHROME');
    expect(d.log.shown.value).toBe(1);
    d.log.search('zzz');
    expect(d.log.shown.value).toBe(0);
    d.log.showAll();
    d.log.search('203.0.113');
    expect(sentences(d.log)).toEqual(['Tom Okafor logged in']);
    d.log.search('');
    expect(d.log.items.value.map((item) => (item.kind === 'day' ? 'day' : item.line.event.type))).toEqual([
      'day',
      1500,
      1000,
      'day',
      2999,
      'day',
      1700,
    ]);
    d.log.chooseKind('other');
    d.server.pages = [page(1, null)];
    d.log.refresh();
    await settled();
    expect(d.log.shown.value).toBe(1);
  });

  it('is saved as it is shown, and says when there is more', async () => {
    const d = desk({ pages: [page(50, 'A')] });
    await d.open();
    d.log.search('tom');
    d.log.exportCsv();
    expect(d.files[0]?.name).toBe('events-2026-11-21.csv');
    const rows = d.files[0]?.text.trimEnd().split('\r\n') ?? [];
    expect(rows[0]).toBe('\uFEFFTime,Event,Done by,Kind,Number,Device,IP address');
    expect(rows[1]).toBe('2026-11-21T09:00:00.000Z,Tom Okafor was invited,,People,1500,,');
    expect(rows).toHaveLength(18);
    expect(d.spoken.at(-1)).toBe('Saved events-2026-11-21.csv, 17 rows. More is on the server.');
  });
});
