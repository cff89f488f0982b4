/** How much is asked of a server: never more than its share, whatever happens to the worker, and nothing while it wants silence. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Budget } from '@/lib/store/schema';
import { apiPerMinute, changesPerSecond, signInsPerMinute, takeFrom } from '@/lib/watch/budget';
import { accountId, Desk, hour, minute } from './support/desk';

const empty: Budget = { host: 'h', sentAt: [], blockedUntil: 0, blockedAt: 0 };
const rateLimited = (retryAt: number | null) => ({ kind: 'rate-limited', host: 'v.test', retryAt }) as const;

/** The most requests within any minute. */
function busiestMinute(instants: readonly number[]): number {
  const sorted = [...instants].sort((a, b) => a - b);
  let from = 0;
  return sorted.reduce((most, at, n) => {
    while ((sorted[from] ?? at) <= at - minute) from += 1;
    return Math.max(most, n - from + 1);
  }, 0);
}
const instants = (desk: Desk, of: (call: string) => boolean): number[] =>
  desk.world.log.flatMap(({ at, call }) => (of(call) ? [at] : []));
const isSignIn = (call: string): boolean => call.startsWith('signIn');

describe('a budget', () => {
  it('grants so many in any minute and no more, and says when the next is free', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.nat({ max: 20_000 }), { maxLength: 200 }),
        (perMinute, pauses) => {
          let budget = empty;
          let now = 1_000_000;
          const granted: number[] = [];
          for (const pause of pauses) {
            now += pause;
            const slot = takeFrom(budget, perMinute, now);
            if (slot.granted) {
              budget = slot.budget;
              granted.push(now);
              continue;
            }
            expect(slot.asked).toBe(false);
            expect(slot.freeAt).toBeGreaterThan(now);
            expect(slot.freeAt).toBeLessThanOrEqual(now + minute);
            expect(takeFrom(budget, perMinute, slot.freeAt).granted).toBe(true);
            expect(takeFrom(budget, perMinute, slot.freeAt - 1).granted).toBe(false);
          }
          expect(busiestMinute(granted)).toBeLessThanOrEqual(perMinute);
        },
      ),
    );
  });

  it('lets only so many in any second change something, whatever else is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: 900 }), fc.boolean()), { maxLength: 59 }), (pauses) => {
        let budget = empty;
        let now = 1_000_000;
        const granted: number[] = [];
        for (const [pause, changes] of pauses) {
          now += pause;
          if (!changes) {
            // Reads are never kept waiting by changes, nor changes by reads.
            const slot = takeFrom(budget, 60, now);
            expect(slot.granted).toBe(true);
            if (slot.granted) budget = slot.budget;
            continue;
          }
          const slot = takeFrom(budget, 60, now, changesPerSecond);
          const lately = granted.filter((at) => now - at < 1_000).length;
          expect(slot.granted).toBe(lately < changesPerSecond);
          if (slot.granted) {
            budget = slot.budget;
            granted.push(now);
          } else {
            expect(slot.freeAt).toBeGreaterThan(now);
            expect(takeFrom(budget, 60, slot.freeAt, changesPerSecond).granted).toBe(true);
          }
        }
        for (const at of granted)
          expect(granted.filter((other) => other >= at && other - at < 1_000).length).toBeLessThanOrEqual(5);
      }),
    );
  });

  test.each([
    ['silence is asked for', { blockedUntil: 2_000, blockedAt: 500 }, false],
    ['the silence is over', { blockedUntil: 1_000, blockedAt: 500 }, true],
    ['silence was asked for in the future: the clock was set back', { blockedUntil: 9_000, blockedAt: 1_001 }, true],
    [
      'its requests lie in the future: the clock was set back',
      { sentAt: Array.from({ length: 60 }, () => 1_001) },
      true,
    ],
    ['it was used up just now', { sentAt: Array.from({ length: 60 }, () => 999) }, false],
    ['it was used up a minute ago', { sentAt: Array.from({ length: 60 }, () => 1_000 - minute) }, true],
  ])('when %s', (_, more, granted) => {
    const slot = takeFrom({ ...empty, ...more }, 60, 1_000);
    expect(slot.granted).toBe(granted);
    if (!slot.granted && 'blockedUntil' in more) expect(slot).toMatchObject({ asked: true, freeAt: 2_000 });
  });

  it('leaves a part to people', () => {
    const used = { ...empty, sentAt: Array.from({ length: apiPerMinute.background }, () => 1_000) };
    expect(takeFrom(used, apiPerMinute.background, 1_000).granted).toBe(false);
    expect(takeFrom(used, apiPerMinute.person, 1_000).granted).toBe(true);
    expect(apiPerMinute.person).toBeLessThan(100);
    expect(signInsPerMinute).toBeLessThanOrEqual(5);
  });
});

function busy(clients: number, accounts = 1): Desk {
  const desk = new Desk();
  const provider = desk.provider();
  for (let n = 0; n < clients; n++) desk.client(provider, ['invited', 'confirmed']);
  for (let n = 1; n <= accounts; n++) desk.user(n);
  return desk;
}

describe('the watcher', () => {
  it('never sends more than its share in any minute, however often it runs, dies, signs in and is asked', async () => {
    const act = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('tick' as const), after: fc.nat({ max: 90_000 }) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('restart' as const), after: fc.nat({ max: 5_000 }) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('dead' as const), after: fc.constant(0) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('now' as const), after: fc.nat({ max: 30_000 }) }) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 5, maxLength: 25 }),
        fc.integer({ min: 1, max: 2 }),
        async (acts, accounts) => {
          const desk = busy(70, accounts);
          for (let n = 1; n <= accounts; n++) await desk.add(n);
          const asked = acts.some((step) => step.do === 'now') || accounts > 1;
          for (const step of acts) {
            desk.browser.at += step.after;
            if (step.do === 'restart') desk.restart();
            else if (step.do === 'dead') desk.world.tokens.clear();
            else if (step.do === 'now') await desk.watcher.checkNow(null);
            else await desk.watcher.tick();
          }
          const most = busiestMinute(instants(desk, (call) => !isSignIn(call)));
          // Adding an account asks as a person does: its profile and its clients.
          expect(most).toBeLessThanOrEqual(asked ? apiPerMinute.person : apiPerMinute.background + 2);
          expect(busiestMinute(instants(desk, isSignIn))).toBeLessThanOrEqual(signInsPerMinute);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('goes on by itself as soon as the budget allows, and no sooner', async () => {
    const desk = busy(120);
    await desk.add();
    const from = desk.world.log.length;
    expect(desk.browser.wakeAt).toBeGreaterThanOrEqual(desk.browser.at + 30_000);
    expect(desk.browser.wakeAt).toBeLessThanOrEqual(desk.browser.at + minute);
    await desk.watcher.tick();
    expect(desk.world.log.length).toBe(from);
    await desk.until(desk.browser.at + minute);
    expect(desk.world.log.length).toBeGreaterThan(from + 40);
  });

  it('signs a second account in at once, however busy the first keeps their server', async () => {
    const desk = busy(60, 2);
    await desk.add(1);
    expect(await desk.add(2)).toMatchObject({ kind: 'connected' });
    desk.browser.tokens.delete(accountId(2));
    await desk.later(2 * minute);
    expect([...desk.browser.tokens.keys()].sort()).toEqual([accountId(1), accountId(2)]);
  });
});

describe('a server that asks for silence', () => {
  it('gets it from every account, until the time it named', async () => {
    const desk = busy(5, 2);
    await desk.add(1);
    await desk.add(2);
    const until = desk.browser.at + 7 * minute;
    desk.world.faults.push(rateLimited(until));
    const from = desk.world.log.length;
    await desk.later(2 * minute);
    expect(desk.calls('', from)).toHaveLength(1);
    await desk.until(until);
    await desk.watcher.checkNow(null);
    expect(desk.calls('', from).length).toBeGreaterThan(1);
    expect(instants(desk, () => true).filter((at, n) => n > from && at < until)).toEqual([]);
    expect(await desk.store.read(['accounts'], (tx) => tx.all('accounts'))).toMatchObject([
      { failure: null },
      { failure: null },
    ]);
  });

  it('is not asked by "check now" either', async () => {
    const desk = busy(5);
    await desk.add();
    desk.world.faults.push(rateLimited(desk.browser.at + hour));
    await desk.later(2 * minute);
    const from = desk.world.log.length;
    for (let n = 0; n < 5; n++) {
      desk.browser.at += minute;
      desk.restart();
      await desk.watcher.checkNow(null);
    }
    expect(desk.calls('', from)).toEqual([]);
    expect(await desk.store.read(['accounts'], (tx) => tx.all('accounts'))).toMatchObject([
      { failure: { kind: 'rate-limited' } },
    ]);
  });

  it('and names no time gets a minute at least, then more with each refusal', async () => {
    const desk = busy(5);
    await desk.add();
    desk.world.intercept = () => rateLimited(null);
    const from = desk.world.log.length;
    await desk.until(desk.browser.at + 2 * hour);
    const tries = instants(desk, () => true).slice(from);
    const gaps = tries.slice(1).map((at, n) => at - (tries[n] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(minute);
    expect(tries.length).toBeLessThan(20);
    desk.world.intercept = () => undefined;
    await desk.until(desk.browser.at + 20 * minute);
    expect(desk.browser.badge?.state).toBe('clear');
  });

  it('for the rest of the day, because one client was sent too many invitations, is still asked who waits', async () => {
    const desk = busy(5);
    await desk.add();
    const call = 'POST /organizations/{o}/users/invite' as const;
    const retryAt = desk.browser.at + 20 * hour;
    // server: 300 a day of this one call, counted for its path alone.
    desk.world.intercept = (asked) => (asked.startsWith(call) ? rateLimited(retryAt) : undefined);
    const invite = { accountId: accountId(1), call, ids: { o: 'shop' }, body: {} };
    expect(await desk.watcher.answers.errand(invite)).toEqual({ ok: false, failure: rateLimited(retryAt) });
    const from = desk.world.log.length;
    await desk.later(3 * minute);
    expect(desk.calls('clients', from).length).toBeGreaterThan(0);
    expect(await desk.store.read(['accounts'], (tx) => tx.all('accounts'))).toMatchObject([{ failure: null }]);
    // Whoever tries again hears the server's own time.
    expect(await desk.watcher.answers.errand(invite)).toEqual({ ok: false, failure: rateLimited(retryAt) });
  });

  it('at sign-in does not stop the checking of an account that has its token', async () => {
    const desk = busy(5, 2);
    await desk.add(1);
    desk.world.intercept = (call) => (isSignIn(call) ? rateLimited(desk.browser.at + hour) : undefined);
    expect(await desk.add(2)).toMatchObject({ kind: 'failed', failure: { kind: 'rate-limited' } });
    const from = desk.world.log.length;
    await desk.later(2 * minute);
    expect(desk.calls('clients', from)).toHaveLength(1);
  });

  it('and a clock that was set back do not add up to a silence without end', async () => {
    const desk = busy(5);
    await desk.add();
    desk.world.faults.push(rateLimited(desk.browser.at + hour));
    await desk.later(2 * minute);
    const from = desk.world.log.length;
    await desk.later(-7 * 24 * hour);
    expect(desk.calls('clients', from)).toHaveLength(1);
  });
});

describe('the first look at 1,000 clients, 200 of them with people on their way', () => {
  it('ends in the minutes that the budget forces, with one digest, and goes on telling', async () => {
    const desk = new Desk();
    const provider = desk.provider();
    for (let n = 0; n < 1000; n++) desk.client(provider, n % 5 === 0 ? ['invited', 'accepted'] : ['confirmed']);
    desk.user();
    const start = desk.browser.at;
    await desk.add();
    // Sign-in apart: profile, clients, team and 200 member lists, the clients' list again with each interval.
    const forced = Math.ceil((3 + 200 + 3) / apiPerMinute.background);
    let ended: number | null = null;
    while (ended === null && desk.browser.at < start + hour) {
      await desk.until((desk.browser.wakeAt ?? 0) + 1);
      if (desk.alerts.length > 0) ended = desk.browser.at;
    }
    expect(desk.alerts).toEqual(['Provider Desk is watching: 200 people wait']);
    expect((ended ?? Number.POSITIVE_INFINITY) - start).toBeLessThanOrEqual(forced * minute);
    expect(busiestMinute(instants(desk, (call) => !isSignIn(call)))).toBeLessThanOrEqual(apiPerMinute.background + 2);
    expect(desk.browser.badge?.text).toBe('99+');

    // Two hundred invited take longer than an interval; a newcomer is found all the same.
    const [client] = provider.clients;
    const newcomer = client?.people.find((person) => person.status === 'invited');
    if (newcomer !== undefined) newcomer.status = 'accepted';
    await desk.until(desk.browser.at + (forced + 2) * minute);
    expect(desk.alerts.slice(1)).toEqual([`Name of ${newcomer?.id} is waiting`]);
  });
});
