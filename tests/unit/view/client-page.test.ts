/** Which client is shown, what its figures come to, the picture of its seats, and the people on their way in. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClientRow } from '@/lib/domain/client-list';
import type { Forecast } from '@/lib/domain/forecast';
import type { HistoryStep } from '@/lib/domain/history';
import type { Client } from '@/lib/domain/model';
import { dayMs, hourMs } from '@/lib/domain/time';
import { chartOf, chartSteps, ticks } from '@/lib/view/client/chart';
import { dateText } from '@/lib/view/client/dates';
import { absenceOf, findClient } from '@/lib/view/client/find';
import { seatSentences } from '@/lib/view/client/sentences';
import { now } from '../domain/english';
import { failures } from '../domain/failures';
import { account, client, overviewOf, person, place, provider } from '../domain/samples';
import { opened, settled, textOf } from './client-scene';

const listOf = (accountId: string, clients: Client[], providerId = 'p') => ({
  accountId,
  providerId,
  readAt: now,
  clients,
});

describe('which client', () => {
  const two = overviewOf({
    accounts: [account({ id: 'a' }), account({ id: 'b' })],
    providers: [provider({ accountId: 'a', role: 'service-user' }), provider({ accountId: 'b' })],
    lists: [listOf('a', [client('c')]), listOf('b', [client('c')])],
  });
  const as = (overview: typeof two, scope: Parameters<typeof findClient>[1] = null) =>
    findClient(overview, scope, 'c')?.row.accountId ?? null;

  it('the one in scope, else of an account that works, else of an admin', () => {
    expect(as(two)).toBe('b');
    expect(as(two, { accountId: 'a', providerId: 'p' })).toBe('a');
    const [a, b] = two.accounts;
    const broken = { ...two, accounts: [a!, { ...b!, failure: failures['key-refused'] }] };
    expect(as(broken)).toBe('a');
    expect(
      as({
        ...two,
        accounts: [
          { ...a!, failure: failures.offline },
          { ...b!, failure: failures['key-lost'] },
        ],
      }),
    ).toBe('a');
    expect(as({ ...two, providers: two.providers.map((one) => ({ ...one, removed: true })) })).toBeNull();
    expect(findClient(null, null, 'c')).toBeNull();
  });

  it.each([
    ['opening', null, false],
    ['opening', overviewOf({ lock: { locked: true } as never }), false],
    ['no-account', overviewOf({}), false],
    ['gone', two, true],
    ['unknown', two, false],
    ['not-read', { ...two, lists: [listOf('a', [])] }, false],
    ['not-read', overviewOf({ accounts: [account({ profileReadAt: null })] }), false],
  ] as const)('%s', (absence, overview, seen) => {
    expect(absenceOf(overview, seen)).toBe(absence);
  });
});

describe('what the figures come to', () => {
  const told = (
    figures: Partial<Client>,
    forecast: Forecast,
    full: { at: number; before: boolean } | null = null,
    state: ClientRow['state'] = 'fine',
  ) =>
    textOf(
      seatSentences({
        row: { client: client('c', figures), state },
        forecast,
        full,
        date: (at) => dateText('en-GB', at, now),
      }),
    );
  const some = { assigned: 20, used: 12, remaining: 8 };
  const none = { assigned: 20, used: 20, remaining: 0 };
  const at = now + 21 * dayMs;

  it.each<[string, string]>([
    [told(some, { kind: 'lasts', at, perDay: 0.4 }), '8 remain. At this pace they last until about 12 December.'],
    [
      told(some, { kind: 'lasts', at: now + 60 * dayMs, perDay: 0.1 }),
      '8 remain. At this pace they last until about 20 January 2027.',
    ],
    [told(some, { kind: 'beyond', months: 12, perDay: 0.01 }), '8 remain. At this pace they last more than a year.'],
    [told(some, { kind: 'beyond', months: 2, perDay: 0.01 }), '8 remain. At this pace they last more than 2 months.'],
    [told(some, { kind: 'beyond', months: 1, perDay: 0.01 }), '8 remain. At this pace they last more than a month.'],
    [told(some, { kind: 'flat', days: 90 }), '8 remain. No growth in 90 days.'],
    [told(some, { kind: 'young', since: now }), '8 remain. History starts on 21 November.'],
    [
      told(some, { kind: 'uneven', days: 90, grown: 7 }),
      '8 remain. 7 seats more are used than 90 days ago, but too unevenly to tell a pace.',
    ],
    [told({ ...some, remaining: 1 }, { kind: 'none' }), '1 remains.'],
    [
      told(none, { kind: 'full', perMonth: 3, days: 90, perDay: 0.1 }, { at: now - 6 * dayMs, before: false }),
      'Full since 15 November. The next invitation will be refused. At the pace of the last 90 days this client needs 3 more seats a month.',
    ],
    [
      told(none, { kind: 'full', perMonth: 0, days: 90, perDay: 0.01 }, { at: now - 6 * dayMs, before: true }),
      'Full since 15 November or longer. The next invitation will be refused.',
    ],
    [told(none, { kind: 'none' }), 'No seats are left. The next invitation will be refused.'],
    [
      told({ assigned: 20, used: 23, remaining: -3 }, { kind: 'flat', days: 30 }),
      '3 seats more are used than assigned. The next invitation will be refused.',
    ],
    [told({ assigned: null, remaining: null }, { kind: 'none' }), 'Bitwarden sets no limit of seats for this client.'],
    [told({ used: null, remaining: null }, { kind: 'none' }), 'The server did not say how many seats are used.'],
    [
      told(some, { kind: 'flat', days: 14 }, null, 'disabled'),
      'Bitwarden has switched this client off. That is looked up every five minutes; “Check now” asks at once. 8 remain. No growth in 14 days.',
    ],
  ])('%s', (said, wanted) => {
    expect(said).toBe(wanted);
  });
});

describe('the picture', () => {
  const step = (ago: number, used: number | null, assigned: number | null = 20): HistoryStep => ({
    at: now - ago * dayMs,
    used,
    assigned,
  });

  it('goes up and down in steps, from the beginning of its days', () => {
    const chart = chartOf([step(200, 8, 10), step(60, 10), step(30, null), step(10, 20)], now);
    expect(chart?.days).toBe(90);
    expect(chart?.axis.map(({ value }) => value)).toEqual([0, 10, 20]);
    expect(chart?.assigned).toBe('M0 50H33.33V0H66.67V0H88.89V0H100');
    // Where nothing is known there is no line.
    expect(chart?.used).toBe('M0 60H33.33V50H66.67M88.89 0H100');
    expect(chart?.first).toMatchObject({ used: 8, assigned: 10 });
  });

  it('says full at the height where used meets assigned at the end, and nowhere else', () => {
    expect(chartOf([step(30, 8, 10), step(5, 10, 10)], now)?.full).toBe(0);
    expect(chartOf([step(30, 8, 10), step(5, 12, 10)], now)?.full).toBeLessThan(100);
    expect(chartOf([step(30, 10, 10), step(5, 9, 10)], now)?.full).toBeNull();
    expect(chartOf([step(30, 10, 10), step(5, 10, null)], now)?.full).toBeNull();
  });

  it('waits for the second day', () => {
    expect(chartOf([], now)).toBeNull();
    expect(chartOf([{ at: now - 20 * hourMs, used: 1, assigned: 2 }], now)).toBeNull();
  });

  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [5, [0, 2, 4, 6]],
    [20, [0, 10, 20]],
    [210, [0, 100, 200, 300]],
  ])('draws lines up to %d', (highest, lines) => {
    expect(ticks(highest)).toEqual(lines);
  });

  it('stays in its frame, whatever the history', () => {
    const value = fc.option(fc.nat(5_000), { nil: null });
    const history = fc.array(
      fc.record({ at: fc.nat(300 * dayMs).map((ago) => now - ago), assigned: value, used: value }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(history, (steps) => {
        const chart = chartOf(steps, now);
        expect(chartSteps(steps, now).every(({ at }, n, all) => n === 0 || at >= (all[n - 1]?.at ?? 0))).toBe(true);
        if (chart === null) return;
        const figures = [chart.used, chart.area, chart.assigned].flatMap(
          (path) => path.match(/-?[\d.e+-]+|NaN|Infinity/g) ?? [],
        );
        for (const figure of figures) {
          expect(Number(figure)).toBeGreaterThanOrEqual(0);
          expect(Number(figure)).toBeLessThanOrEqual(100);
        }
      }),
    );
  });
});

describe('people not in yet', () => {
  const invited = (id: string, more = {}) => person(id, { status: 'invited', name: null, waitingSince: null, ...more });
  const resend = 'POST /organizations/{o}/users/reinvite';

  it('those who wait come first, then whose invitation ends first', async () => {
    const { model } = await opened({
      people: [
        invited('late', { invitedAt: now - hourMs }),
        invited('early', { firstSeenAt: now - 100 * hourMs }),
        person('waits', { waitingSince: now - dayMs }),
        person('longest', { waitingSince: now - 2 * dayMs }),
      ],
    });
    expect(model.people.rows.value.map(({ name, age }) => [name, age?.state ?? null, age?.isEstimate ?? null])).toEqual(
      [
        ['Person longest', null, null],
        ['Person waits', null, null],
        ['early@example.org', 'ending', true],
        ['late@example.org', 'fresh', false],
      ],
    );
    expect(model.people.known.value).toEqual({ read: true });
  });

  it('an invitation is sent again, and told; a refusal stays with the person', async () => {
    const made = await opened({ people: [invited('eva'), invited('tom')] });
    const [eva, tom] = made.model.people.rows.value;
    await made.model.people.sendAgain(eva!);
    expect(made.said).toEqual(['Sent again to eva@example.org.']);
    made.bend(resend, { ...failures.rejected, sentence: 'Slow down, please.' });
    await made.model.people.sendAgain(tom!);
    expect(textOf(made.model.people.problem.value!.words)).toBe(
      'Bitwarden refused for tom@example.org: “Slow down, please”.',
    );
    made.bend(resend, failures['no-answer']);
    await made.model.people.sendAgain(tom!);
    expect(textOf(made.model.people.problem.value!.words)).toBe(
      'No answer, so we do not know. The list was read again: it shows what is true now.',
    );
    made.bend(resend, failures['key-refused']);
    await made.model.people.sendAgain(tom!);
    expect(textOf(made.model.people.problem.value!.words)).toMatch(/Nothing was sent\.$/);
  });

  it('nobody is removed without a question, and the figures are read again', async () => {
    const made = await opened({ people: [invited('eva')] });
    const [eva] = made.model.people.rows.value;
    await made.model.people.remove();
    made.model.people.ask(eva!);
    made.model.people.ask(null);
    await made.model.people.remove();
    expect(made.sent).toEqual([]);
    made.model.people.ask(eva!);
    await made.model.people.remove();
    await settled();
    expect(made.sent).toEqual(['POST /organizations/{o}/users/remove {"ids":["eva"]}']);
    expect(made.said).toEqual(['eva@example.org was removed.']);
    expect(made.deeds.at(-1)).toMatchObject({ what: 'remove', state: 'done' });
  });

  it('says how far they are known', async () => {
    const made = await opened();
    made.show({ places: [place('c1', [], { failure: failures.offline, readAt: 5 })] });
    expect(made.model.people.known.value).toEqual({ read: false, at: 5 });
    // By the figures nobody is on the way in, and then the worker has nobody to read.
    const figures = (used: number | null) =>
      made.show({
        places: [],
        lists: [{ ...made.overview.lists[0]!, clients: [client('c1', { used, confirmed: 18 })] }],
      });
    figures(18);
    expect(made.model.people.known.value).toEqual({ read: true });
    figures(19);
    expect(made.model.people.known.value).toBeNull();
    figures(null);
    expect(made.model.people.known.value).toBeNull();
  });
});

describe('the page of a client', () => {
  it('reads its history and its pool when it is opened, and knows who is gone', async () => {
    const steps = [100, 40, 20].map((ago, at) => ({ at: now - ago * dayMs, assigned: 20, used: 10 + at }));
    const made = await opened({ history: steps });
    expect(made.model.chart.value?.days).toBe(90);
    expect(made.model.steps.value).toHaveLength(3);
    expect(made.model.forecast.value.kind).not.toBe('none');
    expect(made.model.absence.value).toBeNull();
    made.show({ lists: [listOf('a', [])] });
    expect([made.model.absence.value, made.model.name.value]).toEqual(['gone', 'Tideway']);
    expect(made.model.sentences.value).toEqual([]);
  });

  it('mutes, and leads to the web vault', async () => {
    const made = await opened();
    made.model.mute();
    await settled();
    expect(made.spoken).toEqual(['Tideway is muted.']);
    made.model.openVault('client');
    made.model.openProvider('provider-billing');
    expect(made.said).toEqual([
      'a opens {"page":"client","clientId":"c1"}',
      'a opens {"page":"provider-billing","providerId":"p"}',
    ]);
  });
});
