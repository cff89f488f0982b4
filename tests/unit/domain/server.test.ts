import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  type AddressProblem,
  clouds,
  isLoopback,
  ownServer,
  parseAddress,
  permissionOrigins,
} from '@/lib/domain/addresses';
import { serverHost, type VaultPage, vaultUrl } from '@/lib/domain/server';

describe('an address that somebody typed', () => {
  test.each([
    ['https://vault.example.org', 'https://vault.example.org'],
    ['  https://vault.example.org/  ', 'https://vault.example.org'],
    ['vault.example.org', 'https://vault.example.org'],
    ['VAULT.Example.ORG', 'https://vault.example.org'],
    ['HTTPS://vault.example.org', 'https://vault.example.org'],
    ['https://vault.example.org:8443', 'https://vault.example.org:8443'],
    ['vault.example.org:8443', 'https://vault.example.org:8443'],
    ['https://vault.example.org:443', 'https://vault.example.org'],
    ['https://example.org/bitwarden/', 'https://example.org/bitwarden'],
    ['https://example.org/bitwarden//', 'https://example.org/bitwarden'],
    ['https://vault.example.org/#/login', 'https://vault.example.org'],
    ['https://vault.example.org/?lang=nl#/vault', 'https://vault.example.org'],
    ['http://localhost', 'http://localhost'],
    ['http://localhost:8080/', 'http://localhost:8080'],
    ['http://127.0.0.1:8080/base', 'http://127.0.0.1:8080/base'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['https://münchen.example', 'https://xn--mnchen-3ya.example'],
  ])('%j is %s', (text, url) => {
    expect(parseAddress(text)).toEqual({ ok: true, url });
  });

  test.each<[string, AddressProblem]>([
    ['', 'not-an-address'],
    ['   ', 'not-an-address'],
    ['https://', 'not-an-address'],
    ['not an address', 'not-an-address'],
    ['https://ada:secret@vault.example.org', 'not-an-address'],
    ['https://ada@vault.example.org', 'not-an-address'],
    ['ada@vault.example.org', 'not-an-address'],
    ['https://vault.example.org:99999', 'not-an-address'],
    ['ftp://vault.example.org', 'not-an-address'],
    ['file:///etc/passwd', 'not-an-address'],
    ['chrome-extension://abc/options.html', 'not-an-address'],
    ['javascript:alert(1)', 'not-an-address'],
    ['data:text/html,x', 'not-an-address'],
    ['http://vault.example.org', 'plain-http'],
    ['http://192.168.1.5', 'plain-http'],
    ['http://10.0.0.1:8080', 'plain-http'],
    ['http://0.0.0.0', 'plain-http'],
    ['http://localhost.example.org', 'plain-http'],
    ['http://127.0.0.1.example.org', 'plain-http'],
    ['http://vault.bitwarden.com', 'plain-http'],
  ])('%j is refused: %s', (text, problem) => {
    expect(parseAddress(text)).toEqual({ ok: false, problem });
    expect(ownServer(text)).toEqual({ ok: false, problem });
  });

  it('is never reached without encryption, but for this computer, and never with a name and password', () => {
    const text = fc.oneof(
      fc.string(),
      fc.webUrl({ validSchemes: ['http', 'https', 'ftp'], withFragments: true, withQueryParameters: true }),
      fc.tuple(fc.constantFrom('http://', 'https://', ''), fc.domain(), fc.string()).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const parsed = parseAddress(typed);
        if (!parsed.ok) return;
        const url = new URL(parsed.url);
        expect(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))).toBe(true);
        expect([url.username, url.password, url.search, url.hash]).toEqual(['', '', '', '']);
        expect(parsed.url.endsWith('/')).toBe(false);
        expect(parseAddress(parsed.url)).toEqual(parsed);
      }),
    );
  });
});

describe('the server behind an address', () => {
  it('of its own answers under its base', () => {
    expect(ownServer('https://example.org/bitwarden/')).toEqual({
      ok: true,
      server: {
        region: 'own',
        vault: 'https://example.org/bitwarden',
        api: 'https://example.org/bitwarden/api',
        identity: 'https://example.org/bitwarden/identity',
      },
    });
  });

  test.each([
    ['vault.bitwarden.com', 'us'],
    ['https://vault.bitwarden.com/#/login', 'us'],
    ['https://api.bitwarden.com', 'us'],
    ['identity.bitwarden.com/connect/token', 'us'],
    ['vault.bitwarden.eu', 'eu'],
    ['https://VAULT.bitwarden.eu:443/#/providers', 'eu'],
    ['api.bitwarden.eu', 'eu'],
  ] as const)('%s is the cloud %s', (text, region) => {
    expect(ownServer(text)).toEqual({ ok: true, server: clouds[region] });
  });

  test.each([
    'https://vault.bitwarden.com.example.org',
    'https://xvault.bitwarden.com',
    'https://vault.bitwarden.com:8443',
  ])('%s is no cloud', (text) => {
    expect(ownServer(text)).toMatchObject({ ok: true, server: { region: 'own' } });
  });

  it('needs permission for its two hosts and nothing else', () => {
    expect(permissionOrigins(clouds.eu)).toEqual(['https://api.bitwarden.eu/*', 'https://identity.bitwarden.eu/*']);
    expect(permissionOrigins({ api: 'http://127.0.0.1:81/api', identity: 'http://127.0.0.1:81/identity' })).toEqual([
      'http://127.0.0.1/*',
    ]);
  });

  it('is called by the host of its vault', () => {
    expect(serverHost(clouds.us)).toBe('vault.bitwarden.com');
    expect(serverHost({ ...clouds.us, vault: 'https://example.org:8443/bw' })).toBe('example.org:8443');
  });
});

describe('pages of the web vault', () => {
  const pages: Record<VaultPage['page'], [VaultPage, string]> = {
    clients: [{ page: 'clients', providerId: 'P' }, 'providers/P/clients'],
    team: [{ page: 'team', providerId: 'P' }, 'providers/P/manage/members'],
    'team-events': [{ page: 'team-events', providerId: 'P' }, 'providers/P/manage/events'],
    'provider-billing': [{ page: 'provider-billing', providerId: 'P' }, 'providers/P/billing/subscription'],
    'provider-invoices': [{ page: 'provider-invoices', providerId: 'P' }, 'providers/P/billing/history'],
    client: [{ page: 'client', clientId: 'C' }, 'organizations/C/vault'],
    members: [{ page: 'members', clientId: 'C' }, 'organizations/C/members'],
    groups: [{ page: 'groups', clientId: 'C' }, 'organizations/C/groups'],
    events: [{ page: 'events', clientId: 'C' }, 'organizations/C/reporting/events'],
    reports: [{ page: 'reports', clientId: 'C' }, 'organizations/C/reporting/reports'],
    billing: [{ page: 'billing', clientId: 'C' }, 'organizations/C/billing/subscription'],
    policies: [{ page: 'policies', clientId: 'C' }, 'organizations/C/settings/policies'],
    settings: [{ page: 'settings', clientId: 'C' }, 'organizations/C/settings/account'],
    import: [{ page: 'import', clientId: 'C' }, 'organizations/C/settings/tools/import'],
    sends: [{ page: 'sends' }, 'sends'],
    'api-key': [{ page: 'api-key' }, 'settings/security/security-keys'],
  };
  test.each(Object.values(pages))('%j', (page, route) => {
    expect(vaultUrl(clouds.eu, page)).toBe(`https://vault.bitwarden.eu/#/${route}`);
    expect(vaultUrl({ ...clouds.eu, vault: 'https://example.org/bw' }, page)).toBe(`https://example.org/bw/#/${route}`);
  });

  it('may begin with a search, whatever is looked for', () => {
    const search = 'Æva & co?#/x';
    const found = (page: VaultPage) => new URLSearchParams(vaultUrl(clouds.eu, page).split('?')[1]).get('search');
    expect(found({ page: 'members', clientId: 'C', search })).toBe(search);
    expect(found({ page: 'clients', providerId: 'P', search })).toBe(search);
    expect(new URL(vaultUrl(clouds.eu, { page: 'members', clientId: 'C', search })).hash).not.toContain('#/x');
  });

  it('cannot be left by an id', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (clientId) => {
        const url = new URL(vaultUrl(clouds.eu, { page: 'members', clientId }));
        expect(url.origin).toBe('https://vault.bitwarden.eu');
        expect(url.hash.split('/')).toHaveLength(4);
      }),
    );
  });
});
