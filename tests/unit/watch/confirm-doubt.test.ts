/** A confirmation whose end nobody saw: whose doing was it, when is that known, and does every record end. */
import { describe, expect, it } from 'vitest';
import type { Failure } from '@/lib/domain/failure';
import { type ConfirmScene, comparedOf, confirmScene, holdUp, kindsOf } from './support/confirm-scene';
import { accountId, hour, minute, userId } from './support/desk';
import { type ModelPerson, userIdOf } from './support/model-world';

const lost: Failure = { kind: 'no-answer', host: 'v.test' };
const day = 24 * hour;

/** Answers to the confirmation and to the list afterwards get lost; the server does its part. */
const loseBoth = ({ desk }: ConfirmScene): void => {
  desk.world.lose = (call) => (/^(confirm|members|team) /.test(call) ? lost : undefined);
};

/** Neither of them arrives there. */
const stopBoth = ({ desk }: ConfirmScene): void => {
  desk.world.intercept = (call) => (/^(confirm|members|team) /.test(call) ? lost : undefined);
};

const mend = ({ desk }: ConfirmScene): void => {
  desk.world.lose = () => undefined;
  desk.world.intercept = () => undefined;
};

const lookAgain = ({ desk, request }: ConfirmScene, { id }: ModelPerson) =>
  desk.watcher.answers.lookAgain({ ...request(), ids: [id] });

describe('a server that is slower than our patience', () => {
  it('is not known at first, and confirmed when it has done it', async () => {
    const scene = await confirmScene(['accepted', 'accepted']);
    const { desk, client, request, states } = scene;
    const people = client.people;
    desk.world.intercept = (call) => (call.startsWith('confirm ') ? lost : undefined);
    expect(kindsOf(await desk.watcher.answers.confirm(request(...people)))).toEqual(['unknown', 'unknown']);
    desk.browser.at += 5_000;
    expect(kindsOf(await lookAgain(scene, people[0]!))).toEqual(['unknown']);
    for (const person of people) desk.world.confirm(person, userId(1), comparedOf(person).sealedKey);
    mend(scene);
    // Somebody tries again instead of looking again.
    expect(kindsOf(await desk.watcher.answers.confirm(request(...people)))).toEqual(['confirmed', 'confirmed']);
    expect(Object.values(await states())).toEqual(['confirmed', 'confirmed']);
    expect(desk.world.confirmations).toHaveLength(2);
  });

  it('the same after the worker died with the request on its way', async () => {
    const scene = await confirmScene(['accepted']);
    const { desk, client, request, states } = scene;
    const [a] = client.people;
    const held = holdUp('confirm ');
    desk.world.there = held.wait;
    void desk.watcher.answers.confirm(request(a!));
    await held.reached;
    desk.restart();
    expect(kindsOf(await lookAgain(scene, a!))).toEqual(['unknown']);
    expect(await states()).toEqual({ [a!.id]: 'sending' });
    desk.world.confirm(a!, userId(1), comparedOf(a!).sealedKey);
    await desk.later(minute);
    expect(kindsOf(await lookAgain(scene, a!))).toEqual(['confirmed']);
    expect(await states()).toEqual({ [a!.id]: 'confirmed' });
  });

  it('a former try comes through while the next one is refused: ours, all the same', async () => {
    const scene = await confirmScene(['accepted']);
    const { desk, client, request, states } = scene;
    const [a] = client.people;
    stopBoth(scene);
    await desk.watcher.answers.confirm(request(a!));
    mend(scene);
    desk.world.there = async (call) => {
      if (call.startsWith('confirm ')) desk.world.confirm(a!, userId(1), 'of the first try');
    };
    expect(await desk.watcher.answers.confirm(request(a!))).toEqual([{ id: a!.id, kind: 'confirmed' }]);
    expect(await states()).toEqual({ [a!.id]: 'confirmed' });
    expect(desk.world.confirmations).toHaveLength(1);
  });
});

describe('a colleague lets them in', () => {
  it('after our try never arrived: theirs', async () => {
    const scene = await confirmScene(['accepted', 'confirmed']);
    const { desk, client, request, states } = scene;
    const [a, colleague] = client.people;
    stopBoth(scene);
    await desk.watcher.answers.confirm(request(a!));
    desk.browser.at += 20 * minute;
    const { at } = desk.browser;
    desk.world.confirm(a!, userIdOf(colleague!.id));
    mend(scene);
    expect(await lookAgain(scene, a!)).toEqual([
      { id: a!.id, kind: 'already-confirmed', by: `Name of ${colleague!.id}`, at },
    ]);
    expect(await states()).toEqual({ [a!.id]: 'not-confirmed' });
  });

  it('after the worker died before it was sent: the check finds out', async () => {
    const { desk, client, request, states } = await confirmScene(['accepted']);
    const [a] = client.people;
    const held = holdUp('confirm ');
    desk.world.there = held.wait;
    void desk.watcher.answers.confirm(request(a!));
    await held.reached;
    desk.restart();
    desk.world.confirm(a!, userId(2));
    await desk.later(2 * minute);
    expect(await states()).toEqual({ [a!.id]: 'not-confirmed' });
  });

  it.each([
    ['the log tells', true, { kind: 'already-confirmed', by: null, at: expect.any(Number) }, 'not-confirmed'],
    ['the log keeps nothing', false, { kind: 'found-confirmed' }, 'unclear'],
  ])('while our answer gets lost; %s', async (_what, keepsEvents, end, state) => {
    const scene = await confirmScene(['accepted']);
    const { desk, client, request, states } = scene;
    const [a] = client.people;
    desk.world.keepsEvents = keepsEvents;
    desk.world.intercept = (call) => {
      if (!call.startsWith('confirm ')) return undefined;
      if (a!.status === 'accepted') desk.world.confirm(a!, userId(2));
      return lost;
    };
    expect(await desk.watcher.answers.confirm(request(a!))).toEqual([{ id: a!.id, ...end }]);
    await desk.later(2 * minute);
    expect(await states()).toEqual({ [a!.id]: state });
    expect(await lookAgain(scene, a!)).toEqual([{ id: a!.id, ...end }]);
    const from = desk.world.log.length;
    await desk.later(2 * minute);
    expect(desk.calls('confirmations', from), 'asked no more').toEqual([]);
  });

  it('an event that comes late still tells', async () => {
    const scene = await confirmScene(['accepted']);
    const { desk, client, request, states } = scene;
    const [a] = client.people;
    desk.world.lose = (call) => (call.startsWith('confirm ') ? lost : undefined);
    desk.world.back = async (call) => {
      if (call.startsWith('confirm ')) events.push(...desk.world.confirmations.splice(0));
    };
    const events: (typeof desk.world.confirmations)[number][] = [];
    expect(kindsOf(await desk.watcher.answers.confirm(request(a!)))).toEqual(['found-confirmed']);
    expect(await states()).toEqual({ [a!.id]: 'sending' });
    desk.world.confirmations.push(...events);
    expect(kindsOf(await lookAgain(scene, a!))).toEqual(['confirmed']);
    expect(await states()).toEqual({ [a!.id]: 'confirmed' });
  });

  it('the log still tells after days without the browser', async () => {
    const scene = await confirmScene(['accepted']);
    const { desk, client, request, states } = scene;
    loseBoth(scene);
    await desk.watcher.answers.confirm(request(client.people[0]!));
    mend(scene);
    await desk.later(5 * day);
    expect(Object.values(await states())).toEqual(['confirmed']);
  });

  it('the log is not asked of those who still wait, or of whom the server said what it did', async () => {
    const scene = await confirmScene(['accepted', 'accepted']);
    const { desk, client, request, states } = scene;
    const [a, b] = client.people;
    desk.world.intercept = (call) => (call === `confirm ${client.id} ${b!.id}` ? lost : undefined);
    desk.world.lose = (call) => (call.startsWith('members ') ? lost : undefined);
    for (const person of [a!, b!]) await desk.watcher.answers.confirm(request(person));
    mend(scene);
    await desk.later(2 * minute);
    expect(await states()).toEqual({ [a!.id]: 'confirmed', [b!.id]: 'not-confirmed' });
    expect(desk.calls('confirmations')).toEqual([]);
  });

  it('the log cannot be asked just now: the next check asks again', async () => {
    const scene = await confirmScene(['accepted']);
    const { desk, client, request, states } = scene;
    const [a] = client.people;
    desk.world.lose = (call) => (/^(confirm|confirmations) /.test(call) ? lost : undefined);
    expect(kindsOf(await desk.watcher.answers.confirm(request(a!)))).toEqual(['found-confirmed']);
    await desk.later(4 * minute);
    expect(await states()).toEqual({ [a!.id]: 'sending' });
    mend(scene);
    await desk.later(2 * minute);
    expect(await states()).toEqual({ [a!.id]: 'confirmed' });
  });
});

describe('two pages send the same person', () => {
  it.each([
    ['both are answered', false],
    ['both answers get lost', true],
  ])('%s: one confirmation, one record', async (_what, isLost) => {
    const { desk, client, request, states } = await confirmScene(['accepted']);
    const [a] = client.people;
    if (isLost) desk.world.lose = (call) => (call.startsWith('confirm ') ? lost : undefined);
    const { confirm } = desk.watcher.answers;
    const ends = await Promise.all([confirm(request(a!)), confirm(request(a!))]);
    expect(ends.map(kindsOf)).toEqual([['confirmed'], ['confirmed']]);
    expect(await states()).toEqual({ [a!.id]: 'confirmed' });
    expect(desk.calls('confirm ')).toHaveLength(1);
  });

  it('one that breaks down does not keep the next from being sent', async () => {
    const { desk, client, request } = await confirmScene(['accepted', 'accepted']);
    const [a, b] = client.people;
    const { permitted } = desk.ports;
    Object.assign(desk.ports, { permitted: () => Promise.reject(new Error('no browser')) });
    await expect(desk.watcher.answers.confirm(request(a!))).rejects.toThrow('no browser');
    Object.assign(desk.ports, { permitted });
    expect(kindsOf(await desk.watcher.answers.confirm(request(b!)))).toEqual(['confirmed']);
  });
});

describe('a list that was asked for before the sending', () => {
  it('settles nothing, though it comes after', async () => {
    const { desk, client, request, states } = await confirmScene(['accepted', 'invited']);
    const [a] = client.people;
    const held = holdUp('members ');
    desk.world.back = held.wait;
    const checked = desk.later(2 * minute);
    await held.reached;
    desk.browser.at += 1_000;
    desk.world.lose = (call) => (/^(confirm|members) /.test(call) ? lost : undefined);
    expect(kindsOf(await desk.watcher.answers.confirm(request(a!)))).toEqual(['unknown']);
    desk.world.lose = () => undefined;
    held.open();
    await checked;
    expect(await states()).toEqual({ [a!.id]: 'sending' });
    await desk.later(2 * minute);
    expect(await states()).toEqual({ [a!.id]: 'confirmed' });
  });

  it('nor what the server said since, of somebody who was only invited then', async () => {
    const { desk, client, request, states } = await confirmScene(['invited', 'invited']);
    const [a] = client.people;
    const held = holdUp('members ');
    desk.world.back = held.wait;
    const checked = desk.later(2 * minute);
    await held.reached;
    desk.browser.at += 1_000;
    a!.status = 'accepted';
    desk.world.pretended.add(a!.id);
    desk.world.lose = (call) => (call.startsWith('members ') ? lost : undefined);
    expect(kindsOf(await desk.watcher.answers.confirm(request(a!)))).toEqual(['confirmed']);
    desk.world.lose = () => undefined;
    held.open();
    await checked;
    expect(await states()).toEqual({ [a!.id]: 'sending' });
    await desk.later(3 * minute);
    expect(await states()).toEqual({ [a!.id]: 'not-confirmed' });
  });

  it('a clock that was set back meanwhile keeps nothing open', async () => {
    const scene = await confirmScene(['accepted']);
    const { desk, client, request, states } = scene;
    const [a] = client.people;
    stopBoth(scene);
    await desk.watcher.answers.confirm(request(a!));
    mend(scene);
    desk.browser.at -= 10 * day;
    await desk.watcher.checkNow(null);
    expect(await states()).toEqual({ [a!.id]: 'not-confirmed' });
  });
});

describe('somebody who is gone a moment later', () => {
  it('was confirmed, if the server said so', async () => {
    const { desk, client, request, states } = await confirmScene(['accepted']);
    const [a] = client.people;
    desk.world.back = async (call) => {
      if (call.startsWith('confirm ')) a!.status = 'revoked';
    };
    expect(await desk.watcher.answers.confirm(request(a!))).toEqual([{ id: a!.id, kind: 'confirmed' }]);
    expect(await states()).toEqual({ [a!.id]: 'confirmed' });
  });

  it('a list that lags behind: not known, then confirmed by what the server said', async () => {
    const { desk, client, request, states } = await confirmScene(['accepted']);
    const [a] = client.people;
    desk.world.keepsEvents = false;
    desk.world.pretended.add(a!.id);
    expect(await desk.watcher.answers.confirm(request(a!))).toEqual([{ id: a!.id, kind: 'unknown', failure: null }]);
    desk.world.confirm(a!, userId(1), 'key');
    await desk.later(2 * minute);
    expect(await states()).toEqual({ [a!.id]: 'confirmed' });
  });
});

describe('a place that is lost while somebody is in doubt there', () => {
  it('a client that leaves the list and comes back while it is sent', async () => {
    const { desk, provider, client, request, states } = await confirmScene(['accepted']);
    const [a] = client.people;
    const held = holdUp('confirm ');
    desk.world.back = held.wait;
    const sent = desk.watcher.answers.confirm(request(a!));
    await held.reached;
    const clients = provider.clients.splice(0, 1);
    await desk.later(2 * minute);
    provider.clients.push(...clients);
    held.open();
    expect(kindsOf(await sent)).toEqual(['confirmed']);
    expect(await states()).toEqual({ [a!.id]: 'confirmed' });
  });

  it('the same, and the answer is lost: read again when it is back', async () => {
    const scene = await confirmScene(['accepted']);
    const { desk, provider, client, request, states } = scene;
    const [a] = client.people;
    const held = holdUp('confirm ');
    desk.world.back = held.wait;
    loseBoth(scene);
    const sent = desk.watcher.answers.confirm(request(a!));
    await held.reached;
    const clients = provider.clients.splice(0, 1);
    await desk.later(2 * minute);
    provider.clients.push(...clients);
    held.open();
    expect(kindsOf(await sent)).toEqual(['unknown']);
    mend(scene);
    for (let checks = 0; checks < 2; checks += 1) await desk.later(2 * minute);
    expect(await states()).toEqual({ [a!.id]: 'confirmed' });
  });

  it.each([
    ['lost', loseBoth, 'unclear'],
    [
      'an answer, but no list',
      ({ desk }: ConfirmScene) => {
        desk.world.lose = (call) => (call.startsWith('members ') ? lost : undefined);
      },
      'confirmed',
    ],
  ])('a client that is unlinked for good; %s', async (_what, begin, state) => {
    const scene = await confirmScene(['accepted']);
    const { desk, provider, client, request, states } = scene;
    const [a] = client.people;
    begin(scene);
    await desk.watcher.answers.confirm(request(a!));
    expect(await states()).toEqual({ [a!.id]: 'sending' });
    mend(scene);
    provider.clients.splice(0, 1);
    await desk.later(2 * minute);
    expect(await states()).toEqual({ [a!.id]: state });
  });

  it('a role that goes while somebody of the team is confirmed', async () => {
    const { desk, provider, teamRequest, states } = await confirmScene([], ['accepted']);
    const [a] = provider.team;
    const held = holdUp('confirm ');
    desk.world.back = held.wait;
    const sent = desk.watcher.answers.confirm(teamRequest(a!));
    await held.reached;
    for (const { roles } of desk.world.accounts) roles.set(provider.id, 'service-user');
    await desk.watcher.answers.unlockMaterial({ accountId: accountId(1), fresh: true });
    held.open();
    expect(kindsOf(await sent)).toEqual(['confirmed']);
    await desk.later(2 * minute);
    expect(await states()).toEqual({ [a!.id]: 'confirmed' });
  });

  it('a provider that the account is removed from', async () => {
    const scene = await confirmScene(['accepted']);
    const { desk, provider, client, request, states } = scene;
    const [a] = client.people;
    loseBoth(scene);
    await desk.watcher.answers.confirm(request(a!));
    mend(scene);
    for (const { roles } of desk.world.accounts) roles.delete(provider.id);
    await desk.later(20 * minute);
    expect(await states()).toEqual({ [a!.id]: 'unclear' });
  });

  it('a place that can never be read again is given up after a week', async () => {
    const scene = await confirmScene(['accepted']);
    const { desk, client, request, states } = scene;
    const [a] = client.people;
    loseBoth(scene);
    await desk.watcher.answers.confirm(request(a!));
    desk.world.intercept = (call) =>
      call.startsWith('members ') ? { kind: 'refused', status: 403, what: '' } : undefined;
    await desk.later(7 * day - hour);
    expect(await states()).toEqual({ [a!.id]: 'sending' });
    await desk.later(2 * hour);
    expect(await states()).toEqual({ [a!.id]: 'unclear' });
  });
});

describe('the record is erased while somebody is in doubt', () => {
  it('what is open stays, and still tells whose doing it was', async () => {
    const scene = await confirmScene(['accepted', 'accepted']);
    const { desk, client, request, states } = scene;
    const [a, b] = client.people;
    await desk.watcher.answers.confirm(request(a!));
    loseBoth(scene);
    await desk.watcher.answers.confirm(request(b!));
    mend(scene);
    await desk.watcher.answers.eraseActivity({});
    expect(await states()).toEqual({ [b!.id]: 'sending' });
    expect(await lookAgain(scene, b!)).toEqual([{ id: b!.id, kind: 'confirmed' }]);
    await desk.watcher.answers.eraseActivity({});
    expect(await states()).toEqual({});
  });
});
