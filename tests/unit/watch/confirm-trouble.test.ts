/** Confirming while the line or the server fails: what is in doubt is looked at, and what is not is not offered as doubt. */
import { describe, expect, it } from 'vitest';
import type { Failure } from '@/lib/domain/failure';
import { confirmScene, kindsOf } from './support/confirm-scene';
import { minute, userId } from './support/desk';

const host = 'v.test';

describe('when the line or the server fails', () => {
  const lost: Failure = { kind: 'no-answer', host };

  it.each<Failure>([
    { kind: 'rate-limited', host, retryAt: Date.UTC(2027, 0) },
    lost,
    { kind: 'server-error', host, status: 500 },
  ])('$kind when the keys are asked for: nothing is sent', async (failure) => {
    const { desk, client, request, activity } = await confirmScene(['accepted']);
    const [a] = client.people;
    desk.world.intercept = (call) => (call.startsWith('publicKeys') ? failure : undefined);
    expect(await desk.watcher.answers.confirm(request(a!))).toEqual([{ id: a!.id, kind: 'not-sent', failure }]);
    expect(desk.calls('confirm')).toEqual([]);
    expect(await activity()).toEqual([]);
  });

  it('429 midway: not sent, until when, and everything else waits too', async () => {
    const { desk, client, request, states } = await confirmScene(['accepted', 'accepted']);
    const [a, b] = client.people;
    const retryAt = desk.browser.at + 10 * minute;
    const failure = { kind: 'rate-limited', host, retryAt } as const;
    desk.world.intercept = (call) => (call.startsWith('confirm ') ? failure : undefined);
    const from = desk.world.log.length;
    const ends = [a!, b!].map(({ id }) => ({ id, kind: 'not-sent', failure }));
    expect(await desk.watcher.answers.confirm(request(a!, b!))).toEqual(ends);
    expect(desk.calls('members', from)).toEqual([]);
    expect(await states()).toEqual({ [a!.id]: 'not-confirmed', [b!.id]: 'not-confirmed' });
    desk.world.intercept = () => undefined;
    expect(await desk.watcher.answers.confirm(request(a!))).toEqual(ends.slice(0, 1));
    desk.browser.at = retryAt;
    expect(kindsOf(await desk.watcher.answers.confirm(request(a!, b!)))).toEqual(['confirmed', 'confirmed']);
  });

  it.each<Failure>([lost, { kind: 'server-error', host, status: 500 }, { kind: 'unreadable', host, what: 'model' }])(
    '$kind before the server did anything: not known at first, worth another try once the list is clear',
    async (failure) => {
      const { desk, client, request, states } = await confirmScene(['accepted']);
      const [a] = client.people;
      desk.world.intercept = (call) => (call.startsWith('confirm ') ? failure : undefined);
      expect(await desk.watcher.answers.confirm(request(a!))).toEqual([{ id: a!.id, kind: 'unknown', failure }]);
      expect(await states()).toEqual({ [a!.id]: 'sending' });
      const asked = { ...request(), ids: [a!.id] };
      desk.browser.at += minute;
      expect(kindsOf(await desk.watcher.answers.lookAgain(asked))).toEqual(['unknown']);
      desk.browser.at += minute;
      expect(kindsOf(await desk.watcher.answers.lookAgain(asked))).toEqual(['not-sent']);
      expect(await states()).toEqual({ [a!.id]: 'not-confirmed' });
      expect(desk.browser.badge).toMatchObject({ text: '1' });
    },
  );

  it.each<Failure>([lost, { kind: 'server-error', host, status: 500 }, { kind: 'unreadable', host, what: 'model' }])(
    '$kind after the server did it: confirmed, as the list and the event log say',
    async (failure) => {
      const { desk, client, request, states } = await confirmScene(['accepted', 'accepted']);
      const [a, b] = client.people;
      desk.world.refusals.set(b!.id, 'No.');
      desk.world.lose = (call) => (call.startsWith('confirm ') ? failure : undefined);
      expect(await desk.watcher.answers.confirm(request(a!, b!))).toEqual([
        { id: a!.id, kind: 'confirmed' },
        { id: b!.id, kind: 'unknown', failure },
      ]);
      expect(await states()).toEqual({ [a!.id]: 'confirmed', [b!.id]: 'sending' });
      await desk.later(2 * minute);
      expect(await states()).toEqual({ [a!.id]: 'confirmed', [b!.id]: 'not-confirmed' });
    },
  );

  it.each([
    ['after the server did it', true],
    ['before', false],
  ])('lost %s, and the list with it: not known, until somebody looks again', async (_when, done) => {
    const { desk, client, request, states } = await confirmScene(['accepted']);
    const [a] = client.people;
    const fail = (call: string): Failure | undefined => (/^(confirm|members) /.test(call) ? lost : undefined);
    desk.world[done ? 'lose' : 'intercept'] = fail;
    expect(await desk.watcher.answers.confirm(request(a!))).toEqual([{ id: a!.id, kind: 'unknown', failure: lost }]);
    expect(await states()).toEqual({ [a!.id]: 'sending' });
    const asked = { ...request(), ids: [a!.id] };
    expect(kindsOf(await desk.watcher.answers.lookAgain(asked))).toEqual(['unknown']);
    desk.world.lose = () => undefined;
    desk.world.intercept = () => undefined;
    expect(kindsOf(await desk.watcher.answers.lookAgain(asked))).toEqual([done ? 'confirmed' : 'unknown']);
    desk.browser.at += 2 * minute;
    expect(kindsOf(await desk.watcher.answers.lookAgain(asked))).toEqual([done ? 'confirmed' : 'not-sent']);
    expect(await states()).toEqual({ [a!.id]: done ? 'confirmed' : 'not-confirmed' });
    expect(desk.browser.badge).toMatchObject({ text: done ? '' : '1' });
  });

  it('not known: the next check settles it, although the figures say that nobody is on the way', async () => {
    const { desk, client, request, states } = await confirmScene(['accepted']);
    const [a] = client.people;
    desk.world.lose = (call) => (/^(confirm|members) /.test(call) ? lost : undefined);
    await desk.watcher.answers.confirm(request(a!));
    desk.world.lose = () => undefined;
    await desk.later(2 * minute);
    expect(await states()).toEqual({ [a!.id]: 'confirmed' });
    expect(desk.browser.badge).toMatchObject({ text: '' });
    const from = desk.world.log.length;
    await desk.later(2 * minute);
    expect(desk.calls('members', from), 'settled once, not read for ever').toEqual([]);
  });

  it('not known, and nothing was done: the next check settles it, although no figure moved', async () => {
    const { desk, client, request, states } = await confirmScene(['accepted']);
    const [a] = client.people;
    desk.world.intercept = (call) => (/^(confirm|members) /.test(call) ? lost : undefined);
    await desk.watcher.answers.confirm(request(a!));
    desk.world.intercept = () => undefined;
    await desk.later(2 * minute);
    expect(await states()).toEqual({ [a!.id]: 'not-confirmed' });
    expect(desk.browser.badge).toMatchObject({ text: '1' });
  });

  it('who was gone before anything was sent is in no doubt, although the list cannot be read', async () => {
    const { desk, client, request, activity } = await confirmScene(['accepted']);
    const [a] = client.people;
    desk.world.confirm(a!, userId(2));
    desk.world.intercept = (call) => (call.startsWith('members ') ? lost : undefined);
    expect(await desk.watcher.answers.confirm(request(a!))).toEqual([{ id: a!.id, kind: 'not-sent', failure: lost }]);
    expect(desk.calls('confirm ')).toEqual([]);
    expect(await activity()).toEqual([]);
  });

  it('not known, and tried again: one record, and no second confirmation', async () => {
    const { desk, client, request, states } = await confirmScene(['accepted']);
    const [a] = client.people;
    desk.world.intercept = (call) => (/^(confirm|members) /.test(call) ? lost : undefined);
    await desk.watcher.answers.confirm(request(a!));
    desk.world.intercept = () => undefined;
    expect(kindsOf(await desk.watcher.answers.confirm(request(a!)))).toEqual(['confirmed']);
    expect(await states()).toEqual({ [a!.id]: 'confirmed' });
  });

  it('the network goes while it is on the way: in doubt, never "not sent"', async () => {
    const { desk, client, request } = await confirmScene(['accepted']);
    const [a] = client.people;
    const offline: Failure = { kind: 'offline' };
    desk.world.lose = (call) => (/^(confirm|members) /.test(call) ? offline : undefined);
    expect(await desk.watcher.answers.confirm(request(a!))).toEqual([{ id: a!.id, kind: 'unknown', failure: offline }]);
    desk.world.lose = () => undefined;
    expect(kindsOf(await desk.watcher.answers.lookAgain({ ...request(), ids: [a!.id] }))).toEqual(['confirmed']);
  });

  it('what the answer says counts where the list cannot be read, but the record waits for the list', async () => {
    const { desk, client, request, states } = await confirmScene(['accepted', 'accepted', 'accepted']);
    const [a, b, c] = client.people;
    desk.world.refusals.set(b!.id, 'No.');
    desk.world.pretended.add(c!.id);
    desk.world.intercept = (call) => (call.startsWith('members ') ? lost : undefined);
    expect(await desk.watcher.answers.confirm(request(a!, b!, c!))).toEqual([
      { id: a!.id, kind: 'confirmed' },
      { id: b!.id, kind: 'refused', sentence: 'No.' },
      { id: c!.id, kind: 'confirmed' },
    ]);
    expect(await states()).toEqual({ [a!.id]: 'sending', [b!.id]: 'not-confirmed', [c!.id]: 'sending' });
    desk.world.intercept = () => undefined;
    await desk.later(2 * minute);
    expect(await states()).toEqual({ [a!.id]: 'confirmed', [b!.id]: 'not-confirmed', [c!.id]: 'not-confirmed' });
  });

  it('a success that the list does not show is not known, and none if it goes on so', async () => {
    const { desk, client, request, states } = await confirmScene(['accepted']);
    const [a] = client.people;
    desk.world.pretended.add(a!.id);
    expect(await desk.watcher.answers.confirm(request(a!))).toEqual([{ id: a!.id, kind: 'unknown', failure: null }]);
    expect(await states()).toEqual({ [a!.id]: 'sending' });
    await desk.later(2 * minute);
    expect(await states()).toEqual({ [a!.id]: 'not-confirmed' });
  });

  it('a dead token is renewed once, and the batch sent once', async () => {
    const { desk, client, request } = await confirmScene(['accepted']);
    const [a] = client.people;
    const from = desk.world.log.length;
    desk.world.intercept = (call) => {
      if (!call.startsWith('confirm ')) return undefined;
      desk.world.intercept = () => undefined;
      desk.world.tokens.clear();
      return undefined;
    };
    expect(kindsOf(await desk.watcher.answers.confirm(request(a!)))).toEqual(['confirmed']);
    expect(desk.world.confirmations).toHaveLength(1);
    expect(desk.calls('signIn', from)).toHaveLength(1);
  });
});
