import { describe, expect, it, vi } from 'vitest';
import type { ConfirmOutcome } from '@/lib/domain/confirmation';
import { account, person, place } from '../domain/samples';
import {
  allConfirmed,
  confirm,
  harbour,
  lines,
  minute,
  openUnlocked,
  priya,
  readingOf,
  sam,
  standingOf,
  tom,
} from './confirm-desk';

vi.setConfig({ testTimeout: 30_000 });

const compared = (desk: Awaited<ReturnType<typeof openUnlocked>>) =>
  desk.model.shown.value
    .filter(({ standing }) => standing.kind === 'check' && standing.check.comparing.same !== null)
    .map(({ key }) => key);

describe('what was compared, while the keys are open', () => {
  it('is there for whoever looked at another page of the desk', async () => {
    const desk = await openUnlocked();
    await desk.hear(priya);
    await desk.hear(tom);
    desk.model.follow(null);
    desk.model.follow([]);
    await desk.settle();
    expect(desk.model.stage.value).toBe('compare');
    expect(compared(desk)).toEqual([priya, tom]);
    await desk.model.confirm();
    expect(desk.requests('confirm').map(({ people }) => people.map(({ id }) => id))).toEqual([['priya'], ['tom']]);
  });

  it('outlives other people who are compared between', async () => {
    const desk = await openUnlocked({ who: [priya, tom] });
    await desk.hear(tom);
    desk.model.follow([sam]);
    await desk.settle();
    expect(compared(desk)).toEqual([]);
    await desk.hear(sam);
    desk.model.done();
    desk.model.follow(null);
    desk.model.follow([]);
    await desk.settle();
    expect(compared(desk)).toEqual([tom, sam]);
    // Their keys were not asked for again: what was compared is what is sealed to.
    expect(desk.requests('publicKeys').filter(({ place: where }) => where === '1')).toHaveLength(1);
  });

  it('goes with the keys, whoever is on the page', async () => {
    const desk = await openUnlocked({ who: [tom] });
    await desk.hear(tom);
    desk.model.follow([priya]);
    await desk.settle();
    desk.model.lock();
    await desk.unlock();
    desk.model.follow([tom, priya]);
    await desk.settle();
    expect(compared(desk)).toEqual([]);
  });

  it('goes with the account too, whoever is on the page', async () => {
    const desk = await openUnlocked({ who: [tom] });
    await desk.hear(tom);
    desk.model.follow([priya]);
    await desk.settle();
    desk.show(harbour({ accounts: [account({ addedAt: 99 })] }));
    await desk.settle();
    await desk.unlock();
    desk.model.follow([tom, priya]);
    await desk.settle();
    expect(compared(desk)).toEqual([]);
  });

  it('holds no more where the words were found to differ meanwhile', async () => {
    const covers = new Map();
    const desk = await openUnlocked({ who: [tom], covers });
    const other = await openUnlocked({ who: [tom], covers });
    await desk.hear(tom);
    desk.model.follow(null);
    await other.model.step(tom, { do: 'differ' });
    desk.model.follow([tom]);
    await desk.settle();
    await desk.model.confirm();
    expect(desk.requests('confirm')).toEqual([]);
  });

  it('holds no more where somebody is to come in as more than that', async () => {
    const desk = await openUnlocked({ who: [priya, sam] });
    await desk.hear(priya);
    await desk.hear(sam);
    desk.model.follow(null);
    desk.show(
      harbour({
        places: [
          place('team', [
            person('priya', { name: 'Priya Nair', role: 'provider-admin', waitingSince: 100 }),
            person('sam', { name: 'Sam Lee', role: 'provider-admin', waitingSince: 300 }),
          ]),
        ],
      }),
    );
    desk.model.follow([priya, sam]);
    await desk.settle();
    expect(compared(desk)).toEqual([sam]);
  });

  it('leaves out who was left out, for whoever comes back without "Not now"', async () => {
    const desk = await openUnlocked();
    desk.model.leaveOut(tom, true);
    desk.model.follow(null);
    desk.model.follow([]);
    await desk.settle();
    expect(standingOf(desk, tom)?.kind).toBe('left-out');
    desk.model.done();
    desk.model.follow(null);
    desk.model.follow([]);
    await desk.settle();
    expect(standingOf(desk, tom)?.kind).toBe('check');
  });

  it('goes on with the fifty that were on the screen', async () => {
    const people = Array.from({ length: 60 }, (_, at) => person(`m${at}`, { waitingSince: at }));
    const desk = await openUnlocked({ overview: harbour({ places: [place('1', people)] }) });
    desk.model.turn(1);
    desk.model.follow(null);
    desk.model.follow([]);
    await desk.settle();
    expect(desk.model.fifty.value).toEqual({ at: 1, count: 2 });
    desk.model.follow(['a/p/1/m3']);
    desk.model.follow([]);
    expect(desk.model.fifty.value).toEqual({ at: 0, count: 2 });
  });
});

describe('a comparison that was sent', () => {
  const ending = async (outcome: ConfirmOutcome) => {
    const desk = await openUnlocked({ who: [tom], handlers: { confirm: () => [outcome] } });
    await confirm(desk, tom);
    const back = async (): Promise<void> => {
      desk.model.done();
      desk.model.follow(null);
      desk.model.follow([tom]);
      await desk.settle();
    };
    return { desk, back };
  };
  const offline = { id: 'tom', kind: 'not-sent', failure: { kind: 'offline' } } as const;

  it('and never arrived is kept for its ten minutes, also after "Done"', async () => {
    const { desk, back } = await ending(offline);
    desk.pass(4 * minute);
    await back();
    expect(desk.model.stage.value).toBe('compare');
    expect(compared(desk)).toEqual([tom]);
    for (let gone = 0; gone < 6; gone += 1) {
      desk.pass(minute);
      desk.model.use();
    }
    expect(desk.model.isUnlocked.value).toBe(true);
    expect(compared(desk)).toEqual([]);
  });

  it('and never arrived has no ten minutes more for being looked away from', async () => {
    const { desk, back } = await ending(offline);
    await back();
    desk.model.follow([priya]);
    for (let gone = 0; gone < 11; gone += 1) {
      desk.pass(minute);
      desk.model.use();
    }
    desk.model.follow([tom]);
    await desk.settle();
    expect(compared(desk)).toEqual([]);
  });

  it('and never arrived can be sent again after "Done"', async () => {
    const { desk, back } = await ending(offline);
    await back();
    desk.handlers.confirm = allConfirmed;
    await desk.model.confirm();
    await desk.settle();
    expect(lines(desk)).toEqual([['Tom Okafor', true, 'Confirmed.', null]]);
  });

  it.each<ConfirmOutcome>([
    { id: 'tom', kind: 'unknown', failure: { kind: 'offline' } },
    { id: 'tom', kind: 'key-changed', key: readingOf(harbour(), 'tom', 9) },
  ])('and ended with $kind is compared anew', async (outcome) => {
    const { desk, back } = await ending(outcome);
    await back();
    expect(desk.model.stage.value).toBe('compare');
    expect(compared(desk)).toEqual([]);
  });
});

describe('what is said', () => {
  it('of one stage is not read out in the next, nor when it comes back', async () => {
    const desk = await openUnlocked({
      handlers: { confirm: ({ people }) => people.map(({ id }) => ({ id, kind: 'left' })) },
    });
    await desk.model.step(sam, { do: 'give', text: 'marble' });
    await desk.hear(tom);
    expect(desk.text(desk.model.polite.value)).toBe('Tom Okafor: same words');
    expect(desk.text(desk.model.urgent.value)).toBe('Sam Lee: not the same word');
    await desk.model.confirm();
    await desk.settle();
    expect(desk.text(desk.model.polite.value)).toBe('Nobody confirmed');
    expect(desk.model.urgent.value).toBeNull();
    desk.model.goOn();
    expect([desk.model.polite.value, desk.model.urgent.value]).toEqual([null, null]);
  });

  it('of a locking is heard, though it changes the stage', async () => {
    const desk = await openUnlocked();
    await desk.hear(tom);
    desk.model.lock();
    expect(desk.text(desk.model.urgent.value)).toContain('Locked.');
    expect(desk.model.polite.value).toBeNull();
    await desk.unlock();
    expect(desk.model.urgent.value).toBeNull();
  });

  it('of copying stands in the corner for a while, also where it failed', async () => {
    const desk = await openUnlocked({ who: [priya] });
    const remark = () => {
      const { words, failed } = desk.model.remark.value ?? { words: null, failed: null };
      return [desk.text(words), failed];
    };
    await desk.model.copyText('something');
    expect(remark()).toEqual(['Copied.', false]);
    desk.pass(3_000);
    await desk.model.copyPhrase(priya);
    expect(remark()).toEqual(['One word is still covered: the phrase can be copied once it is compared.', true]);
    expect(desk.copied).toEqual(['something']);
    desk.pass(3_000);
    expect(desk.model.remark.value).not.toBeNull();
    desk.pass(2_000);
    expect(desk.model.remark.value).toBeNull();
  });
});

it('"Not the same word" does not stand over the empty field of somebody who comes later', async () => {
  const desk = await openUnlocked();
  await desk.model.step(priya, { do: 'give', text: 'marble' });
  await desk.model.step(sam, { do: 'differ' });
  await confirm(desk, tom);
  desk.model.goOn();
  await desk.settle();
  expect(standingOf(desk, priya)).toMatchObject({ check: { comparing: { differs: false, cover: { wrong: 1 } } } });
  expect(standingOf(desk, sam)).toMatchObject({ check: { comparing: { differs: true, cover: { closed: true } } } });
});
