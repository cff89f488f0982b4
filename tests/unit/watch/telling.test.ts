/** When people are told, when not, and that they are told once. */
import { describe, expect, it } from 'vitest';
import { accountId, Desk, hour, minute } from './support/desk';
import { accept, at, scene, waits } from './support/scene';

describe('an acceptance', () => {
  it('is told within the interval, counted, and told once', async () => {
    const s = await scene();
    const id = accept(s);
    await s.desk.until(s.desk.browser.at + 3 * minute);
    expect(s.desk.alerts).toEqual([waits(id)]);
    expect(s.desk.browser).toMatchObject({ badge: { text: '1' }, badgeTitle: '1 person waits for confirmation' });
    for (let n = 0; n < 10; n++) {
      s.desk.restart();
      await s.desk.later(2 * minute);
    }
    expect(s.desk.alerts).toEqual([waits(id)]);
  });

  it('that was confirmed elsewhere takes notice and badge away', async () => {
    const s = await scene();
    accept(s);
    await s.desk.later(2 * minute);
    for (const person of s.client.people) if (person.status === 'accepted') person.status = 'confirmed';
    await s.desk.later(2 * minute);
    expect(s.desk.screen).toEqual([]);
    expect(s.desk.browser.badge).toMatchObject({ text: '', state: 'clear' });
    expect(s.desk.store.size('notices')).toBe(0);
  });

  it('that was withdrawn does so too, and leaves the others', async () => {
    const s = await scene();
    const first = accept(s);
    const second = accept(s);
    await s.desk.later(2 * minute);
    expect(s.desk.screen).toEqual(['2 people are waiting']);
    const gone = s.client.people.findIndex(({ id }) => id === first);
    s.client.people.splice(gone, 1);
    await s.desk.later(2 * minute);
    expect(s.desk.screen).toEqual([waits(second)]);
    expect(s.desk.browser.badge?.text).toBe('1');
    expect(s.desk.alerts).toEqual(['2 people are waiting']);
  });

  it('names nobody where names are off', async () => {
    const s = await scene();
    await s.desk.prefer({ showNames: false });
    accept(s);
    await s.desk.later(2 * minute);
    expect([...s.desk.browser.present.values()]).toMatchObject([
      { title: '1 person is waiting', message: 'Open Provider Desk to see who.' },
    ]);
  });

  it('is not told where such notices are off, but counted', async () => {
    const s = await scene();
    await s.desk.prefer({ notifyWaiting: false });
    accept(s);
    await s.desk.until(s.desk.browser.at + 6 * hour);
    expect(s.desk.alerts).toEqual([]);
    expect(s.desk.browser.badge?.text).toBe('1');
  });

  it('in two accounts of the same provider is told for each, and counted for each', async () => {
    const s = await scene();
    s.desk.user(2);
    await s.desk.add(2);
    accept(s);
    await s.desk.until(s.desk.browser.at + 5 * minute);
    expect(s.desk.alerts).toHaveLength(2);
  });
});

describe('the first look', () => {
  it('gives one digest for all providers of an account, whenever the worker dies', async () => {
    const desk = new Desk();
    for (let n = 0; n < 2; n++) {
      const provider = desk.provider();
      desk.client(provider, ['accepted', 'accepted']);
      desk.client(provider, ['confirmed'], 2);
      desk.person(provider.team, 'accepted');
    }
    desk.user();
    await desk.add();
    for (let n = 0; n < 10; n++) {
      desk.restart();
      await desk.later(2 * minute);
    }
    expect(desk.alerts).toEqual(['Provider Desk is watching: 6 people wait']);
    expect([...desk.browser.present.values()][0]?.message).toMatch(/2 clients run low on seats\.$/);
  });

  it('gives none where nobody waits', async () => {
    const s = await scene();
    await s.desk.until(s.desk.browser.at + hour);
    expect(s.desk.alerts).toEqual([]);
  });

  it('is not held up for ever by a provider that cannot be read', async () => {
    const desk = new Desk();
    const good = desk.provider();
    const bad = desk.provider();
    desk.client(good, ['accepted']);
    desk.user();
    desk.world.intercept = (call) =>
      call === `clients ${bad.id}` ? { kind: 'refused', status: 403, what: 'x' } : undefined;
    await desk.add();
    await desk.until(desk.browser.at + 10 * minute);
    expect(desk.alerts).toEqual(['Provider Desk is watching: 1 person waits']);
  });
});

describe('quiet hours', () => {
  const quietHours = { on: true, from: 18 * 60, to: 8 * 60 };

  it('keep notices back, and then they come as one', async () => {
    const s = await scene();
    s.client.seats = 6;
    await s.desk.prefer({ quietHours, remindAfterHours: 1 });
    await s.desk.until(at(20));
    const id = accept(s);
    await s.desk.until(at(22));
    s.client.seats = 4;
    await s.desk.until(at(23, 50));
    expect(s.desk.alerts).toEqual([]);
    expect(s.desk.browser.badge?.text).toBe('1');
    s.desk.restart();
    await s.desk.until(at(24 + 7, 59));
    expect(s.desk.alerts).toEqual([]);
    await s.desk.until(at(24 + 8, 3));
    expect(s.desk.alerts).toEqual(['While you were away: 1 person waiting']);
    expect([...s.desk.browser.present.values()]).toMatchObject([
      { message: `Name of ${id} waits to be confirmed. 1 client runs low on seats.` },
    ]);
    await s.desk.until(at(24 + 12));
    expect(s.desk.alerts).toHaveLength(1);
  });

  it.each([7, 23, 41])(
    'let a single notice come as what it is, at their end, %s past, not at the next check',
    async (past) => {
      const s = await scene();
      await s.desk.prefer({
        quietHours: { ...quietHours, to: 8 * 60 + past },
        checkEveryMinutes: 60,
        remindAfterHours: 0,
      });
      await s.desk.until(at(20));
      const id = accept(s);
      await s.desk.until(at(24 + 8, past));
      expect(s.desk.alerts).toEqual([]);
      await s.desk.until(at(24 + 8, past + 2));
      expect(s.desk.alerts).toEqual([waits(id)]);
    },
  );

  it('say nothing of somebody who was confirmed before their end', async () => {
    const s = await scene();
    await s.desk.prefer({ quietHours });
    await s.desk.until(at(20));
    accept(s);
    await s.desk.until(at(21));
    for (const person of s.client.people) if (person.status === 'accepted') person.status = 'confirmed';
    await s.desk.until(at(24 + 9));
    expect(s.desk.alerts).toEqual([]);
    expect(s.desk.store.size('notices')).toBe(0);
  });

  it('do not end a snooze', async () => {
    const s = await scene();
    s.client.seats = 6;
    await s.desk.until(at(17));
    accept(s);
    await s.desk.later(2 * minute);
    await s.desk.prefer({ quietHours: { on: true, from: 17 * 60, to: 17 * 60 + 30 }, remindAfterHours: 0 });
    await s.desk.press('snooze-hour');
    s.client.seats = 4;
    await s.desk.until(at(17, 40));
    expect(s.desk.alerts.slice(1)).toEqual([`${s.client.name} has 1 seat left`]);
    await s.desk.until(at(18, 10));
    expect(s.desk.alerts).toHaveLength(3);
  });
});

describe('a pause', () => {
  it.each([7, 23, 41])('ends at its minute, %s past, not at the next check', async (past) => {
    const s = await scene();
    await s.desk.prefer({ checkEveryMinutes: 60 });
    const until = s.desk.browser.at + 2 * hour + past * minute;
    await s.desk.watcher.answers.pause({ until });
    const id = accept(s);
    await s.desk.until(until - 1);
    expect(s.desk.alerts).toEqual([]);
    await s.desk.until(until + 2 * minute);
    expect(s.desk.alerts).toEqual([waits(id)]);
  });

  it('keeps notices back until it ends, by itself or by hand', async () => {
    const s = await scene();
    await s.desk.watcher.answers.pause({ until: s.desk.browser.at + 2 * hour });
    const id = accept(s);
    await s.desk.until(s.desk.browser.at + hour);
    expect(s.desk.alerts).toEqual([]);
    await s.desk.until(s.desk.browser.at + hour + minute);
    expect(s.desk.alerts).toEqual([waits(id)]);

    await s.desk.watcher.answers.pause({ until: s.desk.browser.at + 2 * hour });
    accept(s);
    await s.desk.later(2 * minute);
    expect(s.desk.alerts).toHaveLength(1);
    await s.desk.watcher.answers.pause({ until: null });
    expect(s.desk.alerts).toEqual([waits(id), '2 people are waiting']);
  });
});

describe('a snooze', () => {
  it('for an hour brings the notice again after it, if it is still true', async () => {
    const s = await scene();
    const id = accept(s);
    await s.desk.later(2 * minute);
    await s.desk.press('snooze-hour');
    expect(s.desk.screen).toEqual([]);
    const start = s.desk.browser.at;
    s.desk.restart();
    await s.desk.until(start + 59 * minute);
    expect(s.desk.alerts).toHaveLength(1);
    await s.desk.until(start + 62 * minute);
    expect(s.desk.alerts).toEqual([waits(id), waits(id)]);
  });

  it('brings nothing where it is no longer true', async () => {
    const s = await scene();
    accept(s);
    await s.desk.later(2 * minute);
    await s.desk.press('snooze-hour');
    for (const person of s.client.people) if (person.status === 'accepted') person.status = 'confirmed';
    await s.desk.until(s.desk.browser.at + 3 * hour);
    expect(s.desk.alerts).toHaveLength(1);
    expect(s.desk.store.size('notices')).toBe(0);
  });

  it('does not keep a newcomer back', async () => {
    const s = await scene();
    accept(s);
    await s.desk.later(2 * minute);
    await s.desk.press('snooze-hour');
    await s.desk.later(2 * minute);
    accept(s);
    await s.desk.later(2 * minute);
    expect(s.desk.alerts.slice(1)).toEqual(['2 people are waiting']);
  });

  it('until tomorrow brings a reminder at eight', async () => {
    const s = await scene();
    accept(s);
    await s.desk.later(2 * minute);
    await s.desk.press(null);
    await s.desk.until(s.desk.browser.at + 4 * hour + 4 * minute);
    expect(s.desk.alerts.slice(1)).toEqual([expect.stringMatching(/still waits$/)]);
    await s.desk.press('snooze-tomorrow');
    await s.desk.until(at(24 + 7, 59));
    expect(s.desk.alerts).toHaveLength(2);
    await s.desk.until(at(24 + 8, 3));
    expect(s.desk.alerts).toHaveLength(3);
  });
});

describe('a reminder', () => {
  it('comes after four hours, then daily, while somebody waits', async () => {
    const s = await scene();
    accept(s);
    await s.desk.later(2 * minute);
    const start = s.desk.browser.at;
    const reminders = () => s.desk.alerts.filter((title) => /still wait/.test(title)).length;
    await s.desk.until(start + 4 * hour - 5 * minute);
    expect(reminders()).toBe(0);
    await s.desk.until(start + 4 * hour + 5 * minute);
    expect(reminders()).toBe(1);
    await s.desk.until(start + 28 * hour - 5 * minute);
    expect(reminders()).toBe(1);
    await s.desk.until(start + 28 * hour + 10 * minute);
    expect(reminders()).toBe(2);
    for (const person of s.client.people) person.status = 'confirmed';
    await s.desk.until(start + 60 * hour);
    expect(reminders()).toBe(2);
    expect(s.desk.screen).toEqual([]);
  });

  it('says nothing of people whom nobody could look at for a while', async () => {
    const s = await scene();
    accept(s);
    await s.desk.later(2 * minute);
    s.desk.browser.online = false;
    for (let n = 0; n < 40; n++) await s.desk.later(10 * minute);
    expect(s.desk.alerts).toHaveLength(1);
    s.desk.browser.online = true;
    await s.desk.later(2 * minute);
    expect(s.desk.alerts).toHaveLength(2);
  });
});

describe('low seats', () => {
  it('are told once per crossing, and again only after recovery', async () => {
    const s = await scene();
    const used = s.client.people.length;
    const seats = async (remaining: number | null): Promise<string[]> => {
      const from = s.desk.alerts.length;
      s.client.seats = remaining === null ? null : used + remaining;
      await s.desk.later(2 * minute);
      s.desk.restart();
      await s.desk.later(2 * minute);
      return s.desk.alerts.slice(from);
    };
    expect(await seats(3)).toEqual([]);
    expect(await seats(2)).toEqual([`${s.client.name} has 2 seats left`]);
    expect(await seats(1)).toEqual([]);
    expect(s.desk.screen).toEqual([`${s.client.name} has 1 seat left`]);
    expect(await seats(0)).toEqual([]);
    expect(s.desk.screen).toEqual([`${s.client.name} has no seats left`]);
    expect(await seats(9)).toEqual([]);
    expect(s.desk.screen).toEqual([]);
    expect(await seats(2)).toHaveLength(1);
    expect(await seats(null)).toEqual([]);
    expect(s.desk.screen).toEqual([]);
  });

  it('of a client that the server has switched off are not told', async () => {
    const s = await scene();
    s.desk.world.switchedOff.add(s.client.id);
    await s.desk.until(s.desk.browser.at + 10 * minute);
    s.client.seats = 4;
    await s.desk.until(s.desk.browser.at + 10 * minute);
    expect(s.desk.alerts).toEqual([]);
  });

  it('are muted by the button, for badge and every notice of that client', async () => {
    const s = await scene();
    s.client.seats = 5;
    await s.desk.later(2 * minute);
    await s.desk.press('mute-client');
    expect(s.desk.screen).toEqual([]);
    accept(s);
    s.client.seats = 50;
    await s.desk.later(2 * minute);
    s.client.seats = 4;
    await s.desk.until(s.desk.browser.at + 6 * hour);
    expect(s.desk.alerts).toHaveLength(1);
    expect(s.desk.browser.badge?.text).toBe('');
  });
});

describe('muting', () => {
  it('drops from notices what they say of the client, and brings nothing back when it ends', async () => {
    const s = await scene();
    const other = s.desk.client(s.provider, ['invited']);
    await s.desk.later(2 * minute);
    accept(s);
    for (const person of other.people) person.status = 'accepted';
    await s.desk.later(2 * minute);
    expect(s.desk.screen).toEqual(['2 people are waiting']);
    const client = { accountId: accountId(1), providerId: s.provider.id, clientId: s.client.id, name: null };
    await s.desk.watcher.answers.mute({ client, muted: true });
    expect(s.desk.screen).toEqual([waits(other.people[0]?.id ?? '')]);
    expect(s.desk.browser.badge?.text).toBe('1');
    await s.desk.watcher.answers.mute({ client, muted: false });
    await s.desk.later(2 * minute);
    expect(s.desk.alerts).toEqual(['2 people are waiting']);
    expect(s.desk.browser.badge?.text).toBe('2');
  });
});
