import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { fingerprint } from '@/lib/crypto/fingerprint';
import { shownWords } from '@/lib/domain/comparing';
import type { PublicKeyReading } from '@/lib/domain/confirmation';
import { fail, succeed } from '@/lib/domain/failure';
import { checkOf } from '@/lib/view/confirm/people';
import { rsaPair } from '../crypto/support';
import { person, place } from '../domain/samples';
import {
  type ConfirmDesk,
  harbour,
  openUnlocked,
  pair,
  priya,
  readingOf,
  sam,
  standingOf,
  tom,
  userIdOf,
} from './confirm-desk';

vi.setConfig({ testTimeout: 30_000 });

const check = (desk: ConfirmDesk, key: string) => {
  const candidate = desk.model.candidates.value.find((one) => one.key === key);
  return candidate === undefined ? null : checkOf(candidate);
};

/** What of somebody's words may be on the screen. */
const shown = (desk: ConfirmDesk, key: string) => {
  const found = check(desk, key);
  return found === null ? [] : shownWords(found.comparing, found.words);
};

describe('the phrase', () => {
  it('is made of the key that the server gave and the user id of the same answer', async () => {
    const desk = await openUnlocked();
    const { publicKey } = readingOf(harbour(), 'priya');
    const spki = Uint8Array.from(Buffer.from(publicKey ?? '', 'base64'));
    expect(desk.phrase(priya)).toEqual((await fingerprint(spki, userIdOf('priya'))).words);
    expect(check(desk, priya)?.publicKey).toBe(publicKey);
  });

  it('is fetched once for each place, whatever is looked at and compared after', async () => {
    const desk = await openUnlocked();
    await desk.hear(priya);
    desk.show(harbour());
    await desk.settle();
    expect(desk.requests('publicKeys').map(({ place: where, ids }) => [where, ids])).toEqual([
      ['team', ['priya', 'sam']],
      ['1', ['tom']],
    ]);
  });

  it('of a hundred at one client takes one request, though fifty are shown', async () => {
    const people = Array.from({ length: 100 }, (_, at) => person(`m${at}`, { waitingSince: at }));
    const overview = harbour({ places: [place('1', people)] });
    const desk = await openUnlocked({ overview });
    expect(desk.model.shown.value).toHaveLength(50);
    expect(desk.requests('publicKeys').map(({ ids }) => ids.length)).toEqual([100]);
    desk.model.turn(1);
    await desk.settle();
    expect(desk.model.shown.value[0]?.key).toBe('a/p/1/m50');
    expect(desk.model.fifty.value).toEqual({ at: 1, count: 2 });
    expect(desk.requests('publicKeys')).toHaveLength(1);
    await desk.hear('a/p/1/m99');
    expect(desk.model.counts.value).toEqual({ open: 100, compared: 1 });
  });

  const broken = (change: Partial<PublicKeyReading>) => ({
    publicKeys: () => succeed([{ ...readingOf(harbour(), 'priya'), ...change }]),
  });
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'der' });

  it.each<[string, Partial<PublicKeyReading>, string]>([
    ['is missing', { publicKey: null }, 'confirm_stop_no_key'],
    ['is no key', { publicKey: 'bm90aGluZw==' }, 'confirm_stop_damaged'],
    ['is not even base64', { publicKey: 'nothing!' }, 'confirm_stop_damaged'],
    ['is of another kind', { publicKey: elliptic.toString('base64') }, 'confirm_stop_kind'],
    ['is short', { publicKey: rsaPair(1_024).spki }, 'confirm_stop_weak'],
    ['has a strange exponent', { publicKey: rsaPair(2_048, 3).spki }, 'confirm_stop_weak'],
  ])('where the key %s: stopped, with words of its own', async (_, change, expected) => {
    const desk = await openUnlocked({ who: [priya], handlers: broken(change) });
    expect(standingOf(desk, priya)).toMatchObject({ kind: 'stopped', words: { key: expected } });
    await desk.model.step(priya, { do: 'show-all' });
    await desk.model.step(priya, { do: 'hear', heard: true });
    await desk.model.confirm();
    expect(desk.requests('confirm')).toEqual([]);
  });

  it('of another account than the one known is stopped; in other letters it is the same account', async () => {
    const known = (userId: string) =>
      harbour({ places: [place('team', [person('priya', { name: 'Priya Nair', userId })])] });
    const other = await openUnlocked({ overview: known(userIdOf('somebody')) });
    expect(standingOf(other, priya)).toMatchObject({ kind: 'stopped', words: { key: 'confirm_stop_user' } });
    const same = await openUnlocked({ overview: known(userIdOf('priya').toUpperCase()) });
    expect(standingOf(same, priya)?.kind).toBe('check');
  });

  it('of whom the server does not speak: gone', async () => {
    const desk = await openUnlocked({ handlers: { publicKeys: () => succeed([]) } });
    expect([priya, tom].map((key) => standingOf(desk, key)?.kind)).toEqual(['gone', 'gone']);
    expect(desk.model.counts.value.open).toBe(0);
  });

  it('that could not be read is asked for again on demand', async () => {
    const desk = await openUnlocked({
      who: [tom],
      handlers: { publicKeys: () => fail({ kind: 'server-error', host: 'h', status: 503 }) },
    });
    expect(standingOf(desk, tom)).toMatchObject({ kind: 'unread', words: { key: 'confirm_fail_busy' } });
    delete desk.handlers.publicKeys;
    desk.model.readAgain(tom);
    await desk.settle();
    expect(standingOf(desk, tom)).toMatchObject({ kind: 'unread', words: { key: 'confirm_fail_worker' } });
    desk.handlers.publicKeys = () => succeed([readingOf(harbour(), 'tom')]);
    desk.model.readAgain(tom);
    await desk.settle();
    expect(standingOf(desk, tom)?.kind).toBe('check');
  });
});

describe('the covered word', () => {
  it('is not among what is shown until it matched, and comes back with "Undo"', async () => {
    const desk = await openUnlocked({ who: [priya] });
    const words = desk.phrase(priya);
    expect(shown(desk, priya)).toEqual([words[0], words[1], null, words[3], words[4]]);
    await desk.model.step(priya, { do: 'give', text: 'something' });
    expect(shown(desk, priya)[2]).toBeNull();
    await desk.hear(priya);
    expect(shown(desk, priya)).toEqual(words);
    expect(desk.text(desk.model.polite.value)).toBe('Priya Nair: same words');
    await desk.model.step(priya, { do: 'undo' });
    expect(shown(desk, priya)[2]).toBeNull();
    expect(desk.model.counts.value.compared).toBe(0);
  });

  it('stays covered where it is, and a mismatch known, when the page is opened again', async () => {
    const covers = new Map();
    const first = await openUnlocked({ who: [priya], covers });
    await first.model.step(priya, { do: 'give', text: 'something' });
    const name = [...covers.keys()][0] ?? '';
    covers.set(name, { ...covers.get(name), position: 4 });
    const again = await openUnlocked({ who: [priya], covers });
    expect(shown(again, priya).indexOf(null)).toBe(4);
    expect(check(again, priya)?.comparing).toMatchObject({ differs: true, same: null, cover: { wrong: 1 } });
    await again.model.step(priya, { do: 'differ' });
    const third = await openUnlocked({ who: [priya], covers });
    expect(check(third, priya)?.comparing.cover.closed).toBe(true);
    // Names the person and the key, and holds no word of it.
    expect(name).toBe(`${userIdOf('priya')}/${check(third, priya)?.hash}`);
    for (const word of third.phrase(priya)) expect(JSON.stringify([...covers])).not.toContain(word);
  });

  it('of another key is drawn anew', async () => {
    const covers = new Map();
    await openUnlocked({ who: [priya], covers });
    await openUnlocked({
      who: [priya],
      covers,
      handlers: { publicKeys: () => succeed([readingOf(harbour(), 'priya', 7)]) },
    });
    expect(covers.size).toBe(2);
  });

  it('is none where one prefers to hear all five', async () => {
    const overview = harbour();
    const preferences = { ...overview.preferences, comparing: 'show-all' } as const;
    const desk = await openUnlocked({ who: [priya], overview: { ...overview, preferences } });
    expect(shown(desk, priya)).not.toContain(null);
    await desk.model.step(priya, { do: 'hear', heard: true });
    expect(desk.model.counts.value.compared).toBe(1);
  });

  it('is none from the next opening on, once that is preferred', async () => {
    const covers = new Map();
    await openUnlocked({ who: [priya], covers });
    const overview = harbour();
    const preferences = { ...overview.preferences, comparing: 'show-all' } as const;
    const desk = await openUnlocked({ who: [priya], covers, overview: { ...overview, preferences } });
    expect(shown(desk, priya)).not.toContain(null);
    expect([...covers.values()]).toMatchObject([{ shownAll: true }]);
  });

  it('keeps the phrase from being copied, and says why', async () => {
    const desk = await openUnlocked({ who: [priya] });
    await desk.model.copyPhrase(priya);
    expect(desk.copied).toEqual([]);
    expect(desk.text(desk.model.remark.value?.words ?? null)).toContain('still covered');
    await desk.hear(priya);
    await desk.model.copyPhrase(priya);
    expect(desk.copied).toEqual([desk.phrase(priya).join('-')]);
  });
});

describe('the people on the list', () => {
  it('are in the order of the queue, and count when they are compared', async () => {
    const desk = await openUnlocked();
    expect(desk.model.shown.value.map(({ key }) => key)).toEqual([priya, tom, sam]);
    expect(desk.model.counts.value).toEqual({ open: 3, compared: 0 });
    await desk.hear(tom);
    expect(desk.model.counts.value).toEqual({ open: 3, compared: 1 });
  });

  it('who are confirmed or withdrawn elsewhere stop counting, and stay where they stand', async () => {
    const desk = await openUnlocked();
    await desk.hear(tom);
    await desk.hear(sam);
    desk.show(harbour({ places: harbour().places.filter((one) => one.place === 'team') }));
    expect(standingOf(desk, tom)).toEqual({ kind: 'gone' });
    expect(desk.model.shown.value.map(({ key }) => key)).toEqual([priya, tom, sam]);
    expect(desk.model.counts.value).toEqual({ open: 2, compared: 1 });
    await desk.model.confirm();
    expect(desk.requests('confirm').map(({ place: where }) => where)).toEqual(['team']);
  });

  it('who are left out are not sent, and can be taken in again', async () => {
    const desk = await openUnlocked();
    await desk.hear(tom);
    desk.model.leaveOut(tom, true);
    expect(desk.model.counts.value).toEqual({ open: 2, compared: 0 });
    desk.model.leaveOut(tom, false);
    expect(desk.model.counts.value).toEqual({ open: 3, compared: 1 });
  });

  it('change with the address; the same address again changes nothing', async () => {
    const desk = await openUnlocked({ who: [priya, tom] });
    await desk.hear(tom);
    desk.model.follow([priya, tom]);
    expect(desk.model.counts.value.compared).toBe(1);
    desk.model.follow([sam]);
    await desk.settle();
    expect(desk.model.shown.value.map(({ key }) => key)).toEqual([sam]);
    // Unlocked once is unlocked for this page.
    expect(desk.requests('unlockMaterial')).toHaveLength(1);
    desk.model.follow(null);
    desk.model.follow([priya, tom]);
    await desk.settle();
    expect(desk.model.counts.value).toEqual({ open: 2, compared: 1 });
  });

  it('show roles and names as the store has them now', async () => {
    const desk = await openUnlocked({ who: [priya] });
    desk.show(harbour({ places: [place('team', [person('priya', { name: 'Priya N.', role: 'provider-admin' })])] }));
    expect(desk.model.shown.value[0]?.waiting.person).toMatchObject({ name: 'Priya N.', role: 'provider-admin' });
  });

  it('of the pairs used here are different ones', () => {
    expect(new Set([1, 2, 3].map((at) => pair(at).publicKey)).size).toBe(3);
  });
});
