/** Locked: nothing is asked of any server, nobody is told of anything, and no account is blamed for it. */
import { describe, expect, it } from 'vitest';
import { failureWords } from '@/lib/domain/failure-words';
import type { InnerKey } from '@/lib/domain/passphrase';
import { ownPreferences, readOverview } from '@/lib/store/store';
import { call } from '@/lib/watch/session';
import { createWatcher } from '@/lib/watch/watcher';
import { spoken } from '../domain/english';
import { accountId, Desk, hour, minute, server, userId } from './support/desk';
import { Life, mortalPorts } from './support/mortal-ports';
import { accept, at, type Scene, scene, waits } from './support/scene';

const innerKey = (n: number): InnerKey => ({
  salt: Buffer.alloc(16, n).toString('base64'),
  key: Buffer.alloc(32, n).toString('base64'),
});
const one = innerKey(1);
const two = innerKey(2);
const wrong = { ...one, key: two.key };

const set = (desk: Desk, next: InnerKey = one) => desk.watcher.answers.setPassphrase({ current: null, next });

/** The browser was closed and opened: what lay in its memory is gone. */
function restartBrowser(desk: Desk): void {
  desk.browser.tokens.clear();
  desk.browser.entered = { salt: null, lockedAt: null };
  desk.browser.innerKey = null;
  desk.browser.present.clear();
  desk.restart();
}

const overviewOf = (desk: Desk) => readOverview(desk.store, async () => desk.browser.entered);
const failures = async (desk: Desk) => (await overviewOf(desk)).accounts.map(({ failure }) => failure);

/** A scene with a passphrase, at a start of the browser. */
async function lockedScene(): Promise<Scene> {
  const s = await scene();
  expect(await set(s.desk)).toBe(true);
  restartBrowser(s.desk);
  return s;
}

describe('the lock', () => {
  it.each<[string, (desk: Desk) => unknown, boolean]>([
    ['no passphrase', () => undefined, false],
    ['just set', (desk) => set(desk), false],
    ['set, the worker killed', (desk) => set(desk).then(() => desk.restart()), false],
    ['set, the browser started again', (desk) => set(desk).then(() => restartBrowser(desk)), true],
    ['locked by somebody', (desk) => set(desk).then(() => desk.watcher.answers.lockKeys({})), true],
    [
      'locked and entered again',
      async (desk) => {
        await set(desk);
        await desk.watcher.answers.lockKeys({});
        expect(await desk.watcher.answers.unlockKeys(one)).toBe(true);
      },
      false,
    ],
    [
      'locked and entered wrong',
      async (desk) => {
        await set(desk);
        await desk.watcher.answers.lockKeys({});
        expect(await desk.watcher.answers.unlockKeys(wrong)).toBe(false);
      },
      true,
    ],
    ['changed', (desk) => set(desk).then(() => desk.watcher.answers.setPassphrase({ current: one, next: two })), false],
    [
      'removed',
      (desk) =>
        set(desk)
          .then(() => desk.watcher.answers.setPassphrase({ current: one, next: null }))
          .then(() => restartBrowser(desk)),
      false,
    ],
    ['nothing to lock', (desk) => desk.watcher.answers.lockKeys({}), false],
    ['nothing to enter', (desk) => desk.watcher.answers.unlockKeys(one), false],
    [
      'started over',
      async (desk) => {
        await set(desk);
        await desk.watcher.answers.lockKeys({});
        await desk.watcher.answers.startOver({});
        await desk.add();
      },
      false,
    ],
  ])('%s', async (_, prepare, locked) => {
    const { desk } = await scene();
    await prepare(desk);
    await desk.watcher.tick();
    expect((await overviewOf(desk)).lock?.locked ?? false).toBe(locked);
    expect(desk.browser.badge?.state === 'locked').toBe(locked);
    // "Check now" is the proof: it reads, or it does not.
    const before = desk.world.log.length;
    await desk.watcher.checkNow(null);
    expect(desk.world.log.length > before).toBe(!locked);
    expect(await failures(desk)).toEqual([null]);
  });

  it('shows on the badge, and nothing else does', async () => {
    const s = await lockedScene();
    accept(s);
    await s.desk.watcher.tick();
    expect(s.desk.browser.badge).toMatchObject({ state: 'locked', icon: 'off', text: '' });
    expect(s.desk.browser.badgeTitle).toBe('Locked');
  });

  it('asks nothing for hours, wakes seldom, and takes no account for one in trouble', async () => {
    const s = await lockedScene();
    accept(s);
    const before = s.desk.world.log.length;
    await s.desk.watcher.tick();
    expect((s.desk.browser.wakeAt ?? 0) - s.desk.browser.at).toBe(hour);
    await s.desk.until(at(30));
    expect(s.desk.world.log.length).toBe(before);
    expect(s.desk.alerts).toEqual([]);
    expect(await failures(s.desk)).toEqual([null]);
  });

  it('does not blame an account that the browser may no longer reach either, until it is open', async () => {
    const s = await lockedScene();
    s.desk.browser.permitted = false;
    await s.desk.later(hour);
    expect(s.desk.alerts).toEqual([]);
    expect(await failures(s.desk)).toEqual([null]);
    await s.desk.watcher.answers.unlockKeys(one);
    await s.desk.watcher.tick();
    expect((await failures(s.desk)).map((failure) => failure?.kind)).toEqual(['no-permission']);
  });

  it('once open, checks at once what was due, and tells of whoever came', async () => {
    const s = await lockedScene();
    const person = accept(s);
    await s.desk.later(9 * hour);
    const before = s.desk.world.log.length;
    expect(await s.desk.watcher.answers.unlockKeys(one)).toBe(true);
    // Nobody waits for the check, and no alarm rings for it.
    for (let turn = 0; turn < 500; turn += 1) await Promise.resolve();
    expect(s.desk.calls('signIn', before)).toHaveLength(1);
    await s.desk.watcher.tick();
    expect(s.desk.calls('signIn', before)).toHaveLength(1);
    expect(s.desk.screen).toEqual([waits(person)]);
    expect(s.desk.browser.badge?.text).toBe('1');
  });

  it('sends nothing that somebody has done, and does not call that a slow server', async () => {
    const { desk, provider } = await scene();
    await set(desk);
    await desk.watcher.answers.lockKeys({});
    const before = desk.world.log.length;
    const answer = await desk.watcher.answers.errand({
      accountId: accountId(1),
      call: 'GET /providers/{p}/users',
      ids: { p: provider.id },
    });
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'rate-limited', host: '' } });
    expect(answer.ok ? '' : spoken(failureWords(answer.failure))).toMatch(/^Provider Desk is locked\./);
    expect(desk.world.log.length).toBe(before);
  });

  it('keeps back what is still to be told', async () => {
    const s = await scene();
    await set(s.desk);
    await s.desk.prefer({ quietHours: { on: true, from: 0, to: 600 } });
    const person = accept(s);
    await s.desk.later(3 * minute);
    expect(s.desk.alerts).toEqual([]);
    await s.desk.watcher.answers.lockKeys({});
    // Quiet hours end at ten.
    s.desk.browser.at = at(11);
    await s.desk.watcher.tick();
    expect(s.desk.alerts).toEqual([]);
    await s.desk.watcher.answers.unlockKeys(one);
    await s.desk.watcher.tick();
    expect(s.desk.alerts).toEqual([waits(person)]);
  });

  it('reminds nobody of those who wait', async () => {
    const s = await scene();
    await set(s.desk);
    accept(s);
    await s.desk.later(3 * minute);
    const told = s.desk.alerts.length;
    await s.desk.watcher.answers.lockKeys({});
    await s.desk.until(at(30));
    expect(s.desk.alerts).toHaveLength(told);
  });

  it('drops the tokens, and remembers when', async () => {
    const s = await scene();
    await set(s.desk);
    expect(s.desk.browser.tokens.size).toBe(1);
    await s.desk.watcher.answers.lockKeys({});
    expect(s.desk.browser.tokens.size).toBe(0);
    expect((await overviewOf(s.desk)).lock).toMatchObject({ locked: true, lockedAt: s.desk.browser.at });
  });

  it('in the middle of a check stops it, and nothing comes back', async () => {
    for (let stop = 1; stop <= 4; stop += 1) {
      const desk = new Desk();
      const provider = desk.provider();
      for (let n = 0; n < 6; n += 1) desk.client(provider, ['invited']);
      desk.user();
      await desk.add();
      await set(desk);
      desk.browser.tokens.clear();
      const before = desk.world.log.length;
      let asked = 0;
      let locking: Promise<unknown> = Promise.resolve();
      desk.world.intercept = () => {
        asked += 1;
        if (asked === stop) locking = desk.watcher.answers.lockKeys({});
        return undefined;
      };
      await desk.watcher.checkNow(null);
      await locking;
      // What was on the line ends; a sign-in on the line may still be used once.
      expect(desk.world.log.length - before).toBeLessThanOrEqual(stop + 2);
      expect(desk.browser.tokens.size).toBe(0);
      expect(await failures(desk)).toEqual([null]);
      expect(desk.browser.badge?.state).toBe('locked');
      const after = desk.world.log.length;
      await desk.later(hour);
      expect(desk.world.log.length).toBe(after);
    }
  });

  it('during a sign-in leaves no token behind', async () => {
    const s = await scene();
    await set(s.desk);
    s.desk.browser.tokens.clear();
    const real = s.desk.ports.api(server);
    const signIn: typeof real.signIn = async (credentials) => {
      await s.desk.watcher.answers.lockKeys({});
      return real.signIn(credentials);
    };
    await createWatcher({ ...s.desk.ports, api: () => ({ ...real, signIn }) }).checkNow(null);
    expect(s.desk.browser.tokens.size).toBe(0);
    expect(await failures(s.desk)).toEqual([null]);
  });

  it('does not use a token that was left', async () => {
    const s = await scene();
    await set(s.desk);
    const left = [...s.desk.browser.tokens];
    await s.desk.watcher.answers.lockKeys({});
    for (const [id, token] of left) s.desk.browser.tokens.set(id, token);
    const before = s.desk.world.log.length;
    const [account] = (await overviewOf(s.desk)).accounts;
    if (account === undefined) throw new Error('no account');
    const result = await call(s.desk.ports, account, 'person', (api, token) => api.profile(token));
    expect(result).toMatchObject({ ok: false, failure: { kind: 'wait' } });
    expect(s.desk.world.log.length).toBe(before);
  });

  it.each<[string, (desk: Desk) => Promise<unknown>]>([
    [
      'adding an account',
      (desk) =>
        desk.watcher.answers.addAccount({ server, clientId: `user.${userId(1)}`, clientSecret: 'other secret' }),
    ],
    [
      'a new key',
      (desk) =>
        desk.watcher.answers.replaceKey({
          accountId: accountId(1),
          clientId: `user.${userId(1)}`,
          clientSecret: 'other secret',
        }),
    ],
    ['a test', (desk) => desk.watcher.answers.testAccount({ accountId: accountId(1) })],
  ])('%s is answered with the lock, and sends nothing', async (_, ask) => {
    const { desk } = await lockedScene();
    const before = desk.world.log.length;
    expect(await ask(desk)).toEqual({ kind: 'locked' });
    expect(desk.world.log.length).toBe(before);
    expect([...desk.browser.secrets.values()]).toEqual(['secret-1']);
  });

  it('does not keep anybody from forgetting an account, or from erasing everything', async () => {
    const first = await lockedScene();
    await first.desk.watcher.answers.forgetAccount({ accountId: accountId(1) });
    expect([first.desk.browser.secrets.size, first.desk.store.size('accounts')]).toEqual([0, 0]);
    const second = await lockedScene();
    await second.desk.watcher.answers.eraseAll({});
    expect([second.desk.store.size('passphrase'), second.desk.store.size('accounts')]).toEqual([0, 0]);
    expect(second.desk.browser.badge?.state).toBe('signed-out');
  });
});

describe('setting a passphrase', () => {
  it('does not sign in again, and is not locked by it', async () => {
    const s = await scene();
    const before = s.desk.world.log.length;
    await set(s.desk);
    await s.desk.later(3 * minute);
    expect(s.desk.calls('signIn', before)).toEqual([]);
    expect(s.desk.calls('', before).length).toBeGreaterThan(0);
  });

  it('wants the one that is set', async () => {
    const s = await scene();
    await set(s.desk);
    for (const current of [null, wrong, two]) {
      expect(await s.desk.watcher.answers.setPassphrase({ current, next: two })).toBe(false);
      expect(await s.desk.watcher.answers.setPassphrase({ current, next: null })).toBe(false);
    }
    expect(s.desk.browser.innerKey).toEqual(one);
  });

  it.each<[string, InnerKey | null, InnerKey | null]>([
    ['set', null, one],
    ['changed', one, two],
    ['removed', one, null],
  ])('interrupted anywhere is as before or %s, and never a lost key', async (_, current, next) => {
    const seen = new Set<string>();
    for (let crossing = 1; crossing <= 14; crossing += 1) {
      for (const effect of ['before', 'after'] as const) {
        const s = await scene();
        if (current !== null) await set(s.desk, current);
        const life = new Life({ crossing, effect });
        const dying = createWatcher(mortalPorts(s.desk.browser, s.desk.world, life, () => 0.5));
        await Promise.race([dying.answers.setPassphrase({ current, next }), life.death]);
        s.desk.restart();
        await s.desk.later(3 * minute);
        expect(await failures(s.desk)).toEqual([null]);
        const { lock } = await overviewOf(s.desk);
        const is = lock?.passphrase.salt ?? null;
        expect([current?.salt ?? null, next?.salt ?? null]).toContain(is);
        seen.add(is === (next?.salt ?? null) ? 'after' : 'before');
        // At worst the person has to enter it once more.
        const key = [one, two].find(({ salt }) => salt === is);
        if (lock?.locked && key !== undefined) expect(await s.desk.watcher.answers.unlockKeys(key)).toBe(true);
        s.desk.browser.tokens.clear();
        await s.desk.watcher.checkNow(null);
        expect(await failures(s.desk)).toEqual([null]);
        expect(s.desk.browser.badge?.state).toBe('clear');
      }
    }
    expect([...seen].sort()).toEqual(['after', 'before']);
  });
});

describe('starting over', () => {
  it('erases keys, accounts and passphrase, and keeps the preferences', async () => {
    const s = await lockedScene();
    await s.desk.prefer({ showNames: false });
    await s.desk.watcher.answers.startOver({});
    expect(s.desk.browser.secrets.size).toBe(0);
    for (const table of ['accounts', 'providers', 'lists', 'places', 'passphrase'] as const)
      expect([table, s.desk.store.size(table)]).toEqual([table, 0]);
    expect((await s.desk.store.read(['preferences'], ownPreferences)).showNames).toBe(false);
    expect(s.desk.browser.badge?.state).toBe('signed-out');
  });

  it('interrupted anywhere is still locked, or done', async () => {
    for (let crossing = 1; crossing <= 14; crossing += 1) {
      const s = await lockedScene();
      const life = new Life({ crossing, effect: 'after' });
      const dying = createWatcher(mortalPorts(s.desk.browser, s.desk.world, life, () => 0.5));
      await Promise.race([dying.answers.startOver({}), life.death]);
      s.desk.restart();
      const locked = (await overviewOf(s.desk)).lock?.locked ?? false;
      const keys = s.desk.browser.secrets.size;
      expect({ crossing, open: !locked && keys > 0 }).toEqual({ crossing, open: false });
      await s.desk.watcher.answers.startOver({});
      expect([s.desk.browser.secrets.size, s.desk.store.size('accounts'), s.desk.store.size('passphrase')]).toEqual([
        0, 0, 0,
      ]);
    }
  });
});
