/** Having something done: written down before and after, one ending for each person, and no lie where no answer came. */
import { signal } from '@preact/signals';
import { describe, expect, it, test } from 'vitest';
import type { ErrandRequest } from '@/lib/domain/errand';
import { type Failure, fail, type Result, succeed } from '@/lib/domain/failure';
import type { Deed } from '@/lib/domain/journal';
import type { BulkReading } from '@/lib/domain/members';
import { createWork, type Work } from '@/lib/view/desk/work';
import type { Ask } from '@/lib/view/page-model';
import { account, client, overviewOf, provider } from '../domain/samples';

const host = 'v.test';
const where = { accountId: 'a', providerId: 'p', place: 'c1' };
const people = [
  { id: 'm1', name: 'Tom', email: 'tom@c.test' },
  { id: 'm2', name: null, email: 'eva@c.test' },
];
const request: ErrandRequest = { call: 'POST /organizations/{o}/users/reinvite', ids: { o: 'c1' }, body: {} };

interface Scene {
  readonly work: Work;
  /** What the worker was asked, in order. */
  readonly asked: string[];
  readonly deeds: Deed[];
  readonly invited: unknown[];
  /** Lets the time pass that a pause takes. */
  pass(ms: number): void;
}

function scene(answers: readonly (Result<unknown> | 'dead')[], noteFails = false): Scene {
  const asked: string[] = [];
  const deeds: Deed[] = [];
  const invited: unknown[] = [];
  const left = [...answers];
  let now = 1_000_000;
  const timers = new Set<() => void>();
  const ask: Ask = async (name, sent) => {
    asked.push(name);
    if (name === 'note') {
      if (noteFails) throw new Error('no worker');
      deeds.push(sent as Deed);
    }
    if (name === 'invited') invited.push(sent);
    if (name !== 'errand') return undefined as never;
    const answer = left.shift();
    if (answer === undefined) throw new Error('asked once too often');
    if (answer === 'dead') throw new Error('the worker died');
    return answer as never;
  };
  const list = { accountId: 'a', providerId: 'p', readAt: 1, clients: [client('c1', { name: 'Tideway' })] };
  const overview = overviewOf({ accounts: [account()], providers: [provider()], lists: [list] });
  const work = createWork({
    ask,
    overview: signal(overview),
    newId: () => 'deed',
    now: () => now,
    every(_, call) {
      timers.add(call);
      return () => timers.delete(call);
    },
  });
  return {
    work,
    asked,
    deeds,
    invited,
    pass(ms) {
      now += ms;
      for (const call of timers) call();
    },
  };
}

const bulk = (rows: readonly BulkReading[] | null) => ({ request, read: () => ({ value: rows }) });
const done = (id: string): BulkReading => ({ id, done: true, sentence: null });
const refusedRow = (id: string): BulkReading => ({ id, done: false, sentence: 'User invalid.' });

describe('a deed', () => {
  it('is written before the request and after it, and the place is read again', async () => {
    const { work, asked, deeds, invited } = scene([succeed(null)]);
    const result = await work.act({ where, what: 'resend', people, errand: bulk([done('m1'), done('m2')]) });
    expect(asked).toEqual(['note', 'errand', 'note', 'lookAgain', 'invited']);
    expect(deeds.map(({ state }) => state)).toEqual(['sent', 'done']);
    expect(deeds[1]).toMatchObject({
      id: 'deed',
      account: account().email,
      clientName: 'Tideway',
      people: [{ email: 'tom@c.test' }, { email: 'eva@c.test' }],
      sentence: null,
    });
    expect(invited).toEqual([
      {
        ...where,
        sent: [
          { email: 'tom@c.test', at: 1_000_000 },
          { email: 'eva@c.test', at: 1_000_000 },
        ],
      },
    ]);
    expect([...result.endings.values()]).toEqual([{ kind: 'done' }, { kind: 'done' }]);
    expect(result.failure).toBeNull();
  });

  test.each([
    ['all are refused', [refusedRow('m1'), refusedRow('m2')], 'refused', ['refused', 'refused']],
    ['one is refused', [done('m1'), refusedRow('m2')], 'partly', ['done', 'refused']],
    ['one is not spoken of', [done('m1')], 'partly', ['done', 'gone']],
    ['nobody is spoken of', [], 'refused', ['gone', 'gone']],
    ['the answer has no result', null, 'done', ['done', 'done']],
  ] as const)('where %s', async (_, rows, state, kinds) => {
    const { work, deeds } = scene([succeed(null)]);
    const { endings } = await work.act({ where, what: 'remove', people, errand: bulk(rows) });
    expect([...endings.values()].map(({ kind }) => kind)).toEqual(kinds);
    expect(deeds.at(-1)?.state).toBe(state);
    expect(deeds.at(-1)?.people.map(({ refused }) => refused ?? false)).toEqual(kinds.map((kind) => kind !== 'done'));
    const isRefused = kinds.some((kind) => kind === 'refused');
    expect(deeds.at(-1)?.sentence).toBe(isRefused ? 'User invalid.' : null);
  });

  const lost: Failure[] = [
    { kind: 'no-answer', host },
    { kind: 'offline' },
    { kind: 'server-error', host, status: 500 },
    { kind: 'unreadable', host, what: 'POST /x' },
    { kind: 'not-bitwarden', host },
  ];
  test.each(lost)('stays in doubt where the end was not seen: $kind', async (failure) => {
    const { work, deeds, asked, invited } = scene([fail(failure)]);
    const { endings } = await work.act({ where, what: 'invite', people, errand: bulk(null) });
    expect([...endings.values()]).toEqual([
      { kind: 'unknown', failure },
      { kind: 'unknown', failure },
    ]);
    expect(deeds.at(-1)?.state).toBe('sent');
    // The truth is read all the same, and nobody is said to have been invited now.
    expect(asked).toContain('lookAgain');
    expect(invited).toEqual([]);
  });

  test.each([
    ['refused', { kind: 'refused', status: 403, what: 'x' } as const, { kind: 'refused', sentence: null }],
    [
      'refused with a reason',
      { kind: 'rejected', status: 400, what: 'x', sentence: 'Seat limit has been reached.' } as const,
      { kind: 'refused', sentence: 'Seat limit has been reached.' },
    ],
    [
      'not sent',
      { kind: 'no-permission', host } as const,
      { kind: 'not-sent', failure: { kind: 'no-permission', host } },
    ],
  ])('is over where it was %s', async (_, failure, ending) => {
    const { work, deeds } = scene([fail(failure)]);
    const { endings } = await work.act({ where, what: 'revoke', people, errand: bulk(null) });
    expect([...endings.values()]).toEqual([ending, ending]);
    const sent = ending.kind === 'refused';
    expect(deeds.at(-1)).toMatchObject({
      state: sent ? 'refused' : 'unsent',
      sentence: 'sentence' in failure ? failure.sentence : null,
    });
    expect(deeds.at(-1)?.failure).toEqual(sent ? undefined : failure);
  });

  test.each([
    ['all of it was done', new Set(['m1', 'm2']), 'done', [false, false]],
    ['it was done for one', new Set(['m2']), 'partly', [true, false]],
    ['nothing was done', new Set<string>(), 'refused', [true, true]],
    ['it was done, as a whole', true, 'done', [false, false]],
  ] as const)('that was in doubt has its end when the list tells: %s', async (_, told, state, refused) => {
    const { work, deeds } = scene([fail({ kind: 'no-answer', host })]);
    const { settle } = await work.act({ where, what: 'remove', people, errand: bulk(null) });
    await settle(told);
    expect(deeds.map((deed) => deed.state)).toEqual(['sent', 'sent', state]);
    // What was missing is told where something is left undone.
    expect(deeds.at(-1)?.failure?.kind).toBe(state === 'done' ? undefined : 'no-answer');
    expect(deeds.at(-1)?.people.map((person) => person.refused ?? false)).toEqual(refused);
  });

  it('whose end is known is not written again', async () => {
    const { work, deeds } = scene([succeed(null)]);
    const { settle } = await work.act({ where, what: 'remove', people, errand: bulk([done('m1'), done('m2')]) });
    await settle(false);
    expect(deeds.map((deed) => deed.state)).toEqual(['sent', 'done']);
  });

  it('is in doubt where the worker died on the way', async () => {
    const { work, deeds } = scene(['dead']);
    const { endings } = await work.act({
      where,
      what: 'seats',
      people: [],
      seats: { from: 1, to: 2 },
      errand: bulk(null),
    });
    expect(endings.size).toBe(0);
    expect(deeds.at(-1)).toMatchObject({ state: 'sent', seats: { from: 1, to: 2 } });
  });

  it('that cannot be written down is not done', async () => {
    const { work, asked } = scene([], true);
    const { endings } = await work.act({ where, what: 'remove', people, errand: bulk(null) });
    expect(asked).toEqual(['note']);
    expect([...endings.values()].map(({ kind }) => kind)).toEqual(['not-sent', 'not-sent']);
  });
});

describe('an errand', () => {
  it('whose answer has another shape than known is told so', async () => {
    const { work } = scene([succeed({ strange: true })]);
    expect(await work.run('a', { request, read: () => null })).toMatchObject({
      ok: false,
      failure: { kind: 'unreadable', what: request.call },
    });
  });

  it('waits where it is asked to, says until when, and goes on', async () => {
    const desk = scene([fail({ kind: 'rate-limited', host, retryAt: 1_030_000 }), succeed(null)]);
    const running = desk.work.run('a', bulk(null));
    await expect.poll(() => desk.work.pausedUntil.value).toBeGreaterThanOrEqual(1_030_000);
    desk.pass(20_000);
    expect(desk.asked).toEqual(['errand']);
    desk.pass(20_000);
    expect(await running).toEqual(succeed(null));
    expect(desk.work.pausedUntil.value).toBeNull();
  });
});
