import { signal } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import { checkClientId } from '@/lib/domain/client-id';
import { TEAM } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import { accountHash } from '@/lib/view/options/account-hash';
import { exportName, exportText, type Records } from '@/lib/view/options/export';
import { createOptionsModel } from '@/lib/view/options/page';
import { parseRoute } from '@/lib/view/options/route';
import { records } from '../store/records';
import { account, client, type Handlers, now, overview, overviewModel, secret, text, worker } from './options-fixtures';

const kept: Records = { activity: [records.activity], journal: [records.journal], history: [records.history] };

function setup(handlers: Handlers, first: Overview | null = overview(), unreadable = false) {
  const { ask, names } = worker(handlers);
  const pending: (() => void)[] = [];
  const files: { name: string; text: string }[] = [];
  const clearPageStorage = vi.fn();
  const { model: shownModel, shown } = overviewModel(first);
  const model = createOptionsModel({
    policy: signal(undefined),
    overview: shownModel,
    ask,
    requestOrigins: () => Promise.resolve(true),
    hasOrigins: () => Promise.resolve(true),
    checkClientId,
    derive: async () => null,
    newSalt: () => '',
    forgetPicture: () => undefined,
    now: () => now,
    every: () => () => undefined,
    after(_ms, call) {
      pending.push(call);
      return () => pending.splice(pending.indexOf(call), 1);
    },
    clearPageStorage,
    saveFile: (name, content) => files.push({ name, text: content }),
    readRecords: async () => (unreadable ? Promise.reject(new Error('gone')) : kept),
    version: '1.2.3',
    hash: '',
  });
  return { model, names, pending, files, clearPageStorage, shown };
}

describe('the options page', () => {
  it('is a first run only once the store has said that there is no account', () => {
    const { model, shown } = setup({}, null);
    expect(model.isFirstRun.value).toBe(false);
    shown.value = overview({ accounts: [] });
    expect(model.isFirstRun.value).toBe(true);
  });

  it('has one form open at a time, and forgets what was typed in the other', () => {
    const { model } = setup({});
    const adding = model.form.value;
    adding.clientSecret.value = secret;
    model.enterKey(account());
    expect(model.form.value.account?.id).toBe(account().id);
    expect(adding.clientSecret.value).toBe('');
    model.addAccount();
    expect(model.form.value.account).toBeNull();
  });

  it('shows the result of a new key in the account’s row, and closes the form', async () => {
    const { model } = setup({
      replaceKey: () => ({ kind: 'connected', accountId: account().id, email: account().email, providers: [] }),
    });
    model.enterKey(account());
    model.form.value.clientSecret.value = secret;
    await model.form.value.submit();
    expect(model.form.value.account).toBeNull();
    expect(model.accounts.tests.value.get(account().id)).toMatchObject({ tone: 'good' });
  });

  it('forgets what was typed when the page is left', () => {
    const { model } = setup({});
    model.form.value.clientSecret.value = secret;
    model.leave();
    expect(model.form.value.clientSecret.value).toBe('');
  });

  it('says what was done, then is silent', async () => {
    const { model, pending, files } = setup({});
    await model.exportAll();
    expect(files).toHaveLength(1);
    expect(model.said.value && text(model.said.value)).toBe(`Saved ${files[0]?.name}.`);
    pending[0]?.();
    expect(model.said.value).toBeNull();
  });

  it('saves no file without the record of what was done, and says so', async () => {
    const { model, files } = setup({}, overview(), true);
    await model.exportAll();
    expect(files).toHaveLength(0);
    expect(model.said.value && text(model.said.value)).toMatch(/could not be read/);
  });

  it('erases everything, also what the popup keeps', async () => {
    const { model, names, clearPageStorage } = setup({ eraseAll: () => undefined });
    model.erasing.value = true;
    await model.eraseAll();
    expect(names()).toEqual(['eraseAll']);
    expect(clearPageStorage).toHaveBeenCalledOnce();
    expect(model.erasing.value).toBe(false);
    expect(model.said.value && text(model.said.value)).toBe('Everything was erased.');
  });

  it('does not claim to have erased what it could not', async () => {
    const { model, clearPageStorage } = setup({});
    await model.eraseAll();
    expect(clearPageStorage).not.toHaveBeenCalled();
    expect(model.said.value && text(model.said.value)).toContain('did not answer');
  });
});

describe('addresses within the page', () => {
  it.each([
    ['', 'accounts', null],
    ['#checking', 'checking', null],
    ['#nothing-we-know', 'accounts', null],
    ['#account=', 'accounts', null],
    ['#account=api.bitwarden.eu/u1', 'accounts', 'api.bitwarden.eu/u1'],
  ])('%j', (hash, section, accountId) => {
    expect(parseRoute(hash)).toEqual({ section, accountId });
  });

  it('lead back to the same account', () => {
    const id = 'vault.example.org:8443/6f1d & more=#';
    expect(parseRoute(`#${accountHash(id)}`).accountId).toBe(id);
  });
});

describe('the export', () => {
  const person = {
    id: 'm1',
    userId: null,
    name: 'Priya Nair',
    email: 'priya@harbour-it.example',
    status: 'accepted',
    role: 'service-user',
    firstSeenAt: now,
    waitingSince: now,
    sinceFirstCheck: false,
    remindedAt: null,
  } as const;
  const key = { accountId: account().id, providerId: 'p1' };
  const place = { ...key, place: TEAM, readAt: now, triedAt: now, failure: null, figures: null, people: [person] };
  const whole = overview({
    lists: [{ ...key, readAt: now, clients: [client('c1', 'Tideway "Marine"')] }],
    places: [place],
  });

  it('holds accounts, clients, people and preferences', () => {
    const file: unknown = JSON.parse(exportText(whole, kept, now, '1.2.3'));
    expect(file).toMatchObject({
      exportedAt: '2026-11-21T09:00:00.000Z',
      version: '1.2.3',
      accounts: [
        {
          email: 'ada@harbour-it.example',
          providers: [
            {
              name: 'Harbour IT',
              clients: [{ name: 'Tideway "Marine"', assigned: 10 }],
              places: [{ place: 'team', people: [{ name: 'Priya Nair', status: 'accepted' }] }],
            },
          ],
        },
      ],
      activity: [
        { what: 'invite' },
        { what: 'confirm', at: '1970-01-01T00:00:00.001Z', person: { name: 'Tom' }, way: 'covered-word' },
      ],
      preferences: whole.preferences,
    });
  });

  it('holds how the seats went', () => {
    const history = [{ ...key, clientId: 'c1', steps: [{ at: now, assigned: 5, used: 3 }] }];
    const file: unknown = JSON.parse(exportText(whole, { ...kept, history }, now, '1.2.3'));
    expect(file).toMatchObject({
      accounts: [
        {
          providers: [
            { seatHistory: [{ clientId: 'c1', steps: [{ at: '2026-11-21T09:00:00.000Z', assigned: 5, used: 3 }] }] },
          ],
        },
      ],
    });
  });

  it('leaves out the device identifier', () => {
    expect(exportText(whole, kept, now, '1.2.3')).not.toContain(account().deviceId);
  });

  it('is named after the day', () => {
    expect(exportName(new Date(2026, 0, 5, 23, 59).getTime())).toBe('provider-desk-2026-01-05.json');
  });
});
