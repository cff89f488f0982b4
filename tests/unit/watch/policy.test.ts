/** What an organization prescribes counts in the worker as well, at once, and is never made one's own. */
import { describe, expect, it } from 'vitest';
import { ownPreferences, readOverview } from '@/lib/store/store';
import { accept, scene, waits } from './support/scene';

const minute = 60_000;

describe('a policy', () => {
  it('says how notices look where nobody has chosen, until somebody does', async () => {
    const s = await scene();
    s.desk.browser.managed = { defaults: { showNames: false } };
    accept(s);
    await s.desk.later(3 * minute);
    expect(s.desk.screen).toEqual(['1 person is waiting']);
    await s.desk.watcher.answers.savePreferences({ showNames: true });
    const who = accept(s);
    await s.desk.later(3 * minute);
    expect(s.desk.screen).toEqual(['2 people are waiting']);
    expect([...s.desk.browser.present.values()][0]?.message).toContain(`Name of ${who}`);
  });

  it('that is enforced wins over what is chosen, and leaves it for later', async () => {
    const s = await scene();
    await s.desk.prefer({ notifyWaiting: true });
    s.desk.browser.managed = { enforced: { notifyWaiting: false }, leastMinutes: 10 };
    accept(s);
    await s.desk.later(12 * minute);
    expect(s.desk.screen).toEqual([]);
    expect((await readOverview(s.desk.store)).preferences).toMatchObject({
      notifyWaiting: false,
      checkEveryMinutes: 10,
    });
    await s.desk.watcher.answers.savePreferences({ notifyWaiting: false, density: 'roomy' });
    expect(await s.desk.store.read(['preferences'], ownPreferences)).toMatchObject({
      notifyWaiting: true,
      density: 'roomy',
    });
    s.desk.browser.managed = undefined;
    const who = accept(s);
    await s.desk.later(12 * minute);
    expect(s.desk.screen).toEqual([waits(who)]);
  });

  it('is kept with the preferences, and gone with its last trace', async () => {
    const s = await scene();
    s.desk.browser.managed = { hide: ['training'], enforced: { showNames: 'wrong', remindAfterHours: 24 } };
    await s.desk.later(3 * minute);
    expect(await readOverview(s.desk.store)).toMatchObject({
      managed: { hide: ['training'], enforced: { remindAfterHours: 24 } },
      preferences: { remindAfterHours: 24, showNames: true },
    });
    // A browser that does not answer takes nothing back.
    s.desk.browser.managed = null;
    await s.desk.later(3 * minute);
    expect(await readOverview(s.desk.store)).toMatchObject({ managed: { hide: ['training'] } });
    s.desk.browser.managed = undefined;
    await s.desk.later(3 * minute);
    expect((await readOverview(s.desk.store)).managed).toBeUndefined();
  });
});
