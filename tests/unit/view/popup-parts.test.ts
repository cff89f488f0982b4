import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawerWords } from '@/components/popup/ClientDrawer';
import { rowWords } from '@/components/popup/ClientLine';
import { type LineHeights, lineAt, topOf, visibleLines } from '@/components/ui/WindowedRows';
import { clientRows } from '@/lib/domain/client-list';
import type { Client } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import { defaultPreferences } from '@/lib/domain/preferences';
import type { Broadcast } from '@/lib/messaging/protocol';
import { createOverviewModel, shared } from '@/lib/view/overview';
import { atEight } from '@/lib/view/popup/pause';
import { parseFirstScreen } from '@/lib/view/popup/picture';
import { wantedProvider } from '@/lib/view/popup/route';
import { account, client, overviewOf, person, place, provider } from '../domain/samples';

describe('words of a row', () => {
  const row = (one: Client, more: Partial<Overview> = {}) => {
    const [made] = clientRows(
      overviewOf({
        accounts: [account()],
        providers: [provider()],
        lists: [{ accountId: 'a', providerId: 'p', readAt: 5, clients: [one] }],
        ...more,
      }),
      null,
    );
    if (made === undefined) throw new Error('no row');
    return made;
  };
  const muted = { ...defaultPreferences, muted: [{ accountId: 'a', providerId: 'p', clientId: '1', name: null }] };
  const failure = { kind: 'refused', status: 403, what: 'members' } as const;

  it.each<[string, Client, Partial<Overview>, string[], string[]]>([
    ['nothing remarkable', client('1'), {}, [], ['popup_drawer_seats']],
    ['none left', client('1', { used: 10, remaining: 0 }), {}, ['popup_word_full'], ['popup_drawer_seats']],
    ['too many', client('1', { used: 13, remaining: -3 }), {}, ['popup_word_over'], ['popup_drawer_seats']],
    ['few left: the chip says it', client('1', { used: 9, remaining: 1 }), {}, [], ['popup_drawer_seats']],
    [
      'no limit',
      client('1', { assigned: null, remaining: null }),
      {},
      ['popup_word_no_limit'],
      ['popup_drawer_no_limit'],
    ],
    ['unknown', client('1', { used: null, remaining: null }), {}, ['popup_word_unknown'], ['popup_drawer_unknown']],
    [
      'switched off',
      client('1'),
      { providers: [provider({ disabledClientIds: ['1'] })] },
      ['popup_word_disabled'],
      ['popup_drawer_disabled', 'popup_drawer_seats'],
    ],
    ['muted', client('1'), { preferences: muted }, ['popup_word_muted'], ['popup_drawer_seats']],
    [
      'somebody waits',
      client('1'),
      { places: [place('1', [person('m')])] },
      ['popup_word_waiting'],
      ['popup_drawer_seats', 'popup_drawer_waiting'],
    ],
    [
      'list not read',
      client('1'),
      { providers: [provider({ failure })] },
      ['popup_word_as_of'],
      ['popup_drawer_seats'],
    ],
    [
      'people not read lately',
      client('1'),
      { places: [place('1', [], { failure })] },
      ['popup_word_people_as_of'],
      ['popup_drawer_seats', 'popup_drawer_unread'],
    ],
    [
      'people never read',
      client('1'),
      { places: [place('1', [], { failure, readAt: null })] },
      ['popup_word_people_unread'],
      ['popup_drawer_seats', 'popup_drawer_unread'],
    ],
  ])('%s', (_, one, more, words, drawer) => {
    const made = row(one, more);
    expect(rowWords(made).map((word) => word.key)).toEqual(words);
    expect(drawerWords(made).map((word) => word.key)).toEqual(drawer);
  });
});

describe('windowed rows', () => {
  const heights: LineHeights = {
    line: 42,
    others: [
      { at: 0, by: -15 },
      { at: 5, by: -15 },
      { at: 40, by: 110 },
      { at: -1, by: 999 },
    ],
  };

  it('knows where lines begin', () => {
    expect([0, 1, 5, 6, 40, 41].map((at) => topOf(heights, at))).toEqual([0, 27, 195, 222, 1650, 1802]);
  });

  it('finds the line at every height', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (at, share) => {
        const top = topOf(heights, at);
        const next = topOf(heights, at + 1);
        expect(lineAt(heights, 1000, top + share * (next - top))).toBe(at);
      }),
    );
  });

  it('has all of a short list, and of a long one the view, twelve either side, and what is pinned', () => {
    expect(visibleLines(heights, 150, { from: 0, to: 600 }, [])).toHaveLength(150);
    const lines = visibleLines(heights, 10_000, { from: 42_000, to: 42_600 }, [3, -1, 20_000]);
    expect(lines[0]).toBe(3);
    expect(lines[1]).toBe(lineAt(heights, 10_000, 42_000) - 12);
    expect(lines.at(-1)).toBe(lineAt(heights, 10_000, 42_600) + 12);
    expect(lines.length).toBeLessThan(45);
  });

  it('has of a short list too only what is in sight and what is pinned, until the list rests', () => {
    const lines = visibleLines(heights, 100, { from: 0, to: 400 }, [90], 1, 0);
    const last = lineAt(heights, 100, 400) + 1;
    expect(lines).toEqual([...Array.from({ length: last + 1 }, (_, at) => at), 90]);
    expect(visibleLines(heights, 0, { from: 0, to: 400 }, [1], 1, 0)).toEqual([]);
  });
});

describe('overview model', () => {
  it('keeps what did not change', () => {
    const old = {
      lists: [
        {
          id: 'x',
          rows: [
            { id: '1', n: 1 },
            { id: '2', n: 2 },
          ],
        },
      ],
      at: { deep: [1, 2] },
    };
    const next = shared(old, {
      lists: [
        {
          id: 'x',
          rows: [
            { id: '0', n: 0 },
            { id: '1', n: 1 },
            { id: '2', n: 3 },
          ],
        },
      ],
      at: { deep: [1, 2] },
    });
    expect(next.at).toBe(old.at);
    expect(next.lists[0]?.rows[1]).toBe(old.lists[0]?.rows[0]);
    expect(next.lists[0]?.rows[2]).toEqual({ id: '2', n: 3 });
    expect(shared(old, structuredClone(old))).toBe(old);
  });

  it('is always equal to what was read', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (old, next) => {
        expect(shared(old, structuredClone(next))).toEqual(next);
      }),
      {
        examples: [
          [null, JSON.parse('{"__proto__":1}')],
          [{}, JSON.parse('{"__proto__":1}')],
        ],
      },
    );
  });

  it('reads again after a change during a reading, and survives one that fails', async () => {
    let reads = 0;
    let heard: (message: { kind: 'changed' }) => void = () => undefined;
    const waiting: (() => void)[] = [];
    const model = createOverviewModel({
      async read() {
        reads += 1;
        await new Promise<void>((go) => waiting.push(go));
        if (reads === 2) throw new Error('closed');
        return overviewOf({});
      },
      listen(handle) {
        heard = handle;
        return () => undefined;
      },
      later: () => () => undefined,
    });
    const first = model.refresh();
    heard({ kind: 'changed' });
    heard({ kind: 'changed' });
    const second = model.refresh();
    waiting.shift()?.();
    await first;
    expect(model.overview.value).not.toBeNull();
    await Promise.resolve();
    expect(reads).toBe(2);
    const third = model.refresh();
    waiting.shift()?.();
    await second;
    expect(model.unreadable.value).toBe(true);
    expect(model.overview.value).not.toBeNull();
    await Promise.resolve();
    waiting.shift()?.();
    await third;
    expect(reads).toBe(3);
    expect(model.unreadable.value).toBe(false);
  });
});

describe('progress of a check', () => {
  function setup() {
    let heard: (message: Broadcast) => void = () => undefined;
    const timers = new Set<{ ms: number; work: () => void }>();
    const model = createOverviewModel({
      read: async () => overviewOf({}),
      listen(handle) {
        heard = handle;
        return () => undefined;
      },
      later(ms, work) {
        const timer = { ms, work };
        timers.add(timer);
        return () => timers.delete(timer);
      },
    });
    const step = (done: number, accountId: string | null = 'a') =>
      heard({ kind: 'progress', accountId, done, total: 9 });
    return { model, timers, step };
  }

  it('ends by itself if the worker falls silent', () => {
    const { model, timers, step } = setup();
    step(1);
    step(2);
    // The next step calls off what the one before had set.
    expect([...timers].map(({ ms }) => ms)).toEqual([40_000]);
    expect(model.progress.value).toEqual({ accountId: 'a', done: 2, total: 9 });
    for (const { work } of timers) work();
    expect(model.progress.value).toBeNull();
    step(3);
    expect(model.progress.value?.done).toBe(3);
  });

  it.each(['the end of the check', 'leaving the page'])('leaves no timer behind after %s', (what) => {
    const { model, timers, step } = setup();
    step(1);
    if (what === 'leaving the page') model.stop();
    else step(0, null);
    expect(timers.size).toBe(0);
  });
});

describe('first screen', () => {
  const good = {
    version: 1,
    page: { 'data-density': 'roomy' },
    body: ['div', { class: 'popup' }, ['text', ['i', { style: 'inline-size: 50%;' }, []]]],
  };

  it('is believed if it is a picture', () => {
    expect(parseFirstScreen(JSON.stringify(good))).toEqual(good);
  });

  it.each([
    ['nothing', null],
    ['no JSON', '{'],
    ['another version', JSON.stringify({ ...good, version: 2 })],
    ['a script', JSON.stringify({ ...good, body: ['script', {}, ['alert(1)']] })],
    [
      'a picture from elsewhere',
      JSON.stringify({ ...good, body: ['div', {}, [['img', { src: 'https://x.example' }, []]]] }),
    ],
    ['a handler', JSON.stringify({ ...good, body: ['div', { onclick: 'x()' }, []] })],
    ['another style', JSON.stringify({ ...good, body: ['div', { style: 'background: url(https://x.example)' }, []] })],
    ['an attribute of the page', JSON.stringify({ ...good, page: { onload: 'x()' } })],
    ['children that are none', JSON.stringify({ ...good, body: ['div', {}, [7]] })],
  ])('is not believed: %s', (_, text) => {
    expect(parseFirstScreen(text)).toBeNull();
  });
});

describe('addresses and hours', () => {
  it.each([
    ['?provider=api.x/u/p', { accountId: 'api.x/u', providerId: 'p' }],
    ['?provider=api.x%2Fu%2Fp', { accountId: 'api.x/u', providerId: 'p' }],
    ['?provider=p', null],
    ['?provider=a/', null],
    ['', null],
  ])('%s', (search, scope) => {
    expect(wantedProvider(search)).toEqual(scope);
  });

  it.each([
    ['a Friday evening', new Date(2026, 10, 20, 18, 0), new Date(2026, 10, 21, 8, 0), new Date(2026, 10, 23, 8, 0)],
    ['the small hours', new Date(2026, 10, 21, 1, 0), new Date(2026, 10, 21, 8, 0), new Date(2026, 10, 23, 8, 0)],
    ['a Monday morning', new Date(2026, 10, 23, 7, 0), new Date(2026, 10, 24, 8, 0), new Date(2026, 10, 30, 8, 0)],
  ])('from %s', (_, now, tomorrow, monday) => {
    expect(atEight(now.getTime(), 'tomorrow')).toBe(tomorrow.getTime());
    expect(atEight(now.getTime(), 'monday')).toBe(monday.getTime());
  });
});
