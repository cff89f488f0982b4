import { describe, expect, it, vi } from 'vitest';
import type { Activity } from '@/lib/domain/activity';
import { shownWords } from '@/lib/domain/comparing';
import { succeed } from '@/lib/domain/failure';
import type { Overview } from '@/lib/domain/overview';
import type { RequestOf } from '@/lib/messaging/protocol';
import { checkOf } from '@/lib/view/confirm/people';
import { account, person, place, provider } from '../domain/samples';
import {
  type ConfirmDesk,
  harbour,
  type OpenOptions,
  openUnlocked,
  pair,
  priya,
  readingOf,
  standingOf,
  tom,
  userIdOf,
} from './confirm-desk';

vi.setConfig({ testTimeout: 30_000 });

const check = (desk: ConfirmDesk, key: string) => {
  const candidate = desk.model.candidates.value.find((one) => one.key === key);
  return candidate === undefined ? null : checkOf(candidate);
};

const somebody = { id: 'tom', userId: userIdOf('tom'), name: 'Tom', email: 'tom@example.org', role: 'user' } as const;

/** A line of the record. */
const mismatch = (more: Partial<Activity>): Activity => ({
  id: 'line',
  at: 1,
  accountId: 'a',
  account: 'ada',
  providerId: 'p',
  providerName: 'Harbour IT',
  place: '1',
  clientName: null,
  person: somebody,
  publicKeyHash: '',
  ...more,
  what: 'mismatch',
});

/** What of somebody's words may be on the screen. */
const shown = (desk: ConfirmDesk, key: string) => {
  const found = check(desk, key);
  return found === null ? [] : shownWords(found.comparing, found.words);
};

describe('one person who waits in two places', () => {
  const inTeam = 'a/p/team/m1';
  const atClient = 'b/p/1/m2';
  /** The second place is met by another account, and the server writes the user id in other letters there. */
  const twice = (): Overview =>
    harbour({
      accounts: [account(), account({ id: 'b', userId: 'v' })],
      providers: [provider(), provider({ accountId: 'b' })],
      places: [
        place('team', [person('m1', { name: 'Priya Nair', waitingSince: 1 })]),
        place('1', [person('m2', { name: 'Priya Nair', waitingSince: 2 })], { accountId: 'b' }),
      ],
    });
  const publicKeys = ({ accountId, ids }: RequestOf<'publicKeys'>) => {
    const userId = accountId === 'a' ? userIdOf('u') : userIdOf('u').toUpperCase();
    return succeed(ids.map((id) => ({ id, userId, publicKey: pair(3).publicKey })));
  };
  async function open(options: OpenOptions = {}): Promise<ConfirmDesk> {
    const bytes = [1, 3, 0, 4];
    const nextByte = () => bytes.shift() ?? 2;
    const desk = await openUnlocked({ overview: twice(), handlers: { publicKeys }, nextByte, ...options });
    await desk.unlock();
    expect(desk.phrase(atClient)).toEqual(desk.phrase(inTeam));
    return desk;
  }
  const covered = (desk: ConfirmDesk) => [inTeam, atClient].map((key) => shown(desk, key).indexOf(null));
  const same = (desk: ConfirmDesk) => [inTeam, atClient].map((key) => check(desk, key)?.comparing.same);
  const word = (desk: ConfirmDesk) => desk.phrase(inTeam)[1] ?? '';

  it.each([false, true])('has one covered word, also where the browser remembers nothing: %s', async (forgetful) => {
    expect(covered(await open({ forgetful }))).toEqual([1, 1]);
  });

  it('and one in two tabs that begin at different places', async () => {
    const covers = new Map();
    const first = await openUnlocked({ who: [inTeam], overview: twice(), handlers: { publicKeys }, covers });
    const second = await open({ covers });
    expect(shown(first, inTeam).indexOf(null)).toBe(2);
    expect(covered(second)).toEqual([2, 2]);
    expect(covers.size).toBe(1);
  });

  it.each([false, true])('who differs in one is closed in both: %s', async (forgetful) => {
    const desk = await open({ forgetful });
    await desk.model.step(atClient, { do: 'give', text: word(desk) });
    await desk.model.step(inTeam, { do: 'differ' });
    expect(same(desk)).toEqual([null, null]);
    await desk.model.step(atClient, { do: 'give', text: word(desk) });
    await desk.model.confirm();
    expect(desk.requests('confirm')).toEqual([]);
    expect(check(desk, atClient)?.comparing).toMatchObject({ differs: true, cover: { closed: true } });
    await desk.model.step(atClient, { do: 'begin-again' });
    expect(check(desk, inTeam)?.comparing).toMatchObject({ differs: false, cover: { closed: false } });
  });

  it('has three tries in all, and one line in the record', async () => {
    const desk = await open();
    for (const [key, text] of [
      [inTeam, 'marble'],
      [atClient, 'granite'],
      [inTeam, 'quartz'],
    ] as const) {
      await desk.model.step(key, { do: 'give', text });
    }
    expect(standingOf(desk, atClient)).toMatchObject({ check: { comparing: { cover: { wrong: 3, closed: true } } } });
    expect(desk.requests('noteMismatch')).toHaveLength(1);
  });

  it('found the same in one is let in there alone; the other row is compared by itself', async () => {
    const desk = await open();
    await desk.model.step(inTeam, { do: 'give', text: word(desk) });
    expect(same(desk)).toEqual(['covered-word', null]);
    await desk.model.confirm();
    expect(desk.requests('confirm').map(({ people }) => people.map(({ id }) => id))).toEqual([['m1']]);
  });

  it('taken back in one is taken back in both', async () => {
    const desk = await open();
    for (const key of [inTeam, atClient]) await desk.model.step(key, { do: 'give', text: word(desk) });
    expect(same(desk)).toEqual(['covered-word', 'covered-word']);
    await desk.model.step(inTeam, { do: 'undo' });
    expect(same(desk)).toEqual([null, null]);
  });

  it('whose five words are shown in one has no cover in the other, and keeps what was found', async () => {
    const desk = await open();
    await desk.model.step(atClient, { do: 'give', text: word(desk) });
    await desk.model.step(inTeam, { do: 'show-all' });
    expect(same(desk)).toEqual([null, 'covered-word']);
    await desk.model.step(atClient, { do: 'undo' });
    expect(covered(desk)).toEqual([-1, -1]);
    await desk.model.step(atClient, { do: 'give', text: word(desk) });
    expect(same(desk)).toEqual([null, null]);
    await desk.model.step(atClient, { do: 'hear', heard: true });
    expect(same(desk)).toEqual([null, 'all-five']);
  });

  it('found to differ in another tab and another place is not sent', async () => {
    const covers = new Map();
    const one = await open({ covers });
    await one.model.step(inTeam, { do: 'give', text: word(one) });
    const two = await openUnlocked({ who: [atClient], overview: twice(), handlers: { publicKeys }, covers });
    await two.model.step(atClient, { do: 'differ' });
    await one.model.confirm();
    expect(one.requests('confirm')).toEqual([]);
    expect(check(one, atClient)?.comparing.cover.closed).toBe(true);
  });
});

describe('words that differ', () => {
  it('twice: into the record once, with the key and without a word', async () => {
    const desk = await openUnlocked({ who: [tom] });
    await desk.model.step(tom, { do: 'give', text: 'marble' });
    expect(desk.requests('noteMismatch')).toEqual([]);
    expect(desk.text(desk.model.urgent.value)).toBe('Tom Okafor: not the same word');
    await desk.model.step(tom, { do: 'give', text: 'granite' });
    await desk.model.step(tom, { do: 'give', text: 'quartz' });
    expect(desk.requests('noteMismatch')).toEqual([
      { accountId: 'a', providerId: 'p', place: '1', id: 'tom', publicKeyHash: check(desk, tom)?.hash },
    ]);
    expect(check(desk, tom)?.comparing.cover.closed).toBe(true);
    expect(desk.text(desk.model.urgent.value)).toBe('Tom Okafor: not the same words, and cannot be confirmed');
  });

  it('are noted at the next time where the record could not be written', async () => {
    const desk = await openUnlocked({ who: [tom], handlers: { noteMismatch: () => Promise.reject(new Error('no')) } });
    await desk.model.step(tom, { do: 'give', text: 'marble' });
    await desk.model.step(tom, { do: 'give', text: 'granite' });
    desk.handlers.noteMismatch = () => undefined;
    await desk.model.step(tom, { do: 'give', text: 'quartz' });
    expect(desk.requests('noteMismatch')).toHaveLength(2);
  });

  it('close somebody to every slip, and only "begin again" opens', async () => {
    const desk = await openUnlocked();
    await desk.model.step(tom, { do: 'differ' });
    await desk.hear(tom);
    await desk.model.step(tom, { do: 'show-all' });
    await desk.model.step(tom, { do: 'hear', heard: true });
    expect(desk.model.counts.value.compared).toBe(0);
    await desk.model.confirm();
    expect(desk.requests('confirm')).toEqual([]);
    await desk.model.step(tom, { do: 'begin-again' });
    await desk.hear(tom);
    expect(desk.model.counts.value.compared).toBe(1);
  });

  it('found in another tab hold in this one, at the latest before anything is sent', async () => {
    const covers = new Map();
    const one = await openUnlocked({ covers });
    const two = await openUnlocked({ covers });
    await one.hear(tom);
    await one.hear(priya);
    await two.model.step(tom, { do: 'differ' });
    await one.model.confirm();
    expect(one.requests('confirm').flatMap(({ people }) => people.map(({ id }) => id))).toEqual(['priya']);
    expect(check(one, tom)?.comparing).toMatchObject({ same: null, cover: { closed: true } });
    await two.hear(tom);
    expect(two.model.counts.value.compared).toBe(0);
  });
});

describe('what the record says of before the browser was started', () => {
  const noted = (desk: ConfirmDesk, more: Partial<Activity> = {}): Activity[] => [
    mismatch({ publicKeyHash: check(desk, tom)?.hash ?? '', at: 10, ...more }),
  ];
  const isClosed = (desk: ConfirmDesk) => check(desk, tom)?.comparing.cover.closed;

  it('words that differed are closed still, to any account, and open again only from the start', async () => {
    const before = await openUnlocked({ who: [tom] });
    const activity = noted(before, { accountId: 'other', place: 'elsewhere' });
    const desk = await openUnlocked({ who: [tom], activity });
    expect(check(desk, tom)?.comparing).toMatchObject({ differs: true, cover: { closed: true } });
    await desk.hear(tom);
    await desk.model.confirm();
    expect(desk.requests('confirm')).toEqual([]);
    // It stands in the record already.
    expect(desk.requests('noteMismatch')).toEqual([]);
    await desk.model.step(tom, { do: 'begin-again' });
    await desk.hear(tom);
    expect(desk.model.counts.value.compared).toBe(1);
    // As long as the browser runs, beginning again is remembered too.
    expect(isClosed(await openUnlocked({ who: [tom], activity, covers: desk.covers }))).toBe(false);
  });

  it.each<[string, Partial<Activity>, boolean]>([
    ['in other letters', { person: { ...somebody, userId: userIdOf('tom').toUpperCase() } }, true],
    ['of a user id that was not known', { person: { ...somebody, userId: null } }, true],
    ['of another user', { person: { ...somebody, userId: userIdOf('sam') } }, false],
    ['of another key', { publicKeyHash: 'ab' }, false],
  ])('a line %s', async (_, more, expected) => {
    const before = await openUnlocked({ who: [tom] });
    expect(isClosed(await openUnlocked({ who: [tom], activity: noted(before, more) }))).toBe(expected);
  });

  it.each([
    [9, true],
    [11, false],
  ])('sent with the same key at %s, where they differed at 10: closed %s', async (at, expected) => {
    const before = await openUnlocked({ who: [tom] });
    const [line] = noted(before);
    if (line === undefined) throw new Error('nothing noted');
    const sent: Activity = { ...line, id: 'sent', at, what: 'confirm', way: 'covered-word', state: 'not-confirmed' };
    expect(isClosed(await openUnlocked({ who: [tom], activity: [sent, line] }))).toBe(expected);
  });

  it('cannot be read: nobody is compared until it can', async () => {
    const desk = await openUnlocked({ who: [tom], activity: null });
    expect(standingOf(desk, tom)).toMatchObject({ kind: 'unread', words: { key: 'confirm_fail_worker' } });
  });

  it('a key that changed and had differed before is closed as well', async () => {
    const changed = readingOf(harbour(), 'tom', 7);
    const other = await openUnlocked({ who: [tom], handlers: { publicKeys: () => succeed([changed]) } });
    const desk = await openUnlocked({
      who: [tom],
      activity: noted(other),
      handlers: { confirm: () => [{ id: 'tom', kind: 'key-changed', key: changed }] },
    });
    expect(isClosed(desk)).toBe(false);
    await desk.hear(tom);
    await desk.model.confirm();
    desk.model.next(tom, 'compare');
    await desk.settle();
    expect(isClosed(desk)).toBe(true);
  });

  it('a second difference, after beginning again, is written down as well', async () => {
    const desk = await openUnlocked({ who: [tom] });
    for (const what of ['differ', 'begin-again', 'differ'] as const) await desk.model.step(tom, { do: what });
    expect(desk.requests('noteMismatch')).toHaveLength(2);
  });

  it('what a page did not live to write down the next one does, once', async () => {
    const handlers = { noteMismatch: () => new Promise<undefined>(() => undefined) };
    const dying = await openUnlocked({ who: [tom], handlers });
    void dying.model.step(tom, { do: 'differ' });
    await dying.settle();
    void dying.model.step(tom, { do: 'differ' });
    await dying.settle();
    expect(dying.requests('noteMismatch')).toHaveLength(1);
    const next = await openUnlocked({ who: [tom], covers: dying.covers });
    expect(next.requests('noteMismatch')).toEqual(dying.requests('noteMismatch'));
    const third = await openUnlocked({ who: [tom], covers: dying.covers });
    expect(third.requests('noteMismatch')).toEqual([]);
    expect(isClosed(third)).toBe(true);
  });
});
