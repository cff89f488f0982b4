/** What becomes of a notice: news alerts once, what is no longer true goes, and nothing is told twice. */

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import * as z from 'zod/mini';
import {
  asShown,
  clientItem,
  editionId,
  itemKey,
  mergeHeld,
  type Notice,
  type NoticeItem,
  noticeId,
  noticeSchema,
  parseEdition,
  personItem,
  providerNoticeId,
  pruned,
  refreshed,
  snoozed,
  withNews,
} from '@/lib/domain/notices';
import { client, person, provider } from './samples';

const key = { accountId: 'a', providerId: 'p' };
const id = providerNoticeId('waiting', key);
const item = (name: string): NoticeItem =>
  personItem({ ...key, providerName: 'Harbour IT', place: 'c', clientName: 'C', person: person(name) });
const names = (notice: Notice): string[] =>
  notice.items.map((i) => (i.about === 'person' ? `${i.memberId}${i.fresh ? '!' : ''}` : i.about));
const notice = (...news: string[]): Notice => withNews(undefined, id, 'waiting', news.map(item));
const shown = (...told: string[]): Notice => asShown(notice(...told), 1);
const held = (kind: Notice['kind'], scope: string, items: NoticeItem[]): Notice => ({
  ...withNews(undefined, noticeId(kind, scope), kind, items),
  held: true,
});

describe('news', () => {
  it('makes a notice that alerts, and is a believable record', () => {
    const made = notice('x');
    expect(made).toMatchObject({ id, kind: 'waiting', pending: 'alert', revision: 1, shownAs: null, held: false });
    expect(z.safeParse(noticeSchema, made)).toEqual({ success: true, data: made });
  });

  it('joins what was told and is still true; only the news is fresh', () => {
    const next = withNews(shown('x'), id, 'waiting', [item('y')]);
    expect(names(next)).toEqual(['x', 'y!']);
    expect(next).toMatchObject({ pending: 'alert', revision: 2, shownAs: 1 });
  });

  it('about the same replaces, never doubles', () => {
    expect(names(withNews(shown('x', 'y'), id, 'waiting', [item('x')]))).toEqual(['y', 'x!']);
  });

  it('ends a snooze: a newcomer does not wait for those who were put off', () => {
    const next = withNews(snoozed(shown('x'), 5_000), id, 'waiting', [item('y')]);
    expect(next).toMatchObject({ pending: 'alert', notBefore: 0 });
    expect(names(next)).toEqual(['x!', 'y!']);
  });
});

describe('what is no longer true', () => {
  const without =
    (...gone: string[]) =>
    (i: NoticeItem): boolean =>
      i.about !== 'person' || !gone.includes(i.memberId);

  test.each<[string, Notice, string[], Notice['pending'], string[]]>([
    ['one of two shown: changed silently', shown('x', 'y'), ['x'], 'update', ['y']],
    ['the last one shown: taken away', shown('x'), ['x'], 'clear', []],
    ['one of two not yet shown: still alerts', notice('x', 'y'), ['x'], 'alert', ['y!']],
    ['the only one not yet shown: never shown', notice('x'), ['x'], 'clear', []],
    [
      'the news of a shown notice: nothing to alert any more',
      withNews(shown('x'), id, 'waiting', [item('y')]),
      ['y'],
      'update',
      ['x'],
    ],
    [
      'the old of a shown notice with news: still alerts',
      withNews(shown('x'), id, 'waiting', [item('y')]),
      ['x'],
      'alert',
      ['y!'],
    ],
  ])('%s', (_, before, gone, pending, left) => {
    const next = pruned(before, without(...gone));
    expect(next).toMatchObject({ pending, revision: before.revision + 1 });
    expect(names(next)).toEqual(left);
  });

  it('leaves the very same object where nothing went', () => {
    const before = shown('x');
    expect(pruned(before, () => true)).toBe(before);
    expect(refreshed(before, (i) => i)).toBe(before);
  });
});

describe('newer figures', () => {
  const low = withNews(undefined, 'low', 'low-seats', [clientItem(provider(), client('c', { remaining: 2 }))]);
  const renew = (i: NoticeItem): NoticeItem => (i.about === 'client' ? { ...i, remaining: 1 } : i);
  it('change a shown notice silently', () => {
    const next = refreshed(asShown(low, 1), renew);
    expect(next).toMatchObject({ pending: 'update', revision: 2, items: [{ remaining: 1, fresh: false }] });
  });
  it('change one that will alert without losing the alert', () => {
    expect(refreshed(low, renew)).toMatchObject({
      pending: 'alert',
      revision: 2,
      items: [{ remaining: 1, fresh: true }],
    });
  });
});

describe('shown', () => {
  it('has nothing left to tell', () => {
    const before = { ...notice('x'), held: true, showing: 1 };
    const after = asShown(before, 1);
    expect(after).toMatchObject({ pending: null, showing: null, shownAs: 1, held: false, notBefore: 0 });
    expect(names(after)).toEqual(['x']);
  });

  it('does not cover what came while it was being shown', () => {
    const during = withNews({ ...notice('x'), showing: 1 }, id, 'waiting', [item('y')]);
    const after = asShown(during, 1, notice('x').items);
    expect(after).toMatchObject({ pending: 'alert', shownAs: 1, revision: 2 });
    expect(names(after)).toEqual(['x', 'y!']);
  });

  it('does not alert again for what was told meanwhile', () => {
    // The edition before was closed while this one was on its way to the screen.
    const during = { ...notice('x'), showing: 1, shownAs: null, revision: 2 };
    expect(asShown(during, 1, notice('x').items)).toMatchObject({ pending: 'update', shownAs: 1 });
  });

  it('lets a snooze stand that was asked for while it was being shown', () => {
    const during = snoozed({ ...notice('x'), showing: 1 }, 9_000);
    expect(asShown(during, 1, notice('x').items)).toMatchObject({ pending: 'alert', notBefore: 9_000 });
  });

  it('is cleared if its reason went while it was being shown', () => {
    const during = pruned({ ...notice('x'), showing: 1 }, () => false);
    expect(asShown(during, 1, notice('x').items)).toMatchObject({ pending: 'clear', shownAs: 1 });
  });
});

describe('snoozed', () => {
  it('alerts again later, with everything in it', () => {
    const later = snoozed(shown('x', 'y'), 5_000);
    expect(later).toMatchObject({ pending: 'alert', notBefore: 5_000, revision: 2, showing: null });
    expect(names(later)).toEqual(['x!', 'y!']);
  });
});

describe('what waited for the end of quiet hours', () => {
  const waiting = held('waiting', 'a/p', [item('x'), item('y')]);
  const reminder = held('reminder', 'a/p', [item('x')]);
  const low = held('low-seats', 'a/p', [clientItem(provider(), client('c'))]);

  it('is nothing to merge when it is one', () => {
    expect(mergeHeld([])).toBeNull();
    expect(mergeHeld([waiting])).toBeNull();
    expect(mergeHeld([waiting, { ...low, held: false }])).toBeNull();
    expect(mergeHeld([waiting, { ...low, pending: 'clear' }])).toBeNull();
  });

  it('comes as one, each person once', () => {
    const merged = mergeHeld([waiting, reminder, low]);
    expect(merged?.away).toMatchObject({ id: 'away', kind: 'away', pending: 'alert' });
    expect(merged?.away.items.map(itemKey)).toEqual([...waiting.items, ...low.items].map(itemKey));
    expect(merged?.removed.map((n) => n.kind)).toEqual(['waiting', 'reminder', 'low-seats']);
  });

  it('joins what an earlier night left on the screen', () => {
    const old = asShown(withNews(undefined, noticeId('away', ''), 'away', [item('z')]), 1);
    const merged = mergeHeld([old, waiting, low]);
    expect(merged?.away).toMatchObject({ revision: 2, shownAs: 1 });
    expect(merged && names(merged.away)).toEqual(['z', 'x!', 'y!', 'client']);
    expect(merged?.removed).not.toContain(old);
  });
});

describe('the id of an edition', () => {
  it('says which notice and revision it is, whatever the ids in it look like', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((text) => !/[\n\r\u2028\u2029]/.test(text)),
        fc.nat(),
        (scope, revision) => {
          const of = { id: noticeId('waiting', scope) };
          expect(parseEdition(editionId(of, revision))).toEqual({ id: of.id, revision });
        },
      ),
    );
  });

  test.each(['sample', '', '#1', 'waiting|a/p', 'waiting|a/p#', 'waiting|a/p#x', 'waiting|a/p#1x'])(
    '%j is none of ours',
    (edition) => {
      expect(parseEdition(edition)).toBeNull();
    },
  );

  it('differs for each alert', () => {
    const first = notice('x');
    const second = withNews(asShown(first, 1), id, 'waiting', [item('y')]);
    expect(editionId(second, second.revision)).not.toBe(editionId(first, first.revision));
  });
});

describe('any life of a notice', () => {
  const act = fc.oneof(
    fc.record({ do: fc.constant('news' as const), who: fc.constantFrom(...'vwxyz') }),
    fc.record({ do: fc.constant('gone' as const), who: fc.constantFrom(...'vwxyz') }),
    fc.record({ do: fc.constant('show' as const) }),
    fc.record({ do: fc.constant('snooze' as const) }),
  );

  it('announces everybody once unless put off, names nobody who is gone, and ends at rest', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        let now: Notice | undefined;
        const truth = new Map<string, number>();
        const show = (): void => {
          if (now === undefined || now.pending === null) return;
          if (now.pending === 'alert') {
            const fresh = now.items.filter((i) => i.fresh);
            expect(fresh.length).toBeGreaterThan(0);
            for (const i of fresh) if (i.about === 'person') truth.set(i.memberId, (truth.get(i.memberId) ?? 0) + 1);
            now = asShown(now, now.revision);
          } else now = now.pending === 'clear' ? undefined : { ...now, pending: null };
        };
        for (const step of acts) {
          const before: number = now?.revision ?? 0;
          if (step.do === 'news' && !truth.has(step.who)) {
            truth.set(step.who, 0);
            now = withNews(now, id, 'waiting', [item(step.who)]);
          } else if (step.do === 'gone') {
            truth.delete(step.who);
            now = now && pruned(now, (i) => i.about !== 'person' || i.memberId !== step.who);
          } else if (step.do === 'show') show();
          else if (step.do === 'snooze' && now !== undefined && now.items.length > 0 && now.pending === null) {
            now = snoozed(now, 1);
            for (const who of truth.keys()) truth.set(who, 0);
          }
          if (now !== undefined) {
            expect(now.revision).toBeGreaterThanOrEqual(before);
            expect(z.safeParse(noticeSchema, now).success).toBe(true);
            for (const i of now.items) expect(i.about === 'person' && truth.has(i.memberId)).toBe(true);
          }
        }
        show();
        expect([...truth.values()].every((times) => times === 1)).toBe(true);
        expect(new Set(now?.items.map(itemKey) ?? []).size).toBe(truth.size);
        expect(now?.pending ?? null).toBeNull();
      }),
      { numRuns: 400 },
    );
  });
});
