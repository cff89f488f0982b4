import { describe, expect, it, vi } from 'vitest';
import { type Failure, fail, type Result, succeed } from '@/lib/domain/failure';
import type { Overview } from '@/lib/domain/overview';
import { createPace, createPatient, goOnAt } from '@/lib/view/pace';
import { client, person, place } from '../domain/samples';
import {
  allConfirmed,
  type ConfirmDesk,
  harbour,
  lines,
  makeKeys,
  minute,
  type OpenOptions,
  openConfirm,
  pair,
  standingOf,
  start,
  userIdOf,
} from './confirm-desk';

vi.setConfig({ testTimeout: 60_000 });

const limited = (retryAt: number | null): Failure => ({ kind: 'rate-limited', host: 'h', retryAt });

it.each<[string, Failure | null, number | null]>([
  ['soon', limited(1_000 + 5_000), 1_000 + 8_000],
  ['two minutes ahead', limited(1_000 + 2 * minute), 1_000 + 2 * minute + 3_000],
  ['more than two minutes ahead', limited(1_001 + 2 * minute), null],
  ['in the past by now', limited(500), 3_500],
  ['at no time that is named', limited(null), null],
  ['of another kind', { kind: 'server-error', host: 'h', status: 503 }, null],
  ['none', null, null],
])('a failure that is over %s', (_, failure, until) => {
  expect(goOnAt(failure, 1_000)).toBe(until);
});

/** A clock, and timers that ring when it is moved. */
function createClock() {
  let now = 1_000_000;
  const calls = new Set<() => void>();
  return {
    deps: {
      now: () => now,
      every(_: number, call: () => void) {
        calls.add(call);
        return () => calls.delete(call);
      },
    },
    calls,
    async pass(ms: number) {
      now += ms;
      for (const call of calls) call();
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}

describe('a pause', () => {
  it('lasts until its instant by the clock, and leaves no timer behind', async () => {
    const clock = createClock();
    const pace = createPace(clock.deps);
    const ended = vi.fn();
    void pace.pause(1_060_000).then(ended);
    await clock.pass(59_999);
    expect(pace.until.value).toBe(1_060_000);
    expect(ended).not.toHaveBeenCalled();
    await clock.pass(1);
    expect(ended).toHaveBeenCalledWith(true);
    expect(pace.until.value).toBeNull();
    expect(clock.calls.size).toBe(0);
  });

  it('is none where the instant is past, or a clock set back would make it endless', async () => {
    const clock = createClock();
    expect(await createPace(clock.deps).pause(1_000_000)).toBe(true);
    const ended = vi.fn();
    void createPace(clock.deps).pause(1_060_000).then(ended);
    await clock.pass(-60 * minute);
    expect(ended).toHaveBeenCalledWith(true);
  });

  it('can be called off', async () => {
    const clock = createClock();
    const pace = createPace(clock.deps);
    const pause = pace.pause(1_060_000);
    pace.callOff();
    expect(await pause).toBe(false);
    expect(clock.calls.size).toBe(0);
    pace.callOff();
  });
});

describe('asking with patience', () => {
  const request = { accountId: 'a', providerId: 'p', place: 'team', ids: [] };
  function openPatient(answer: (clock: ReturnType<typeof createClock>) => Result<[]>) {
    const clock = createClock();
    const ask = vi.fn(async () => answer(clock) as never);
    return { clock, ask, patient: createPatient({ ...clock.deps, ask }) };
  }

  it('gives up after three pauses in vain, for everybody who waits, and begins anew after that', async () => {
    let isBusy = true;
    const { clock, ask, patient } = openPatient(({ deps }) =>
      isBusy ? fail(limited(deps.now() + minute)) : succeed([]),
    );
    const answers = Promise.all([patient.ask('publicKeys', request), patient.ask('publicKeys', request)]);
    for (let at = 0; at < 6; at += 1) await clock.pass(minute + 3_000);
    expect((await answers).map(({ ok }) => ok)).toEqual([false, false]);
    expect(ask).toHaveBeenCalledTimes(2 + 3);
    const again = patient.ask('publicKeys', request);
    await clock.pass(0);
    expect(patient.until.value).not.toBeNull();
    isBusy = false;
    await clock.pass(minute + 3_000);
    expect(await again).toEqual({ ok: true, value: [] });
  });

  it('goes on with nothing that was called off, not even what waited behind', async () => {
    const { clock, ask, patient } = openPatient(() => fail(limited(1_000_000 + minute)));
    const answers = Promise.all([patient.ask('publicKeys', request), patient.ask('publicKeys', request)]);
    await clock.pass(0);
    patient.callOff();
    expect((await answers).map(({ ok }) => ok)).toEqual([false, false]);
    expect(ask).toHaveBeenCalledTimes(2);
    expect(clock.calls.size).toBe(0);
  });

  it('does not wait for what no waiting helps', async () => {
    const { ask, patient } = openPatient(() => fail({ kind: 'offline' }));
    expect(await patient.ask('publicKeys', request)).toEqual(fail({ kind: 'offline' }));
    expect(ask).toHaveBeenCalledTimes(1);
  });
});

/** Somebody waits at each of so many clients. */
const clients = (count: number): Overview =>
  harbour({
    lists: [
      {
        accountId: 'a',
        providerId: 'p',
        readAt: start,
        clients: Array.from({ length: count }, (_, at) => client(`c${at}`)),
      },
    ],
    places: Array.from({ length: count }, (_, at) => place(`c${at}`, [person(`m${at}`, { waitingSince: at })])),
  });
const keyOf = (at: number): string => `a/p/c${at}/m${at}`;

/** A desk at a server that has room for so many requests a minute. */
async function openPaced(count: number, perMinute: number, more: OpenOptions['handlers'] = {}) {
  let now = start;
  let sentAt: number[] = [];
  /** null: granted. */
  const take = (): Failure | null => {
    sentAt = sentAt.filter((at) => now - at < minute);
    const [oldest] = sentAt.slice(-perMinute);
    if (sentAt.length >= perMinute && oldest !== undefined) return limited(oldest + minute);
    sentAt.push(now);
    return null;
  };
  const { material } = await makeKeys();
  const [known] = material.keys.providerOrganizations;
  const providerOrganizations =
    known === undefined ? [] : Array.from({ length: count }, (_, at) => ({ ...known, id: `c${at}` }));
  const desk = await openConfirm({
    overview: clients(count),
    handlers: {
      unlockMaterial: () => succeed({ ...material, keys: { ...material.keys, providerOrganizations } }),
      publicKeys({ ids }) {
        const failure = take();
        return failure === null
          ? succeed(ids.map((id) => ({ id, userId: userIdOf(id), publicKey: pair(3).publicKey })))
          : fail(failure);
      },
      confirm(request) {
        for (const _ of ['keys', 'confirm', 'list']) {
          const failure = take();
          if (failure !== null) return request.people.map(({ id }) => ({ id, kind: 'not-sent', failure }));
        }
        return allConfirmed(request);
      },
      ...more,
    },
  });
  /** Lets time pass, and everything happen that is due in it. */
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 9_000) {
      now += Math.min(left, 9_000);
      desk.pass(Math.min(left, 9_000));
      if (desk.model.goingOnAt.peek() === null) await desk.settle();
      else await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  await desk.unlock();
  return { desk, pass };
}

const compareAll = async (desk: ConfirmDesk, count: number): Promise<void> => {
  for (let at = 0; at < count; at += 1) await desk.hear(keyOf(at));
};
const goingOn = (desk: ConfirmDesk): string => desk.text(desk.model.goingOnAt.value === null ? null : polite(desk));
const polite = (desk: ConfirmDesk) => desk.model.polite.value;

describe('many clients', () => {
  it('keys that do not come at once come after a pause, and the page says when it goes on', async () => {
    const { desk, pass } = await openPaced(9, 5);
    expect(desk.model.shown.value.filter(({ standing }) => standing.kind === 'check')).toHaveLength(5);
    expect(standingOf(desk, keyOf(8))?.kind).toBe('reading');
    expect(goingOn(desk)).toBe('Going on at 09:01:03, so as not to crowd the server.');
    // Who is there can be compared meanwhile.
    await desk.hear(keyOf(0));
    expect(desk.model.counts.value).toEqual({ open: 9, compared: 1 });
    await pass(62_000);
    expect(desk.requests('publicKeys')).toHaveLength(9);
    await pass(1_000);
    expect(desk.model.shown.value.map(({ standing }) => standing.kind)).toEqual(Array(9).fill('check'));
    expect(desk.model.goingOnAt.value).toBeNull();
    expect(desk.requests('publicKeys')).toHaveLength(13);
  });

  it('25 people at 25 clients are all confirmed, and nobody is asked to try again', async () => {
    const { desk, pass } = await openPaced(25, 60);
    await compareAll(desk, 25);
    const sent = desk.model.confirm();
    await vi.waitFor(() => expect(desk.model.goingOnAt.value).not.toBeNull(), { timeout: 4_000 });
    expect(desk.model.stage.value).toBe('sending');
    expect(desk.model.sending.value?.done).toBe(11);
    expect(goingOn(desk)).toBe('Going on at 09:01:03, so as not to crowd the server.');
    desk.model.use();
    await pass(63_000);
    await sent;
    expect(desk.text(desk.model.title.value)).toBe('25 confirmed');
    expect(desk.model.goingOnAt.value).toBeNull();
  });

  it('"Stop after this one" ends the pause at once', async () => {
    const { desk } = await openPaced(4, 8);
    await compareAll(desk, 4);
    const sent = desk.model.confirm();
    await vi.waitFor(() => expect(desk.model.goingOnAt.value).not.toBeNull(), { timeout: 4_000 });
    desk.model.stopSending();
    await sent;
    expect(desk.requests('confirm')).toHaveLength(2);
    expect(lines(desk).map(([name, done, said, next]) => [name, done, said, next])).toEqual([
      [
        'Person m1',
        false,
        'Not sent: you stopped before it was their turn. Your comparison is kept for 10 minutes.',
        'again',
      ],
      [
        'Person m2',
        false,
        'Not sent: you stopped before it was their turn. Your comparison is kept for 10 minutes.',
        'again',
      ],
      [
        'Person m3',
        false,
        'Not sent: you stopped before it was their turn. Your comparison is kept for 10 minutes.',
        'again',
      ],
      ['Person m0', true, 'Confirmed.', null],
    ]);
    // Those who are left, and nobody who is done.
    desk.handlers.confirm = allConfirmed;
    desk.model.allAgain();
    await vi.waitFor(() => expect(desk.text(desk.model.title.value)).toBe('4 confirmed'), { timeout: 4_000 });
    const sentAgain = desk.requests('confirm').slice(2);
    expect(sentAgain.map(({ place: where }) => where)).toEqual(['c1', 'c2', 'c3']);
  });

  it('a locking ends the pause at once, and everybody has an ending', async () => {
    const { desk } = await openPaced(3, 6);
    await compareAll(desk, 3);
    const sent = desk.model.confirm();
    await vi.waitFor(() => expect(desk.model.goingOnAt.value).not.toBeNull(), { timeout: 4_000 });
    desk.model.lock();
    await sent;
    expect(lines(desk).map(([name, done, said]) => [name, done, said])).toEqual([
      ['Person m1', false, 'Locked before it was sent. Unlock and compare again.'],
      ['Person m2', false, 'Locked before it was sent. Unlock and compare again.'],
      ['Person m0', true, 'Confirmed.'],
    ]);
    expect(desk.requests('confirm')).toHaveLength(2);
  });

  it('keys that are waited for are asked for anew after a locking, and not by what waited before it', async () => {
    const { desk, pass } = await openPaced(4, 3);
    expect(desk.model.goingOnAt.value).not.toBeNull();
    const before = desk.requests('publicKeys').length;
    desk.model.lock();
    expect(desk.model.goingOnAt.value).toBeNull();
    await pass(2 * minute);
    expect(desk.requests('publicKeys')).toHaveLength(before);
    await desk.unlock();
    await pass(65_000);
    expect(desk.model.shown.value.map(({ standing }) => standing.kind)).toEqual(Array(4).fill('check'));
  });

  it('other people, asked for meanwhile, do not wait behind keys that nobody looks at any more', async () => {
    const { desk, pass } = await openPaced(5, 3);
    const before = desk.requests('publicKeys').length;
    desk.model.follow(null);
    desk.model.follow([keyOf(4)]);
    await desk.settle();
    await pass(65_000);
    const asked = desk.requests('publicKeys').slice(before);
    expect(new Set(asked.map(({ place: where }) => where))).toEqual(new Set(['c4']));
    expect(standingOf(desk, keyOf(4))?.kind).toBe('check');
  });

  it('who was found to differ elsewhere during a pause is not sent after it', async () => {
    const { desk, pass } = await openPaced(2, 5);
    await compareAll(desk, 2);
    const sent = desk.model.confirm();
    await vi.waitFor(() => expect(desk.model.goingOnAt.value).not.toBeNull(), { timeout: 4_000 });
    for (const [name, cover] of desk.covers) desk.covers.set(name, { ...cover, closed: true });
    await pass(63_000);
    await sent;
    expect(desk.requests('confirm').map(({ people }) => people.map(({ id }) => id))).toEqual([['m0'], ['m1']]);
    expect(lines(desk).map(([name]) => name)).toEqual(['Person m0']);
    expect(desk.text(desk.model.title.value)).toBe('1 confirmed');
  });

  it('ends as not sent where the pause would be longer, or three of them were in vain; all can be tried again at once', async () => {
    let retryMs = 3 * minute;
    const { desk, pass } = await openPaced(3, 60);
    desk.handlers.confirm = ({ people }) =>
      people.map(({ id }) => ({ id, kind: 'not-sent', failure: limited(desk.now() + retryMs) }));
    await compareAll(desk, 3);
    await desk.model.confirm();
    expect(desk.requests('confirm')).toHaveLength(3);
    expect(lines(desk).map(([, , , next]) => next)).toEqual(['again', 'again', 'again']);

    retryMs = 30_000;
    desk.model.allAgain();
    await vi.waitFor(() => expect(desk.model.goingOnAt.value).not.toBeNull(), { timeout: 4_000 });
    await pass(3 * 65_000);
    expect(desk.model.stage.value).toBe('result');
    // Three pauses for the first, and none for those after them.
    expect(desk.requests('confirm')).toHaveLength(3 + 4 + 2);
    expect(lines(desk).map(([, , , next]) => next)).toEqual(['again', 'again', 'again']);

    // Whoever gets through shows that waiting helps again.
    let asked = 0;
    desk.handlers.confirm = (request) => {
      asked += 1;
      const isBusy = asked <= 4 || asked === 6;
      const failure = limited(desk.now() + retryMs);
      return isBusy ? request.people.map(({ id }) => ({ id, kind: 'not-sent', failure })) : allConfirmed(request);
    };
    desk.model.use();
    desk.model.allAgain();
    await vi.waitFor(() => expect(desk.model.goingOnAt.value).not.toBeNull(), { timeout: 4_000 });
    await pass(4 * 36_000);
    expect(lines(desk).map(([name, done]) => [name, done])).toEqual([
      ['Person m0', false],
      ['Person m1', true],
      ['Person m2', true],
    ]);
    expect(asked).toBe(7);
  });
});
