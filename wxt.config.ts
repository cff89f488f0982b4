import { resolve } from 'node:path';
import preact from '@preact/preset-vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'wxt';
import { defaultLanguage, languages } from './lib/locales/catalogue';
import { packedCatalogue, productNumbering, withNumbers } from './lib/locales/numbers';
import { repack } from './tests/tools/repack';

/** The only hosts that are reachable without asking: the two clouds' api and identity. */
const cloudHosts = [
  'https://api.bitwarden.com/*',
  'https://identity.bitwarden.com/*',
  'https://api.bitwarden.eu/*',
  'https://identity.bitwarden.eu/*',
];

/** Own servers: asked for one by one, in the click that needs them. Plain http on this computer only. */
const ownServerHosts = ['https://*/*', 'http://localhost/*', 'http://127.0.0.1/*', 'http://[::1]/*'];

/** Leaves the polyfill out of the build for Chrome; `lib/platform/native-browser.ts` says why. */
const nativeBrowser: Plugin = {
  name: 'native-browser',
  enforce: 'pre',
  resolveId: (id) => (id === 'webextension-polyfill' ? resolve('lib/platform/native-browser.ts') : null),
};

/** Puts the lightest zod in place of the small one; `lib/domain/light-zod.ts` says how. */
const lightZod: Plugin = {
  name: 'light-zod',
  enforce: 'pre',
  resolveId: (id) => (id === 'zod/mini' ? resolve('lib/domain/light-zod.ts') : null),
};

/** Numbers in place of message keys; `lib/locales/numbers.ts` says how. They and their names were a twenty-fifth of the archive. */
const numberedMessages: Plugin = {
  name: 'numbered-messages',
  enforce: 'pre',
  transform: (code, id) =>
    /\.tsx?$/.test(id) && !id.includes('/node_modules/')
      ? { code: withNumbers(code, productNumbering()), map: null }
      : null,
};

export default defineConfig({
  imports: false,
  modules: ['@wxt-dev/webextension-polyfill'],
  manifestVersion: 3,
  outDir: '.output',
  hooks: {
    'zip:extension:done': ({ config }, archive) => repack(archive, config.outDir),
    'build:publicAssets': (_, assets) => {
      for (const language of languages)
        assets.push({
          relativeDest: `_locales/${language}/messages.json`,
          contents: JSON.stringify(packedCatalogue(language)),
        });
    },
  },
  vite: ({ browser }) => ({
    plugins: [
      numberedMessages,
      lightZod,
      preact({ devToolsEnabled: false, prefreshEnabled: false }),
      ...(browser === 'firefox' ? [] : [nativeBrowser]),
    ],
    build: {
      target: 'es2022',
      // The desk is made of many scripts, which are asked for together instead of one after the other. The popup's first
      // frame needs little, and what comes later is not worth its names.
      modulePreload: {
        polyfill: false,
        resolveDependencies: (_file, scripts, { hostId, hostType }) =>
          hostType === 'html' && hostId.endsWith('desk/index.html') ? scripts : [],
      },
      // A twentieth smaller than the default, and every reader of a page waits for it.
      minify: 'terser',
      terserOptions: {
        // Not `pure_getters`: reading a signal is how one listens to it.
        compress: { passes: 3, ecma: 2020, inline: 1, keep_fargs: false, lhs_constants: false },
        format: { comments: false },
        // Else names are chosen around a fault of Safari 10.
        safari10: false,
      },
    },
  }),
  zip: {
    name: 'provider-desk',
    excludeSources: ['.output/**', '.ci/**'],
  },
  manifest: ({ browser }) => ({
    name: '__MSG_product_name__',
    description: '__MSG_product_description__',
    default_locale: defaultLanguage,
    permissions: ['alarms', 'storage', 'notifications'],
    host_permissions: cloudHosts,
    optional_host_permissions: ownServerHosts,
    icons: { 16: 'icons/icon-16.png', 32: 'icons/icon-32.png', 48: 'icons/icon-48.png', 128: 'icons/icon-128.png' },
    action: {
      default_title: '__MSG_product_name__',
      default_icon: { 16: 'icons/icon-idle-16.png', 32: 'icons/icon-idle-32.png' },
    },
    content_security_policy: {
      // WebAssembly: Argon2id, by which the server derives keys from master passwords.
      extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; form-action 'none'",
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'provider-desk@provider-desk.example',
              strict_min_version: '142.0',
              data_collection_permissions: { required: ['authenticationInfo', 'personallyIdentifyingInfo'] },
            },
          },
        }
      : {
          minimum_chrome_version: '120',
          // What an organization may prescribe. Firefox takes it from its policies without a schema.
          storage: { managed_schema: 'managed-schema.json' },
        }),
  }),
});
