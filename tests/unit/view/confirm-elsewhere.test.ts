import { describe, expect, it, vi } from 'vitest';
import type { ConfirmOutcome } from '@/lib/domain/confirmation';
import { type ConfirmDesk, lines, openUnlocked, priya, sam, tom } from './confirm-desk';

vi.setConfig({ testTimeout: 30_000 });

/** A desk where Tom is being sent, and how that ends. */
async function sendTom(
  who: readonly string[] = [tom],
): Promise<{ desk: ConfirmDesk; end: (kind: 'confirmed' | 'left' | 'refused' | 'not-sent') => Promise<void> }> {
  let answer = (_: readonly ConfirmOutcome[]): void => undefined;
  const desk = await openUnlocked({
    who,
    handlers: {
      confirm: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    },
  });
  await desk.hear(tom);
  const sent = desk.model.confirm();
  await vi.waitFor(() => expect(desk.requests('confirm')).toHaveLength(1), { timeout: 4_000 });
  return {
    desk,
    async end(kind) {
      if (kind === 'refused') answer([{ id: 'tom', kind, sentence: null }]);
      else if (kind === 'not-sent') answer([{ id: 'tom', kind, failure: { kind: 'offline' } }]);
      else answer([{ id: 'tom', kind }]);
      await sent;
      await desk.settle();
    },
  };
}

const names = (desk: ConfirmDesk) => lines(desk).map(([name]) => name);

describe('results that came while another page was shown', () => {
  it('are there for whoever comes back', async () => {
    const { desk, end } = await sendTom();
    desk.model.follow(null);
    await end('confirmed');
    desk.model.follow([tom]);
    await desk.settle();
    expect(desk.model.stage.value).toBe('result');
    expect(lines(desk)).toEqual([['Tom Okafor', true, 'Confirmed.', null]]);
    desk.model.done();
    expect(desk.gone).toEqual(['#/waiting']);
  });

  it('come before other people who are asked for, and those after "Done"', async () => {
    const { desk, end } = await sendTom();
    desk.model.follow(null);
    await end('confirmed');
    desk.model.follow([priya, sam]);
    await desk.settle();
    expect(desk.model.stage.value).toBe('result');
    expect(names(desk)).toEqual(['Tom Okafor']);
    desk.model.done();
    await desk.settle();
    expect(desk.gone).toEqual([]);
    expect(desk.model.stage.value).toBe('compare');
    expect(desk.model.shown.value.map(({ key }) => key)).toEqual([priya, sam]);
    expect(lines(desk)).toEqual([]);
  });
});

it('results of trying again are unseen as the first ones were', async () => {
  const { desk, end } = await sendTom();
  await end('not-sent');
  expect(desk.model.stage.value).toBe('result');
  desk.model.next(tom, 'again');
  await vi.waitFor(() => expect(desk.requests('confirm')).toHaveLength(2), { timeout: 4_000 });
  desk.model.follow(null);
  await end('confirmed');
  desk.model.follow([priya]);
  await desk.settle();
  expect(desk.model.stage.value).toBe('result');
  expect(names(desk)).toEqual(['Tom Okafor']);
});

describe('another address, opened while something is sent', () => {
  it('shows the result of what was sent, and then its people', async () => {
    const { desk, end } = await sendTom();
    desk.model.follow([priya]);
    expect(desk.model.stage.value).toBe('sending');
    await end('left');
    expect(desk.model.stage.value).toBe('result');
    // The same link again changes nothing.
    desk.model.follow([priya]);
    expect(names(desk)).toEqual(['Tom Okafor']);
    desk.model.done();
    await desk.settle();
    expect(desk.model.shown.value.map(({ key }) => key)).toEqual([priya]);
    desk.model.done();
    expect(desk.gone).toEqual(['#/waiting']);
  });
});

describe('results that were seen', () => {
  it('make room for other people who are asked for', async () => {
    const { desk, end } = await sendTom();
    await end('left');
    expect(desk.model.stage.value).toBe('result');
    desk.model.follow(null);
    desk.model.follow([priya]);
    await desk.settle();
    expect(desk.model.shown.value.map(({ key }) => key)).toEqual([priya]);
  });

  it('stay for the same people as long as something is left to do, until "Done"', async () => {
    const { desk, end } = await sendTom([tom, priya]);
    await end('refused');
    desk.model.follow(null);
    desk.model.follow([tom, priya]);
    await desk.settle();
    expect(desk.model.stage.value).toBe('result');
    expect(names(desk)).toEqual(['Tom Okafor']);
    desk.model.done();
    desk.model.follow(null);
    desk.model.follow([tom, priya]);
    await desk.settle();
    expect(desk.model.stage.value).toBe('compare');
    expect(lines(desk)).toEqual([]);
  });

  it.each(['confirmed', 'left'] as const)('do not stay where nothing is left to do: %s', async (kind) => {
    const { desk, end } = await sendTom([]);
    await end(kind);
    desk.model.follow(null);
    desk.model.follow([]);
    await desk.settle();
    expect(desk.model.stage.value).toBe('compare');
    expect(lines(desk)).toEqual([]);
  });
});
