/** The question for the passphrase, and the form that sets it: what is asked of the worker, and what is said. */
import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import type { Overview } from '@/lib/domain/overview';
import { type Entered, type InnerKey, lockOf, type Passphrase, passphraseKdf } from '@/lib/domain/passphrase';
import type { Words } from '@/lib/domain/words';
import { createLockForm, type LockAim } from '@/lib/view/lock/form';
import type { DeriveKey } from '@/lib/view/lock/key';
import { createLockModel, createPatience } from '@/lib/view/lock/model';
import { person, place } from '../domain/samples';
import { account, type Handlers, now, overview, text, worker } from './options-fixtures';
import { firstRow, harbour, keysOf, minute, open, Storage, start } from './popup-desk';

const right = 'three words that fit';
const passphrase: Passphrase = { id: 'own', salt: 'salt-of-the-set', ...passphraseKdf, check: 'c', setAt: 1 };
const withLock = (entered: Partial<Entered> = {}, more: Partial<Overview> = {}): Overview =>
  overview({ ...more, lock: lockOf(passphrase, { salt: null, lockedAt: null, ...entered }) });

/** A key that tells what it was made from. */
const derived = (typed: string, salt: string): InnerKey => ({ salt, key: `${typed}/${salt}` });
const derive: DeriveKey = async (typed, { salt }) => derived(typed, salt);
const fits = ({ key }: InnerKey): boolean => key === `${right}/${passphrase.salt}`;

function question(handlers: Handlers = { unlockKeys: fits }, first: Overview = withLock(), how: DeriveKey = derive) {
  const { ask, asked, names } = worker(handlers);
  const shown = signal<Overview | null>(first);
  const clock = { now };
  const model = createLockModel({ overview: shown, ask, derive: how, now: () => clock.now });
  const said = (): string | null => (model.problem.value === null ? null : text(model.problem.value));
  const enter = async (typed: string): Promise<void> => {
    model.passphrase.value = typed;
    await model.unlock();
  };
  return { model, asked, names, clock, said, enter, shown };
}

describe('the question for the passphrase', () => {
  it.each<[string, Overview, string]>([
    [
      'the browser was closed',
      withLock(
        {},
        { accounts: [account({ lastAnswerAt: now - 3 * minute }), account({ id: 'b', lastAnswerAt: null })] },
      ),
      'Checking stopped at 8:57 AM, when the browser closed. Enter your passphrase to see your clients and check again.',
    ],
    [
      'somebody locked',
      withLock({ lockedAt: now - minute }),
      'Checking stopped at 8:59 AM, when it was locked. Enter your passphrase to see your clients and check again.',
    ],
    [
      'nothing was ever checked',
      withLock({}, { accounts: [] }),
      'Enter your passphrase to see your clients and check again.',
    ],
  ])('says why: %s', (_, first, words) => {
    expect(text(question(undefined, first).model.why.value).replace(/\b0(?=\d:)/, '')).toBe(words);
  });

  it('hands over a key, never the passphrase, and forgets it once it is open', async () => {
    const { model, asked, said, enter } = question();
    await enter(right);
    expect(asked).toEqual([{ name: 'unlockKeys', request: derived(right, passphrase.salt) }]);
    expect([said(), model.passphrase.value, model.busy.value]).toEqual([null, '', false]);
  });

  it('keeps what was typed wrong, to be mended', async () => {
    const { model, said, enter } = question();
    await enter('three words that do not');
    expect(said()).toBe('That is not the passphrase.');
    expect(model.passphrase.value).toBe('three words that do not');
    await enter(right);
    expect(said()).toBeNull();
  });

  it('asks nobody about nothing, nor twice at once', async () => {
    const { model, names, said, enter } = question();
    await enter('');
    expect([names(), said()]).toEqual([[], 'Enter your passphrase.']);
    model.passphrase.value = right;
    await Promise.all([model.unlock(), model.unlock()]);
    expect(names()).toEqual(['unlockKeys']);
  });

  it('says so where the computer cannot, or the worker does not answer', async () => {
    const poor = question(undefined, withLock(), async () => null);
    await poor.enter(right);
    expect(poor.said()).toMatch(/^This computer has too little free memory/);
    expect(poor.names()).toEqual([]);
    const dead = question({});
    await dead.enter(right);
    expect(dead.said()).toBe('That did not work. Try again.');
    expect(dead.model.busy.value).toBe(false);
  });

  it('makes whoever tries many wait, longer each time, and forgives once it is right', async () => {
    const { names, clock, said, enter } = question();
    for (let n = 1; n <= 3; n += 1) await enter('wrong');
    await enter('wrong');
    expect([names().length, said()]).toEqual([3, 'Too many tries. Wait 1 second, then try again.']);
    clock.now += 1_000;
    await enter('wrong');
    await enter(right);
    expect([names().length, said()]).toEqual([4, 'Too many tries. Wait 2 seconds, then try again.']);
    clock.now += 2_000;
    await enter(right);
    expect(said()).toBeNull();
    await enter('wrong');
    await enter(right);
    expect(names()).toHaveLength(7);
  });

  it('starts over when it is told to, and closes the question whatever comes of it', async () => {
    const { model, names } = question({ startOver: () => undefined });
    model.forgotten.value = true;
    model.passphrase.value = 'half of';
    await model.startOver();
    expect([names(), model.forgotten.value, model.passphrase.value]).toEqual([['startOver'], false, '']);
    const dead = question({});
    dead.model.forgotten.value = true;
    await dead.model.startOver();
    expect([dead.model.forgotten.value, dead.said()]).toEqual([false, 'That did not work. Try again.']);
  });

  it('forgets what was typed when the page is left', () => {
    const { model } = question();
    model.passphrase.value = right;
    model.leave();
    expect(model.passphrase.value).toBe('');
  });
});

describe('patience', () => {
  it('grows to half a minute, and a clock that was set back does not make it longer', () => {
    let at = now;
    const patience = createPatience(() => at);
    const waits: number[] = [];
    for (let n = 0; n < 10; n += 1) {
      patience.failed();
      waits.push(patience.wait());
    }
    expect(waits).toEqual([0, 0, 1, 2, 4, 8, 16, 30, 30, 30]);
    at -= 60 * minute;
    expect(patience.wait()).toBe(30);
    at += 61 * minute;
    expect(patience.wait()).toBe(0);
  });
});

function form(first: Overview, handlers: Handlers = {}) {
  const { ask, asked, names } = worker(handlers);
  const shown = signal<Overview | null>(first);
  const clock = { now };
  const log: string[] = [];
  const said: Words[] = [];
  const model = createLockForm({
    overview: shown,
    ask: async (name, request) => {
      log.push(name);
      return ask(name, request);
    },
    derive,
    newSalt: () => 'new-salt',
    now: () => clock.now,
    refresh: async () => void log.push('refresh'),
    announce: (words) => said.push(words),
    forgetPicture: () => log.push('picture'),
  });
  const submit = (aim: LockAim, typed: { current?: string; next?: string; again?: string }): Promise<boolean> => {
    if (model.aim.value !== aim) model.open(aim);
    model.current.value = typed.current ?? '';
    model.next.value = typed.next ?? '';
    model.again.value = typed.again ?? typed.next ?? '';
    return model.submit();
  };
  const problem = () =>
    model.problem.value === null ? null : `${model.problem.value.field}: ${text(model.problem.value.words)}`;
  return { model, asked, names, log, said: () => said.map(text), submit, problem, clock };
}

const setHandler: Handlers = {
  setPassphrase: ({ current }) => (current === null ? true : fits(current)),
};
const openOverview = withLock({ salt: passphrase.salt });

describe('the form', () => {
  it('knows whether one is set', () => {
    expect(form(overview()).model.isSet.value).toBe(false);
    expect(form(openOverview).model.isSet.value).toBe(true);
  });

  it.each<[LockAim, { current?: string; next?: string; again?: string }, string]>([
    ['set', { next: '' }, 'next: Use at least 12 characters.'],
    ['set', { next: 'eleven char' }, 'next: Use at least 12 characters.'],
    ['set', { next: 'twelve chars', again: 'twelve char' }, 'again: The two are not the same.'],
    ['change', { current: '', next: 'twelve chars' }, 'current: Enter your passphrase.'],
    ['change', { current: right, next: 'short' }, 'next: Use at least 12 characters.'],
    ['remove', { current: '' }, 'current: Enter your passphrase.'],
  ])('to %s says what is wrong before anything is asked', async (aim, typed, words) => {
    const { submit, problem, log } = form(aim === 'set' ? overview() : openOverview, setHandler);
    expect(await submit(aim, typed)).toBe(false);
    expect([problem(), log]).toEqual([words, []]);
  });

  it('sets one: the picture of the popup goes first, and nothing typed is left', async () => {
    const { model, submit, asked, log, said } = form(overview(), setHandler);
    expect(await submit('set', { next: 'twelve chars' })).toBe(true);
    expect(asked.map(({ request }) => request)).toEqual([{ current: null, next: derived('twelve chars', 'new-salt') }]);
    expect(log).toEqual(['picture', 'setPassphrase', 'refresh']);
    expect([model.aim.value, model.next.value, model.again.value]).toEqual([null, '', '']);
    expect(said()).toEqual(['Your keys are sealed with the passphrase.']);
  });

  it('changes and removes one with the key of the present one', async () => {
    const { submit, asked, said } = form(openOverview, setHandler);
    expect(await submit('change', { current: right, next: 'twelve chars' })).toBe(true);
    expect(await submit('remove', { current: right })).toBe(true);
    const current = derived(right, passphrase.salt);
    expect(asked.map(({ request }) => request)).toEqual([
      { current, next: derived('twelve chars', 'new-salt') },
      { current, next: null },
    ]);
    expect(said()).toEqual(['The new passphrase counts from now on.', 'The passphrase is removed.']);
  });

  it.each<LockAim>(['change', 'remove'])('to %s with a wrong one keeps the form, and slows down', async (aim) => {
    const { model, submit, problem, names, clock } = form(openOverview, setHandler);
    for (let n = 0; n < 3; n += 1) expect(await submit(aim, { current: 'wrong', next: 'twelve chars' })).toBe(false);
    expect([problem(), model.aim.value]).toEqual(['current: That is not the passphrase.', aim]);
    await submit(aim, { current: right, next: 'twelve chars' });
    expect([names().length, problem()]).toEqual([3, 'current: Too many tries. Wait 1 second, then try again.']);
    clock.now += 1_000;
    expect(await submit(aim, { current: right, next: 'twelve chars' })).toBe(true);
  });

  it('says so where one was set on another page meanwhile', async () => {
    const { submit, problem, log } = form(overview(), { setPassphrase: () => false });
    expect(await submit('set', { next: 'twelve chars' })).toBe(false);
    expect(problem()).toBe('next: A passphrase was set on another page meanwhile.');
    expect(log).toContain('refresh');
  });

  it('says so where the worker does not answer, and can be tried again', async () => {
    const { model, submit, problem } = form(openOverview);
    expect(await submit('remove', { current: right })).toBe(false);
    expect([problem(), model.working.value]).toEqual(['current: That did not work. Try again.', false]);
  });

  it('does nothing where none is open, and forgets what was typed when it is closed', async () => {
    const { model, log } = form(openOverview, setHandler);
    expect(await model.submit()).toBe(false);
    model.open('change');
    model.current.value = right;
    model.next.value = 'twelve chars';
    expect(model.strength.value).toBe('fair');
    model.close();
    expect([model.aim.value, model.current.value, model.next.value, model.strength.value]).toEqual([
      null,
      '',
      '',
      null,
    ]);
    expect(log).toEqual([]);
  });

  it('locks at once', async () => {
    const { model, log, said } = form(openOverview, { lockKeys: () => undefined });
    await model.lockNow();
    expect([log, said()]).toEqual([['lockKeys', 'refresh'], []]);
    const dead = form(openOverview);
    await dead.model.lockNow();
    expect(dead.said()).toEqual(['That did not work. Try again.']);
  });
});

describe('a locked popup', () => {
  const people = harbour({ places: [place('team', [person('m')], { readAt: start })] });
  const lockedOverview: Overview = { ...people, lock: lockOf(passphrase, { salt: null, lockedAt: null }) };
  const openAgain: Overview = { ...people, lock: lockOf(passphrase, { salt: passphrase.salt, lockedAt: null }) };

  it('has neither clients nor people, banners nor anything to switch, and checks nothing', async () => {
    const { model, asked } = await open(lockedOverview, { storage: new Storage() });
    const { data } = model;
    expect(data.state.value).toBe('locked');
    expect(data.status.value).toMatchObject({ state: 'locked', action: null });
    expect([data.rows.value, data.people.value, data.entries.value, data.banners.value]).toEqual([[], [], [], []]);
    expect(data.source.value?.lock?.locked).toBe(true);
    expect(asked).toEqual([]);
  });

  it('shows everything as soon as it is open, and does not tell of those who were there before', async () => {
    const desk = await open(lockedOverview);
    await desk.show(openAgain);
    expect(desk.model.data.state.value).toBe('list');
    expect(firstRow(desk).key).toContain('1');
    expect(desk.model.data.people.value).toHaveLength(1);
    expect(keysOf(desk.model.polite.value)).toEqual([]);
    await desk.show(lockedOverview);
    expect(keysOf(desk.model.polite.value)).toEqual([]);
    expect(desk.model.data.rows.value).toEqual([]);
  });

  it('locks when asked to', async () => {
    const desk = await open(openAgain);
    desk.model.lock();
    expect(desk.asked).toContainEqual(['lockKeys', {}]);
  });
});
