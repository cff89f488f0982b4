import { signal } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import type { Cover } from '@/lib/domain/comparing';
import { succeed } from '@/lib/domain/failure';
import type { MemberRole } from '@/lib/domain/model';
import type { Answers } from '@/lib/messaging/protocol';
import { checkOf, createConfirmPeople } from '@/lib/view/confirm/people';
import { person, place } from '../domain/samples';
import {
  harbour,
  openConfirm,
  openUnlocked,
  pair,
  password,
  readingOf,
  standingOf,
  tom,
  userIdOf,
} from './confirm-desk';

vi.setConfig({ testTimeout: 30_000 });

describe('somebody who is to come in as something else by now', () => {
  const tomAs = (role: MemberRole) =>
    harbour({ places: [place('1', [person('tom', { name: 'Tom Okafor', role, waitingSince: 200 })])] });

  it('has not been compared for that; compared again, is sent', async () => {
    const desk = await openUnlocked({ who: [tom], overview: tomAs('user') });
    await desk.hear(tom);
    desk.show(tomAs('owner'));
    expect(desk.model.counts.value.compared).toBe(0);
    expect(standingOf(desk, tom)).toMatchObject({ check: { comparing: { same: null, cover: { shownAll: false } } } });
    await desk.model.confirm();
    expect(desk.requests('confirm')).toEqual([]);
    await desk.model.step(tom, { do: 'give', text: 'marble' });
    expect(standingOf(desk, tom)).toMatchObject({ check: { comparing: { same: null, differs: true } } });
    await desk.hear(tom);
    expect(desk.model.counts.value.compared).toBe(1);
    desk.show(tomAs('admin'));
    expect(desk.model.counts.value.compared).toBe(0);
    desk.show(tomAs('owner'));
    await desk.model.confirm();
    expect(desk.requests('confirm')).toHaveLength(1);
  });

  it('nor is, where the page was left between', async () => {
    const desk = await openUnlocked({ who: [tom], overview: tomAs('user') });
    await desk.hear(tom);
    desk.model.follow(null);
    desk.show(tomAs('owner'));
    desk.model.follow([tom]);
    await desk.settle();
    expect(desk.model.counts.value).toEqual({ open: 1, compared: 0 });
    await desk.hear(tom);
    desk.model.follow(null);
    desk.model.follow([tom]);
    expect(desk.model.counts.value.compared).toBe(1);
  });
});

describe('many people', () => {
  it('are shown by the answer, not one by one', async () => {
    const people = Array.from({ length: 250 }, (_, at) => person(`m${at}`, { waitingSince: at }));
    const desk = await openConfirm({ overview: harbour({ places: [place('1', people)] }) });
    let changes = 0;
    const stop = desk.model.candidates.subscribe(() => {
      changes += 1;
    });
    await desk.unlock();
    stop();
    expect(desk.model.counts.value.open).toBe(250);
    expect(desk.model.candidates.value.every((one) => checkOf(one) !== null)).toBe(true);
    expect(desk.requests('publicKeys')).toHaveLength(3);
    // What there was, and the three.
    expect(changes).toBe(4);
  });

  it('whose answer comes after a locking are not shown by it', async () => {
    let answer = (_: Answers['publicKeys']): void => undefined;
    const publicKeys = () =>
      new Promise<Answers['publicKeys']>((resolve) => {
        answer = resolve;
      });
    const desk = await openConfirm({ who: [tom], handlers: { publicKeys } });
    const panel = desk.model.panel.value;
    if (panel === null) throw new Error('nothing to unlock');
    panel.password.value = password;
    await panel.submit();
    expect(desk.requests('publicKeys')).toHaveLength(1);
    desk.model.lock();
    answer(succeed([readingOf(harbour(), 'tom')]));
    await desk.settle();
    expect(standingOf(desk, tom)).toEqual({ kind: 'reading' });
  });

  it('of whom one is slow to be read: what differed in another row meanwhile holds', async () => {
    const user = userIdOf('u');
    const covers = new Map<string, Cover>();
    let changes = 0;
    let goOn = (): void => undefined;
    const slow = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const overview = harbour({
      places: [place('team', [person('m1')]), place('1', [person('m2'), person('m3')])],
    });
    const people = createConfirmPeople({
      overview: signal(overview),
      ask: async (name, request) => {
        const ids = 'ids' in request && Array.isArray(request.ids) ? request.ids : [];
        const of = (id: string) => (id === 'm3' ? { userId: userIdOf('m3') } : { userId: user });
        return (name === 'publicKeys' &&
          succeed(ids.map((id) => ({ id, ...of(id), publicKey: pair(3).publicKey })))) as never;
      },
      covers: {
        async change(phrase, _, change) {
          if (phrase.startsWith(userIdOf('m3'))) await slow;
          const cover = change(covers.get(phrase) ?? null);
          covers.set(phrase, cover);
          changes += 1;
          return cover;
        },
      },
      readActivity: async () => [],
      nextByte: () => 2,
      speak: () => undefined,
    });
    people.begin([], false);
    await people.read(['a/p/team/m1'], false);
    const others = people.read(['a/p/1/m2'], false);
    await vi.waitFor(() => expect(changes).toBe(2), { timeout: 4_000 });
    await people.step('a/p/team/m1', { do: 'differ' });
    goOn();
    await others;
    expect(people.find('a/p/1/m2')?.standing).toMatchObject({
      check: { comparing: { differs: true, cover: { closed: true } } },
    });
  });
});
