/** What people download: the store's archive, and the scripts of the pages and the worker, next to what the libraries weigh. */
import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import {
  gzipped,
  lockedPanel,
  pathOf,
  root,
  scriptsOf,
  sizeGoals,
  sizeLimits,
  zipPath,
  zipSize,
} from '../build/output';
import { type Benchmark, type Claim, count, fact, missed } from './report';

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Packs the archive, unless it is younger than the build. */
async function ensureZipped(): Promise<void> {
  if (changedAt(zipPath) >= changedAt(pathOf('chrome-mv3', 'manifest.json'))) return;
  await promisify(execFile)(process.execPath, [join(root, 'node_modules', 'wxt', 'bin', 'wxt.mjs'), 'zip'], {
    cwd: root,
  });
}

/** The least that can be written with the libraries, bundled and compressed as the product is. */
async function weightOf(source: string): Promise<number> {
  const entry = '\0smallest';
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { alias: { '@': root } },
    plugins: [
      {
        name: 'smallest',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? source : null),
      },
    ],
    build: { target: 'es2022', write: false, modulePreload: false, rollupOptions: { input: entry } },
  });
  const outputs = [result].flat().flatMap((part) => ('output' in part ? part.output : []));
  return outputs.reduce((sum, part) => sum + (part.type === 'chunk' ? gzipSync(part.code, { level: 9 }).length : 0), 0);
}

const smallestView = `
  import { h, render } from 'preact';
  import { useState } from 'preact/hooks';
  import { signal } from '@preact/signals';
  const word = signal('');
  const Page = () => { const [one] = useState(1); return h('p', null, word.value, one); };
  render(h(Page), document.body);
`;
const smallestWorker = `
  import browser from 'webextension-polyfill';
  import { openDB } from 'idb';
  import * as z from 'zod/mini';
  const shape = z.object({ name: z.string(), seats: z.nullable(z.number()) });
  browser.alarms.onAlarm.addListener(async () => {
    const database = await openDB('smallest', 1);
    shape.safeParse(await database.get('rows', 'one'));
  });
`;

/** A page that has all the libraries that the popup is to be made of, and nothing else. */
const smallestPopup = `
  ${smallestView}
  ${smallestWorker}
`;

/** What the desk cannot do without: the popup's libraries, the cipher of newer accounts, the words of the phrases. */
const smallestDesk = `
  ${smallestPopup}
  import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
  import { words } from '@/lib/crypto/words';
  addEventListener('click', () => console.log(words, xchacha20poly1305));
`;
const smallestThread = `
  import { argon2id } from 'hash-wasm';
  addEventListener('message', async ({ data }) => postMessage(await argon2id(data)));
`;

const size = (what: string, bytes: number, limit: number, floor: string): Claim =>
  count({ what, measured: kB(bytes), floor, goal: `≤ ${kB(limit)}`, met: bytes > 0 && bytes <= limit });

export const sizes: Benchmark = {
  name: 'sizes',
  title: 'Sizes of the production build',
  async run() {
    await ensureZipped();
    const first = gzipped('chrome-mv3', scriptsOf('chrome-mv3', 'popup.html'));
    const popup = gzipped('chrome-mv3', scriptsOf('chrome-mv3', 'popup.html', { later: true, without: lockedPanel }));
    const worker = gzipped('chrome-mv3', scriptsOf('chrome-mv3', 'background.js'));
    const desk = scriptsOf('chrome-mv3', 'desk.html');
    const wholeDesk = scriptsOf('chrome-mv3', 'desk.html', { later: true });
    return [
      // A test of the build holds it where it is.
      missed({
        what: 'archive for the store',
        measured: kB(zipSize()),
        floor: `${kB(popup + worker)} for the scripts of popup and worker alone`,
        goal: `≤ ${kB(sizeGoals.zip)}`,
        met: zipSize() <= sizeGoals.zip,
      }),
      size(
        'scripts of the popup before its first frame, compressed',
        first,
        sizeLimits.popup,
        `${kB(await weightOf(smallestView))} for Preact and signals with one paragraph`,
      ),
      // The libraries alone take most of the goal; a test of the build holds the whole where it is.
      missed({
        what: 'all scripts that the popup loads until it can be used, compressed',
        measured: kB(popup),
        floor: `${kB(await weightOf(smallestPopup))} for its libraries (Preact, signals, polyfill, idb, zod/mini) with one paragraph`,
        goal: `≤ ${kB(sizeGoals.popup)}`,
        met: popup <= sizeGoals.popup,
      }),
      missed({
        what: 'scripts of the worker, compressed',
        measured: kB(worker),
        floor: `${kB(await weightOf(smallestWorker))} for the browser polyfill, idb and zod/mini with one listener`,
        goal: `≤ ${kB(sizeGoals.worker)}`,
        met: worker <= sizeGoals.worker,
      }),
      fact({
        what: 'scripts of the desk before its first frame, compressed',
        measured: kB(gzipped('chrome-mv3', desk)),
        floor: `${kB(await weightOf(smallestPopup))} for its libraries with one paragraph`,
      }),
      fact({
        what: `all ${wholeDesk.length} scripts that the desk loads until somebody is confirmed, its thread included, compressed`,
        measured: kB(gzipped('chrome-mv3', wholeDesk)),
        floor: `${kB((await weightOf(smallestDesk)) + (await weightOf(smallestThread)))} for these libraries, XChaCha20-Poly1305, Argon2id and the words of the phrases`,
      }),
    ];
  },
};
