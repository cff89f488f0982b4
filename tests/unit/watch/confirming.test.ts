/** Letting people in: what is sent, what is read afterwards, and what is said of each person. */
import { describe, expect, it } from 'vitest';
import { comparedOf, confirmScene, kindsOf } from './support/confirm-scene';
import { accountId, minute, userId } from './support/desk';
import { userIdOf } from './support/model-world';

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

  it('the name of a collection goes along at a client, and never in the team', async () => {
    const { desk, provider, client, request, teamRequest } = await confirmScene(['accepted', 'accepted'], ['accepted']);
    const [a, b] = client.people;
    await desk.watcher.answers.confirm({ ...request(a!), collectionName: '2.name' });
    await desk.watcher.answers.confirm({ ...request(b!), collectionName: null });
    await desk.watcher.answers.confirm({ ...teamRequest(provider.team[0]!), collectionName: '2.name' });
    expect(desk.world.confirmations).toHaveLength(3);
    expect(desk.world.collectionNames).toEqual(['2.name', null, null]);
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

describe('who was faster', () => {
  it('a colleague of the team, at a client: looked up with one request more', async () => {
    const { desk, provider, client, request } = await confirmScene(['accepted', 'accepted'], ['confirmed']);
    const [a, b] = client.people;
    const [colleague] = provider.team;
    for (const person of [a!, b!]) desk.world.confirm(person, userIdOf(colleague!.id).toUpperCase());
    const at = desk.browser.at;
    const from = desk.world.log.length;
    const by = `Name of ${colleague!.id}`;
    expect(await desk.watcher.answers.confirm(request(a!, b!))).toEqual([
      { id: a!.id, kind: 'already-confirmed', by, at },
      { id: b!.id, kind: 'already-confirmed', by, at },
    ]);
    expect(desk.calls('team', from)).toHaveLength(1);
  });

  it('for a service user, when', async () => {
    const { desk, provider, client, request } = await confirmScene(['accepted'], ['confirmed']);
    const [a] = client.people;
    for (const { roles } of desk.world.accounts) roles.set(provider.id, 'service-user');
    await desk.watcher.answers.unlockMaterial({ accountId: accountId(1), fresh: true });
    desk.world.confirm(a!, userIdOf(provider.team[0]!.id));
    const at = desk.browser.at;
    const from = desk.world.log.length;
    expect(await desk.watcher.answers.confirm(request(a!))).toEqual([
      { id: a!.id, kind: 'already-confirmed', by: null, at },
    ]);
    expect(desk.calls('team', from)).toEqual([]);
  });

  it('somebody without a name, by e-mail', async () => {
    const { desk, client, request } = await confirmScene(['accepted', 'invited']);
    const [a, nameless] = client.people;
    desk.world.nameless.add(nameless!.id);
    nameless!.status = 'confirmed';
    desk.world.confirm(a!, userIdOf(nameless!.id));
    expect(await desk.watcher.answers.confirm(request(a!))).toMatchObject([{ by: `${nameless!.id}@example.test` }]);
  });
});

describe('ids', () => {
  it('of users are the same in upper and lower case', async () => {
    const { desk, client, request } = await confirmScene(['accepted']);
    const [compared] = request(client.people[0]!).people;
    const people = [{ ...compared!, userId: compared!.userId.toUpperCase() }];
    expect(kindsOf(await desk.watcher.answers.confirm({ ...request(), people }))).toEqual(['confirmed']);
  });
});
