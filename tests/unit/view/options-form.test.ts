import { describe, expect, it, vi } from 'vitest';
import { clouds } from '@/lib/domain/addresses';
import { checkClientId } from '@/lib/domain/client-id';
import type { Account } from '@/lib/domain/model';
import type { SignInOutcome } from '@/lib/messaging/protocol';
import { type AccountForm, createAccountForm } from '@/lib/view/options/form';
import { account, clientId, type Handlers, ownServer, secret, text, worker } from './options-fixtures';

const connected: SignInOutcome = {
  kind: 'connected',
  accountId: 'vault.example.org/u1',
  email: 'ada@harbour-it.example',
  providers: [{ id: 'p1', name: 'Harbour IT', role: 'provider-admin', enabled: true, clients: 24 }],
};
const found = { kind: 'found', server: ownServer, version: '2026.8.0', missingOrigins: [] as string[] } as const;
const origin = 'https://vault.example.org/*';

interface Setup {
  handlers?: Handlers;
  /** Answers to permission requests, in order. */
  grants?: boolean[];
  has?: boolean;
  account?: Account;
}

function setup({ handlers = {}, grants = [], has = false, account: given }: Setup = {}) {
  const { ask, asked, names } = worker(handlers);
  const answers = [...grants];
  const requestOrigins = vi.fn((_origins: readonly string[]) => Promise.resolve(answers.shift() ?? false));
  const onConnected = vi.fn();
  const hasOrigins = vi.fn((_origins: readonly string[]) => Promise.resolve(has));
  const form = createAccountForm({ ask, requestOrigins, hasOrigins, checkClientId, onConnected }, given ?? null);
  return { form, asked, names, requestOrigins, hasOrigins, onConnected };
}

function fill(form: AccountForm, region: 'us' | 'eu' | 'own' = 'own', address = 'vault.example.org'): void {
  form.region.value = region;
  if (region === 'own') form.address.value = address;
  form.clientId.value = `  ${clientId} `;
  form.clientSecret.value = ` ${secret}\n`;
}

const said = (form: AccountForm): string => (form.result.value?.lines ?? []).map(text).join(' ');

describe('adding an account of a cloud', () => {
  it('asks for no permission, signs in, and empties the secret', async () => {
    const { form, asked, requestOrigins, onConnected } = setup({ handlers: { addAccount: () => connected } });
    fill(form, 'eu');
    const done = form.submit();
    expect(form.working.value).toBe(true);
    await done;
    expect(requestOrigins).not.toHaveBeenCalled();
    expect(asked).toEqual([{ name: 'addAccount', request: { server: clouds.eu, clientId, clientSecret: secret } }]);
    expect(said(form)).toBe('Connected: Harbour IT, 24 clients, provider admin');
    expect([form.clientId.value, form.clientSecret.value]).toEqual(['', '']);
    expect(form.working.value).toBe(false);
    expect(onConnected).toHaveBeenCalledOnce();
  });

  it('takes the address of a cloud, entered as an own server, for that cloud', async () => {
    const { form, asked, requestOrigins } = setup({ handlers: { addAccount: () => connected } });
    fill(form, 'own', 'https://vault.bitwarden.com/#/login');
    await form.submit();
    expect(requestOrigins).not.toHaveBeenCalled();
    expect(asked[0]?.request).toMatchObject({ server: clouds.us });
  });

  it('keeps what was typed when it fails, so that it can be corrected', async () => {
    const { form } = setup({
      handlers: { addAccount: () => ({ kind: 'failed', failure: { kind: 'key-refused' } }) },
    });
    fill(form, 'us');
    await form.submit();
    expect(said(form)).toContain('does not know this key');
    expect(form.clientSecret.value).toContain(secret);
    form.clientSecret.value = 'another';
    expect(form.result.value).toBeNull();
  });
});

describe('what is checked before anything is asked or sent', () => {
  it.each([
    ['an organization’s key', { clientId: `organization.${clientId.slice(5)}` }, 'clientId', 'organization’s key'],
    ['a malformed id', { clientId: 'user.123' }, 'clientId', 'not a complete client_id'],
    ['no secret', { clientSecret: '  ' }, 'clientSecret', 'client_secret is missing'],
    ['plain http', { address: 'http://vault.example.org' }, 'address', 'Use https.'],
    ['no address', { address: '' }, 'address', 'not a full address'],
  ] as const)('%s', async (_name, typed, field, words) => {
    const { form, asked, requestOrigins } = setup();
    fill(form);
    for (const [name, value] of Object.entries(typed)) {
      if (name === 'clientId' || name === 'clientSecret' || name === 'address') form[name].value = value;
    }
    await form.submit();
    expect(form.result.value?.field).toBe(field);
    expect(said(form)).toContain(words);
    expect(requestOrigins).not.toHaveBeenCalled();
    expect(asked).toEqual([]);
  });

  it('says so on leaving the address, but not while it is empty', () => {
    const { form } = setup();
    form.region.value = 'own';
    form.leaveAddress();
    expect(form.result.value).toBeNull();
    form.address.value = 'http://vault.example.org';
    form.leaveAddress();
    expect(said(form)).toContain('Use https.');
  });
});

describe('adding an account of an own server', () => {
  it('asks for its host in the very turn of the click, then looks, then signs in', async () => {
    const { form, names, requestOrigins } = setup({
      grants: [true],
      handlers: { discover: () => found, addAccount: () => connected },
    });
    fill(form);
    const done = form.submit();
    // Not awaited yet: a browser takes a later request for an attempt without a click.
    expect(requestOrigins).toHaveBeenCalledWith([origin]);
    await done;
    expect(names()).toEqual(['discover', 'addAccount']);
    expect(said(form)).toContain('Connected');
  });

  it('allows plain http on this computer', async () => {
    const { form, requestOrigins } = setup({ grants: [true], handlers: { discover: () => found } });
    fill(form, 'own', 'http://127.0.0.1:8123');
    await form.submit();
    expect(requestOrigins).toHaveBeenCalledWith(['http://127.0.0.1/*']);
  });

  it('does not ask again for what is granted already', async () => {
    const { form, requestOrigins, hasOrigins } = setup({
      has: true,
      handlers: { discover: () => found, addAccount: () => connected },
    });
    fill(form);
    await hasOrigins.mock.results.at(-1)?.value;
    await form.submit();
    expect(requestOrigins).not.toHaveBeenCalled();
  });

  it('saves and sends nothing when the permission is refused', async () => {
    const { form, asked } = setup({ grants: [false] });
    fill(form);
    await form.submit();
    expect(said(form)).toBe('Without that permission we cannot reach vault.example.org. Nothing was saved.');
    expect(asked).toEqual([]);
    expect(form.working.value).toBe(false);
  });

  it('sends no key to a server that does not answer as one', async () => {
    const { form, names } = setup({
      grants: [true],
      handlers: { discover: () => ({ kind: 'failed', failure: { kind: 'not-bitwarden', host: 'vault.example.org' } }) },
    });
    fill(form);
    await form.submit();
    expect(names()).toEqual(['discover']);
    expect(said(form)).toContain('not like Bitwarden');
    expect(form.result.value?.field).toBe('address');
  });

  it('asks in a second click for the addresses that the server names itself, and uses those', async () => {
    const named = { ...ownServer, api: 'https://api.example.org' };
    const { form, names, asked, requestOrigins } = setup({
      grants: [true, true],
      handlers: {
        discover: () => ({ ...found, server: named, missingOrigins: ['https://api.example.org/*'] }),
        addAccount: () => connected,
      },
    });
    fill(form);
    await form.submit();
    expect(names()).toEqual(['discover']);
    expect(form.more.value && text(form.more.value.words)).toBe(
      'This server answers from api.example.org. Allow that too.',
    );
    const done = form.allowMore();
    expect(requestOrigins).toHaveBeenLastCalledWith(['https://api.example.org/*']);
    await done;
    expect(asked[1]).toMatchObject({ name: 'addAccount', request: { server: named } });
    expect(form.more.value).toBeNull();
    expect(said(form)).toContain('Connected');
  });

  it('offers to ask again when the permission turns out to be gone', async () => {
    let gone = true;
    const { form } = setup({
      has: true,
      grants: [true, true],
      handlers: {
        discover: () =>
          gone ? { kind: 'failed', failure: { kind: 'no-permission', host: 'vault.example.org' } } : found,
        addAccount: () => connected,
      },
    });
    fill(form);
    await form.submit();
    expect(form.more.value?.hosts).toEqual(['vault.example.org']);
    gone = false;
    await form.allowMore();
    expect(said(form)).toContain('Connected');
  });
});

describe('while an answer is awaited', () => {
  it('takes no second click', async () => {
    const { form, names } = setup({ handlers: { addAccount: () => connected } });
    fill(form, 'us');
    await Promise.all([form.submit(), form.submit()]);
    expect(names()).toEqual(['addAccount']);
  });

  it('drops an answer to what was given up', async () => {
    let resolve: (outcome: SignInOutcome) => void = () => undefined;
    let reached: () => void = () => undefined;
    const isAsked = new Promise<void>((done) => {
      reached = done;
    });
    const addAccount = (): Promise<SignInOutcome> => {
      reached();
      return new Promise((done) => {
        resolve = done;
      });
    };
    const { form } = setup({ handlers: { addAccount } });
    fill(form, 'us');
    const done = form.submit();
    await isAsked;
    form.empty();
    expect(form.clientSecret.value).toBe('');
    resolve({ kind: 'failed', failure: { kind: 'key-refused' } });
    await done;
    expect(form.result.value).toBeNull();
    expect(form.working.value).toBe(false);
  });

  it('has words for a worker that does not answer', async () => {
    const { form } = setup();
    fill(form, 'us');
    await form.submit();
    expect(said(form)).toContain('did not answer');
    expect(form.working.value).toBe(false);
  });
});

describe('a new key for an account', () => {
  it('is filled in but for the secret, and goes to the account’s own server', async () => {
    const mine = account({ id: 'vault.example.org/u1', server: ownServer });
    const { form, asked, requestOrigins } = setup({
      account: mine,
      grants: [true],
      handlers: { replaceKey: () => connected },
    });
    expect(form.clientId.value).toBe(clientId);
    expect(form.keyHost.value).toBe('vault.example.org');
    form.clientSecret.value = secret;
    await form.submit();
    expect(requestOrigins).toHaveBeenCalledWith([origin]);
    expect(asked).toEqual([{ name: 'replaceKey', request: { accountId: mine.id, clientId, clientSecret: secret } }]);
    expect(form.clientSecret.value).toBe('');
  });

  it('of somebody else is refused with the reason', async () => {
    const { form } = setup({ account: account(), handlers: { replaceKey: () => ({ kind: 'other-account' }) } });
    form.clientSecret.value = secret;
    await form.submit();
    expect(said(form)).toContain('somebody else’s account');
  });
});

describe('links', () => {
  it('lead to the key page of the vault that is meant', () => {
    const { form } = setup();
    expect(form.keyPage.value).toBe('https://vault.bitwarden.com/#/settings/security/security-keys');
    form.region.value = 'own';
    expect(form.keyPage.value).toBeNull();
    form.address.value = 'vault.example.org/';
    expect(form.keyPage.value).toBe('https://vault.example.org/#/settings/security/security-keys');
  });
});
