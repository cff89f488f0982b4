/** The token is kept for its hour: each sign-in is a line in the provider's event log. */
import { describe, expect, it } from 'vitest';
import { placeRetryMs } from '@/lib/domain/plan';
import { createWatcher } from '@/lib/watch/watcher';
import { accountId, Desk, hour, minute } from './support/desk';

async function signedIn(): Promise<Desk> {
  const desk = new Desk();
  const provider = desk.provider();
  desk.client(provider, ['invited', 'confirmed']);
  desk.client(provider, ['confirmed']);
  desk.user();
  expect(await desk.add()).toMatchObject({ kind: 'connected' });
  expect(desk.calls('signIn')).toHaveLength(1);
  return desk;
}
const dead = { kind: 'token-dead' } as const;
const refused = { kind: 'refused', status: 403, what: 'GET /x' } as const;

describe('the token', () => {
  it('lives its whole hour, over every death of the worker', async () => {
    const desk = await signedIn();
    const end = desk.browser.at + 58 * minute;
    while (desk.browser.at < end) {
      desk.restart();
      await desk.later(2 * minute);
    }
    expect(desk.calls('clients').length).toBeGreaterThan(25);
    expect(desk.calls('signIn')).toHaveLength(1);
  });

  it('is renewed when its hour is over, once each', async () => {
    const desk = await signedIn();
    await desk.until(desk.browser.at + 10 * hour);
    expect(desk.calls('signIn').length).toBeLessThanOrEqual(11);
    expect(desk.calls('signIn').length).toBeGreaterThanOrEqual(10);
    expect(await desk.store.read(['accounts'], (tx) => tx.all('accounts'))).toMatchObject([{ failure: null }]);
  });

  it('is not used in its last minute: a request under way must not outlive it', async () => {
    const desk = await signedIn();
    const [token] = desk.browser.tokens.values();
    const end = token?.expiresAt ?? 0;
    await desk.later(end - 61_000 - desk.browser.at);
    expect(desk.calls('signIn')).toHaveLength(1);
    desk.browser.at = end - 30_000;
    await desk.watcher.checkNow(null);
    expect(desk.calls('signIn')).toHaveLength(2);
  });

  it('is renewed when a clock set back makes it look longer than any token lives', async () => {
    const desk = await signedIn();
    await desk.later(-3 * hour);
    expect(desk.calls('signIn')).toHaveLength(2);
  });

  it('goes with the browser, and is asked for again', async () => {
    const desk = await signedIn();
    desk.browser.tokens.clear();
    desk.restart();
    await desk.later(2 * minute);
    expect(desk.calls('signIn')).toHaveLength(2);
  });

  it('is renewed once when it is dead before its time, and the call is made again', async () => {
    const desk = await signedIn();
    desk.world.tokens.clear();
    const from = desk.world.log.length;
    await desk.later(2 * minute);
    expect(desk.calls('', from).map((call) => call.split(' ')[0])).toEqual([
      'clients',
      'signIn',
      'clients',
      'team',
      'members',
    ]);
    expect(await desk.store.read(['accounts'], (tx) => tx.all('accounts'))).toMatchObject([{ failure: null }]);
  });

  it.each<[string, (desk: Desk) => void]>([
    ['gone with the browser', (desk) => desk.browser.tokens.clear()],
    ['dead at the server', (desk) => desk.world.tokens.clear()],
  ])('that is %s is fetched once, however many calls find it so at the same time', async (_, lose) => {
    const desk = await signedIn();
    const asked = { accountId: accountId(1), providerId: desk.world.providers[0]!.id, place: 'team', ids: ['nobody'] };
    lose(desk);
    const from = desk.world.log.length;
    // As a page does that opens with the browser.
    const answers = await Promise.all([
      ...Array.from({ length: 9 }, () => desk.watcher.answers.publicKeys(asked)),
      desk.watcher.checkNow(null).then(() => ({ ok: true })),
      // A little later, when the new token is there, the answer to an old one comes in.
      desk.watcher.answers.testAccount({ accountId: accountId(1) }).then(({ kind }) => ({ ok: kind === 'connected' })),
    ]);
    expect(answers.filter(({ ok }) => !ok)).toEqual([]);
    expect(desk.calls('signIn', from)).toHaveLength(1);
    expect([...desk.browser.tokens.keys()]).toEqual([accountId(1)]);
  });

  it('is renewed each time it dies of age or of a restart of the server', async () => {
    const desk = await signedIn();
    for (let n = 0; n < 3; n++) {
      await desk.later(15 * minute);
      desk.world.tokens.clear();
      await desk.later(2 * minute);
    }
    expect(desk.calls('signIn')).toHaveLength(4);
    expect(await desk.store.read(['providers'], (tx) => tx.all('providers'))).toMatchObject([{ failure: null }]);
  });

  it('dead again just after it was renewed is a refusal, and no reason to sign in with every call', async () => {
    const desk = await signedIn();
    desk.world.intercept = (call) => (/^(profile|clients|team|members)/.test(call) ? dead : undefined);
    const start = desk.browser.at;
    await desk.later(2 * minute);
    expect(desk.calls('signIn')).toHaveLength(2);
    const [provider] = await desk.store.read(['providers'], (tx) => tx.all('providers'));
    expect(provider?.failure).toMatchObject({ kind: 'refused', status: 401 });
    await desk.until(start + 2 * hour);
    expect(desk.calls('signIn').length).toBeLessThanOrEqual(2 + 2 * 7);
    // And it mends by itself.
    desk.world.intercept = () => undefined;
    await desk.until(desk.browser.at + 30 * minute);
    expect(await desk.store.read(['providers'], (tx) => tx.all('providers'))).toMatchObject([{ failure: null }]);
  });

  it('is not dropped for a refusal: 403 concerns the place', async () => {
    const desk = await signedIn();
    desk.world.intercept = (call) => (call.startsWith('members') ? refused : undefined);
    await desk.until(desk.browser.at + 30 * minute);
    expect(desk.calls('signIn')).toHaveLength(1);
    expect(desk.browser.badge?.state).toBe('clear');
  });

  it('is renewed for a list that goes on being refused, never twice in a row', async () => {
    const desk = await signedIn();
    desk.world.intercept = (call) => (call.startsWith('clients') ? refused : undefined);
    const from = desk.world.log.length;
    await desk.later(2 * minute);
    // The profile is asked why; nothing else.
    expect(desk.calls('profile', from)).toHaveLength(1);
    expect(desk.calls('signIn', from)).toHaveLength(0);
    await desk.later(placeRetryMs);
    expect(desk.calls('signIn', from)).toHaveLength(1);
    for (let n = 0; n < 20; n++) await desk.later(placeRetryMs);
    expect(desk.calls('signIn', from)).toHaveLength(1);
    expect(desk.calls('profile', from).length).toBeLessThan(12);
  });
});

describe('an account that its owner deleted', () => {
  // server: until the token ends only the profile tells, with a 401 that has a body; a sign-in says it plainly.
  const unknown = { kind: 'refused', status: 401, what: 'GET /accounts/profile' } as const;

  it('is told of with the next profile, by one sign-in, and left alone from then on', async () => {
    const desk = await signedIn();
    desk.world.accounts.splice(0);
    desk.world.intercept = (call) => (call === 'profile' ? unknown : undefined);
    await desk.later(10 * minute);
    expect(desk.calls('signIn')).toHaveLength(2);
    expect(await desk.store.read(['accounts'], (tx) => tx.all('accounts'))).toMatchObject([
      { failure: { kind: 'key-refused' } },
    ]);
    expect(desk.browser.badge?.state).toBe('trouble');
    expect(desk.alerts).toHaveLength(1);
    await desk.until(desk.browser.at + 2 * hour);
    expect(desk.calls('signIn')).toHaveLength(2);
  });

  it('is not taken for that where the sign-in still works, and signs in no more than once an hour for it', async () => {
    const desk = await signedIn();
    desk.world.intercept = (call) => (call === 'profile' ? unknown : undefined);
    await desk.until(desk.browser.at + 55 * minute);
    expect(desk.calls('signIn')).toHaveLength(2);
    expect(await desk.store.read(['accounts'], (tx) => tx.all('accounts'))).toMatchObject([{ failure: unknown }]);
  });
});

describe('a changed role', () => {
  it('in the profile renews the token once, and what the role allows is read', async () => {
    const desk = new Desk();
    const provider = desk.provider();
    desk.person(provider.team, 'accepted');
    const roles = desk.user();
    roles.set(provider.id, 'service-user');
    await desk.add();
    expect(desk.browser.badge?.text).toBe('');
    roles.set(provider.id, 'provider-admin');
    await desk.until(desk.browser.at + 20 * minute);
    expect(desk.calls('signIn')).toHaveLength(2);
    expect(desk.browser.badge?.text).toBe('1');
    expect(desk.alerts).toEqual([
      `You are now a provider admin at ${provider.id}`,
      expect.stringMatching(/is waiting$/),
    ]);
  });

  it('for less takes the team away, and signs in once', async () => {
    const desk = new Desk();
    const provider = desk.provider();
    desk.person(provider.team, 'accepted');
    const roles = desk.user();
    await desk.add();
    expect(desk.browser.badge?.text).toBe('1');
    roles.set(provider.id, 'service-user');
    await desk.until(desk.browser.at + 20 * minute);
    expect(desk.calls('signIn')).toHaveLength(2);
    expect(desk.browser.badge?.text).toBe('');
    expect(desk.screen).toEqual([`You are now a service user at ${provider.id}`]);
  });

  it('that came between the token and the profile is found out by the refusal of the team', async () => {
    const desk = new Desk();
    const provider = desk.provider();
    desk.person(provider.team, 'accepted');
    const roles = desk.user();
    roles.set(provider.id, 'service-user');
    desk.world.intercept = (call) => {
      if (call === 'profile') roles.set(provider.id, 'provider-admin');
      return undefined;
    };
    await desk.add();
    await desk.until(desk.browser.at + 10 * minute);
    expect(desk.calls('signIn')).toHaveLength(2);
    expect(desk.browser.badge?.text).toBe('1');
  });

  it('of a provider that is new renews the token, too', async () => {
    const desk = new Desk();
    desk.provider();
    const roles = desk.user();
    await desk.add();
    const second = desk.provider();
    desk.client(second, ['accepted']);
    roles.set(second.id, 'service-user');
    await desk.until(desk.browser.at + 20 * minute);
    expect(desk.calls('signIn')).toHaveLength(2);
    expect(desk.browser.badge?.text).toBe('1');
  });
});

describe('an account that is forgotten while it is being read', () => {
  const turnsOf = async (turns: number): Promise<void> => {
    for (let n = 0; n < turns; n++) await Promise.resolve();
  };

  it('leaves no token behind, whenever that was', async () => {
    for (let turns = 0; turns < 700; turns += 7) {
      const desk = await signedIn();
      const { session } = desk.ports;
      // A store that takes its time, so that everything else can come in between.
      const slow = { ...session, get: (id: string) => session.get(id).then((t) => turnsOf(40).then(() => t)) };
      desk.watcher = createWatcher({ ...desk.ports, session: slow });
      desk.browser.tokens.clear();
      desk.browser.at += 10 * minute;
      const run = desk.watcher.tick();
      await turnsOf(turns);
      await Promise.all([run, desk.watcher.answers.forgetAccount({ accountId: accountId(1) })]);
      expect([...desk.browser.tokens.keys()], `after ${turns} turns`).toEqual([]);
    }
  });
});
