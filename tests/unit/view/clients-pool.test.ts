import { describe, expect, it } from 'vitest';
import { clouds } from '@/lib/domain/addresses';
import { type Failure, fail, type Result, succeed } from '@/lib/domain/failure';
import { spoken } from '../domain/english';
import { account, client, provider } from '../domain/samples';
import { type ClientsScene, harbour, openClients, start, withClient } from './clients-scene';

const plan = (planName: string, seatMinimum: number, more: object = {}) => ({
  planName,
  seatMinimum,
  purchasedSeats: 0,
  assignedSeats: 0,
  cost: 1,
  cadence: 'Monthly',
  ...more,
});
const answer = (...plans: object[]): Result<unknown> =>
  succeed({ status: 'active', currentPeriodEndDate: null, plans });
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const first = ({ clients }: ClientsScene) => clients.pool.pools.value[0]?.state;
const said = (desk: ClientsScene) => {
  const state = first(desk);
  return state?.kind === 'none' || state?.kind === 'failed' ? [state.kind, spoken(state.words)] : state?.kind;
};

describe('what is bought and free', () => {
  it('by plan, with the clients as they are', async () => {
    const desk = await openClients(harbour(), {
      answer: () => answer(plan('Teams', 50), plan('Enterprise', 300), plan('Never used', 0)),
    });
    expect(first(desk)).toMatchObject({
      kind: 'known',
      at: start - 60_000,
      pools: [
        { plan: 'Teams', assigned: 20, bought: 50, free: 30, purchased: 0 },
        { plan: 'Enterprise', assigned: 344, bought: 344, free: 0, purchased: 44 },
      ],
    });
    expect(desk.sent.map(({ call }) => call)).toEqual(['GET /providers/{p}/billing/subscription']);
  });

  it('is read again where seats changed, and not for anything else', async () => {
    const desk = await openClients(harbour(), { answer: () => answer(plan('Teams', 50)) });
    await desk.show(withClient(harbour(), 't', { used: 19 }));
    await settled();
    expect(desk.sent).toHaveLength(1);
    await desk.show(withClient(harbour(), 't', { assigned: 30 }));
    await settled();
    expect(desk.sent).toHaveLength(2);
    expect(first(desk)).toMatchObject({ kind: 'known', pools: [{ assigned: 30, free: 20 }] });
    desk.clients.pool.refresh();
    await settled();
    expect(desk.sent).toHaveLength(3);
  });

  it('stays on the screen while it is read again, and where that fails', async () => {
    const answers = [answer(plan('Teams', 50)), fail({ kind: 'offline' } as const)];
    const desk = await openClients(harbour(), { answer: () => answers.shift() ?? fail({ kind: 'offline' }) });
    desk.clients.pool.refresh();
    expect(first(desk)).toMatchObject({ kind: 'known' });
    await settled();
    expect(first(desk)).toMatchObject({ kind: 'known', pools: [{ assigned: 20 }] });
  });

  it('is told with the age of what is shown, also while it is read again and where that fails', async () => {
    const answers = [answer(plan('Teams', 50))];
    const desk = await openClients(harbour(), { answer: () => answers.shift() ?? fail({ kind: 'offline' }) });
    const news = async (used: number): Promise<void> => {
      const next = withClient(harbour(), 't', { used });
      await desk.show({ ...next, lists: next.lists.map((list) => ({ ...list, readAt: start + 60 * 60_000 })) });
      await settled();
    };
    desk.pass(10 * 60_000);
    desk.model.tick();
    desk.clients.pool.refresh();
    await news(17);
    expect(desk.sent).toHaveLength(2);
    expect(first(desk)).toMatchObject({ kind: 'known', at: start });
    // A failure is not tried again with every piece of news.
    await news(18);
    expect(desk.sent).toHaveLength(2);
    // A clock that was set back keeps nothing from being read.
    desk.pass(-24 * 60 * 60_000);
    desk.model.tick();
    await news(19);
    expect(desk.sent).toHaveLength(3);
    desk.clients.pool.refresh();
    expect(first(desk)).toMatchObject({ kind: 'known', at: start });
  });

  it('is read only while somebody looks, and once in a while', async () => {
    const desk = await openClients(harbour(), { answer: () => answer(plan('Teams', 50)) });
    desk.clients.show(false);
    desk.clients.show(true);
    expect(desk.sent).toHaveLength(1);
    desk.clients.show(false);
    desk.pass(6 * 60_000);
    desk.model.tick();
    await desk.show(withClient(harbour(), 't', { assigned: 30 }));
    expect(desk.sent).toHaveLength(1);
    desk.clients.show(true);
    await settled();
    expect(desk.sent).toHaveLength(2);
  });
});

describe('where there is none to read', () => {
  const host = 'v.test';
  const own = { ...clouds.eu, region: 'own' as const };
  const refused: Failure = { kind: 'refused', status: 401, what: 'x' };
  it.each<[string, Result<unknown>, boolean, unknown]>([
    ['refused', fail(refused), false, ['none', 'This provider has no seat pool that can be read.']],
    ['own server', fail(refused), true, ['none', 'This server keeps no seat pool for the provider that can be read.']],
    [
      'no payment',
      fail({ kind: 'server-error', host, status: 500 }),
      false,
      ['none', 'No seat pool can be read: payment may not be set up for this provider.'],
    ],
    [
      'busy',
      fail({ kind: 'server-error', host, status: 503 }),
      false,
      ['failed', 'The server was too busy to answer.'],
    ],
    ['offline', fail({ kind: 'offline' }), false, ['failed', 'You are offline.']],
    ['no plans', answer(), false, ['none', 'This provider has no seats of its own.']],
    [
      'another shape',
      succeed({ plans: 3 }),
      false,
      ['failed', 'The server sent something unexpected. An update of Provider Desk may be needed.'],
    ],
  ])('%s', async (_, reply, onOwn, expected) => {
    const overview = harbour(onOwn ? { accounts: [account({ server: own })] } : {});
    expect(said(await openClients(overview, { answer: () => reply }))).toEqual(expected);
  });

  it('a reseller is not asked for', async () => {
    const desk = await openClients(harbour({ providers: [provider({ type: 'reseller' })] }));
    expect(said(desk)).toEqual(['none', 'Resellers have no seat pool: each client has its own subscription.']);
    desk.clients.pool.refresh();
    expect(desk.sent).toEqual([]);
  });

  it('one provider of two', async () => {
    const overview = harbour({ providers: [provider(), provider({ id: 'q', name: 'Lantern' })] });
    const desk = await openClients(
      {
        ...overview,
        lists: [
          ...overview.lists,
          { accountId: 'a', providerId: 'q', readAt: start, clients: [client('x', { plan: 'Teams', assigned: 7 })] },
        ],
      },
      { answer: ({ ids }) => (ids.p === 'q' ? answer(plan('Teams', 9)) : fail(refused)) },
    );
    expect(desk.clients.pool.pools.value.map(({ state }) => state.kind)).toEqual(['none', 'known']);
    // The clients of one provider are nothing to the pool of the other.
    expect(desk.clients.pool.pools.value[1]?.state).toMatchObject({ pools: [{ assigned: 7, free: 2 }] });
  });
});
