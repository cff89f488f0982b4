/** What people have done for clients and members, as the worker carries it out. */
import { describe, expect, it } from 'vitest';
import { activityKeptMs } from '@/lib/domain/activity';
import type { Deed } from '@/lib/domain/journal';
import { TEAM } from '@/lib/domain/model';
import { Desk, hour, accountId as idOf } from './support/desk';

const accountId = idOf(1);

const deed = (more: Partial<Deed> = {}): Deed => ({
  id: 'd1',
  at: 0,
  accountId,
  account: 'ada',
  providerId: 'p',
  providerName: null,
  place: TEAM,
  clientName: null,
  what: 'invite',
  state: 'sent',
  people: [],
  sentence: null,
  ...more,
});

async function signedIn() {
  const desk = new Desk();
  const provider = desk.provider();
  const shop = desk.client(provider, ['invited', 'confirmed']);
  desk.user();
  expect(await desk.add()).toMatchObject({ kind: 'connected' });
  return { desk, provider, shop };
}
const all = <T extends 'journal' | 'history' | 'places'>(desk: Desk, table: T) =>
  desk.store.read([table], (tx) => tx.all(table));

describe('a deed in the journal', () => {
  it('takes the place of what was written of it before, and the old ones go', async () => {
    const { desk } = await signedIn();
    const now = desk.browser.at;
    await desk.watcher.answers.note(deed({ id: 'old', at: now - activityKeptMs - 1 }));
    await desk.watcher.answers.note(deed({ at: now }));
    await desk.watcher.answers.note(deed({ at: now, state: 'done' }));
    expect(await all(desk, 'journal')).toMatchObject([{ id: 'd1', state: 'done' }]);
  });

  it('of an account that was forgotten is not kept, and goes with it', async () => {
    const { desk } = await signedIn();
    await desk.watcher.answers.note(deed({ accountId: 'nobody' }));
    expect(await all(desk, 'journal')).toEqual([]);
    await desk.watcher.answers.note(deed());
    await desk.watcher.answers.forgetAccount({ accountId });
    expect([await all(desk, 'journal'), await all(desk, 'history')]).toEqual([[], []]);
  });

  it('goes when the record is erased', async () => {
    const { desk } = await signedIn();
    await desk.watcher.answers.note(deed());
    await desk.watcher.answers.eraseActivity({});
    expect(await all(desk, 'journal')).toEqual([]);
  });
});

describe('when somebody was invited', () => {
  it('is kept for whoever is invited, if it is later than what is known, over the next readings', async () => {
    const { desk, provider, shop } = await signedIn();
    const where = { accountId, providerId: provider.id, place: shop.id };
    const [person] = (await all(desk, 'places')).flatMap(({ people }) => people);
    const email = (person?.email ?? '').toUpperCase();
    const note = (at: number) => desk.watcher.answers.invited({ ...where, sent: [{ email, at }] });
    const known = async () => (await all(desk, 'places')).flatMap(({ people }) => people.map((one) => one.invitedAt));
    await note(500);
    await note(400);
    await desk.watcher.checkNow(null);
    expect(await known()).toEqual([500]);
    await note(600);
    expect(await known()).toEqual([600]);
    await desk.watcher.answers.invited({ ...where, place: 'nowhere', sent: [{ email, at: 700 }] });
    expect(await known()).toEqual([600]);
  });
});

describe('the history of seats', () => {
  it('has a first step for each client, and one more for each day that changed something', async () => {
    const { desk, shop } = await signedIn();
    const steps = async () => (await all(desk, 'history')).find(({ clientId }) => clientId === shop.id)?.steps ?? [];
    const [first] = await steps();
    expect(first).toMatchObject({ used: 2 });
    await desk.later(26 * hour);
    expect(await steps()).toHaveLength(1);
    desk.person(shop.people);
    await desk.watcher.checkNow(null);
    desk.person(shop.people);
    await desk.later(hour / 2);
    const after = await steps();
    expect(after.map(({ used }) => used)).toEqual([2, 4]);
  });
});

describe('an errand', () => {
  it('of an account that is gone is not sent', async () => {
    const { desk } = await signedIn();
    const before = desk.world.log.length;
    const request = { call: 'GET /organizations/{o}', ids: { o: 'x' } } as const;
    expect(await desk.watcher.answers.errand({ accountId: 'nobody', ...request })).toMatchObject({ ok: false });
    expect(desk.world.log).toHaveLength(before);
  });
});
