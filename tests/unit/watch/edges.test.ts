/** Where two things happen at once, in the wrong order, or only half. */
import { describe, expect, it } from 'vitest';
import { defaultPreferences } from '@/lib/domain/preferences';
import { ownPreferences } from '@/lib/store/store';
import { createWatcher } from '@/lib/watch/watcher';
import { accountId, Desk, hour, minute, server, userId } from './support/desk';
import { Life, mortalPorts } from './support/mortal-ports';
import { accept, scene, waits } from './support/scene';

describe('forgetting', () => {
  it('interrupted anywhere leaves the account to be forgotten again, or nothing at all', async () => {
    for (let crossing = 1; crossing <= 12; crossing++) {
      const s = await scene();
      const life = new Life({ crossing, effect: 'after' });
      const dying = createWatcher(mortalPorts(s.desk.browser, s.desk.world, life, () => 0.5));
      await Promise.race([dying.answers.forgetAccount({ accountId: accountId(1) }), life.death]);
      s.desk.restart();
      const listed = s.desk.store.size('accounts') === 1;
      if (!listed) await s.desk.later(minute);
      expect({ crossing, left: listed ? 0 : s.desk.browser.secrets.size }).toEqual({ crossing, left: 0 });
    }
  });

  it('sweeps a key whose account was never written', async () => {
    const s = await scene();
    s.desk.browser.secrets.set('v.test/nobody', 'orphan');
    s.desk.restart();
    await s.desk.later(2 * minute);
    expect([...s.desk.browser.secrets.keys()]).toEqual([accountId(1)]);
  });
});

describe('a key that was refused', () => {
  it('is tried again for its own account only', async () => {
    const s = await scene();
    s.desk.world.tokens.clear();
    s.desk.browser.tokens.clear();
    s.desk.world.accounts.length = 0;
    await s.desk.later(2 * minute);
    expect(s.desk.browser.badge?.text).toBe('!');
    const before = s.desk.world.log.length;
    await s.desk.watcher.checkNow(null);
    expect(s.desk.world.log.length).toBe(before);
    await s.desk.watcher.checkNow(accountId(1));
    expect(s.desk.world.log.length).toBeGreaterThan(before);
  });
});

describe('"check now"', () => {
  it('for one account waits for a run that reads another alone, and then reads', async () => {
    const desk = new Desk();
    const provider = desk.provider();
    desk.client(provider, ['invited']);
    desk.user(1);
    desk.user(2);
    await desk.add(1);
    await desk.add(2);
    desk.browser.at += minute;
    const before = desk.world.log.length;
    await Promise.all([desk.watcher.checkNow(accountId(1)), desk.watcher.checkNow(accountId(2))]);
    expect(desk.calls('clients', before)).toHaveLength(2);
  });
});

describe('a try that fails', () => {
  it('keeps the device for the next one', async () => {
    const desk = new Desk();
    const { session } = desk.ports;
    expect(await session.deviceId(accountId(1))).toBe(await session.deviceId(accountId(1)));
    const seen: string[] = [];
    const ports = {
      ...desk.ports,
      api: () => ({
        ...desk.ports.api(server),
        signIn: ({ deviceId }: { deviceId: string }) => {
          seen.push(deviceId);
          return Promise.resolve({ ok: false, failure: { kind: 'key-refused' } } as const);
        },
      }),
    };
    const watcher = createWatcher(ports);
    const request = { server, clientId: `user.${userId(1)}`, clientSecret: 'wrong' };
    await watcher.answers.addAccount(request);
    await watcher.answers.addAccount(request);
    expect(new Set(seen).size).toBe(1);
    expect(seen).toHaveLength(2);
  });
});

describe('preferences', () => {
  it('are changed field by field, and what is managed does not become one’s own', async () => {
    const s = await scene();
    s.desk.watcher = createWatcher({ ...s.desk.ports, managed: () => Promise.resolve({ checkEveryMinutes: 60 }) });
    await s.desk.watcher.answers.savePreferences({ showNames: false, checkEveryMinutes: 60 });
    expect(await s.desk.store.read(['preferences'], ownPreferences)).toEqual({
      ...defaultPreferences,
      showNames: false,
    });
  });

  it('switched off for a kind take what waits to be told of it', async () => {
    const s = await scene();
    await s.desk.watcher.answers.pause({ until: s.desk.browser.at + hour });
    accept(s);
    await s.desk.later(2 * minute);
    await s.desk.prefer({ notifyWaiting: false });
    await s.desk.later(2 * hour);
    expect(s.desk.alerts).toEqual([]);
    expect(s.desk.browser.badge?.text).toBe('1');
  });

  it('that hide names take them from what is on the screen, silently', async () => {
    const s = await scene();
    const id = accept(s);
    await s.desk.later(2 * minute);
    expect(s.desk.screen).toEqual([waits(id)]);
    await s.desk.prefer({ showNames: false });
    expect(s.desk.screen).toEqual(['1 person is waiting']);
    expect(s.desk.alerts).toHaveLength(1);
  });

  it('changed in the middle of a long first look do not put it off', async () => {
    const desk = new Desk();
    const provider = desk.provider();
    for (let n = 0; n < 150; n++) desk.client(provider, ['invited']);
    desk.user();
    await desk.prefer({ checkEveryMinutes: 60 });
    await desk.add();
    const planned = desk.browser.wakeAt;
    await desk.prefer({ checkEveryMinutes: 60, showNames: false });
    expect(desk.browser.wakeAt).toBe(planned);
    desk.restart();
    await desk.prefer({ showNames: true });
    expect((desk.browser.wakeAt ?? 0) - desk.browser.at).toBeLessThanOrEqual(minute);
  });
});

describe('a provider in the list', () => {
  it('is dismissed only when the account was removed from it', async () => {
    const s = await scene();
    const key = { accountId: accountId(1), providerId: s.provider.id };
    await s.desk.watcher.answers.dismissProvider(key);
    expect(s.desk.store.size('providers')).toBe(1);
    s.desk.world.accounts[0]?.roles.clear();
    await s.desk.watcher.answers.testAccount({ accountId: accountId(1) });
    await s.desk.watcher.answers.dismissProvider(key);
    expect(s.desk.store.size('providers')).toBe(0);
  });
});
