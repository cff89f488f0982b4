import { describe, expect, it, vi } from 'vitest';
import type { ConfirmOutcome } from '@/lib/domain/confirmation';
import type { Failure } from '@/lib/domain/failure';
import { fail, succeed } from '@/lib/domain/failure';
import { openAsNewcomer } from '../crypto/support';
import { person, place } from '../domain/samples';
import {
  allConfirmed,
  type ConfirmDesk,
  harbour,
  makeKeys,
  minute,
  openUnlocked,
  pair,
  priya,
  readingOf,
  sam,
  start,
  tom,
  userIdOf,
} from './confirm-desk';

vi.setConfig({ testTimeout: 30_000 });

/** Compares people, and confirms them. */
async function confirm(desk: ConfirmDesk, ...keys: string[]): Promise<void> {
  for (const key of keys) await desk.hear(key);
  await desk.model.confirm();
  await desk.settle();
}

const lines = (desk: ConfirmDesk) =>
  desk.model.lines.value.map(({ name, done, sentences, next }) => [
    name,
    done,
    sentences.map((words) => desk.text(words)).join(' '),
    next,
  ]);

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
        "Your key does not open Brightwater's key. It may have been renewed. Check again, then unlock once more.",
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

describe('what became of each', () => {
  const busy: Failure = { kind: 'server-error', host: 'h', status: 503 };
  it.each<[string, ConfirmOutcome, boolean, string, string | null]>([
    ['confirmed', { id: 'tom', kind: 'confirmed' }, true, 'Confirmed.', null],
    [
      'someone was faster',
      { id: 'tom', kind: 'already-confirmed', by: 'Lena Fischer', at: start },
      true,
      'Already confirmed by Lena Fischer at 09:00. Nothing to do.',
      null,
    ],
    [
      'someone was faster, at an unknown hour',
      { id: 'tom', kind: 'already-confirmed', by: 'Lena Fischer', at: null },
      true,
      'Already confirmed by Lena Fischer. Nothing to do.',
      null,
    ],
    [
      'someone unknown was faster',
      { id: 'tom', kind: 'already-confirmed', by: null, at: null },
      true,
      'Already confirmed by someone else.',
      null,
    ],
    [
      'key changed',
      { id: 'tom', kind: 'key-changed', key: readingOf(harbour(), 'tom', 9) },
      false,
      'The phrase changed after you compared it, so we stopped. Ask Tom to read it again.',
      'compare',
    ],
    ['left', { id: 'tom', kind: 'left' }, false, 'Tom was removed or withdrew. Nothing to do.', null],
    [
      'refused with a sentence',
      { id: 'tom', kind: 'refused', sentence: 'No two-step login.' },
      false,
      'The client\'s rules refuse this person: "No two-step login.".',
      'vault',
    ],
    [
      'refused without a word',
      { id: 'tom', kind: 'refused', sentence: null },
      false,
      'The server did not confirm Tom, and did not say why.',
      'vault',
    ],
    [
      'not allowed',
      { id: 'tom', kind: 'not-allowed' },
      false,
      'Your role no longer allows this. Ask a provider admin.',
      null,
    ],
    [
      'busy',
      { id: 'tom', kind: 'not-sent', failure: busy },
      false,
      'The server was too busy to answer. Your comparison is kept for 10 minutes.',
      'again',
    ],
    [
      'offline',
      { id: 'tom', kind: 'not-sent', failure: { kind: 'offline' } },
      false,
      'You are offline. Your comparison is kept for 10 minutes.',
      'again',
    ],
    ['unknown', { id: 'tom', kind: 'unknown', failure: busy }, false, 'No answer, so we do not know.', 'check'],
  ])('%s', async (_, outcome, done, text, next) => {
    const desk = await openUnlocked({ who: [tom], handlers: { confirm: () => [outcome] } });
    await confirm(desk, tom);
    expect(desk.model.stage.value).toBe('result');
    expect(lines(desk)).toEqual([['Tom Okafor', done, text, next]]);
  });

  it('says of the team as what, and whose rules', async () => {
    const desk = await openUnlocked({
      who: [priya, sam],
      handlers: {
        confirm: () => [
          { id: 'priya', kind: 'confirmed' },
          { id: 'sam', kind: 'refused', sentence: 'Bars.' },
        ],
      },
    });
    await confirm(desk, priya, sam);
    expect(lines(desk)).toEqual([
      ['Sam Lee', false, 'The server refuses this person: "Bars.".', 'vault'],
      ['Priya Nair', true, 'Confirmed as service user.', null],
    ]);
    desk.model.next(sam, 'vault');
    expect(desk.requests('openVault')[0]?.url).toContain('/providers/p/manage/members');
  });

  it('puts those not confirmed first, and counts', async () => {
    const desk = await openUnlocked({
      handlers: {
        confirm: ({ people }) =>
          people.map(({ id }) =>
            id === 'tom'
              ? { id, kind: 'left' }
              : id === 'sam'
                ? { id, kind: 'not-allowed' }
                : { id, kind: 'confirmed' },
          ),
      },
    });
    await confirm(desk, priya, tom, sam);
    expect(lines(desk).map(([name]) => name)).toEqual(['Sam Lee', 'Tom Okafor', 'Priya Nair']);
    expect(desk.text(desk.model.title.value)).toBe('1 confirmed, 2 not');
    expect(desk.text(desk.model.lead.value)).toBe('One person below still waits. Nothing else changed.');
    await desk.model.copyResult((words) => desk.text(words));
    expect(desk.copied[0]?.split('\n').slice(1)).toEqual([
      '1 confirmed, 2 not',
      'Sam Lee (Harbour IT, provider admin): Your role no longer allows this. Ask a provider admin.',
      'Tom Okafor (Brightwater): Tom was removed or withdrew. Nothing to do.',
      'Priya Nair (Harbour IT, service user): Confirmed as service user.',
    ]);
  });

  it('of whom the answer does not speak, nothing is known', async () => {
    const desk = await openUnlocked({
      who: [priya, sam],
      handlers: { confirm: () => [{ id: 'sam', kind: 'confirmed' }] },
    });
    await confirm(desk, priya, sam);
    expect(lines(desk)[0]).toEqual(['Priya Nair', false, 'No answer, so we do not know.', 'check']);
    expect(desk.text(desk.model.lead.value)).toContain('Of one person we do not know yet.');
  });
});

describe('a worker that dies', () => {
  const dies = { confirm: () => Promise.reject(new Error('gone')) };
  it('is asked again what became of them, before anything is said', async () => {
    const desk = await openUnlocked({
      who: [tom],
      handlers: { ...dies, lookAgain: () => [{ id: 'tom', kind: 'confirmed' }] },
    });
    await confirm(desk, tom);
    expect(desk.requests('lookAgain')).toEqual([{ accountId: 'a', providerId: 'p', place: '1', ids: ['tom'] }]);
    expect(lines(desk)).toEqual([['Tom Okafor', true, 'Confirmed.', null]]);
  });

  it('and cannot say it: nothing is offered but to look, by hand or when the network is back', async () => {
    const desk = await openUnlocked({
      who: [tom],
      handlers: { ...dies, lookAgain: () => Promise.reject(new Error('gone')) },
    });
    await confirm(desk, tom);
    expect(lines(desk)[0]?.[3]).toBe('check');
    desk.model.next(tom, 'check');
    await desk.settle();
    expect(lines(desk)[0]?.[3]).toBe('check');
    desk.online.value = false;
    desk.handlers.lookAgain = () => [{ id: 'tom', kind: 'not-sent', failure: { kind: 'offline' } }];
    desk.online.value = true;
    await desk.settle();
    expect(lines(desk)[0]?.[3]).toBe('again');
    expect(desk.requests('confirm')).toHaveLength(1);
  });

  it('says that it is looking while it looks', async () => {
    let answer = (_: readonly ConfirmOutcome[]): void => undefined;
    const desk = await openUnlocked({
      who: [tom],
      handlers: { confirm: () => [{ id: 'tom', kind: 'unknown', failure: { kind: 'offline' } }] },
    });
    await confirm(desk, tom);
    desk.handlers.lookAgain = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    desk.model.next(tom, 'check');
    expect(lines(desk)).toEqual([['Tom Okafor', false, 'No answer, so we do not know. Checking now…', null]]);
    desk.model.next(tom, 'check');
    answer([{ id: 'tom', kind: 'left' }]);
    await desk.settle();
    expect(desk.requests('lookAgain')).toHaveLength(1);
    expect(lines(desk)[0]?.[2]).toContain('withdrew');
  });
});

describe('trying again', () => {
  const failing = { confirm: (): ConfirmOutcome[] => [{ id: 'tom', kind: 'not-sent', failure: { kind: 'offline' } }] };

  it('keeps the comparison for ten minutes, and sends the same key', async () => {
    const desk = await openUnlocked({ who: [tom], handlers: failing });
    await confirm(desk, tom);
    desk.handlers.confirm = allConfirmed;
    desk.pass(9 * minute);
    desk.model.next(tom, 'again');
    await desk.settle();
    expect(desk.requests('confirm').map(({ people }) => people[0]?.publicKey)).toEqual([
      pair(3).publicKey,
      pair(3).publicKey,
    ]);
    expect(lines(desk)).toEqual([['Tom Okafor', true, 'Confirmed.', null]]);
  });

  it('compares anew after that, though somebody was at the computer all the time', async () => {
    const desk = await openUnlocked({ who: [tom], handlers: failing });
    await confirm(desk, tom);
    for (let gone = 0; gone < 10; gone += 1) {
      desk.pass(minute);
      desk.model.use();
    }
    expect(lines(desk)[0]?.[3]).toBe('compare');
    desk.model.next(tom, 'again');
    await desk.settle();
    expect(desk.requests('confirm')).toHaveLength(1);
    expect(desk.model.stage.value).toBe('compare');
    expect(desk.model.counts.value).toEqual({ open: 1, compared: 0 });
  });

  it('compares anew after a locking', async () => {
    const desk = await openUnlocked({ who: [tom], handlers: failing });
    await confirm(desk, tom);
    desk.model.lock();
    expect(desk.model.stage.value).toBe('result');
    expect(lines(desk)[0]?.[3]).toBe('compare');
    desk.model.next(tom, 'compare');
    expect(desk.model.stage.value).toBe('unlock');
  });

  it('shows the new phrase of a changed key, under a cover of its own', async () => {
    const changed = readingOf(harbour(), 'tom', 9);
    const desk = await openUnlocked({
      who: [tom, priya],
      handlers: {
        confirm: ({ people }) =>
          people.map(({ id }) =>
            id === 'tom' ? { id, kind: 'key-changed', key: changed } : { id, kind: 'confirmed' },
          ),
      },
    });
    const old = desk.phrase(tom);
    await confirm(desk, tom, priya);
    desk.model.next(tom, 'compare');
    await desk.settle();
    expect(desk.model.stage.value).toBe('compare');
    expect(desk.model.shown.value.map(({ key }) => key)).toEqual([tom]);
    expect(desk.phrase(tom)).not.toEqual(old);
    expect(desk.model.counts.value.compared).toBe(0);
    // The words of before are not the same any more.
    await desk.model.step(tom, { do: 'give', text: old.join(' ') });
    expect(desk.model.counts.value.compared).toBe(0);
    desk.handlers.confirm = allConfirmed;
    await confirm(desk, tom);
    expect(desk.requests('confirm').at(-1)?.people).toMatchObject([{ id: 'tom', publicKey: changed.publicKey }]);
    expect(desk.text(desk.model.title.value)).toBe('2 confirmed');
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
    await vi.waitFor(() => expect(going).toHaveLength(1));
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
    await vi.waitFor(() => expect(going).toHaveLength(1));
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
