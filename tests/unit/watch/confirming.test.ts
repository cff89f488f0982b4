/** Letting people in: what is sent, what is read afterwards, and what is said of each person. */
import { describe, expect, it } from 'vitest';
import { comparedOf, confirmScene } from './support/confirm-scene';

describe('confirming people of one client', () => {
  it('takes keys, confirmation and the list again, and everything follows at once', async () => {
    const { desk, client, request, activity } = await confirmScene(['accepted', 'accepted', 'confirmed']);
    const [a, b] = client.people;
    expect(desk.browser.badge).toMatchObject({ state: 'waiting', text: '2' });
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
    const records = await activity();
    expect(records.map(({ person }) => person.id).sort()).toEqual([a!.id, b!.id].sort());
    expect(records.every((record) => record.what === 'confirm' && record.state === 'confirmed')).toBe(true);
  });
});
