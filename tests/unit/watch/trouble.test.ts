/** Trouble with an account: told once, shown while it lasts, and taken back when it is over. */
import { describe, expect, it } from 'vitest';
import { accountId, hour, minute, userId } from './support/desk';
import { accept, type Scene, scene, waits } from './support/scene';

describe('trouble with an account', () => {
  const refuse = (s: Scene): void => {
    s.desk.browser.tokens.clear();
    s.desk.world.intercept = (call) => (call.startsWith('signIn') ? { kind: 'key-refused' } : undefined);
  };

  it('is one notice, one failed sign-in, and a badge that says so', async () => {
    const s = await scene();
    refuse(s);
    await s.desk.until(s.desk.browser.at + 24 * hour);
    expect(s.desk.alerts).toEqual(['Bitwarden refused a key']);
    expect(s.desk.calls('signIn')).toHaveLength(2);
    expect(s.desk.browser).toMatchObject({ badge: { state: 'trouble', text: '!' } });
  });

  it('stays one notice over "check now", over being offline and over other failures', async () => {
    const s = await scene();
    refuse(s);
    await s.desk.later(2 * minute);
    await s.desk.watcher.checkNow(null);
    s.desk.browser.online = false;
    await s.desk.later(2 * minute);
    await s.desk.watcher.checkNow(null);
    s.desk.browser.online = true;
    await s.desk.later(2 * minute);
    s.desk.world.intercept = () => ({ kind: 'no-answer', host: 'v.test' });
    await s.desk.watcher.checkNow(null);
    refuse(s);
    await s.desk.later(2 * minute);
    await s.desk.watcher.checkNow(null);
    expect(s.desk.alerts).toEqual(['Bitwarden refused a key']);
    expect(s.desk.browser.badge?.state).toBe('trouble');
  });

  it('ends with a new key: the notice goes, and checking goes on', async () => {
    const s = await scene();
    refuse(s);
    await s.desk.later(2 * minute);
    s.desk.world.intercept = () => undefined;
    const outcome = await s.desk.watcher.answers.replaceKey({
      accountId: accountId(1),
      clientId: `user.${userId(1)}`,
      clientSecret: 'renewed',
    });
    expect(outcome).toMatchObject({ kind: 'connected' });
    expect(s.desk.screen).toEqual([]);
    expect(s.desk.browser.secrets.get(accountId(1))).toBe('renewed');
    const id = accept(s);
    await s.desk.until(s.desk.browser.at + 5 * minute);
    expect(s.desk.alerts).toEqual(['Bitwarden refused a key', waits(id)]);
  });

  it('that the browser took the permission is told once, though the network comes and goes, and ends by itself', async () => {
    const s = await scene();
    s.desk.browser.permitted = false;
    const from = s.desk.world.log.length;
    for (let n = 0; n < 6; n++) {
      s.desk.browser.online = n % 2 === 0;
      await s.desk.later(2 * minute);
    }
    expect(s.desk.alerts).toEqual(['The browser no longer lets us reach v.test']);
    expect(s.desk.calls('', from)).toEqual([]);
    s.desk.browser.permitted = true;
    s.desk.browser.online = true;
    await s.desk.later(2 * minute);
    expect(s.desk.screen).toEqual([]);
    expect(s.desk.browser.badge?.state).toBe('clear');
  });

  it('that a provider is suspended is told once, and taken back when it is over', async () => {
    const s = await scene();
    s.provider.enabled = false;
    await s.desk.until(s.desk.browser.at + hour);
    expect(s.desk.alerts).toEqual([`Bitwarden has suspended ${s.provider.id}`]);
    s.provider.enabled = true;
    await s.desk.until(s.desk.browser.at + hour);
    expect(s.desk.screen).toEqual([]);
    expect(s.desk.alerts).toHaveLength(1);
  });

  it('that a membership ended takes its people away, and is taken back when it is there again', async () => {
    const s = await scene();
    accept(s);
    await s.desk.later(2 * minute);
    const roles = s.desk.world.accounts[0]?.roles;
    roles?.delete(s.provider.id);
    await s.desk.until(s.desk.browser.at + hour);
    expect(s.desk.screen).toEqual([`You are no longer a member of ${s.provider.id}`]);
    expect(s.desk.browser.badge?.state).toBe('trouble');
    roles?.set(s.provider.id, 'service-user');
    await s.desk.until(s.desk.browser.at + hour);
    expect(s.desk.screen).toEqual(['Provider Desk is watching: 1 person waits']);
    expect(s.desk.browser.badge?.text).toBe('1');
  });
});
