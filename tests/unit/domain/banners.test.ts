import { describe, expect, it } from 'vitest';
import { type Banner, type BannerInput, banners } from '@/lib/domain/banners';
import type { Failure } from '@/lib/domain/failure';
import type { Words } from '@/lib/domain/words';
import { catalogueOf } from '@/lib/locales/catalogue';
import { createSpeech } from '@/lib/platform/speech';
import { account, provider } from './samples';

const now = Date.UTC(2026, 10, 21, 9, 0);
const minute = 60_000;
const messages = new Map(Object.entries(catalogueOf('en')).map(([key, { message }]) => [key, message]));
const speech = createSpeech({
  lookup: (key) => messages.get(key) ?? '',
  locale: 'en-GB',
  now: () => now,
  timeZone: 'UTC',
});
const said = (words: Words): string => speech.say(words);

const input = (more: Partial<BannerInput> = {}): BannerInput => ({
  overview: { accounts: [account()], providers: [provider()] },
  scope: null,
  now,
  online: true,
  checkedAt: now - 19 * minute,
  unread: { clients: 0, total: 140, team: false },
  storageFailed: false,
  ...more,
});

const failing = (failure: Failure, more: Partial<BannerInput> = {}): BannerInput =>
  input({
    overview: {
      accounts: [account({ failure, failureSince: now - 68 * minute, notBefore: now + 2 * minute })],
      providers: [provider()],
    },
    ...more,
  });

const one = (given: BannerInput): { title: string; text: string; action: string | null; banner: Banner } => {
  const [banner, ...rest] = banners(given);
  if (banner === undefined || rest.length > 0) throw new Error(`${rest.length + 1} banners instead of one`);
  return {
    title: said(banner.title),
    text: said(banner.text),
    action: banner.action === null ? null : said(banner.action.label),
    banner,
  };
};

/** Every kind of failure that the type knows: leaving one out does not compile. */
const failures: { readonly [K in Failure['kind']]: Extract<Failure, { kind: K }> } = {
  offline: { kind: 'offline' },
  'no-answer': { kind: 'no-answer', host: 'api.bitwarden.eu' },
  'server-error': { kind: 'server-error', host: 'api.bitwarden.eu', status: 503 },
  'rate-limited': { kind: 'rate-limited', host: 'api.bitwarden.eu', retryAt: now + 14 * minute },
  unreadable: { kind: 'unreadable', host: 'api.bitwarden.eu', what: 'clients' },
  'not-bitwarden': { kind: 'not-bitwarden', host: 'vault.lantern.example' },
  'no-permission': { kind: 'no-permission', host: 'vault.lantern.example' },
  'key-refused': { kind: 'key-refused' },
  'version-refused': { kind: 'version-refused' },
  'sign-in-refused': { kind: 'sign-in-refused', code: 'invalid_grant' },
  refused: { kind: 'refused', status: 403, what: 'profile' },
  rejected: { kind: 'rejected', status: 400, what: 'clients' },
  'no-provider': { kind: 'no-provider' },
  'key-lost': { kind: 'key-lost' },
};

describe('every failure has words', () => {
  it.each(Object.values(failures))('$kind, of an account', (failure) => {
    const { title, text } = one(failing(failure));
    for (const sentence of [title, text]) {
      expect(sentence).toMatch(/^\p{L}/u);
      expect(sentence).not.toMatch(/popup_|[{}]|undefined|null/);
    }
  });

  it.each(Object.values(failures))('$kind, of one provider, and before anything was read', (failure) => {
    const given = input({
      checkedAt: null,
      overview: { accounts: [account()], providers: [provider({ failure })] },
    });
    const { title, text } = one(given);
    expect(`${title} ${text}`).not.toMatch(/popup_|[{}]|undefined|null/);
  });

  it('and no two of them say the same', () => {
    const titles = Object.values(failures).map((failure) => one(failing(failure)).title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe('what the states say', () => {
  it.each<[string, BannerInput, string, string, string | null]>([
    [
      'offline',
      input({ online: false }),
      'You are offline',
      'Showing what was read at 08:41. Checking goes on when you are back.',
      null,
    ],
    [
      'no answer',
      failing(failures['no-answer']),
      'No answer from Bitwarden since 07:52',
      'You see the figures of 08:41. New people may be waiting. Trying again at 09:02.',
      null,
    ],
    [
      'server fault',
      failing(failures['server-error']),
      'Bitwarden has a problem (error 503)',
      'Not caused here. You see the figures of 08:41. Trying again at 09:02.',
      'Status page',
    ],
    [
      'rate limit',
      failing(failures['rate-limited']),
      'The server asks us to slow down',
      'Next check at 09:14. Colleagues on the same network share the limit.',
      null,
    ],
    [
      'key refused',
      failing(failures['key-refused']),
      'Bitwarden refused your API key',
      'It may have been renewed in the web vault. Nothing is checked until you enter the new one.',
      'Enter key',
    ],
    [
      'permission gone',
      failing(failures['no-permission']),
      'The browser no longer lets us reach vault.lantern.example',
      'Allow it again to go on checking.',
      'Allow',
    ],
    [
      'suspended',
      input({ overview: { accounts: [account()], providers: [provider({ enabled: false })] } }),
      'Bitwarden has suspended Harbour IT',
      'Clients keep working; you cannot change seats or invite. See billing.',
      'Billing',
    ],
    [
      'removed',
      input({ overview: { accounts: [account()], providers: [provider({ removed: true })] } }),
      'You are no longer a member of Harbour IT',
      'Its clients were removed from this list. Was this a mistake? Ask a provider admin.',
      'Dismiss',
    ],
    [
      'partly read',
      input({ unread: { clients: 3, total: 140, team: true } }),
      '3 of 140 clients could not be read',
      'Their rows say since when their people are known. Seats are up to date.',
      'Try again',
    ],
    [
      'team not read',
      input({ unread: { clients: 0, total: 140, team: true } }),
      'Your own team could not be read',
      'People who wait there may be missing. Clients are up to date.',
      'Try again',
    ],
    [
      'storage',
      input({ storageFailed: true }),
      'This browser’s storage cannot be read',
      'Close and open the browser. If that does not help, free some disk space.',
      null,
    ],
  ])('%s', (_, given, title, text, action) => {
    const { banner, ...words } = one(given);
    expect(words).toEqual({ title, text, action });
    expect(banner.id).not.toBe('');
  });

  it('is well: no banner', () => {
    expect(banners(input())).toEqual([]);
  });

  it('has details for what somebody may have to report, without anything secret', () => {
    const { details } = one(failing(failures.unreadable)).banner;
    expect(details && said(details)).toBe('Asked api.bitwarden.eu for: clients.');
  });

  it('sends only admins to the bill', () => {
    const given = input({
      overview: { accounts: [account()], providers: [provider({ enabled: false, role: 'service-user' })] },
    });
    expect(one(given).action).toBeNull();
  });

  it('names the account where there are several', () => {
    const accounts = [account(), account({ id: 'b', email: 'ada@lantern.example', failure: { kind: 'key-refused' } })];
    expect(one(input({ overview: { accounts, providers: [] } })).title).toBe(
      'Bitwarden refused the API key of ada@lantern.example',
    );
  });

  it('calls an own server by its host, and knows no status page for it', () => {
    const server = {
      region: 'own',
      vault: 'https://v.example',
      api: 'https://v.example/api',
      identity: 'https://v.example/identity',
    } as const;
    const own = account({ server, failure: failures['server-error'] });
    expect(one(input({ overview: { accounts: [own], providers: [] } }))).toMatchObject({
      title: 'v.example has a problem (error 503)',
      action: null,
    });
  });
});

describe('which of them show', () => {
  const kinds = (given: BannerInput): string[] => banners(given).map((banner) => banner.kind);

  it('puts the gravest first', () => {
    const given = input({
      online: false,
      unread: { clients: 1, total: 2, team: false },
      overview: {
        accounts: [
          account({ failure: failures.unreadable }),
          account({ id: 'b', failure: failures['rate-limited'] }),
          account({ id: 'c', failure: failures['no-permission'] }),
          account({ id: 'd', failure: failures['key-refused'] }),
        ],
        providers: [provider({ enabled: false }), provider({ id: 'q', removed: true })],
      },
    });
    expect(kinds(given)).toEqual([
      'key-refused',
      'no-permission',
      'removed',
      'suspended',
      'unreadable',
      'rate-limited',
      'partly-read',
      'offline',
    ]);
  });

  it('explains a dead line by being offline', () => {
    expect(kinds(failing(failures['no-answer'], { online: false }))).toEqual(['offline']);
    expect(kinds(failing(failures.offline, { online: false }))).toEqual(['offline']);
    expect(kinds(failing(failures['key-refused'], { online: false }))).toEqual(['key-refused', 'offline']);
  });

  it('tells of another account only what a person has to end', () => {
    const scope = { accountId: 'a', providerId: 'p' };
    const other = (failure: Failure): BannerInput =>
      input({ scope, overview: { accounts: [account(), account({ id: 'b', failure })], providers: [provider()] } });
    expect(kinds(other(failures['key-refused']))).toEqual(['key-refused']);
    expect(kinds(other(failures['no-answer']))).toEqual([]);
  });
});
