/** The finished builds, as files. Support for the tests that need them. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export type Build = 'chrome-mv3' | 'firefox-mv3';

export const pathOf = (build: Build, file = ''): string => join(root, '.output', build, file);

/**
 * What people download, in bytes, scripts compressed as they travel. What was to be reached; the benchmark says how far off
 * it is. `popup`: all scripts that it loads until it can be used. The libraries alone take most of that; in the worker
 * they take a quarter.
 */
export const sizeGoals = { zip: 200_000, popup: 25_000, worker: 35_000 } as const;

/**
 * What the build may weigh at most. Where a goal is missed, this holds the size where it is, so that it can only shrink.
 * `popup` is what stands before its first frame, `popupInAll` the rest with it. The question for the passphrase comes on
 * top, for those who set one, and only while it is asked: `popupLocked`, the thread that derives the key included.
 */
export const sizeLimits = {
  zip: 291_100,
  popup: 25_000,
  popupInAll: 45_000,
  popupLocked: 15_000,
  worker: 35_000,
} as const;

/** The question for the passphrase. */
export const lockedPanel = /\/LockedPanel-[\w-]+\.js$/;

/** The text of a file of a build. Throws if there is no build. */
export function built(build: Build, file: string): string {
  const path = pathOf(build, file);
  if (!existsSync(path)) throw new Error(`${build} is not built: npm run zip && npm run build:firefox`);
  return readFileSync(path, 'utf8');
}

export const version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;

/** The archive for the Chrome Web Store. */
export const zipPath = join(root, '.output', `provider-desk-${version}-chrome.zip`);

/** Its bytes. */
export const zipSize = (): number => statSync(zipPath).size;

/** Imports that are loaded at once, and those that are loaded when somebody asks for them. */
const atOnce = /(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+)["']/g;
const onDemand = /\bimport\(\s*["'](\.{1,2}\/[^"']+)["']/g;
/** The script of a thread, from the root of the extension. */
const threads = /\bnew Worker\(\s*["'`]\/([^"'`]+\.js)["'`]/g;

/**
 * Every script that a page or a worker loads: its own and all that those import. `later`: also what is loaded only when
 * something that is there asks for it, and what that imports, and the threads that it starts. `without`: these, and what
 * only they load, are left out.
 */
export function scriptsOf(
  build: Build,
  entry: string,
  { later = false, without }: { readonly later?: boolean; readonly without?: RegExp } = {},
): string[] {
  const first = entry.endsWith('.html')
    ? [...built(build, entry).matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)].map((match) => match[1] ?? '')
    : [entry];
  const seen = new Set<string>();
  for (let queue = first; queue.length > 0; ) {
    const fresh = queue.filter((script) => !seen.has(script) && without?.test(script) !== true);
    for (const script of fresh) seen.add(script);
    queue = fresh.flatMap((script) => {
      const found = (pattern: RegExp): string[] =>
        [...built(build, script).matchAll(pattern)].map((match) => match[1] ?? '');
      const imports = [...found(atOnce), ...(later ? found(onDemand) : [])];
      const beside = imports.map((path) => posix.join(posix.dirname(script), path));
      return later ? [...beside, ...found(threads)] : beside;
    });
  }
  return [...seen];
}

/** Bytes that the scripts take when each is compressed by itself. */
export const gzipped = (build: Build, scripts: readonly string[]): number =>
  scripts.reduce((sum, script) => sum + gzipSync(built(build, script), { level: 9 }).length, 0);
