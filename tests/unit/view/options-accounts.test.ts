import { signal } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import type { Failure } from '@/lib/domain/failure';
import type { Words } from '@/lib/domain/words';
import type { SignInOutcome } from '@/lib/messaging/protocol';
import { accountRows, createAccountsModel } from '@/lib/view/options/accounts';
import { account, type Handlers, now, overview, ownServer, provider, text, worker } from './options-fixtures';

const connected: SignInOutcome = {
  kind: 'connected',
  accountId: account().id,
  email: account().email,
  providers: [{ id: 'p1', name: 'Harbour IT', role: 'service-user', enabled: true, clients: 24 }],
};

const row = (rest: Parameters<typeof overview>[0], checkingId: string | null = null) => {
  const [first] = accountRows(overview(rest), now, checkingId);
  if (first === undefined) throw new Error('no row');
  return first;
};

describe('a row of the list of accounts', () => {
  it('has the name the person gave, else the address', () => {
    expect(row({}).name).toBe('ada@harbour-it.example');
    expect(row({}).email).toBeNull();
    const named = row({ accounts: [account({ label: 'Work' })] });
    expect([named.name, named.email]).toEqual(['Work', 'ada@harbour-it.example']);
  });

  it('says where, and who one is there', () => {
    expect(row({ accounts: [account({ server: ownServer })] }).where).toBe('vault.example.org');
    const providers = [
      provider({ role: 'provider-admin' }),
      provider({ id: 'p2', enabled: false }),
      provider({ id: 'p3', name: null, removed: true }),
      provider({ id: 'p4', accountId: 'another' }),
    ];
    expect(row({ providers }).providers.map(({ words }) => text(words))).toEqual([
      'Harbour IT (provider admin)',
      'Harbour IT (service user, suspended)',
      'your provider (no longer a member)',
    ]);
  });

  it.each([
    ['key-refused', { kind: 'key-refused' }, 'key', 'API key refused since'],
    ['key-lost', { kind: 'key-lost' }, 'key', 'API key refused since'],
    ['no-permission', { kind: 'no-permission', host: 'x' }, 'allow', 'the browser no longer allows access since'],
    ['offline', { kind: 'offline' }, 'test', 'offline since'],
  ] satisfies [string, Failure, string, string][])(
    'tells of trouble and what to do: %s',
    (_name, failure, main, words) => {
      const found = row({ accounts: [account({ failure, failureSince: now - 1000 })] });
      expect(found.main).toBe(main);
      expect(found.status.kind === 'trouble' && text(found.status.words)).toContain(words);
    },
  );

  it('tells when it was read, or that it is being read', () => {
    expect(row({}).status).toEqual({ kind: 'checked', at: account().lastAnswerAt });
    expect(row({ accounts: [account({ lastAnswerAt: null })] }).status).toEqual({ kind: 'never' });
    expect(row({}, account().id).status).toEqual({ kind: 'checking' });
    const failing = [account({ failure: { kind: 'offline' } })];
    expect(row({ accounts: failing }, account().id).status).toEqual({ kind: 'checking' });
  });
});

function setup(handlers: Handlers, granted = true) {
  const { ask, asked, names } = worker(handlers);
  const spoken: Words[] = [];
  const deps = {
    overview: signal(overview()),
    checkingId: signal(null),
    now: signal(now),
    ask,
    requestOrigins: vi.fn((_origins: readonly string[]) => Promise.resolve(granted)),
    clearPageStorage: vi.fn(),
    refresh: vi.fn(() => Promise.resolve()),
    announce: (words: Words) => spoken.push(words),
  };
  return { model: createAccountsModel(deps), deps, asked, names, spoken };
}

describe('what can be done with an account', () => {
  it('test: shows that it runs, then what was found', async () => {
    const { model } = setup({ testAccount: () => connected });
    const done = model.test(account());
    expect(model.tests.value.get(account().id)).toBe('working');
    await done;
    expect(model.tests.value.get(account().id)).toMatchObject({ tone: 'good' });
  });

  it('allow again: asks in the turn of the click, then tests', async () => {
    const { model, deps, names } = setup({ testAccount: () => connected });
    const done = model.allow(account({ server: ownServer }));
    expect(deps.requestOrigins).toHaveBeenCalledWith(['https://vault.example.org/*']);
    await done;
    expect(names()).toEqual(['testAccount']);
  });

  it('allow again, refused: tests nothing and says what that means', async () => {
    const { model, names } = setup({}, false);
    await model.allow(account({ server: ownServer }));
    expect(names()).toEqual([]);
    const state = model.tests.value.get(account().id);
    expect(typeof state === 'object' && state.lines.map(text).join()).toContain('until you allow it');
  });

  it('rename: an empty name goes back to the address', async () => {
    const { model, asked, spoken } = setup({ renameAccount: () => undefined });
    model.renaming.value = account().id;
    await model.rename(account(), '  Work ');
    await model.rename(account(), '   ');
    expect(asked.map((a) => a.request)).toEqual([
      { accountId: account().id, label: 'Work' },
      { accountId: account().id, label: null },
    ]);
    expect(model.renaming.value).toBeNull();
    expect(spoken.map(text)).toEqual(['Saved', 'Saved']);
  });

  it('rename that could not be saved stays open and says so', async () => {
    const { model, spoken } = setup({});
    model.renaming.value = account().id;
    await model.rename(account(), 'Work');
    expect(model.renaming.value).toBe(account().id);
    expect(spoken.map(text)).toEqual(['That could not be saved. Try again.']);
  });

  it('forget: asks the worker, and empties what the popup keeps beside it', async () => {
    const { model, deps, asked } = setup({ forgetAccount: () => undefined });
    model.forgetting.value = model.rows.value[0] ?? null;
    await model.forget();
    expect(asked).toEqual([{ name: 'forgetAccount', request: { accountId: account().id } }]);
    expect(deps.clearPageStorage).toHaveBeenCalledOnce();
    expect(model.forgetting.value).toBeNull();
  });

  it('forget without a question does nothing', async () => {
    const { model, asked, deps } = setup({});
    await model.forget();
    expect(asked).toEqual([]);
    expect(deps.clearPageStorage).not.toHaveBeenCalled();
  });
});
