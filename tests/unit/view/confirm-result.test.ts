import { describe, expect, it, vi } from 'vitest';
import type { ConfirmOutcome } from '@/lib/domain/confirmation';
import type { Failure } from '@/lib/domain/failure';
import {
  allConfirmed,
  confirm,
  harbour,
  lines,
  minute,
  openUnlocked,
  pair,
  priya,
  readingOf,
  sam,
  start,
  tom,
} from './confirm-desk';

vi.setConfig({ testTimeout: 30_000 });

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
      'someone unknown was faster, at a known hour',
      { id: 'tom', kind: 'already-confirmed', by: null, at: start },
      true,
      'Already confirmed at 09:00, by whom we cannot see. Nothing to do.',
      null,
    ],
    [
      'in, and nobody knows by whom',
      { id: 'tom', kind: 'found-confirmed' },
      true,
      'Confirmed. No answer came to us, so we do not know whether by you or by someone else.',
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
      'The client’s rules refuse this person: “No two-step login”.',
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
      ['Sam Lee', false, 'The server refuses this person: “Bars”.', 'vault'],
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

it.each<[string, readonly ConfirmOutcome['kind'][]]>([
  ['3 confirmed', ['confirmed', 'confirmed', 'confirmed']],
  ['2 confirmed, 1 not', ['confirmed', 'left', 'confirmed']],
  ['Nobody confirmed', ['left', 'not-allowed', 'left']],
  ['3 not known yet', ['unknown', 'unknown', 'unknown']],
  ['1 confirmed, 1 not, 1 not known yet', ['unknown', 'confirmed', 'left']],
  ['2 not confirmed, 1 not known yet', ['left', 'unknown', 'left']],
  ['3 already confirmed', ['already-confirmed', 'found-confirmed', 'already-confirmed']],
  ['1 confirmed, 1 already confirmed, 1 not', ['already-confirmed', 'confirmed', 'left']],
  ['1 already confirmed, 2 not', ['already-confirmed', 'left', 'left']],
])('the title "%s"', async (title, kinds) => {
  const ending = (id: string, kind: ConfirmOutcome['kind'] = 'left'): ConfirmOutcome =>
    kind === 'unknown'
      ? { id, kind, failure: null }
      : kind === 'already-confirmed'
        ? { id, kind, by: null, at: null }
        : { id, kind: kind === 'confirmed' || kind === 'found-confirmed' || kind === 'not-allowed' ? kind : 'left' };
  const endings = new Map(['priya', 'tom', 'sam'].map((id, at) => [id, ending(id, kinds[at])]));
  const desk = await openUnlocked({
    handlers: { confirm: ({ people }) => people.flatMap(({ id }) => endings.get(id) ?? []) },
  });
  await confirm(desk, priya, tom, sam);
  expect(desk.text(desk.model.title.value)).toBe(title);
  // It is said, and it heads what is copied.
  expect(desk.text(desk.model.polite.value)).toBe(title);
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
    // The button stays where it is, and does nothing for now.
    expect(lines(desk)).toEqual([['Tom Okafor', false, 'No answer, so we do not know. Checking now…', 'check']]);
    expect(desk.model.lines.value[0]?.busy).toBe(true);
    expect(desk.text(desk.model.polite.value)).toBe('Checking now…');
    desk.model.next(tom, 'check');
    answer([{ id: 'tom', kind: 'left' }]);
    await desk.settle();
    expect(desk.requests('lookAgain')).toHaveLength(1);
    expect(lines(desk)[0]?.[2]).toContain('withdrew');
    expect(desk.model.lines.value[0]?.busy).toBe(false);
    expect(desk.text(desk.model.polite.value)).toContain('withdrew');
  });

  it('says that there was no answer still, and when', async () => {
    const unknown: ConfirmOutcome = { id: 'tom', kind: 'unknown', failure: { kind: 'offline' } };
    const desk = await openUnlocked({ who: [tom], handlers: { confirm: () => [unknown], lookAgain: () => [unknown] } });
    await confirm(desk, tom);
    desk.pass(15 * minute - 1);
    desk.model.next(tom, 'check');
    await desk.settle();
    expect(lines(desk)).toEqual([['Tom Okafor', false, 'Still no answer, 09:14.', 'check']]);
    desk.pass(1);
    desk.model.next(tom, 'check');
    await desk.settle();
    expect(lines(desk)).toEqual([['Tom Okafor', false, 'Still no answer, 09:15.', 'check']]);
    expect(desk.text(desk.model.polite.value)).toBe('Still no answer, 09:15.');
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

  it('keeps the comparison for ten minutes in all, however often it is tried meanwhile', async () => {
    const desk = await openUnlocked({ who: [tom], handlers: failing });
    await confirm(desk, tom);
    for (const _ of ['once', 'twice']) {
      desk.pass(4 * minute);
      desk.model.use();
      desk.model.next(tom, 'again');
      await desk.settle();
    }
    expect(desk.requests('confirm')).toHaveLength(3);
    desk.pass(2 * minute);
    expect(lines(desk)[0]?.[3]).toBe('compare');
    desk.model.next(tom, 'again');
    await desk.settle();
    expect(desk.requests('confirm')).toHaveLength(3);
    expect(desk.model.counts.value).toEqual({ open: 1, compared: 0 });
  });

  it('begins those ten minutes anew with a new comparison, which outlives the end of the old one', async () => {
    const desk = await openUnlocked({ who: [tom], handlers: failing });
    await confirm(desk, tom);
    desk.pass(9.9 * minute);
    desk.model.use();
    desk.pass(0.1 * minute);
    desk.model.next(tom, 'compare');
    await desk.settle();
    await desk.hear(tom);
    desk.pass(minute);
    expect(desk.model.counts.value).toEqual({ open: 1, compared: 1 });
    await desk.model.confirm();
    desk.model.use();
    desk.pass(9 * minute);
    expect(lines(desk)[0]?.[3]).toBe('again');
    desk.model.use();
    desk.pass(minute);
    expect(lines(desk)[0]?.[3]).toBe('compare');
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
