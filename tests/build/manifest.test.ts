import { describe, expect, it } from 'vitest';
import { type Build, built, scriptsOf } from './output';

type Manifest = Record<string, unknown>;
const manifest = (build: Build): Manifest => JSON.parse(built(build, 'manifest.json')) as Manifest;

describe.each<Build>(['chrome-mv3', 'firefox-mv3'])('the manifest of %s', (build) => {
  it('asks for no more than it needs', () => {
    expect(manifest(build)).toMatchObject({
      manifest_version: 3,
      permissions: ['alarms', 'storage', 'notifications'],
      host_permissions: [
        'https://api.bitwarden.com/*',
        'https://identity.bitwarden.com/*',
        'https://api.bitwarden.eu/*',
        'https://identity.bitwarden.eu/*',
      ],
      optional_host_permissions: ['https://*/*', 'http://localhost/*', 'http://127.0.0.1/*', 'http://[::1]/*'],
    });
    expect(manifest(build)).not.toHaveProperty('optional_permissions');
  });

  it('opens nothing to web pages and to other extensions', () => {
    for (const key of ['content_scripts', 'web_accessible_resources', 'externally_connectable', 'sandbox']) {
      expect(manifest(build)).not.toHaveProperty(key);
    }
  });

  it('allows only its own scripts', () => {
    expect(manifest(build).content_security_policy).toEqual({
      extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; form-action 'none'",
    });
  });

  it('builds no code from text and fetches none', () => {
    const scripts = new Set(
      ['popup.html', 'options.html', 'desk.html', 'background.js'].flatMap((entry) => scriptsOf(build, entry)),
    );
    const suspicious = [...scripts].filter((script) =>
      /\beval\(|new Function\(|import\(["'`]https?:/.test(built(build, script)),
    );
    expect(suspicious).toEqual([]);
  });
});

it('tells Firefox what data it handles', () => {
  expect(manifest('firefox-mv3').browser_specific_settings).toEqual({
    gecko: {
      id: 'provider-desk@provider-desk.example',
      strict_min_version: '142.0',
      data_collection_permissions: { required: ['authenticationInfo', 'personallyIdentifyingInfo'] },
    },
  });
});
