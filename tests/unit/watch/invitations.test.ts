/** Invitations that end: told of once when it is a day away and once when it is over, and taken back when it is not. */
import { describe, expect, it, test } from 'vitest';
import type { Failure } from '@/lib/domain/failure';
import { TEAM } from '@/lib/domain/model';
import { type Desk, hour, minute } from './support/desk';
import type { ModelClient, ModelPerson, ModelProvider } from './support/model-world';
import { at, scene } from './support/scene';

interface Stage {
  readonly desk: Desk;
  readonly provider: ModelProvider;
  readonly client: ModelClient;
  readonly person: ModelPerson;
}

/** Somebody is invited at a client, and first seen at 9:02 on the first day. */
async function stage(): Promise<Stage> {
  const { desk, provider, client } = await scene();
  const person = desk.person(client.people);
  await desk.later(2 * minute);
  // Days go by: the fewer checks, the sooner.
  await desk.prefer({ checkEveryMinutes: 30 });
  return { desk, provider, client, person };
}
const about = (person: ModelPerson): string => `${person.id}@example.test’s invitation`;
const seen = at(9, 2);
const told = (desk: Desk): string[] => desk.alerts.filter((title) => title.includes('invitation'));
const journal = (desk: Desk) => desk.store.read(['journal'], (tx) => tx.all('journal'));
const known = async (desk: Desk, place: string) =>
  (await desk.store.read(['places'], (tx) => tx.all('places'))).find((one) => one.place === place)?.people ?? [];

describe('the end of an invitation', () => {
  it('is told of a day before and when it has come, once each, and not of those whom nobody knows the date of', async () => {
    const { desk, person } = await stage();
    await desk.until(seen + 96 * hour - minute);
    expect(told(desk)).toEqual([]);
    await desk.until(seen + 96 * hour + 3 * minute);
    expect(told(desk)).toEqual([`${about(person)} ends Thu 9:02 AM`]);
    desk.restart();
    await desk.until(seen + 120 * hour - minute);
    expect(told(desk)).toHaveLength(1);
    await desk.until(seen + 200 * hour);
    expect(told(desk)).toEqual([`${about(person)} ends Thu 9:02 AM`, `${about(person)} has ended`]);
  });

  it('has the alarm ring for it even where nothing else is due so soon', async () => {
    const { desk } = await stage();
    await desk.prefer({ checkEveryMinutes: 60 });
    await desk.until(seen + 96 * hour + minute);
    expect(told(desk)).toHaveLength(1);
    await desk.until(seen + 120 * hour + minute);
    expect(told(desk)).toHaveLength(2);
  });

  it('is told of by the date that somebody told, and anew for a new invitation', async () => {
    const { desk, client, provider } = await stage();
    const first = client.people[0];
    if (first === undefined) throw new Error('nobody');
    const [place] = await desk.store.read(['places'], (tx) =>
      tx.all('places').then((all) => all.filter((one) => one.place === client.id)),
    );
    const invited = (when: number) =>
      desk.watcher.answers.invited({
        accountId: place?.accountId ?? '',
        providerId: provider.id,
        place: client.id,
        sent: [{ email: `${first.id}@example.test`, at: when }],
      });
    await invited(seen - 97 * hour);
    await desk.later(2 * minute);
    expect(told(desk)).toEqual([`${about(first)} ends Sun 8:02 AM`]);
    expect(desk.screen).toHaveLength(1);
    await invited(desk.browser.at);
    await desk.later(2 * minute);
    expect(desk.screen).toEqual([]);
    await desk.until(seen + 95 * hour);
    expect(told(desk)).toHaveLength(1);
    await desk.until(seen + 98 * hour);
    expect(told(desk).at(-1)).toBe('2 invitations end within a day');
  });

  test.each<[string, (stage: Stage) => void]>([
    ['accepts', ({ person }) => Object.assign(person, { status: 'accepted' })],
    ['is removed', ({ client, person }) => client.people.splice(client.people.indexOf(person), 1)],
    ['goes with the client', ({ provider }) => provider.clients.splice(0)],
  ])('is taken back when the person %s', async (_, change) => {
    const s = await stage();
    await s.desk.until(seen + 97 * hour);
    expect(s.desk.screen).toHaveLength(1);
    change(s);
    await s.desk.watcher.checkNow(null);
    expect(s.desk.screen.filter((title) => title.includes('invitation'))).toEqual([]);
  });

  it('of several at once is one notice, and in the journal each is named', async () => {
    const { desk, client, provider } = await scene();
    const people = [desk.person(client.people), desk.person(client.people), desk.person(provider.team)];
    await desk.later(2 * minute);
    await desk.until(seen + 97 * hour);
    expect(told(desk)).toEqual(['3 invitations end within a day']);
    expect(await journal(desk)).toMatchObject([
      { what: 'noticed', kind: 'invitation', count: 3, providerId: provider.id },
    ]);
    const [entry] = await journal(desk);
    expect(entry?.what === 'noticed' ? [...entry.names].sort() : []).toEqual(
      people.map(({ id }) => `${id}@example.test`).sort(),
    );
  });

  it('is nothing to tell where it is switched off or the client is muted, and stays so', async () => {
    const { desk } = await stage();
    await desk.prefer({ notifyInvitations: false });
    await desk.until(seen + 97 * hour);
    await desk.prefer({ notifyInvitations: true });
    await desk.until(seen + 119 * hour);
    expect(told(desk)).toEqual([]);
    await desk.until(seen + 121 * hour);
    expect(told(desk)).toHaveLength(1);
    await desk.prefer({ notifyInvitations: false });
    expect(desk.screen).toEqual([]);
  });

  it('waits for the end of a pause', async () => {
    const { desk } = await stage();
    await desk.watcher.answers.pause({ until: seen + 100 * hour });
    await desk.until(seen + 99 * hour);
    expect(told(desk)).toEqual([]);
    await desk.until(seen + 101 * hour);
    expect(told(desk)).toHaveLength(1);
  });

  it('after days without a look is told of as it is by then', async () => {
    const { desk, person } = await stage();
    desk.browser.at = seen + 130 * hour;
    await desk.watcher.tick();
    expect(told(desk)).toEqual([`${about(person)} has ended`]);
  });
});

describe('"Send again"', () => {
  it('invites anew, keeps when, writes it down and says so', async () => {
    const { desk, client, person } = await stage();
    await desk.until(seen + 97 * hour);
    const before = desk.world.log.length;
    await desk.press('send-again');
    expect(desk.calls('POST', before)).toEqual(['POST /organizations/{o}/users/reinvite']);
    expect(desk.screen).toEqual([`Sent again to ${person.id}@example.test`]);
    expect((await known(desk, client.id)).find(({ id }) => id === person.id)?.invitedAt).toBe(seen + 97 * hour);
    expect((await journal(desk)).filter(({ what }) => what === 'resend')).toMatchObject([
      { state: 'done', place: client.id, people: [{ email: `${person.id}@example.test` }] },
    ]);
    await desk.until(seen + 190 * hour);
    expect(told(desk)).toHaveLength(1);
  });

  it('pressed twice sends one mail', async () => {
    const { desk } = await stage();
    await desk.until(seen + 97 * hour);
    const before = desk.world.log.length;
    await Promise.all([desk.press('send-again'), desk.press('send-again')]);
    expect(desk.calls('POST', before)).toHaveLength(1);
  });

  it('goes to the team by the team’s own route', async () => {
    const { desk, provider } = await scene();
    desk.person(provider.team);
    await desk.later(2 * minute);
    await desk.until(seen + 97 * hour);
    await desk.press('send-again');
    expect(desk.calls('POST').at(-1)).toBe('POST /providers/{p}/users/reinvite');
    expect((await known(desk, TEAM))[0]?.invitedAt).toBe(seen + 97 * hour);
  });

  test.each<[string, Failure, string, string]>([
    ['a refusal', { kind: 'rejected', status: 400, what: 'x', sentence: 'User invalid.' }, 'Not sent again', 'refused'],
    [
      'a silence that was asked for',
      { kind: 'rate-limited', host: 'v.test', retryAt: null },
      'Not sent again',
      'unsent',
    ],
    ['a line that breaks', { kind: 'no-answer', host: 'v.test' }, 'No answer about', 'sent'],
  ])('says what became of it after %s', async (_, failure, title, state) => {
    const { desk } = await stage();
    await desk.until(seen + 97 * hour);
    desk.world.faults.push(failure);
    await desk.press('send-again');
    expect(desk.screen[0]).toContain(title);
    expect((await journal(desk)).filter(({ what }) => what === 'resend')).toMatchObject([{ state }]);
  });
});
