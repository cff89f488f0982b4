/** A browser that rejects what it is asked to show. */
import { expect, it } from 'vitest';
import { createWatcher } from '@/lib/watch/watcher';
import { minute } from './support/desk';
import { accept, scene, waits } from './support/scene';

it('a notice that the browser rejects holds up neither the check, nor the others, nor the badge, and is tried again', async () => {
  const s = await scene();
  const id = accept(s);
  s.client.seats = 1;
  const { notifications } = s.desk.ports;
  let rejects = true;
  s.desk.watcher = createWatcher({
    ...s.desk.ports,
    notifications: {
      ...notifications,
      show: (edition, content) =>
        rejects && edition.startsWith('waiting|')
          ? Promise.reject(new Error('the browser says no'))
          : notifications.show(edition, content),
    },
  });
  s.desk.browser.at += 3 * minute;
  await s.desk.watcher.tick();
  expect(s.desk.screen).toEqual([expect.stringContaining('no seats left')]);
  expect(s.desk.browser.badge?.text).toBe('1');
  expect(s.desk.calls('members').length).toBeGreaterThan(0);
  expect(s.desk.browser.wakeAt).toBeGreaterThan(s.desk.browser.at);

  rejects = false;
  await s.desk.later(3 * minute);
  expect(s.desk.screen).toContain(waits(id));
});
