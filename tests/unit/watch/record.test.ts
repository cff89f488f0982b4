/** The record of what was done, beside everything else that happens meanwhile; and what opens the keys. */
import { describe, expect, it } from 'vitest';
import { activityKeptMs } from '@/lib/domain/activity';
import { confirmScene, holdUp, kindsOf } from './support/confirm-scene';
import { accountId, hour, minute, userId } from './support/desk';
import { publicKeyOf, userIdOf } from './support/model-world';

const host = 'v.test';

describe('a check while somebody is being confirmed', () => {
  it.each([
    ['has not reached the server', 'there', '1'],
    ['was done, and its answer is on the way', 'back', ''],
  ] as const)('settles nothing that %s', async (_what, way, badge) => {
    const { desk, client, request, states } = await confirmScene(['accepted', 'invited']);
    const [a] = client.people;
    const held = holdUp('confirm ');
    desk.world[way] = held.wait;
    const sent = desk.watcher.answers.confirm(request(a!));
    await held.reached;
    await desk.later(2 * minute);
    expect(desk.calls('members').length).toBeGreaterThan(1);
    expect(await states()).toEqual({ [a!.id]: 'sending' });
    expect(desk.browser.badge).toMatchObject({ text: badge });
    held.open();
    expect(kindsOf(await sent)).toEqual(['confirmed']);
    expect(await states()).toEqual({ [a!.id]: 'confirmed' });
    expect(desk.browser.badge).toMatchObject({ text: '' });
  });

  it('does not bring back who was confirmed while its own answer was on the way', async () => {
    const { desk, client, request, states } = await confirmScene(['accepted', 'invited']);
    const [a] = client.people;
    const alerts = desk.alerts.length;
    const held = holdUp('members ');
    desk.world.back = held.wait;
    const checked = desk.later(2 * minute);
    await held.reached;
    expect(kindsOf(await desk.watcher.answers.confirm(request(a!)))).toEqual(['confirmed']);
    held.open();
    await checked;
    expect(await states()).toEqual({ [a!.id]: 'confirmed' });
    expect(desk.browser.badge).toMatchObject({ text: '' });
    expect(desk.screen).toEqual([]);
    await desk.later(2 * minute);
    expect(desk.alerts).toHaveLength(alerts);
  });
});

describe('the record', () => {
  it('notes that somebody’s words differed', async () => {
    const { desk, client, request, activity } = await confirmScene(['accepted']);
    const [a] = client.people;
    await desk.watcher.answers.noteMismatch({ ...request(), id: a!.id, publicKeyHash: 'ab12' });
    expect(await activity()).toMatchObject([
      { what: 'mismatch', place: client.id, publicKeyHash: 'ab12', person: { id: a!.id, userId: userIdOf(a!.id) } },
    ]);
    await desk.later(2 * minute);
    expect(a!.status).toBe('accepted');
    expect(desk.browser.badge).toMatchObject({ text: '1' });
  });

  it('is kept for ninety days, erased by hand, and goes with the account', async () => {
    const { desk, client, request, activity } = await confirmScene(['accepted', 'accepted', 'accepted']);
    const [a, b, c] = client.people;
    await desk.watcher.answers.confirm(request(a!));
    desk.browser.at += activityKeptMs - hour;
    await desk.watcher.answers.confirm(request(b!));
    expect((await activity()).map(({ person }) => person.id).sort()).toEqual([a!.id, b!.id].sort());
    desk.browser.at += 2 * hour;
    await desk.watcher.answers.noteMismatch({ ...request(), id: c!.id, publicKeyHash: 'ab12' });
    expect((await activity()).map(({ person }) => person.id).sort()).toEqual([b!.id, c!.id].sort());
    await desk.watcher.answers.eraseActivity({});
    expect(await activity()).toEqual([]);
    await desk.watcher.answers.confirm(request(c!));
    expect(await activity()).toHaveLength(1);
    await desk.watcher.answers.forgetAccount({ accountId: accountId(1) });
    expect(await activity()).toEqual([]);
  });

  it('of another account stays when one is forgotten, and goes when everything goes', async () => {
    const { desk, client, request, activity } = await confirmScene(['accepted', 'accepted']);
    const [a, b] = client.people;
    desk.user(2);
    await desk.add(2);
    await desk.watcher.answers.confirm(request(a!));
    await desk.watcher.answers.confirm({ ...request(b!), accountId: accountId(2) });
    await desk.watcher.answers.forgetAccount({ accountId: accountId(1) });
    expect((await activity()).map((record) => record.accountId)).toEqual([accountId(2)]);
    await desk.watcher.answers.eraseAll({});
    expect(await activity()).toEqual([]);
  });

  it('nothing is noted for an account or a provider that is gone', async () => {
    const { desk, client, request, activity } = await confirmScene(['accepted']);
    const mismatch = { ...request(), id: client.people[0]!.id, publicKeyHash: 'ab12' };
    await desk.watcher.answers.noteMismatch({ ...mismatch, providerId: 'unknown' });
    await desk.watcher.answers.noteMismatch({ ...mismatch, accountId: accountId(3) });
    expect(await activity()).toEqual([]);
  });
});

describe('looking again', () => {
  it('says what became of each, and whose doing it was', async () => {
    const { desk, client, request } = await confirmScene(['accepted', 'accepted', 'accepted', 'accepted']);
    const [a, b, c, d] = client.people;
    await desk.watcher.answers.confirm(request(a!));
    desk.world.confirm(b!, userId(2));
    client.people.splice(3, 1);
    const asked = { ...request(), ids: [a!, b!, c!, d!].map(({ id }) => id) };
    expect(await desk.watcher.answers.lookAgain(asked)).toEqual([
      { id: a!.id, kind: 'confirmed' },
      { id: b!.id, kind: 'already-confirmed', by: null, at: expect.any(Number) },
      { id: c!.id, kind: 'not-sent', failure: { kind: 'no-answer', host } },
      { id: d!.id, kind: 'left' },
    ]);
    expect(desk.browser.badge).toMatchObject({ text: '1' });
  });
});

describe('what opens the keys', () => {
  const ask = (fresh: boolean) => ({ accountId: accountId(1), fresh });

  it('comes with the token that is there, and a profile of now', async () => {
    const { desk, provider } = await confirmScene([]);
    const from = desk.world.log.length;
    const material = await desk.watcher.answers.unlockMaterial(ask(false));
    expect(desk.calls('', from)).toEqual(['profile']);
    expect(material).toEqual({
      ok: true,
      value: {
        email: `${userId(1)}@example.test`,
        sealed: { Key: expect.stringMatching(/^sealed for token/) },
        sealedAt: expect.any(Number),
        keys: {
          providers: [{ id: provider.id, key: `key of ${provider.id}` }],
          providerOrganizations: [],
          organizations: [],
        },
      },
    });
  });

  it('as the server has it now, at the cost of one sign-in', async () => {
    const { desk } = await confirmScene([]);
    const before = await desk.watcher.answers.unlockMaterial(ask(false));
    desk.browser.at += 30 * minute;
    const from = desk.world.log.length;
    const after = await desk.watcher.answers.unlockMaterial(ask(true));
    expect(desk.calls('', from).map((call) => call.split(' ')[0])).toEqual(['signIn', 'profile']);
    if (!before.ok || !after.ok) throw new Error('no material');
    expect(after.value.sealed).not.toEqual(before.value.sealed);
    expect(after.value.sealedAt).toBeGreaterThan(before.value.sealedAt);
    const again = desk.world.log.length;
    expect(await desk.watcher.answers.unlockMaterial(ask(false))).toEqual(after);
    expect(desk.calls('', again)).toEqual(['profile']);
  });

  it('tells of a changed role at once, as any reading of the profile does', async () => {
    const { desk, provider } = await confirmScene(['accepted'], ['accepted']);
    expect(desk.browser.badge).toMatchObject({ text: '2' });
    for (const { roles } of desk.world.accounts) roles.set(provider.id, 'service-user');
    expect(await desk.watcher.answers.unlockMaterial(ask(false))).toMatchObject({ ok: true });
    expect(desk.browser.badge).toMatchObject({ text: '1' });
  });

  it('a key that is refused stops the account, told of once', async () => {
    const { desk } = await confirmScene([]);
    desk.world.accounts.length = 0;
    expect(await desk.watcher.answers.unlockMaterial(ask(true))).toEqual({
      ok: false,
      failure: { kind: 'key-refused' },
    });
    expect(desk.browser.badge?.state).toBe('trouble');
    expect(desk.alerts).toHaveLength(1);
  });

  it('without permission nothing is asked of any server', async () => {
    const { desk, request } = await confirmScene(['accepted']);
    desk.browser.permitted = false;
    const from = desk.world.log.length;
    const failure = { kind: 'no-permission', host };
    expect(await desk.watcher.answers.unlockMaterial(ask(false))).toEqual({ ok: false, failure });
    expect(await desk.watcher.answers.publicKeys({ ...request(), ids: ['person1'] })).toEqual({ ok: false, failure });
    expect(desk.calls('', from)).toEqual([]);
  });

  it('of an account that is not there is no material, and no key', async () => {
    const { desk, request } = await confirmScene(['accepted']);
    const failure = { kind: 'key-lost' };
    expect(await desk.watcher.answers.unlockMaterial({ accountId: accountId(2), fresh: true })).toEqual({
      ok: false,
      failure,
    });
    const asked = { ...request(), accountId: accountId(2), ids: ['person1'] };
    expect(await desk.watcher.answers.publicKeys(asked)).toEqual({ ok: false, failure });
    expect(kindsOf(await desk.watcher.answers.lookAgain(asked))).toEqual(['not-allowed']);
  });
});

describe('public keys', () => {
  it('of those who wait; with a budget that is used up, when to ask again', async () => {
    const { desk, client, request } = await confirmScene(['accepted', 'invited']);
    const [a, b] = client.people;
    const asked = { ...request(), ids: [a!.id, b!.id] };
    const key = { id: a!.id, userId: userIdOf(a!.id), publicKey: publicKeyOf(a!.id) };
    const started = desk.browser.at;
    expect(await desk.watcher.answers.publicKeys(asked)).toEqual({ ok: true, value: [key] });
    for (let more = 0; more < 60; more += 1) await desk.watcher.answers.publicKeys(asked);
    const answer = await desk.watcher.answers.publicKeys(asked);
    if (answer.ok || answer.failure.kind !== 'rate-limited') throw new Error('there is budget left');
    expect(answer.failure.retryAt).toBeGreaterThan(started);
    expect(answer.failure.retryAt).toBeLessThanOrEqual(desk.browser.at + minute);
    // To somebody who confirms it is the same as a server that asks to wait: nothing was sent.
    expect(await desk.watcher.answers.confirm(request(a!))).toEqual([
      { id: a!.id, kind: 'not-sent', failure: answer.failure },
    ]);
  });
});
