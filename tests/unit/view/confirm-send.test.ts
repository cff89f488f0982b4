import { describe, expect, it, vi } from 'vitest';
import { fail, succeed } from '@/lib/domain/failure';
import { createKeyrings } from '@/lib/view/confirm/keyrings';
import { checkOf } from '@/lib/view/confirm/people';
import { send } from '@/lib/view/confirm/send';
import { deriveHere, openAsNewcomer } from '../crypto/support';
import { person, place } from '../domain/samples';
import {
  allConfirmed,
  confirm,
  harbour,
  lines,
  makeKeys,
  openUnlocked,
  pair,
  password,
  priya,
  readingOf,
  sam,
  start,
  tom,
  userIdOf,
} from './confirm-desk';

vi.setConfig({ testTimeout: 30_000 });

describe('what is sent', () => {
  it('opens, for each newcomer, to exactly the key of their place', async () => {
    const keys = await makeKeys();
    const desk = await openUnlocked({ keys });
    await confirm(desk, priya, tom, sam);
    const opened = desk.requests('confirm').flatMap(({ place: where, people }) =>
      people.map(({ id, sealedKey }) => {
        const at = ['priya', 'sam', 'tom'].indexOf(id) + 1;
        return [where, id, openAsNewcomer(pair(at).privateKey, sealedKey)];
      }),
    );
    expect(opened).toEqual([
      ['team', 'priya', keys.provider],
      ['team', 'sam', keys.provider],
      ['1', 'tom', keys.client],
    ]);
  });

  it('goes with what was compared: the key, its hash, the user, the way', async () => {
    const desk = await openUnlocked({ who: [priya, sam] });
    await desk.model.step(priya, { do: 'give', text: desk.phrase(priya).join(' ') });
    await desk.model.step(sam, { do: 'show-all' });
    await desk.model.step(sam, { do: 'hear', heard: true });
    await desk.model.confirm();
    const [request] = desk.requests('confirm');
    expect(request).toMatchObject({ accountId: 'a', providerId: 'p', place: 'team', collectionName: null });
    expect(request?.people.map(({ id, userId, way, publicKey }) => [id, userId, way, publicKey])).toEqual([
      ['priya', userIdOf('priya'), 'whole-phrase', pair(1).publicKey],
      ['sam', userIdOf('sam'), 'all-five', pair(2).publicKey],
    ]);
    expect(request?.people[0]?.publicKeyHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('leaves out everybody who was not compared', async () => {
    const desk = await openUnlocked();
    await confirm(desk, sam);
    expect(desk.requests('confirm').map(({ people }) => people.map(({ id }) => id))).toEqual([['sam']]);
    // They are not in the result either; one can go on to them.
    expect(lines(desk).map(([name]) => name)).toEqual(['Sam Lee']);
    expect(desk.model.others.value).toBe(2);
    desk.model.goOn();
    expect(desk.model.stage.value).toBe('compare');
    expect(desk.model.shown.value.map(({ key }) => key)).toEqual([priya, tom]);
  });

  it('is nothing, where nobody was compared', async () => {
    const desk = await openUnlocked();
    await desk.model.confirm();
    expect(desk.requests('confirm')).toEqual([]);
    expect(desk.model.stage.value).toBe('compare');
  });

  it.each<[string, boolean | null, boolean]>([
    ['gives its members one', true, true],
    ['does not say', null, true],
    ['gives its members none', false, false],
  ])('names the default collection where the client %s', async (_, useMyItems, wanted) => {
    const keys = await makeKeys();
    const [client] = keys.material.keys.providerOrganizations;
    const material = {
      ...keys.material,
      keys: { ...keys.material.keys, providerOrganizations: client === undefined ? [] : [{ ...client, useMyItems }] },
    };
    const desk = await openUnlocked({ who: [tom], handlers: { unlockMaterial: () => succeed(material) } });
    await confirm(desk, tom);
    expect(desk.requests('confirm')[0]?.collectionName).toEqual(wanted ? expect.stringMatching(/^2\./) : null);
  });

  it('is at most a hundred at a time', async () => {
    const people = Array.from({ length: 103 }, (_, at) => person(`m${at}`, { waitingSince: at }));
    const desk = await openUnlocked({ overview: harbour({ places: [place('1', people)] }) });
    await desk.settle();
    await confirm(desk, ...people.map(({ id }) => `a/p/1/${id}`));
    expect(desk.requests('confirm').map(({ people: sent }) => sent.length)).toEqual([100, 3]);
    expect(desk.text(desk.model.title.value)).toBe('103 confirmed');
  });

  it('asks for the profile anew where it lacks the client, and then says that the key cannot be opened', async () => {
    const keys = await makeKeys();
    const without = { ...keys.material, keys: { ...keys.material.keys, providerOrganizations: [] } };
    let asked = 0;
    const desk = await openUnlocked({
      who: [tom],
      handlers: { unlockMaterial: () => succeed(++asked === 1 ? without : keys.material) },
    });
    await confirm(desk, tom);
    expect(desk.requests('unlockMaterial').map(({ fresh }) => fresh)).toEqual([false, false]);
    expect(desk.text(desk.model.title.value)).toBe('1 confirmed');

    const never = await openUnlocked({ who: [tom], handlers: { unlockMaterial: () => succeed(without) } });
    await confirm(never, tom);
    expect(never.requests('unlockMaterial')).toHaveLength(2);
    expect(never.requests('confirm')).toEqual([]);
    expect(lines(never)).toEqual([
      [
        'Tom Okafor',
        false,
        'Your key does not open Brightwater’s key. It may have been renewed. Check again, then unlock once more.',
        'compare',
      ],
    ]);
    never.model.next(tom, 'compare');
    expect(never.model.stage.value).toBe('unlock');
  });

  it('is stopped by a key of another provider', async () => {
    const keys = await makeKeys();
    const foreign = await makeKeys();
    const [mine] = keys.material.keys.providers;
    const material = {
      ...keys.material,
      keys: { ...foreign.material.keys, providers: mine === undefined ? [] : [mine] },
    };
    const desk = await openUnlocked({ who: [tom, priya], handlers: { unlockMaterial: () => succeed(material) } });
    await confirm(desk, tom, priya);
    expect(desk.requests('confirm').map(({ place: where }) => where)).toEqual(['team']);
    expect(desk.text(desk.model.title.value)).toBe('1 confirmed, 1 not');
  });
});

describe('while it is sent', () => {
  it('tells how far it is, stops after the place under way, and keeps what was not sent', async () => {
    const going: (() => void)[] = [];
    const desk = await openUnlocked({
      handlers: {
        confirm: (request) =>
          new Promise((resolve) => {
            going.push(() => resolve(allConfirmed(request)));
          }),
      },
    });
    for (const key of [priya, tom, sam]) await desk.hear(key);
    const ended = desk.model.confirm();
    await vi.waitFor(() => expect(going).toHaveLength(1), { timeout: 4_000 });
    expect(desk.model.stage.value).toBe('sending');
    expect(desk.model.sending.value).toEqual({ at: 2, done: 0, total: 3, stopping: false });
    // Neither a second click nor another address disturbs it.
    await desk.model.confirm();
    desk.model.follow([sam]);
    desk.model.stopSending();
    going[0]?.();
    await ended;
    expect(desk.requests('confirm')).toHaveLength(1);
    expect(lines(desk)).toEqual([
      [
        'Tom Okafor',
        false,
        'Not sent: you stopped before it was their turn. Your comparison is kept for 10 minutes.',
        'again',
      ],
      ['Priya Nair', true, 'Confirmed as service user.', null],
      ['Sam Lee', true, 'Confirmed as provider admin.', null],
    ]);
  });

  it('a locking lets the place under way come to its end, and sends no other', async () => {
    const going: (() => void)[] = [];
    const desk = await openUnlocked({
      handlers: {
        confirm: (request) =>
          new Promise((resolve) => {
            going.push(() => resolve(allConfirmed(request)));
          }),
      },
    });
    for (const key of [priya, tom]) await desk.hear(key);
    const ended = desk.model.confirm();
    await vi.waitFor(() => expect(going).toHaveLength(1), { timeout: 4_000 });
    desk.model.lock();
    going[0]?.();
    await ended;
    expect(desk.requests('confirm')).toHaveLength(1);
    expect(lines(desk)).toEqual([
      ['Tom Okafor', false, 'Locked before it was sent. Unlock and compare again.', 'compare'],
      ['Priya Nair', true, 'Confirmed as service user.', null],
    ]);
  });

  it('"Done" leads back to the queue', async () => {
    const desk = await openUnlocked({ who: [tom] });
    await confirm(desk, tom);
    desk.model.done();
    expect(desk.gone).toEqual(['#/waiting']);
  });
});

it('asks for keys, and confirms: two messages for a hundred of one client, and none of them holds a secret', async () => {
  const people = Array.from({ length: 100 }, (_, at) => person(`m${at}`, { waitingSince: at }));
  const keys = await makeKeys();
  const desk = await openUnlocked({ keys, overview: harbour({ places: [place('1', people)] }) });
  await desk.settle();
  await confirm(desk, ...people.map(({ id }) => `a/p/1/${id}`));
  expect(desk.asked.map(({ name }) => name)).toEqual(['unlockMaterial', 'publicKeys', 'confirm']);
  const said = JSON.stringify(desk.asked);
  for (const secret of [keys.provider, keys.client, desk.phrase('a/p/1/m0').join('-')])
    expect(said).not.toContain(secret);
});

it('tells of a reading that failed without losing what was compared', async () => {
  const desk = await openUnlocked({
    handlers: {
      publicKeys: ({ place: where, ids }) =>
        where === 'team' ? fail({ kind: 'offline' }) : succeed(ids.map((id) => readingOf(harbour(), id))),
    },
  });
  await confirm(desk, tom);
  expect(desk.text(desk.model.title.value)).toBe('1 confirmed');
  expect(desk.model.others.value).toBe(2);
});

it('whoever was not compared goes no further than to the seal, even if asked for', async () => {
  const desk = await openUnlocked({ who: [tom] });
  const [candidate] = desk.model.candidates.value;
  const check = candidate === undefined ? null : checkOf(candidate);
  if (candidate === undefined || check === null) throw new Error('nobody to send');
  const keys = await makeKeys();
  const ask = vi.fn(async () => succeed(keys.material) as never);
  const keyrings = createKeyrings({ ask, now: () => start, derive: deriveHere });
  await keyrings.unlock('a', password, {
    since: start,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  const endings: unknown[] = [];
  await send([{ key: tom, waiting: candidate.waiting, check }], {
    ask,
    keyrings,
    collectionName: () => 'My items',
    now: () => start,
    mayGoOn: () => true,
    pause: async () => undefined,
    stillSame: async (those) => those,
    onPlace: () => undefined,
    onEnding: (_, ending) => endings.push(ending),
  });
  expect(endings).toEqual([{ id: 'tom', kind: 'not-sealed' }]);
  expect(ask).toHaveBeenCalledTimes(1);
});
