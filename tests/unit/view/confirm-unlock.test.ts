import { describe, expect, it, vi } from 'vitest';
import type { UnlockMaterial } from '@/lib/domain/confirmation';
import { fail, succeed } from '@/lib/domain/failure';
import { createKeyrings, type NotUnlocked } from '@/lib/view/confirm/keyrings';
import { createUnlockPanel } from '@/lib/view/confirm/unlock';
import { notUnlockedWords } from '@/lib/view/confirm/words';
import { account, person, place, provider } from '../domain/samples';
import {
  harbour,
  makeKeys,
  minute,
  openConfirm,
  openUnlocked,
  password,
  priya,
  standingOf,
  start,
} from './confirm-desk';

vi.setConfig({ testTimeout: 30_000 });

const passphrase = {
  id: 'own',
  salt: 's',
  iterations: 3,
  memoryMib: 64,
  parallelism: 4,
  check: 'c',
  setAt: 1,
} as const;

describe('the question for the password', () => {
  it('comes first, names the account, and opens the comparison', async () => {
    const desk = await openConfirm();
    expect(desk.model.stage.value).toBe('unlock');
    expect(desk.model.account.value?.email).toBe('ada@harbour-it.example');
    // Nothing is asked of the server before.
    expect(desk.asked).toEqual([]);
    await desk.unlock();
    expect(desk.model.stage.value).toBe('compare');
    expect(desk.model.isUnlocked.value).toBe(true);
    expect(desk.requests('unlockMaterial')).toEqual([{ accountId: 'a', fresh: false }]);
  });

  it('is not put where nobody can be compared', async () => {
    const desk = await openConfirm({ overview: harbour({ places: [] }) });
    expect(desk.model.stage.value).toBe('nobody');
    const reseller = harbour({ providers: [provider({ type: 'reseller', role: 'service-user' })] });
    const stopped = await openConfirm({ overview: reseller });
    expect(stopped.model.stage.value).toBe('compare');
    expect(standingOf(stopped, priya)).toMatchObject({ kind: 'obstacle', words: { key: 'desk_why_admin' } });
    expect(stopped.model.counts.value).toEqual({ open: 0, compared: 0 });
  });

  it('waits for the store', async () => {
    const desk = await openConfirm({ overview: null });
    expect(desk.model.stage.value).toBe('opening');
    desk.show(harbour());
    expect(desk.model.stage.value).toBe('unlock');
  });

  it('empties the field on success and on failure, and sends the password nowhere', async () => {
    const desk = await openConfirm();
    const panel = desk.model.panel.value!;
    await desk.unlock('wrong one');
    expect(panel.password.value).toBe('');
    expect(panel.problem.value).toMatchObject({ words: { key: 'unlock_wrong' }, mayTry: true, inField: true });
    expect(desk.model.stage.value).toBe('unlock');
    await desk.unlock();
    expect(panel.password.value).toBe('');
    expect(JSON.stringify(desk.asked)).not.toContain(password);
    expect(JSON.stringify(desk.asked)).not.toContain('wrong one');
  });

  it('asks for nothing with an empty field', async () => {
    const desk = await openConfirm();
    await desk.unlock('');
    expect(desk.asked).toEqual([]);
    const problem = desk.model.panel.value?.problem.value;
    expect(desk.text(problem?.words ?? null)).toBe('Enter your master password.');
    expect(problem).toMatchObject({ mayTry: true, inField: true });
    await desk.unlock();
    expect(desk.model.stage.value).toBe('compare');
  });

  it('tries the next password with what the server has by then, if what it had is older than the question', async () => {
    const changed = await makeKeys({ sealedAt: start + 1 }, 'a new one');
    const old = await makeKeys({ sealedAt: start - minute });
    const desk = await openConfirm({
      keys: old,
      handlers: { unlockMaterial: ({ fresh }) => succeed(fresh ? changed.material : old.material) },
    });
    await desk.unlock('a new one');
    expect(desk.model.panel.value?.problem.value?.words.key).toBe('unlock_wrong');
    await desk.unlock('a new one');
    expect(desk.model.stage.value).toBe('compare');
    expect(desk.requests('unlockMaterial').map(({ fresh }) => fresh)).toEqual([false, true]);
  });

  it('signs in anew once at most, however many passwords are wrong', async () => {
    const fresh = await makeKeys({ sealedAt: start + 1 });
    const desk = await openConfirm({
      handlers: {
        unlockMaterial: ({ fresh: asked }) =>
          succeed(asked ? fresh.material : { ...fresh.material, sealedAt: start - 1 }),
      },
    });
    for (const typed of ['one', 'two', 'three', 'four']) await desk.unlock(typed);
    expect(desk.requests('unlockMaterial').map(({ fresh: asked }) => asked)).toEqual([false, true]);
  });

  it('asks for each account in turn, and goes on without one', async () => {
    const overview = harbour({
      accounts: [account(), account({ id: 'b', email: 'ada@lantern.example' })],
      providers: [provider(), provider({ accountId: 'b', id: 'q', name: 'Lantern' })],
      places: [
        place('team', [person('priya'), person('sam', { waitingSince: 950 })]),
        place('team', [person('lena', { waitingSince: 900 })], { accountId: 'b', providerId: 'q' }),
      ],
    });
    const desk = await openConfirm({ overview });
    expect(desk.model.account.value?.id).toBe('a');
    expect(desk.model.canSkip.value).toBe(true);
    expect(desk.model.needed.value).toMatchObject({ at: 1, count: 2, first: { person: { id: 'priya' } }, more: 1 });
    await desk.unlock();
    expect(desk.model.account.value?.id).toBe('b');
    expect(desk.model.needed.value).toMatchObject({ at: 2, count: 2, first: { person: { id: 'lena' } }, more: 0 });
    desk.model.skip();
    await desk.settle();
    expect(desk.model.stage.value).toBe('compare');
    expect(standingOf(desk, 'b/q/team/lena')).toEqual({ kind: 'left-out' });
    desk.model.leaveOut('b/q/team/lena', false);
    expect(desk.model.stage.value).toBe('unlock');
  });

  it('counts an account that was passed over', async () => {
    const overview = harbour({
      accounts: [account(), account({ id: 'b', email: 'ada@lantern.example' })],
      providers: [provider(), provider({ accountId: 'b', id: 'q', name: 'Lantern' })],
      places: [
        place('team', [person('priya')]),
        place('team', [person('lena', { waitingSince: 900 })], { accountId: 'b', providerId: 'q' }),
      ],
    });
    const desk = await openConfirm({ overview });
    desk.model.skip();
    expect(desk.model.account.value?.id).toBe('b');
    expect(desk.model.needed.value).toMatchObject({ at: 2, count: 2, first: { person: { id: 'lena' } }, more: 0 });
  });

  it('cancels at once, and what was begun opens nothing any more', async () => {
    let answer = (_: UnlockMaterial): void => undefined;
    const keys = await makeKeys();
    const desk = await openConfirm({
      handlers: {
        unlockMaterial: () =>
          new Promise((resolve) => {
            answer = (material) => resolve(succeed(material));
          }),
      },
    });
    const panel = desk.model.panel.value!;
    panel.password.value = password;
    const ended = panel.submit();
    expect(panel.working.value).toBe(true);
    panel.cancel();
    expect(panel.working.value).toBe(false);
    expect(panel.password.value).toBe('');
    answer(keys.material);
    await ended;
    await desk.settle();
    expect(desk.model.stage.value).toBe('unlock');
    expect(desk.model.isUnlocked.value).toBe(false);
  });

  it('hands the derivation the signal and passes its forecast on', async () => {
    const keys = await makeKeys();
    const stopped: boolean[] = [];
    const keyrings = createKeyrings({
      now: () => start,
      ask: async () => succeed(keys.material) as never,
      derive: (_kdf, _password, _salt, { signal, onProgress }) =>
        new Promise((resolve) => {
          onProgress?.({ expectedMs: 12_300 });
          signal?.addEventListener('abort', () => {
            stopped.push(true);
            resolve({ ok: false, reason: 'cancelled' });
          });
        }),
    });
    const panel = createUnlockPanel({ keyrings, accountId: 'a', now: () => start });
    panel.password.value = password;
    const ended = panel.submit();
    await vi.waitFor(() => expect(panel.expectedMs.value).toBe(12_300), { timeout: 4_000 });
    panel.cancel();
    await ended;
    expect(stopped).toEqual([true]);
    expect(panel.problem.value).toBeNull();
  });
});

describe('what stands in the way of unlocking', () => {
  const sealed = async (change: (sealed: Record<string, unknown>) => Record<string, unknown>) => {
    const { material } = await makeKeys();
    return { ...material, sealed: change({ ...material.sealed }) };
  };
  it.each<[string, (sealed: Record<string, unknown>) => Record<string, unknown>, string, boolean]>([
    [
      'no master password',
      (s) => ({ ...s, UserDecryptionOptions: { HasMasterPassword: false } }),
      'unlock_no_master',
      false,
    ],
    ['no user key', ({ Key: _, ...s }) => s, 'unlock_no_master', false],
    ['a weak derivation', (s) => ({ ...s, KdfIterations: 4_999 }), 'unlock_weak', false],
    ['an enormous derivation', (s) => ({ ...s, KdfIterations: 10_000_001 }), 'unlock_excessive', false],
    ['an unknown derivation', (s) => ({ ...s, Kdf: 7 }), 'unlock_unsupported', false],
    ['nothing readable', (s) => ({ ...s, KdfIterations: 'many' }), 'unlock_unreadable', true],
    ['no private key', ({ PrivateKey: _, ...s }) => s, 'unlock_no_pair', false],
    ['a user key of another kind', (s) => ({ ...s, Key: '0.AAAA|AAAA' }), 'unlock_unknown_kind', false],
    ['a malformed user key', (s) => ({ ...s, Key: '2.nonsense' }), 'unlock_damaged', false],
    ['another private key', (s) => ({ ...s, PrivateKey: s.Key }), 'unlock_misfit', false],
    ['a malformed private key', (s) => ({ ...s, PrivateKey: '2.x' }), 'unlock_damaged', false],
  ])('%s', async (_, change, expected, mayTry) => {
    const material = await sealed(change);
    const desk = await openConfirm({ handlers: { unlockMaterial: () => succeed(material) } });
    await desk.unlock();
    expect(desk.model.panel.value?.problem.value).toMatchObject({ words: { key: expected }, mayTry });
    expect(desk.model.isUnlocked.value).toBe(false);
  });

  it('no master password is remembered for the page: it is asked for once, and nothing is asked of the server again', async () => {
    const material = await sealed((s) => ({ ...s, UserDecryptionOptions: { HasMasterPassword: false } }));
    const desk = await openConfirm({ who: [priya], handlers: { unlockMaterial: () => succeed(material) } });
    await desk.unlock();
    expect(desk.model.panel.value?.problem.value).toMatchObject({ noPassword: true });
    await desk.unlock('another');
    desk.model.follow(null);
    desk.model.follow([priya]);
    await desk.settle();
    expect(desk.model.panel.value?.problem.value).toMatchObject({ words: { key: 'unlock_no_master' }, mayTry: false });
    await desk.unlock('another');
    expect(desk.requests('unlockMaterial')).toHaveLength(1);
  });

  it('the server, the network and the worker have words of their own', async () => {
    const desk = await openConfirm({
      handlers: { unlockMaterial: () => fail({ kind: 'rate-limited', host: 'h', retryAt: start + 5 * minute }) },
    });
    await desk.unlock();
    const problem = () => desk.model.panel.value?.problem.value;
    expect(desk.text(problem()?.words ?? null)).toBe(
      'Your password was not tried. The server asks us to slow down until 09:05.',
    );
    // Nothing was held against it, so nothing is said to be wrong with it.
    expect(problem()).toMatchObject({ mayTry: true, inField: false });
    delete desk.handlers.unlockMaterial;
    await desk.unlock();
    expect(desk.text(problem()?.words ?? null)).toBe(
      'Your password was not tried. Provider Desk itself did not answer. Try again.',
    );
    expect(problem()?.inField).toBe(false);
  });

  it('says the same of no two different things, but for damage and unknown kinds', () => {
    const reasons = [
      'wrong-password',
      'no-master-password',
      'weak-kdf',
      'excessive-kdf',
      'unsupported-kdf',
      'malformed-answer',
      'private-key-missing',
      'user-key-malformed',
      'user-key-unsupported',
      'private-key-damaged',
      'derivation-failed',
    ] as const;
    const problems: NotUnlocked[] = [
      ...reasons.map((reason) => ({ kind: 'refused', reason }) as const),
      { kind: 'no-worker' },
      { kind: 'material', failure: { kind: 'offline' } },
    ];
    const said = problems.map((problem) => notUnlockedWords(problem)?.key);
    expect(new Set(said).size).toBe(problems.length);
  });
});

describe('locking', () => {
  it('drops keys and comparisons, and says so', async () => {
    const desk = await openUnlocked();
    await desk.hear(priya);
    expect(desk.model.counts.value.compared).toBe(1);
    desk.model.lock();
    expect(desk.model.stage.value).toBe('unlock');
    expect(desk.model.isUnlocked.value).toBe(false);
    expect(desk.text(desk.model.locked.value)).toContain('What you had compared was dropped');
    await desk.unlock();
    expect(desk.model.counts.value.compared).toBe(0);
    expect(desk.model.locked.value).toBeNull();
  });

  it('comes after ten minutes without use, and not before', async () => {
    const desk = await openUnlocked();
    desk.pass(9 * minute);
    expect(desk.model.isUnlocked.value).toBe(true);
    desk.model.use();
    desk.pass(9 * minute);
    expect(desk.model.isUnlocked.value).toBe(true);
    desk.pass(minute + 5_000);
    expect(desk.model.isUnlocked.value).toBe(false);
    expect(desk.text(desk.model.locked.value)).toContain('Locked after 10 minutes without use.');
  });

  it('comes after the minutes that were chosen', async () => {
    const overview = harbour();
    const preferences = { ...overview.preferences, lockAfterMinutes: 3 };
    const desk = await openUnlocked({ overview: { ...overview, preferences } });
    desk.pass(3 * minute + 5_000);
    expect(desk.model.isUnlocked.value).toBe(false);
  });

  it.each(['use', 'wake'] as const)('comes before anything else after a week of sleep: %s', async (what) => {
    const desk = await openUnlocked();
    await desk.hear(priya);
    desk.sleep(7 * 24 * 60 * minute);
    expect(desk.model.isUnlocked.value).toBe(true);
    desk.model[what]();
    expect(desk.model.isUnlocked.value).toBe(false);
    expect(desk.model.counts.value.compared).toBe(0);
  });

  it('comes where the clock was set back, which would make the wait endless', async () => {
    const desk = await openUnlocked();
    desk.sleep(-60 * minute);
    desk.model.use();
    expect(desk.model.isUnlocked.value).toBe(false);
  });

  it.each([
    ['is forgotten', harbour({ accounts: [] })],
    ['was forgotten and added again', harbour({ accounts: [account({ addedAt: 99 })] })],
    ['is another person', harbour({ accounts: [account({ userId: 'v' })] })],
    ['has lost its key', harbour({ accounts: [account({ failure: { kind: 'key-refused' } })] })],
    ['is behind a passphrase', harbour({ lock: { passphrase, locked: true, lockedAt: null } })],
  ])('comes when the account %s', async (_, next) => {
    const desk = await openUnlocked();
    await desk.hear(priya);
    desk.show(next);
    expect(desk.model.isUnlocked.value).toBe(false);
    expect(desk.model.counts.value.compared).toBe(0);
    const why = next.lock?.locked ? 'Locked with the passphrase.' : 'Locked, because the account is not as it was.';
    expect(desk.text(desk.model.locked.value)).toContain(why);
  });

  it('does not come when anything else changes', async () => {
    const desk = await openUnlocked();
    await desk.hear(priya);
    desk.show(harbour({ accounts: [account({ label: 'Mine', lastAnswerAt: 5, failure: { kind: 'offline' } })] }));
    expect(desk.model.isUnlocked.value).toBe(true);
    expect(desk.model.counts.value.compared).toBe(1);
  });

  it('ends a derivation under way', async () => {
    const desk = await openConfirm();
    const panel = desk.model.panel.value!;
    panel.password.value = password;
    const ended = panel.submit();
    desk.model.leave();
    await ended;
    await desk.settle();
    expect(desk.model.isUnlocked.value).toBe(false);
    expect(panel.password.value).toBe('');
  });

  it.each(['lock', 'leave'] as const)('forgets a password that was typed and not used: %s', async (what) => {
    const desk = await openConfirm();
    const panel = desk.model.panel.value!;
    panel.password.value = password;
    desk.model[what]();
    expect(panel.password.value).toBe('');
  });

  it('leaves no typed password in a page that is hidden', async () => {
    const desk = await openConfirm();
    const panel = desk.model.panel.value!;
    panel.password.value = password;
    desk.model.hide();
    expect(panel.password.value).toBe('');
  });
});
