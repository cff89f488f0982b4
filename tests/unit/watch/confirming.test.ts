/** Letting people in: what is sent, what is read afterwards, and what is said of each person. */
import { describe, expect, it } from 'vitest';
import type { Failure } from '@/lib/domain/failure';
import { comparedOf, confirmScene, kindsOf } from './support/confirm-scene';
import { accountId, minute, userId } from './support/desk';
import { userIdOf } from './support/model-world';

const host = 'v.test';

describe('confirming people of one client', () => {
  it('takes keys, confirmation and the list again, and everything follows at once', async () => {
    const { desk, client, request, states } = await confirmScene(['accepted', 'accepted', 'confirmed']);
    const [a, b] = client.people;
    expect(desk.browser.badge).toMatchObject({ state: 'waiting', text: '2' });
    expect(desk.screen).toHaveLength(1);
    const from = desk.world.log.length;
    const outcomes = await desk.watcher.answers.confirm(request(a!, b!));
    expect(outcomes).toEqual([
      { id: a!.id, kind: 'confirmed' },
      { id: b!.id, kind: 'confirmed' },
    ]);
    expect(desk.calls('', from)).toEqual([
      `publicKeys ${client.id} ${a!.id} ${b!.id}`,
      `confirm ${client.id} ${a!.id} ${b!.id}`,
      `members ${client.id}`,
    ]);
    expect(desk.world.confirmations.map(({ memberId, key }) => [memberId, key])).toEqual([
      [a!.id, comparedOf(a!).sealedKey],
      [b!.id, comparedOf(b!).sealedKey],
    ]);
    expect(desk.browser.badge).toMatchObject({ state: 'clear', text: '' });
    expect(desk.screen).toEqual([]);
    expect(await states()).toEqual({ [a!.id]: 'confirmed', [b!.id]: 'confirmed' });
  });

  it('writes down who did what to whom, and no secret', async () => {
    const { desk, provider, client, request, activity } = await confirmScene(['accepted']);
    const [a] = client.people;
    await desk.watcher.answers.renameAccount({ accountId: accountId(1), label: 'Ada at work' });
    await desk.watcher.answers.confirm(request(a!));
    expect(await activity()).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        at: expect.any(Number),
        accountId: accountId(1),
        account: 'Ada at work',
        providerId: provider.id,
        providerName: provider.id,
        place: client.id,
        clientName: client.name,
        person: {
          id: a!.id,
          userId: userIdOf(a!.id),
          name: `Name of ${a!.id}`,
          email: `${a!.id}@example.test`,
          role: 'user',
        },
        publicKeyHash: `hash-of-${a!.id}`,
        what: 'confirm',
        way: 'covered-word',
        state: 'confirmed',
      },
    ]);
  });

  it('a hundred of them, of whom the server refuses three', async () => {
    const { desk, client, request, states } = await confirmScene(Array.from({ length: 100 }, () => 'accepted'));
    const { people } = client;
    const refused = [people[3]!, people[50]!, people[99]!];
    for (const { id } of refused) desk.world.refusals.set(id, `${id} has to leave another organization first.`);
    const keysAsked = { accountId: accountId(1), providerId: request().providerId, place: client.id };
    const from = desk.world.log.length;
    const keys = await desk.watcher.answers.publicKeys({ ...keysAsked, ids: people.map(({ id }) => id) });
    expect(keys.ok && keys.value).toHaveLength(100);
    const outcomes = await desk.watcher.answers.confirm(request(...people));
    expect(desk.calls('', from).map((call) => call.split(' ')[0])).toEqual([
      'publicKeys',
      'publicKeys',
      'confirm',
      'members',
    ]);
    expect(outcomes.map(({ id }) => id)).toEqual(people.map(({ id }) => id));
    expect(outcomes.filter(({ kind }) => kind !== 'confirmed')).toEqual(
      refused.map(({ id }) => ({ id, kind: 'refused', sentence: `${id} has to leave another organization first.` })),
    );
    expect(desk.browser.badge).toMatchObject({ state: 'waiting', text: '3' });
    const settled = Object.values(await states());
    expect(settled.filter((state) => state === 'confirmed')).toHaveLength(97);
    expect(settled.filter((state) => state === 'not-confirmed')).toHaveLength(3);
    // The figures that the list of clients shows next are known: nobody has to read the place again.
    const next = desk.world.log.length;
    await desk.later(2 * minute);
    expect(desk.calls('members', next)).toEqual([]);
    expect(desk.browser.badge).toMatchObject({ text: '3' });
  });

  it('somebody who is named twice is sent once', async () => {
    const { desk, client, request } = await confirmScene(['accepted']);
    const [a] = client.people;
    expect(await desk.watcher.answers.confirm(request(a!, a!))).toEqual([{ id: a!.id, kind: 'confirmed' }]);
    expect(desk.calls('confirm ')).toEqual([`confirm ${client.id} ${a!.id}`]);
  });

  it('nobody at all takes no request but for the keys, and changes nothing', async () => {
    const { desk, request, activity } = await confirmScene(['accepted']);
    expect(await desk.watcher.answers.confirm(request())).toEqual([]);
    expect(desk.calls('confirm')).toEqual([]);
    expect(await activity()).toEqual([]);
  });
});

describe('a key that is not the one that was compared', () => {
  it.each([
    ['rotated', { publicKey: 'another' }],
    ['taken away', { publicKey: null }],
  ])('%s: that person is stopped, the others go on', async (_how, change) => {
    const { desk, client, request, states } = await confirmScene(['accepted', 'accepted']);
    const [a, b] = client.people;
    Object.assign(a!, change);
    expect(await desk.watcher.answers.confirm(request(a!, b!))).toEqual([
      { id: a!.id, kind: 'key-changed', key: { id: a!.id, userId: userIdOf(a!.id), ...change } },
      { id: b!.id, kind: 'confirmed' },
    ]);
    expect(a!.status).toBe('accepted');
    expect(desk.calls('confirm ')).toEqual([`confirm ${client.id} ${b!.id}`]);
    expect(await states()).toEqual({ [b!.id]: 'confirmed' });
  });

  it('another user behind the same membership is another phrase', async () => {
    const { desk, client, request } = await confirmScene(['accepted']);
    const [a] = client.people;
    const [compared] = request(a!).people;
    const people = [{ ...compared!, userId: 'somebody-else' }];
    expect(kindsOf(await desk.watcher.answers.confirm({ ...request(), people }))).toEqual(['key-changed']);
    // Nobody was sent, so that nothing has to be read.
    expect(desk.calls('confirm')).toEqual([]);
    expect(a!.status).toBe('accepted');
  });
});

describe('two administrators at once', () => {
  it('who was faster, and when, is looked up once for all', async () => {
    const { desk, client, request, states } = await confirmScene(['accepted', 'accepted', 'accepted', 'confirmed']);
    const [a, b, c, colleague] = client.people;
    desk.world.confirm(a!, userIdOf(colleague!.id));
    desk.world.confirm(b!, null);
    const at = desk.browser.at;
    const from = desk.world.log.length;
    expect(await desk.watcher.answers.confirm(request(a!, b!, c!))).toEqual([
      { id: a!.id, kind: 'already-confirmed', by: `Name of ${colleague!.id}`, at },
      { id: b!.id, kind: 'already-confirmed', by: null, at },
      { id: c!.id, kind: 'confirmed' },
    ]);
    expect(desk.calls('', from)).toEqual([
      `publicKeys ${client.id} ${a!.id} ${b!.id} ${c!.id}`,
      `confirm ${client.id} ${c!.id}`,
      `members ${client.id}`,
      `confirmations ${client.id}`,
    ]);
    expect(await states()).toEqual({ [c!.id]: 'confirmed' });
  });

  it.each(['client', 'team'] as const)('between the keys and the confirmation, in the %s', async (where) => {
    const { desk, provider, client, request, teamRequest, states } = await confirmScene(['accepted'], ['accepted']);
    const [a] = where === 'team' ? provider.team : client.people;
    desk.world.intercept = (call) => {
      if (call.startsWith('confirm ') && a!.status === 'accepted') desk.world.confirm(a!, userId(1));
      return undefined;
    };
    const outcomes = await desk.watcher.answers.confirm(where === 'team' ? teamRequest(a!) : request(a!));
    // The account's own doing elsewhere: in the web vault, or with another computer.
    const by = `${userId(1)}@example.test`;
    expect(outcomes).toEqual([{ id: a!.id, kind: 'already-confirmed', by, at: expect.any(Number) }]);
    expect(await states()).toEqual({ [a!.id]: 'not-confirmed' });
    expect(desk.world.confirmations).toHaveLength(1);
  });

  it('an event log that may not be read, or keeps nothing, leaves it open', async () => {
    const { desk, client, request } = await confirmScene(['accepted']);
    const [a] = client.people;
    desk.world.confirm(a!, userId(2));
    desk.world.keepsEvents = false;
    const unknown = [{ id: a!.id, kind: 'already-confirmed', by: null, at: null }];
    expect(await desk.watcher.answers.confirm(request(a!))).toEqual(unknown);
    desk.world.keepsEvents = true;
    desk.world.confirmations.length = 0;
    expect(await desk.watcher.answers.confirm(request(a!))).toEqual(unknown);
  });

  it('whoever was removed, revoked or withdrawn has left', async () => {
    const { desk, client, request, states } = await confirmScene(['accepted', 'accepted', 'accepted']);
    const [a, b, c] = client.people;
    const asked = request(a!, b!, c!);
    a!.status = 'revoked';
    client.people.splice(1, 1);
    expect(await desk.watcher.answers.confirm(asked)).toEqual([
      { id: a!.id, kind: 'left' },
      { id: b!.id, kind: 'left' },
      { id: c!.id, kind: 'confirmed' },
    ]);
    expect(await states()).toEqual({ [c!.id]: 'confirmed' });
    expect(desk.browser.badge).toMatchObject({ text: '' });
  });
});

describe('who may not', () => {
  it('a service user confirms at a client, but not in the team', async () => {
    const { desk, provider, client, request, teamRequest, states } = await confirmScene(['accepted'], ['accepted']);
    for (const { roles } of desk.world.accounts) roles.set(provider.id, 'service-user');
    desk.world.tokens.clear();
    const [inTeam] = provider.team;
    const [atClient] = client.people;
    expect(kindsOf(await desk.watcher.answers.confirm(teamRequest(inTeam!)))).toEqual(['not-allowed']);
    expect(kindsOf(await desk.watcher.answers.confirm(request(atClient!)))).toEqual(['confirmed']);
    expect(inTeam!.status).toBe('accepted');
    expect(await states()).toEqual({ [atClient!.id]: 'confirmed' });
  });

  it.each([
    ['the confirmation alone', { kind: 'refused', status: 403, what: 'model' }],
    ['a 401 with a body', { kind: 'refused', status: 401, what: 'model' }],
  ] as const)('%s: not allowed, and settled', async (_what, failure) => {
    const { desk, client, request, states } = await confirmScene(['accepted']);
    const [a] = client.people;
    desk.world.intercept = (call) => (call.startsWith('confirm ') ? failure : undefined);
    const from = desk.world.log.length;
    expect(kindsOf(await desk.watcher.answers.confirm(request(a!)))).toEqual(['not-allowed']);
    expect(desk.calls('members', from)).toEqual([]);
    expect(await states()).toEqual({ [a!.id]: 'not-confirmed' });
  });

  it('an account that was forgotten, or is no member any more', async () => {
    const { desk, provider, client, request, activity } = await confirmScene(['accepted']);
    const [a] = client.people;
    const elsewhere = { ...request(a!), providerId: 'unknown' };
    expect(kindsOf(await desk.watcher.answers.confirm(elsewhere))).toEqual(['not-allowed']);
    for (const { roles } of desk.world.accounts) roles.delete(provider.id);
    expect(kindsOf(await desk.watcher.answers.confirm(request(a!)))).toEqual(['not-allowed']);
    await desk.watcher.answers.forgetAccount({ accountId: accountId(1) });
    expect(kindsOf(await desk.watcher.answers.confirm(request(a!)))).toEqual(['not-allowed']);
    expect(a!.status).toBe('accepted');
    expect(await activity()).toEqual([]);
  });
});

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
    '$kind before the server did anything: still waiting, worth another try',
    async (failure) => {
      const { desk, client, request, states } = await confirmScene(['accepted']);
      const [a] = client.people;
      desk.world.intercept = (call) => (call.startsWith('confirm ') ? failure : undefined);
      expect(await desk.watcher.answers.confirm(request(a!))).toEqual([{ id: a!.id, kind: 'not-sent', failure }]);
      expect(await states()).toEqual({ [a!.id]: 'not-confirmed' });
      expect(desk.browser.badge).toMatchObject({ text: '1' });
    },
  );

  it.each<Failure>([lost, { kind: 'server-error', host, status: 500 }, { kind: 'unreadable', host, what: 'model' }])(
    '$kind after the server did it: confirmed, as the list says',
    async (failure) => {
      const { desk, client, request, states } = await confirmScene(['accepted', 'accepted']);
      const [a, b] = client.people;
      desk.world.refusals.set(b!.id, 'No.');
      desk.world.lose = (call) => (call.startsWith('confirm ') ? failure : undefined);
      expect(await desk.watcher.answers.confirm(request(a!, b!))).toEqual([
        { id: a!.id, kind: 'confirmed' },
        { id: b!.id, kind: 'not-sent', failure },
      ]);
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

  it('a success that the list does not show is none', async () => {
    const { desk, client, request, states } = await confirmScene(['accepted']);
    const [a] = client.people;
    desk.world.pretended.add(a!.id);
    expect(await desk.watcher.answers.confirm(request(a!))).toEqual([{ id: a!.id, kind: 'refused', sentence: null }]);
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
