/** One check at a time, that anybody may join, that goes on where it was cut off, and that forgetting always wins over. */
import { describe, expect, it } from 'vitest';
import type { TableName } from '@/lib/store/schema';
import { accountId, Desk, hour, minute, server, userId } from './support/desk';

function office(clients: number): Desk {
  const desk = new Desk();
  const provider = desk.provider();
  for (let n = 0; n < clients; n++) desk.client(provider, ['invited', 'confirmed']);
  desk.person(provider.team, 'accepted');
  desk.user();
  return desk;
}
const turns = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n++) await Promise.resolve();
};
const tables: TableName[] = ['accounts', 'providers', 'lists', 'places', 'notices'];

describe('"check now"', () => {
  it('joins a check in flight: not one request more', async () => {
    const desk = office(10);
    await desk.add();
    desk.browser.at += 2 * minute;
    let release = (): void => undefined;
    desk.world.hold = new Promise((resolve) => {
      release = () => resolve();
    });
    const from = desk.world.log.length;
    const first = desk.watcher.tick();
    await turns(50);
    const joined = [desk.watcher.checkNow(null), desk.watcher.checkNow(accountId(1)), desk.watcher.tick()];
    await turns(50);
    expect(desk.calls('', from)).toHaveLength(1);
    release();
    desk.world.hold = null;
    await Promise.all([first, ...joined]);
    expect(desk.calls('', from)).toHaveLength(12);
    await desk.watcher.tick();
    expect(desk.calls('', from)).toHaveLength(12);
  });

  it('pressed during a check of what happened to be due: everything is read after it, and two presses are one', async () => {
    const desk = office(10);
    await desk.add();
    const held = () => {
      let release = (): void => undefined;
      desk.world.hold = new Promise((resolve) => {
        release = () => resolve();
      });
      return () => {
        desk.world.hold = null;
        release();
      };
    };
    desk.browser.at += 2 * minute;
    const from = desk.world.log.length;
    const clients = held();
    const due = desk.watcher.tick();
    await turns(50);
    clients();
    const members = held();
    await turns(50);
    expect(desk.calls('clients', from)).toHaveLength(1);
    desk.browser.at += 1;
    const press = { accountId: null, pressed: true };
    const pressed = [desk.watcher.answers.checkNow(press), desk.watcher.answers.checkNow(press)];
    members();
    await Promise.all([due, ...pressed]);
    expect(desk.calls('clients', from)).toHaveLength(2);
    expect(desk.calls('', from)).toHaveLength(24);
  });

  it('reads again what the clock would have left alone, and the account that was asked for alone', async () => {
    const desk = office(3);
    desk.user(2);
    await desk.add(1);
    await desk.add(2);
    desk.browser.at += 30_000;
    const from = desk.world.log.length;
    await desk.watcher.tick();
    expect(desk.calls('', from)).toEqual([]);
    await desk.watcher.answers.checkNow({ accountId: accountId(2), pressed: true });
    expect(desk.calls('clients', from)).toHaveLength(1);
    await desk.watcher.checkNow(null);
    expect(desk.calls('clients', from)).toHaveLength(3);
  });

  it('does not wait for a back-off', async () => {
    const desk = office(1);
    await desk.add();
    desk.world.intercept = () => ({ kind: 'no-answer', host: 'v.test' });
    for (let n = 0; n < 8; n++) await desk.until(desk.browser.at + 10 * minute);
    desk.world.intercept = () => undefined;
    const from = desk.world.log.length;
    await desk.watcher.tick();
    expect(desk.calls('', from)).toEqual([]);
    await desk.watcher.checkNow(null);
    expect(desk.calls('clients', from)).toHaveLength(1);
  });
});

describe('a check that is cut off', () => {
  it('goes on with what is missing, wherever that was', async () => {
    for (let cut = 0; cut < 14; cut++) {
      const desk = office(10);
      await desk.add();
      desk.browser.at += 2 * minute;
      const from = desk.world.log.length;
      // The connection hangs from here on, and the worker is killed.
      desk.world.intercept = () => {
        if (desk.world.log.length - from > cut) desk.world.hold = new Promise(() => undefined);
        return undefined;
      };
      void desk.watcher.tick();
      await turns(2_000);
      desk.world.intercept = () => undefined;
      desk.world.hold = null;
      desk.restart();
      await desk.watcher.tick();
      const members = desk.calls('members', from);
      expect(new Set(members).size, `cut after ${cut}`).toBe(10);
      // At most the requests in flight were made twice.
      expect(desk.calls('', from).length).toBeLessThanOrEqual(12 + 2);
    }
  });
});

describe('failures', () => {
  it('are met with longer and longer pauses, and the network’s return at once', async () => {
    const desk = office(1);
    await desk.add();
    desk.world.intercept = () => ({ kind: 'no-answer', host: 'v.test' });
    const from = desk.world.log.length;
    await desk.until(desk.browser.at + 6 * hour);
    const tries = desk.world.log.slice(from).map(({ at }) => at);
    const gaps = tries.slice(1).map((at, n) => at - (tries[n] ?? 0));
    expect(gaps.slice(0, 3).every((gap, n) => n === 0 || gap >= (gaps[n - 1] ?? 0))).toBe(true);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(17 * minute);
    expect(tries.length).toBeLessThan(40);
    expect(desk.browser.badge?.state).toBe('stale');

    desk.browser.online = false;
    desk.world.intercept = () => undefined;
    await desk.watcher.checkNow(null);
    desk.browser.online = true;
    await desk.later(1_000);
    expect(desk.browser.badge).toMatchObject({ state: 'waiting', text: '1' });
  });

  it('of one client do not keep the others from being read, nor eat the budget', async () => {
    const desk = office(5);
    await desk.add();
    const [bad] = desk.world.providers[0]?.clients ?? [];
    desk.world.intercept = (call) =>
      call === `members ${bad?.id}` ? { kind: 'server-error', host: 'v.test', status: 500 } : undefined;
    const from = desk.world.log.length;
    const start = desk.browser.at;
    await desk.until(start + hour);
    expect(desk.calls(`members ${bad?.id}`, from).length).toBeLessThanOrEqual(31);
    for (const client of desk.world.providers[0]?.clients.slice(1) ?? [])
      expect(desk.calls(`members ${client.id}`, from).length).toBeGreaterThan(20);
    expect(await desk.store.read(['accounts'], (tx) => tx.all('accounts'))).toMatchObject([{ failure: null }]);
  });

  it('of three places in a row are the server’s, and stop the check', async () => {
    const desk = office(20);
    await desk.add();
    desk.world.intercept = (call) =>
      call.startsWith('members') ? { kind: 'server-error', host: 'v.test', status: 500 } : undefined;
    const from = desk.world.log.length;
    await desk.later(2 * minute);
    expect(desk.calls('members', from)).toHaveLength(3);
    expect(await desk.store.read(['accounts'], (tx) => tx.all('accounts'))).toMatchObject([
      { failure: { kind: 'server-error', status: 500 } },
    ]);
  });

  it('of one account do not concern another', async () => {
    const desk = office(2);
    desk.user(2);
    await desk.add(1);
    await desk.add(2);
    desk.browser.tokens.delete(accountId(1));
    desk.browser.secrets.delete(accountId(1));
    await desk.later(2 * minute);
    const accounts = await desk.store.read(['accounts'], (tx) => tx.all('accounts'));
    expect(accounts.map(({ failure }) => failure?.kind ?? null)).toEqual(['key-lost', null]);
  });
});

describe('the interval', () => {
  it('is what the person set, or what is managed', async () => {
    const desk = office(0);
    await desk.add();
    const checksIn = async (span: number): Promise<number> => {
      const from = desk.world.log.length;
      await desk.until(desk.browser.at + span);
      return desk.calls('clients', from).length;
    };
    expect(await checksIn(2 * hour)).toBeGreaterThan(55);
    await desk.prefer({ checkEveryMinutes: 15 });
    expect(await checksIn(5 * hour)).toBeLessThanOrEqual(21);
    desk.browser.managed = { checkEveryMinutes: 60 };
    expect(await checksIn(20 * hour)).toBeLessThanOrEqual(21);
    expect(await checksIn(20 * hour)).toBeGreaterThanOrEqual(19);
  });

  it('has an alarm at all times, and none closer than alarms can be', async () => {
    const desk = office(60);
    await desk.add();
    for (let n = 0; n < 60; n++) {
      const { wakeAt, at } = desk.browser;
      expect((wakeAt ?? 0) - at).toBeGreaterThanOrEqual(30_000);
      expect((wakeAt ?? 0) - at).toBeLessThanOrEqual(hour);
      await desk.later((wakeAt ?? 0) - at);
    }
  });
});

describe('forgetting an account', () => {
  it('at any moment of a check leaves nothing of it, anywhere', async () => {
    for (let at = 0; at < 700; at += 10) {
      const desk = office(3);
      await desk.add();
      await desk.watcher.answers.mute({
        client: { accountId: accountId(1), providerId: 'p', clientId: 'c', name: 'Name' },
        muted: true,
      });
      for (const client of desk.world.providers[0]?.clients ?? [])
        for (const person of client.people) person.status = 'accepted';
      desk.browser.at += 10 * minute;
      const run = desk.watcher.tick();
      await turns(at);
      await Promise.all([run, desk.watcher.answers.forgetAccount({ accountId: accountId(1) })]);
      await desk.watcher.tick();
      const left = tables.map((table) => [table, desk.store.size(table)]);
      expect(left, `after ${at} turns`).toEqual(tables.map((table) => [table, 0]));
      expect(desk.browser).toMatchObject({ tokens: new Map(), secrets: new Map(), present: new Map() });
      expect(await desk.store.read(['preferences'], (tx) => tx.all('preferences'))).toMatchObject([
        { preferences: { muted: [] } },
      ]);
      expect(desk.browser.badge?.state).toBe('signed-out');
    }
  });

  it('leaves the other account as it was', async () => {
    const desk = office(2);
    desk.user(2);
    await desk.add(1);
    await desk.add(2);
    await desk.watcher.answers.forgetAccount({ accountId: accountId(1) });
    expect(tables.map((table) => desk.store.size(table))).toEqual([1, 1, 1, 3, 1]);
    expect([...desk.browser.tokens.keys()]).toEqual([accountId(2)]);
    expect([...desk.browser.secrets.keys()]).toEqual([accountId(2)]);
    expect(desk.screen).toEqual(['Provider Desk is watching: 1 person waits']);
    const from = desk.world.log.length;
    await desk.later(2 * minute);
    expect(desk.calls('clients', from)).toHaveLength(1);
  });

  it('wins over a key that is just being replaced', async () => {
    for (let at = 0; at < 200; at += 5) {
      const desk = office(1);
      await desk.add();
      const renewed = desk.watcher.answers.replaceKey({
        accountId: accountId(1),
        clientId: `user.${userId(1)}`,
        clientSecret: 'renewed',
      });
      await turns(at);
      await Promise.all([renewed, desk.watcher.answers.forgetAccount({ accountId: accountId(1) })]);
      await desk.watcher.tick();
      expect(
        tables.map((table) => desk.store.size(table)),
        `after ${at} turns`,
      ).toEqual([0, 0, 0, 0, 0]);
      expect(desk.browser).toMatchObject({ tokens: new Map(), secrets: new Map() });
    }
  });

  it('of everything takes what nobody can read any more with it', async () => {
    const desk = office(2);
    await desk.add();
    desk.store.plant('accounts', { id: 'broken' });
    desk.store.plant('places', { accountId: 'broken', providerId: 'p', place: 'c' });
    await desk.watcher.answers.eraseAll({});
    expect([...tables, 'preferences' as const, 'budgets' as const].map((table) => desk.store.size(table))).toEqual(
      Array.from({ length: 7 }, () => 0),
    );
    expect(desk.browser).toMatchObject({ tokens: new Map(), secrets: new Map(), present: new Map() });
  });
});

describe('"test and save"', () => {
  const add = (desk: Desk, clientId: string, clientSecret = 's') =>
    desk.watcher.answers.addAccount({ server, clientId, clientSecret });
  const mine = `user.${userId(1)}`;

  it('stores nothing of a key that does not work, and says why', async () => {
    const desk = office(1);
    expect(await add(desk, 'nonsense')).toEqual({ kind: 'malformed-id' });
    expect(await add(desk, `organization.${userId(1)}`)).toEqual({ kind: 'organization-key' });
    expect(await add(desk, mine, '  ')).toEqual({ kind: 'missing-secret' });
    expect(desk.calls()).toEqual([]);
    expect(await add(desk, `user.${userId(9)}`)).toEqual({ kind: 'failed', failure: { kind: 'key-refused' } });
    desk.browser.permitted = false;
    expect(await add(desk, mine)).toEqual({ kind: 'failed', failure: { kind: 'no-permission', host: 'v.test' } });
    desk.browser.permitted = true;
    desk.world.accounts[0]?.roles.clear();
    expect(await add(desk, mine)).toEqual({ kind: 'failed', failure: { kind: 'no-provider' } });
    desk.world.faults.push({ kind: 'not-bitwarden', host: 'v.test' });
    expect(await add(desk, mine)).toEqual({ kind: 'failed', failure: { kind: 'not-bitwarden', host: 'v.test' } });
    expect(tables.map((table) => desk.store.size(table))).toEqual([0, 0, 0, 0, 0]);
    expect(desk.browser).toMatchObject({ tokens: new Map(), secrets: new Map() });
  });

  it('says what it found, and never the secret', async () => {
    const desk = office(3);
    const outcome = await desk.add();
    expect(outcome).toMatchObject({
      kind: 'connected',
      providers: [{ role: 'provider-admin', enabled: true, clients: 3 }],
    });
    expect(JSON.stringify(outcome)).not.toContain('secret-1');
    expect(JSON.stringify(await desk.store.read(['accounts'], (tx) => tx.all('accounts')))).not.toContain('secret-1');
  });

  it('of the same key twice is one account, with the name and the device it had', async () => {
    const desk = office(1);
    await desk.add();
    await desk.watcher.answers.renameAccount({ accountId: accountId(1), label: '  Lantern ' });
    const before = await desk.store.read(['accounts'], (tx) => tx.all('accounts'));
    expect(await add(desk, ` ${mine} `, ' other ')).toMatchObject({ kind: 'connected' });
    const after = await desk.store.read(['accounts'], (tx) => tx.all('accounts'));
    expect(after).toHaveLength(1);
    expect(after).toMatchObject([{ label: 'Lantern', deviceId: before[0]?.deviceId, addedAt: before[0]?.addedAt }]);
    expect(desk.browser.secrets.get(accountId(1))).toBe('other');
  });

  it('does not put another person’s key in the place of the one to be renewed', async () => {
    const desk = office(1);
    desk.user(2);
    await desk.add();
    const outcome = await desk.watcher.answers.replaceKey({
      accountId: accountId(1),
      clientId: `user.${userId(2)}`,
      clientSecret: 'other',
    });
    expect(outcome).toEqual({ kind: 'other-account' });
    expect([...desk.browser.secrets]).toEqual([[accountId(1), 'secret-1']]);
  });
});
